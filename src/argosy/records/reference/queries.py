"""Reading reference data. It is open to everyone who works here, so no actor is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from argosy.kernel.errors import NotFound
from argosy.kernel.money import decimal_text
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.clock import today as clock_today
from argosy.records.clock import told
from argosy.records.reading import kept
from argosy.records.record import found
from argosy.records.reference.known import known
from argosy.records.reference.models import Dataset, ExchangeRate, Firm, Setting, StandardVersion


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """What a letterhead prints, and the day on which the data stands (``None``: today)."""

    name: Text
    address: Text
    tax_id: str
    phone: str
    email: str
    base_currency: str
    demo: bool
    as_of: date | None
    seed: int | None


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: units of the base currency for one unit of ``currency`` on every day from ``valid_from`` to ``valid_to``."""

    currency: str
    rate: Decimal
    valid_from: date
    valid_to: date
    table: str
    dataset: str


def firm() -> FirmFacts:
    """The firm, or ``NotFound`` in a store where it has not been entered."""
    row = _firm()
    if row is None:
        raise NotFound(
            Text(
                "尚未登錄公司資料，請先執行 argosy firm；示範資料用 argosy demo",
                "The firm is not entered yet; run argosy firm, or argosy demo for the sample",
            )
        )
    return FirmFacts(
        Text(row.name_zh, row.name_en), Text(row.address_zh, row.address_en), row.tax_id, row.phone, row.email, row.base_currency,
        row.demo, row.as_of, row.seed,
    )  # fmt: skip


def _firm() -> Firm | None:
    return kept("firm", Firm.objects.first)


def today() -> date:
    """The day to compute for: the day that is told, else the sample firm's standing day, else today in Taipei."""
    row = _firm()
    standing = row.as_of if row is not None else None
    return told() or standing or clock_today()


def setting(name: str, on: date) -> str:
    """The value of a setting on a day: the firm's own, else the proposed default. An unknown name raises ``NotFound``."""
    own = kept(("settings", on), lambda: _values(on))
    return own[name] if name in own else known(name).default


def _values(on: date) -> dict[str, str]:
    """The firm's own values in force on a day, by name; the first of several, as they are ordered."""
    rows = Setting.objects.filter(_holds(on)).values_list("name", "value")
    return dict(reversed(list(rows)))


def settings_on(on: date) -> dict[str, Setting]:
    """The firm's own settings in force on a day, by name."""
    return kept(("settings and owners", on), lambda: {row.name: row for row in Setting.objects.filter(_holds(on)).select_related("owner")})


def rate(currency: str, on: date, *, flow: str = "import", table: str = "") -> Rate:
    """The rate for a day from ``table`` (default: the firm's own choice). The base currency is 1. None published raises ``NotFound``."""
    table = table or setting("reference.exchange_table", on)
    row = ExchangeRate.objects.filter(_holds(on), table=table, flow=flow, currency=currency).select_related("dataset").first()
    if row is None:
        raise NotFound(
            Text(
                "匯率表 {table} 無 {currency} 於 {on} 之匯率，請匯入該旬匯率表或於訂單填入匯率",
                "Table {table} has no rate of {currency} on {on}; load that period's table or give the rate with the order",
            ).format(table=table, currency=currency, on=on)
        )
    return Rate(currency, Decimal(decimal_text(Fraction(row.rate))), row.valid_from, row.valid_to, table, str(row.dataset))


def rates(*, table: str = "", currency: str = "") -> QuerySet[ExchangeRate]:
    """All rates, for the page that shows them."""
    wanted = {"table": table, "currency": currency}
    return ExchangeRate.objects.filter(**{k: v for k, v in wanted.items() if v}).select_related("dataset")


def datasets() -> QuerySet[Dataset]:
    """All editions of all data sets, newest first within each name."""
    return Dataset.objects.all()


def dataset(name: str, on: date | None = None) -> Dataset:
    """The edition of a data set that was the latest on a day (default: of all), or ``NotFound``."""
    rows = Dataset.objects.filter(name=name)
    row: Dataset = found(rows.filter(as_of__lte=on) if on else rows, name, name=name)
    return row


def stale(on: date) -> list[Dataset]:
    """Latest editions older than their data set's own cycle allows."""
    latest = {row.name: row for row in reversed(Dataset.objects.order_by("name", "-as_of"))}
    return [row for row in latest.values() if row.max_age_days is not None and row.as_of + timedelta(days=row.max_age_days) < on]


def source(row: Dataset, ident: str) -> Source:
    """A data set as a citable source under ``ident`` (S1, S2 …)."""
    return Source(
        ident, "dataset", Text(row.title_zh, row.title_en), Text(row.publisher_zh, row.publisher_en), row.edition, row.as_of, row.retrieved,
        row.url, row.licence, row.rows, row.sha256, row.max_age_days,
    )  # fmt: skip


def standard_versions(code: str = "") -> QuerySet[StandardVersion]:
    """Imported standards, all or one code's, newest version first."""
    rows = StandardVersion.objects.select_related("imported_by")
    return rows.filter(code=code) if code else rows


def _holds(on: date) -> Any:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
