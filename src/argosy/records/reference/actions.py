"""Writes of reference data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from simple_history.utils import bulk_create_with_history

from argosy.kernel.canonical import digest
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.record import changed, validate_all
from argosy.records.reference.known import known
from argosy.records.reference.models import Dataset, ExchangeRate, Firm, Setting

RateRow = tuple[str, str, Decimal, date, date]


@action("reference.firm.change", Text("修改公司資料", "change the firm's data"))
def change_firm(*, actor: Actor, **fields: Any) -> Firm:
    """Enter or change the firm: names, addresses, tax id, phone, email, base currency."""
    firm: Firm = changed(Firm.objects.first() or Firm(pk=1), fields)
    return firm


@action("reference.setting.change", Text("變更設定", "change a setting"))
def change_setting(*, actor: Any, name: str, value: str, valid_from: date, reason: str) -> Setting:
    """A new value from a day on; the value before it ends the day before. Values already set for later days raise ``BadInput``."""
    known(name)
    if Setting.objects.filter(name=name, valid_from__gte=valid_from).exists():
        raise BadInput(Text("{name} 於 {day} 或之後已有設定", "{name} is already set for {day} or later").format(name=name, day=valid_from))
    before = Setting.objects.filter(name=name, valid_to__isnull=True).first()
    if before is not None:
        changed(before, {"valid_to": valid_from - timedelta(days=1)})
    new = Setting(name=name, value=value, valid_from=valid_from, owner=actor, reason=reason)
    new.save()
    return new


@action("reference.dataset.register", Text("登錄資料集", "register a data set"))
def register_dataset(*, actor: Actor, **fields: Any) -> Dataset:
    """One edition of a data set, with its vintage, licence and the SHA-256 of what was taken."""
    dataset = Dataset(**fields)
    dataset.save()
    return dataset


@action("reference.rates.load", Text("匯入匯率表", "load an exchange rate table"))
def load_rates(*, actor: Actor, table: str, dataset: dict[str, Any], rows: Iterable[RateRow]) -> Dataset:
    """One published table: (currency, flow, rate, valid_from, valid_to) per row, kept with the edition it came from."""
    rows = list(rows)
    edition = Dataset(**dataset, rows=len(rows), sha256=digest(rows))
    edition.save()
    made = [
        ExchangeRate(table=table, currency=currency, flow=flow, rate=rate, valid_from=start, valid_to=end, dataset=edition)
        for currency, flow, rate, start, end in rows
    ]
    validate_all(made)
    bulk_create_with_history(made, ExchangeRate)
    return edition
