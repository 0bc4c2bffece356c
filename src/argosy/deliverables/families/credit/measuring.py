"""One customer measured: exposure, ageing, how it pays, its cheques, returns, points and the account of the period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from argosy.deliverables.families.credit.facts import Customer, Recon
from argosy.deliverables.families.credit.papers import Papers, accounts_of, choice_words
from argosy.deliverables.families.credit.params import CreditAsk
from argosy.engines.credit.altman import NAMES, Score, applicable, missing, score
from argosy.engines.credit.scorecard import grade, proposed_limit
from argosy.engines.receivables.bounces import Bounces, Presented, bounces
from argosy.engines.receivables.exposure import Account, Exposure, stand
from argosy.kernel.text import Text
from argosy.records.receivables.terms import named

NOUGHT, CENT = Decimal(0), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of the book, by customer code, and the settings of the day."""

    on: date
    ask: CreditAsk
    invoices: dict[str, list[Any]]
    receipts: dict[str, list[Any]]
    prepayments: dict[str, list[Any]]
    cheques: dict[str, list[Any]]
    credits: dict[str, list[Any]]
    accounts: dict[str, Account]
    upper: tuple[int, ...]
    bounce_rule: int


def customer(row: Any, read: Read, known: Papers) -> Customer:
    """Everything the document says of one customer."""
    code, profile = row.code, known.profiles.get(row.code)
    bills = read.invoices.get(code, [])
    exposure = _quantized(stand(read.accounts[code], read.on))
    aged = ageing(bills, read.on, read.upper)
    sold = sum((bill.total * bill.fx for bill in bills if bill.date >= read.ask.since), NOUGHT)
    net = sum((bill.amount * bill.fx for bill in bills if bill.date >= read.ask.since), NOUGHT)
    back = sum(((note.amount - note.tax) * note.fx for note in read.credits.get(code, []) if note.date >= read.ask.since), NOUGHT)
    fared = _bounces(read, code)
    limit = Decimal(profile.limit) if profile is not None else NOUGHT
    found, lacking = altman(known.statements.get(code))
    late = days_late(bills, read.ask.since, read.on)
    bank = known.banks[code].opinion if code in known.banks else ""
    told = _told(exposure, limit, aged, late, fared, found, bank, net, back, profile, read.on)
    graded = grade(told, refused=fared.refused_since is not None)
    reports = [
        one for one in known.reports.get(code, []) if one.kind == "over_limit" and (one.closed_on is None or one.closed_on > read.on)
    ]
    return Customer(
        code=code, name=Text(row.name_zh, row.name_en), tax_id=row.tax_id, representative=profile.representative if profile else "", terms=named(profile.terms if profile else ""),
        limit=limit, limit_to=profile.limit_to if profile else None, enquired=profile.enquired_on if profile else None,
        on_hold=profile.hold_reason if profile and profile.on_hold else "", cover=_cover(known.covers.get(code, [])), exposure=exposure,
        overdue=sum(aged[1:], NOUGHT), sales=sold.quantize(CENT, ROUND_HALF_UP), net_sales=net.quantize(CENT, ROUND_HALF_UP), returns=back.quantize(CENT, ROUND_HALF_UP), days_late=late, bounces=fared, aged=aged,
        score=found, score_missing=lacking, bank=bank, told=told, graded=graded, proposed=proposed_limit(net / months(bills, read), graded),
        recon=reconciled(read, code, exposure), reported=bool(reports),
    )  # fmt: skip


def _quantized(found: Exposure) -> Exposure:
    return Exposure(**{name: value.quantize(CENT, ROUND_HALF_UP) for name, value in found.parts.items()})


def open_on(bill: Any, on: date) -> Decimal:
    """What of an invoice is open at the end of a day, in its own currency."""
    return Decimal(bill.total) - sum((part.amount for part in bill.allocations.all() if part.on <= on), NOUGHT)


def ageing(bills: list[Any], on: date, upper: tuple[int, ...]) -> tuple[Decimal, ...]:
    """Open amounts in the firm's own currency: not due, then by days past due."""
    found = [NOUGHT] * (len(upper) + 2)
    for bill in bills:
        days = (on - bill.due).days
        step = 0 if days <= 0 else next((at for at, edge in enumerate(upper, 1) if days <= edge), len(upper) + 1)
        found[step] += open_on(bill, on) * bill.fx
    return tuple(amount.quantize(CENT, ROUND_HALF_UP) for amount in found)


def days_late(bills: list[Any], since: date, on: date) -> Decimal | None:
    """Σ paid × (day paid − due) ÷ Σ paid over what was paid in the period, early payments negative; ``None`` where nothing was paid."""
    whole = weighted = NOUGHT
    for bill in bills:
        for part in bill.allocations.all():
            if part.credit_note_id is None and since <= part.on <= on:
                whole += part.amount * bill.fx
                weighted += part.amount * bill.fx * (part.on - bill.due).days
    return (weighted / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def _bounces(read: Read, code: str) -> Bounces:
    cheques = [
        Presented(row.amount * row.fx, row.presented, row.bounced_on, row.reason, row.annotated_on)
        for row in read.cheques.get(code, [])
        if row.presented is not None and row.presented >= read.ask.since
    ]
    return bounces(cheques, read.on, read.bounce_rule)


def altman(statement: Any) -> tuple[Score | None, str]:
    """The score of the latest accounts by the form that is for them, or which figures are missing; neither where no accounts are held."""
    if statement is None:
        return None, ""
    told = accounts_of(statement)
    form = applicable(told)
    lacking = missing(told, form)
    return (None, f"{NAMES[form]}: {', '.join(lacking)}") if lacking else (score(told, form), "")


def _told(
    exposure: Exposure, limit: Decimal, aged: tuple[Decimal, ...], late: Decimal | None, fared: Bounces, found: Score | None, bank: str, net: Decimal,
    back: Decimal, profile: Any, on: date,
) -> dict[str, Decimal | str | None]:  # fmt: skip
    """What is known of each factor of the scorecard."""
    owed = sum(aged, NOUGHT)
    founded = profile.founded if profile else None
    return {
        "lateness": late, "bounces": "standing" if fared.unmade else "made_good" if fared.bounced else "clean" if fared.presented else None,
        "utilisation": exposure.total / limit if limit > 0 else None, "altman": found.zone if found else None, "bank": bank or None,
        "age": Decimal((on - founded).days) / Decimal("365.25") if founded else None, "returns": back / net if net > 0 else None,
        "overdue": sum(aged[1:], NOUGHT) / owed if owed > 0 else None,
    }  # fmt: skip


def months(bills: list[Any], read: Read) -> Decimal:
    """Months of the period from the first invoice on, at least one."""
    first = min((bill.date for bill in bills), default=read.on)
    days = (read.on - max(first, read.ask.since)).days + 1
    return max(Decimal(days) / Decimal("30.4375"), Decimal(1))


def _cover(rows: list[Any]) -> Text:
    """Cover in force in words, such as 信用狀 2, 保證 1."""
    kinds: dict[str, tuple[Text, int]] = {}
    for row in rows:
        label, count = kinds.get(row.kind, (choice_words(row, "kind", row.kind), 0))
        kinds[row.kind] = (label, count + 1)
    if not kinds:
        return Text("無", "none")
    told = kinds.values()
    return Text("、".join(f"{label.zh} {n}" for label, n in told), ", ".join(f"{label.en} {n}" for label, n in told))


def reconciled(read: Read, code: str, exposure: Exposure) -> Recon:
    """The account of the period. Closing is what exposure counts of open invoices, found another way, so that the two must agree."""
    opening = invoiced = paid = used = credited = NOUGHT
    before = read.ask.since - timedelta(days=1)
    for bill in read.invoices.get(code, []):
        opening += open_on(bill, before) * bill.fx if bill.date <= before else NOUGHT
        invoiced += bill.total * bill.fx if bill.date > before else NOUGHT
        for part in bill.allocations.all():
            if before < part.on <= read.on:
                worth = part.amount * bill.fx
                paid, used, credited = (
                    sums + (worth if key is not None else NOUGHT)
                    for sums, key in ((paid, part.receipt_id), (used, part.prepayment_id), (credited, part.credit_note_id))
                )
    sums = [amount.quantize(CENT, ROUND_HALF_UP) for amount in (opening, invoiced, paid, used, credited)]
    return Recon(*sums, exposure.receivable + exposure.cheques + exposure.bounced, _unplaced(read, code).quantize(CENT, ROUND_HALF_UP))


def _unplaced(read: Read, code: str) -> Decimal:
    """Money received less what it paid and what stands as a prepayment, at each receipt's rate."""
    found = NOUGHT
    for row in read.receipts.get(code, []):
        placed = sum((part.amount for part in row.allocations.all() if part.prepayment_id is None), NOUGHT)
        kept = sum((one.amount for one in row.prepayments.all()), NOUGHT)
        found += (row.worth - placed - kept) * row.fx
    return found
