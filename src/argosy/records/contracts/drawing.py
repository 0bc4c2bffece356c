"""Drawing up a contract: its head from a quotation or an earlier contract, its goods, its clauses with their variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from simple_history.utils import bulk_update_with_history

from argosy.engines.offer.amounts import line_amount, rounded
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.contracts.filling import values
from argosy.records.contracts.models import Clause, ClauseVersion, Contract, ContractClause, ContractLine, Kind
from argosy.records.contracts.wording import variables
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.record import found
from argosy.records.reference import queries as reference
from argosy.records.sales.models import Quotation, SalesOrder, State

_NOT_ACCEPTED = Text(
    "報價單 {number} 未經客戶接受或已逾期，不得據以擬約", "Quotation {number} is not accepted, or expired: no contract is drawn from it"
)
_SUBJECT = Text("商品之買賣", "the sale of goods")


def draw(quotation: str, fields: Mapping[str, Any], actor: Person) -> Contract:
    """The head of a new contract, not yet stored."""
    given = dict(fields)
    row = Contract(author=actor, drawn=given.pop("drawn", None) or reference.today(), subject_zh=_SUBJECT.zh, subject_en=_SUBJECT.en)
    row.starts = row.drawn
    if quotation:
        _from_quotation(row, found(Quotation.objects.select_related("customer"), quotation, number=quotation))
    if renews := given.pop("renews", ""):
        _from_contract(row, found(Contract.objects.select_related("customer"), renews, number=renews))
    if order := given.pop("order", ""):
        row.order = found(SalesOrder.objects.all(), order, number=order)
    if customer := given.pop("customer", ""):
        row.customer = found(Party.objects.all(), customer, code=customer)
    for name, value in given.items():
        if name not in {f.name for f in Contract._meta.concrete_fields}:
            raise BadInput(Text("沒有欄位 {names}", "There is no field {names}").format(names=name))
        setattr(row, name, value)
    if not row.customer_id:
        raise BadInput(Text("請指定客戶或報價單", "Name a customer or a quotation"))
    row.currency = row.currency or reference.firm().base_currency
    return row


def _from_quotation(row: Contract, quote: Quotation) -> None:
    gone = quote.valid_to is not None and quote.valid_to < row.drawn and quote.state != State.WON
    if quote.state not in (State.WON, State.OFFERED) or gone:
        raise Refused(_NOT_ACCEPTED.format(number=quote.number))
    row.quotation, row.revision, row.customer, row.kind = quote, quote.revision, quote.customer, Kind.SALE
    row.incoterm, row.place, row.currency, row.total, row.payment = quote.incoterm, quote.place, quote.currency, quote.total, quote.payment
    row.tolerance = Decimal(2)


def _from_contract(row: Contract, old: Contract) -> None:
    row.renews = old
    for name in (
        "customer",
        "kind",
        "subject_zh",
        "subject_en",
        "territory",
        "currency",
        "payment",
        "prevails",
        "notice_days",
        "incoterm",
        "place",
    ):
        setattr(row, name, getattr(old, name))
    if old.ends is not None:
        row.starts = old.ends
        row.ends = old.ends + (old.ends - old.starts)


def drawn_lines(row: Contract) -> list[ContractLine]:
    """The goods of the quotation the contract comes from."""
    if row.quotation is None:
        return []
    names = ("line_no", "product_id", "quantity", "unit_price", "amount")
    return [ContractLine(contract=row, **{name: getattr(line, name) for name in names}) for line in row.quotation.lines.all()]


def drawn_clauses(row: Contract, lines: Sequence[ContractLine], given: Mapping[str, Any]) -> list[ContractClause]:
    """Every clause of the library for this kind, in the version in force, with its variables in both languages."""
    chinese, english = values(row, lines, reference.firm(), given)
    latest: dict[int, ClauseVersion] = {}
    for version in ClauseVersion.objects.filter(valid_from__lte=row.drawn).order_by("number"):
        latest[version.clause_id] = version
    belonging = [clause for clause in Clause.objects.filter(is_active=True) if row.kind in clause.kinds and clause.pk in latest]
    made = []
    for no, clause in enumerate(belonging, 1):
        version = latest[clause.pk]
        names = sorted(variables(version.zh))
        made.append(
            ContractClause(contract=row, no=no, version=version, values={n: chinese[n] for n in names if n in chinese}, values_en={n: english[n] for n in names if n in english})
        )  # fmt: skip
    return made


def refill(row: Contract, actor: Person) -> None:
    """Bring the variables of a draft's clauses to what the contract now says; what somebody gave by hand and the records do not say stays."""
    lines = list(row.lines.all())
    chinese, english = values(row, lines, reference.firm(), {})
    known = {
        "quantity",
        "tolerance",
        "currency",
        "total",
        "term",
        "payment",
        "territory",
        "starts",
        "ends",
        "notice_days",
        "prevails",
        "subject",
    }
    rows = list(row.clauses.all())
    for clause in rows:
        clause.values = {name: chinese[name] if name in known else old for name, old in clause.values.items()}
        clause.values_en = {name: english[name] if name in known else old for name, old in clause.values_en.items()}
    bulk_update_with_history(rows, ContractClause, ["values", "values_en"], default_user=actor)


def repriced(row: Contract, lines: Sequence[tuple[int, Decimal, Decimal]], actor: Person) -> None:
    """Quantities and prices of goods; the total follows, with the quotation's tax where there is one."""
    there = {line.line_no: line for line in row.lines.all()}
    for number, quantity, price in lines:
        if number not in there or quantity <= 0 or price < 0:
            raise BadInput(Text("第 {n} 項不存在或數字有誤", "Item {n} is not there, or its figures are wrong").format(n=number))
        line = there[number]
        line.quantity, line.unit_price, line.amount = quantity, price, line_amount(quantity, price, Decimal(0), row.currency)
    bulk_update_with_history(list(there.values()), ContractLine, ["quantity", "unit_price", "amount"], default_user=actor)
    net = sum((line.amount for line in there.values()), Decimal(0))
    rate = row.quotation.tax_rate if row.quotation is not None else Decimal(0)
    row.total = net + rounded(net * rate / 100, row.currency)
