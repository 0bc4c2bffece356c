from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.engines.performance.review import achievement, fading, quarterly, review
from argosy.engines.performance.share import Valuation, market_imports, own_share, white_space
from argosy.kernel.errors import BadInput
from tests.engines.performance_world import AS_OF, line, lines, targets, trade

END = date(2026, 12, 31)
YEARS = (line("2025-01-01", market="FR"), line("2025-12-31", market="FR"))


def shares(own, imports, as_of=date(2025, 12, 31), **more):
    return own_share(lines(*own, *YEARS), market_imports(imports, "TW"), as_of, "TW", **more).filter(market="DE").to_dicts()


def test_own_share_is_own_sales_at_cif_over_imports():
    own = [line("2025-03-01", sales=32_000, incoterm="FOB"), line("2025-04-01", sales=32_000, incoterm="CIF")]
    found = shares(own, trade((2025, "WLD", "DE", "871491", 100_000.0), (2025, "TW", "DE", "871491", 10_000.0)))[0]
    assert found["own"] == pytest.approx(1060 + 1000)
    assert (found["share"], found["share_of_home"], found["status"]) == (pytest.approx(0.0206), pytest.approx(0.206), "ok")


def test_duty_paid_sales_are_taken_without_duty():
    own = [line("2025-03-01", sales=3200, incoterm="DDP", duty=160)]
    assert shares(own, trade((2025, "WLD", "DE", "871491", 1e5)))[0]["own"] == pytest.approx(95)


def test_the_assumption_is_the_users_and_is_printed():
    own = [line("2025-03-01", sales=3200, incoterm="FOB")]
    valuation = Valuation(uplift=0.1)
    assert shares(own, trade((2025, "WLD", "DE", "871491", 1e5)), valuation=valuation)[0]["own"] == pytest.approx(110)
    assert "10.0%" in valuation.caveats()[0].en
    assert len(valuation.caveats()) == 5


def test_without_a_world_row_exporters_are_summed_and_never_twice():
    both = market_imports(
        trade((2025, "WLD", "DE", "871491", 9.0), (2025, "TW", "DE", "871491", 4.0), (2025, "CN", "DE", "871491", 4.0)), "TW"
    )
    apart = market_imports(trade((2025, "TW", "DE", "871491", 4.0), (2025, "CN", "DE", "871491", 4.0)), "TW")
    assert (both["imports"].item(), apart["imports"].item(), apart["from_home"].item()) == (9.0, 8.0, 4.0)


def test_national_codes_are_summed_to_six_digits():
    found = market_imports(trade((2025, "WLD", "DE", "87149120", 4.0), (2025, "WLD", "DE", "87149190", 5.0)), "TW")
    assert found.select("product", "imports").row(0) == ("871491", 9.0)


def test_sides_and_periods_are_not_mixed():
    two = trade((2025, "WLD", "DE", "871491", 4.0))
    with pytest.raises(BadInput, match="several sides"):
        market_imports(two.vstack(two.with_columns(side=two["side"].replace("M", "X"))), "TW")
    with pytest.raises(BadInput, match="annual and monthly"):
        market_imports(trade((2025, "WLD", "DE", "871491", 4.0), (202501, "WLD", "DE", "871491", 4.0)), "TW")


def test_no_share_without_imports_at_home_or_over_part_of_a_year():
    imports = trade((2026, "WLD", "DE", "871491", 4.0), (2026, "WLD", "TW", "871491", 4.0))
    own = lines(line("2025-01-01"), line("2026-01-05"), line("2026-01-06", market="TW"), line("2026-01-07", market="JP"))
    found = own_share(own, market_imports(imports, "TW"), AS_OF, "TW").filter(year=2026)
    assert dict(found.select("market", "status").iter_rows()) == {"DE": "periods_differ", "TW": "home", "JP": "no_imports"}
    assert found["share"].null_count() == 3


def test_monthly_imports_are_compared_month_by_month():
    imports = trade(
        (202602, "WLD", "DE", "871491", 1000.0), (202603, "WLD", "DE", "871491", 1000.0), (202607, "WLD", "DE", "871491", 1000.0)
    )
    own = lines(line("2026-01-05"), line("2026-02-05", sales=3200, incoterm="CIF"), line("2026-05-05", sales=9999))
    found = own_share(own, market_imports(imports, "TW"), AS_OF, "TW").to_dicts()[0]
    assert (found["months"], found["imports"], found["own"], found["share"]) == (2, 2000.0, pytest.approx(100), pytest.approx(0.05))


def test_without_a_dollar_rate_there_is_no_share():
    imports = (2025, "WLD", "DE", "871491", 1000.0), (202602, "WLD", "DE", "871491", 1000.0)
    own = [line("2025-03-01", per_usd=None), line("2025-03-02"), line("2026-02-02", per_usd=None)]
    for row in imports:
        found = own_share(lines(*own, *YEARS), market_imports(trade(row), "TW"), AS_OF, "TW").filter(
            market="DE", year=row[0] // 100 if row[0] > 9999 else row[0]
        )
        assert found.select("status", "own", "share").row(0) == ("no_rate", None, None)


def test_white_space_is_what_the_target_share_leaves():
    own = [line("2025-03-01", sales=32_000, incoterm="CIF")]
    table = own_share(lines(*own, *YEARS), market_imports(trade((2025, "WLD", "DE", "871491", 1e5)), "TW"), date(2025, 12, 31), "TW")
    found = white_space(table, 0.05)
    assert found.row(0, named=True)["white_space"] == pytest.approx(4000)
    assert found["white_space"].null_count() == found.height - 1
    by_product = white_space(table, {"871491": 0.005}).row(0, named=True)
    assert by_product["white_space"] == pytest.approx(-500)
    assert white_space(table, {"000000": 0.1})["white_space"].null_count() == table.height


@settings(max_examples=25)
@given(st.floats(0.01, 100, allow_nan=False))
def test_a_share_does_not_depend_on_the_currency(factor):
    own = [line("2025-03-01", sales=32_000)]
    plain = shares(own, trade((2025, "WLD", "DE", "871491", 1e5)))[0]["share"]
    scaled = shares([own[0] | {"sales": Decimal(64_000), "per_usd": 64.0}], trade((2025, "WLD", "DE", "871491", 1e5 * factor)))[0]["share"]
    assert scaled * factor == pytest.approx(plain)


def months(year, amount, last=12, line_="87"):
    return [("DE+NL", line_, f"{year}-{month:02d}-01", amount) for month in range(1, last + 1)]


def test_achievement_sums_the_countries_of_a_territory():
    told = lines(
        line("2025-01-05", market="DE", sales=600), line("2025-01-06", market="NL", sales=300), line("2025-01-07", market="FR", sales=999)
    )
    found = achievement(told, targets(*months(2025, 100)), AS_OF).row(0, named=True)
    assert (found["sales"], found["target"], found["rate"], found["whole"]) == (Decimal(900), Decimal(1200), 0.75, True)


def test_months_that_are_not_over_or_not_covered_are_not_compared():
    told = lines(line("2026-03-05", sales=600))
    found = achievement(told, targets(*months(2026, 100)), date(2026, 6, 15)).row(0, named=True)
    assert (found["months"], found["target"], found["whole"]) == (3, Decimal(300), False)


def test_two_years_under_target_come_to_the_list():
    told = lines(line("2025-01-05", sales=600, cost=100), line("2026-01-05", sales=100, cost=10))
    found = review(told, targets(*months(2025, 100), *months(2026, 100)), AS_OF)
    assert [(one.market, one.product, one.rules) for one in found.items] == [("DE+NL", "87", ("target_to_date",))]
    assert "2025 50%" in found.items[0].reasons[0].en
    assert "(6/12)" in found.items[0].reasons[0].en
    assert review(told, targets(*months(2026, 100)), AS_OF).items == ()
    whole = review(told, targets(*months(2025, 100), *months(2026, 100)), END)
    assert whole.items[0].rules == ("target",)


def test_a_product_that_loses_money_in_a_market_comes_to_the_list():
    told = lines(line("2025-10-05", cost=990, freight=50), line("2026-01-05", market="JP"))
    found = review(told, targets(), AS_OF)
    assert [(one.market, one.product, one.rules, one.options[0]) for one in found.items] == [("DE", "871491", ("margin",), "withdraw")]
    assert found.items[0].figures["contribution_rate"] == pytest.approx(-0.04)


def test_what_sells_more_and_loses_is_first_to_be_repriced():
    told = lines(line("2025-01-05"), line("2026-01-05", sales=2000, cost=2100))
    assert review(told, targets(), AS_OF).items[0].options[0] == "reprice"


def test_what_lacks_a_cost_is_not_judged_and_named():
    found = review(lines(line("2026-01-05", cost=2000, freight=None)), targets(), AS_OF)
    assert found.items == ()
    assert (found.unjudged[0].product, "1 freight" in found.unjudged[0].reasons[0].en) == ("871491", True)


def test_only_the_last_twelve_months_count_for_the_margin():
    assert review(lines(line("2025-06-29", cost=2000), line("2026-01-05")), targets(), AS_OF).items == ()


FALLING = [("2025-08-01", 400), ("2025-11-01", 300), ("2026-02-01", 200), ("2026-05-01", 100)]


def test_what_fades_below_the_floor_is_found():
    told = [line(day, sku="F", sales=sales, cost=sales, freight=1) for day, sales in FALLING]
    steady = [line(day, sku="S", sales=1000) for day, _ in FALLING]
    found = fading(lines(*told, *steady), AS_OF)
    assert [(one.product, one.rules) for one in found] == [("F", ("margin_floor", "share_falling"))]
    assert "28.57% → 23.08%" in found[0].reasons[1].en
    assert fading(lines(*(row | {"cost": Decimal(1)} for row in told), *steady), AS_OF) == ()
    assert fading(lines(*told[1:], *steady[1:]), AS_OF) == ()


def test_a_quarter_without_sales_counts_as_nothing():
    found = quarterly(lines(line("2025-08-01", sku="F"), line("2025-08-02", sku="S"), line("2025-11-01", sku="S")), AS_OF)
    assert found.filter(sku="F")["share"].to_list() == [0.5, 0.0]
    assert quarterly(lines(line("2026-05-01")), date(2026, 6, 29)).height == 0
