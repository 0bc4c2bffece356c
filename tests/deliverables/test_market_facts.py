"""What a market report gathers, from a warehouse of its own."""

from __future__ import annotations

import polars as pl
import pytest

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.families.market.facts import gather, usual
from argosy.deliverables.families.market.params import read_ask
from argosy.deliverables.families.market.trade_facts import gather_trade, whole_years
from argosy.deliverables.trade_manager.o2_2_1_market_statistics import DELIVERABLE, build
from argosy.kernel.errors import NotFound
from argosy.records.markets.datasets.queries import tables
from argosy.records.reference.models import Firm
from argosy.report.ledger import Ledger
from tests.deliverables.market_world import DAY, MONTHS, PRODUCT, edition, flows, split

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def warehouse(settings, tmp_path):
    settings.ARGOSY_WAREHOUSE_URL = (tmp_path / "wh").as_uri()


def keep(frame: pl.DataFrame, table: str = "trade_sample", **facts) -> None:
    held = tables()
    file = held.staging() / "rows.parquet"
    frame.with_columns(pl.lit("H6").alias("hs")).write_parquet(file)
    assert held.keep(edition(table=table, **facts), file)


def ask(**params: str):
    return read_ask(asked(DELIVERABLE.params, {"product": PRODUCT, **params}))


def test_an_empty_warehouse_says_how_to_import():
    assert usual() is None
    with pytest.raises(NotFound, match="argosy market import"):
        gather_trade(ask())


def test_the_last_whole_year_and_the_year_compared_with():
    keep(flows(months=[*MONTHS, 202601, 202602]))
    found = gather_trade(ask(years="3"))
    assert (found.year, found.base, found.monthly, found.complete, found.side) == (2025, 2022, True, True, "S")
    assert found.markets == ("US", "JP", "VN")
    assert set(found.annual["period"]) == set(range(2019, 2026))


def test_the_split_of_the_warehouse_is_that_of_the_engine():
    keep(flows())
    found = gather_trade(ask())
    assert found.split is not None
    assert found.split.sort("importer").equals(split(2020, 2025).select(found.split.columns))


def test_real_data_come_before_synthetic_ones_and_a_table_without_the_product_is_passed_over():
    keep(flows())
    keep(flows(only_home=True).with_columns(pl.lit("X").alias("side")), table="trade_real", synthetic=False)
    keep(flows().with_columns(pl.lit("010121").alias("product")), table="trade_horses", synthetic=False)
    found = gather_trade(ask())
    assert (found.edition.table, found.side, found.complete, found.split) == ("trade_real", "X", False, None)
    assert gather_trade(ask(table="trade_sample")).synthetic
    with pytest.raises(NotFound, match="trade_horses"):
        gather_trade(ask(table="trade_horses"))


def test_an_annual_last_year_that_looks_unfinished_is_left_out_unless_named():
    yearly = whole_years(flows()).with_columns(
        value=pl.when(pl.col("period") == 2025).then(pl.col("value") * 0.5).otherwise(pl.col("value"))
    )
    keep(yearly)
    found = gather_trade(ask())
    assert found.year == 2024
    assert "2025" in found.notes[0].en
    assert gather_trade(ask(year="2025")).year == 2025
    with pytest.raises(NotFound, match="1999"):
        gather_trade(ask(year="1999"))


def test_headings_beside_their_subheadings_and_the_world_as_partner_count_once():
    parts = flows()
    heading = parts.with_columns(pl.lit("8714").alias("product"))
    world = parts.with_columns(pl.lit("WLD").alias("exporter"))
    keep(pl.concat([parts, heading, world]))
    found = gather_trade(ask(product="8714"))
    assert found.total(2025) == pytest.approx(gather_trade(ask()).total(2025))


def test_comparative_advantage_is_over_the_products_of_the_data_set():
    keep(pl.concat([flows(), flows().filter(pl.col("exporter") == "CN").with_columns(pl.lit("010121").alias("product"))]))
    found = gather_trade(ask())
    year = flows().filter(pl.col("period") // 100 == 2025)
    own = dict(year.group_by("exporter").agg(pl.col("value").sum()).iter_rows())
    world, product = sum(own.values()) + own["CN"], sum(own.values())
    assert found.advantage["CN"] == pytest.approx((own["CN"] / (2 * own["CN"])) / (product / world))


def test_the_whole_is_gathered_and_built_without_a_product_named():
    keep(flows())
    Firm(pk=1, name_zh="測試", name_en="Test", address_zh="台北", address_en="Taipei", tax_id="00000005", base_currency="TWD").save()
    given = asked(DELIVERABLE.params, {})
    facts = gather(Request(DELIVERABLE.key, given, DAY, DAY))
    assert facts.ask.product == PRODUCT
    assert facts.own is None
    report = build(facts)
    assert list(Ledger(report).mismatches()) == []
