"""argosy market gravity and effect."""

from __future__ import annotations

import pytest

from tests.engines.gravity_world import trade
from tests.engines.test_causal_effect import long

FORMULA = "trade ~ log(dist) + rta"


@pytest.fixture
def flows(tmp_path):
    file = tmp_path / "flows.parquet"
    trade().write_parquet(file)
    return file


@pytest.fixture
def units(tmp_path):
    file = tmp_path / "units.csv"
    long(units=14).write_csv(file)
    return file


def effect(argosy, file, *more, treated="u13"):
    columns = ("--unit", "unit", "--time", "year", "--outcome", "y", "--treated", treated, "--start", "2012")
    return argosy("market", "effect", file, *columns, *more)


def test_gravity_as_json(argosy, flows):
    answer = argosy(
        "market", "gravity", flows, "--formula", FORMULA, "--fe", "exporter^year,importer^year", "--cluster", "exporter", "--json"
    ).json
    assert answer["coef"]["log(dist)"] == pytest.approx(-0.9, abs=0.15)
    assert (answer["n"], answer["fixed_effects"], answer["clusters"]) == (396, {"exporter^year": 36, "importer^year": 36}, {"exporter": 12})
    assert set(answer["se"]) == set(answer["ci"]) == set(answer["coef"]) == {"log(dist)", "rta"}


def test_gravity_for_people(argosy, flows, monkeypatch):
    monkeypatch.setenv("ARGOSY_LANG", "zh-Hant")
    told = argosy("market", "gravity", flows, "--formula", "log(trade) ~ log(dist)", "--family", "ols", "--where", "year in 2001,2002")
    assert told.code == 0
    assert "未用" in told.out


def test_the_three_factors_differ_and_are_named(argosy, flows):
    answers = [argosy("market", "gravity", flows, "--formula", FORMULA, "--ssc", ssc, "--json").json for ssc in ("fixest", "stata", "none")]
    assert [a["small_sample"]["rule"] for a in answers] == ["n/(n-K), K=3", "n/(n-1)", "1"]
    assert answers[0]["se"]["rta"] > answers[1]["se"]["rta"] > answers[2]["se"]["rta"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_form_of_a_table_gives_the_same(argosy, flows, tmp_path, form):
    file = tmp_path / f"flows.{form}"
    trade().write_csv(file) if form == "csv" else trade().write_excel(file)
    told = [argosy("market", "gravity", f, "--formula", f"{FORMULA} | exporter", "--json").json["coef"] for f in (flows, file)]
    assert told[0] == pytest.approx(told[1], rel=1e-6)


@pytest.mark.parametrize("method", ["did", "sc", "sdid", "its"])
def test_effect_as_json(argosy, units, method):
    answer = effect(argosy, units, "--method", method, "--json").json
    assert answer["estimate"] == pytest.approx(5, abs=1.2)
    assert {"se", "low", "high", "n", "placebo_p", "verdict", "verdict_zh", "rung", "reasons", "checks", "thresholds", "path"} <= set(
        answer
    )


def test_effect_for_people(argosy, units):
    told = effect(argosy, units, "--method", "sc")
    assert told.out.startswith("differs from its synthetic control, consistent with an effect")


def test_a_limit_of_ones_own(argosy, units):
    answer = effect(argosy, units, "--limit", "fit_index=0.0000001", "--json").json
    assert (answer["verdict"], answer["thresholds"]["fit_index"]) == ("cause not established", 1e-7)


@pytest.mark.parametrize(
    "more",
    [
        ("--method", "magic"),
        ("--limit", "placebo_p"),
        ("--limit", "luck=1"),
        ("--predictor", "y@2001"),
        ("--method", "sc", "--predictor", "size"),
    ],
)
def test_a_wrong_question_is_bad_input(argosy, units, more):
    told = effect(argosy, units, *more)
    assert (told.code, told.out) == (2, "")
    assert told.err


def test_a_unit_that_is_not_there_is_bad_input(argosy, units):
    told = effect(argosy, units, treated="u99")
    assert told.code == 2
    assert "There is no unit “u99”; column “unit” has u00" in told.err


@pytest.mark.parametrize("more", [("--formula", "trade ~ nowhere"), ("--formula", "trade ~ rta", "--where", "trade > 1e30")])
def test_a_wrong_formula_is_bad_input(argosy, flows, more):
    told = argosy("market", "gravity", flows, *more)
    assert (told.code, told.out) == (2, "")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b""), ("a.csv", b"a,b\n"), ("a.parquet", b"no"), ("a.doc", b"x"), ("a.xlsx", b"no"), ("a.csv", b"\xff\xfea")],
)
def test_a_file_that_is_no_table_is_bad_input(argosy, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    told = argosy("market", "gravity", tmp_path / name, "--formula", "a ~ b")
    assert (told.code, told.out) == (2, "")
    assert len(told.err.splitlines()) == 1
