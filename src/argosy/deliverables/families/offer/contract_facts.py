"""What a contract reads: itself, goods, articles, obligations, deviations, and what the accepted quotation says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.offer.figures import COSTS, QUOTE
from argosy.kernel.canonical import digest
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text, halved
from argosy.records.contracts import queries as contracts
from argosy.records.contracts.queries import Fault
from argosy.records.contracts.text import content
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts


@dataclass(frozen=True, slots=True)
class Line:
    """Goods of the contract."""

    no: int
    sku: str
    name: Text
    code: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its texts filled in; ``own`` when it departs from the library."""

    no: int
    heading: Text
    words: Text
    source: str
    own: bool
    reason: str = ""
    risk: str = ""
    state: Text = NOTHING
    decided: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed by a day."""

    what: Text
    ours: bool
    due: date
    article: int | None
    remind_days: int
    proof: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Head:
    """The contract itself in plain values."""

    number: str
    title: Text
    kind: str
    drawn: date
    starts: date
    ends: date | None
    notice_days: int
    alarm: date | None
    currency: str
    total: Decimal | None
    tolerance: Decimal | None
    term: str
    payment: str
    prevails: str
    quotation: str
    order: str
    explanation: str
    state: Text
    signed_on: date | None
    scan: str
    scan_sha256: str
    extras: tuple[contracts.Extra, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the contract, as printed, with who signs."""

    name: Text
    address: Text
    tax_id: str
    signatory: Text
    paper: str


@dataclass(frozen=True)
class ContractFacts:
    """Everything the builder needs; no query is made after this."""

    request: Request
    firm: FirmFacts
    head: Head
    us: Party
    them: Party
    lines: tuple[Line, ...]
    articles: tuple[Article, ...]
    duties: tuple[Duty, ...]
    faults: tuple[Fault, ...]
    differences: tuple[Text, ...]
    sources: tuple[Source, ...]
    hands: frozenset[str]


def gather(request: Request) -> ContractFacts:
    """Read everything for one contract; ``NotFound`` when there is none of that number."""
    row = contracts.contract(request.params["contract"], actor=LOCAL_READER)
    firm, on = reference.firm(), request.as_of
    deviations = {clause.no: clause for clause in row.clauses.all() if clause.own}
    frozen = content(row)
    address = row.customer.addresses.order_by("use").first()
    return ContractFacts(
        request=request, firm=firm, head=_head(row), us=Party(firm.name, firm.address, firm.tax_id, *_signs(row.our_signatory)),
        them=Party(
            Text(row.customer.name_zh, row.customer.name_en), Text(address.lines_zh or address.lines_en, address.lines_en) if address else NOTHING,
            row.customer.tax_id, *_signs(row.their_signatory),
        ),
        lines=tuple(_line(line) for line in row.lines.all()), articles=tuple(_article(told, deviations.get(told[0])) for told in contracts.articles(row)),
        duties=tuple(_duty(duty) for duty in row.obligations.all()), faults=tuple(contracts.faults(row, on=on)), differences=tuple(contracts.differences(row)),
        sources=(
            Source(QUOTE, "record", Text(f"合約 {row.number}", f"Contract {row.number}"), firm.name, as_of=row.drawn, rows=len(frozen["articles"]), sha256=digest(frozen)),
            Source(COSTS, "record", Text(f"報價單 {frozen['quotation'] or '—'}", f"Quotation {frozen['quotation'] or '—'}"), firm.name, as_of=row.quotation.date if row.quotation else row.drawn),
        ),
        hands=frozenset({row.author.login}),
    )  # fmt: skip


def _head(row: Any) -> Head:
    quote = row.quotation
    return Head(
        row.number, _title(row), row.kind, row.drawn, row.starts, row.ends, row.notice_days, row.alarm, row.currency, row.total, row.tolerance,
        f"{row.incoterm} {row.place}".strip(), row.payment, row.prevails, f"{quote.number} R{row.revision}" if quote else "", row.order.number if row.order else "",
        row.explanation, _choice(row, "state"), row.signed_on, row.scan_name, row.scan_sha256, contracts.extras(row),
    )  # fmt: skip


def _title(row: Any) -> Text:
    kind = _choice(row, "kind")
    if row.renews is None:
        return kind
    return Text(f"{kind.zh}（續約）", f"{kind.en} (renewal)")


def _choice(row: Any, name: str) -> Text:
    from argosy.records.record import in_both

    said = in_both(lambda: str(getattr(row, f"get_{name}_display")()))
    return Text(said.zh, said.en[:1].upper() + said.en[1:])


def _signs(authority: Any) -> tuple[Text, str]:
    if authority is None:
        return NOTHING, ""
    held = f"{authority.paper}（{authority.filed_on}）" if authority.paper and authority.filed_on else authority.paper
    name, title = halved(authority.name), halved(authority.title)
    return Text(f"{name.zh}　{title.zh}".strip("　"), ", ".join(part for part in (name.en, title.en) if part)), held


def _line(line: Any) -> Line:
    ware = line.product
    name = Text(ware.name_zh, ware.name_en)
    return Line(line.line_no, ware.sku, name, ware.code, ware.unit, line.quantity, line.unit_price, line.amount)


def _article(told: tuple[int, Text, Text, str, bool], clause: Any) -> Article:
    no, heading, words, source, own = told
    deviation = getattr(clause, "deviation", None) if clause is not None else None
    if deviation is None:
        return Article(no, heading, words, source, own)
    who = deviation.decided_by.name_zh if deviation.decided_by is not None else ""
    return Article(no, heading, words, source, own, deviation.reason, deviation.risk, _choice(deviation, "state"), who)


def _duty(duty: Any) -> Duty:
    return Duty(Text(duty.duty_zh, duty.duty_en), duty.who == "us", duty.due, duty.article, duty.remind_days, duty.proof, duty.done_on)
