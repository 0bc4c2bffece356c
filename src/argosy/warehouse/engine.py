"""Ibis expressions over the tables of a warehouse, worked out by the engine its address names. The expression is the same on each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.warehouse.address import Address, address
from argosy.warehouse.store import Warehouse

if TYPE_CHECKING:
    import polars
    from ibis.expr.types import Table

LACKS = Text(
    "此倉儲需要套件 {p}，請安裝 argosy[{e}]（Spark 另需 Java 17）",
    "This warehouse needs {p}: install argosy[{e}] (Spark needs Java 17 as well)",
)


class Engine(Protocol):
    """What works out expressions. ``file`` opens one Parquet file as a table; ``run`` gives the rows of an expression over such tables."""

    def file(self, path: Path, name: str) -> Table:
        """A Parquet file as a table called ``name``."""
        ...

    def run(self, expression: Table) -> polars.DataFrame:
        """The rows, with real nulls. Their order is that of the expression, or none."""
        ...

    def close(self) -> None:
        """Let go of what the engine holds."""
        ...


class Desk:
    """A warehouse together with its engine: tables by name and edition to build expressions on, and ``run`` to work them out."""

    def __init__(self, store: Warehouse, engine: Engine) -> None:
        self.store, self.engine = store, engine

    def table(self, name: str, edition: str = "") -> Table:
        """A table at an edition, the newest when none is named; ``NotFound`` when there is none."""
        return self.engine.file(self.store.path(name, edition), name)

    def run(self, expression: Table) -> polars.DataFrame:
        """The rows of an expression."""
        return self.engine.run(expression)


@contextmanager
def open_engine(url: str) -> Iterator[Desk]:
    """The warehouse at an address with the engine it names. ``Refused`` when the engine's package is not installed."""
    where = address(url)
    engine = _engine(where)
    try:
        yield Desk(Warehouse(where.folder), engine)
    finally:
        engine.close()


def _engine(where: Address) -> Engine:
    try:
        if where.kind == "spark":
            from argosy.warehouse.on_spark import Spark

            return Spark(where.master)
        if where.kind == "chdb":
            from argosy.warehouse.on_clickhouse import Chdb

            return Chdb()
    except ImportError as lacking:
        extra = {"spark": "spark", "chdb": "clickhouse"}[where.kind]
        raise Refused(LACKS.format(p=lacking.name or extra, e=extra)) from lacking
    return DuckDB()


class DuckDB:
    """DuckDB in this process: the default."""

    def __init__(self) -> None:
        import ibis

        self._connection: Any = ibis.duckdb.connect()

    def file(self, path: Path, name: str) -> Table:
        """A view over the file."""
        return self._connection.read_parquet(str(path), table_name=name)

    def run(self, expression: Table) -> polars.DataFrame:
        """The rows as DuckDB hands them over in Arrow."""
        import polars

        found = polars.from_arrow(self._connection.to_pyarrow(expression))
        assert isinstance(found, polars.DataFrame)
        return found

    def close(self) -> None:
        """End the connection."""
        self._connection.disconnect()
