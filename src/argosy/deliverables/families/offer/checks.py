"""QT1 to QT8 of a quotation. Messages and severities are data of the standards room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from argosy.deliverables.families.offer.facts import Facts, Goods
from argosy.engines.offer.amounts import combined_discount
from argosy.kernel.text import same
from argosy.report.checks import Hit
from argosy.report.model import Report


def check(facts: Facts, report: Report) -> list[Hit]:
    """All hits of the family."""
    return [*_policy(facts), *_credit(facts), *_bank(facts), *_unconfirmed(facts)]


def _policy(facts: Facts) -> Iterator[Hit]:
    """QT1–QT4 and QT8: the offer's own faults, as the action that sends it out finds them."""
    every = "、".join(str(one.no) for one in facts.goods)
    whole = {"n": same(every), "％": same(""), "日": same(facts.head.fx_date.isoformat())}
    lined = {fault.check for fault in facts.faults if fault.line}
    for fault in facts.faults:
        if fault.line is None and fault.check in lined:
            continue  # the whole is below the floor because those lines are
        where = (f"lines.L{fault.line}.price",) if fault.line else ("sums.total",)
        line = next((g for g in facts.goods if g.no == fault.line), None)
        told = {"n": same(str(fault.line)), "％": same(f"{_given(facts, line):f}%")} if line else {}
        yield Hit(fault.check, where, whole | told)


def _given(facts: Facts, line: Goods) -> Decimal:
    return combined_discount(line.discount, facts.head.discount).normalize()


def _credit(facts: Facts) -> Iterator[Hit]:
    if facts.credit.verdict == "hold" and not facts.credit.overridden_by:
        yield Hit("QT5", ("head.customer",), {"客戶": facts.people.customer})


def _bank(facts: Facts) -> Iterator[Hit]:
    one, on = facts.bank, facts.request.as_of
    if one is None or one.trust == "unverified" or on - one.changed_on < timedelta(days=facts.policy.bank_days):
        yield Hit("QT6", ("bank.number",))


def _unconfirmed(facts: Facts) -> Iterator[Hit]:
    for one in facts.goods:
        if facts.head.state == "draft" and one.confirmed_on is None:
            yield Hit("QT7", (f"lines.L{one.no}.quantity",), {"n": same(str(one.no))})
