"""Sheet 1: what stands against each customer's limit, key figures, charts, and what somebody must act on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from argosy.deliverables.families.credit.cells import Cell, code, days, money, plain, row, share, words
from argosy.deliverables.families.credit.facts import BOOK, PAPERS, CreditFacts, Customer
from argosy.deliverables.families.market.figures import percent
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain as words_of
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("授信摘要", "Credit summary")
TABLE = "credit"
PARTS = ("receivable", "uninvoiced", "unshipped", "cheques", "bounced", "prepaid", "covered")
NOUGHT = Decimal(0)


def section(facts: CreditFacts) -> Section:
    """Conclusion, key figures, one customer's card or all customers' table, charts."""
    card: tuple[AnyBlock, ...] = (fields(facts, facts.customers[0]),) if len(facts.customers) == 1 else ()
    return Section(
        id="summary", title=TITLE, sheet=TITLE, audience="internal",
        blocks=(conclusion(facts), key_figures(facts), *card, table(facts), *charts(facts)),
    )  # fmt: skip


def ordered(facts: CreditFacts) -> list[Customer]:
    """Those somebody must act on first, then by utilisation."""
    return sorted(facts.customers, key=lambda one: (not one.alarming, -(one.utilisation or NOUGHT), one.code))


def conclusion(facts: CreditFacts) -> Paragraph:
    """Who is over the limit, whose cheques are not made good, and where an exception report is missing."""
    alarming = [one for one in ordered(facts) if one.alarming]
    n = len(facts.customers)
    zh = f"{n} 家客戶之曝險合計 [[key.exposure]]，核給額度合計 [[key.limit]]，逾期 [[key.overdue]]。"
    en = f"{n} customer{' owes' if n == 1 else 's owe'} [[key.exposure]] against limits of [[key.limit]]; [[key.overdue]] is past due."
    for one in alarming[:4]:
        told = _alarm(one)
        zh, en = zh + f"**{one.shown.zh}**：{told.zh}。", en + f" **{one.shown.en}**: {told.en}."
    if not alarming:
        zh, en = zh + "無客戶超過額度，亦無未清償之退票。", en + " Nobody is over the limit, and no bounced cheque stands open."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def _alarm(one: Customer) -> Text:
    zh, en = [], []
    if one.bounces.unmade:
        zh.append(f"退票 {one.bounces.unmade} 張未清償註記")
        en.append(f"{one.bounces.unmade} bounced cheque{'' if one.bounces.unmade == 1 else 's'} not made good")
    if one.bounces.refused_since:
        zh.append(f"同一理由達拒絕往來標準（{one.bounces.refused_since}）")
        en.append(f"enough of one reason for banks to refuse it ({one.bounces.refused_since})")
    if one.over:
        used = percent(float(one.utilisation), 1) if one.utilisation is not None else "–"
        zh.append(f"額度使用率 {used}，{'已通報異常' if one.reported else '尚未通報異常'}")
        en.append(f"{used} of the limit used, {'reported as an exception' if one.reported else 'no exception report yet'}")
    return Text("、".join(zh), ", ".join(en))


def key_figures(facts: CreditFacts) -> KeyFigures:
    """Sales, exposure against limits, past due, days outstanding, bounced cheques."""
    total = {name: sum((getattr(one.exposure, name) for one in facts.customers), NOUGHT) for name in PARTS}
    exposure = sum((_shown(one) for one in facts.customers), NOUGHT)
    limit, overdue = (sum((getattr(one, name) for one in facts.customers), NOUGHT) for name in ("limit", "overdue"))
    sales, owed = sum((one.sales for one in facts.customers), NOUGHT), sum((sum(one.aged, NOUGHT) for one in facts.customers), NOUGHT)
    unmade = sum(one.bounces.unmade for one in facts.customers)
    base = facts.base
    dso = round_to(Fraction(owed) / Fraction(sales) * facts.days, Fraction("0.1")) if sales else None
    items = (
        _figure("key.sales", Text("期間賒銷（含稅）", "Credit sales, tax included"), sales, base, "account", "sum(account.invoiced)"),
        _figure("key.exposure", Text("曝險額", "Exposure"), exposure, base, "exposure", f"sum({TABLE}.exposure)"),
        _figure("key.limit", Text("信用額度", "Limits"), limit, base, "booked", f"sum({TABLE}.limit)"),
        _figure("key.overdue", Text("逾期未收", "Past due"), overdue, base, "ageing", "sum(ageing.overdue)"),
        KeyFigure(
            label=Text("應收週轉天數", "Days outstanding"),
            value=Value(id="key.dso", v=decimal_text(dso), kind="score", dp=1, trace="dso", cites=(BOOK,), label=Text("應收週轉天數", "Days outstanding"))
            if dso is not None else Value(id="key.dso", missing="not_applicable", kind="score"),
            sub=words_of(Text(f"{facts.days} 日", f"{facts.days} days")),
        ),
        KeyFigure(
            label=Text("退票未清償", "Bounced, not made good"),
            value=Value(id="key.unmade", v=str(unmade), kind="count", dp=0, trace="bounce_rule", cites=(BOOK,), label=Text("退票未清償", "Bounced, not made good")),
            verdict="bad" if unmade else "good", verdict_words=Text("須處置", "act") if unmade else Text("無", "none"),
        ),
    )  # fmt: skip
    assert total["receivable"] >= 0
    return KeyFigures(id="key", items=items)


def _figure(identity: str, label: Text, amount: Decimal, unit: str, trace: str, expr: str) -> KeyFigure:
    value = Value(id=identity, v=plain(amount), kind="money", unit=unit, dp=0, label=label, trace=trace, expr=expr, cites=(BOOK,))
    return KeyFigure(label=label, value=value)


def _shown(one: Customer) -> Decimal:
    """The exposure as the parts shown come to."""
    return one.exposure.total


COLUMNS = (
    Column(key="code", label=Text("客戶", "Customer"), type="c", width=12),
    Column(key="name", label=Text("名稱", "Name"), width=22),
    Column(key="terms", label=Text("付款條件", "Terms"), width=14),
    Column(key="grade", label=Text("評等", "Grade"), type="c", width=7),
    *(
        Column(key=key, label=label, type="m", dp=0, trace="exposure", total="sum", width=12)
        for key, label in (
            ("receivable", Text("應收帳款", "Receivable")), ("uninvoiced", Text("已出貨未開票", "Shipped, not invoiced")), ("unshipped", Text("已確認未出貨", "Ordered, not shipped")),
            ("cheques", Text("未到期票據", "Cheques held")), ("bounced", Text("退票未清償", "Bounced")), ("prepaid", Text("預收", "Prepaid")), ("covered", Text("保障", "Cover")),
        )
    ),
    Column(key="exposure", label=Text("曝險額", "Exposure"), type="m", dp=0, trace="exposure", total="sum", expr="max([receivable] + [uninvoiced] + [unshipped] + [cheques] + [bounced] - [prepaid] - [covered], 0)", width=12),
    Column(key="limit", label=Text("信用額度", "Limit"), type="m", dp=0, trace="booked", total="sum", width=12),
    Column(key="used", label=Text("使用率", "Used"), type="r", unit="%", trace="utilisation", width=9),
    Column(key="late", label=Text("平均逾期（日）", "Days late"), type="s", dp=1, trace="lateness", width=9),
    Column(key="bounce_rate", label=Text("退票率", "Bounce rate"), type="r", unit="%", trace="bounce_rate", width=9),
    Column(key="unmade", label=Text("未註記退票", "Not made good"), type="n", width=8),
    Column(key="return_rate", label=Text("退貨率", "Return rate"), type="r", unit="%", trace="return_rate", width=9),
    Column(key="verdict", label=Text("判定", "Verdict"), type="e", width=18),
    Column(key="presented", label=Text("提示金額", "Presented"), type="m", dp=0, sheet_only=True, trace="booked"),
    Column(key="bounced_amount", label=Text("退票金額", "Bounced amount"), type="m", dp=0, sheet_only=True, trace="booked"),
    Column(key="returned", label=Text("退貨折讓", "Credited"), type="m", dp=0, sheet_only=True, trace="booked"),
    Column(key="net", label=Text("銷售淨額", "Net sales"), type="m", dp=0, sheet_only=True, trace="booked"),
)  # fmt: skip


def table(facts: CreditFacts) -> Table:
    """Every customer's obligations, each counted once, against its limit."""
    rows = tuple(_row(one, facts.base) for one in ordered(facts))
    sums = {key: sum((_part(one, key) for one in facts.customers), NOUGHT) for key in (*PARTS, "exposure", "limit")}
    totals: dict[str, Cell] = {key: money(amount, facts.base, trace="exposure", expr=f"sum({TABLE}.{key})") for key, amount in sums.items()}
    return Table(
        id=TABLE, title=Text("授信與曝險", "Limits and exposure"), columns=COLUMNS, rows=rows, totals=row(TABLE, "total", totals),
        unit_note=Text(f"單位：{facts.base}", f"in {facts.base}"), cites=(BOOK, PAPERS), empty=Text("範圍內無客戶", "No customer in scope"),
        note=words_of(Text("每筆債務計一次：已收票據之發票列於票據欄，退票者列於退票欄。標示列須處置。", "Each obligation counts once: an invoice with a cheque stands under cheques, or under bounced. Marked rows need somebody to act.")),
    )  # fmt: skip


def _part(one: Customer, key: str) -> Decimal:
    return one.limit if key == "limit" else _shown(one) if key == "exposure" else getattr(one.exposure, key)


def _row(one: Customer, base: str) -> Row:
    cells: dict[str, Cell] = {"code": code(one.code), "name": words(one.name), "terms": words(one.terms), "grade": code(one.graded.grade)}
    cells |= {
        key: money(_part(one, key), base, trace="exposure" if key != "limit" else "booked", cites=(BOOK, PAPERS))
        for key in (*PARTS, "exposure", "limit")
    }
    cells |= {
        "used": share(one.exposure.total, one.limit, "utilisation", "[exposure] / [limit]", "not_recorded"), "late": days(one.days_late, "lateness"),
        "presented": money(one.bounces.presented_amount, base), "bounced_amount": money(one.bounces.bounced_amount, base), "returned": money(one.returns, base),
        "net": money(one.net_sales, base),
        "bounce_rate": share(one.bounces.bounced_amount, one.bounces.presented_amount, "bounce_rate", "[bounced_amount] / [presented]"),
        "unmade": lambda identity: Value(id=identity, v=str(one.bounces.unmade), kind="count", dp=0, trace="bounce_rule", cites=(BOOK,)),
        "return_rate": share(one.returns, one.net_sales, "return_rate", "[returned] / [net]"), "verdict": words(verdict(one)),
    }  # fmt: skip
    return row(TABLE, one.code, cells, "mark" if one.alarming else "normal")


def verdict(one: Customer) -> Text:
    """Red, amber or green in words."""
    if one.bounces.refused_since is not None:
        return Text("紅：拒絕往來標準", "red: banks refuse it")
    if one.over:
        return Text("紅：超過額度", "red: over the limit")
    if one.bounces.unmade:
        return Text("紅：退票未清償", "red: cheques not made good")
    if one.utilisation is not None and one.utilisation >= Decimal("0.9"):
        return Text("黃：額度將滿", "amber: limit nearly used")
    if one.bounces.bounced:
        return Text("綠：退票已註記", "green: bounced, made good")
    return Text("綠", "green")


def fields(facts: CreditFacts, one: Customer) -> Fields:
    """The card of a single customer."""
    told = (
        ("customer", Text("客戶", "Customer"), one.shown), ("tax_id", Text("統一編號", "Tax id"), one.tax_id), ("representative", Text("負責人", "Representative"), one.representative),
        ("terms", Text("付款條件", "Terms"), one.terms), ("grade", Text("評等", "Grade"), one.graded.grade), ("cover", Text("保險／擔保", "Cover"), one.cover),
        ("hold", Text("停止出貨", "On hold"), one.on_hold or Text("否", "no")), ("enquired", Text("徵信日", "Enquired"), one.enquired.isoformat() if one.enquired else ""),
    )  # fmt: skip
    items = [words(text)(f"card.{key}").model_copy(update={"label": label}) for key, label, text in told]
    limit = money(one.limit, facts.base, trace="booked", cites=(PAPERS,))("card.limit").model_copy(
        update={"label": Text("信用額度", "Limit")}
    )
    return Fields(id="card", items=(*items, limit), columns=3, style="boxed", cites=(PAPERS,))


def charts(facts: CreditFacts) -> tuple[Chart, ...]:
    """Sales and returns month by month; exposure against the limits of today."""
    if len(facts.months) < 2:
        return ()
    kinds = (("sales", Text("銷售淨額", "Net sales")), ("returns", Text("退貨折讓", "Returns credited")))
    bars = tuple({"month": m.month, "kind": label, "amount": _millions(getattr(m, key))} for m in facts.months for key, label in kinds)
    limit = sum((one.limit for one in facts.customers), NOUGHT)
    lines = tuple(
        {"month": m.month, "kind": label, "amount": _millions(amount)}
        for m in facts.months
        for label, amount in ((Text("曝險額", "Exposure"), m.exposure), (Text("現行額度", "Limits today"), limit))
    )
    peak = max(facts.months, key=lambda m: m.exposure)
    used = percent(float(peak.exposure / limit), 0) if limit else "–"
    unit = Text(f"{facts.base} 百萬", f"{facts.base} m")
    axes = {"x": Encoding(field="month", type="ordinal", title=Text("月份", "Month")), "y": Encoding(field="amount", type="quantitative", format=",.0f"),
            "color": Encoding(field="kind", type="nominal")}  # fmt: skip
    top = max(facts.months, key=lambda m: m.sales)
    return (
        Chart(
            id="sales_chart", chart="stacked", rows=bars, encodings=axes, data_table="months", cites=(BOOK,), share="half", unit_note=unit,
            title=Text(f"銷售以 {top.month} 最高，{_millions(top.sales)} 百萬", f"Sales were highest in {top.month}: {_millions(top.sales)} million"),
            alt=Text("堆疊長條：各月銷售淨額與退貨折讓", "Stacked bars: net sales and returns by month"),
        ),
        Chart(
            id="exposure_chart", chart="line", rows=lines, encodings=axes, data_table="months", cites=(BOOK, PAPERS), share="half", unit_note=unit,
            title=Text(f"曝險以 {peak.month} 最高，為現行額度之 {used}", f"Exposure peaked in {peak.month} at {used} of today's limits"),
            alt=Text("折線：各月底曝險額與現行額度", "Lines: exposure at months' ends against today's limits"),
        ),
    )  # fmt: skip


def _millions(amount: Decimal) -> str:
    return f"{amount / 1_000_000:.2f}"
