"""Sheets 2 to 4 and 6 to 8: sales, cheques, returns, exceptions, interviews, the trade's word."""

from __future__ import annotations

from decimal import Decimal

from argosy.deliverables.families.credit.cells import Cell, code, day, money, plain, quantity, row, share, words
from argosy.deliverables.families.credit.facts import BOOK, ORDERS, PAPERS, PEERS, Cheque, CreditFacts, Foretold, Returned, Sold
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain as words_of
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value

SALES, CHEQUES, RETURNS = Text("銷售明細", "Sales"), Text("票據紀錄", "Cheques"), Text("退貨紀錄", "Returns")
REPORTS, TALKS, TRADE = Text("異常通報", "Exceptions"), Text("訪談與預測", "Interviews and forecasts"), Text("同業徵信", "Trade references")
PRINTED = 60
NOUGHT = Decimal(0)


def _section(identity: str, title: Text, *tables: Table) -> Section:
    return Section(id=f"{identity}_section", title=title, sheet=title, audience="internal", blocks=tables)


def _plain(key: str, zh: str, en: str, kind: str = "t", width: int = 12, **more: object) -> Column:
    return Column(key=key, label=Text(zh, en), type=kind, width=width, **more)  # type: ignore[arg-type]


def sales(facts: CreditFacts) -> Section:
    """Every invoice line of the period."""
    columns = (
        _plain("date", "發票日", "Invoiced", "d"), _plain("invoice", "發票號碼", "Invoice", "c", 14), _plain("order", "訂單", "Order", "c", 12), _plain("customer", "客戶", "Customer", "c", 11),
        _plain("item", "品名", "Item", "t", 26), _plain("quantity", "數量", "Quantity", "q", 10), _plain("price", "單價", "Unit price", "m", 11, dp=4, trace="booked"),
        _plain("currency", "幣別", "Currency", "c", 7), _plain("amount", "金額", "Amount", "m", 13, dp=2, trace="booked"), _plain("fx", "匯率", "Rate", "s", 9, dp=5, trace="booked"),
        _plain("home", f"金額 {facts.base}", f"Amount in {facts.base}", "m", 14, dp=0, trace="home", expr="round_to([amount] * [fx], 0.01)", total="sum"),
        _plain("due", "到期日", "Due", "d"), _plain("paid", "收款日", "Paid", "d"), _plain("late", "逾期天數", "Days late", "n", 8, trace="days_past"),
    )  # fmt: skip
    rows = tuple(_sold(line, facts.base) for line in facts.lines)
    whole = sum((home(line) for line in facts.lines), NOUGHT)
    totals = row("sales", "total", {"home": money(whole, facts.base, trace="home", expr="sum(sales.home)")}) if rows else None
    made = Table(
        id="sales", title=Text("銷售明細（未稅）", "Sales, before tax"), columns=columns, rows=rows, totals=totals, cites=(BOOK, ORDERS), print_rows=PRINTED,
        empty=Text("期間內無銷售", "Nothing sold in the period"), note=words_of(Text("標示列為截止日逾期未收。", "Marked rows are past due and not paid.")),
    )  # fmt: skip
    return _section("sales", SALES, made)


def home(line: Sold) -> Decimal:
    """A line's amount in the firm's own currency, to the cent, half away from nought."""
    return Decimal(plain_round(line.amount * line.fx))


def plain_round(amount: Decimal) -> Decimal:
    """To the cent, half away from nought."""
    return amount.quantize(Decimal("0.01"), "ROUND_HALF_UP")


def _sold(line: Sold, base: str) -> Row:
    cells: dict[str, Cell] = {
        "date": day(line.date), "invoice": code(line.invoice), "order": code(line.order, "not_applicable"), "customer": code(line.customer), "item": words(line.item),
        "quantity": quantity(line.quantity), "price": lambda identity: Value(id=identity, v=plain(line.unit_price), kind="money", unit=line.currency, dp=4, trace="booked", cites=(BOOK,)),
        "currency": code(line.currency), "amount": money(line.amount, line.currency, dp=2), "fx": lambda identity: Value(id=identity, v=plain(line.fx), kind="score", dp=5, trace="booked", cites=(BOOK,)),
        "home": money(home(line), base, trace="home"), "due": day(line.due), "paid": day(line.paid, "pending"),
        "late": lambda identity: Value(id=identity, v=str(line.late), kind="count", dp=0, trace="days_past", cites=(BOOK,)),
    }  # fmt: skip
    return row("sales", line.key, cells, "mark" if line.paid is None and line.late else "normal")


def cheques(facts: CreditFacts) -> Section:
    """The register, bounced ones first."""
    columns = (
        _plain("number", "票號", "Number", "c", 12), _plain("customer", "客戶", "Customer", "c", 11), _plain("bank", "付款銀行", "Paying bank", "t", 15), _plain("drawer", "發票人", "Drawer", "t", 22),
        _plain("amount", "金額", "Amount", "m", 13, dp=0, trace="booked", total="sum"), _plain("due", "到期日", "Due", "d"), _plain("presented", "提示日", "Presented", "d"),
        _plain("result", "結果", "Result", "e", 9), _plain("bounced_on", "退票日", "Bounced", "d"), _plain("reason", "退票理由", "Reason", "e", 16), _plain("note", "註記", "Annotation", "e", 12),
        _plain("noted_on", "註記日", "Annotated", "d"), _plain("follow_up", "後續", "Follow-up", "t", 34),
    )  # fmt: skip
    rows = tuple(_cheque(one) for one in facts.cheques)
    single = {one.currency for one in facts.cheques} == {facts.base}
    whole = sum((one.amount for one in facts.cheques), NOUGHT)
    totals = row("cheques", "total", {"amount": money(whole, facts.base, trace="booked", expr="sum(cheques.amount)")}) if single else None
    made = Table(
        id="cheques", title=Text("票據", "Cheques"), columns=columns, rows=rows, totals=totals, cites=(BOOK,), print_rows=PRINTED, empty=Text("期間內無票據", "No cheque in the period"),
        note=words_of(_counted(facts)),
    )  # fmt: skip
    return _section("cheques", CHEQUES, made)


def _counted(facts: CreditFacts) -> Text:
    """Cheques that count under the banks' rule, by customer and reason."""
    told_zh, told_en = [], []
    words_of_reason = {
        "funds": Text("存款不足", "funds"),
        "signature": Text("簽章不符", "signature"),
        "guarantor": Text("擅自指定擔當付款人", "paying agent"),
    }
    for one in facts.customers:
        counts = {reason: n for reason, n in one.bounces.standing.items() if n}
        if counts:
            told_zh.append(f"{one.code} " + "、".join(f"{words_of_reason[reason].zh} {n}" for reason, n in counts.items()))
            told_en.append(f"{one.code} " + ", ".join(f"{words_of_reason[reason].en} {n}" for reason, n in counts.items()))
    rule = Text(
        f"近 12 個月同一理由未註記退票達 {facts.bounce_rule} 張者為拒絕往來。",
        f"Banks refuse a drawer with {facts.bounce_rule} cheques of one reason within 12 months not annotated. ",
    )
    return Text(
        rule.zh + ("目前計數：" + "；".join(told_zh) if told_zh else "目前無計數。"),
        rule.en + ("Counted now: " + "; ".join(told_en) if told_en else "None is counted now."),
    )


def _cheque(one: Cheque) -> Row:
    bounced = one.result == "bounced"
    cells: dict[str, Cell] = {
        "number": code(one.number), "customer": code(one.customer), "bank": words(one.bank), "drawer": words(one.drawer), "amount": money(one.amount, one.currency), "due": day(one.due),
        "presented": day(one.presented), "result": words(one.result_words), "bounced_on": day(one.bounced_on),
        "reason": words(one.reason_words, "not_recorded" if bounced else "not_applicable"), "note": words(one.annotation_words, "not_recorded" if bounced else "not_applicable"),
        "noted_on": day(one.annotated_on), "follow_up": words(one.follow_up, "not_recorded" if bounced else "not_applicable"),
    }  # fmt: skip
    return row("cheques", one.key, cells, "mark" if bounced and not one.annotation else "normal")


def returns(facts: CreditFacts) -> Section:
    """Goods that came back, with what was credited or why nothing was."""
    columns = (
        _plain("number", "退貨單", "Return note", "c"), _plain("date", "日期", "Date", "d"), _plain("customer", "客戶", "Customer", "c", 11), _plain("invoice", "原發票", "Invoice", "c", 14),
        _plain("item", "品名", "Item", "t", 28), _plain("quantity", "數量", "Quantity", "q", 10), _plain("reason", "原因", "Reason", "e", 13), _plain("credit", "折讓單號", "Credit note", "c", 16),
        _plain("amount", f"金額 {facts.base}", f"Amount in {facts.base}", "m", 13, dp=0, trace="home", total="sum"), _plain("fault", "責任", "Fault", "e", 12), _plain("closed", "結案", "Closed", "d"),
        _plain("explained", "說明", "Explanation", "t", 26),
    )  # fmt: skip
    rows = tuple(_returned(one, facts.base) for one in facts.returns)
    whole = sum((one.amount for one in facts.returns), NOUGHT)
    totals = row("returns", "total", {"amount": money(whole, facts.base, trace="home", expr="sum(returns.amount)")}) if rows else None
    made = Table(
        id="returns",
        title=Text("退貨與折讓", "Returns and credit notes"),
        columns=columns,
        rows=rows,
        totals=totals,
        cites=(BOOK, ORDERS),
        empty=Text("期間內無退貨", "Nothing came back in the period"),
    )
    return _section("returns", RETURNS, made)


def _returned(one: Returned, base: str) -> Row:
    cells: dict[str, Cell] = {
        "number": code(one.number), "date": day(one.date), "customer": code(one.customer), "invoice": code(one.invoice), "item": words(one.item), "quantity": quantity(one.quantity),
        "reason": words(one.reason), "credit": code(one.credit, "not_applicable" if one.explained else "not_recorded"), "amount": money(one.amount, base, trace="home"),
        "fault": words(one.fault, "not_applicable" if one.explained else "not_recorded"), "closed": day(one.closed, "pending"), "explained": words(one.explained, "not_applicable"),
    }  # fmt: skip
    return row("returns", one.number, cells, "normal" if one.credit or one.explained else "mark")


def reports(facts: CreditFacts) -> Section:
    """Reports of what went wrong and what was done."""
    columns = (
        _plain("date", "日期", "Date", "d"), _plain("number", "編號", "No.", "c", 15), _plain("customer", "客戶", "Customer", "c", 11), _plain("kind", "事由", "What", "e", 12), _plain("facts", "說明", "Facts", "t", 34),
        _plain("exposure", "曝險額", "Exposure", "m", 12, dp=0, trace="exposure"), _plain("limit", "信用額度", "Limit", "m", 12, dp=0, trace="booked"),
        _plain("used", "使用率", "Used", "r", 9, unit="%", trace="utilisation"), _plain("measure", "處置", "Measure", "e", 12), _plain("action", "處置說明", "What is done", "t", 32),
        _plain("to", "陳報對象", "Reported to", "p", 11), _plain("result", "結果", "Result", "t", 24), _plain("closed", "結案", "Closed", "d"),
    )  # fmt: skip
    rows = []
    for one in facts.anomalies:
        cells: dict[str, Cell] = {
            "date": day(one.date), "number": code(one.number), "customer": code(one.customer), "kind": words(one.kind_words), "facts": words(one.facts),
            "exposure": money(one.exposure, facts.base, trace="exposure", cites=(PAPERS,)), "limit": money(one.limit, facts.base, cites=(PAPERS,)),
            "used": share(one.exposure or NOUGHT, one.limit or NOUGHT, "utilisation", "[exposure] / [limit]", "not_recorded"), "measure": words(one.measure),
            "action": words(one.action), "to": words(one.reported_to), "result": words(one.result, "pending"), "closed": day(one.closed, "pending"),
        }  # fmt: skip
        rows.append(row("reports", one.number, cells, "normal" if one.closed else "mark"))
    made = Table(
        id="reports",
        title=REPORTS,
        columns=columns,
        rows=tuple(rows),
        cites=(PAPERS,),
        empty=Text("期間內無異常通報", "No exception was reported"),
        note=words_of(Text("標示列尚未結案。", "Marked rows are still open.")),
    )
    return _section("reports", REPORTS, made)


def talks(facts: CreditFacts) -> Section:
    """What customers said they will buy, beside what they bought."""
    columns = (
        _plain("customer", "客戶", "Customer", "c", 11), _plain("date", "訪談日", "Interviewed", "d"), _plain("who", "受訪者", "Spoke to", "t", 18), _plain("past", "過去 12 月實績", "Past 12 months", "m", 14, dp=0, trace="booked"),
        _plain("next", "未來 12 月預測", "Next 12 months", "m", 14, dp=0, trace="booked"), _plain("months", "回覆月數", "Months told", "n", 9, trace="count"), _plain("gap", "差異", "Deviation", "r", 10, unit="%", trace="deviation"),
        _plain("source", "來源", "Source", "t", 18), _plain("comment", "說明", "Comment", "t", 30),
    )  # fmt: skip
    rows = tuple(_talk(one, facts.base) for one in facts.foretold)
    made = Table(
        id="talks", title=TALKS, columns=columns, rows=rows, cites=(PAPERS, BOOK), empty=Text("未登錄訪談與預測", "No interview with a forecast is recorded"),
        note=words_of(Text("差異逾 30% 者標示；未回覆之月份不予補列。", "Deviations above 30 % are marked; months not answered are left out.")),
    )  # fmt: skip
    return _section("talks", TALKS, made)


def _talk(one: Foretold, base: str) -> Row:
    gap = abs(one.next / one.past - 1) > Decimal("0.3") if one.next is not None and one.past else False
    cells: dict[str, Cell] = {
        "customer": code(one.customer), "date": day(one.date), "who": words(one.spoke_to), "past": money(one.past, base), "next": money(one.next, base, cites=(PAPERS,)),
        "months": lambda identity: Value(id=identity, v=str(one.months), kind="count", dp=0, trace="count", cites=(PAPERS,)),
        "gap": share((one.next or NOUGHT) - one.past, one.past if one.next is not None else NOUGHT, "deviation", "([next] - [past]) / [past]"), "source": words(one.source),
        "comment": words(one.comment, "not_applicable"),
    }  # fmt: skip
    return row("talks", f"{one.customer}-{one.date.isoformat()}", cells, "mark" if gap else "normal")


def trade(facts: CreditFacts) -> Section:
    """The trade's word: restricted, and never in a paper that leaves the firm."""
    columns = (
        _plain("customer", "客戶", "Customer", "c", 11), _plain("source", "來源", "Source", "t", 26), _plain("topic", "主題", "Topic", "e", 11), _plain("grade", "可信度", "Grade", "c", 8), _plain("message", "訊息", "Message", "t", 44),
        _plain("date", "日期", "Date", "d"), _plain("lawful", "合法取得", "Lawful", "e", 9), _plain("basis", "取得方式", "How obtained", "t", 30),
    )  # fmt: skip
    rows = tuple(
        row(
            "peers", one.key,
            {"customer": code(one.customer), "source": words(one.informant), "topic": words(one.topic), "grade": code(one.grade), "message": words(one.message), "date": day(one.date),
             "lawful": words(Text("是", "yes") if one.lawful else Text("否", "no")), "basis": words(one.basis)},
            "normal" if one.lawful else "mark",
        )
        for one in facts.peers
    )  # fmt: skip
    made = Table(
        id="peers", title=TRADE, columns=columns, rows=rows, cites=(PEERS,) if facts.peers else (PAPERS,), audience="internal", empty=Text("未登錄同業徵信", "No trade reference is recorded"),
        note=words_of(Text("限閱，不得對外提供；不得記載競爭者價格。", "Restricted, never given outside; rivals' prices have no place here.")),
    )  # fmt: skip
    return _section("peers", TRADE, made)
