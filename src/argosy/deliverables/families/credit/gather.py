"""Reading what the past sales record needs. No query after this."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.credit import measuring, papers
from argosy.deliverables.families.credit.booked_facts import BookedFacts, gather_booked
from argosy.deliverables.families.credit.facts import BOOK, ORDERS, PAPERS, PEERS, Cheque, CreditFacts, Customer, Month, Returned, Sold
from argosy.deliverables.families.credit.params import CreditAsk, read_ask
from argosy.engines.receivables.ageing import edges, steps
from argosy.engines.receivables.exposure import Account, stand
from argosy.kernel.errors import NotFound
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.credit import queries as credit
from argosy.records.parties import queries as parties
from argosy.records.permission import LOCAL_READER
from argosy.records.receivables.billing import queries as billing
from argosy.records.receivables.cheques import queries as register
from argosy.records.receivables.money import queries as money
from argosy.records.reference import queries as reference
from argosy.records.sales import queries as sales
from argosy.records.service import queries as service

CENT = Decimal("0.01")


def gather(request: Request) -> CreditFacts | BookedFacts:
    """Read everything as it stood on the day; in a store without any invoice what its orders say. ``NotFound`` names a customer asked for that there is not."""
    ask, on = read_ask(request.params, request), request.as_of
    rows = _customers(ask)
    codes = [row.code for row in rows]
    if not billing.invoices(actor=LOCAL_READER).exists():
        return gather_booked(request, ask, codes)
    read = measuring.Read(
        on=on, ask=ask, invoices=_invoices(codes, on), receipts=_receipts(codes, on), prepayments=_prepayments(codes, on), cheques=_cheques(codes, on),
        credits=_credits(codes, on), accounts=credit.accounts(actor=LOCAL_READER, customers=codes), upper=edges(reference.setting("receivables.buckets", on)),
        bounce_rule=int(reference.setting("credit.bounce_count", on)),
    )  # fmt: skip
    known = papers.read(codes, on)
    customers = tuple(measuring.customer(row, read, known) for row in rows)
    shown = tuple(one for one in customers if ask.customers or _has_anything(one))
    kept = {one.code for one in shown}
    return CreditFacts(
        request, reference.firm(), ask, _days(read), shown, _lines(read, kept), _listed(read, kept), _returned(read, kept), papers.anomalies(known, kept),
        papers.foretold(known, read, kept), papers.peers(known, kept), _months(read, kept), tuple(step.key for step in steps(read.upper)), read.bounce_rule,
        int(reference.setting("credit.enquiry_months", on)), _sources(read, known, on),
    )  # fmt: skip


def _days(read: measuring.Read) -> int:
    """Days of the period the book covers: what came before its first invoice is not known."""
    first = min((bill.date for bills in read.invoices.values() for bill in bills[:1]), default=read.on)
    return (read.on - max(first, read.ask.since)).days + 1


def usual() -> dict[str, str] | None:
    """All customers; ``None`` while nothing was ever invoiced or ordered."""
    return {} if billing.invoices(actor=LOCAL_READER).exists() or sales.orders(actor=LOCAL_READER).exists() else None


def _has_anything(one: Customer) -> bool:
    return bool(one.sales or one.exposure.gross or one.recon.opening or one.bounces.presented)


def _customers(ask: CreditAsk) -> list[Any]:
    rows = list(parties.parties(actor=LOCAL_READER, kind="customer").order_by("code"))
    if not ask.customers:
        return rows
    there = {row.code: row for row in rows}
    if missing := [code for code in ask.customers if code not in there]:
        raise NotFound(Text("查無客戶 {c}", "There is no customer {c}").format(c=", ".join(missing)))
    return [there[code] for code in ask.customers]


def _by_customer(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.customer.code].append(row)
    return found


def _invoices(codes: list[str], on: date) -> dict[str, list[Any]]:
    return _by_customer(
        billing.invoices_whole(actor=LOCAL_READER).filter(customer__code__in=codes, date__lte=on).order_by("date", "number")
    )


def _receipts(codes: list[str], on: date) -> dict[str, list[Any]]:
    return _by_customer(money.receipts(actor=LOCAL_READER).filter(customer__code__in=codes, date__lte=on).prefetch_related("prepayments"))


def _prepayments(codes: list[str], on: date) -> dict[str, list[Any]]:
    return _by_customer(money.prepayments(actor=LOCAL_READER).filter(customer__code__in=codes, date__lte=on))


def _cheques(codes: list[str], on: date) -> dict[str, list[Any]]:
    return _by_customer(register.cheques(actor=LOCAL_READER).filter(customer__code__in=codes, received__lte=on))


def _credits(codes: list[str], on: date) -> dict[str, list[Any]]:
    return _by_customer(billing.credit_notes(actor=LOCAL_READER).filter(customer__code__in=codes, date__lte=on))


def _lines(read: measuring.Read, kept: set[str]) -> tuple[Sold, ...]:
    """Invoice lines of the period, the latest first."""
    made = []
    for code in sorted(kept):
        for bill in read.invoices.get(code, ()):
            if bill.date >= read.ask.since and read.ask.currency in ("", bill.currency):
                made += [_sold(bill, line, code, read.on) for line in bill.lines.all()]
    return tuple(sorted(made, key=lambda one: (one.date, one.key), reverse=True))


def _sold(bill: Any, line: Any, code: str, on: date) -> Sold:
    paid = bill.settled_on if bill.settled_on is not None and bill.settled_on <= on else None
    order = bill.order.number if bill.order else ""
    key = f"{bill.number}-{line.line_no}"
    return Sold(
        key, bill.date, str(bill), order, code, _what(line), line.quantity, line.unit_price, bill.currency, line.amount.quantize(CENT, ROUND_HALF_UP), bill.fx, bill.due, paid,
        max(((paid or on) - bill.due).days, 0),
    )  # fmt: skip


def _what(line: Any) -> Text:
    """Goods by name, a charge by what it is, anything else as it was described."""
    if line.product:
        return Text(line.product.name_zh, line.product.name_en)
    return papers.choice_words(line, "charge", line.charge) if line.charge else Text(line.description, line.description)


def _listed(read: measuring.Read, kept: set[str]) -> tuple[Cheque, ...]:
    """Cheques of the period, those that bounced first, then by day."""
    rows = [row for code in kept for row in read.cheques.get(code, ()) if row.due >= read.ask.since]
    rows.sort(key=lambda row: (row.bounced_on is None or row.bounced_on > read.on, row.due, row.number))
    return tuple(_cheque(row, read.on) for row in rows)


def _cheque(row: Any, on: date) -> Cheque:
    """A cheque as it was known on the day: later results are not."""
    ended = row.settled is not None and row.settled <= on
    annotated = row.annotated_on is not None and row.annotated_on <= on
    result, reason, note = row.result if ended else "", row.reason if ended else "", row.annotation if annotated else ""
    return Cheque(
        f"{row.pk}", row.number, row.customer.code, row.bank, row.drawer, row.amount, row.currency, row.due, row.presented if row.presented and row.presented <= on else None,
        result, papers.choice_words(row, "result", result, Text("持有中", "held")), row.bounced_on if ended else None, reason, papers.choice_words(row, "reason", reason),
        note, papers.choice_words(row, "annotation", note), row.annotated_on if annotated else None, row.follow_up if ended else "",
    )  # fmt: skip


def _returned(read: measuring.Read, kept: set[str]) -> tuple[Returned, ...]:
    """Returns of the period with their credit notes, by day."""
    rows = service.returns(actor=LOCAL_READER).filter(line__order__customer__code__in=kept, date__range=(read.ask.since, read.on))
    rows = rows.select_related("line__order__customer", "line__product", "no_credit").prefetch_related(
        "credit_notes__invoice", "line__invoiced__invoice"
    )
    return tuple(_return(row, read.on) for row in rows.order_by("date", "number"))


def _return(row: Any, on: date) -> Returned:
    note = next((one for one in row.credit_notes.all() if one.date <= on), None)
    bills = [line.invoice for line in row.line.invoiced.all()]
    no_credit = getattr(row, "no_credit", None)
    worth = note.amount * note.fx if note is not None else row.credit
    return Returned(
        row.number, row.date, row.line.order.customer.code, str(note.invoice if note else bills[0] if bills else ""),
        Text(row.line.product.name_zh, row.line.product.name_en), row.quantity, papers.choice_words(row, "reason", row.reason), note.number if note else "",
        Decimal(worth).quantize(CENT, ROUND_HALF_UP), papers.choice_words(note, "fault", note.fault) if note else Text("", ""), note.closed_on if note else None,
        no_credit.reason if no_credit is not None and no_credit.on <= on else "",
    )  # fmt: skip


def _months(read: measuring.Read, kept: set[str]) -> tuple[Month, ...]:
    """Every month of the period from the first with anything in it: net sales, credit for returns, exposure at its end."""
    sales, returns = defaultdict(Decimal), defaultdict(Decimal)  # type: ignore[var-annotated]
    for code in kept:
        for bill in read.invoices.get(code, ()):
            sales[f"{bill.date:%Y-%m}"] += bill.amount * bill.fx
        for note in read.credits.get(code, ()):
            returns[f"{note.date:%Y-%m}"] += (note.amount - note.tax) * note.fx
    ends = [end for end in month_ends(read.ask.since, read.on) if f"{end:%Y-%m}" >= min(sales, default="9999")]
    return tuple(Month(f"{end:%Y-%m}", sales[f"{end:%Y-%m}"], returns[f"{end:%Y-%m}"], _exposed(read.accounts, kept, end)) for end in ends)


def month_ends(first: date, last: date) -> list[date]:
    """The last days of the months from one day to another; the last month ends with the day itself."""
    found, day = [], first
    while day <= last:
        end = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        found.append(min(end, last))
        day = end + timedelta(days=1)
    return found


def _exposed(accounts: dict[str, Account], kept: set[str], on: date) -> Decimal:
    return sum((stand(accounts[code], on).total for code in kept), Decimal(0))


def _sources(read: measuring.Read, known: papers.Papers, on: date) -> tuple[Source, ...]:
    name = reference.firm().name
    book = sum(len(rows) for table in (read.invoices, read.receipts, read.cheques, read.credits) for rows in table.values())
    orders = sum(len(account.orders) for account in read.accounts.values())
    made = [
        Source(BOOK, "record", Text("應收帳款、收款、票據與折讓紀錄", "Invoices, receipts, cheques and credit notes"), name, as_of=on, rows=book),
        Source(PAPERS, "record", Text("信用檔、徵信、報表與異常通報", "Credit profiles, references, statements and anomaly reports"), name, as_of=on, rows=known.count),
        Source(ORDERS, "record", Text("銷售訂單與退貨單", "Sales orders and return notes"), name, as_of=on, rows=orders),
    ]  # fmt: skip
    if known.peers:
        made.append(
            Source(PEERS, "interview", Text("同業徵信紀錄（限閱）", "Trade references (restricted)"), name, as_of=on, rows=len(known.peers))
        )
    return tuple(made)
