"""Writes of price lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from simple_history.utils import bulk_create_with_history

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.record import found, validate_all
from argosy.records.sales.offering.models import PriceList, PriceListLine

_UNKNOWN = Text("查無商品「{code}」", "There is no product '{code}'")


@action("sales.pricelist.set", Text("訂定價目表", "set a price list"))
def set_price_list(
    *, actor: Person, code: str, name_zh: str, currency: str, valid_from: date, prices: Sequence[tuple[str, Decimal, Decimal]],
    name_en: str = "", valid_to: date | None = None, customer: str = "", grade: str = "",
) -> PriceList:  # fmt: skip
    """A list with its prices: (SKU, from quantity, unit price). A list of that code is brought to what is given; its history stays."""
    row = PriceList.objects.filter(code=code).first() or PriceList(code=code)
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
    products = {p.sku: p for p in Product.objects.filter(sku__in={sku for sku, _, _ in prices})}
    unknown = [Problem(_UNKNOWN.format(code=sku), row=at, field="sku") for at, (sku, _, _) in enumerate(prices, 1) if sku not in products]
    if unknown:
        raise BadInput(Text("{n} 處錯誤，未寫入任何資料", "{n} faults; nothing was written").format(n=len(unknown)), unknown)
    row.save()
    row.lines.all().delete()
    lines = [PriceListLine(list=row, product=products[sku], from_quantity=quantity, unit_price=price) for sku, quantity, price in prices]
    validate_all(lines)
    bulk_create_with_history(lines, PriceListLine, default_user=actor)
    return row
