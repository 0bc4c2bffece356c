"""The pages a customer sees: parties, goods, totals and words, tiers, terms, bank, signatures."""

from __future__ import annotations

from decimal import Decimal

from argosy.deliverables.families.offer.facts import Facts, Goods
from argosy.deliverables.families.offer.figures import SPECS, day, figure, money, plain, words
from argosy.deliverables.families.offer.side_by_side import others
from argosy.engines.offer.spelling import amount_in_words
from argosy.kernel.tariff_code import printed_code
from argosy.kernel.text import Text, halved, same
from argosy.report.model import Section
from argosy.report.prose import plain as said
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.words import Approval, Fields, Paragraph, SignStep

CALL = Text(
    "匯款前請以您原已知悉之電話向本公司確認帳號；本公司不會僅以電子郵件通知變更帳號。",
    "Before paying, confirm the account by calling us on a number you already know; we never change an account by e-mail alone.",
)
ACCEPT = Text(
    "如蒙接受，請於有效期限內簽章回傳，即依本報價單及所附條件成立訂單。",
    "To accept, sign and return within the validity; the order then stands on this quotation and its terms.",
)
YES, NO = Text("可", "allowed"), Text("不可", "not allowed")
TIERS = 3
SMALL = Text("小計", "Subtotal")


def sections(facts: Facts) -> tuple[Section, ...]:
    """Offer, terms, bank, acceptance. What is asked to be left out is left out."""
    more = (tiers(facts),) if facts.request.params.get("tiers") != "no" and listed(facts) else ()
    return (
        Section(id="offer", title=Text("報價內容", "Offer"), numbered=False, sheet=Text("報價", "Quotation"), blocks=(head(facts), goods(facts), in_words(facts), *others(facts), *more)),
        Section(id="terms", title=Text("交易條件", "Terms"), numbered=False, sheet=Text("條件", "Terms"), blocks=(terms(facts), *notes(facts))),
        Section(id="bank", title=Text("銀行資料", "Bank"), numbered=False, sheet=Text("銀行", "Bank"), blocks=(bank(facts), Paragraph(id="bank_call", role="note", text=said(CALL)))),
        Section(id="acceptance", title=Text("客戶確認", "Acceptance"), numbered=False, blocks=(Paragraph(id="accept", role="note", text=said(ACCEPT)), signatures(facts))),
    )  # fmt: skip


def head(facts: Facts) -> Fields:
    """To whom, from whom, until when, under which term."""
    top, who = facts.head, facts.people
    days = (top.valid_to - top.date).days if top.valid_to else 0
    valid = Text(f"{top.valid_to}（{days} 日曆天）", f"{top.valid_to} ({days} calendar days)") if top.valid_to else ""
    term = f"{facts.term}, Incoterms® {top.edition}" if top.edition else facts.term
    rate = Text(f"{top.currency}（匯率日 {top.fx_date}）", f"{top.currency} (rate of {top.fx_date})") if top.fx != 1 else same(top.currency)
    items = (
        words("head.number", f"{top.number} R{top.revision}", Text("報價單號", "Quotation no.")),
        day("head.date", top.date, Text("日期", "Date")),
        words("head.customer", Text(f"{who.customer.zh}\n{who.address.zh}".strip(), f"{who.customer.en}\n{who.address.en}".strip()), Text("客戶", "Customer"), required=True),
        words("head.seller", Text(f"{who.seller.zh}\n{who.seller_mail}".strip(), f"{who.seller.en}\n{who.seller_mail}".strip()), Text("業務代表", "Quoted by")),
        words("head.attention", "\n".join(p for p in (who.attention, who.reach) if p), Text("聯絡人", "Attention"), missing="not_applicable"),
        words("head.valid", valid, Text("有效期限", "Valid until"), required=True),
        words("head.term", term, Text("交貨條件", "Trade term"), required=True),
        words("head.currency", rate, Text("幣別", "Currency")),
    )  # fmt: skip
    return Fields(id="head", items=items, columns=2)


def goods(facts: Facts) -> Table:
    """The lines; the amount is a formula of its row."""
    top = facts.head
    shows_code = facts.request.params.get("hs") != "no"
    columns = [
        Column(key="no", label=Text("項次", "No."), type="c", width=5),
        Column(key="goods", label=Text("品名／規格", "Description and specification"), width=38),
        *([Column(key="code", label=Text("稅則號別", "HS code"), type="c", width=14)] if shows_code else []),
        Column(key="origin", label=Text("原產地", "Origin"), type="c", width=7),
        Column(key="quantity", label=Text("數量", "Qty"), type="q", width=10, entry=True),
        Column(key="price", label=Text("單價", "Unit price"), type="m", unit=top.currency, width=11, entry=True),
        Column(key="discount", label=Text("折扣", "Discount"), type="r", width=7, hide_if_empty=True),
        Column(key="amount", label=Text("金額", "Amount"), type="m", unit=top.currency, width=13, total="sum", trace="line_amount"),
    ]
    rows = tuple(_goods(facts, one, shows_code) for one in facts.goods)
    return Table(
        id="lines", columns=tuple(columns), rows=(*rows, *_after(facts)), totals=_total(facts), unit_note=same(top.currency), empty=Text("無明細", "No lines")
    )  # fmt: skip


def _goods(facts: Facts, one: Goods, shows_code: bool) -> Row:
    key, top = f"lines.L{one.no}", facts.head
    name = Text(f"{one.name.zh}　{one.sku}", f"{one.name.en}  {one.sku}")
    told = Text("\n".join(p for p in (name.zh, one.specification.zh) if p), "\n".join(p for p in (name.en, one.specification.en) if p))
    cells = {
        "no": words(f"{key}.no", str(one.no), kind="code"), "goods": words(f"{key}.goods", told, cites=(SPECS,)), "origin": words(f"{key}.origin", "" if one.origin == "ZZ" else one.origin, kind="code"),
        "quantity": figure(f"{key}.quantity", one.quantity, "quantity", Text(f"第 {one.no} 項數量", f"Quantity of item {one.no}"), unit=one.unit, dp=0 if one.quantity == one.quantity.to_integral_value() else 2),
        "price": figure(f"{key}.price", one.unit_price, "money", Text(f"第 {one.no} 項單價", f"Unit price of item {one.no}"), unit=top.currency, dp=_places(facts)),
        "amount": _amount(facts, one),
    }  # fmt: skip
    if shows_code:
        cells["code"] = words(f"{key}.code", printed_code(one.code) if one.code else "", kind="code")
    if any(g.discount for g in facts.goods):
        cells["discount"] = figure(
            f"{key}.discount", one.discount / 100, "rate", Text(f"第 {one.no} 項折扣", f"Discount of item {one.no}"), dp=1
        )
    return Row(id=f"L{one.no}", cells=cells)


def _places(facts: Facts) -> int:
    """As many decimals as the finest price needs, two at least."""
    return max(2, *(-int(Decimal(plain(g.unit_price)).as_tuple().exponent) for g in facts.goods), 2)


def _amount(facts: Facts, one: Goods) -> Value:
    """With its formula where the record was rounded as the formula rounds; quotations of a file may have been rounded otherwise."""
    key, currency = f"lines.L{one.no}", facts.head.currency
    step = "1" if one.amount == one.amount.to_integral_value() and currency in ("TWD", "JPY", "KRW", "VND") else "0.01"
    raw = "[quantity] * [price]" + (" * (1 - [discount])" if any(g.discount for g in facts.goods) else "")
    exact = one.quantity * one.unit_price * (100 - one.discount) / 100
    agrees = _half_up(exact, Decimal(step)) == one.amount
    label = Text(f"第 {one.no} 項金額", f"Amount of item {one.no}")
    return money(f"{key}.amount", one.amount, currency, label, expr=f"round_to({raw}, {step})" if agrees else None)


def _half_up(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), "ROUND_HALF_UP") * step


def _after(facts: Facts) -> tuple[Row, ...]:
    """What stands between the lines and the total: sub-total, discount, freight, insurance, tax; those that are nought stay away."""
    sums, top = facts.totals, facts.head
    rows = []

    def add(key: str, label: Text, amount: Decimal, expr: str | None = None) -> None:
        value = money(f"sums.{key}", amount, top.currency, label, expr=expr, trace="sums")
        rows.append(Row(id=key, style="sub", cells={"goods": words(f"sums.{key}_label", label), "amount": value}))

    foots = sums.net + sums.tax == sums.total and sum((g.amount for g in facts.goods), Decimal(0)) == sums.lines
    extras = sums.discount or sums.freight or sums.insurance or sums.tax or top.variant == "domestic"
    if extras:
        add("subtotal", SMALL, sums.lines, "sum(lines.amount)" if foots else None)
    if sums.discount:
        percent = plain(top.discount)
        add("discount", Text(f"折扣 {percent}%", f"Discount, {percent}%"), -sums.discount)
    if sums.freight:
        add("freight", Text("運費", "Freight"), sums.freight)
    if sums.insurance:
        add("insurance", Text("保險費", "Insurance"), sums.insurance)
    if top.variant == "domestic":
        rate = plain(top.tax_rate)
        words_ = (
            Text(f"營業稅 {rate}%（內含）", f"Business tax {rate}% (included)")
            if top.tax_included
            else Text(f"營業稅 {rate}%（外加）", f"Business tax {rate}% (added)")
        )
        add("tax", words_, sums.tax)
    return tuple(rows)


def _total(facts: Facts) -> Row:
    sums, top = facts.totals, facts.head
    label = Text(f"總計　{facts.term}", f"Total, {facts.term}")
    parts = [part for part, on in (("@subtotal", True), ("@discount", bool(sums.discount)), ("@freight", bool(sums.freight)), ("@insurance", bool(sums.insurance)), ("@tax", top.variant == "domestic" and not top.tax_included)) if on]  # fmt: skip
    expr = " + ".join(parts) if len(parts) > 1 or top.variant == "domestic" else "sum(lines.amount)"
    if sum((g.amount for g in facts.goods), Decimal(0)) != sums.lines:
        expr = ""
    value = money("sums.total", sums.total, top.currency, label, expr=expr or None, trace="sums", required=True)
    return Row(id="total", cells={"goods": words("sums.total_label", label), "amount": value})


def names(facts: Facts) -> dict[str, str]:
    """Named values of the totals."""
    sums, top = facts.totals, facts.head
    kept = {
        "total": True,
        "discount": bool(sums.discount),
        "freight": bool(sums.freight),
        "insurance": bool(sums.insurance),
        "tax": top.variant == "domestic",
    }
    kept["subtotal"] = any(v for k, v in kept.items() if k != "total") or bool(sums.tax)
    return {name: f"sums.{name}" for name, on in kept.items() if on}


def in_words(facts: Facts) -> Fields:
    """The total in words of both languages."""
    told = amount_in_words(facts.totals.total, facts.head.currency)
    spoken = told if facts.request.lang == "both" else Text(f"{told.zh}\n{told.en}", told.en)
    return Fields(id="in_words", columns=1, items=(words("sums.words", spoken, Text("總價大寫", "Amount in words")),))


def tiers(facts: Facts) -> Table:
    """Prices by quantity of the list a line's price comes from, three tiers side by side."""
    currency = facts.head.currency
    columns = [Column(key="goods", label=Text("品名", "Description"), width=34)]
    for n in range(1, TIERS + 1):
        span = Text(f"級距 {n}", f"Tier {n}")
        columns += [
            Column(key=f"from{n}", label=Text("起訂量", "From"), type="q", width=9, span=span, hide_if_empty=True),
            Column(key=f"price{n}", label=Text("單價", "Unit price"), type="m", unit=currency, width=10, span=span, hide_if_empty=True),
        ]
    rows = tuple(_tier(one, currency) for one in listed(facts))
    return Table(id="tiers", title=Text("級距價", "Prices by quantity"), columns=tuple(columns), rows=rows, unit_note=same(currency))


def listed(facts: Facts) -> tuple[Goods, ...]:
    """Lines priced from a list of more than one tier."""
    return tuple(one for one in facts.goods if len(one.tiers) > 1 and one.unit_price in {price for _, price in one.tiers})


def _tier(one: Goods, currency: str) -> Row:
    key = f"tiers.L{one.no}"
    cells = {"goods": words(f"{key}.goods", Text(f"{one.name.zh}　{one.sku}", f"{one.name.en}  {one.sku}"))}
    for n, (quantity, price) in enumerate(one.tiers[:TIERS], 1):
        what = Text(f"{one.sku} 級距 {n}", f"{one.sku}, tier {n}")
        digits = max(2, -int(Decimal(plain(price)).as_tuple().exponent))
        cells[f"from{n}"] = figure(f"{key}.from{n}", quantity, "quantity", what, unit=one.unit, dp=0)
        cells[f"price{n}"] = figure(f"{key}.price{n}", price, "money", what, unit=currency, dp=digits)
    return Row(id=f"L{one.no}", cells=cells)


def terms(facts: Facts) -> Fields:
    """Payment to warranty, as fields."""
    top, packed = facts.head, facts.load
    route = Text(f"{top.loading} → {top.discharge}；分批：{(YES if top.partial else NO).zh}，轉運：{(YES if top.transship else NO).zh}", f"{top.loading} → {top.discharge}; partial shipment {(YES if top.partial else NO).en}, transhipment {(YES if top.transship else NO).en}")  # fmt: skip
    lead = (
        Text(f"收訖訂金或信用狀後 {top.lead_days} 日曆天內出貨", f"Shipped within {top.lead_days} calendar days of deposit or L/C")
        if top.lead_days
        else ""
    )
    least = min((g.moq for g in facts.goods), default=0)
    moq = Text(f"依各項最低訂購量，最少 {least:,} 件", f"As listed by item, {least:,} at least") if least else ""
    cartons = Text(
        f"外銷紙箱 {packed.cartons:,} 箱，淨重 {packed.net_kg:,.0f} kg，毛重 {packed.gross_kg:,.0f} kg，材積 {packed.cbm:,.2f} m³（{packed.count} × {packed.container}，裝載 {packed.fill:.0%}）",
        f"{packed.cartons:,} export cartons, N.W. {packed.net_kg:,.0f} kg, G.W. {packed.gross_kg:,.0f} kg, {packed.cbm:,.2f} m³ ({packed.count} × {packed.container}, {packed.fill:.0%} full)",
    ) if packed.gross_kg and packed.cbm else ""  # fmt: skip
    tax = (
        Text(f"內銷，營業稅 {plain(top.tax_rate)}% {'內含' if top.tax_included else '外加'}", f"Domestic sale, business tax {plain(top.tax_rate)}% {'included' if top.tax_included else 'added'}")
        if top.variant == "domestic"
        else Text("外銷適用零稅率；進口國稅費依交貨條件負擔", "Zero-rated export from Taiwan; import charges as the trade term says")
    )  # fmt: skip
    items = (
        words("terms.payment", halved(top.payment), Text("付款條件", "Payment"), required=True), words("terms.lead", lead, Text("交期", "Lead time"), required=True),
        *((words("terms.shipment", route, Text("裝運", "Shipment")),) if top.loading else ()),
        words("terms.packing", cartons, Text("包裝", "Packing"), cites=(SPECS,)), words("terms.moq", moq, Text("最低訂購量", "MOQ"), missing="not_applicable"),
        words("terms.quality", top.quality, Text("檢驗與品質標準", "Inspection")), words("terms.warranty", halved(top.warranty), Text("保固", "Warranty")),
        words("terms.tax", tax, Text("稅費", "Taxes")),
    )  # fmt: skip
    return Fields(id="terms_fields", items=items, columns=1)


def notes(facts: Facts) -> tuple[Paragraph, ...]:
    """What was written for the customer."""
    return (Paragraph(id="remarks", title=Text("備註", "Remarks"), text=said(facts.head.notes)),) if facts.head.notes else ()


def bank(facts: Facts) -> Fields:
    """Where to pay. Without an account on file every field says so."""
    one = facts.bank
    label = {
        "holder": Text("受款人", "Beneficiary"), "bank": Text("銀行", "Bank"), "branch": Text("分行／地址", "Branch"), "bic": Text("SWIFT", "SWIFT"),
        "number": Text("帳號", "Account no."), "currency": Text("幣別", "Currency"),
    }  # fmt: skip
    items = [
        words(f"bank.{name}", halved(getattr(one, name)) if one else "", told, required=name in ("holder", "bank", "number"))
        for name, told in label.items()
    ]
    return Fields(
        id="bank_fields",
        items=(
            *items,
            words("bank.charges", Text("台灣境外費用由匯款人負擔", "Charges outside Taiwan are the remitter's"), Text("手續費", "Charges")),
        ),
        columns=2,
    )


def signatures(facts: Facts) -> Approval:
    """Ours by step, and seal boxes of both sides."""
    steps = (SignStep(act="made", label=Text("報價人", "Quoted by")), SignStep(act="approved", label=Text("核准", "Approved")))
    return Approval(id="quote_signatures", steps=steps, seals=(facts.firm.name, facts.people.customer))
