"""What-ifs and swings on the reference consignment: what is changed is computed anew, what is not stays."""

from __future__ import annotations

from fractions import Fraction

import pytest

from argosy.engines.duty.assessment import Assessment
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.engines.duty.whatif import Compared, Complete, changes, compare, sensitivity
from argosy.kernel.errors import BadInput
from argosy.rules.cases import cases
from argosy.rules.library import pack
from tests.engines.test_duty_provisions import ZZ

CASE = next(case for case in cases("tw-import") if case.id == "drinks-from-japan")


@pytest.fixture(scope="module")
def made() -> Assessment:
    return assess(read_consignment(CASE.ask), pack("tw-import"))


def uncertain() -> Assessment:
    line = {"id": "1", "code": "84713000", "origin": "CN", "value": "1000", "rates": {"duty": "5%"}}
    costs = {"freight": {"amount": "100", "currency": "USD"}}
    head = {"jurisdiction": "ZZ", "date": "2026-06-30", "incoterm": "FOB", "currency": "USD", "fx": {"USD": "1.5"}}
    return assess(read_consignment({**head, **costs, "lines": [line]}), ZZ)


def beside(made: Assessment, wishes: list[str], complete: Complete | None = None) -> tuple[Compared, ...]:
    return compare(made, changes(made.consignment, made.pack, wishes, complete))


@pytest.mark.parametrize("wish", ["1.duty=10%", "fx.JPY=0.22", "incoterm=CIF", "freight=500000 JPY", "4.fact.alcohol_degree=14"])
def test_a_change_comes_to_what_the_changed_consignment_comes_to(made: Assessment, wish: str) -> None:
    (compared,) = beside(made, [wish])
    again = assess(compared.change.consignment, made.pack)
    assert compared.payable == again.totals.payable
    assert compared.payable != made.totals.payable
    assert compared.difference == again.totals.payable - made.totals.payable


def test_a_rate_changes_its_own_line_only(made: Assessment) -> None:
    (compared,) = beside(made, ["2.duty=10%"])
    assert list(compared.by_line) == ["2"]


def test_two_wishes_make_one_change(made: Assessment) -> None:
    (both,) = beside(made, ["1.duty=10% + 2.duty=10%"])
    assert set(both.by_line) == {"1", "2"}


def test_what_cannot_be_worked_out_has_no_difference(made: Assessment) -> None:
    (compared,) = beside(made, ["1.origin=KR + 1.duty=see note"])
    assert (compared.payable, compared.difference) == (None, None)


def test_rates_of_a_schedule_are_looked_up_anew(made: Assessment) -> None:
    asked: list[str] = []
    beside(made, ["2.origin=VN"], lambda entry: asked.append(entry.lines[1].origin) or entry)  # type: ignore[func-returns-value]
    assert asked == ["VN"]


@pytest.mark.parametrize("wish", ["duty 5%", "9.duty=5%", "1.duty=", "fx.JPY=zero", "fact.nothing=1", "date=soon", "choice.x=y"])
def test_a_change_that_is_not_understood_says_how_to_write_one(made: Assessment, wish: str) -> None:
    with pytest.raises(BadInput, match=r"2\.duty=8%"):
        beside(made, [wish])


def test_swings_come_widest_first_and_hold_what_nobody_stated() -> None:
    swings = sensitivity(uncertain())
    spreads = [s.spread for s in swings]
    assert spreads == sorted(spreads, reverse=True)
    assert {"fx_USD", "cost_1", "fact_quoted", "choice_base"} <= {s.id for s in swings}


def test_a_swing_is_what_the_total_comes_to_either_way() -> None:
    made = uncertain()
    swing = next(s for s in sensitivity(made) if s.id == "fact_quoted")
    assert [amount for _, amount in swing.sides] == [made.totals.payable, made.totals.payable - Fraction("187.5")]


def test_an_incomplete_worksheet_has_no_swings() -> None:
    line = {"id": "1", "code": "84713000", "origin": "CN", "value": "1000"}
    head = {"jurisdiction": "ZZ", "date": "2026-06-30", "incoterm": "FOB", "currency": "AUD"}
    assert sensitivity(assess(read_consignment({**head, "lines": [line]}), ZZ)) == ()
