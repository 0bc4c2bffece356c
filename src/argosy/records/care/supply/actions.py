"""Writes about customers' stock and seasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.care.supply.models import SeasonPlan, StockSnapshot
from argosy.records.care.versions import held
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Party
from argosy.records.record import found


@action("care.stock.report", Text("登錄客戶庫存", "record a customer's stock"))
def report_stock(
    *, actor: Any, party: str, sku: str, on: date, quantity: Decimal, sold: Decimal | None = None, received: Decimal | None = None
) -> StockSnapshot:
    """What a customer had of a product on a day, in the product's unit; a report for that day is corrected. Negative amounts raise ``BadInput``."""
    who, ware = held(Party.objects.all(), party, code=party), found(Product.objects.all(), sku, sku=sku)
    row = StockSnapshot.objects.filter(party=who, product=ware, on=on).first() or StockSnapshot(party=who, product=ware, on=on)
    row.quantity, row.sold, row.received = quantity, sold, received
    row.save()
    return row


@action("care.season.plan", Text("登錄淡旺季計畫", "record a season plan"))
def plan_season(*, actor: Any, party: str, line: str, indices: Sequence[Decimal], told_on: date, note: str = "") -> list[SeasonPlan]:
    """Twelve season indices of a customer, January first, 100 being a usual month; those told before are replaced."""
    who = held(Party.objects.all(), party, code=party)
    before = {row.month: row for row in SeasonPlan.objects.filter(party=who, line=line)}
    made = []
    for month, index in enumerate(indices, 1):
        row = before.get(month) or SeasonPlan(party=who, line=line, month=month)
        row.index, row.note, row.told_on = index, note, told_on
        row.save()
        made.append(row)
    return made
