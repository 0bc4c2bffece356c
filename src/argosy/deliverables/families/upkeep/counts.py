"""Sheet 1: contacts by channel against plan, customer by customer; by month, week and day; and the grid of weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.market.figures import worked
from argosy.deliverables.families.upkeep.facts import CONTACTS, PARTIES, WEEKS, UpkeepFacts
from argosy.deliverables.families.upkeep.log import HOW, numbers
from argosy.deliverables.families.upkeep.people import Cared
from argosy.engines.care.upkeep import Grain, Period, Upkeep, grid, periods
from argosy.engines.care.upkeep import count as counted
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding

TITLE = Text("維護統計", "Contacts kept")
TABLE = "kept"
CHANNELS = {
    "phone": Text("電話", "Phone"), "mail": Text("電郵", "E-mail"), "app": Text("通訊APP", "App"), "video": Text("視訊", "Video"), "visit": Text("實地拜訪", "Visit"),
}  # fmt: skip
SUM = " + ".join(f"[{name}]" for name in CHANNELS)
GRAINS: dict[Grain, Text] = {"month": Text("按月", "By month"), "week": Text("按週", "By week"), "day": Text("按日", "By day")}
SHOWN = 30
"""Customers in the printed grid."""


def section(facts: UpkeepFacts) -> Section:
    """The table of the whole period, the grid of weeks, and the three views (the one asked for first)."""
    views = sorted(GRAINS, key=lambda grain: grain != facts.ask.grain)
    blocks: tuple[AnyBlock, ...] = (table(facts), *heat(facts), *(view(facts, grain) for grain in views))
    return Section(id="kept_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


COUNTS = (
    *(Column(key=name, label=label, type="n", width=8, total="sum") for name, label in CHANNELS.items()),
    Column(key="total", label=Text("合計", "Total"), type="n", width=8, expr=SUM, trace="count", total="sum"),
    Column(key="planned", label=Text("計畫次數", "Planned"), type="n", width=9, total="sum"),
    Column(key="share", label=Text("達成率", "Kept"), type="r", dp=0, width=9),
)
HEAD = (
    Column(key="code", label=Text("代號", "Code"), type="c", width=11),
    Column(key="name", label=Text("客戶", "Customer"), width=24),
    Column(key="grade", label=Text("等級", "Class"), type="e", width=7, options=("A", "B", "C")),
)
COLUMNS = (
    *HEAD,
    *COUNTS,
    Column(key="last", label=Text("最近聯繫", "Last contact"), type="d", width=13),
    Column(key="idle", label=Text("間隔天數", "Days since"), type="n", width=9),
    Column(key="every", label=Text("計畫間隔", "Interval"), type="n", width=9),
    Column(key="next", label=Text("下次聯繫", "Next contact"), type="d", width=13),
    Column(key="reason", label=Text("說明", "Reason"), width=26),
    Column(key="who", label=Text("客戶序", "Customer no."), type="n", width=8, sheet_only=True),
)


def table(facts: UpkeepFacts) -> Table:
    """Every customer over the whole period; who is over the interval stands out."""
    whole = Period(facts.ask.since, facts.on)
    made = counted(facts.touches, whole, [(one.code, one.every) for one in facts.customers], tuple(CHANNELS))
    rows = tuple(_row(facts, one, cared) for one, cared in zip(made, facts.customers, strict=True))
    note = Text(
        "計畫間隔依等級（A、B、C）之設定；個別調整者附理由，暫停聯繫者不計計畫次數。標示列為逾計畫間隔。",
        "The interval is that of the class; a customer's own has its reason, and a paused one has no plan. Marked rows are past their interval.",
    )
    return Table(
        id=TABLE,
        title=_span(facts),
        columns=COLUMNS,
        rows=rows,
        totals=totals(TABLE, rows),
        note=plain(note),
        cites=(CONTACTS,),
        empty=NO_ONE,
    )


NO_ONE = Text("範圍內沒有客戶", "No customer in scope")


def _span(facts: UpkeepFacts) -> Text:
    span = f"{facts.ask.since.isoformat()} – {facts.on.isoformat()}"
    return Text(f"客戶維護統計，{span}", f"Contacts with customers, {span}")


def totals(table_id: str, rows: Sequence[Row]) -> Row:
    """The sums of the counts, as formulas over the column."""
    cells = {}
    for name in (*CHANNELS, "total", "planned"):
        held = sum(int(one.cells[name].number) for one in rows if one.cells[name].is_figure)
        cells[name] = Value(id=f"{table_id}.total.{name}", v=str(held), kind="count", dp=0, expr=f"sum({table_id}.{name})", trace="count")
    return Row(id="total", cells={"code": Value(id=f"{table_id}.total.code", v=Text("合計", "Total")), **cells})


def _numbers(one: Upkeep) -> dict[str, Cell]:
    cites = (CONTACTS,)
    return {
        **{name: count(one.counts[name], cites) for name in CHANNELS},
        "total": lambda identity: Value(id=identity, v=str(one.total), kind="count", dp=0, expr=SUM, trace="count"),
        "planned": count(one.planned, (PARTIES,), missing="not_applicable", trace="planned"),
        "share": _share(one),
    }


def _counted(one: Upkeep) -> dict[str, Cell]:
    """The counts by channel as formulas over the log: rows of this customer by this channel."""

    def cell(name: str) -> Cell:
        formula = f"tally(log.who, [who], log.how, {HOW[name]})"
        return lambda identity: Value(id=identity, v=str(one.counts[name]), kind="count", dp=0, expr=formula, trace="count")

    return {name: cell(name) for name in CHANNELS}


def _share(one: Upkeep) -> Cell:
    if not one.planned:
        return lambda identity: Value(id=identity, missing="not_applicable", kind="rate")
    made = Fraction(one.total, one.planned)
    return lambda identity: worked(identity, made, "0.001", "rate", "[total] / [planned]", dp=0, trace="kept")


def _row(facts: UpkeepFacts, one: Upkeep, cared: Cared) -> Row:
    cells = {
        "code": code(cared.code), "name": words(cared.name, cites=(PARTIES,)), "grade": code(cared.grade, "not_recorded"), **_numbers(one), **_counted(one), "last": day(cared.last, "not_recorded"),
        "idle": count(cared.idle, (CONTACTS,), trace="idle"), "every": count(cared.every, (PARTIES,), missing="not_applicable", trace="planned"),
        "next": day(cared.next_on, "not_recorded"), "reason": words(cared.reason, "not_applicable"), "who": count(numbers(facts)[cared.code], (PARTIES,)),
    }  # fmt: skip
    return row(TABLE, cared.code, cells, "mark" if cared.over and cared.every is not None else "normal")


def view(facts: UpkeepFacts, grain: Grain) -> Table:
    """Customers by month, week or day: those with a contact or one planned; in the workbook only."""
    name = f"by_{grain}"
    listed = []
    for period in periods(facts.ask.since, facts.on, grain):
        made = counted(facts.touches, period, [(one.code, one.every) for one in facts.customers], tuple(CHANNELS))
        for one, cared in zip(made, facts.customers, strict=True):
            if one.total or (one.planned and grain != "day"):
                listed.append(_view_row(name, period, one, cared))
    columns = (Column(key="period", label=Text("期間", "Period"), type="c", width=24), *HEAD, *COUNTS)
    return Table(
        id=name, title=GRAINS[grain], columns=columns, rows=tuple(listed), sheet_only=True, cites=(CONTACTS,), empty=Text("期間內沒有聯繫", "No contact in the period")
    )  # fmt: skip


def _view_row(name: str, period: Period, one: Upkeep, cared: Cared) -> Row:
    shown = period.first.isoformat() if period.days == 1 else f"{period.first.isoformat()} – {period.last.isoformat()}"
    cells = {"period": code(shown), "code": code(cared.code), "name": words(cared.name), "grade": code(cared.grade), **_numbers(one)}
    return row(name, f"{period.first:%Y%m%d}-{cared.code}", cells)


def heat(facts: UpkeepFacts) -> tuple[Chart, ...]:
    """The grid of customers by weeks: those contacted least often against their plan first."""
    weeks = grid_weeks(facts.on)
    chosen = [one for one in facts.customers if one.weekly][:SHOWN] or list(facts.customers)[:SHOWN]
    if not chosen:
        return ()
    cells = grid(facts.touches, weeks, [one.code for one in chosen])
    rows = tuple(
        {"customer": Text(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}"), "week": f"{week.first:%m-%d}", "n": str(n)}
        for one, counts in zip(chosen, cells, strict=True)
        for week, n in zip(weeks, counts, strict=True)
    )
    return (
        Chart(
            id="weeks", chart="heat", rows=rows, data_table=TABLE, height_mm=max(40, 6 * len(chosen) + 16), title=_finding(chosen, cells), cites=(CONTACTS,),
            encodings={
                "x": Encoding(field="week", type="ordinal", title=Text("週（週一）", "Week (Monday)")), "y": Encoding(field="customer", type="nominal", title=Text("客戶", "Customer")),
                "color": Encoding(field="n", type="quantitative", title=Text("次數", "Contacts"), format=",.0f"),
            },
            alt=Text("熱圖：A 級及每週聯繫客戶各週之聯繫次數", "Heat map: contacts by week with class A customers and those contacted weekly"),
        ),
    )  # fmt: skip


def grid_weeks(on: date) -> list[Period]:
    """The last thirteen weeks, the running one cut at the day."""
    monday = on - timedelta(days=on.weekday())
    return periods(monday - timedelta(weeks=WEEKS - 1), on, "week")


def _finding(chosen: Sequence[Cared], cells: Sequence[Sequence[int]]) -> Text:
    silent = [one for one, counts in zip(chosen, cells, strict=True) if not any(counts)]
    if silent:
        names = ", ".join(one.code for one in silent)
        return Text(f"近 {WEEKS} 週完全未聯繫者：{names}", f"No contact at all in {WEEKS} weeks: {names}")
    empty = sum(not n for counts in cells for n in counts)
    return Text(
        f"A 級及每週聯繫客戶近 {WEEKS} 週有 {empty} 個客戶週沒有聯繫；點表示沒有", f"{empty} customer-weeks of {WEEKS} weeks without contact among customers due weekly; a dot means none"
    )  # fmt: skip
