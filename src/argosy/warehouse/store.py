"""A warehouse in a folder: one Parquet file per table and edition, queried with SQL.

``<folder>/<table>/<edition>.parquet``. A file appears whole or not at all; an edition is never overwritten with other rows, so a document
that names an edition can be rebuilt on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.kernel.text import Text
from argosy.warehouse.address import address

if TYPE_CHECKING:
    import polars

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_EDITION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a table: how many rows, how many bytes, and the SHA-256 of its file."""

    table: str
    edition: str
    rows: int
    size: int
    sha256: str


class Warehouse:
    """The tables of one folder. Reading an absent table raises ``NotFound`` naming those there are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def tables(self) -> list[str]:
        """Names of all tables."""
        return sorted(p.name for p in self.folder.glob("*") if p.is_dir() and any(p.glob("*.parquet")))

    def editions(self, table: str) -> list[str]:
        """Editions of a table, oldest first by name."""
        return sorted(p.stem for p in (self.folder / _named(table)).glob("*.parquet"))

    def put(self, table: str, edition: str, frame: polars.DataFrame) -> Edition:
        """Write an edition. The same rows again change nothing; other rows under a known edition raise ``Refused``."""
        path = self._path(table, edition)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        frame.write_parquet(partial, compression="zstd", statistics=True)
        if path.exists():
            return self._kept(table, edition, path, partial)
        partial.replace(path)
        return self.edition(table, edition)

    def _kept(self, table: str, edition: str, path: Path, partial: Path) -> Edition:
        import polars

        same = polars.read_parquet(path).equals(polars.read_parquet(partial))
        partial.unlink()
        if not same:
            raise Refused(
                Text(
                    "資料表 {t} 之版本 {e} 已存在且內容不同，請用新版本名稱",
                    "Table {t} already has edition {e} with other rows: use a new edition",
                ).format(t=table, e=edition)
            )
        return self.edition(table, edition)

    def discard(self, table: str, edition: str) -> None:
        """Remove an edition nothing refers to, such as one left over from a write that stopped half way."""
        self._path(table, edition).unlink(missing_ok=True)

    def edition(self, table: str, edition: str = "") -> Edition:
        """What an edition holds; the newest when none is named."""
        import duckdb

        path = self.path(table, edition)
        found = duckdb.sql(f"SELECT count(*) FROM read_parquet('{_quoted(path)}')").fetchone()  # noqa: S608
        return Edition(table, path.stem, found[0] if found else 0, path.stat().st_size, sha256(path.read_bytes()).hexdigest())

    def read(self, table: str, edition: str = "") -> polars.LazyFrame:
        """An edition as a lazy frame; the newest when none is named."""
        import polars

        return polars.scan_parquet(self.path(table, edition))

    def query(self, sql: str, editions: dict[str, str] | None = None) -> polars.DataFrame:
        """The answer to a SELECT over tables by name, each at the edition given or its newest."""
        import duckdb
        import polars

        con = duckdb.connect(":memory:")
        try:
            for table in self.tables():
                path = self.path(table, (editions or {}).get(table, ""))
                con.sql(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{_quoted(path)}')")  # noqa: S608
            answer = con.sql(sql)
            return polars.DataFrame(answer.fetchall(), schema=answer.columns, orient="row", infer_schema_length=None)
        except duckdb.Error as error:
            raise BadInput(Text("查詢無法執行：{e}", "The query cannot be run: {e}").format(e=error)) from error
        finally:
            con.close()

    def _path(self, table: str, edition: str) -> Path:
        if not _EDITION.fullmatch(edition):
            raise BadInput(
                Text(
                    "版本名稱「{e}」不合規則（英數、點、底線、連字號）", "Edition “{e}” must be letters, digits, dot, underscore or hyphen"
                ).format(e=edition)
            )
        return self.folder / _named(table) / f"{edition}.parquet"

    def path(self, table: str, edition: str = "") -> Path:
        """The file of an edition, the newest when none is named; ``NotFound`` names what there is."""
        known = self.editions(table)
        if not known or (edition and edition not in known):
            there = ", ".join(known if known else self.tables()) or "—"
            raise NotFound(
                Text("倉儲沒有 {t} {e}；現有：{k}", "The warehouse has no {t} {e}; there are: {k}").format(t=table, e=edition, k=there)
            )
        return self._path(table, edition or known[-1])


def open_warehouse(url: str) -> Warehouse:
    """The tables at a warehouse address, whichever engine works on them; ``BadInput`` for an address of another kind."""
    return Warehouse(address(url).folder)


def _named(table: str) -> str:
    if not _NAME.fullmatch(table):
        raise BadInput(
            Text(
                "資料表名稱「{t}」不合規則（小寫英數與底線）", "Table name “{t}” must be lower-case letters, digits and underscores"
            ).format(t=table)
        )
    return table


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
