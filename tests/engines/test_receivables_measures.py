"""DSO, CEI, lateness, provisions and bounces, held to published examples."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from argosy.engines.receivables.ageing import Ageing, Bucket, age, steps
from argosy.engines.receivables.answer import DEFINITIONS, Options, answer
from argosy.engines.receivables.book import SCALE, book
from argosy.engines.receivables.bounces import Presented, bounces
from argosy.engines.receivables.outstanding import cei, countback, lateness, outstanding
from argosy.engines.receivables.provision import IFRS9_EXAMPLE_12, loss_rates, matrix, month_ends, rates_of, rising, rolls, total
from argosy.kernel.errors import BadInput
from tests.engines.receivables_world import d, made


def test_the_provision_matrix_of_ifrs_9_example_12():
    """IFRS 9 Illustrative Examples, IE74-IE77: receivables of 30 million carry an allowance of 580,000."""
    amounts = (15_000_000, 7_500_000, 4_000_000, 2_500_000, 1_000_000)
    told = tuple(Bucket(step.key, step.low, step.high, amount * SCALE) for step, amount in zip(steps(), amounts, strict=True))
    lines = matrix(Ageing(d("2026-12-31"), told, {}), IFRS9_EXAMPLE_12)
    assert [line.allowance for line in lines] == [45_000, 120_000, 144_000, 165_000, 106_000]
    assert total(lines) == 580_000


def test_cei_of_published_examples():
    """Credit Guru: monthly sales 3,630, opening 6,200, closing 6,340, current 3,590: 55.9 %. Gaviti: 100, 1000, 120, 100 thousand: 98 %."""
    assert round(float(cei(6200, 3630, 6340, 3590)), 1) == 55.9
    assert cei(100, 1000, 120, 100) == 98
    assert cei(100, 50, 100, 150) is None


def test_countback_of_a_published_example():
    """Benji: sales of 70, 80 and 100 thousand, receivables of 212: two months and 32/70 of the third (there months of 30 days)."""
    told = made(
        ("A", d("2026-04-05"), d("2026-05-05"), 70_000),
        ("B", d("2026-05-05"), d("2026-06-05"), 80_000),
        ("C", d("2026-06-05"), d("2026-07-05"), 100_000),
    )
    assert countback(told, d("2026-06-30"), 212_000 * SCALE) == 61 + Fraction(32, 70) * 30
    assert countback(told, d("2026-06-30"), 250_001 * SCALE) is None
    assert countback(told, d("2026-06-15"), 50_000 * SCALE) == Fraction(15, 2)
    assert countback(told, d("2026-06-30"), 0) == 0


def test_dso_best_possible_and_days_delinquent():
    told = made(
        ("A", d("2026-01-10"), d("2026-02-10"), 600, d("2026-02-20"), 600),
        ("B", d("2026-03-01"), d("2026-03-31"), 300),
        ("C", d("2026-03-20"), d("2026-04-20"), 300),
    )
    found = outstanding(told, d("2026-04-09"), 90)
    assert (found.first, found.days, found.opening, found.sales) == (d("2026-01-10"), 90, 0, 1200 * SCALE)
    assert (found.dso, found.best, found.add) == (45, Fraction(45, 2), Fraction(45, 2))
    assert found.cei == Fraction(600, 900) * 100
    later = outstanding(told, d("2026-04-09"), 30)
    assert (later.opening, later.sales) == (300 * SCALE, 300 * SCALE)
    assert outstanding(told, d("2026-04-09"), 5).dso is None


def test_a_shorter_book_shortens_the_period():
    found = outstanding(made(("A", d("2026-06-01"), d("2026-07-01"), 10)), d("2026-06-10"), 365)
    assert (found.days, found.first, found.dso) == (10, d("2026-06-01"), 10)


def test_mean_days_late_weighs_by_amount_and_counts_early_ones():
    told = made(
        ("A", d("2026-01-01"), d("2026-01-31"), 300, d("2026-02-10"), 300),
        ("B", d("2026-01-01"), d("2026-01-31"), 100, d("2026-01-21"), 100),
    )
    found = lateness(told, d("2026-01-01"), d("2026-06-30"))
    assert (found.n, found.mean, found.late_only) == (2, 5, Fraction(15, 2))
    assert lateness(told, d("2026-05-01"), d("2026-06-30")).mean is None


def test_loss_rates_are_the_products_of_the_rolls():
    """Half of what is not due rolls on, then 40 %, 50 % and 80 %, and all that reaches the end is lost: 8, 16, 40, 80, 100 %."""
    shares = (Fraction(1, 2), Fraction(2, 5), Fraction(1, 2), Fraction(4, 5))
    assert loss_rates(shares) == tuple(Decimal(n) for n in (8, 16, 40, 80, 100))
    assert loss_rates(shares, Decimal(50))[-2:] == (40, 50)
    assert loss_rates((Fraction(1, 2), None, Fraction(1, 2), Fraction(4, 5)))[:3] == (None, None, 40)
    assert rising(loss_rates(shares))
    assert not rising((Decimal(3), None, Decimal(2)))


def test_rolls_of_a_book_whose_half_is_paid_every_month():
    """Invoices of 1600 due on the first of a month; half of what is left is paid on each last day but one of a month: every roll is one half."""
    rows = []
    for at in range(12):
        due = date(2025, 1 + at, 1)
        left, on = 1600, due
        for step in range(6):
            end = (on.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=2)
            if step:
                left //= 2
                rows.append((f"I{at}", due - timedelta(days=30), due, 1600, end, left))
            on = end + timedelta(days=2)
    found = rolls(made(*rows), d("2025-12-31"))
    assert found.months == 12
    assert found.rolls[1:] == (Fraction(1, 2),) * 3
    assert found.reason is None


def test_too_few_months_tell_nothing():
    found = rolls(made(("A", d("2026-05-20"), d("2026-06-20"), 100)), d("2026-06-30"))
    assert found.reason is not None
    assert set(found.rates) == {None}
    assert total(matrix(age(made(("A", d("2026-05-20"), d("2026-06-20"), 100)), d("2026-06-30")), found.rates)) is None


def test_month_ends_and_rates_as_they_are_written():
    assert month_ends(d("2026-03-30"), 2) == [d("2026-01-31"), d("2026-02-28")]
    assert month_ends(d("2026-03-31"), 2) == [d("2026-02-28"), d("2026-03-31")]
    assert rates_of("0, 1.5,100", 3) == (0, Decimal("1.5"), 100)
    for wrong in ("1,2", "1,2,101", "1,2,x", "1,2,nan"):
        with pytest.raises(BadInput):
            rates_of(wrong, 3)


def cheque(month, bounced=None, reason="funds", made_good=None):
    return Presented(
        Decimal(100), d(f"2026-{month:02d}-10"), d(f"2026-{month:02d}-11") if bounced else None, reason if bounced else "", made_good
    )


def test_three_of_one_reason_within_a_year_and_not_made_good_are_refused():
    told = [cheque(1), cheque(2, True), cheque(3, True), cheque(4, True, "signature"), cheque(5, True)]
    found = bounces(told, d("2026-06-30"))
    assert (found.rate, found.bounced, found.unmade) == (Decimal("0.8"), 4, 4)
    assert found.standing == {"funds": 3, "signature": 1, "guarantor": 0}
    assert found.refused_since == d("2026-05-11")
    assert bounces(told, d("2026-05-10")).refused_since is None
    assert bounces([*told[:2], cheque(3, True, made_good=d("2026-03-20")), told[4]], d("2026-06-30")).refused_since is None
    assert bounces([], d("2026-06-30")).rate is None


def test_bounces_more_than_a_year_apart_do_not_add():
    old = Presented(Decimal(1), d("2025-05-01"), d("2025-05-11"), "funds")
    found = bounces([old, cheque(4, True), cheque(5, True)], d("2026-06-30"))
    assert (found.refused_since, found.standing["funds"]) == (None, 2)


def test_the_answer_states_every_definition_and_every_currency():
    told = made(("A", d("2026-03-01"), d("2026-04-30"), 100, {"currency": "USD"}), ("B", d("2026-03-01"), d("2026-07-30"), 50))
    found = answer(told, d("2026-06-30"), Options(fx={"USD": Decimal(30)}, base="TWD"))
    assert list(found["currencies"]) == ["TWD", "USD"]
    assert found["currencies"]["USD"]["ageing"]["buckets"]["61-90"]["amount"] == "100.00"
    assert found["converted"]["ageing"]["total"] == "3050.00"
    assert found["definitions"] == DEFINITIONS
    assert found["currencies"]["TWD"]["provision"]["allowance"] == "0.15"


def test_the_real_book_of_an_american_firm(shared):
    """IBM's accounts receivable sample: 2,466 invoices of 2012-2013, with the days late it states itself."""
    file = shared / "data" / "commerce" / "ibm_accounts_receivable.parquet"
    frame = pl.read_parquet(file).with_row_index("row", offset=1)
    day = lambda name: pl.col(name).str.to_date("%m/%d/%Y")  # noqa: E731
    rows = frame.select(
        "row", pl.col("invoiceNumber").cast(pl.String).alias("invoice"), pl.col("customerID").alias("customer"), pl.lit("USD").alias("currency"), day("InvoiceDate").alias("issued"),
        day("DueDate").alias("due"), (pl.col("InvoiceAmount") * SCALE).round().cast(pl.Int64).alias("amount"), day("SettledDate").alias("paid_on"), pl.lit(None, pl.Int64).alias("paid_amount"),
    )  # fmt: skip
    held = book(rows)
    assert (held.bills.height, held.payments.height) == (2466, 2466)
    found = lateness(held, d("2012-01-01"), d("2014-12-31"))
    stated = (frame["DaysLate"] * frame["InvoiceAmount"]).sum() / frame["InvoiceAmount"].sum()
    assert abs(float(found.late_only) - stated) < 1e-6
    assert age(held, d("2014-12-31")).total == 0
    assert outstanding(held, d("2013-06-30"), 365).dso > 0
