"""Every indicator over a small world: its figures by hand, and the properties its definition promises."""

from __future__ import annotations

import math

import polars as pl
import pytest

from argosy.engines.market.catalogue import indicator_of, indicators
from argosy.engines.market.flows import SCHEMA, Ask, canonical, coarser
from argosy.engines.market.market_table import market_table
from argosy.kernel.errors import BadInput, NotFound
from argosy.warehouse.engine import open_engine
from tests.engines.market_world import GOODS, YEARS, flows, frame, tariffs

pytestmark = pytest.mark.slow

ASK = {"period": 2024, "since": 2020, "home": "TW"}
NAMES = [one.id for one in indicators()]


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """Work out an indicator over a frame of flows."""
    folder = tmp_path_factory.mktemp("flows")
    with open_engine(folder.as_uri()) as desk:

        def run(name, rows=None, build=None, rates=None, **asked) -> pl.DataFrame:
            table = _table(desk, folder, flows() if rows is None else rows, "flows")
            rate = _table(desk, folder, tariffs() if rates is None else rates, "tariffs")
            ask = Ask(**{**ASK, **asked}, tariffs=rate)
            if build:
                return desk.run(build(table, ask))
            one = indicator_of(name)
            return desk.run(one.build(table, ask)).sort(one.grain)

        yield run


def _table(desk, folder, rows, name):
    path = folder / f"{name}{len(list(folder.iterdir()))}.parquet"
    rows.write_parquet(path)
    return desk.engine.file(path, path.stem)


def cell(rows: pl.DataFrame, **keys) -> dict:
    """The one row with these keys."""
    return rows.row(by_predicate=pl.all_horizontal(pl.col(k) == v for k, v in keys.items()), named=True)


def close_frames(a: pl.DataFrame, b: pl.DataFrame, columns) -> bool:
    """Whether two frames have the same figures in the columns, nulls in the same places."""
    return all(
        (x is None and y is None) or (x is not None and y is not None and math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-12))
        for column in columns
        for x, y in zip(a[column].to_list(), b[column].to_list(), strict=True)
    )


def one_side(rows: pl.DataFrame, year: int = 2024) -> pl.DataFrame:
    return rows.filter(pl.col("side") == "R", pl.col("period") == year)


@pytest.mark.parametrize("name", NAMES)
def test_the_definition_is_whole_in_both_languages(name):
    one = indicator_of(name)
    texts = [t for text in (one.name, one.means, one.unit, one.holds) for t in (text.zh, text.en)]
    assert all(texts)
    assert one.formula
    assert one.source


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_has_its_grain_and_its_column_and_one_row_each(work, name):
    one, rows = indicator_of(name), work(name)
    assert rows.height > 0
    assert {*one.grain, one.column} <= set(rows.columns)
    assert rows.select(one.grain).is_unique().all()
    assert rows[one.column].null_count() < rows.height


@pytest.mark.parametrize("name", NAMES)
def test_the_currency_matters_only_where_the_unit_is_money(work, name):
    one = indicator_of(name)
    here, there = work(name), work(name, flows(scale=32.0))
    factor = 32.0 if "currency" in one.unit.en else 1.0
    assert close_frames(here.with_columns(pl.col(one.column) * factor), there, [one.column])


@pytest.mark.parametrize("name", NAMES)
def test_the_other_sides_and_the_world_as_partner_are_not_added_in(work, name):
    if name == "mirror_gap":
        pytest.skip("it compares the sides")
    world = flows().filter(pl.col("side") == "R").with_columns(importer=pl.lit("WLD"))
    one = indicator_of(name)
    alone = work(name, flows().filter(pl.col("side") == "R"))
    assert close_frames(alone, work(name, pl.concat([flows(), world])), [one.column])


@pytest.mark.parametrize(
    ("name", "column", "keys"),
    [("supplier_share", "supplier_share", ["importer", "product"]), ("demand_share", "demand_share", ["product"])],
)
def test_shares_add_up_to_one(work, name, column, keys):
    assert work(name).group_by(keys).agg(pl.col(column).sum())[column].to_list() == pytest.approx([1.0] * (24 if len(keys) == 2 else 4))


def test_totals_tie_to_the_flows(work):
    total = one_side(flows())["value"].sum()
    assert work("imports")["imports"].sum() == pytest.approx(total)
    assert work("exports")["exports"].sum() == pytest.approx(total)


@pytest.mark.parametrize(("name", "n"), [("hhi_suppliers", "suppliers"), ("hhi_destinations", "destinations")])
def test_concentration_lies_between_one_over_n_and_one(work, name, n):
    rows = work(name)
    assert ((rows["hhi"] >= 1 / rows[n] - 1e-12) & (rows["hhi"] <= 1)).all()
    even = frame([(2024, e, "JP", "8542", 5.0, None) for e in ("TW", "KR", "US", "VN")] + [(2024, "TW", "KR", "8542", 5.0, None)])
    found = work(f"{name}_normalised", even)
    four = found.filter(pl.col(n) == 4)
    assert (four["hhi"].to_list(), four["hhi_normalised"].to_list()) == (([0.25], [0.0]) if n == "suppliers" else ([], []))
    assert found.filter(pl.col(n) == 1)["hhi_normalised"].null_count() == found.filter(pl.col(n) == 1).height


def test_growth_by_its_ends_by_its_trend_and_by_the_year(work):
    steady = frame([(year, "TW", "JP", "0902", 100 * 1.1 ** (year - 2020), None) for year in YEARS])
    assert work("cagr", steady)["cagr"].to_list() == pytest.approx([0.1])
    assert work("yoy", steady)["yoy"].to_list() == pytest.approx([0.1])
    found = work("trend", steady)
    assert (found["n"].to_list(), found["growth"].to_list()) == ([5], pytest.approx([0.1]))
    two = work("trend", steady.head(2), period=2024)
    assert (two["n"].to_list(), two["growth"].to_list()) == ([2], [None])
    assert work("cagr", steady.filter(pl.col("period") != 2020))["cagr"].to_list() == [None]


def test_months_are_twelfths_of_a_year(work):
    months = [
        (year * 100 + month, "TW", "JP", "0902", 100 * 1.2 ** (year - 2022 + (month - 1) / 12), 1.0)
        for year in (2022, 2023, 2024)
        for month in range(1, 13)
    ]
    rows = frame(months)
    assert work("trend", rows, period=202412, since=202201)["growth"].to_list() == pytest.approx([0.2])
    assert work("cagr", rows, period=202406, since=202201)["cagr"].to_list() == pytest.approx([0.2])
    assert work("yoy", rows, period=202406)["yoy"].to_list() == pytest.approx([0.2])
    year = work("", rows, build=lambda table, _: coarser(table, 2, yearly=True)).sort("period")
    assert year["period"].to_list() == [2022, 2023, 2024]
    assert year["product"].unique().to_list() == ["09"]
    assert (year["value"][0], year["quantity"][0]) == (pytest.approx(sum(m[4] for m in months[:12])), 12.0)


def test_a_weight_missing_in_one_row_is_missing_in_their_sum(work):
    rows = frame(
        [(2024, "TW", "JP", "090210", 10.0, 1.0), (2024, "TW", "JP", "090220", 10.0, None), (2024, "TW", "JP", "871200", 1.0, 2.0)]
    )
    found = work("", rows, build=lambda table, _: coarser(table, 4)).sort("product")
    assert found.select("value", "quantity").rows() == [(20.0, None), (1.0, 2.0)]
    assert found.columns == list(SCHEMA)


def test_own_share_and_its_change(work):
    rows = frame([(2020, "TW", "JP", "0902", 20.0, None), (2020, "KR", "JP", "0902", 80.0, None), (2024, "TW", "JP", "0902", 50.0, None), (2024, "VN", "JP", "0902", 50.0, None), (2024, "VN", "US", "0902", 1.0, None)])  # fmt: skip
    assert work("own_share", rows)["own_share"].to_list() == [0.5, 0.0]
    changed = work("own_share_change", rows)
    assert cell(changed, importer="JP")["own_share_change"] == pytest.approx(0.3)
    assert cell(changed, importer="US")["own_share_change"] is None


def test_unit_values_leave_unknown_weights_out_and_say_how_much(work):
    rows = frame([(2024, "TW", "JP", "0902", 60.0, 2.0), (2024, "KR", "JP", "0902", 20.0, 2.0), (2024, "VN", "JP", "0902", 20.0, None)])
    found = work("unit_value", rows).row(0, named=True)
    assert (found["unit_value"], found["covered"]) == (20.0, 0.8)
    assert work("relative_unit_value", rows)["relative_unit_value"].to_list() == [1.5]
    assert work("relative_unit_value", rows, home="VN")["relative_unit_value"].to_list() == [None]


def test_rca_matches_the_matrix_engine_and_is_symmetric_about_one(work):
    from argosy.engines.market.matrix import balassa, matrix

    found = work("rca_symmetric")
    trade = one_side(flows()).group_by("exporter", "product").agg(pl.col("value").sum())
    by_matrix = balassa(matrix(trade)).figures.ravel().tolist()
    assert found["rca"].to_list() == pytest.approx([v for v in by_matrix if v > 0])
    assert found["rca_symmetric"].to_list() == pytest.approx([(v - 1) / (v + 1) for v in by_matrix if v > 0])


def test_complementarity_is_michaelys_index(work):
    rows = one_side(flows())
    sold = rows.filter(pl.col("exporter") == "TW").group_by("product").agg(pl.col("value").sum())
    offered = dict(sold.with_columns(pl.col("value") / pl.col("value").sum()).iter_rows())
    for importer, found in work("complementarity").iter_rows():
        bought = rows.filter(pl.col("importer") == importer).group_by("product").agg(pl.col("value").sum())
        wanted = dict(bought.with_columns(pl.col("value") / pl.col("value").sum()).iter_rows())
        assert found == pytest.approx(1 - sum(abs(wanted.get(k, 0) - offered.get(k, 0)) for k in GOODS) / 2)
    assert "TW" not in work("complementarity")["importer"]


def test_similarity_is_one_for_the_same_structure_and_nought_for_another(work):
    rows = frame([(2024, e, "JP", k, v, None) for e, k, v in (("TW", "0902", 1.0), ("TW", "8542", 3.0), ("KR", "0902", 10.0), ("KR", "8542", 30.0), ("VN", "8712", 5.0))])  # fmt: skip
    assert dict(work("similarity", rows).iter_rows()) == pytest.approx({"KR": 1.0, "VN": 0.0})


def test_intensity_is_one_where_trade_follows_the_world(work):
    even = frame([(2024, e, i, "0902", v * w, None) for e, v in (("TW", 2.0), ("KR", 5.0)) for i, w in (("JP", 3.0), ("US", 7.0))])
    assert work("trade_intensity", even)["trade_intensity"].to_list() == pytest.approx([1.0] * 4)


def test_potential_is_supply_times_demand_times_ease(work):
    rows = frame([
        (2024, "TW", "JP", "0902", 30.0, None), (2024, "KR", "JP", "0902", 70.0, None), (2024, "KR", "JP", "8542", 100.0, None),
        (2024, "TW", "US", "8542", 50.0, None), (2024, "KR", "US", "8542", 50.0, None), (2024, "KR", "US", "0902", 100.0, None),
        (2024, "KR", "VN", "0902", 40.0, None), (2024, "KR", "DE", "8712", 9.0, None),
    ])  # fmt: skip
    found = work("export_potential", rows)
    tea, chips = 30 / 240, 50 / 200
    ease = {"JP": 30 / (tea * 100 + chips * 100), "US": 50 / (chips * 100 + tea * 100)}
    assert cell(found, importer="JP", product="8542")["export_potential"] == pytest.approx(chips * 100 * ease["JP"])
    assert cell(found, importer="JP", product="0902")["unrealised"] == 0.0
    assert cell(found, importer="US", product="0902")["unrealised"] == pytest.approx(tea * 100 * ease["US"])
    new = cell(found, importer="VN", product="0902")
    assert (new["ease_known"], new["export_potential"]) == (False, pytest.approx(tea * 40 * min(ease.values())))
    assert found.filter(pl.col("product") == "8712").height == 0


def test_potential_is_above_zero_without_trade_and_adds_up_to_actual_exports(work):
    found = work("export_potential")
    assert (found["export_potential"] > 0).all()
    known = found.filter("ease_known").group_by("importer").agg(pl.col("export_potential", "actual").sum())
    assert known["export_potential"].to_list() == pytest.approx(known["actual"].to_list())


def test_countries_alike_have_the_same_potential(work):
    rows = frame(
        [(2024, e, i, k, v, None) for i in ("JP", "US") for e, k, v in (("TW", "0902", 3.0), ("KR", "0902", 9.0), ("TW", "8542", 5.0))]
    )
    found = work("export_potential", rows)
    columns = ["ease", "export_potential", "unrealised"]
    assert close_frames(found.filter(pl.col("importer") == "JP"), found.filter(pl.col("importer") == "US"), columns)


def test_the_four_parts_of_a_change_add_up_in_every_cell(work):
    found = work("constant_market_share")
    parts = found.select(pl.sum_horizontal("world_growth", "product_mix", "destination_mix", "competitiveness")).to_series()
    assert parts.to_list() == pytest.approx(found["change"].to_list())
    rows = flows().filter(pl.col("side") == "R", pl.col("exporter") == "TW")
    last, first = (rows.filter(pl.col("period") == year)["value"].sum() for year in (2024, 2020))
    assert found["change"].sum() == pytest.approx(last - first)


def test_a_constant_share_of_every_market_leaves_nothing_to_competitiveness(work):
    grown = one_side(flows(), 2020).with_columns(period=pl.lit(2024, pl.Int32), value=pl.col("value") * 3)
    found = work("constant_market_share", pl.concat([one_side(flows(), 2020), grown]))
    assert found["competitiveness"].to_list() == pytest.approx([0.0] * found.height, abs=1e-6)
    assert found["world_growth"].sum() == pytest.approx(found["change"].sum())


def test_the_tariff_gap_weighs_rivals_by_what_they_sell(work):
    rows = frame([(2024, e, "JP", "0902", v, None) for e, v in (("TW", 10.0), ("KR", 30.0), ("VN", 10.0), ("US", 60.0))])
    rates = pl.DataFrame({"importer": ["JP"] * 4, "exporter": ["TW", "KR", "VN", "DE"], "product": ["0902"] * 4, "period": [2024] * 4, "applied": [17.0, 0.0, 12.0, 99.0]})  # fmt: skip
    found = work("tariff_gap", rows, rates=rates).row(0, named=True)
    assert (found["rival_rate"], found["covered"], found["tariff_gap"]) == (3.0, 0.4, -14.0)
    assert work("tariff_gap", rows, rates=rates.filter(pl.col("exporter") != "TW"))["tariff_gap"].to_list() == [None]


def test_a_simple_average_goes_before_a_weighted_one(work):
    rows = frame([(2024, e, "JP", "0902", 10.0, None) for e in ("TW", "KR")])
    told = [("TW", "simple", 5.0), ("TW", "weighted", 9.0), ("KR", "weighted", 7.0)]
    rates = pl.DataFrame([("JP", e, "0902", 2024, kind, rate) for e, kind, rate in told], schema=["importer", "exporter", "product", "period", "kind", "applied"], orient="row")  # fmt: skip
    assert work("tariff_gap", rows, rates=rates)["tariff_gap"].to_list() == [2.0]


def test_the_mirror_gap_needs_both_sides(work):
    found = work("mirror_gap")
    both = found.filter(pl.col("told_by_exporter") > 0)
    middle = (both["told_by_importer"] + both["told_by_exporter"]) / 2
    assert both["mirror_gap"].to_list() == pytest.approx(((both["told_by_importer"] - both["told_by_exporter"]) / middle).to_list())
    assert found.filter(pl.col("told_by_exporter") == 0)["mirror_gap"].null_count() == found.height - both.height > 0


def test_the_market_table_is_its_indicators_in_one_pass(work):
    found = work("", build=market_table).sort("importer", "product")
    assert close_frames(found, work("hhi_suppliers"), ["hhi", "suppliers"])
    for name in ("imports", "own_share", "cagr", "unit_value"):
        assert close_frames(found, work(name), [name])


def test_no_expression_joins(work):
    import ibis

    empty = ibis.table(SCHEMA, name="flows")
    rates = ibis.table(
        {"importer": "string", "exporter": "string", "product": "string", "period": "int32", "applied": "float64"}, name="rates"
    )
    for one in indicators():
        assert " JOIN " not in ibis.to_sql(one.build(empty, Ask(**ASK, tariffs=rates))).upper(), one.id


def test_what_a_question_lacks_is_said(work):
    for wrong, words in (({"home": ""}, "home country"), ({"since": 2030}, "earlier"), ({"side": "Q"}, "one of")):
        with pytest.raises(BadInput, match=words):
            work("own_share", **wrong)
    with pytest.raises(NotFound, match="There are: cagr"):
        indicator_of("nothing")
    with pytest.raises(BadInput, match="lacks: importer"):
        work("", flows().drop("importer"), build=lambda table, _: canonical(table))
    assert work("", flows().drop("quantity"), build=lambda table, _: canonical(table))["quantity"].null_count() == flows().height


def test_a_real_table_runs_and_ties_to_its_source(work, shared):
    """Eurostat flows of the EU-15, 20 products, ten years."""
    raw = pl.read_parquet(shared / "data/markets/eu15_hs2_trade_2007_2016.parquet")
    rows = raw.select(
        pl.col("Year").cast(pl.Int32).alias("period"), exporter="Origin", importer="Destination", product=pl.col("Product").cast(pl.String).str.zfill(2),
        value=pl.col("Euros"), quantity=pl.lit(None, pl.Float64), side=pl.lit("R"),
    )  # fmt: skip
    assert work("imports", rows, period=2016, since=2007)["imports"].sum() == pytest.approx(
        raw.filter(pl.col("Year") == 2016)["Euros"].sum()
    )
    hhi = work("hhi_suppliers", rows, period=2016, since=2007)
    assert ((hhi["hhi"] >= 1 / hhi["suppliers"] - 1e-12) & (hhi["hhi"] <= 1 + 1e-12)).all()
    for one in indicators():
        if one.id not in {"mirror_gap", "tariff_gap"}:
            assert work(one.id, rows, period=2016, since=2007, home="DE").height > 0
