"""Which line of the nomenclature a code is on a day: valid, not valid that day, not declarable, or no code at all, with what to use instead."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from argosy.engines.tariff.rows import TariffLine
from argosy.kernel.text import NOTHING, Text

CodeState = Literal["ok", "longer", "not_declarable", "not_valid", "unknown", "not_held", "no_edition", "no_schedule"]
MOST = 12
SHORTEST = 2

WORDS: dict[CodeState, Text] = {
    "ok": NOTHING,
    "longer": Text("號列「{c}」比稅則細，依 {f} 適用", "“{c}” is finer than the tariff; {f} applies"),
    "not_declarable": Text("號列「{c}」下尚有細目，不能申報", "“{c}” has finer codes below it and cannot be declared"),
    "not_valid": Text("號列「{c}」於 {d} 無效", "“{c}” is not in force on {d}"),
    "unknown": Text("稅則沒有號列「{c}」", "The tariff has no code “{c}”"),
    "not_held": Text("尚未匯入號列「{c}」之資料", "No data on “{c}” were imported"),
    "no_edition": Text("{d} 尚無匯入之稅則版本", "No imported edition of the tariff holds on {d}"),
    "no_schedule": Text("{j} 尚未匯入稅則", "No tariff of {j} was imported"),
}
USE = Text("可用：{s}", "use one of: {s}")
IMPORT = Text("請匯入該版稅則，或於各項填入稅率", "Import that edition, or give the rates on the lines")
CHECK = Text("請查對號列", "Check the code")


@dataclass(frozen=True, slots=True)
class CodeStatus:
    """What a code is on a day. ``code`` is the line that applies: the code itself, the one code below it, or the longest that exists."""

    asked: str
    code: str
    state: CodeState
    line: TariffLine | None = None
    suggestions: tuple[TariffLine, ...] = ()
    message: Text = NOTHING

    @property
    def usable(self) -> bool:
        """Whether goods may be entered under it on that day."""
        return self.state in ("ok", "longer")

    @property
    def ask(self) -> Text:
        """What to do about a code that is not usable."""
        if self.state in ("no_schedule", "no_edition", "not_held"):
            return IMPORT
        names = "、".join(line.code for line in self.suggestions[:5])
        return USE.format(s=names) if names else CHECK


class Nomenclature:
    """The codes of a tariff, sorted, with the line of each. ``digits``: the longest code there is; ``whole``: no code is left out."""

    def __init__(self, codes: Sequence[str], line: Callable[[int], TariffLine], digits: int, whole: bool = True) -> None:
        self.codes, self._line, self.digits, self.whole = codes, line, digits, whole

    def status(self, asked: str, on: date) -> CodeStatus:
        """What ``asked`` (digits only) is on a day."""
        found = self.line(asked)
        if found is not None and found.declarable:
            return self._dated(asked, found, on, "ok")
        leaves = list(self._leaves(asked, 2 * MOST))
        usable = [leaf for leaf in leaves if leaf.holds(on)]
        if len(usable) == 1:
            return self._dated(asked, usable[0], on, "ok")
        if found is not None or leaves:
            return self._closed(asked, found, usable or leaves, on)
        return self._stranger(asked, on)

    def line(self, code: str) -> TariffLine | None:
        """The line of a code, if there is one."""
        place = bisect_left(self.codes, code)
        return self._line(place) if place < len(self.codes) and self.codes[place] == code else None

    def parents(self, code: str) -> tuple[TariffLine, ...]:
        """The lines above a code, outermost first."""
        found = (self.line(code[:n]) for n in range(SHORTEST, len(code)))
        return tuple(line for line in found if line is not None)

    def children(self, code: str, most: int = 200) -> tuple[TariffLine, ...]:
        """The lines right below a code."""
        below: list[str] = []
        for name in self._below(code):
            if not (below and name.startswith(below[-1])):
                below.append(name)
            if len(below) >= most:
                break
        return tuple(line for line in map(self.line, below) if line is not None)

    def longest(self, code: str) -> TariffLine | None:
        """The longest line that begins the code."""
        found = (self.line(code[:n]) for n in range(len(code), SHORTEST - 1, -1))
        return next((line for line in found if line is not None), None)

    def _dated(self, asked: str, line: TariffLine, on: date, state: CodeState) -> CodeStatus:
        if not line.holds(on):
            near = tuple(leaf for leaf in self._leaves(line.code[:6], 2 * MOST) if leaf.holds(on))[:MOST]
            return CodeStatus(asked, line.code, "not_valid", line, near, WORDS["not_valid"].format(c=asked, d=on))
        return CodeStatus(asked, line.code, state, line, (), WORDS[state].format(c=asked, f=line.code) if WORDS[state] else NOTHING)

    def _closed(self, asked: str, line: TariffLine | None, leaves: Sequence[TariffLine], on: date) -> CodeStatus:
        state: CodeState = "not_declarable" if not leaves or any(leaf.holds(on) for leaf in leaves) else "not_valid"
        return CodeStatus(asked, asked, state, line, tuple(leaves[:MOST]), WORDS[state].format(c=asked, d=on))

    def _stranger(self, asked: str, on: date) -> CodeStatus:
        line = self.longest(asked)
        if line is not None and line.declarable and len(line.code) < self.digits:
            return self._dated(asked, line, on, "longer")
        if not self.whole and (line is None or not line.declarable):
            return CodeStatus(asked, asked, "not_held", line, (), WORDS["not_held"].format(c=asked))
        near: tuple[TariffLine, ...] = ()
        for size in (len(line.code), 6, 4) if line else ():
            near = near or tuple(leaf for leaf in self._leaves(asked[:size], MOST) if leaf.holds(on))
        return CodeStatus(asked, line.code if line else "", "unknown", line, near, WORDS["unknown"].format(c=asked))

    def _below(self, code: str) -> Iterator[str]:
        place = bisect_left(self.codes, code)
        while place < len(self.codes) and self.codes[place].startswith(code):
            if self.codes[place] != code:
                yield self.codes[place]
            place += 1

    def _leaves(self, code: str, most: int) -> Iterator[TariffLine]:
        count = 0
        for name in self._below(code):
            line = self.line(name)
            if line is not None and line.declarable:
                count += 1
                yield line
            if count >= most:
                return


def unheld(asked: str, jurisdiction: str, on: date, imported: bool) -> CodeStatus:
    """The status of any code where there is no edition to look in."""
    state: CodeState = "no_edition" if imported else "no_schedule"
    return CodeStatus(asked, "", state, None, (), WORDS[state].format(d=on, j=jurisdiction))
