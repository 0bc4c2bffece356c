"""Sheet 2: every contact of the period as it was noted."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import code, count, day, row, words
from argosy.deliverables.families.upkeep.facts import CONTACTS, Logged, UpkeepFacts
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

TITLE = Text("聯繫紀錄", "Log of contacts")
TABLE = "log"
HOW = {"phone": 1, "mail": 2, "app": 3, "video": 4, "visit": 5}
"""Numbers of the channels, which the counts of sheet 1 look for."""
PRINTED = 60
"""Rows printed; the workbook carries all."""

COLUMNS = (
    Column(key="at", label=Text("日期時間", "When"), type="c", width=16),
    Column(key="customer", label=Text("客戶", "Customer"), width=24),
    Column(key="whom", label=Text("對象", "With whom"), type="p", width=13),
    Column(key="channel", label=Text("方式", "By"), type="e", width=10),
    Column(key="purpose", label=Text("目的", "Purpose"), type="e", width=12),
    Column(key="content", label=Text("內容", "What was said"), width=34),
    Column(key="support", label=Text("所需支援", "Support needed"), width=20),
    Column(key="owner", label=Text("負責", "Owner"), type="p", width=11),
    Column(key="due", label=Text("期限", "Due"), type="d", width=13),
    Column(key="done", label=Text("完成日", "Done on"), type="d", width=13),
    Column(key="result", label=Text("結果", "Result"), width=22),
    Column(key="who", label=Text("客戶序", "Customer no."), type="n", width=8, sheet_only=True),
    Column(key="how", label=Text("方式序", "Channel no."), type="n", width=8, sheet_only=True),
)


def section(facts: UpkeepFacts) -> Section:
    """The log, the latest first. Entries stand in the language they were made in."""
    open_ones = sum(bool(one.support) and one.done_on is None for one in facts.log)
    note = Text(
        "{n} 則聯繫，其中 {s} 則提出支援需求、{o} 則未完成。內容以登錄時之語言列示；PDF 列最近 {p} 則，工作簿列全部。",
        "{n} contacts, {s} with support asked for, {o} of it still to be given. Entries stand in the language they were made in; the PDF prints the latest {p}, the workbook all.",
    ).format(n=len(facts.log), s=sum(bool(one.support) for one in facts.log), o=open_ones, p=PRINTED)
    table = Table(
        id=TABLE, title=TITLE, columns=COLUMNS, rows=tuple(_row(facts, one) for one in facts.log), print_rows=PRINTED, note=plain(note), cites=(CONTACTS,),
        empty=Text("期間內沒有聯繫", "No contact in the period"),
    )  # fmt: skip
    return Section(id="log_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(table,))


def numbers(facts: UpkeepFacts) -> dict[str, int]:
    """Customers by code with their place in the list."""
    return {one.code: at for at, one in enumerate(facts.customers, 1)}


def _row(facts: UpkeepFacts, one: Logged) -> Row:
    late = bool(one.support) and one.done_on is None and one.due is not None and one.due < facts.on
    name = facts.name(one.customer)
    cells = {
        "at": code(f"{one.at:%Y-%m-%d %H:%M}"), "customer": words(Text(f"{one.customer} {name.zh}", f"{one.customer} {name.en}")), "whom": words(one.with_whom),
        "channel": words(one.channel_words), "purpose": words(one.purpose), "content": words(one.content), "support": words(one.support, "not_applicable"),
        "owner": words(one.owner), "due": day(one.due), "done": day(one.done_on, "pending" if one.support else "not_applicable"), "result": words(one.result), "who": count(numbers(facts).get(one.customer, 0), (CONTACTS,)), "how": count(HOW[one.channel], (CONTACTS,)),
    }  # fmt: skip
    return row(TABLE, str(one.number), cells, "mark" if late else "normal")
