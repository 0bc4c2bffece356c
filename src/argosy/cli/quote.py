"""``argosy quote``: quotations from draft to order, and prices at every trade term from costs alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group, json_file
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

app = group("報價單：擬稿、發出、改版、議價、成交", "Quotations: draft, offer, revise, negotiate, confirm")
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=say("報價單號", "The quotation's number"), show_default=False)]
Version = Annotated[int, typer.Option("--version", help=say("所依據之修改次數", "The edit it was made on"))]
Reason = Annotated[str, typer.Option("--reason", help=say("理由", "Why"))]


@app.command("list", help=say("列出報價單", "List quotations"))
def list_(
    state: Annotated[str, typer.Option("--state", metavar="draft|offered|won|lost|expired|cancelled", help=say("狀態", "State"))] = "",
    find: Annotated[str, typer.Option("--find", help=say("編號、客戶代號或名稱", "Number, customer's code or name"))] = "",
    limit: Annotated[int, typer.Option("--limit", help=say("最多幾筆", "At most so many"))] = 50,
    as_json: Json = False,
) -> None:
    """The latest first."""
    from argosy.kernel.canonical import plain

    with reader() as actor:
        from argosy.records.sales import queries

        rows = queries.quotations(actor=actor, find=find)
        rows = rows.filter(state=state) if state else rows
        names = ("number", "revision", "state", "date", "valid_to", "currency", "total")
        found = [{**{n: plain(getattr(row, n)) for n in names}, "customer": row.customer.code} for row in rows[:limit]]
    cells = [
        (r["number"], f"R{r['revision']}", r["customer"], r["state"], r["date"], r["valid_to"] or "", r["currency"], r["total"] or "")
        for r in found
    ]
    Output(as_json).show(found, table(("number", "rev", "customer", "state", "date", "valid to", "cur", "total"), cells))


@app.command(
    "show", help=say("一張報價單：明細、毛利、查核、各條件價格、信用", "One quotation: lines, margin, checks, price at every term, credit")
)
def show(number: Number, as_json: Json = False) -> None:
    """Everything about it."""
    with reader() as actor:
        from argosy.publishing import offering

        found = offering.quotation(number, actor=actor)
    Output(as_json).show(found, _lines(found))


@app.command("draft", help=say("由 JSON 擬報價單", "Draft a quotation from JSON"))
def draft(file: InFile, as_json: Json = False) -> None:
    """customer, incoterm, place, currency, lines [{sku, quantity, unit_price?, discount?}], costs [{kind, amount, currency}] …; prices come from the lists."""
    with acting_person() as actor:
        from argosy.importers.offer_file import read_offer
        from argosy.records.sales.offering.actions import draft_quotation

        _told(draft_quotation(actor=actor, offer=read_offer(json_file(file))).number, actor, as_json)


@app.command("edit", help=say("以 JSON 取代草稿內容", "Replace a draft by JSON"))
def edit(number: Number, file: InFile, version: Version, as_json: Json = False) -> None:
    """The whole new content; another edit in between is refused with what changed."""
    with acting_person() as actor:
        from argosy.importers.offer_file import read_offer
        from argosy.records.sales.offering.actions import edit_quotation

        edit_quotation(actor=actor, number=number, version=version, offer=read_offer(json_file(file)))
        _told(number, actor, as_json)


@app.command("offer", help=say("發出：凍結此版", "Send out: freeze this revision"))
def offer_(number: Number, as_json: Json = False) -> None:
    """Refused with everything that stands in the way: floor, validity, rate, place, discount, credit."""
    with acting_person() as actor:
        from argosy.records.sales.offering.actions import offer_quotation

        offer_quotation(actor=actor, number=number)
        _told(number, actor, as_json)


@app.command("revise", help=say("改版", "Open the next revision"))
def revise(number: Number, as_json: Json = False) -> None:
    """What was offered stays as it was."""
    with acting_person() as actor:
        from argosy.records.sales.offering.actions import revise_quotation

        revise_quotation(actor=actor, number=number)
        _told(number, actor, as_json)


@app.command("approve", help=say("核准低於底價或超過折扣權限", "Approve below the floor or beyond a band"))
def approve(number: Number, reason: Reason, as_json: Json = False) -> None:
    """Within the approver's own band, never by who made it."""
    with acting_person() as actor:
        from argosy.records.sales.offering.actions import approve_offer

        approve_offer(actor=actor, number=number, reason=reason)
        _told(number, actor, as_json)


@app.command("confirm", help=say("成交，轉為訂單", "Confirm as an order"))
def confirm(
    number: Number,
    customer_ref: Annotated[str, typer.Option("--ref", help=say("客戶訂單號", "The customer's order number"))] = "",
    as_json: Json = False,
) -> None:
    """The order's number; expired, already won or on credit hold is refused."""
    with acting_person() as actor:
        from argosy.records.sales.ordering.actions import confirm_quotation

        order = confirm_quotation(actor=actor, number=number, customer_ref=customer_ref)
        Output(as_json).show({"quotation": number, "order": order.number, "state": order.state}, [order.number])


@app.command("take", help=say("由 JSON 陣列一次報價並成交多筆", "Quote and confirm many at once, from a JSON list"))
def take(file: InFile, as_json: Json = False) -> None:
    """Offers customers have accepted, as ``draft`` takes them, in a list: the orders of all of them, or none and why."""
    with acting_person() as actor:
        from argosy.importers.offer_file import read_offer
        from argosy.records.sales.ordering.taking import take_orders

        given = json_file(file)
        if not isinstance(given, list):
            raise BadInput(Text("檔案應為報價之陣列", "The file is a list of offers"))
        orders = take_orders(actor=actor, offers=[read_offer(one) for one in given])
        told = [{"quotation": order.quotation.number, "order": order.number, "total": str(order.total)} for order in orders]
    Output(as_json).show(told, [f"{one['quotation']}  {one['order']}  {one['total']}" for one in told])


@app.command("close", help=say("失單、逾期或取消", "Lost, expired or cancelled"))
def close(
    number: Number, outcome: Annotated[str, typer.Option("--outcome", metavar="lost|expired|cancelled", help=say("結果", "Outcome"))],
    reason: Annotated[str, typer.Option("--reason", metavar="price|lead_time|quality|terms|incumbent|no_project", help=say("失單原因", "Why it was lost"))] = "",
    rival: Annotated[str, typer.Option("--rival", help=say("競爭者", "The rival"))] = "", as_json: Json = False,
) -> None:  # fmt: skip
    """Say what became of it."""
    with acting_person() as actor:
        from argosy.records.sales.offering.actions import close_quotation

        close_quotation(actor=actor, number=number, outcome=outcome, reason=reason, rival=rival)
        _told(number, actor, as_json)


@app.command("price", help=say("查價：客戶、數量、幣別，附來源", "The price for a customer, quantity and currency, with its reason"))
def price(
    sku: Annotated[str, typer.Argument(metavar="SKU", help=say("貨號", "SKU"))],
    customer: Annotated[str, typer.Option("--customer", help=say("客戶代號", "Customer's code"))],
    quantity: Annotated[str, typer.Option("--quantity", help=say("數量", "Quantity"))] = "1",
    currency: Annotated[str, typer.Option("--currency", help=say("幣別", "Currency"))] = "TWD",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=say("日期", "Day"))] = "",
    as_json: Json = False,
) -> None:
    """The customer's own list, else the class's, else the general one, else the catalogue."""
    with reader() as actor:
        from argosy.records.sales.offering.queries import price_for

        found = price_for(sku, actor=actor, customer=customer, quantity=_number(quantity), currency=currency, on=day(on) if on else None)
    told = {
        "sku": sku,
        "unit_price": f"{found.unit_price:f}",
        "currency": currency,
        "reason": {"zh": found.reason.zh, "en": found.reason.en},
    }
    Output(as_json).show(told, [f"{currency} {found.unit_price}", found.reason.say(language())])


@app.command(
    "terms", help=say("由成本推算十一種貿易條件之價格（不需資料庫）", "Prices at all eleven trade terms from costs; needs no store")
)
def terms(file: InFile, as_json: Json = False) -> None:
    """{goods, costs: {packing, loading, origin_inland, …}, premium?, margin, commission?, bank?, fx?}: shares as fractions or "24%"."""
    from argosy.engines.offer.answer import ladder_of

    data = json_file(file)
    found = ladder_of(data)
    rows = [(r["term"], r["cost"], r["price"], r.get("quoted", "")) for r in found["terms"]]
    Output(as_json).show(found, table(("term", "cost", "price", "quoted"), rows))


@app.command("expire", help=say("標示逾期之報價", "Mark expired quotations"))
def expire(as_json: Json = False) -> None:
    """Those whose validity has ended."""
    with acting_person() as actor:
        from argosy.records.sales.offering.actions import expire_quotations

        found = [row.number for row in expire_quotations(actor=actor)]
    Output(as_json).show({"expired": found}, found or [say("無", "none")])


def _told(number: str, actor: Any, as_json: bool) -> None:
    from argosy.publishing import offering

    found = offering.quotation(number, actor=actor)
    Output(as_json).show(found, _lines(found))


def _lines(found: dict[str, Any]) -> list[str]:
    lang = "zh" if language() == "zh-Hant" else "en"
    head = f"{found['number']} R{found['revision']}  {found['state']}  {found['customer']}  {found['incoterm']} {found['place']}  {found['currency']} {found['total']}"
    goods = table(
        ("no", "sku", "quantity", "price", "amount", "margin"),
        [(x["line_no"], x["sku"], x["quantity"], x["unit_price"], x["amount"], x["margin"] or "?") for x in found["lines"]],
    )
    faults = [f"  {f['check']} {f['message'][lang]}" for f in found["faults"]]
    light = f"{say('信用', 'credit')}: {found['credit']['light']}  {say('毛利', 'margin')}: {'?' if found['margin'] is None else found['margin']}% / {found['floor']}%"
    return [head, *goods, light, *faults]


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError as wrong:
        raise BadInput(Text("「{v}」不是數字", "'{v}' is not a number").format(v=text)) from wrong
