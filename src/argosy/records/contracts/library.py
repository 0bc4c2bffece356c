"""The clauses the software comes with, read from ``library.toml``, and which a kind of contract may not do without."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Written:
    """A clause as the library has it. ``kinds`` and ``mandatory`` are kinds of contract: sale, distribution, agency."""

    code: str
    place: int
    heading: Text
    kinds: tuple[str, ...]
    mandatory: tuple[str, ...]
    wording: Text


@cache
def clauses() -> tuple[Written, ...]:
    """All clauses in their order."""
    data = tomllib.loads(files("argosy.records.contracts").joinpath("library.toml").read_text(encoding="utf-8"))
    return tuple(
        Written(
            row["code"],
            at,
            Text(row["heading_zh"], row["heading_en"]),
            tuple(row["kinds"]),
            tuple(row["mandatory"]),
            Text(row["zh"], row["en"]),
        )
        for at, row in enumerate(data["clause"], 1)
    )
