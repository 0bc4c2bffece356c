"""The past sales record of a firm without invoices: sales, customers, returns and months from its orders, and what they cannot say."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from argosy.deliverables.families import lacking
from argosy.deliverables.families.credit.booked_facts import NOTES, BookedFacts, Bought
from argosy.deliverables.families.credit.cells import Cell, code, day, money, plain, quantity, row, share, words
from argosy.deliverables.families.credit.facts import BOOK
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import count, percent
from argosy.deliverables.families.sheets import col
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain as words_of
from argosy.report.prose import prose
from argosy.report.table import Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.report.words import KeyFigure, KeyFigures, Paragraph

CENT, NOUGHT = Decimal("0.01"), Decimal(0)
LISTED, PRINTED = 200, 40
SUMMARY, CUSTOMERS = Text("銷售摘要", "Sales summary"), Text("客戶別銷售", "Sales by customer")
SALES, RETURNS, MONTHS = Text("銷售明細", "Sales"), Text("退貨紀錄", "Returns"), Text("各月銷售", "Sales by month")
LACKS = (lacking.INVOICES, lacking.CREDIT)


def sections(facts: BookedFacts) -> tuple[Section, ...]:
    """Summary, customers, sales, returns, months."""
    return (
        lacking.told(_section("summary", SUMMARY, conclusion(facts), key_figures(facts), *charts(facts)), LACKS),
        _section("customers", CUSTOMERS, customers(facts)),
        _section("sales_section", SALES, sales(facts)),
        _section("returns_section", RETURNS, returns(facts)),
        _section("months_section", MONTHS, months(facts)),
    )


def _section(identity: str, title: Text, *blocks: object) -> Section:
    return Section(id=identity, title=title, sheet=title, audience="internal", blocks=blocks)  # type: ignore[arg-type]


def cents(amount: Decimal) -> Decimal:
    """To the cent, half away from nought, as it is shown."""
    return amount.quantize(CENT, "ROUND_HALF_UP")


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts to the cent."""
    return sum(map(cents, amounts), NOUGHT)


def conclusion(facts: BookedFacts) -> Paragraph:
    """How much to how many, how much of it came from the largest, what came back, and that nothing is known of payment."""
    whole = total(one.sales for one in facts.customers)
    first = facts.customers[: max(1, len(facts.customers) // 10)]
    held = percent(float(total(one.sales for one in first) / whole), 0)
    zh = f"{facts.first} 至 {facts.last}，{len(facts.customers):,} 家客戶 {facts.orders:,} 張訂單，銷售 [[key.sales]]，退貨 [[key.returned]]（**[[key.rate]]**）。"
    en = f"From {facts.first} to {facts.last} {len(facts.customers):,} customers placed {facts.orders:,} orders: sold [[key.sales]], came back [[key.returned]] (**[[key.rate]]**)."
    if len(facts.customers) >= 20:
        zh += f"最大的一成（{len(first)} 家）占銷售 {held}。"
        en += f" The largest tenth ({len(first)}) makes {held} of it."
    zh += "紀錄中沒有發票與收款，付款、退票與授信無從說明。"
    en += " No invoice and no receipt is on record: of payment, bounced cheques and credit nothing can be said."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def key_figures(facts: BookedFacts) -> KeyFigures:
    """Sales, returns and their share, orders, customers, an order on average."""
    sold, back = total(one.sales for one in facts.customers), total(m.returned for m in facts.months)
    mean = cents(sold / facts.orders)

    def item(key: str, label: Text, value: Value) -> KeyFigure:
        return KeyFigure(label=label, value=value.model_copy(update={"label": label}))

    return KeyFigures(id="key", items=(
        item("sales", Text("銷售（未稅）", "Sales, before tax"), money(sold, facts.base, trace="ordered", expr="sum(months.sales)")("key.sales")),
        item("returned", Text("退貨", "Returns"), money(back, facts.base, trace="came_back", expr="sum(months.returned)", cites=(NOTES,))("key.returned")),
        item("rate", Text("退貨率", "Return rate"), share(back, sold, "back_rate", "@returned / @sales")("key.rate")),
        item("orders", Text("訂單", "Orders"), count("key.orders", facts.orders, cites=(BOOK,))),
        item("customers", Text("下單客戶", "Customers who ordered"), count("key.customers", len(facts.customers), cites=(BOOK,))),
        item("mean", Text("平均每張訂單", "An order on average"), money(mean, facts.base, trace="ordered", expr="round_to(@sales / @orders, 0.01)")("key.mean")),
    ))  # fmt: skip


def names() -> dict[str, str]:
    """Named values of the key figures."""
    return {"sales": "key.sales", "returned": "key.returned", "orders": "key.orders"}


def customers(facts: BookedFacts) -> Table:
    """The largest customers, all others in one row."""
    columns = (
        col("code", "客戶", "Customer", "c", 10), col("name", "名稱", "Name", width=22), col("country", "國別", "Country", width=14), col("orders", "訂單數", "Orders", "n", 8, trace="count", total="sum"),
        col("sales", "銷售", "Sales", "m", 14, trace="ordered", total="sum"), col("returned", "退貨", "Returns", "m", 12, trace="came_back", total="sum"), col("net", "淨額", "Net", "m", 14, trace="ordered", total="sum", expr="[sales] - [returned]"),
        col("rate", "退貨率", "Return rate", "r", 9, trace="back_rate"), col("first", "首次下單", "First order", "d", 11), col("last", "最近下單", "Last order", "d", 11),
    )  # fmt: skip
    shown, rest = facts.customers[:LISTED], facts.customers[LISTED:]
    rows = [_customer(one, facts.base) for one in shown]
    rows += [_others(rest, facts.base)] if rest else []
    held = [row_ for row_ in rows if "sales" in row_.cells]
    sums = {
        name: sum((Decimal(row_.cells[name].number.numerator) / row_.cells[name].number.denominator for row_ in held), NOUGHT)
        for name in ("orders", "sales", "returned", "net")
    }
    cells: dict[str, Cell] = {
        name: money(amount, facts.base, trace="ordered", expr=f"sum(customers_table.{name})")
        for name, amount in sums.items()
        if name != "orders"
    }
    cells["orders"] = lambda identity: Value(
        id=identity, v=f"{sums['orders']:f}", kind="count", dp=0, expr="sum(customers_table.orders)", trace="count"
    )
    note = Text(
        f"依淨額由大至小，列最大 {len(shown)} 家，其餘 {len(rest):,} 家合併一列；單一客戶之明細請以客戶代號查詢。",
        f"By net amount, the largest {len(shown)}; the other {len(rest):,} are one row. Ask for a customer by code to see its lines.",
    )
    return Table(
        id="customers_table", title=Text("客戶別銷售與退貨（未稅）", "Sales and returns by customer, before tax"), columns=columns, rows=tuple(rows), totals=row("customers_table", "total", cells), cites=(BOOK, NOTES),
        unit_note=Text(f"單位：{facts.base}", f"in {facts.base}"), note=words_of(note), print_rows=None if len(rows) <= PRINTED else PRINTED,
    )  # fmt: skip


def _amounts(sales_: Decimal, returned: Decimal, orders: int, base: str) -> dict[str, Cell]:
    sold, back = cents(sales_), cents(returned)
    return {
        "orders": lambda identity: count(identity, orders, cites=(BOOK,)), "sales": money(sold, base, trace="ordered"), "returned": money(back, base, trace="came_back", cites=(NOTES,)),
        "net": money(sold - back, base, trace="ordered", expr="[sales] - [returned]"), "rate": share(back, sold, "back_rate", "[returned] / [sales]"),
    }  # fmt: skip


def _customer(one: Bought, base: str) -> Row:
    cells: dict[str, Cell] = {"code": code(one.code), "name": words(one.name), "country": words(_country(one.market))}
    cells |= _amounts(one.sales, one.returned, one.orders, base) | {"first": day(one.first), "last": day(one.last)}
    return row("customers_table", one.code, cells)


def _country(market: str) -> Text:
    return Text("未載明", "not said") if market == "ZZ" else country(market)


def _others(rest: tuple[Bought, ...], base: str) -> Row:
    cells: dict[str, Cell] = {"name": words(Text(f"其餘 {len(rest):,} 家", f"{len(rest):,} others"))}
    cells |= _amounts(total(one.sales for one in rest), total(one.returned for one in rest), sum(one.orders for one in rest), base)
    cells |= {"first": day(min(one.first for one in rest)), "last": day(max(one.last for one in rest))}
    return row("customers_table", "others", cells)


def sales(facts: BookedFacts) -> Table:
    """Every line of the customers asked for, else the largest orders."""
    what = col("item", "品名", "Item", width=34) if facts.whole else col("lines", "明細數", "Lines", "n", 8, trace="count")
    columns = (
        col("date", "訂單日", "Ordered", "d", 11), col("number", "訂單", "Order", "c", 12), col("customer", "客戶", "Customer", "c", 11), what, col("quantity", "數量", "Quantity", "q", 11),
        col("amount", "金額", "Amount", "m", 14, trace="ordered", total="sum"),
    )  # fmt: skip
    rows = []
    for one in facts.listed:
        cells: dict[str, Cell] = {"date": day(one.date), "number": code(one.number), "customer": code(one.customer), "quantity": quantity(one.quantity), "amount": money(cents(one.sales), facts.base, trace="ordered")}  # fmt: skip
        cells |= {"item": words(one.item)} if facts.whole else {"lines": _count(one.lines)}
        rows.append(row("sales", one.key, cells))
    whole = money(total(one.sales for one in facts.listed), facts.base, trace="ordered", expr="sum(sales.amount)")
    told = (
        Text("銷售明細（未稅）", "Sales lines, before tax")
        if facts.whole
        else Text(f"最大之 {len(rows)} 張訂單（未稅）", f"The {len(rows)} largest orders, before tax")
    )
    note = Text(
        f"期間共 {facts.orders:,} 張訂單、{facts.lines:,} 筆明細。", f"{facts.orders:,} orders with {facts.lines:,} lines in the period."
    )
    return Table(
        id="sales",
        title=told,
        columns=columns,
        rows=tuple(rows),
        totals=row("sales", "total", {"amount": whole}),
        cites=(BOOK,),
        note=words_of(note),
        print_rows=PRINTED,
    )


def _count(number: int) -> Cell:
    return lambda identity: count(identity, number, cites=(BOOK,))


def returns(facts: BookedFacts) -> Table:
    """What came back, all of the customers asked for, else the largest."""
    columns = (
        col("number", "退貨單", "Return note", "c", 12), col("date", "日期", "Date", "d", 11), col("customer", "客戶", "Customer", "c", 10), col("order", "原訂單", "Order", "c", 11),
        col("item", "品名", "Item", width=32), col("quantity", "數量", "Quantity", "q", 10), col("reason", "原因", "Reason", "e", 10), col("amount", "金額", "Amount", "m", 13, trace="came_back", total="sum"),
    )  # fmt: skip
    rows = tuple(
        row("returns", one.number, {
            "number": code(one.number), "date": day(one.date), "customer": code(one.customer), "order": code(one.order), "item": words(one.item), "quantity": quantity(one.quantity),
            "reason": words(one.reason), "amount": money(cents(one.amount), facts.base, trace="came_back", cites=(NOTES,)),
        })
        for one in facts.back
    )  # fmt: skip
    totals = row("returns", "total", {"amount": money(total(one.amount for one in facts.back), facts.base, trace="came_back", expr="sum(returns.amount)", cites=(NOTES,))}) if rows else None  # fmt: skip
    told = RETURNS if len(rows) == facts.returns else Text(f"最大之 {len(rows)} 筆退貨", f"The {len(rows)} largest returns")
    note = Text(f"期間共 {facts.returns:,} 筆退貨。", f"{facts.returns:,} returns in the period.")
    return Table(
        id="returns", title=told, columns=columns, rows=rows, totals=totals, cites=(NOTES,), empty=Text("期間內無退貨", "Nothing came back in the period"), note=words_of(note),
        print_rows=PRINTED,
    )  # fmt: skip


def months(facts: BookedFacts) -> Table:
    """Orders, customers, sales and returns by month."""
    columns = (
        col("month", "月份", "Month", "c", 12), col("orders", "訂單數", "Orders", "n", 12, trace="count", total="sum"), col("customers", "下單客戶", "Customers", "n", 12, trace="count"),
        col("sales", "銷售", "Sales", "m", 15, trace="ordered", total="sum"), col("returned", "退貨", "Returns", "m", 15, trace="came_back", total="sum"), col("rate", "退貨率", "Return rate", "r", 10, trace="back_rate"),
    )  # fmt: skip
    rows = []
    for m in facts.months:
        sold, back = cents(m.sales), cents(m.returned)
        cells: dict[str, Cell] = {
            "month": code(m.month), "orders": _count(m.orders), "customers": _count(m.customers), "sales": money(sold, facts.base, trace="ordered"),
            "returned": money(back, facts.base, trace="came_back", cites=(NOTES,)), "rate": share(back, sold, "back_rate", "[returned] / [sales]"),
        }  # fmt: skip
        rows.append(row("months", m.month, cells))
    sums: dict[str, Cell] = {
        "sales": money(total(m.sales for m in facts.months), facts.base, trace="ordered", expr="sum(months.sales)"),
        "returned": money(total(m.returned for m in facts.months), facts.base, trace="came_back", expr="sum(months.returned)", cites=(NOTES,)),
        "orders": lambda identity: Value(id=identity, v=str(sum(m.orders for m in facts.months)), kind="count", dp=0, expr="sum(months.orders)", trace="count"),
    }  # fmt: skip
    note = Text(
        "退貨依退回日歸月；首末月份可能不足一月。",
        "Returns stand in the month they came back; the first and the last month may not be whole.",
    )
    return Table(
        id="months", title=Text("各月銷售與退貨（未稅）", "Sales and returns by month, before tax"), columns=columns, rows=tuple(rows), totals=row("months", "total", sums), cites=(BOOK, NOTES),
        unit_note=Text(f"單位：{facts.base}", f"in {facts.base}"), note=words_of(note),
    )  # fmt: skip


def charts(facts: BookedFacts) -> tuple[Chart, ...]:
    """Sales and returns month by month."""
    if len(facts.months) < 2:
        return ()
    kinds = (("sales", Text("銷售", "Sales")), ("returned", Text("退貨", "Returns")))
    rows = tuple({"month": m.month, "kind": label, "amount": _thousands(getattr(m, key))} for m in facts.months for key, label in kinds)
    top = max(facts.months, key=lambda m: m.sales)
    share_of = f"{top.sales / 1000:,.0f}"
    return (
        Chart(
            id="sales_chart", chart="grouped", rows=rows, data_table="months", cites=(BOOK, NOTES), height_mm=55, unit_note=Text(f"千 {facts.base}", f"{facts.base} thousand"),
            title=Text(f"銷售以 {top.month} 最高，{share_of} 千 {facts.base}", f"Sales were highest in {top.month}: {facts.base} {share_of} thousand"),
            alt=Text("長條：各月銷售與退貨", "Bars: sales and returns by month"),
            encodings={"x": Encoding(field="month", type="ordinal", title=Text("月份", "Month")), "y": Encoding(field="amount", type="quantitative", format=",.0f"), "color": Encoding(field="kind", type="nominal")},
        ),
    )  # fmt: skip


def _thousands(amount: Decimal) -> str:
    return plain((amount / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP))
