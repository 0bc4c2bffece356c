"""Sheet 1: the prospects one by one, and the funnel."""

from __future__ import annotations

from decimal import Decimal

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.market.figures import estimate, figure
from argosy.deliverables.families.market.figures import rate as rated
from argosy.deliverables.families.prospects.facts import LEADS, Prospect, ProspectFacts
from argosy.engines.customers.funnel import LEAST
from argosy.engines.performance.estimate import Estimate
from argosy.kernel.text import Text
from argosy.records.care.leads.queries import stage
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding

TITLE = Text("潛在客戶追蹤", "Prospects")
TABLE, STAGES = "prospects", "stages"
METHOD = Text("Wilson 區間", "Wilson interval")
AGREED = {True: Text("是", "yes"), False: Text("否", "no"), None: Text("", "")}


def section(facts: ProspectFacts) -> Section:
    """The funnel, the rates of its stages, and the table."""
    blocks: tuple[AnyBlock, ...] = (*chart(facts), rates(facts), table(facts))
    return Section(id="prospects_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def table(facts: ProspectFacts) -> Table:
    """One row a prospect, open ones first, the furthest on before others."""
    columns = (
        Column(key="no", label=Text("編號", "No."), type="c", width=9),
        Column(key="created", label=Text("建立日", "Entered"), type="d", width=12),
        Column(key="source", label=Text("來源", "Source"), type="e", width=13),
        Column(key="event", label=Text("活動", "Event"), width=18, sheet_only=True),
        Column(key="company", label=Text("公司", "Company"), width=26),
        Column(key="country", label=Text("國別", "Country"), type="c", width=6),
        Column(key="contact", label=Text("聯絡人", "Contact"), type="p", width=12, sheet_only=True),
        Column(key="need", label=Text("需求商品", "Goods wanted"), width=26),
        Column(key="amount", label=Text("預估金額", "Expected"), type="m", dp=0, width=12),
        Column(key="currency", label=Text("幣別", "Currency"), type="c", width=7, sheet_only=True),
        Column(key="base", label=Text("折合本位幣", "In own currency"), type="m", dp=0, width=12, sheet_only=True),
        Column(key="stage", label=Text("階段", "Stage"), type="e", width=14),
        Column(key="chance", label=Text("機率", "Chance"), type="r", dp=0, width=8),
        Column(key="weighted", label=Text("加權金額", "Weighted"), type="m", dp=0, width=12, total="sum"),
        Column(key="close", label=Text("預計結案日", "Expected close"), type="d", width=12),
        Column(key="rival", label=Text("競爭者", "Rival"), width=8, sheet_only=True),
        Column(key="sample", label=Text("樣品", "Sample"), type="d", width=12, sheet_only=True),
        Column(key="last", label=Text("最近追蹤", "Last"), type="d", width=12),
        Column(key="next", label=Text("下次追蹤", "Next"), type="d", width=12),
        Column(key="days", label=Text("停留天數", "Days in stage"), type="n", width=8),
        Column(key="owner", label=Text("負責", "Owner"), type="p", width=12),
        Column(key="reason", label=Text("失敗原因", "Reason lost"), type="e", width=11),
        Column(key="consent", label=Text("同意行銷", "Consent"), type="b", width=7),
    )
    rows = tuple(_row(facts, one) for one in facts.listed)
    note = Text(
        "僅進行中且有預計結案日者進入漏斗；機率為各階段自身歷史之成交率，結案少於 {n} 件者不計。標示列為逾追蹤日。",
        "Only open prospects with an expected close are in the funnel; the chance is the share won in the history of the stage, not told on fewer than {n} ended. "
        "Marked rows are past their follow-up.",
    ).format(n=LEAST)
    return Table(
        id=TABLE, title=TITLE, columns=columns, rows=rows, totals=_totals(facts), note=plain(note), cites=(LEADS,), empty=Text("範圍內沒有潛在客戶", "No prospect in scope")
    )  # fmt: skip


def _totals(facts: ProspectFacts) -> Row | None:
    held = sum((worth(one) or Decimal(0) for one in facts.listed), Decimal(0))
    if not facts.listed:
        return None
    total = Value(
        id=f"{TABLE}.total.weighted", v=f"{held:f}", kind="money", unit=facts.firm.base_currency, dp=0, expr=f"sum({TABLE}.weighted)", trace="weighted"
    )  # fmt: skip
    return Row(id="total", cells={"no": Value(id=f"{TABLE}.total.no", v=Text("合計", "Total")), "weighted": total})


def worth(one: Prospect) -> Decimal | None:
    """The weighted amount as the row's own formula gives it: to a whole unit, so that sheet and document agree."""
    chance = _chance_text(one)
    if chance is None or one.weighted is None or one.weighted.amount is None:
        return None
    return (one.weighted.amount * Decimal(chance)).quantize(Decimal(1), rounding="ROUND_HALF_UP")


def _chance_text(one: Prospect) -> str | None:
    told = one.weighted.chance if one.weighted else None
    return None if told is None or told.value is None or told.n < LEAST else f"{told.value:.4f}"


def _row(facts: ProspectFacts, one: Prospect) -> Row:
    base = facts.firm.base_currency
    late = one.is_open and one.next_on is not None and one.next_on < facts.on
    cells = {
        "no": code(one.ref), "created": day(one.created), "source": words(one.source), "event": words(one.event, "not_applicable"), "company": words(one.company),
        "country": code(one.country), "contact": words(one.contact), "need": words(one.need), "amount": _money(one.amount, one.currency, "base"), "currency": code(one.currency),
        "base": _money(one.weighted.amount if one.weighted else None, base, "base", "not_applicable"), "stage": words(stage(one.stage).name), "chance": _chance(one),
        "weighted": _weighted(one, base), "close": day(one.expected_close, "not_recorded" if one.is_open else "not_applicable"), "rival": words(one.rival, "not_applicable"),
        "sample": day(one.sample_on), "last": day(one.last_on, "not_recorded"), "next": day(one.next_on, "not_recorded" if one.is_open else "not_applicable"),
        "days": count(one.days if one.is_open else None, (LEADS,), missing="not_applicable", trace="days"), "owner": words(one.owner), "reason": words(one.lost_reason, "not_applicable"), "consent": words(AGREED[one.consent]),
    }  # fmt: skip
    return row(TABLE, one.ref, cells, "mark" if late else "normal")


def _money(amount: Decimal | None, currency: str, trace: str, missing: str = "not_recorded") -> Cell:
    return lambda identity: figure(identity, amount, "money", unit=currency, dp=0, cites=(LEADS,), trace=trace, missing=missing)  # type: ignore[arg-type]


def _chance(one: Prospect) -> Cell:
    if one.weighted is None:
        return lambda identity: Value(id=identity, missing="not_applicable", kind="rate")
    told, shown = one.weighted.chance, _chance_text(one)
    if shown is None:
        return lambda identity: Value(id=identity, missing="too_few", kind="rate")
    return lambda identity: estimate(
        rated, identity, float(shown), (told.low, told.high), n=int(told.n), method=METHOD, trace="chance", cites=(LEADS,), dp=0
    )  # fmt: skip


def _weighted(one: Prospect, base: str) -> Cell:
    told = worth(one)
    if told is None:
        reason = "not_applicable" if one.weighted is None else "not_recorded" if one.weighted.amount is None else "too_few"
        return lambda identity: Value(id=identity, missing=reason, kind="money", unit=base)  # type: ignore[arg-type]
    return lambda identity: Value(
        id=identity, v=f"{told:f}", kind="money", unit=base, dp=0, expr="round_to([base] * [chance], 1)", trace="weighted"
    )


def rates(facts: ProspectFacts) -> Table:
    """How often each stage led on and how often to a sale, from every prospect there is."""
    columns = (
        Column(key="stage", label=Text("階段", "Stage"), type="e", width=16),
        Column(key="here", label=Text("目前件數", "Now in it"), type="n", width=10),
        Column(key="left", label=Text("已離開", "Left it"), type="n", width=10),
        Column(key="on", label=Text("通過率", "Passed on"), type="r", dp=0, width=14),
        Column(key="ended", label=Text("已結案", "Ended"), type="n", width=10),
        Column(key="won", label=Text("成交率", "Won"), type="r", dp=0, width=14),
        Column(key="days", label=Text("平均停留天數", "Mean days"), type="q", dp=0, width=12),
    )
    note = Text(
        "依全部 {n} 件潛在客戶之異動紀錄計算，不因篩選而變。", "From the moves of all {n} prospects, whatever is listed below."
    ).format(n=facts.all)
    return Table(
        id=STAGES, title=Text("各階段之通過率與成交率", "Passing and winning by stage"), columns=columns, rows=tuple(_stage(facts, at) for at in range(len(facts.rates))),
        note=plain(note), cites=(LEADS,),
    )  # fmt: skip


def _stage(facts: ProspectFacts, at: int) -> Row:
    one = facts.rates[at]
    cells = {
        "stage": words(stage(one.stage).name), "here": count(one.here, (LEADS,)), "left": count(int(one.on.n), (LEADS,)), "on": _rate(one.on, "onward"),
        "ended": count(int(one.won.n), (LEADS,)), "won": _rate(one.won, "chance"),
        "days": lambda identity: figure(identity, one.days, "quantity", dp=0, cites=(LEADS,), trace="days", missing="too_few"),
    }  # fmt: skip
    return row(STAGES, one.stage, cells)


def _rate(told: Estimate, trace: str) -> Cell:
    if told.value is None or told.n < LEAST:
        return lambda identity: Value(id=identity, missing="too_few", kind="rate")
    return lambda identity: estimate(
        rated, identity, told.value, (told.low, told.high), n=int(told.n), method=METHOD, trace=trace, cites=(LEADS,), dp=0
    )  # fmt: skip


def chart(facts: ProspectFacts) -> tuple[Chart, ...]:
    """How many ever reached each stage."""
    if not facts.all:
        return ()
    reached = [int(one.on.n) + one.here for one in facts.rates] + [int(facts.rates[-1].on.events)]
    names = [stage(one.stage).name for one in facts.rates] + [stage("won").name]
    rows = tuple({"stage": name, "n": str(n)} for name, n in zip(names, reached, strict=True))
    share = f"{reached[-1]}/{facts.all}"
    return (
        Chart(
            id="funnel", chart="funnel", rows=rows, data_table=STAGES, height_mm=52, cites=(LEADS,),
            title=Text(f"全部潛在客戶至今成交 {share}", f"{share} of all prospects won so far"),
            encodings={
                "y": Encoding(field="stage", type="nominal", title=Text("階段", "Stage")), "x": Encoding(field="n", type="quantitative", title=Text("件數", "Prospects"), format=",.0f"),
            },
            alt=Text("漏斗：曾達各階段之潛在客戶數", "Funnel: prospects that ever reached each stage"),
        ),
    )  # fmt: skip
