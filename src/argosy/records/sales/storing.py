"""From plain deals to rows: codes resolved once for all, every rule asked, what is stored already compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from simple_history.utils import bulk_create_with_history

from argosy.kernel.errors import BadInput, NotFound, Problem
from argosy.kernel.text import Text
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.record import validate
from argosy.records.reference import queries as reference
from argosy.records.sales.intake import NewDeal, NewLine, NewOrder, Stored
from argosy.records.sales.models import Quotation, QuotationLine, SalesOrder, SalesOrderLine

UNKNOWN = Text("查無{what}「{code}」，請先登錄或更正", "There is no {what} '{code}': enter it first, or mend the code")
WORKED = Text("報價單 {number} 已於本系統編修或發出，不可由檔案更改", "Quotation {number} is worked on here: a file cannot change it")
DELIVERED = Text(
    "訂單 {number} 已有放行或出貨紀錄，明細不可由檔案更改", "Order {number} has releases or deliveries: a file cannot change its lines"
)
RETURNED = Text("訂單 {number} 已有退貨，明細不可更改", "Order {number} has returns: its lines cannot change")
CENTS = Decimal("0.0001")
HEADER = ("market", "date", "incoterm", "place", "currency")


@dataclass(slots=True)
class Plan:
    """What an import would do. ``problems`` stand in the way; nothing is written while there are any."""

    kind: type[SalesOrder] | type[Quotation]
    new: list[tuple[Any, list[Any]]] = field(default_factory=list)
    changed: list[tuple[Any, list[Any] | None]] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def stored(self) -> Stored:
        """The counts."""
        return Stored(len(self.new), len(self.changed), self.same)


@dataclass(slots=True)
class Known:
    """Codes the firm knows, looked up once."""

    customers: dict[str, Party]
    products: dict[str, Product]
    people: dict[str, Person]
    quotations: dict[str, Quotation]
    currency: str


def plan(deals: Sequence[NewDeal]) -> Plan:
    """What storing these orders, or these quotations, would do. All are of one kind."""
    made = Plan(SalesOrder if deals and isinstance(deals[0], NewOrder) else Quotation)
    known = _known(deals)
    there = {row.number: row for row in made.kind.objects.filter(number__in=[deal.number for deal in deals]).prefetch_related("lines")}
    for deal in deals:
        _plan_one(deal, known, there.get(deal.number), made)
    return made


def _plan_one(deal: NewDeal, known: Known, there: Any, made: Plan) -> None:
    faults = list(_unknown(deal, known))
    values = {} if faults else _header(deal, known, faults)
    lines = [] if faults else [_line(line, known, made.kind) for line in deal.lines]
    if not faults:
        row = there or made.kind(number=deal.number)
        change = [name for name, value in values.items() if getattr(row, name, None) != value]
        for name, value in values.items():
            setattr(row, name, value)
        kept = there is not None and _alike(there, lines)
        faults += _broken(deal, row, lines)
        if there is not None and (words := _standing(there, kept)):
            faults.append(Problem(words.format(number=deal.number), row=deal.row))
    if faults:
        made.problems += faults
    elif there is None:
        made.new.append((row, lines))
    elif change or not kept:
        made.changed.append((row, None if kept else lines))
    else:
        made.same += 1


def _known(deals: Sequence[NewDeal]) -> Known:
    skus = {line.sku for deal in deals for line in deal.lines}
    quoted = {deal.quotation for deal in deals if isinstance(deal, NewOrder) and deal.quotation}
    return Known(
        {row.code: row for row in Party.objects.filter(code__in={deal.customer for deal in deals})},
        {row.sku: row for row in Product.objects.filter(sku__in=skus)},
        {row.login: row for row in Person.objects.filter(login__in={deal.seller for deal in deals})},
        {row.number: row for row in Quotation.objects.filter(number__in=quoted)},
        reference.firm().base_currency,
    )


def _unknown(deal: NewDeal, known: Known) -> Iterable[Problem]:
    """Codes of a deal that the firm does not know."""
    quoted = deal.quotation if isinstance(deal, NewOrder) else ""
    asked = (
        ("customer", Text("客戶", "customer"), deal.customer, known.customers), ("seller", Text("業務人員", "salesperson"), deal.seller, known.people),
        ("quotation", Text("報價單", "quotation"), quoted, known.quotations),
    )  # fmt: skip
    for name, what, code, there in asked:
        if code and code not in there:
            yield Problem(UNKNOWN.format(what=what, code=code), row=deal.row, field=name)
    for line in deal.lines:
        if line.sku not in known.products:
            yield Problem(UNKNOWN.format(what=Text("商品", "product"), code=line.sku), row=line.row, field="sku")


def _header(deal: NewDeal, known: Known, faults: list[Problem]) -> dict[str, Any]:
    customer = known.customers[deal.customer]
    own = {one.name for one in fields(deal)} - {one.name for one in fields(NewDeal)}
    values = {name: getattr(deal, name) for name in (*HEADER, *sorted(own))}
    values |= {"market": deal.market or customer.country, "customer": customer, "seller": known.people.get(deal.seller)}
    if isinstance(deal, NewOrder):
        values["quotation"] = known.quotations.get(deal.quotation)
    try:
        values["fx"] = deal.fx or _rate(deal, known.currency)
    except NotFound as missing:
        faults.append(Problem(missing.message, row=deal.row, field="fx"))
    return values


def _rate(deal: NewDeal, base: str) -> Decimal:
    return Decimal(1) if deal.currency == base else reference.rate(deal.currency, deal.date, flow="export").rate


def _line(line: NewLine, known: Known, kind: type) -> Any:
    amount = line.amount if line.amount is not None else line.quantity * line.unit_price * (100 - line.discount) / 100
    plain = {"quantity": line.quantity, "unit_price": line.unit_price, "discount": line.discount, "unit_cost": line.unit_cost}
    values = plain | {"product": known.products[line.sku], "amount": amount.quantize(CENTS, ROUND_HALF_UP)}
    if kind is SalesOrder:
        return SalesOrderLine(**values, shipped_quantity=line.shipped_quantity, freight=line.freight, duty=line.duty)
    return QuotationLine(**values)


def _broken(deal: NewDeal, row: Any, lines: list[Any]) -> Iterable[Problem]:
    """The rules of the rows that are broken, each at its row of the file. Keys and parents were looked up before."""
    for number, (line, told) in enumerate(zip(lines, deal.lines, strict=True), 1):
        line.line_no = number
        yield from _asked(line, told.row, ("order", "quotation", "product"))
    yield from _asked(row, deal.row, ("customer", "seller", "quotation"))


def _asked(row: Any, at: int, looked_up: tuple[str, ...]) -> Iterable[Problem]:
    try:
        validate(row, looked_up=looked_up)
    except BadInput as broken:
        yield from (replace(problem, row=at) for problem in broken.problems)


def _alike(there: Any, lines: list[Any]) -> bool:
    names = [one.name for one in lines[0]._meta.concrete_fields if one.name not in ("id", "order", "quotation", "line_no")] if lines else []
    stored = sorted(there.lines.all(), key=lambda line: line.line_no)
    return len(stored) == len(lines) and all(
        getattr(old, _attname(old, name)) == getattr(new, _attname(new, name))
        for old, new in zip(stored, lines, strict=True)
        for name in names
    )


def _attname(row: Any, name: str) -> str:
    return str(row._meta.get_field(name).attname)


def _standing(there: Any, kept: bool) -> Text | None:
    """Why a file may not change a deal that is there: work done on it here, goods returned or delivered. ``kept`` lines are the same."""
    if isinstance(there, Quotation):
        return WORKED if there.author_id is not None else None
    if kept:
        return None
    lines = there.lines.all()
    if lines.filter(returns__isnull=False).exists():
        return RETURNED
    return DELIVERED if lines.filter(deliveries__isnull=False).exists() or any(line.released_quantity for line in lines) else None


def carry_out(made: Plan, actor: Person) -> Stored:
    """Write what was planned, with history. The caller's action holds the transaction."""
    parent = "order" if made.kind is SalesOrder else "quotation"
    heads = bulk_create_with_history([row for row, _ in made.new], made.kind, batch_size=500, default_user=actor)
    pairs = list(zip(heads, [lines for _, lines in made.new], strict=True))
    for row, lines in made.changed:
        row.save()
        if lines is not None:
            row.lines.all().delete()
            pairs.append((row, lines))
    line_kind = SalesOrderLine if made.kind is SalesOrder else QuotationLine
    for head, lines in pairs:
        for line in lines:
            setattr(line, parent, head)
    bulk_create_with_history([line for _, lines in pairs for line in lines], line_kind, batch_size=500, default_user=actor)
    return made.stored
