"""The sample firm's synthetic trade: as many rows as written, the same from the same seed, its planted facts at three seeds."""

from __future__ import annotations

import polars as pl
import pytest

from argosy.publishing.sample_market import keep_flows
from argosy.records.markets.datasets.queries import editions, tables
from argosy.records.reference.models import Dataset
from argosy.records.sample.flows import FIRST, MONTHS, flows

SEEDS = (20260630, 7, 99)


@pytest.fixture(scope="module", params=SEEDS)
def drawn(request):
    return flows(request.param)


def yearly(frame):
    """Value by importer, product, exporter and year."""
    return frame.group_by("importer", "product", "exporter", (pl.col("period") // 100).alias("year")).agg(pl.col("value").sum())


def test_every_importer_buys_every_product_from_eight_others_for_ninety_months(drawn):
    assert drawn.height == 15 * 12 * 8 * 90 == 129_600
    assert drawn.filter(pl.col("importer") == pl.col("exporter")).height == 0
    assert (drawn["period"].min(), drawn["period"].max(), drawn["period"].n_unique()) == (FIRST * 100 + 1, 202606, MONTHS)
    assert drawn.select("period", "exporter", "importer", "product").is_duplicated().sum() == 0
    assert drawn["side"].unique().to_list() == ["S"]
    assert drawn["value"].min() > 0


def test_the_mirror_is_off_by_six_percent(drawn):
    gap = (drawn["mirror_value"] - drawn["value"]) / drawn["value"]
    assert gap.std() == pytest.approx(0.06, abs=0.002)
    assert gap.mean() == pytest.approx(0.0, abs=0.002)


def test_vietnam_grows_and_our_share_of_it_stands_still(drawn):
    by = yearly(drawn.filter(pl.col("importer") == "VN")).group_by("year").agg(
        pl.col("value").sum(), pl.col("value").filter(pl.col("exporter") == "TW").sum().alias("ours")
    ).sort("year").filter(pl.col("year") < 2026)  # fmt: skip
    assert (by["value"][-1] / by["value"][0]) ** (1 / 6) == pytest.approx(1.14, abs=0.01)
    assert (by["ours"] / by["value"]).to_list() == pytest.approx([0.006] * 7, abs=1e-4)


def test_the_change_of_our_exports_splits_as_planted(drawn):
    wide = yearly(drawn.filter(pl.col("importer") != "TW")).filter(pl.col("year").is_in([2024, 2025]))
    world = (
        wide.group_by("importer", "product", "year").agg(pl.col("value").sum()).pivot("year", index=["importer", "product"], values="value")
    )
    ours = wide.filter(pl.col("exporter") == "TW").pivot("year", index=["importer", "product"], values="value")
    both = ours.join(world, on=["importer", "product"], suffix="_world")
    whole, before = both["2025_world"].sum() / both["2024_world"].sum() - 1, both["2024"].sum()
    moved = (both["2024"] * (both["2025_world"] / both["2024_world"] - 1)).sum() / before
    assert whole == pytest.approx(0.09, abs=0.01)
    assert moved - whole == pytest.approx(-0.02, abs=0.01)
    assert both["2025"].sum() / before - 1 - moved == pytest.approx(-0.04, abs=0.01)


def test_the_same_seed_gives_the_same_rows_and_another_others():
    assert flows(7).equals(flows(7))
    assert not flows(7).equals(flows(8))


@pytest.mark.django_db
def test_the_flows_are_kept_marked_as_synthetic(people, settings, tmp_path):
    settings.ARGOSY_WAREHOUSE_URL = (tmp_path / "wh").as_uri()
    assert keep_flows(7) == keep_flows(7) == editions("trade_sample")[0]
    facts = editions()[0]
    assert (facts.synthetic, facts.sides, facts.rows, Dataset.objects.get().name) == (True, "S", 129_600, "market-trade-sample")
    assert "Synthetic" in facts.notes_en
    assert tables().frame("trade_sample").collect().height == 129_600
