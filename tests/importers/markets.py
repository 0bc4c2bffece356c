"""Market files as tests write them, and reading one."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars

from argosy.importers.markets.library import read_market
from argosy.importers.markets.reading import Ask

TODAY = date(2026, 6, 30)
BACI = "t,i,j,k,v,q\n2020,490,842,10410,27.82,169.8\n2020,4,490,401031,0.164,NA\n2020,4,36,071120,0.727,0.308\n"


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file of a folder."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@contextmanager
def reading(path: Path, kind: str, folder: Path, **asked):
    """A file read in a folder of its own."""
    with read_market(path, kind, folder / "staging", Ask(today=TODAY, **asked)) as made:
        yield made


def rows_of(path: Path, kind: str, folder: Path, **asked) -> polars.DataFrame:
    """The finished rows of a file."""
    with reading(path, kind, folder, **asked) as made:
        assert made.refusal is None, made.refusal
        return polars.read_parquet(made.rows)


def found(path: Path, kind: str, folder: Path, **asked) -> dict:
    """The findings of a file by check; the last of a check wins."""
    with reading(path, kind, folder, **asked) as made:
        return {f.check: f for f in made.findings}
