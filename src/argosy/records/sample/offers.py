"""Price lists, five drafts awaiting their offer, approvals below the floor, concessions and frozen revisions of the sample firm's quotations.

Planted: a draft to C-TW-04, which is on credit hold; one in EUR, whose bank account changed twelve days before it; one below the floor without
leave, with a discount beyond its maker's band and a rate six days old.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from django.utils import timezone

from argosy.engines.offer.amounts import line_amount, rounded
from argosy.kernel.canonical import digest
from argosy.records.reports.models import NumberSeries
from argosy.records.sales.models import Quotation, QuotationLine
from argosy.records.sales.offering.content import content
from argosy.records.sales.offering.models import (
    NegotiationRecord,
    OfferApproval,
    PriceList,
    PriceListLine,
    QuotationCost,
    QuotationRevision,
)
from argosy.records.sample import products, quotes, terms
from argosy.records.sample.sales import exchange, one, rate_on
from argosy.records.sample.selling import AS_OF
from argosy.records.sample.territories import CURRENCIES, seller
from argosy.records.sample.world import Part, Plan, Row, World, written

FIRST_DRAFT = quotes.QUOTES + 1
EXPORT, HOME, HELD, CHANGED, LOW = (f"QT-{FIRST_DRAFT + at:05d}" for at in range(5))
"""Numbers of the drafts: one that may go out, one at home, one on credit hold, one with a changed bank account, one below the floor."""
BANK_CHANGED = ("EUR", AS_OF - timedelta(days=1) - timedelta(days=12))
"""Planted: the account for this currency changed on this day, twelve days before the draft in it."""
# number: customer, Incoterm, day, lines (SKU, quantity, share of the catalogue price in percent, discount)
LISTED = 0
"""Instead of a share: the price list's price."""
DRAFTS: dict[str, tuple[str, str, date, tuple[tuple[str, int, int, int], ...]]] = {
    EXPORT: ("C-US-06", "CIF", AS_OF, (("87-01", 40, LISTED, 3), ("87-03", 60, LISTED, 3), ("87-04", 48, LISTED, 3), ("87-07", 40, LISTED, 0), ("87-05", 60, LISTED, 0))),
    HOME: ("C-TW-07", "DAP", AS_OF, (("73-08", 400, LISTED, 0), ("73-09", 200, LISTED, 3), ("73-10", 960, LISTED, 0))),
    HELD: ("C-TW-04", "DAP", AS_OF, (("73-01", 20000, 108, 0), ("73-05", 20000, 108, 0))),
    CHANGED: ("C-NL-03", "FOB", AS_OF - timedelta(days=1), (("73-08", 400, 120, 0), ("73-10", 960, 120, 0))),
    LOW: ("C-AU-02", "DDP", AS_OF, (("73-09", 300, 84, 16), ("73-10", 200, 100, 0))),
}  # fmt: skip
COSTS: dict[str, tuple[tuple[str, int, str], ...]] = {
    EXPORT: (("packing", 2800, "TWD"), ("origin_inland", 4500, "TWD"), ("export_clearance", 2200, "TWD"), ("origin_terminal", 2600, "TWD"), ("on_board", 900, "TWD"),
             ("main_carriage", 280, "USD"), ("insurance", 18, "USD"), ("destination_terminal", 95, "USD"), ("destination_inland", 160, "USD"), ("import_clearance", 110, "USD")),
    HOME: (("destination_inland", 2800, "TWD"),),
    CHANGED: (("packing", 1200, "TWD"), ("origin_inland", 2500, "TWD"), ("export_clearance", 1800, "TWD"), ("origin_terminal", 1600, "TWD"), ("on_board", 600, "TWD")),
    LOW: (("packing", 1200, "TWD"), ("origin_inland", 2800, "TWD"), ("export_clearance", 1800, "TWD"), ("main_carriage", 260, "USD"), ("destination_inland", 120, "USD"),
          ("import_duty", 400, "USD")),
}  # fmt: skip
LISTS = (("PL-2026-USD", "2026 外銷牌價", "Export list 2026", "USD", "", "", 125), ("PL-2026-TWD", "2026 內銷牌價", "Domestic list 2026", "TWD", "", "", 112), ("PL-2026-A", "2026 A 級客戶價", "Class A 2026", "TWD", "", "A", 108), ("PL-JP-01", "C-JP-01 專用價", "C-JP-01's own prices", "JPY", "C-JP-01", "", 120))  # fmt: skip
TIERS = ((1, 100), (10, 97), (40, 94))
"""From this many times the MOQ, at this percentage of the list."""
ASKED = (
    ("價格", "要求降價 Lower price", "降價 {p}% Price less {p}%", "訂單數量提高 20% A larger order"), ("付款", "要求月結 90 天 90 days' credit", "延長帳期 30 天 30 days more credit", "獨家供應承諾 Sole supply"),
    ("交期", "要求縮短交期 Shorter lead time", "優先排程，縮短 7 天 Seven days sooner", "提早付訂金 Earlier deposit"), ("樣品", "要求免費樣品 Free samples", "提供樣品 20 件 Twenty samples", "三個月內下單 Order within three months"),
    ("運費", "要求負擔運費 Freight included", "吸收內陸運費 Inland freight absorbed", "全年預估量 Yearly forecast"),
)  # fmt: skip
PRICE, CENT = Decimal("0.0001"), Decimal("0.01")


def list_rows(plan: Plan) -> list[Row]:
    """Four lists from the first day of 2026."""
    names = ("code", "name_zh", "name_en", "currency", "customer", "grade", "level")
    return [{**dict(zip(names, row, strict=True)), "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)} for row in LISTS]


def tier_rows(plan: Plan) -> list[Row]:
    """Three tiers of each product on each list, at the rate of the list's first day."""
    table = exchange(plan)
    return [
        {
            "list": code, "product": ware["sku"], "from_quantity": Decimal(ware["moq"] * times),
            "unit_price": _round(ware["price"] * level * share / 10_000 / rate_on(table, currency, date(2026, 1, 1))),
        }
        for code, _, _, currency, _, _, level in LISTS
        for ware in products.product_rows(plan)
        for times, share in TIERS
    ]  # fmt: skip


def _round(price: Decimal) -> Decimal:
    """To the cent, and finer for what costs less than ten."""
    return price.quantize(CENT if price >= 10 else PRICE, ROUND_HALF_UP)


@cache
def _tiers(plan: Plan) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in tier_rows(plan):
        found.setdefault((row["list"], row["product"]), []).append(row)
    return found


def _listed(plan: Plan, sku: str, quantity: Decimal, currency: str) -> tuple[Decimal, str]:
    """The general list's price of a quantity, and what the software would say of it."""
    code = f"PL-2026-{currency}"
    best = max((row for row in _tiers(one(plan))[code, sku] if row["from_quantity"] <= quantity), key=lambda row: row["from_quantity"])
    return best["unit_price"], f"價目表 {code}（一般），{best['from_quantity'].normalize():f} 件起"


def draft_rows(plan: Plan) -> list[Row]:
    """The five drafts with their lines."""
    table, wares = exchange(plan), {row["sku"]: row for row in products.product_rows(plan)}
    countries = {row["code"]: row["country"] for row in written("customers")}
    return [_draft(plan, number, *told, countries[told[0]], table, wares) for number, told in DRAFTS.items()]


def _draft(
    plan: Plan, number: str, customer: str, incoterm: str, day: date, goods: Any, country: str, table: Any, wares: dict[str, Row]
) -> Row:
    currency = CURRENCIES.get(country, "USD")
    fx_day = day - timedelta(days=6) if number == LOW else day
    fx = rate_on(table, currency, fx_day)
    lines = []
    for at, (sku, quantity, share, discount) in enumerate(goods, 1):
        price, reason = (
            _listed(plan, sku, Decimal(quantity), currency) if share == LISTED else (_round(wares[sku]["price"] * share / 100 / fx), "")
        )
        amount = line_amount(Decimal(quantity), price, Decimal(discount), currency)
        lines.append(
            {
                "line_no": at, "product": sku, "quantity": Decimal(quantity), "unit_price": price, "discount": Decimal(discount), "amount": amount,
                "unit_cost": wares[sku]["cost"], "list_price": price if reason else None, "price_reason": reason, "lead_days": 35, "confirmed_on": None if number == LOW else day,
            }
        )  # fmt: skip
    head = {
        "number": number, "customer": customer, "market": country, "date": day, "incoterm": incoterm, "currency": currency, "fx": fx, "seller": seller(country, day),
        "valid_to": day + timedelta(days=30), "revision": 1, "outcome": "open", "repeat": True,
    }  # fmt: skip
    shared = terms.common(plan, head, (line["amount"] for line in lines)) | terms.quotation(head)
    rest = {
        "state": "draft",
        "offered_on": None,
        "fx_date": fx_day,
        "commission": Decimal(2) if country == "US" else None,
        "bank_cost": Decimal("0.15") if country != "TW" else None,
    }
    return {**head, **shared, **rest, "lines": lines}  # fmt: skip


def negotiation_rows(plan: Plan) -> list[Row]:
    """One concession of each won quotation, and a second of three in ten."""
    draws, rows = plan.stream("negotiation"), []
    totals = _totals(one(plan))
    for row in quotes.quote_rows(one(plan)):
        if row["outcome"] == "won":
            rows += [_step(draws, row, totals[row["number"]], at) for at in range(2 if draws.chance(30) else 1)]
    return rows


def _totals(plan: Plan) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in quotes.line_rows(plan):
        found[line["quotation"]] = found.get(line["quotation"], Decimal(0)) + line["amount"]
    return found


def _step(draws: Any, row: Row, total: Decimal, at: int) -> Row:
    concern, asked, conceded, gained = draws.pick(ASKED)
    percent = draws.integer(1, 4)
    until = (row["decided_on"] - row["date"]).days
    return {
        "quotation": row["number"], "revision": min(row["revision"], at + 1), "date": row["date"] + timedelta(days=draws.integer(0, max(until, 0))), "concern": concern,
        "asked": asked, "conceded": conceded.format(p=percent), "gained": gained, "value": (total * percent / 100).quantize(CENT), "by": row["seller"],
        "approved_by": "tm2" if row["seller"] == "tm1" else "tm1",
    }  # fmt: skip


def store_lists(world: World, rows: list[Row]) -> None:
    """Price lists of customers kept before."""
    customers, tm1 = world.made["party"], world.made["person"]["tm1"]
    named = [{name: value for name, value in row.items() if name != "level"} for row in rows]
    world.keep(
        PriceList, [PriceList(**{**row, "customer": customers.get(row["customer"]), "owner": tm1}) for row in named], "price_list", "code"
    )


def store_tiers(world: World, rows: list[Row]) -> None:
    """Prices on lists kept before."""
    lists, wares = world.made["price_list"], world.made["product"]
    world.keep(PriceListLine, [PriceListLine(**{**row, "list": lists[row["list"]], "product": wares[row["product"]]}) for row in rows])


def store_drafts(world: World, rows: list[Row]) -> None:
    """Drafts with lines and costs; numbers go on after them."""
    people, customers, wares = world.made["person"], world.made["party"], world.made["product"]
    heads = [
        Quotation(**{**{n: v for n, v in row.items() if n != "lines"}, "customer": customers[row["customer"]], "seller": people[row["seller"]], "author": people[row["seller"]], "version": 1})
        for row in rows
    ]  # fmt: skip
    kept = {head.number: head for head in world.keep(Quotation, heads)}
    world.made["quotation"].update(kept)
    lines = [
        QuotationLine(**{**line, "quotation": kept[row["number"]], "product": wares[line["product"]]})
        for row in rows
        for line in row["lines"]
    ]
    world.keep(QuotationLine, lines)
    costs = [_cost(kept[number], rows, *cost) for number, told in COSTS.items() for cost in told]
    world.keep(QuotationCost, [QuotationCost(**cost) for cost in costs])
    NumberSeries(series="QT", last=quotes.QUOTES + len(rows)).save()
    NumberSeries(series="SO", last=sum(1 for number in world.made["sales_order"] if len(number) == len("SO-00000"))).save()


def _cost(head: Quotation, rows: list[Row], kind: str, amount: int, currency: str) -> Row:
    usd = next(row["fx"] for row in rows if row["currency"] == "USD")
    return {
        "quotation": head,
        "kind": kind,
        "amount": Decimal(amount),
        "currency": currency,
        "fx": Decimal(1) if currency == "TWD" else usd,
        "source": "示範報價 demo tariff",
    }


def store_negotiations(world: World, rows: list[Row]) -> None:
    """Steps of quotations kept before."""
    kept, people = world.made["quotation"], world.made["person"]
    made = [
        NegotiationRecord(
            **{**row, "quotation": kept[row["quotation"]], "by": people[row["by"]], "approved_by": people[row["approved_by"]]}
        )
        for row in rows
    ]
    world.keep(NegotiationRecord, made)


def store_frozen(world: World, _: list[Row]) -> None:
    """Revisions of what is open or won, the earlier ones dearer by 2 % each; approvals of what went out below the floor."""
    kept, people = world.made["quotation"], world.made["person"]
    lines: dict[str, list[QuotationLine]] = {}
    own = {number: row for number, row in kept.items() if len(number) == len(EXPORT)}
    for line in QuotationLine.objects.filter(quotation__in=own.values()).select_related("product", "quotation"):
        lines.setdefault(line.quotation.number, []).append(line)
    at = {number: _evening(row.date) for number, row in own.items()}
    told = [row for row in own.values() if row.state in ("offered", "won")]
    QuotationRevision.objects.bulk_create(
        [made for row in told for made in _frozen(row, lines[row.number], at[row.number])], batch_size=500
    )
    leaves = [_leave(row, lines[row.number], people, at[row.number]) for row in own.values() if row.state != "draft"]
    world.keep(OfferApproval, [leave for leave in leaves if leave is not None])


def _frozen(row: Quotation, lines: list[QuotationLine], at: datetime) -> Iterator[QuotationRevision]:
    last = row.revision
    for number in range(1, last + 1):
        dearer = Decimal(100 + 2 * (last - number)) / 100
        whole = content(row, lines, []) | {"revision": number, "total": f"{rounded(row.total * dearer, row.currency):f}"}
        whole["lines"] = [
            {**line, "unit_price": f"{(Decimal(line['unit_price']) * dearer).quantize(PRICE):f}", "amount": f"{rounded(Decimal(line['amount']) * dearer, row.currency):f}"}
            for line in whole["lines"]
        ]  # fmt: skip
        yield QuotationRevision(
            quotation=row, number=number, content=whole, digest=digest(whole), valid_to=row.valid_to, currency=row.currency,
            total=rounded(row.total * dearer, row.currency), fx=row.fx, fx_date=row.fx_date, credit="pass", by=row.seller, at=at,
        )  # fmt: skip


def _leave(row: Quotation, lines: list[QuotationLine], people: dict[str, Any], at: datetime) -> OfferApproval | None:
    margin = min(1 - line.unit_cost * line.quantity / (line.amount * row.fx) for line in lines) * 100
    if margin >= 18:
        return None
    by = "gm" if margin < 10 else "tm2" if row.seller.login == "tm1" else "tm1"
    least = margin.quantize(CENT) - CENT
    return OfferApproval(
        quotation=row,
        least_margin=least,
        most_discount=Decimal(0),
        reason="競爭報價 Met a rival's price",
        by=people[by],
        role=by[:2].upper(),
        at=at,
    )


def _evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(17)))


PARTS = (
    Part("price_list", list_rows, store_lists), Part("price_list_line", tier_rows, store_tiers), Part("draft_quotation", draft_rows, store_drafts),
    Part("negotiation", negotiation_rows, store_negotiations), Part("quotation_frozen", lambda plan: [], store_frozen),
)  # fmt: skip
