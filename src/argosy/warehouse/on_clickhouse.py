"""ClickHouse inside this process (chdb): the expression as ClickHouse SQL, each table a ``file(…, Parquet)``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars
    from ibis.expr.types import Table

SETTINGS = "SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1"  # missing is null, as in standard SQL


class Chdb:
    """ClickHouse of this process. It holds no table of its own: names are swapped for the files when a query is run."""

    def __init__(self) -> None:
        import chdb

        self._query: Any = chdb.query
        self._files: dict[str, Path] = {}

    def file(self, path: Path, name: str) -> Table:
        """A table of the file's schema. Every column may be null, as Parquet columns are."""
        import ibis
        import pyarrow.parquet

        self._files[name] = path.resolve()
        return ibis.table(ibis.Schema.from_pyarrow(pyarrow.parquet.read_schema(path)), name=name)

    def run(self, expression: Table) -> polars.DataFrame:
        """The rows, by way of Parquet."""
        import io

        import polars

        answer = self._query(f"{self._sql(expression)} {SETTINGS}", "Parquet")
        found = polars.read_parquet(io.BytesIO(answer.bytes()))
        texts = [name for name, kind in found.schema.items() if kind == polars.Binary]
        return found.with_columns(polars.col(texts).cast(polars.String))

    def _sql(self, expression: Table) -> str:
        """The query, every one of our tables in it read from its file."""
        import ibis
        import sqlglot
        from sqlglot import expressions

        tree = sqlglot.parse_one(ibis.to_sql(expression, dialect="clickhouse"), read="clickhouse")
        for table in list(tree.find_all(expressions.Table)):
            path = self._files.get(table.name)
            if path is not None:
                source = expressions.Table(
                    this=expressions.func("file", expressions.Literal.string(str(path)), expressions.Literal.string("Parquet"))
                )
                source.set("alias", table.args.get("alias"))
                table.replace(source)
        return tree.sql(dialect="clickhouse")

    def close(self) -> None:
        """Forget the files."""
        self._files.clear()
