"""The stages of a prospect, read from ``stages.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. ``rank`` counts the stages from 0 in their order; ``screened`` needs party screening, ``reason`` the reason of the end."""

    code: str
    name: Text
    kind: Literal["open", "won", "lost", "dropped"]
    rank: int
    screened: bool = False
    reason: bool = False

    @property
    def is_open(self) -> bool:
        """Whether work goes on."""
        return self.kind == "open"


@cache
def stages() -> dict[str, Stage]:
    """All stages by code, in their order."""
    data = tomllib.loads(files("argosy.records.care.leads").joinpath("stages.toml").read_text(encoding="utf-8"))
    return {
        code: Stage(code, Text(row["zh"], row["en"]), row["kind"], rank, row.get("screened", False), row.get("reason", False))
        for rank, (code, row) in enumerate(data.items())
    }


def stage(code: str) -> Stage:
    """A stage by its code, or ``BadInput`` naming those there are."""
    if code not in stages():
        known = ", ".join(stages())
        raise BadInput(
            Text("沒有階段「{code}」，應為 {known} 之一", "There is no stage {code}: it is one of {known}").format(code=code, known=known)
        )
    return stages()[code]


def open_stages() -> tuple[str, ...]:
    """The codes of the stages in which work goes on, in their order."""
    return tuple(code for code, row in stages().items() if row.is_open)
