"""What the checks of a market file found: how bad, how often, and which rows show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

EXAMPLES = 5
Level = Literal["refused", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Example:
    """A row that shows a finding: the file, its row as a person counts it (0: no single row), and what stands there."""

    where: str
    row: int
    said: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``refused`` stops the import; a ``warning`` is kept with the edition; ``info`` is told."""

    check: str
    level: Level
    count: int
    message: Text
    examples: Sequence[Example] = ()

    def as_json(self) -> dict[str, Any]:
        """The finding as plain data."""
        shown = [{"file": e.where, "row": e.row or None, "said": e.said} for e in self.examples]
        return {
            "check": self.check,
            "level": self.level,
            "count": self.count,
            "zh": self.message.zh,
            "en": self.message.en,
            "examples": shown,
        }


def refusal(name: str, findings: Iterable[Finding]) -> BadInput | None:
    """One error with every refusing finding and its rows, or nothing."""
    bad = [f for f in findings if f.level == "refused"]
    if not bad:
        return None
    why = Text("；".join(f.message.zh for f in bad), "; ".join(f.message.en for f in bad))
    problems = [Problem(Text(e.said, e.said), e.where, e.row or None, f.check) for f in bad for e in f.examples]
    return BadInput(
        Text("「{n}」未匯入，前一版不變：{w}", "{n} was not imported, the edition before stays: {w}").format(n=name, w=why), problems
    )
