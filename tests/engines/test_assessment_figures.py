"""Figures from the canonical tables: nothing counted twice, nothing filled in."""

from __future__ import annotations

from datetime import date
from math import log
from statistics import stdev

import polars as pl
import pytest

from argosy.engines.assessment.currency import volatility
from argosy.engines.assessment.figures import Sought, gather
from argosy.engines.assessment.flows import flows
from argosy.kernel.errors import BadInput, NotFound

COLUMNS = ("period", "exporter", "importer", "product", "value", "quantity", "side")


def frame(*rows) -> pl.LazyFrame:
    kinds = {"period": pl.Int32, "value": pl.Float64, "quantity": pl.Float64}
    return pl.LazyFrame([dict(zip(COLUMNS, row, strict=True)) for row in rows], schema={c: kinds.get(c, pl.String) for c in COLUMNS})


def told(importer="JP", side="M", product="090230", years=range(2019, 2025)):
    """Three suppliers with growing sales: TW 10 % a year, CN flat, LK flat."""
    for year in years:
        yield (year, "TW", importer, product, 100 * 1.1 ** (year - 2019), 10.0, side)
        yield (year, "CN", importer, product, 300.0, 60.0, side)
        yield (year, "LK", importer, product, 100.0, 25.0, side)


def figures(*rows, **more):
    made = gather(frame(*rows), Sought("090230", "TW"), **more)
    return made, made.figures["JP"]


def test_the_figures_of_a_market_by_hand():
    made, row = figures(*told())
    own = 100 * 1.1**5
    whole = own + 400
    assert (made.year, made.basis) == (2024, {"JP": "M"})
    assert row["import_value"].value == pytest.approx(whole)
    assert row["supplier_hhi"].value == pytest.approx((own**2 + 300**2 + 100**2) / whole**2)
    assert row["home_share"].value == pytest.approx(own / whole)
    assert row["home_share_trend"].value > 0
    assert row["home_growth"].value == pytest.approx(0.10)
    assert row["price_position"].value == pytest.approx((own / 10) / 5)
    assert row["world_demand_share"].value == 1.0
    assert "imports_per_head" not in row
    assert "tariff_position" not in row


def test_the_world_as_supplier_is_the_total_not_one_more_supplier():
    _, row = figures(*told(), (2024, "WLD", "JP", "090230", 600.0, None, "M"))
    assert row["import_value"].value == 600.0
    assert row["supplier_hhi"].n == 3


def test_shares_need_most_suppliers_named():
    _, row = figures((2024, "TW", "JP", "090230", 50.0, None, "M"), (2024, "WLD", "JP", "090230", 600.0, None, "M"))
    assert row["import_value"].value == 600.0
    assert {"supplier_hhi", "home_share", "import_growth"}.isdisjoint(row)


def test_two_sides_are_never_added_up_and_their_gap_is_the_error():
    mirrored = [(p, e, i, k, v * 1.2, q, "X") for p, e, i, k, v, q, _ in told()]
    _, row = figures(*told(), *mirrored)
    assert row["import_value"].value == pytest.approx(400 + 100 * 1.1**5)
    assert row["import_value"].error == pytest.approx(0.1823215568 / 2**0.5)
    assert row["home_exports"].value == pytest.approx(120 * 1.1**5)


def test_exports_of_one_country_are_not_the_imports_of_a_market():
    made, row = figures(*((y, "TW", "JP", "090230", 100.0, None, "X") for y in range(2019, 2025)))
    assert made.basis == {}
    assert set(row) == {"home_exports", "home_growth"}


def test_what_several_exporters_tell_stands_in_and_is_said():
    made, row = figures(*told(side="X"))
    assert made.basis == {"JP": "X"}
    assert "import_value" in row
    assert "mirror data" in made.notes[0].en


def test_longer_codes_are_taken_in_and_shorter_ones_not_counted_twice():
    rows = [(2024, "CN", "JP", "09023010", 30.0, None, "M"), (2024, "CN", "JP", "09023020", 70.0, None, "M"), (2024, "LK", "JP", "090230", 10.0, None, "M"), (2024, "LK", "JP", "09023010", 10.0, None, "M")]  # fmt: skip
    _, row = figures(*rows)
    assert row["import_value"].value == 110.0


def test_months_make_a_year_only_when_all_twelve_are_there():
    months = [(year * 100 + m, "CN", "JP", "090230", 10.0, None, "M") for year in (2023, 2024) for m in range(1, 13 if year == 2023 else 6)]
    made, row = figures(*months)
    assert (made.year, row["import_value"].value) == (2023, 120.0)
    assert "5 months" in made.notes[0].en


def test_a_year_that_looks_unfinished_is_stepped_back_from_unless_asked_for():
    rows = [*told(years=range(2019, 2024)), (2024, "CN", "JP", "090230", 90.0, None, "M")]
    made, _ = figures(*rows)
    assert made.year == 2023
    assert "looks unfinished" in made.notes[0].en
    asked = gather(frame(*rows), Sought("090230", "TW", 2024))
    assert (asked.year, "may not be whole" in asked.notes[0].en) == (2024, True)


def test_the_tariff_position_weighs_rivals_by_their_sales():
    rates = pl.LazyFrame([("JP", "TW", "090230", 2023, 10.0), ("JP", "CN", "090230", 2023, 4.0), ("JP", "WLD", "090230", 2023, 8.0)], orient="row", schema=["importer", "exporter", "product", "period", "applied"])  # fmt: skip
    _, row = figures(*told(), tariffs=rates)
    assert row["tariff_position"].value == pytest.approx(10 - (300 * 4 + 100 * 8) / 400)


def test_country_attributes_are_the_latest_up_to_the_year():
    rows = [("JP", 2023, "SP.POP.TOTL", 100.0), ("JP", 2025, "SP.POP.TOTL", 1.0), ("JP", 2023, "LP.LPI.OVRL.XQ", 3.9), ("JP", 2023, "RQ.EST", 1.0), ("JP", 2023, "PV.EST", 2.0)]  # fmt: skip
    _, row = figures(*told(), countries=pl.LazyFrame(rows, orient="row", schema=["country", "period", "indicator", "value"]))
    assert row["imports_per_head"].value == pytest.approx(row["import_value"].value / 100)
    assert (row["logistics"].value, row["governance"].value) == (3.9, 1.5)


def test_a_place_that_exports_what_it_is_sold_is_flagged():
    made, _ = figures(*told(), (2024, "JP", "WLD", "090230", 999.0, None, "X"))
    assert "transit or assembly" in made.cautions["JP"][0].en


def test_one_data_set_tells_for_each_country():
    both = pl.concat([frame(*told()).with_columns(dataset=pl.lit("old")), frame(*told(), (2024, "VN", "JP", "090230", 5.0, 1.0, "M")).with_columns(dataset=pl.lit("new"))])  # fmt: skip
    made = gather(both, Sought("090230", "TW"))
    assert made.figures["JP"]["import_value"].value == pytest.approx(405 + 100 * 1.1**5)


@pytest.mark.parametrize(
    ("rows", "error", "word"),
    [
        ([(2024, "CN", "JP", "090230", -5.0, None, "M")], BadInput, "negative"),
        ([(2024, "CN", "JP", "850000", 5.0, None, "M")], NotFound, "nothing on product"),
    ],
)
def test_tables_that_cannot_be_used_are_refused(rows, error, word):
    with pytest.raises(error, match=word):
        flows(frame(*rows), "090230")


def test_a_year_that_is_not_there_names_those_that_are():
    with pytest.raises(NotFound, match="2019–2024"):
        flows(frame(*told()), "090230", 1999)
    with pytest.raises(BadInput, match="side"):
        flows(frame(*told()).drop("side"), "090230")


def test_a_currency_that_swings_is_told_against_the_dollar():
    def months(rate):
        return [date(2023 + n // 12, n % 12 + 1, 1) for n in range(24)], [rate(n) for n in range(24)]

    days, dollars = months(lambda n: 1.1)
    rows = [(d, "USD", v) for d, v in zip(days, dollars, strict=True)]
    rows += [(d, "JPY", 150.0 * (1.02 if n % 2 else 1.0)) for n, d in enumerate(days)]
    fx = pl.LazyFrame(rows, orient="row", schema=["date", "currency", "per_eur"])
    found = volatility(fx, {"JP": "JPY", "US": "USD", "DE": "EUR", "TW": "TWD"}, 2024)
    assert found == {}  # 23 changes a currency: one month short
    more = pl.concat(
        [
            fx,
            pl.LazyFrame(
                [(date(2022, 12, 1), c, v) for c, v in (("USD", 1.1), ("JPY", 150.0 * 1.02))],
                orient="row",
                schema=["date", "currency", "per_eur"],
            ),
        ]
    )
    found = volatility(more, {"JP": "JPY", "US": "USD", "DE": "EUR", "TW": "TWD"}, 2024)
    moves = [log(1.02) * (-1) ** (n + 1) for n in range(24)]
    assert found["JP"].value == pytest.approx(stdev(moves) * 12**0.5)
    assert (found["US"].value, found["DE"].value, "TW" in found) == (0.0, pytest.approx(0.0), False)
