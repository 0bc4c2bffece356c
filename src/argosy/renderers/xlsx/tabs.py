"""Which section stands on which worksheet, and names a workbook accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Citations, Report, Section, TraceTable
from argosy.report.words import Approval, Clauses

ABOUT = Text("說明", "About")
RULES = Text("公式與法源", "Formulas and law")
SOURCES = Text("資料來源", "Sources")
SHARES = Text("分攤計算", "Allocation")
CHART_DATA = Text("圖表資料", "Chart data")
_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(slots=True)
class Tab:
    """One worksheet to be: its name, its heading and the sections it holds."""

    name: str
    title: Text
    sections: list[tuple[Section, list[AnyBlock]]] = field(default_factory=list)

    @property
    def orientation(self) -> str | None:
        """The first orientation its sections ask for."""
        return next((s.orientation for s, _ in self.sections if s.orientation), None)


class TabNames:
    """Gives each sheet a unique legal name of at most 31 characters."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._taken: set[str] = set()

    def take(self, text: Text) -> str:
        """The next free name for ``text``."""
        base = legal_name(_in_language(text, self.lang))
        name, count = base, 2
        while name.casefold() in self._taken:
            tail = f" {count}"
            name, count = base[: 31 - len(tail)] + tail, count + 1
        self._taken.add(name.casefold())
        return name


def legal_name(words: str) -> str:
    """``words`` without what a sheet name may not hold; ``history`` is reserved."""
    name = _ILLEGAL.sub(" ", words).strip().strip("'").strip()[:31].strip() or "Sheet"
    return f"{name}_" if name.casefold() == "history" else name


def _in_language(text: Text, lang: str) -> str:
    if lang != "both":
        return text.say(lang)
    both = text.say("both")
    return both if len(both) <= 31 else text.say("zh-Hant")


def allot(report: Report, names: TabNames) -> list[Tab]:
    """The sheets of the sections in reading order, without signatures, which stand on the first sheet, and clauses.

    A section without ``sheet`` joins the one before it, unless no section names a sheet: then each section of level 1 has its own.
    Sources and workings without a ``sheet`` always have their own.
    """
    tabs: list[Tab] = []
    by_words: dict[str, Tab] = {}
    named = any(section.sheet for section in report.sections)
    for section in report.sections:
        blocks: list[AnyBlock] = [block for block in section.blocks if not isinstance(block, Approval | Clauses)]
        if blocks:
            words = section.sheet or _ending(blocks) or (section.title if not tabs or (section.level == 1 and not named) else None)
            _tab_of(words, section, tabs, by_words, names).sections.append((section, blocks))
    return tabs


def _ending(blocks: list[AnyBlock]) -> Text | None:
    if all(isinstance(block, Citations) for block in blocks):
        return SOURCES
    return RULES if all(isinstance(block, TraceTable) for block in blocks) else None


def _tab_of(words: Text | None, section: Section, tabs: list[Tab], by_words: dict[str, Tab], names: TabNames) -> Tab:
    if words is None:
        return tabs[-1]
    if words.zh not in by_words:
        title = section.title if section.sheet is None else words
        by_words[words.zh] = Tab(names.take(words), title)
        tabs.append(by_words[words.zh])
    return by_words[words.zh]
