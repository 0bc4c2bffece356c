"""Credit papers of customers: profiles, banks' words, accounts, anomaly reports, forecasts, trade references."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from argosy.deliverables.families.credit.facts import Anomaly, Foretold, Peer
from argosy.engines.credit.altman import Accounts
from argosy.kernel.text import NOTHING, Text
from argosy.records.credit import queries as credit
from argosy.records.permission import LOCAL_READER
from argosy.records.record import in_both

if TYPE_CHECKING:
    from argosy.deliverables.families.credit.measuring import Read

FIGURES = (
    "current_assets", "current_liabilities", "total_assets", "total_liabilities", "retained_earnings", "ebit", "sales", "market_equity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Papers:
    """By customer code: the profile, the latest bank's word and accounts, cover in force, reports, forecasts; and what the trade said."""

    profiles: dict[str, Any]
    banks: dict[str, Any]
    statements: dict[str, Any]
    covers: dict[str, list[Any]]
    reports: dict[str, list[Any]]
    forecasts: dict[str, list[Any]]
    peers: tuple[Any, ...]

    @property
    def count(self) -> int:
        """How many papers there are."""
        many = sum(len(rows) for table in (self.covers, self.reports, self.forecasts) for rows in table.values())
        return len(self.profiles) + len(self.banks) + len(self.statements) + many


def read(codes: list[str], on: date) -> Papers:
    """The papers as they stood on a day."""
    who: dict[str, Any] = {"actor": LOCAL_READER, "customers": codes}
    reports = credit.anomalies(actor=LOCAL_READER).filter(customer__code__in=codes, date__lte=on).order_by("date", "number")
    return Papers(
        {row.customer.code: row for row in credit.profiles(**who)}, _latest(credit.bank_references(**who).filter(date__lte=on)),
        _latest(credit.statements(**who).filter(year_end__lte=on)), _all(credit.covers(**who, on=on)), _all(reports),
        _all(credit.forecasts(**who).filter(date__lte=on)), tuple(credit.trade_references(**who).filter(date__lte=on)),
    )  # fmt: skip


def _latest(rows: Any) -> dict[str, Any]:
    """The first row of each customer; rows come the latest first."""
    found: dict[str, Any] = {}
    for row in rows:
        found.setdefault(row.customer.code, row)
    return found


def _all(rows: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.customer.code].append(row)
    return found


def accounts_of(row: Any) -> Accounts:
    """A stored statement as the engine takes it."""
    return Accounts(**{name: getattr(row, name) for name in FIGURES}, manufacturer=row.manufacturer)


def choice_words(row: Any, field: str, value: str, empty: Text = NOTHING) -> Text:
    """The words of a choice in both languages."""
    if not value:
        return empty
    labels = dict(row._meta.get_field(field).choices)
    return in_both(lambda: str(labels[value]))


def anomalies(known: Papers, kept: set[str]) -> tuple[Anomaly, ...]:
    """Reports, the latest first."""
    rows = sorted((row for code in kept for row in known.reports.get(code, ())), key=lambda row: (row.date, row.number), reverse=True)
    return tuple(
        Anomaly(
            row.number, row.date, row.customer.code, row.kind, choice_words(row, "kind", row.kind), row.facts, row.exposure, row.limit, choice_words(row, "measure", row.measure),
            row.action, Text(row.reported_to.name_zh, row.reported_to.name_en) if row.reported_to else NOTHING, row.result, row.closed_on,
        )
        for row in rows
    )  # fmt: skip


def foretold(known: Papers, read: Read, kept: set[str]) -> tuple[Foretold, ...]:
    """Every interview with a forecast, beside what was invoiced in the twelve months before."""
    made = []
    for code in sorted(kept):
        for row in known.forecasts.get(code, ()):
            since = row.date - timedelta(days=365)
            past = sum((bill.amount * bill.fx for bill in read.invoices.get(code, ()) if since < bill.date <= row.date), Decimal(0))
            ahead = sum((Decimal(str(value)) for value in row.months.values()), Decimal(0))
            made.append(
                Foretold(
                    code,
                    row.date,
                    row.spoke_to,
                    row.source,
                    past.quantize(Decimal("0.01"), ROUND_HALF_UP),
                    ahead if row.months else None,
                    len(row.months),
                    row.comment,
                )
            )
    return tuple(made)


def peers(known: Papers, kept: set[str]) -> tuple[Peer, ...]:
    """What the trade said, the latest first."""
    return tuple(
        Peer(
            str(row.pk),
            row.customer.code,
            row.informant,
            row.date,
            choice_words(row, "topic", row.topic),
            row.grade,
            row.message,
            row.lawful,
            row.lawful_basis,
        )
        for row in known.peers
        if row.customer.code in kept
    )
