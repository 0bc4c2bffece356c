"""An order as the consignment of the public contract, and what the firm's own tables add to it: rates of exchange and of the tariff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.engines.duty.consignment import Consignment
from argosy.engines.duty.reading import read_consignment
from argosy.engines.tariff.rows import EditionFacts
from argosy.kernel.errors import NotFound
from argosy.records.reference import queries as reference
from argosy.records.tariffs import queries as tariffs
from argosy.records.tariffs import schedules
from argosy.records.tariffs.models import OrderCost, OrderFile, OrderLine
from argosy.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Exchange:
    """A rate used, and the customs rate of the day where the firm holds the table. ``published`` differing from ``rate`` is check DT4."""

    currency: str
    rate: Decimal
    from_order: bool
    published: Decimal | None
    period: str
    table: str = ""


def exchange_table(pack: Pack) -> str:
    """The exchange table of a pack; empty for the firm's own choice, where the pack counts in the firm's currency."""
    try:
        home = reference.firm().base_currency
    except NotFound:
        home = ""
    if pack.currency == home:
        return ""
    return pack.fx.table if pack.fx and pack.fx.table else f"customs-{pack.jurisdiction.lower()}"


def exchanges(order: OrderFile, costs: Iterable[OrderCost], pack: Pack) -> tuple[Exchange, ...]:
    """The rate of every foreign currency of an order: as the order states it, else from the table of its day. 0 where there is none."""
    currencies = dict.fromkeys((order.currency, *(c.currency for c in costs)))
    return tuple(_exchange(order, currency, pack) for currency in currencies if currency != pack.currency)


def _exchange(order: OrderFile, currency: str, pack: Pack) -> Exchange:
    found = _published(currency, order.date, order.flow, exchange_table(pack))
    given = order.fx.get(currency)
    used = Decimal(given) if given else found.rate if found else Decimal(0)
    period = f"{found.valid_from}–{found.valid_to}" if found else ""
    return Exchange(currency, used, bool(given), found.rate if found else None, period, found.table if found else "")


def _published(currency: str, on: date, flow: str, table: str) -> reference.Rate | None:
    try:
        return reference.rate(currency, on, flow=flow, table=table)
    except NotFound:
        return None


def plain(
    order: OrderFile,
    lines: Iterable[OrderLine],
    costs: Iterable[OrderCost],
    exchange: Iterable[Exchange],
    allocation: str = "",
    facts: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The order in the form of the public contract. ``allocation`` replaces the order's own choice, ``facts`` of the entry go before those it states."""
    costs, choice = list(costs), allocation or order.allocation
    return {
        "jurisdiction": order.jurisdiction,
        "flow": order.flow,
        "date": order.date,
        "incoterm": order.incoterm,
        "incoterms_edition": order.edition,
        "place": order.place,
        "currency": order.currency,
        "fx": {e.currency: f"{e.rate:f}" for e in exchange if e.rate},
        "allocation": {} if choice == "auto" else {c.kind: choice for c in costs},
        "other": [{"kind": c.kind, "amount": c.amount, "currency": c.currency, "dutiable": c.dutiable} for c in costs],
        "facts": {**order.facts, **(facts or {})},
        "lines": [_line(line) for line in lines],
    }


def _line(line: OrderLine) -> dict[str, Any]:
    return {
        "id": str(line.line_no),
        "code": line.code,
        "origin": line.origin,
        "description": line.description,
        "value": line.amount,
        "quantity": line.quantity,
        "unit": line.unit,
        "net_kg": line.net_kg,
        "gross_kg": line.gross_kg,
        "volume_m3": line.volume_m3,
        "facts": line.facts,
        "rates": line.rates,
        "preference": line.preference,
    }


def consignment(order: OrderFile, pack: Pack) -> Consignment:
    """The order as it stands, with the rates of exchange and of the tariff of its day."""
    costs = tariffs.costs(order)
    return completed(read_consignment(plain(order, tariffs.lines(order), costs, exchanges(order, costs, pack))), pack)


def completed(entry: Consignment, pack: Pack) -> Consignment:
    """The consignment with what the firm's tables know and it does not state: rates of exchange of its day, and rates of an imported tariff."""
    wanted = {entry.currency, *(c.currency for c in entry.costs)} - {pack.currency, *entry.fx}
    table = exchange_table(pack)
    found = {code: _published(code, entry.date, entry.flow, table) for code in sorted(wanted)}
    rates = {code: Fraction(rate.rate) for code, rate in found.items() if rate is not None}
    return schedules.filled(replace(entry, fx={**entry.fx, **rates}) if rates else entry)


def tariff_editions(entry: Consignment) -> tuple[EditionFacts, ...]:
    """The editions whose rates stand on the lines."""
    used = {rate.edition for line in entry.lines for rate in (*line.tariff.values(), *line.columns.values())}
    return tuple(e for e in schedules.editions(entry.jurisdiction) if e.edition in used) if used else ()
