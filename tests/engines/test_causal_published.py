"""Published tables, reproduced from their own data to the digits that are printed."""

from __future__ import annotations

import polars as pl
import pytest

from argosy.engines.causal.effect import measure
from argosy.engines.causal.gravity import Options, estimate, joint
from argosy.engines.causal.panel import panel
from argosy.engines.causal.predictors import with_predictors

TRADITIONAL = (
    "lypex + lypim + lyex + lyim + ldist + border + comlang + colony + landl_ex + landl_im + lremot_ex + lremot_im + comfrt_wto + open_wto"
)
# Santos Silva and Tenreyro (2006), Review of Economics and Statistics 88(4), table 3; order of TRADITIONAL, the constant left off.
LOG_OF_GRAVITY = {
    ("log(trade)", "ols", ""): [0.938, 0.798, 0.207, 0.106, -1.166, 0.314, 0.678, 0.397, -0.062, -0.665, 0.467, -0.205, 0.491, -0.170],
    ("log(1 + trade)", "ols", ""): [1.128, 0.866, 0.277, 0.217, -1.151, -0.241, 0.742, 0.392, 0.106, -0.278, 0.526, -0.109, 1.289, 0.739],
    ("trade", "nls", ""): [0.738, 0.862, 0.396, -0.033, -0.924, -0.081, 0.689, 0.036, -1.367, -0.471, 1.188, 1.010, 0.443, 0.928],
    ("trade", "ppml", "positive"): [0.721, 0.732, 0.154, 0.133, -0.776, 0.202, 0.751, 0.020, -0.872, -0.703, 0.647, 0.549, 0.179, -0.139],
    ("trade", "ppml", ""): [0.732, 0.741, 0.157, 0.135, -0.784, 0.193, 0.746, 0.025, -0.863, -0.696, 0.660, 0.562, 0.181, -0.107],
}
PPML_ERRORS = [0.027, 0.027, 0.053, 0.045, 0.055, 0.104, 0.135, 0.150, 0.157, 0.141, 0.134, 0.119, 0.089, 0.131]
YEARS = [1986.0, 1990.0, 1994.0, 1998.0, 2002.0, 2006.0]
BOTH = "exporter^year + importer^year"
GRAVITY = "log(dist) + cntg + lang + clny"
AGREEMENTS = "rta + rta_lag4 + rta_lag8 + rta_lag12"
# Yotov, Piermartini, Monteiro and Larch (2016), tables 1 and 3, four digits as printed by the replication tradepolicy (Vargas Sepúlveda, pacha.dev);
# errors clustered by pair without a small-sample factor beyond G/(G-1), as Stata's ppml prints them.
GUIDE = {
    (f"trade ~ {GRAVITY} | {BOTH}", "abroad"): ([-0.8409, 0.4374, 0.2475, -0.2225], [0.0317, 0.0832, 0.0765, 0.1162], 28_152),
    (f"trade ~ {GRAVITY} + rta | {BOTH}", "abroad"): (
        [-0.8216, 0.4155, 0.2499, -0.2054, 0.1907],
        [0.0310, 0.0828, 0.0767, 0.1143, 0.0658],
        28_152,
    ),
    (f"trade ~ {GRAVITY} + rta | {BOTH} + home", ""): (
        [-0.8003, 0.3932, 0.2437, -0.1822, 0.4085],
        [0.0303, 0.0789, 0.0771, 0.1134, 0.0688],
        28_566,
    ),
    (f"trade ~ rta | {BOTH} + pair", ""): ([0.5572], [0.1022], 28_482),
    (f"trade ~ rta + rta_lead4 | {BOTH} + pair", ""): ([0.5200, 0.0774], [0.0859, 0.0921], 28_482),
    (f"trade ~ {AGREEMENTS} | {BOTH} + pair", ""): ([0.2914, 0.4135, 0.1687, 0.1189], [0.0892, 0.0672, 0.0431, 0.0301], 28_482),
    (f"trade ~ {AGREEMENTS} + i(year, abroad, ref=2006) | {BOTH} + pair", ""): (
        [0.1157, 0.2877, 0.0693, 0.0024, -0.7056, -0.4803, -0.3665, -0.1581, -0.1409],
        [0.0867, 0.0617, 0.0482, 0.0291, 0.0478, 0.0429, 0.0335, 0.0233, 0.0169],
        28_482,
    ),
}


def near(values, wanted, digits):
    """Whether rounded values differ from what is printed by at most one in the last digit, as a printed half may round either way."""
    return max(abs(round(float(a), digits) - b) for a, b in zip(values, wanted, strict=True)) < 1.5 * 10**-digits


@pytest.fixture(scope="module")
def markets(shared):
    return shared / "data" / "markets"


@pytest.fixture(scope="module")
def guide(markets):
    inside = pl.col("exporter") == pl.col("importer")
    return (
        pl.read_parquet(markets / "agtpa_applications.parquet")
        .filter(pl.col("year").is_in(YEARS))
        .with_columns(
            abroad=(~inside).cast(pl.Int8),
            home=pl.when(inside).then(pl.col("exporter")).otherwise(pl.lit("abroad")),
            pair=pl.when(inside).then(0.0).otherwise(pl.col("pair_id")),
        )
    )


@pytest.fixture(scope="module")
def smoking(markets):
    table = pl.read_parquet(markets / "california_prop99.parquet").unpivot(index="Year", variable_name="state", value_name="packs")
    return panel(table, "state", "Year", "packs", ["California"], "1989")


@pytest.mark.parametrize(("outcome", "family", "rows"), LOG_OF_GRAVITY)
def test_the_log_of_gravity(markets, outcome, family, rows):
    table = pl.read_parquet(markets / "log_of_gravity.parquet")
    table = table.filter(pl.col("trade") > 0) if rows else table
    found = estimate(table, f"{outcome} ~ {TRADITIONAL}", Options(family=family))
    assert near(found.coef[1:], LOG_OF_GRAVITY[outcome, family, rows], 3)


def test_the_log_of_gravity_errors_and_reset(markets):
    table = pl.read_parquet(markets / "log_of_gravity.parquet")
    found = estimate(table, f"trade ~ {TRADITIONAL}", Options(reset=True))
    assert near(found.se[1:], PPML_ERRORS, 3)
    assert found.reset
    assert round(found.reset[1], 3) == pytest.approx(0.331, abs=0.0015)


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "rows"), GUIDE)
def test_the_advanced_guide(guide, formula, rows):
    coef, se, n = GUIDE[formula, rows]
    table = guide.filter(pl.col("abroad") == 1) if rows else guide
    found = estimate(table, formula, Options(clusters=("pair_id",), ssc="stata"))
    assert found.n == n
    assert near(found.coef, coef, 4)
    assert near(found.se, se, 4)


def test_the_advanced_guide_by_least_squares(guide):
    table = guide.filter(pl.col("abroad") == 1, pl.col("trade") > 0)
    found = estimate(table, f"log(trade) ~ {GRAVITY} | {BOTH}", Options(family="ols", clusters=("pair_id",), ssc="none"))
    assert (found.n, near(found.coef, [-1.2156, 0.2232, 0.6609, 0.6705], 4), near(found.se, [0.0376, 0.1995, 0.0807, 0.1470], 4)) == (
        25_689,
        True,
        True,
    )
    assert (round(found.measures["r2"], 4), round(found.measures["adjusted_r2"], 3)) == (0.8432, 0.838)


@pytest.mark.slow
def test_the_sum_of_agreement_effects_over_time(guide):
    found = estimate(guide, f"trade ~ {AGREEMENTS} | {BOTH} + pair", Options(clusters=("pair_id",), ssc="stata"))
    assert near(joint(found, found.names)[:2], [0.9926, 0.0943], 4)


def test_the_reset_of_the_advanced_guide(guide):
    table = guide.filter(pl.col("abroad") == 1)
    found = estimate(table, f"trade ~ {GRAVITY} | {BOTH}", Options(clusters=("pair_id",), ssc="stata", reset=True))
    assert found.reset
    assert round(found.reset[1], 4) == pytest.approx(0.6416, abs=0.001)


def test_the_vignette_of_fixest(markets):
    """The first example of fixest's walkthrough (Bergé and McDermott); pyfixest 0.60 gives the same coefficient and error to six digits."""
    table = pl.read_parquet(markets / "eu15_hs2_trade_2007_2016.parquet")
    found = estimate(table, "Euros ~ log(dist_km) | Origin + Destination + Product + Year", Options(clusters=("Origin",)))
    assert (found.n, round(found.coef[0], 5), round(found.se[0], 4)) == (38_325, -1.52787, 0.1157)
    assert (round(found.measures["pseudo_r2"], 4), round(found.measures["r2_correlation"], 4)) == (0.7640, 0.6120)


# Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), American Economic Review 111(12), table 1, in the digits the package synthdid prints.
@pytest.mark.parametrize(("method", "wanted"), [("did", -27.349), ("sdid", -15.604)])
def test_proposition_99(smoking, method, wanted):
    assert round(measure(smoking, method).estimate, 3) == wanted


def test_proposition_99_by_synthetic_control(smoking):
    """The exact optimum on outcomes, and the end of synthdid's Frank–Wolfe path, which the paper prints."""
    found = measure(smoking, "sc")
    assert found.other
    assert (round(found.estimate, 3), round(found.other.estimate, 3)) == (-19.514, -19.620)


@pytest.mark.parametrize(("method", "printed", "within"), [("did", 17.74, 1.0), ("sc", 9.92, 1.3), ("sdid", 8.37, 1.3)])
def test_placebo_errors_of_proposition_99(smoking, method, printed, within):
    """The paper draws 200 placebos at random; every control is taken once here, which is where such draws centre."""
    se = measure(smoking, method).se
    assert se == pytest.approx(printed, abs=within)


@pytest.mark.slow
def test_german_reunification_by_predictors(markets):
    """Abadie, Diamond and Hainmueller (2015), table 1: Austria .42, United States .22, Japan .16, Switzerland .11, Netherlands .09 by a cross-validated V;
    without cross-validation the same five countries and no other make up West Germany.
    """
    table = pl.read_parquet(markets / "germany_reunification.parquet")
    made = panel(table, "country", "year", "gdp", ["West Germany"], "1990")
    window = ["gdp@1981:1990", "trade@1981:1990", "infrate@1981:1990", "industry@1981:1990", "schooling@1980:1985", "invest80@1980"]
    found = measure(with_predictors(made, table, "country", "year", window), "sc")
    assert found.contrast
    heavy = {unit for unit, weight in zip(made.units, found.contrast.omega, strict=False) if weight > 0.01}
    assert heavy == {"Austria", "USA", "Japan", "Switzerland", "Netherlands"}
    assert found.placebo_p == pytest.approx(1 / 17)
