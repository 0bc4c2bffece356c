"""The answer of ``argosy receivables ageing --json``: every measure of a book by currency, each with the definition it was worked out by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from argosy.engines.receivables.ageing import EDGES, Ageing, age
from argosy.engines.receivables.book import Book, shown
from argosy.engines.receivables.outstanding import Lateness, Outstanding, lateness, outstanding
from argosy.engines.receivables.provision import IFRS9_EXAMPLE_12, Line, Rolls, matrix, rising, rolls, total

DEFINITIONS = {
    "open": "amount less payments on or before as_of; an invoice issued after as_of is not counted",
    "days_overdue": "as_of - due; an item due on as_of itself is not due (bucket not_due)",
    "buckets": "open amounts by days overdue: not_due is <= 0; both ends of a bucket are included; the last has no end",
    "period": "the `days` days ending with as_of, both ends included; shorter where the file's first invoice is later",
    "dso": "receivables / credit_sales * days; receivables = all open at as_of; credit_sales = invoices issued in the period",
    "best_possible_dso": "receivables not overdue / credit_sales * days",
    "add": "average days delinquent = dso - best_possible_dso",
    "countback_dso": "take each calendar month's credit sales, the latest (up to as_of) first, off the receivables: the month's days for each used up whole, "
    "their share for the last; null when all sales on file do not come to the receivables",
    "cei": "(opening + credit_sales - receivables) / (opening + credit_sales - receivables not overdue) * 100; opening = open on the day before the period",
    "mean_days_late": "sum(paid * (paid_on - due)) / sum(paid) over payments in the period; early payments count negative",
    "mean_days_late_late_only": "the same with early payments counted as nought",
    "provision": "sum over buckets of open amount * loss rate / 100, each bucket rounded half up to 0.01; a bucket below nought has no allowance",
    "roll_rates": "over month ends up to as_of: what of a bucket's open amount at a month's end is still open at the next / that amount; all pairs of months added",
    "roll_loss_rates": "for each bucket the product of its roll rate and those of the buckets after it but the last, * end_loss; the last bucket: end_loss; percent; null when a roll rate is not known",
    "payment_without_amount": "a paid_on without paid_amount pays what is left of the invoice",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen: days of the period, upper ends of the buckets, loss rates in percent (one more than two per edge), loss at the end."""

    days: int = 365
    upper: tuple[int, ...] = EDGES
    rates: tuple[Decimal, ...] = IFRS9_EXAMPLE_12
    rates_source: str = "IFRS 9 Illustrative Example 12"
    months: int = 12
    end_loss: Decimal = Decimal(100)
    customers: bool = True
    fx: dict[str, Decimal] = field(default_factory=dict)
    base: str = ""


def answer(book: Book, on: date, options: Options) -> dict[str, Any]:
    """The whole document. Currencies are never added; with rates there is one more part, everything converted to ``base``."""
    document: dict[str, Any] = {
        "as_of": on.isoformat(), "invoices": book.bills.height, "payments": book.payments.height,
        "buckets": [bucket.key for bucket in age(book.of(""), on, options.upper).buckets],
        "currencies": {code: part(book.of(code), on, options) for code in book.currencies},
        "converted": None, "definitions": DEFINITIONS,
    }  # fmt: skip
    if options.fx:
        rates = {code: str(rate) for code, rate in sorted(options.fx.items())}
        document["converted"] = {"currency": options.base, "fx": rates, **part(book.converted(options.fx, options.base), on, options)}
    return document


def part(book: Book, on: date, options: Options) -> dict[str, Any]:
    """One currency's measures. Amounts and rates are text, exact or rounded half up at six decimals."""
    aged = age(book, on, options.upper)
    measured = outstanding(book, on, options.days)
    late = lateness(book, measured.first, measured.last)
    rolled = rolls(book, on, options.upper, options.months, options.end_loss)
    return {
        "ageing": _ageing(aged, options.customers), "dso": _dso(measured), "cei": figure(measured.cei), "days_late": _late(late),
        "provision": {"loss_rates_source": options.rates_source, **_provision(matrix(aged, options.rates))},
        "roll_rate": _rolled(rolled, aged, options.end_loss),
    }  # fmt: skip


def figure(value: Fraction | None) -> str | None:
    """A measure as text: at most six decimals, rounded half up."""
    if value is None:
        return None
    made = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    return f"{made.normalize():f}" if made else "0"


def _ageing(aged: Ageing, customers: bool) -> dict[str, Any]:
    keys = [bucket.key for bucket in aged.buckets]
    made: dict[str, Any] = {
        "total": shown(aged.total), "overdue": shown(aged.overdue), "items": sum(bucket.count for bucket in aged.buckets),
        "buckets": {b.key: {"from": b.low, "to": b.high, "amount": shown(b.amount), "items": b.count} for b in aged.buckets},
    }  # fmt: skip
    if customers:
        made["customers"] = [
            {"customer": name, "total": shown(sum(amounts)), **dict(zip(keys, map(shown, amounts), strict=True))}
            for name, amounts in aged.customers.items()
        ]
    return made


def _dso(found: Outstanding) -> dict[str, Any]:
    return {
        "from": found.first.isoformat(), "to": found.last.isoformat(), "days": found.days, "receivables": shown(found.closing),
        "not_overdue": shown(found.current), "credit_sales": shown(found.sales), "opening": shown(found.opening), "simple": figure(found.dso),
        "best_possible": figure(found.best), "add": figure(found.add), "countback": figure(found.countback),
    }  # fmt: skip


def _late(found: Lateness) -> dict[str, Any]:
    return {"payments": found.n, "amount": shown(found.amount), "mean": figure(found.mean), "late_only": figure(found.late_only)}


def _provision(lines: tuple[Line, ...]) -> dict[str, Any]:
    whole = total(lines)
    return {
        "matrix": [{"bucket": line.key, "amount": _money(line.amount), "loss_rate": _plain(line.rate), "allowance": _money(line.allowance)} for line in lines],
        "allowance": _money(whole),
    }  # fmt: skip


def _rolled(found: Rolls, aged: Ageing, end_loss: Decimal) -> dict[str, Any]:
    made = {
        "pairs_of_months": found.months, "roll_rates": [figure(share) for share in found.rolls], "loss_rates": [_plain(rate) for rate in found.rates],
        "end_loss": _plain(end_loss), "rising": rising(found.rates), "cannot_tell": None, **_provision(matrix(aged, found.rates)),
    }  # fmt: skip
    if found.reason is not None:
        made["cannot_tell"] = {"zh": found.reason.zh, "en": found.reason.en}
    return made


def _money(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}" if value == value.quantize(Decimal("0.01"), ROUND_HALF_UP) else f"{value:.4f}"


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
