"""Everything the page of one study shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from argosy.kernel.money import minor_digits
from argosy.kernel.text import Text, same
from argosy.records.people import consulting
from argosy.records.tariffs.study import queries, stating
from argosy.records.tariffs.study.actions import UNDECIDED
from argosy.records.tariffs.study.comparing import ITEMS

TABS = ("measures", "options", "check", "asked", "all")
KINDS: dict[str, Text] = {
    "duty": Text("關稅", "duty"),
    "remedy": Text("貿易救濟", "trade remedy"),
    "excise": Text("消費稅", "excise"),
    "vat": Text("加值稅", "value-added tax"),
    "fee": Text("規費", "fee"),
    "column": Text("稅則其他欄", "other column"),
    "preference": Text("優惠關稅", "preference"),
    "suspension": Text("暫停課徵", "suspension"),
    "quota": Text("配額", "quota"),
    "relief": Text("減免", "relief"),
    "regime": Text("特殊通關", "special regime"),
    "drawback": Text("退稅", "drawback"),
    "relation": Text("競合規定", "how they meet"),
    "interpretation": Text("解釋不一", "disputed rule"),
    "penalty": Text("罰則", "penalty"),
    "procedure": Text("通關程序", "procedure"),
    "none": Text("無資料", "no data"),
}
OUTCOMES: dict[str, tuple[str, Text]] = {
    "agrees": ("ok", Text("相符", "agrees")),
    "differs": ("warn", Text("不一致", "differs")),
    "look": ("wait", Text("須人核對", "look")),
    "no_data": ("off", Text("無資料", "no data")),
}
VERDICTS: dict[str, tuple[str, Text]] = {
    "available": ("ok", Text("可採用", "available")),
    "unmet": ("wait", Text("要件未備", "unmet")),
    "unavailable": ("off", Text("不成立", "not available")),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one line of the goods, or of the whole entry (``line`` is ``None``)."""

    line: Any
    rows: list[Any]

    @property
    def number(self) -> int:
        """The line number; 0 for the whole entry."""
        return self.line.line_no if self.line else 0

    @property
    def left(self) -> int:
        """Measures of the group that nobody decided yet."""
        return sum(row.kind not in UNDECIDED and not row.decision for row in self.rows)


@dataclass(frozen=True, slots=True)
class Proof:
    """A condition of an option over the lines it stands on."""

    key: str
    rows: list[Any]

    @property
    def first(self) -> Any:
        """The condition on the first line."""
        return self.rows[0]

    @property
    def done(self) -> bool:
        """Whether it is shown for every line."""
        return all(row.evidenced for row in self.rows)


@dataclass(frozen=True, slots=True)
class Offer:
    """An option with its verdict and its conditions."""

    option: Any
    verdict: str
    why: Text
    proofs: list[Proof]

    @property
    def shows_proofs(self) -> bool:
        """Whether its conditions matter: it may hold, or somebody gave evidence for it."""
        return self.verdict != "unavailable" or any(row.document for proof in self.proofs for row in proof.rows)

    @property
    def can_choose(self) -> bool:
        """Whether it may be chosen for some line now."""
        lacking = {row.line_no for proof in self.proofs for row in proof.rows if not row.evidenced}
        ready = [n for n in self.option.ready if n not in lacking] if 0 not in lacking else []
        return self.verdict == "available" or bool(ready)

    @property
    def amounts(self) -> tuple[str, ...]:
        """Payable and saving with the decimals of the currency; empty where not known."""
        digits = minor_digits(self.option.currency)
        return tuple("" if v is None else f"{v:,.{digits}f}".replace("-", "−") for v in (self.option.payable, self.option.saving))

    @property
    def chip(self) -> tuple[str, Text]:
        """Level and word of the verdict."""
        return VERDICTS[self.verdict]


@dataclass(frozen=True)
class StudyPage:
    """A study for one reader."""

    person: Any
    study: Any
    tab: str = "measures"

    @property
    def title(self) -> Text:
        """What it is called: its order's title in both languages, else its own."""
        order = self.study.order
        return Text(order.title_zh, order.title_en) if order and (order.title_zh or order.title_en) else same(self.study.title)

    @cached_property
    def lines(self) -> list[Any]:
        """Its goods."""
        return queries.lines(self.study)

    @cached_property
    def measures(self) -> list[Group]:
        """Measures by line, the whole entry last."""
        return self._grouped(queries.measures(self.study), entry_first=False)

    @cached_property
    def checks(self) -> list[Group]:
        """Check items, the whole entry first."""
        return self._grouped(queries.checks(self.study), entry_first=True)

    def _grouped(self, rows: list[Any], entry_first: bool) -> list[Group]:
        by_line: dict[int, list[Any]] = {}
        for row in rows:
            by_line.setdefault(row.line_no, []).append(row)
        groups = [Group(line, by_line[line.line_no]) for line in self.lines if line.line_no in by_line]
        entry = [Group(None, by_line[0])] if 0 in by_line else []
        return [*entry, *groups] if entry_first else [*groups, *entry]

    @cached_property
    def offers(self) -> list[Offer]:
        """Options, the cheapest first."""
        return [Offer(o, *queries.verdict(o), list(_proofs(o))) for o in queries.options(self.study)]

    @cached_property
    def asked(self) -> list[Any]:
        """Questions about it and about its order."""
        subjects = [self.study.reference, *([self.study.order.reference] if self.study.order else [])]
        return list(consulting.consultations(actor=self.person, subjects=subjects))

    @cached_property
    def questions(self) -> list[tuple[str, Any]]:
        """What amounts wait for, with the name to answer it under (empty where the goods or the order must change)."""
        return [(stating.answer_key(self.study, gap), gap) for gap in stating.open_questions(self.study) if gap.blocks]

    @cached_property
    def left(self) -> int:
        """Measures nobody decided yet."""
        return sum(group.left for group in self.measures)

    @cached_property
    def open(self) -> list[Any]:
        """Disagreements nobody settled."""
        return [row for group in self.checks for row in group.rows if row.open]

    @cached_property
    def reasons(self) -> list[str]:
        """Reasons given so far, to choose from."""
        return list(dict.fromkeys(row.reason for group in self.measures for row in group.rows if row.reason))

    @property
    def being_made(self) -> bool:
        """Whether it may be changed, and by this person."""
        return self.study.state == "draft" and self.person.may("tariffs.study.mark")

    @cached_property
    def checking(self) -> bool:
        """Whether this person may give verdicts now."""
        return (
            self.study.state == "in_check" and self.person.may("tariffs.study.check") and self.person.login not in queries.hands(self.study)
        )

    @cached_property
    def why_not_checking(self) -> Text | None:
        """Why this person, who may check studies, may not check this one."""
        if self.study.state != "in_check" or self.checking or not self.person.may("tariffs.study.check"):
            return None
        return Text("製作或判定過此研究的人不得查核", "Who made the study, or decided in it, does not check it")

    @cached_property
    def not_ready(self) -> Text | None:
        """Why it cannot be sent to check yet."""
        if any(row.kind == "none" for group in self.measures for row in group.rows):
            return Text("有項目無資料，請先更正號別或日期", "A line has no data: put its code or the date right")
        if any(len(line.codes) > 1 and not line.code_reason for line in self.lines):
            return Text("請先選定稅則號別", "Decide between the candidate codes first")
        return Text("尚有 {n} 項措施未判定", "{n} measures are not decided yet").format(n=self.left) if self.left else None

    kinds = KINDS
    items = ITEMS
    outcomes = OUTCOMES
    undecided = UNDECIDED


def _proofs(option: Any) -> Iterator[Proof]:
    by_key: dict[str, list[Any]] = {}
    for row in option.conditions.all():
        by_key.setdefault(row.key, []).append(row)
    return (Proof(key, rows) for key, rows in by_key.items())
