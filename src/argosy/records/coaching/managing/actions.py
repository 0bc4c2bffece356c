"""Writes about customers' targets, business activities and reviews of lines behind target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.coaching.managing.models import CustomerTarget, SalesActivity, TargetReview
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.sales.models import SalesOrder

OVER = Text("活動 {number} 已結束，不可更改", "Activity {number} is over: it cannot change")


@action("coaching.customer_target.set", Text("設定客戶業績目標", "set a customer's target"))
def set_customer_target(*, actor: Any, customer: str, month: date, amount: Decimal) -> CustomerTarget:
    """What a customer is to buy in a month; a target set before is replaced, its history kept."""
    who: Party = found(Party.objects.all(), customer, code=customer)
    row = CustomerTarget.objects.select_for_update().filter(customer=who, month=month).first()
    kept: CustomerTarget = changed(row or CustomerTarget(customer=who, month=month), {"amount": amount})
    return kept


@action("coaching.activity.plan", Text("計畫業務活動", "plan a business activity"))
def plan_activity(
    *, actor: Any, title: str, planned: date, expected: str, owner: str = "", customer: str = "", **fields: Any
) -> SalesActivity:
    """An activity with its day and expected result; ``owner`` is a login, by default oneself. ``fields``: kind."""
    row = SalesActivity(number=f"AC-{next_number('sales-activity'):05d}", title=title, planned=planned, expected=expected)
    row.owner = found(Person.objects.all(), owner, login=owner) if owner else actor
    row.customer = found(Party.objects.all(), customer, code=customer) if customer else None
    kept: SalesActivity = changed(row, fields)
    return kept


@action("coaching.activity.finish", Text("回報業務活動成果", "report the result of an activity"))
def finish_activity(*, actor: Any, number: str, done: date, result: str, order: str = "") -> SalesActivity:
    """Close an activity with its result; without one it is refused. ``order`` is the number of an order it won."""
    if not result.strip():
        raise BadInput(Text("活動「{number}」未填執行結果", "Activity '{number}' has no result").format(number=number))
    won = found(SalesOrder.objects.all(), order, number=order) if order else None
    kept: SalesActivity = changed(_open(number), {"state": SalesActivity.State.DONE, "done": done, "result": result, "order": won})
    return kept


@action("coaching.activity.move", Text("改期業務活動", "move a business activity"))
def move_activity(*, actor: Any, number: str, planned: date) -> SalesActivity:
    """Another planned day; the earlier one stays in the history."""
    kept: SalesActivity = changed(_open(number), {"planned": planned})
    return kept


@action("coaching.activity.cancel", Text("取消業務活動", "cancel a business activity"))
def cancel_activity(*, actor: Any, number: str, reason: str) -> SalesActivity:
    """Call an activity off, saying why."""
    kept: SalesActivity = changed(_open(number), {"state": SalesActivity.State.CANCELLED, "result": reason})
    return kept


@action("coaching.review.write", Text("說明達成率落後原因", "say why a line is behind target"))
def write_review(*, actor: Any, territory: str, month: date, cause: str, words: str, line: str = "", measure: str = "") -> TargetReview:
    """The cause of a territory's line in a month; said again it changes, the earlier words kept in the history."""
    row = TargetReview.objects.select_for_update().filter(territory=territory, line=line, month=month).first()
    row = row or TargetReview(territory=territory, line=line, month=month)
    kept: TargetReview = changed(row, {"cause": cause, "words": words, "action": measure, "author": actor})
    return kept


def _open(number: str) -> SalesActivity:
    row: SalesActivity = found(SalesActivity.objects.select_for_update(of=("self",)), number, number=number)
    if row.state != SalesActivity.State.PLANNED:
        raise Refused(OVER.format(number=number))
    return row
