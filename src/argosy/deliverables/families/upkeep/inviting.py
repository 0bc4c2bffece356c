"""Sheet 5: events and who was invited; sheet 6: complaints; sheet 7: basic data."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import code, count, day, row, words
from argosy.deliverables.families.upkeep.facts import CASES, EVENTS, PARTIES, Complaint, Invited, UpkeepFacts
from argosy.deliverables.families.upkeep.people import Cared
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.words import Paragraph

INVITED, CASES_TITLE, BASIC = Text("活動邀請", "Invitations"), Text("客訴", "Complaints"), Text("基本資料", "Basic data")
CAME = {True: Text("是", "yes"), False: Text("否", "no")}


def events(facts: UpkeepFacts) -> Section:
    """One row a customer and event."""
    columns = (
        Column(key="event", label=Text("活動", "Event"), width=28),
        Column(key="on", label=Text("日期", "Date"), type="d", width=13),
        Column(key="customer", label=Text("受邀客戶", "Invited"), width=26),
        Column(key="answer", label=Text("回覆", "Answer"), type="e", width=14),
        Column(key="came", label=Text("出席", "Came"), type="e", width=9),
    )
    answered, came = sum(one.answered for one in facts.invited), sum(one.came is True for one in facts.invited)
    note = Text("受邀 {n}、回覆 {a}、出席 {c}。", "{n} invited, {a} answered, {c} came.").format(n=len(facts.invited), a=answered, c=came)
    table = Table(
        id="invited", title=INVITED, columns=columns, rows=tuple(_invited(facts, one) for one in facts.invited), note=plain(note), cites=(EVENTS,),
        empty=Text("期間內沒有邀請", "Nobody was invited in the period"), print_rows=60,
    )  # fmt: skip
    return Section(id="invited_section", title=INVITED, sheet=INVITED, audience="internal", blocks=(table,))


def _invited(facts: UpkeepFacts, one: Invited) -> Row:
    name = facts.name(one.customer)
    came = Text("", "") if one.came is None else CAME[one.came]
    cells = {
        "event": words(one.event), "on": day(one.starts), "customer": words(Text(f"{one.customer} {name.zh}", f"{one.customer} {name.en}")),
        "answer": words(one.answer), "came": words(came, "pending"),
    }  # fmt: skip
    return row("invited", str(one.number), cells)


def complaints(facts: UpkeepFacts) -> Section:
    """Complaints open or of the period; those past the limit and not reported upwards stand out."""
    columns = (
        Column(key="no", label=Text("案號", "Case"), type="c", width=12),
        Column(key="received", label=Text("日期", "Received"), type="d", width=13),
        Column(key="customer", label=Text("客戶", "Customer"), width=24),
        Column(key="problem", label=Text("問題", "Problem"), width=34),
        Column(key="handled", label=Text("處理", "What was done"), width=34),
        Column(key="reported", label=Text("陳報", "Reported upwards"), type="d", width=13),
        Column(key="closed", label=Text("結案日", "Closed"), type="d", width=13),
        Column(key="days", label=Text("結案天數", "Days"), type="n", width=9),
    )
    note = Text("期限 {d} 日；未結者計至截止日。", "The limit is {d} days; open ones are counted to the last day.").format(d=facts.limit)
    table = Table(
        id="complaints", title=CASES_TITLE, columns=columns, rows=tuple(_complaint(facts, one) for one in facts.complaints), note=plain(note), cites=(CASES,),
        empty=Text("期間內沒有客訴", "No complaint in the period"),
    )  # fmt: skip
    return Section(id="complaints_section", title=CASES_TITLE, sheet=CASES_TITLE, audience="internal", blocks=(table,))


def overdue(facts: UpkeepFacts, one: Complaint) -> bool:
    """Whether a complaint is open past the limit and was not reported upwards."""
    return one.closed is None and one.days > facts.limit and one.reported is None


def _complaint(facts: UpkeepFacts, one: Complaint) -> Row:
    name = facts.name(one.customer)
    cells = {
        "no": code(one.number), "received": day(one.received), "customer": words(Text(f"{one.customer} {name.zh}", f"{one.customer} {name.en}")), "problem": words(one.problem),
        "handled": words(one.handled), "reported": day(one.reported, "pending" if overdue(facts, one) else "not_applicable"), "closed": day(one.closed, "pending"),
        "days": count(one.days, (CASES,), trace="case_days"),
    }  # fmt: skip
    return row("complaints", one.number, cells, "mark" if overdue(facts, one) else "normal")


def basics(facts: UpkeepFacts) -> Section:
    """Names, numbers, addresses and people; in the workbook only, as it holds personal data."""
    columns = (
        Column(key="code", label=Text("代號", "Code"), type="c", width=11),
        Column(key="zh", label=Text("中文名稱", "Chinese name"), width=26),
        Column(key="en", label=Text("英文名稱", "English name"), width=30),
        Column(key="tax", label=Text("統編", "Tax id"), type="c", width=12),
        Column(key="address", label=Text("地址", "Address"), width=34),
        Column(key="person", label=Text("聯絡人", "Contact"), type="p", width=15),
        Column(key="title", label=Text("職稱", "Title"), width=16),
        Column(key="phone", label=Text("電話", "Phone"), type="c", width=18),
        Column(key="email", label=Text("e-mail", "E-mail"), type="c", width=34),
        Column(key="language", label=Text("語言", "Language"), type="c", width=10),
        Column(key="bank", label=Text("往來銀行", "Bank"), width=22),
    )
    rows = tuple(made for one in facts.customers for made in _basic(one))
    note = Text(
        "{n} 家客戶之名稱、統編、地址、聯絡人與往來銀行列於工作簿；含個人資料，僅供客戶維護之用，不印於 PDF。",
        "Names, tax ids, addresses, contacts and banks of {n} customers stand in the workbook; they hold personal data, kept for looking after customers only, and are not printed.",
    ).format(n=len(facts.customers))
    table = Table(
        id="basics", title=BASIC, columns=columns, rows=rows, cites=(PARTIES,), sheet_only=True, empty=Text("範圍內沒有客戶", "No customer in scope")
    )  # fmt: skip
    told = Paragraph(id="basics_note", text=plain(note))
    return Section(id="basics_section", title=BASIC, sheet=BASIC, audience="internal", blocks=(told, table))


def _basic(one: Cared) -> list[Row]:
    """One row a person; a customer without people has one row."""
    found = []
    for at, who in enumerate(one.people or (None,)):
        cells = {
            "code": code(one.code), "zh": words(one.name.zh), "en": words(one.name.en), "tax": code(one.tax_id, "not_applicable"), "address": words(one.address),
            "person": words(who.name if who else ""), "title": words(who.title if who else ""), "phone": code(who.phone if who else ""),
            "email": code(who.email if who else ""), "language": code(who.language if who else ""), "bank": words(one.bank),
        }  # fmt: skip
        found.append(row("basics", f"{one.code}-{at}", cells))
    return found
