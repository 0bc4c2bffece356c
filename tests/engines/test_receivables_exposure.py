"""Exposure: every obligation once, on any day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from argosy.engines.receivables.exposure import Account, Balance, Bill, Cheque, Cover, Moved, Order, stand, utilisation
from tests.engines.receivables_world import d

DAY = d("2026-06-30")


def moved(day, amount):
    return (Moved(d(day), Decimal(amount)),)


def test_an_order_is_counted_as_it_goes_through_its_life():
    order = Order("SO", d("2026-01-05"), Decimal(100), moved("2026-02-01", 100), moved("2026-02-10", 100), d("2026-02-01"))
    told = Account(orders=(order,), bills=(Bill("IV", d("2026-02-10"), Decimal(105), moved("2026-04-01", 105)),))
    by_day = {day: stand(told, d(day)) for day in ("2026-01-04", "2026-01-05", "2026-02-01", "2026-02-10", "2026-04-01")}
    assert [found.total for found in by_day.values()] == [0, 100, 100, 105, 0]
    assert [next((k for k, v in found.parts.items() if v), "") for found in by_day.values()] == [
        "",
        "unshipped",
        "uninvoiced",
        "receivable",
        "",
    ]


def test_an_invoice_with_a_cheque_counts_as_the_cheque_and_a_bounced_one_as_bounced():
    bill = Bill("IV", d("2026-01-01"), Decimal(100))
    held = Cheque("K", d("2026-01-10"), (("IV", Decimal(60)),))
    back = Cheque("K", d("2026-01-10"), (("IV", Decimal(60)),), d("2026-03-02"), True)
    assert stand(Account(bills=(bill,), cheques=(held,)), DAY).parts | {} == stand(Account(bills=(bill,), cheques=(held,)), DAY).parts
    first, second = (stand(Account(bills=(bill,), cheques=(one,)), DAY) for one in (held, back))
    assert (first.receivable, first.cheques, first.bounced) == (40, 60, 0)
    assert (second.receivable, second.cheques, second.bounced) == (40, 0, 60)
    assert stand(Account(bills=(bill,), cheques=(back,)), d("2026-03-01")).cheques == 60


def test_a_bounced_cheque_that_was_made_good_and_paid_owes_nothing():
    good = Cheque("K", d("2026-01-10"), (("IV", Decimal(100)),), d("2026-03-02"), True, d("2026-03-20"))
    told = Account(bills=(Bill("IV", d("2026-01-01"), Decimal(100), moved("2026-03-20", 100)),), cheques=(good,))
    assert (stand(told, d("2026-03-19")).bounced, stand(told, d("2026-03-20")).total) == (100, 0)


def test_prepayments_and_cover_lower_it_and_never_below_nought():
    bill = Bill("IV", d("2026-01-01"), Decimal(100))
    kept = Balance(d("2026-01-02"), Decimal(30), moved("2026-02-01", 10))
    cover = Cover(Decimal(500), d("2026-01-01"), d("2026-06-29"))
    told = Account(bills=(bill,), balances=(kept,), covers=(cover,))
    assert (stand(told, DAY).total, stand(told, d("2026-06-29")).total) == (80, 0)
    assert stand(told, d("2026-06-29")).covered == 80
    assert stand(told, d("2026-01-15")).prepaid == 30


def test_what_will_not_be_shipped_any_more_is_not_owed():
    short = Order("SO", d("2026-01-05"), Decimal(100), moved("2026-02-01", 90), moved("2026-02-01", 90), d("2026-02-01"))
    assert stand(Account(orders=(short,)), DAY).total == 0
    partly = Order("SO", d("2026-01-05"), Decimal(100), moved("2026-02-01", 90), moved("2026-02-01", 90))
    assert stand(Account(orders=(partly,)), DAY).unshipped == 10


def test_utilisation_needs_a_limit():
    assert (utilisation(Decimal(131), Decimal(100)), utilisation(Decimal(1), Decimal(0))) == (Decimal("1.31"), None)


BILLS = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 1000), st.integers(0, 100)), max_size=6)
CHEQUES = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 7), st.integers(1, 1500), st.integers(0, 60), st.booleans()), max_size=6)


@given(BILLS, CHEQUES, st.integers(0, 200))
def test_cheques_move_obligations_and_never_make_any(bills, cheques, ahead):
    start = d("2026-01-01")
    day = start + timedelta(days=ahead)
    held = tuple(
        Bill(
            f"I{at}", start + timedelta(days=on), Decimal(amount), (Moved(start + timedelta(days=on + 5), Decimal(amount * share // 100)),)
        )
        for at, (on, amount, share) in enumerate(bills)
    )
    given_ = tuple(
        Cheque(
            f"K{at}",
            start + timedelta(days=on),
            ((f"I{of}", Decimal(amount)),),
            start + timedelta(days=on + later) if later else None,
            bounced,
        )
        for at, (on, of, amount, later, bounced) in enumerate(cheques)
    )
    without, found = stand(Account(bills=held), day), stand(Account(bills=held, cheques=given_), day)
    assert found.gross == without.gross
    assert min(found.parts.values()) >= 0
