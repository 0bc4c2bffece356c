"""argosy market forecast and trend: the JSON of the contract, text for people, and what is refused."""

from __future__ import annotations

import pytest

from tests.engines.series_world import AIR


@pytest.fixture
def table(tmp_path):
    """A file of one long and one short monthly series."""
    rows = [f"air,{1949 + at // 12}-{at % 12 + 1:02},{value:g}" for at, value in enumerate(AIR)]
    rows += [f"short,2026-{month:02},{month}" for month in range(1, 7)]
    file = tmp_path / "t.csv"
    file.write_text("series,date,value\n" + "\n".join(rows) + "\n")
    return file


def test_forecast_in_json(argosy, table):
    ran = argosy("market", "forecast", table, "--horizon", 18, "--season", 12, "--json")
    assert (ran.code, ran.err) == (0, "")
    air, short = ran.json["series"]
    assert len(air["forecast"]) == 18
    assert air["forecast"][0]["date"] == "1961-01"
    assert list(air["forecast"][0]) == ["date", "point", "lo80", "hi80", "lo95", "hi95"]
    assert air["point"] == [step["point"] for step in air["forecast"]]
    assert air["method"] in air["backtest"]["methods"]
    assert air["backtest"]["mase"] < air["backtest"]["snaive"]["mase"]
    assert air["beats_naive"] is True
    assert (short["method"], short["forecast"], short["backtest"]) == (None, [], None)
    assert "at least" in short["reason_en"] or "needs 24" in short["reason_en"]
    assert ran.json["summary"]["described"] == 1


def test_the_summary_counts_methods_and_coverage(argosy, table):
    summary = argosy("market", "forecast", table, "--horizon", 6, "--json").json["summary"]
    assert sum(summary["methods"].values()) == summary["forecast"] == 1
    assert 0 <= summary["coverage80"] <= summary["coverage95"] <= 1


def test_a_method_is_forced(argosy, table):
    air = argosy("market", "forecast", table, "--horizon", 3, "--method", "theta", "--json").json["series"][0]
    assert air["method"] == "theta"
    assert air["point"] == pytest.approx([440.07, 428.37, 489.70], rel=1e-3)


@pytest.mark.parametrize(("lang", "words"), [("en", "mean absolute error is"), ("zh-Hant", "平均絕對誤差為單純季節法的")])
def test_text_for_people(argosy, table, monkeypatch, lang, words):
    monkeypatch.setenv("ARGOSY_LANG", lang)
    ran = argosy("market", "forecast", table, "--horizon", 2)
    assert words in ran.out
    assert "1961-02" in ran.out


def test_trend_in_json(argosy, table):
    air, short = argosy("market", "trend", table, "--json").json["series"]
    assert air["growth"]["year"] == pytest.approx(0.12843, abs=1e-4)
    assert air["monotone"]["p"] < 0.001
    assert air["break"]["date"]
    assert air["stl"]["trend_strength"] > 0.9
    assert short["growth"]["least"] == 25


def test_trend_for_people(argosy, table):
    out = argosy("market", "trend", table).out
    assert "growth per year +12.84%" in out
    assert "insufficient data: 6 values" in out


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        ("date,value\n2026-01,1\n2026-01,2\n", ("--horizon", 3), "appears more than once"),
        ("date,value\n2026-01,many\n", ("--horizon", 3), "row 2"),
        ("date,value\n2026-01,1\n", ("--horizon", 3, "--method", "magic"), "no method 'magic'"),
        ("date,value\n2026-01,1\n", ("--horizon", 0), "--horizon"),
    ],
)
def test_what_is_refused(argosy, tmp_path, rows, options, words):
    file = tmp_path / "bad.csv"
    file.write_text(rows)
    ran = argosy("market", "forecast", file, *options, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
