"""Section 1: how well customers are looked after, and what has to be decided."""

from __future__ import annotations

from fractions import Fraction

from argosy.deliverables.families.market.figures import count, words, worked
from argosy.deliverables.families.upkeep.checks import silent
from argosy.deliverables.families.upkeep.facts import CASES, CONTACTS, MONEY, STOCK, UpkeepFacts
from argosy.deliverables.families.upkeep.inviting import overdue
from argosy.deliverables.families.upkeep.people import Cared
from argosy.engines.care.upkeep import Period, planned
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain, prose
from argosy.report.value import Value
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")
DONE, PLANNED, KEPT, SILENT, SHORT, LATE, OPEN = (
    Text("聯繫次數", "Contacts"), Text("計畫次數", "Contacts planned"), Text("達成率", "Kept to plan"), Text("逾期未聯繫之 A 級客戶", "Class A past their interval"),
    Text("建議補貨品項", "Lines to reorder"), Text("逾期發票", "Invoices overdue"), Text("逾限未陳報客訴", "Complaints past the limit"),
)  # fmt: skip


def section(facts: UpkeepFacts) -> Section:
    """Conclusion, key figures, decision."""
    blocks: tuple[AnyBlock, ...] = (conclusion(facts), key_figures(facts), decision(facts))
    return Section(id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def names() -> dict[str, str]:
    """Named values of the key figures."""
    return {"planned_contacts": "asked.planned", "within_plan": "asked.within"}


def plan_of(facts: UpkeepFacts) -> tuple[int, int]:
    """Contacts planned, and those of them made: what a customer had beyond its plan does not make up for another's."""
    whole = Period(facts.ask.since, facts.on)
    made = {one.code: 0 for one in facts.customers}
    for touch in facts.touches:
        if whole.holds(touch.day) and touch.customer in made:
            made[touch.customer] += 1
    due = {one.code: planned(whole, one.every) or 0 for one in facts.customers}
    return sum(due.values()), sum(min(made[code], due[code]) for code in due)


def past(facts: UpkeepFacts) -> list[Cared]:
    """Customers due weekly that are past their interval, the longest first."""
    return sorted((one for one in facts.customers if silent(one)), key=lambda one: -one.over)


def key_figures(facts: UpkeepFacts) -> KeyFigures:
    """Contacts, share of the plan, who is past, what to reorder, what is late."""
    due, within = plan_of(facts)
    late, unreported = sum(one.days_late > 0 for one in facts.bills), sum(overdue(facts, one) for one in facts.complaints)
    reorder = sum(bool(one.proposal.quantity) for one in facts.shelves)
    items = (
        KeyFigure(label=DONE, value=count("key.done", len(facts.log), DONE, cites=(CONTACTS,)), sub=plain(_by(facts))),
        KeyFigure(label=KEPT, value=_share(due, within), sub=plain(Text(f"計畫 {due} 次，達成 {within} 次", f"{within} of {due} planned"))),
        KeyFigure(
            label=SILENT,
            value=count("key.silent", len(past(facts)), SILENT, cites=(CONTACTS,)),
            direction="down",
            verdict="bad" if past(facts) else "good",
        ),
        KeyFigure(label=SHORT, value=count("key.reorder", reorder, SHORT, cites=(STOCK,))),
        KeyFigure(label=LATE, value=count("key.late", late, LATE, cites=(MONEY,)), direction="down"),
        KeyFigure(
            label=OPEN,
            value=count("key.unreported", unreported, OPEN, cites=(CASES,)),
            direction="down",
            verdict="bad" if unreported else "good",
        ),
    )
    return KeyFigures(id="key", items=items)


def _by(facts: UpkeepFacts) -> Text:
    visits = sum(one.channel == "visit" for one in facts.log)
    return Text(f"其中拜訪 {visits}", f"{visits} of them visits")


def _share(due: int, within: int) -> Value:
    if not due:
        return Value(id="key.share", missing="not_applicable", kind="rate", label=KEPT)
    return worked("key.share", Fraction(within, due), "0.001", "rate", "@within_plan / @planned_contacts", KEPT, dp=0, trace="kept")


def conclusion(facts: UpkeepFacts) -> Paragraph:
    """What was done, and who is missing, every number a figure of the document."""
    zh = "期間共聯繫 **[[key.done]]** 次，計畫達成 [[key.share]]。[[key.silent]] 家應每週聯繫之客戶逾期未聯繫"
    en = "**[[key.done]]** contacts in the period, [[key.share]] of the plan. [[key.silent]] customers due weekly are past their interval"
    worst = past(facts)[:1]
    for one in worst:
        zh += f"，最久者為 {one.code}{one.name.zh}，已 [[kept.{one.code}.idle]] 日未聯繫"
        en += f"; longest {one.code} {one.name.en}, [[kept.{one.code}.idle]] days without contact"
    return Paragraph(
        id="conclusion",
        role="lead",
        text=prose(zh + "。[[key.reorder]] 個品項建議補貨。", en + ". [[key.reorder]] lines should be reordered."),
    )


def decision(facts: UpkeepFacts) -> Fields:
    """What the manager is asked to decide: whom to call, whose promises to follow up, which complaints to take on."""
    due, within = plan_of(facts)
    callees = past(facts)
    broken = list(dict.fromkeys(one.customer for one in facts.promises if not one.followed))
    cases = [one.number for one in facts.complaints if overdue(facts, one)]
    waiting = [one for one in facts.log if one.support and one.done_on is None]
    items = (
        count("asked.planned", due, PLANNED, cites=(CONTACTS,), trace="planned"),
        count("asked.within", within, Text("其中達成", "Of them made"), cites=(CONTACTS,)),
        words("ask.silent", _codes([one.code for one in callees]), Text("應立即聯繫", "To contact at once")),
        words("ask.promises", _codes(broken), Text("付款承諾已過、無追蹤", "Promises passed, not followed up")),
        words("ask.cases", _codes(cases), Text("逾限未陳報客訴", "Complaints past the limit")),
        words(
            "ask.support",
            Text(f"{len(waiting)} 則" if waiting else "無", f"{len(waiting)}" if waiting else "none"),
            Text("未完成之支援需求", "Support still to be given"),
        ),
    )
    answer = Text(
        "核定逾期客戶之聯繫安排、補貨建議之提報，以及逾限客訴之處理層級",
        "Approve whom to contact, which replenishment to propose, and who takes on the complaints past the limit",
    )
    return Fields(id="decision", style="decision", question=Text("請主管決定", "For decision"), answer=plain(answer), items=items)


def _codes(codes: list[str]) -> Text:
    return Text("、".join(codes) or "無", ", ".join(codes) or "none")
