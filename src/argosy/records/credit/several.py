"""Credit asked for many deals in one act: each in turn, those before it counted, every customer's row locked until the act ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from simple_history.utils import bulk_create_with_history

from argosy.engines.receivables.exposure import Order
from argosy.kernel.text import Text
from argosy.records.credit.control import Asked, answer_on, snapshot
from argosy.records.credit.exposing import accounts
from argosy.records.credit.models import CreditProfile, ExposureSnapshot
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.permission import require

STAGES = ("quotation", "order")


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal that is quoted and ordered at once: ``amount`` in the firm's own currency, ``about`` its number; as an order it is ``worth`` that."""

    customer: Party
    amount: Decimal
    about: str
    worth: Decimal


def check_deals(*, actor: Person, deals: Sequence[Deal], at: date) -> list[str]:
    """The verdict on each deal; a hold on one raises ``Refused`` for all. An ``ExposureSnapshot`` is kept of every stage of each."""
    require(actor, "credit.exposure.check", Text("檢查信用額度", "check a customer's credit"))
    keys = sorted({deal.customer.pk for deal in deals})
    profiles = {row.customer_id: row for row in CreditProfile.objects.select_for_update().filter(customer__in=keys).order_by("customer_id")}
    if bare := [key for key in keys if key not in profiles]:
        list(Party.objects.select_for_update().filter(pk__in=bare).order_by("pk"))
    books = accounts(keys)
    verdicts, kept = [], []
    for deal in deals:
        key = deal.customer.pk
        for stage in STAGES:
            asked = Asked(deal.customer, profiles.get(key), at, deal.about, stage)
            answer = answer_on(asked, deal.amount, books[key], about=deal.about)
            answer.require()
            kept.append(snapshot(answer, asked, deal.amount, deal.about, actor))
        verdicts.append(answer.verdict)
        books[key] = replace(books[key], orders=(*books[key].orders, Order(deal.about, at, deal.worth)))
    bulk_create_with_history(kept, ExposureSnapshot, batch_size=500, default_user=actor)
    return verdicts
