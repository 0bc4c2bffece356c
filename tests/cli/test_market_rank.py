"""argosy market rank."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date

import ibis
import polars as pl
import pytest

from argosy.engines.assessment.figures import Sought, gather
from argosy.records.markets.assessing.queries import in_warehouse
from argosy.warehouse.store import Warehouse
from argosy.warehouse.trade import MarketEdition, MarketTables

pytestmark = pytest.mark.slow

MARKETS = ("JP", "US", "DE", "VN", "KR", "GB", "FR", "IT")
SUPPLIERS = ("TW", "CN", "LK", "IN")
YEARS = range(2019, 2025)


def rows():
    """A made-up world: the further down the list, the smaller and the slower."""
    for n, market in enumerate(MARKETS):
        for s, supplier in enumerate(SUPPLIERS):
            for year in YEARS:
                value = 1e7 * 2.0**-n * (1 + (0.2 - 0.05 * n)) ** (year - 2019) * (1.0, 3.0, 1.5, 1.0)[s]
                yield {
                    "period": year,
                    "exporter": supplier,
                    "importer": market,
                    "product": "090230",
                    "value": value,
                    "quantity": value / (4 + s),
                    "side": "M",
                }


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "trade.parquet"
    pl.DataFrame(list(rows()), schema_overrides={"period": pl.Int32}).write_parquet(file)
    return file


@pytest.fixture
def everything(tmp_path, table):
    """Files that leave little unknown."""
    countries, tariffs, facts = tmp_path / "countries.csv", tmp_path / "tariffs.csv", tmp_path / "facts.csv"
    lines = [
        f"{m},2023,{i},{v}"
        for n, m in enumerate(MARKETS)
        for i, v in (("SP.POP.TOTL", 5e7), ("LP.LPI.OVRL.XQ", 4 - n / 5), ("RQ.EST", 1 - n / 4))
    ]
    countries.write_text("\n".join(["country,period,indicator,value", *lines]))
    lines = [f"{m},{e},090230,2023,{5 + n if e == 'TW' else 6}" for n, m in enumerate(MARKETS) for e in SUPPLIERS]
    tariffs.write_text("\n".join(["importer,exporter,product,period,applied", *lines]))
    known = {
        "trade_agreement": "1",
        "ntm_count": "3",
        "fx_volatility": "0.05",
        "payment_risk": "2",
        "distance": "3000",
        "culture_fit": "4",
        "sanctioned": "no",
    }
    lines = [f"{m},{k},{v},survey-{m}" for m in MARKETS for k, v in known.items()]
    facts.write_text("\n".join(["market,metric,value,source", *lines, "IT,import_ban,yes,law-9"]))
    return ("--table", table, "--countries", countries, "--tariffs", tariffs, "--facts", facts)


def test_markets_are_ranked_with_their_reasons(argosy, everything):
    answer = argosy("market", "rank", "--product", "0902.30", "--home", "tw", *everything, "--top", 1, "--json").json
    first = answer["markets"][0]
    assert (answer["product"], answer["home"], answer["year"]) == ("090230", "TW", 2024)
    assert (first["market"], first["status"], first["name_zh"], answer["verdict"]["outcome"]) == ("JP", "recommend", "日本", "recommend")
    assert first["rank_interval"]["80"] == [1, 1]
    parts = sum(c["points"] for c in first["contributions"]) + first["completeness_points"]
    assert first["reference"] + parts == pytest.approx(first["score"], abs=1e-9)
    assert [(g["market"], g["reasons"][0]["gate"], g["reasons"][0]["source"]) for g in answer["gates"]] == [("IT", "import_ban", "law-9")]
    assert [c["dataset"] for c in answer["citations"]] == ["trade", "countries", "tariffs", "facts"]
    assert all(len(c["sha256"]) == 64 for c in answer["citations"])
    assert {"complementarity", "unrealised_potential", "gravity_gap"} <= {row["indicator"] for row in answer["no_data"]}
    sources = {c["indicator"]: c["source"] for c in first["contributions"] if not c["imputed"]}
    assert (sources["import_value"], sources["culture_fit"]) == ("trade:M", "survey-JP")


def test_the_same_command_gives_the_same_document(argosy, everything):
    one, two = (argosy("market", "rank", "--product", "090230", *everything, "--json").out for _ in "ab")
    assert one == two


def test_with_trade_alone_it_cannot_tell_and_says_what_to_collect(argosy, table):
    ran = argosy("market", "rank", "--product", "090230", "--table", table, "--json")
    answer = ran.json
    assert answer["verdict"]["outcome"] == "cannot_tell"
    assert {m["status"] for m in answer["markets"]} == {"insufficient"}
    assert "tariff_position" in answer["markets"][0]["missing"]
    assert answer["collect"]


def test_weights_change_the_order_and_are_told(argosy, everything, tmp_path):
    weights = tmp_path / "weights.json"
    weights.write_text(json.dumps({"C": 1}))
    answer = argosy("market", "rank", "--product", "090230", *everything, "--weights", weights, "--json").json
    assert {g["group"]: g["weight"] for g in answer["weights"]}["C"] == 1
    assert sum(answer["matrix"]["weights"]) == pytest.approx(1)


def test_a_choice_of_markets_keeps_their_scores(argosy, everything):
    every = argosy("market", "rank", "--product", "090230", *everything, "--json").json
    some = argosy("market", "rank", "--product", "090230", *everything, "--markets", "de,vn", "--json").json
    scores = {m["market"]: m["score"] for m in every["markets"]}
    assert {m["market"]: m["score"] for m in some["markets"]} == {"DE": scores["DE"], "VN": scores["VN"]}


def test_small_markets_are_left_out_by_name(argosy, everything):
    answer = argosy("market", "rank", "--product", "090230", *everything, "--min-value", 1e7, "--json").json
    assert [m["market"] for m in answer["screened_out"]] == ["FR", "GB", "IT", "KR"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh-Hant", ("建議：日本", "翻轉點", "該市場禁止進口本產品")), ("en", ("Recommend Japan", "JP leads", "The market bans"))],
)
def test_people_read_it_in_either_language(argosy, everything, monkeypatch, lang, words):
    monkeypatch.setenv("ARGOSY_LANG", lang)
    out = argosy("market", "rank", "--product", "090230", *everything, "--top", 1).out
    assert [w for w in words if w not in out] == []


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("facts", "market,metric,value\nJP,luck,1\n", "luck"),
        ("facts", "market,metric,value\nJP,culture_fit,4\n", "evidence"),
        ("facts", "market,metric,value\nJP,ntm_count,many\n", "row 2"),
        ("facts", "market,value\nJP,1\n", "metric"),
        ("weights", "id,weight\nQ,1\n", "Q"),
        ("weights", "id,weight\nA,x\n", "not a number"),
        ("countries", "country,value\nJP,1\n", "period, indicator"),
        ("countries", "country,period,indicator,value\nJP,2023,RQ.EST,n/a\n", "row 2"),
        ("table", "period,exporter,importer,product,value,side\n2024,TW,JP,090230,-4,M\n", "negative"),
        ("weights", "", "weights.csv"),
    ],
)  # fmt: skip
def test_bad_files_are_refused_with_the_place(argosy, table, tmp_path, name, text, says):
    file = tmp_path / f"{name}.csv"
    file.write_text(text)
    ran = argosy("market", "rank", "--product", "090230", "--table", table, f"--{name}", file, "--json")  # the last --table counts
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


@pytest.mark.parametrize(
    ("options", "says"), [(("--product", "9999"), "nothing on product"), (("--product", "090230", "--markets", "QQ"), "QQ"), (("--product", "090230", "--period", 1999), "2019")]
)  # fmt: skip
def test_questions_without_an_answer_say_why(argosy, table, options, says):
    ran = argosy("market", "rank", "--table", table, *options)
    assert ran.code == 2
    assert says in ran.err


@pytest.mark.parametrize("name", ["trade.parquet", "trade.xlsx", "trade.csv"])
def test_a_file_that_is_no_table_is_refused(argosy, tmp_path, name):
    file = tmp_path / name
    file.write_bytes(b"\x00\xff not a table")
    ran = argosy("market", "rank", "--product", "090230", "--table", file)
    assert ran.code == 2
    assert name in ran.err


def test_tables_may_be_csv_with_their_zeros(argosy, table, tmp_path):
    file = tmp_path / "trade.csv"
    pl.read_parquet(table).write_csv(file)
    one, two = (argosy("market", "rank", "--product", "0902", "--table", f, "--json").json["markets"] for f in (table, file))
    assert one == two


def test_without_a_table_or_a_store_it_says_how_to_get_one(argosy, tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOSY_HOME", str(tmp_path))
    monkeypatch.delenv("ARGOSY_DATABASE_URL", raising=False)
    ran = argosy("market", "rank", "--product", "090230")
    assert ran.code == 2
    assert "--table" in ran.err


def test_all_products_together_tell_complementarity_and_potential(argosy, table):
    wide = [row | {"product": f"{n:02}0000", "value": row["value"] * (1 + n % 3)} for n in range(1, 26) for row in rows()]
    pl.concat([pl.read_parquet(table), pl.DataFrame(wide, schema_overrides={"period": pl.Int32})]).write_parquet(table)
    answer = argosy("market", "rank", "--product", "090230", "--table", table, "--json").json
    known = {c["indicator"]: c["value"] for c in answer["markets"][0]["contributions"] if not c["imputed"]}
    assert 0 < known["complementarity"] <= 1
    assert known["unrealised_potential"] >= 0
    assert "gravity_gap" in {row["indicator"] for row in answer["no_data"]}


def described(dataset, edition, as_of, synthetic):
    words = {f.name: "x" for f in fields(MarketEdition) if f.type == "str"}
    given = {
        "table": f"trade_{dataset}",
        "dataset": dataset,
        "edition": edition,
        "as_of": as_of,
        "retrieved": as_of,
        "synthetic": synthetic,
    }
    return MarketEdition(
        **{**words, "rows": 1, "first_period": 2019, "last_period": 2024, "value_total": 1.0, "mirror_share": None, **given}
    )


def test_the_warehouse_gives_its_newest_real_editions_before_synthetic_ones(tmp_path):
    store = Warehouse(tmp_path)
    frame = pl.DataFrame(list(rows()), schema_overrides={"period": pl.Int32})
    for table, edition, as_of, synthetic in [
        ("baci", "a", date(2024, 1, 1), False),
        ("baci", "b", date(2023, 1, 1), False),
        ("demo", "c", date(2026, 1, 1), True),
    ]:
        file = tmp_path / "staged.parquet"
        frame.with_columns(value=pl.col("value") * (2.0 if edition == "b" else 1.0)).write_parquet(file)
        MarketTables(store).keep(described(table, edition, as_of, synthetic), file)
    real, made_up = in_warehouse(store, "trade")
    assert [(t.synthetic, t.citations[0]["dataset"], t.citations[0]["version"]) for t in (real, made_up)] == [
        (False, "baci", "a"),
        (True, "demo", "c"),
    ]
    assert real.frame.collect()["value"].sum() == pytest.approx(frame["value"].sum())
    assert in_warehouse(store, "countries") == []


def test_shares_and_concentration_are_those_of_the_market_indicators(table):
    from argosy.engines.market.flows import Ask, canonical
    from argosy.engines.market.structure import own_share, supplier_concentration

    connection = ibis.duckdb.connect()
    flows, ask = canonical(connection.read_parquet(str(table), table_name="flows")), Ask(2024, home="TW", side="M")
    hhi = {r["importer"]: r["hhi"] for r in connection.to_pyarrow(supplier_concentration(flows, ask)).to_pylist()}
    share = {r["importer"]: r["own_share"] for r in connection.to_pyarrow(own_share(flows, ask)).to_pylist()}
    connection.disconnect()
    made = gather(pl.scan_parquet(table), Sought("090230", "TW"))
    assert {m: row["supplier_hhi"].value for m, row in made.figures.items()} == pytest.approx(hhi)
    assert {m: row["home_share"].value for m, row in made.figures.items()} == pytest.approx(share)
