"""Which settings there are, what they mean, and the value that holds until the firm decides."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Known:
    """A setting the software reads. ``unit`` says how to read the value: percent, TWD, days, years, count or text."""

    name: str
    default: str
    unit: str
    meaning: Text


@cache
def known_settings() -> dict[str, Known]:
    """All settings by name."""
    data = tomllib.loads(files("argosy.records.reference").joinpath("defaults.toml").read_text(encoding="utf-8"))
    return {name: Known(name, row["value"], row["unit"], Text(row["zh"], row["en"])) for name, row in data.items()}


def known(name: str) -> Known:
    """One setting, or ``NotFound``."""
    if name not in known_settings():
        raise NotFound(Text("沒有設定「{name}」", "There is no setting {name}").format(name=name))
    return known_settings()[name]
