"""Section: what each source is worth, and how its grade went."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, ratio, row, words
from argosy.deliverables.families.intelligence.facts import REGISTER, IntelFacts
from argosy.deliverables.families.intelligence.origins import Origin
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

TITLE = Text("來源評鑑", "Appraisal of sources")
TABLE = "sources_rated"


def section(facts: IntelFacts) -> Section:
    """The table of sources."""
    return Section(id="appraisal_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(table(facts),))


def table(facts: IntelFacts) -> Table:
    """One row a source, the most used first; those past their refresh are marked."""
    columns = (
        Column(key="code", label=Text("代號", "Code"), type="c", width=11),
        Column(key="name", label=Text("來源", "Source"), width=28),
        Column(key="kind", label=Text("類別", "Kind"), type="e", width=14),
        Column(key="kept", label=Text("登錄情報", "Items kept"), type="n", width=9, trace="count"),
        Column(key="used", label=Text("被引用", "Used"), type="n", width=8, trace="count"),
        Column(key="worth", label=Text("來源價值", "Value"), type="r", dp=0, width=9, trace="worth"),
        Column(key="grade", label=Text("來源評等", "Grade"), type="c", width=9),
        Column(key="drift", label=Text("評等變化", "Drift of grade"), width=18),
        Column(key="heard", label=Text("情報最常評為", "Items mostly graded"), type="c", width=12),
        Column(key="refreshed", label=Text("最近更新", "Refreshed"), type="d", width=13),
        Column(key="late", label=Text("逾期日數", "Days overdue"), type="n", width=10, trace="count"),
        Column(key="reason", label=Text("評定理由", "Why that grade"), width=32),
    )
    shown = sorted(facts.origins.values(), key=lambda o: (-o.used, -o.kept, o.code))
    return Table(
        id=TABLE, title=Text("來源與其價值（十二個月）", "Sources and their value (twelve months)"), columns=columns, rows=tuple(_row(one) for one in shown),
        note=plain(_note()), cites=(REGISTER,), empty=Text("沒有登錄來源", "No sources on record"),
    )  # fmt: skip


def _row(one: Origin) -> Row:
    cells: dict[str, Cell] = {
        "code": code(one.code), "name": words(one.name), "kind": words(one.kind_words), "kept": count(one.kept, (REGISTER,)), "used": count(one.used, (REGISTER,)),
        "worth": ratio(one.used, one.kept, "worth", "[used] / [kept]", "not_applicable"), "grade": code(one.grade), "drift": words(drift(one)),
        "heard": code(one.heard, "not_applicable"), "refreshed": day(one.refreshed, "not_recorded"), "late": count(one.late, (REGISTER,)), "reason": words(one.reason),
    }  # fmt: skip
    return row(TABLE, one.code, cells, "mark" if one.late else "normal")


def drift(one: Origin) -> Text:
    """How the grade of a source went from its first grading to the latest; nothing when it was never graded."""
    if not one.grades:
        return NOTHING
    first, last = one.grades[0][1], one.grades[-1][1]
    if len(one.grades) == 1:
        return Text("僅評定一次", "graded once")
    if first == last:
        return same(f"{first} = {last}")
    return Text(f"{first} → {last}（{'升' if last < first else '降'}）", f"{first} → {last} ({'up' if last < first else 'down'})")


def _note() -> Text:
    return Text(
        "來源價值 = 被引用 ÷ 登錄之情報。情報評等與來源評等不一致者，宜重新評定來源。標示列已逾更新週期。",
        "Value = items used ÷ items kept. Where items are mostly graded otherwise than the source, grade the source anew. Marked rows are past their refresh.",
    )
