"""Altman's four forms and the scorecard."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from argosy.engines.credit.altman import FORMS, Accounts, applicable, from_ratios, missing, score
from argosy.engines.credit.scorecard import card, grade, points, proposed_limit
from argosy.kernel.errors import BadInput

YEAR = Accounts(
    current_assets=Decimal(400), current_liabilities=Decimal(300), total_assets=Decimal(1000), total_liabilities=Decimal(500), retained_earnings=Decimal(200), ebit=Decimal(130),
    sales=Decimal(950), market_equity=Decimal(325), manufacturer=True,
)  # fmt: skip


def test_z_of_a_published_exercise():
    """X1 0.10, X2 0.20, X3 0.13, X4 0.65, X5 0.95: Z = 0.12 + 0.28 + 0.429 + 0.39 + 0.95 = 2.169, grey."""
    found = score(YEAR, "Z")
    assert (found.value, found.zone) == (Fraction("2.169"), "grey")


@pytest.mark.parametrize(
    ("form", "expected", "zone"),
    [
        ("Z1", "0.0717 + 0.1694 + 0.40391 + 0.42 + 0.9481", "grey"),
        ("Z2", "0.656 + 0.652 + 0.8736 + 1.05", "safe"),
        ("Z2E", "0.656 + 0.652 + 0.8736 + 1.05 + 3.25", "safe"),
    ],
)
def test_the_other_forms_by_hand(form, expected, zone):
    found = score(YEAR, form)
    assert found.value == sum(Fraction(part) for part in expected.split(" + "))
    assert found.zone == zone


@pytest.mark.parametrize(("form", "low", "high"), [("Z", "1.81", "2.99"), ("Z1", "1.23", "2.90"), ("Z2", "1.10", "2.60")])
def test_zones_begin_beyond_their_cuts(form, low, high):
    first = FORMS[form].weights[0]
    at = {name: Fraction(0) for name, _ in FORMS[form].weights}
    zones = []
    for cut in (low, high):
        for step in (Fraction(-1, 1000), Fraction(0), Fraction(1, 1000)):
            zones.append(from_ratios(form, at | {first[0]: (Fraction(cut) + step) / Fraction(first[1])}).zone)
    assert zones == ["distress", "grey", "grey", "grey", "grey", "safe"]


def test_which_form_is_for_whom():
    assert applicable(YEAR) == "Z"
    assert applicable(Accounts(manufacturer=True)) == "Z1"
    assert applicable(Accounts(market_equity=Decimal(1))) == "Z2"


def test_nothing_is_assumed_for_what_is_missing():
    lacking = Accounts(current_assets=Decimal(1), total_assets=Decimal(0), total_liabilities=Decimal(5), retained_earnings=Decimal(1))
    assert missing(lacking, "Z2") == ["current_liabilities", "ebit", "total_assets"]
    with pytest.raises(BadInput, match="ebit"):
        score(lacking)
    with pytest.raises(BadInput, match="no form"):
        score(YEAR, "Z9")


@pytest.mark.parametrize("year", ["1year", "5year"])
def test_polish_companies_that_failed_score_lower(shared, year):
    """UCI Polish companies bankruptcy (CC BY 4.0): the median Z″ of those that failed lies below that of the others, and Z″ tells them apart."""
    frame = pl.read_parquet(shared / "data" / "commerce" / f"uci_polish_bankruptcy_{year}.parquet")
    names = [
        "working capital / total assets",
        "retained earnings / total assets",
        "EBIT / total assets",
        "book value of equity / total liabilities",
    ]
    weights = [float(weight) for _, weight in FORMS["Z2"].weights]
    told = (
        frame.select(sum(pl.col(name) * weight for name, weight in zip(names, weights, strict=True)).alias("z"), "class")
        .drop_nulls()
        .filter(pl.col("z").is_finite())
    )
    medians = dict(told.group_by("class").agg(pl.col("z").median()).iter_rows())
    assert medians[1] < medians[0]
    ranks = told.with_columns(pl.col("z").rank().alias("rank"))
    failed = ranks.filter(pl.col("class") == 1)
    n1, n0 = failed.height, told.height - failed.height
    below = 1 - (failed["rank"].sum() - n1 * (n1 + 1) / 2) / (n1 * n0)
    assert below > 0.6


def told(**more):
    return {
        "lateness": Decimal(0), "bounces": "clean", "utilisation": Decimal("0.4"), "altman": "safe", "bank": "good", "age": Decimal(20), "returns": Decimal(0), "overdue": Decimal(0),
    } | more  # fmt: skip


def test_the_best_customer_has_every_point():
    found = grade(told())
    assert (found.total, found.grade, found.capped_by) == (100, "A", ())
    assert sum(factor.most for factor in card().factors) == 100
    assert set(found.points) == {factor.key for factor in card().factors}


@pytest.mark.parametrize(
    ("more", "refused", "expected", "by"),
    [
        ({"altman": None}, False, "B", ("altman_unknown",)), ({"altman": "distress"}, False, "D", ("altman_distress",)), ({"bounces": "standing"}, False, "D", ("bounces_standing",)),
        ({"bounces": "standing"}, True, "E", ("refused",)), ({"bounces": "made_good"}, False, "A", ()),
    ],
)  # fmt: skip
def test_what_caps_a_grade(more, refused, expected, by):
    found = grade(told(**more), refused=refused)
    assert (found.grade, found.capped_by) == (expected, by)


def test_bands_hold_their_upper_end_and_unknown_is_not_nought():
    late = card().factors[0]
    assert [points(late, Decimal(n)) for n in ("-3", "0", "0.1", "7", "7.1", "30", "31")] == [20, 20, 15, 15, 10, 5, 0]
    assert points(late, None) == late.unknown
    assert points(card().factors[1], "no such state") == card().factors[1].unknown


def test_the_limit_a_grade_is_worth():
    assert proposed_limit(Decimal(1_000_000), grade(told())) == 2_200_000
    assert proposed_limit(Decimal(1_000_000), grade(told(altman=None))) == 1_760_000
    assert proposed_limit(Decimal(1_000_000), grade(told(), refused=True)) == 0
