"""What is answered in place of a figure that the data cannot bear."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.kernel.text import Text

TOO_FEW = Text("資料不足：{n} 筆，至少需要 {m} 筆", "insufficient data: {n} values, at least {m} are needed")


@dataclass(frozen=True, slots=True)
class Insufficient:
    """``n`` values were there, ``least`` are needed; ``reason`` says so, or what else stands in the way."""

    n: int
    least: int
    reason: Text


def too_few(n: int, least: int) -> Insufficient:
    """The answer for a series that is too short."""
    return Insufficient(n, least, TOO_FEW.format(n=n, m=least))
