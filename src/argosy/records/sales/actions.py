"""Writes about sales."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.people.models import Person
from argosy.records.record import found
from argosy.records.sales.intake import NewDeal, NewOrder, NewQuotation, Stored
from argosy.records.sales.models import SalesTarget
from argosy.records.sales.storing import carry_out, plan

FAULTY = Text("{n} 處錯誤，未寫入任何資料", "{n} faults; nothing was written")
EMPTY = Text("沒有可匯入的資料", "There is nothing to import")


@action("sales.order.import", Text("匯入銷售訂單", "import sales orders"))
def import_orders(*, actor: Person, orders: Sequence[NewOrder]) -> Stored:
    """Store orders, all or none. A number that is there already is brought to what is given; the same content changes nothing."""
    return _import(actor, orders)


@action("sales.quotation.import", Text("匯入報價單", "import quotations"))
def import_quotations(*, actor: Person, quotations: Sequence[NewQuotation]) -> Stored:
    """Store quotations with their outcome, all or none; as ``import_orders``."""
    return _import(actor, quotations)


def store(kind: str, deals: Sequence[NewDeal], *, actor: Person) -> Stored:
    """Store what a file holds: ``kind`` is order or quotation."""
    if kind == "order":
        return import_orders(actor=actor, orders=cast(Sequence[NewOrder], deals))
    return import_quotations(actor=actor, quotations=cast(Sequence[NewQuotation], deals))


def _import(actor: Person, deals: Sequence[NewDeal]) -> Stored:
    if not deals:
        raise BadInput(EMPTY)
    planned = plan(deals)
    if planned.problems:
        raise BadInput(FAULTY.format(n=len(planned.problems)), planned.problems)
    return carry_out(planned, actor)


@action("sales.target.set", Text("設定銷售目標", "set a sales target"))
def set_target(*, actor: Person, person: str, territory: str, line: str, month: date, amount: Decimal) -> SalesTarget:
    """What a person is to sell of a product line in a territory in one month; a target set before is replaced, its history kept."""
    who: Person = found(Person.objects.all(), person, login=person)
    row = SalesTarget.objects.filter(territory=territory, line=line, month=month).first() or SalesTarget(
        territory=territory, line=line, month=month
    )
    row.person, row.amount = who, amount
    row.save()
    return row
