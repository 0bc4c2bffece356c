"""Writing orders and worksheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from simple_history.utils import bulk_create_with_history

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.money import minor_digits
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.record import found
from argosy.records.reports.ledger import next_number
from argosy.records.tariffs.intake import NewCost, NewLine, NewOrder
from argosy.records.tariffs.models import OrderCost, OrderFile, OrderLine, TaxWorksheet, TaxWorksheetLine
from argosy.rules.library import pack_for


@action("tariffs.order.import", Text("匯入訂單檔", "import an order file"))
def import_order(*, actor: Person, order: NewOrder) -> OrderFile:
    """Store a whole order. The same file with the same terms imported again gives the order that is there already."""
    if not order.lines:
        raise BadInput(Text("訂單檔沒有貨物列", "The order file has no goods lines"))
    known = _same(order)
    if known:
        return known
    row = OrderFile(ref=_next_ref(), imported_by=actor, imported_at=now(), **_header(order))
    row.save()
    bulk_create_with_history([_line(row, line) for line in order.lines], OrderLine, default_user=actor)
    bulk_create_with_history([_cost(row, cost) for cost in order.costs], OrderCost, default_user=actor)
    return row


@action("tariffs.order.revise", Text("更改訂單", "change an order"))
def revise_order(*, actor: Person, ref: str, fields: Mapping[str, Any], costs: Sequence[NewCost] | None = None) -> OrderFile:
    """Other consignment fields (date, incoterm, place, fx …) or costs. Lines keep their source rows."""
    row: OrderFile = found(OrderFile.objects.select_for_update(), ref, ref=ref)
    strange = set(fields) - REVISABLE
    if strange:
        raise BadInput(Text("不能更改欄位 {f}", "These fields cannot be changed: {f}").format(f=", ".join(sorted(strange))))
    if "jurisdiction" in fields:
        pack_for(fields["jurisdiction"], row.flow)
    for name, value in fields.items():
        setattr(row, name, _party(value) if name in PARTIES else value)
    row.save()
    if costs is not None:
        row.costs.all().delete()
        bulk_create_with_history([_cost(row, cost) for cost in costs], OrderCost, default_user=actor)
    return row


def _party(code: str) -> Party | None:
    return found(Party.objects.all(), code, code=code) if code else None


PARTIES = ("seller", "client")
"""Fields given as the code of a party; empty takes the party away."""
REVISABLE = frozenset(
    (
        "title_zh",
        "title_en",
        "date",
        "jurisdiction",
        "incoterm",
        "edition",
        "place",
        "currency",
        "fx",
        "allocation",
        "facts",
        "invoice_no",
        "invoice_date",
        "vessel",
        "seller",
        "client",
    )
)


@action("tariffs.order.line", Text("更改訂單明細", "change an order line"))
def revise_line(
    *, actor: Person, ref: str, line_no: int, rates: Mapping[str, str] | None = None, facts: Mapping[str, str] | None = None,
    code: str | None = None, origin: str | None = None, rationale: str | None = None, description: str | None = None,
    preference: Mapping[str, Any] | None = None,
) -> OrderLine:  # fmt: skip
    """What a person decides about one line: rates, facts the rule pack asks for, code, origin, why the code is right, its name, and the
    programme claimed: ``{programme, rate?, facts?}``, empty for none."""
    row: OrderLine = found(OrderLine.objects.select_for_update(), f"{ref}/{line_no}", order__ref=ref, line_no=line_no)
    if description is not None and not description.strip():
        raise BadInput(Text("貨名不可空白", "The name of the goods may not be empty"))
    changes = {"rates": rates, "facts": facts, "code": code, "origin": origin, "rationale": rationale, "description": description}
    for name, value in changes.items():
        if value is not None:
            setattr(row, name, _without_empty(value) if isinstance(value, Mapping) else value)
    if preference is not None:
        row.preference = _claimed(preference)
    row.save()
    return row


def _claimed(claim: Mapping[str, Any]) -> dict[str, Any]:
    """A claim as it is stored; ``BadInput`` for one without a programme."""
    if not claim:
        return {}
    if not str(claim.get("programme", "")).strip() or set(claim) - {"programme", "rate", "facts"}:
        raise BadInput(
            Text("優惠主張須為 {programme, rate, facts}，programme 必填", "A claim is {programme, rate, facts}; the programme is needed")
        )
    return {name: value for name, value in claim.items() if value}


def _without_empty(pairs: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in pairs.items() if v != ""}


@action("tariffs.order.remove", Text("刪除訂單", "remove an order"))
def remove_order(*, actor: Person, ref: str) -> None:
    """Remove an order nothing was computed from; its history stays."""
    row: OrderFile = found(OrderFile.objects.all(), ref, ref=ref)
    if row.worksheets.exists():
        raise Refused(Text("訂單 {r} 已有試算表引用，不能刪除", "Order {r} has worksheets and cannot be removed").format(r=ref))
    row.delete()


@dataclass(frozen=True, slots=True)
class WorksheetLine:
    """One computed line; ``charges`` maps a charge to its amount as text."""

    line_no: int
    code: str
    origin: str
    customs_value: Decimal
    charges: dict[str, str]
    total: Decimal


@dataclass(frozen=True, slots=True)
class WorksheetResult:
    """What a frozen worksheet came to. Money in ``currency``."""

    order: str
    document: str
    content_hash: str
    jurisdiction: str
    on: date
    rulebook: str
    currency: str
    customs_value: Decimal
    duty: Decimal
    taxes: Decimal
    fees: Decimal
    payable: Decimal
    complete: bool
    lines: tuple[WorksheetLine, ...]


@action("tariffs.worksheet.record", Text("登錄試算結果", "record a worksheet"))
def record_worksheet(*, actor: Person, result: WorksheetResult) -> TaxWorksheet:
    """Keep the result of a worksheet sent to check, for later comparison of the same codes."""
    order = found(OrderFile.objects.all(), result.order, ref=result.order)
    plain = {name: getattr(result, name) for name in _PLAIN}
    row = TaxWorksheet(order=order, computed_by=actor, computed_at=now(), **plain)
    row.save()
    TaxWorksheetLine.objects.bulk_create(
        TaxWorksheetLine(
            worksheet=row, line_no=line.line_no, code=line.code, origin=line.origin, customs_value=line.customs_value, charges=line.charges, total=line.total
        )
        for line in result.lines
    )  # fmt: skip
    return row


_PLAIN = (
    "document", "content_hash", "jurisdiction", "on", "rulebook", "currency", "customs_value", "duty", "taxes", "fees", "payable", "complete",
)  # fmt: skip


def _same(order: NewOrder) -> OrderFile | None:
    rows = OrderFile.objects.filter(
        sha256=order.sha256, date=order.date, incoterm=order.incoterm, place=order.place, currency=order.currency
    )
    return next((row for row in rows if row.fx == order.fx and _costs_of(row) == _costs_given(order)), None)


def _costs_of(row: OrderFile) -> list[tuple[str, Decimal, str]]:
    return sorted((c.kind, c.amount.normalize(), c.currency) for c in row.costs.all())


def _costs_given(order: NewOrder) -> list[tuple[str, Decimal, str]]:
    return sorted((c.kind, c.amount.normalize(), c.currency) for c in order.costs)


def _next_ref() -> str:
    return f"OF-{next_number('OF'):04d}"


def _header(order: NewOrder) -> dict[str, Any]:
    names = (
        "file_name", "sha256", "date", "incoterm", "place", "currency", "fx", "edition", "jurisdiction", "title_zh", "title_en", "invoice_no",
        "invoice_date", "vessel", "allocation", "rates_are_demo",
    )  # fmt: skip
    return {name: getattr(order, name) for name in names}


def _line(order: OrderFile, line: NewLine) -> OrderLine:
    amount = round(line.quantity * line.unit_price, max(minor_digits(order.currency), 0))
    names = (
        "line_no", "source_row", "item", "description", "code", "origin", "quantity", "unit", "unit_price", "net_kg", "gross_kg", "rates", "facts", "rationale",
        "volume_m3", "preference",
    )  # fmt: skip
    return OrderLine(order=order, amount=amount, **{name: getattr(line, name) for name in names})


def _cost(order: OrderFile, cost: NewCost) -> OrderCost:
    return OrderCost(
        order=order, kind=cost.kind, amount=cost.amount, currency=cost.currency, dutiable=cost.dutiable, document=cost.document
    )
