"""The tree a printed tariff shows by indents: the descriptions above a line, and which lines have none below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from argosy.engines.tariff.rows import TariffLine

STEP = " › "


class Tree:
    """Walks rows in printed order. ``inherited`` are the units of the nearest row above that states any.

    A row with a code counts as above another only if its code begins the other's: a table that leaves out rows shows no false path.
    """

    def __init__(self) -> None:
        self._above: list[tuple[int, str, str, tuple[str, ...]]] = []
        self.inherited: tuple[str, ...] = ()

    def step(self, indent: int, text: str, units: tuple[str, ...] = (), code: str = "") -> str:
        """Go to the next row; the descriptions above it, outermost first."""
        while self._above and self._above[-1][0] >= indent:
            self._above.pop()
        mine = [row for row in self._above if not row[2] or not code or code.startswith(row[2])]
        self.inherited = next((u for *_, u in reversed(mine) if u), ())
        self._above.append((indent, text, code, units))
        return STEP.join(said for _, said, *_ in mine if said)

    def clear(self) -> None:
        """Begin a new heading."""
        self._above.clear()


def closed(lines: Iterable[TariffLine], least: int = 0) -> tuple[TariffLine, ...]:
    """The lines sorted by code, each once, with those declarable that have ``least`` digits and no longer code below them."""
    ordered = sorted({line.code: line for line in lines}.values(), key=lambda line: line.code)
    after = [*(line.code for line in ordered[1:]), ""]
    return tuple(
        replace(line, declarable=len(line.code) >= least and not below.startswith(line.code))
        for line, below in zip(ordered, after, strict=True)
    )
