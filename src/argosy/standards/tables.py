"""The catalogue's data files, read once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO

from argosy.kernel.text import Text

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """All rows of ``data/<name>.csv``."""
    content = (files("argosy.standards") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(StringIO(content)))


def text(row: Row, prefix: str = "") -> Text:
    """The pair of columns ``<prefix>zh`` and ``<prefix>en``."""
    return Text(row[f"{prefix}zh"], row[f"{prefix}en"])
