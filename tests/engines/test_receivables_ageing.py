"""Ageing: every item in its step, to the cent, each currency for itself; contradictions refused."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.engines.receivables.ageing import age, edges, steps
from argosy.engines.receivables.book import book, exact, open_at, shown
from argosy.kernel.errors import BadInput
from tests.engines.receivables_world import d, made, rows

DAY = d("2026-06-30")


@pytest.mark.parametrize(
    ("days", "step"),
    [(-5, "not_due"), (0, "not_due"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"), (90, "61-90"), (91, ">90")],
)
def test_the_ends_of_the_steps(days, step):
    due = DAY - timedelta(days=days)
    aged = age(made(("A", due - timedelta(days=60), due, 100)), DAY)
    assert {b.key: b.amount for b in aged.buckets if b.amount} == {step: 1_000_000}


def test_part_payments_stand_in_rows_of_one_invoice_and_later_ones_are_not_known_yet():
    told = made(
        ("A", d("2026-03-01"), d("2026-04-30"), 1000, d("2026-05-10"), 400), ("A", d("2026-03-01"), d("2026-04-30"), 1000, d("2026-07-02"), 600),
        ("B", d("2026-07-01"), d("2026-08-01"), 50),
    )  # fmt: skip
    assert exact(age(told, DAY).total) == 600
    assert exact(age(told, d("2026-07-02")).total) == 50
    assert exact(age(told, d("2026-05-09")).total) == 1000


def test_a_payment_without_an_amount_pays_the_rest():
    told = made(
        ("A", d("2026-03-01"), d("2026-04-30"), 1000, d("2026-05-10"), 400), ("A", d("2026-03-01"), d("2026-04-30"), 1000, d("2026-06-02"))
    )
    assert age(told, DAY).total == 0
    assert exact(age(told, d("2026-06-01")).total) == 600


def test_currencies_are_never_added_and_convert_exactly():
    told = made(
        ("A", d("2026-03-01"), d("2026-04-30"), 100.01, {"currency": "USD"}), ("A", d("2026-03-01"), d("2026-04-30"), 100.01, {"currency": "JPY"}), ("B", d("2026-03-01"), d("2026-06-30"), 7),
    )  # fmt: skip
    assert told.currencies == ["JPY", "TWD", "USD"]
    assert [exact(age(told.of(code), DAY).total) for code in told.currencies] == [Decimal("100.01"), 7, Decimal("100.01")]
    whole = told.converted({"USD": Decimal("32.55555"), "JPY": Decimal("0.21")}, "TWD")
    assert exact(age(whole, DAY).total) == Decimal("3255.8806") + Decimal("21.0021") + 7
    with pytest.raises(BadInput, match="JPY"):
        told.converted({"USD": Decimal(32)}, "TWD")


def test_what_contradicts_itself_is_refused_with_its_row():
    with pytest.raises(BadInput) as wrong:
        book(
            rows(
                ("A", d("2026-03-01"), d("2026-04-30"), 100, d("2026-05-01"), 10),
                ("A", d("2026-03-01"), d("2026-05-30"), 100, d("2026-05-02"), 10),
            )
        )
    assert [(p.row, p.field) for p in wrong.value.problems] == [(3, "due")]
    with pytest.raises(BadInput) as wrong:
        book(rows(("A", d("2026-03-01"), d("2026-02-01"), 100)))
    assert wrong.value.problems[0].field == "due"
    with pytest.raises(BadInput) as wrong:
        book(rows(("A", d("2026-03-01"), d("2026-04-30"), 100, None, 10)))
    assert wrong.value.problems[0].field == "paid_on"


def test_more_than_an_invoice_asks_is_refused_with_what_to_do():
    with pytest.raises(BadInput) as wrong:
        book(
            rows(
                ("A", d("2026-03-01"), d("2026-04-30"), 100, d("2026-05-01"), 60),
                ("A", d("2026-03-01"), d("2026-04-30"), 100, d("2026-05-02"), 60),
            )
        )
    assert "prepayment" in wrong.value.problems[0].message.en
    assert wrong.value.problems[0].row == 3


def test_a_credit_note_stands_as_a_negative_item():
    told = made(("A", d("2026-03-01"), d("2026-04-30"), 100), ("K", d("2026-05-01"), d("2026-05-01"), -30))
    assert exact(age(told, DAY).total) == 70


@pytest.mark.parametrize("text", ["", "30,20", "0,30", "30,30", "a"])
def test_steps_that_do_not_rise_are_refused(text):
    with pytest.raises(BadInput):
        edges(text)
    assert [step.key for step in steps(edges("15,45"))] == ["not_due", "1-15", "16-45", ">45"]


def test_amounts_print_to_the_cent_or_as_they_are():
    assert (shown(10_000), shown(-12_345_600), shown(12_345)) == ("1.00", "-1234.56", "1.2345")


INVOICES = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 90), st.integers(1, 10**12), st.lists(st.tuples(st.integers(0, 500), st.integers(1, 100)), max_size=3)), min_size=1, max_size=25
)  # fmt: skip


@settings(max_examples=25)
@given(INVOICES, st.integers(0, 500))
def test_open_is_amount_less_what_was_paid_and_every_step_adds_up(told, ahead):
    """By hand, invoice by invoice, in plain whole numbers."""
    first, parts, expected = date(2025, 1, 1), [], {}
    day = first + timedelta(days=ahead)
    for at, (start, term, amount, paid) in enumerate(told):
        issued = first + timedelta(days=start)
        due, left = issued + timedelta(days=term), amount
        shares = [(issued + timedelta(days=after), amount * percent // 301) for after, percent in paid]
        shares = [(on, part) for on, part in shares if part]
        common = (at, f"I{at}", f"C{at % 3}", "TWD", issued, due, amount)
        parts += [(*common, on, part) for on, part in shares] or [(*common, None, None)]
        if issued <= day:
            left -= sum(part for on, part in shares if on <= day)
            late = (day - due).days
            step = 0 if late <= 0 else 1 if late <= 30 else 2 if late <= 60 else 3 if late <= 90 else 4
            expected[step] = expected.get(step, 0) + left
    import polars as pl

    from tests.engines.receivables_world import COLUMNS

    held = book(pl.DataFrame(parts, schema=COLUMNS, orient="row"))
    aged = age(held, day)
    assert {at: b.amount for at, b in enumerate(aged.buckets) if b.amount} == {at: n for at, n in expected.items() if n}
    assert sum(sum(amounts) for amounts in aged.customers.values()) == aged.total == int(open_at(held, day)["open"].sum())
