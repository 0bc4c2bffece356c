"""Writes of price lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from simple_history.utils import bulk_create_with_history

from argosy.kernel.errors import BadInput, Problem, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.record import changed, found, validate_all
from argosy.records.reference import queries as reference
from argosy.records.sales.offering.models import PriceList, PriceListLine

_UNKNOWN = Text("查無商品「{code}」", "There is no product '{code}'")
_TWICE = Text("商品「{code}」之起訂量 {n} 重複", "From {n} of '{code}' is priced twice")
_USED = Text(
    "價目表 {code} 自 {day} 起已生效，不得改寫；請以新生效日另立新表",
    "List {code} has been in force since {day} and is not rewritten: set a new one from a new day",
)
_EARLY = Text("新表生效日應晚於原表生效日 {day}", "The new list begins after the old one did, on {day}")
_TAKEN = Text("已有價目表 {code}", "There is a list {code} already")
_PAST = Text("失效日不得早於今日 {day}", "It does not end before today, {day}")
Price = tuple[str, Decimal, Decimal]


@action("sales.pricelist.set", Text("訂定價目表", "set a price list"))
def set_price_list(
    *, actor: Person, code: str, name_zh: str, currency: str, valid_from: date, prices: Sequence[Price],
    name_en: str = "", valid_to: date | None = None, customer: str = "", grade: str = "",
) -> PriceList:  # fmt: skip
    """A list with its prices: (SKU, from quantity, unit price). One of that code not in force yet is brought to what is given; its history stays.

    One in force may have been quoted from: it raises ``Refused``.
    """
    row = PriceList.objects.select_for_update(of=("self",)).filter(code=code).first() or PriceList(code=code)
    if row.pk is not None and row.valid_from <= reference.today():
        raise Refused(_USED.format(code=code, day=row.valid_from))
    row.name_zh, row.name_en, row.currency, row.valid_from, row.valid_to, row.grade = (
        name_zh,
        name_en,
        currency,
        valid_from,
        valid_to,
        grade,
    )
    row.customer = found(Party.objects.all(), customer, code=customer) if customer else None
    row.owner = actor
    products = _products(prices)
    row.save()
    row.lines.all().delete()
    _write(
        row,
        [PriceListLine(list=row, product=products[sku], from_quantity=quantity, unit_price=price) for sku, quantity, price in prices],
        actor,
    )
    return row


@action("sales.pricelist.renew", Text("另立新生效日之價目表", "set a list anew from a day"))
def renew_price_list(
    *, actor: Person, code: str, new_code: str, valid_from: date, valid_to: date | None = None, prices: Sequence[Price] = ()
) -> PriceList:
    """A new list from a day, for whom and in the currency of the old one, which ends the day before. ``prices`` replace, by SKU and from quantity, or add
    to those of the old; the old ones stay as they were quoted.
    """
    old: PriceList = found(PriceList.objects.select_for_update(of=("self",)).select_related("customer"), code, code=code)
    if valid_from <= old.valid_from:
        raise BadInput(_EARLY.format(day=old.valid_from))
    if PriceList.objects.filter(code=new_code).exists():
        raise BadInput(_TAKEN.format(code=new_code))
    products = _products(prices)
    row = PriceList(
        code=new_code, name_zh=old.name_zh, name_en=old.name_en, currency=old.currency, valid_from=valid_from, valid_to=valid_to, customer=old.customer, grade=old.grade,
        owner=actor,
    )  # fmt: skip
    row.save()
    kept = {(line.product_id, line.from_quantity): line.unit_price for line in old.lines.all()}  # type: ignore[attr-defined]
    kept |= {(products[sku].pk, quantity): price for sku, quantity, price in prices}
    _write(
        row,
        [PriceListLine(list=row, product_id=key, from_quantity=quantity, unit_price=price) for (key, quantity), price in kept.items()],
        actor,
    )
    last = valid_from - timedelta(days=1)
    if old.valid_to is None or old.valid_to > last:
        changed(old, {"valid_to": last})
    return row


@action("sales.pricelist.end", Text("終止價目表", "end a price list"))
def end_price_list(*, actor: Person, code: str, valid_to: date) -> PriceList:
    """The last day of a list: today or later, so that nothing quoted from it loses its ground."""
    if valid_to < reference.today():
        raise BadInput(_PAST.format(day=reference.today()))
    row: PriceList = changed(found(PriceList.objects.select_for_update(of=("self",)), code, code=code), {"valid_to": valid_to})
    return row


def _products(prices: Sequence[Price]) -> dict[str, Product]:
    products = {p.sku: p for p in Product.objects.filter(sku__in={sku for sku, _, _ in prices})}
    unknown = [Problem(_UNKNOWN.format(code=sku), row=at, field="sku") for at, (sku, _, _) in enumerate(prices, 1) if sku not in products]
    tiers = [(sku, quantity) for sku, quantity, _ in prices]
    again = [
        Problem(_TWICE.format(code=sku, n=f"{quantity:f}"), row=at, field="from")
        for at, (sku, quantity) in enumerate(tiers, 1)
        if (sku, quantity) in tiers[: at - 1]
    ]
    if wrong := [*unknown, *again]:
        raise BadInput(Text("{n} 處錯誤，未寫入任何資料", "{n} faults; nothing was written").format(n=len(wrong)), wrong)
    return products


def _write(row: PriceList, lines: list[PriceListLine], actor: Person) -> None:
    validate_all(lines)
    bulk_create_with_history(lines, PriceListLine, default_user=actor)
