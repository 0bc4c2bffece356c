"""Published originals: totals tie to the source, and what is known to be odd in them is found."""

from __future__ import annotations

import polars
import pytest

from tests.importers.markets import reading

SAID = {
    "baci_hs6_2020_extract.parquet": ("baci", 70_920, {"taiwan", "quantity"}),
    "comtrade_exports_hs8542_2013_2024.csv.gz": ("comtrade", 1_686, {"encoding", "hs_editions", "taiwan", "quantity"}),
    "tw_customs_exports_hs8542_2013_2025.csv.gz": ("tw-customs", 9_683, {"rounding", "last_period", "quantity"}),
    "ecb_fx_daily.parquet": ("ecb", 221_702, set()),
    "hs_nomenclature_en.parquet": ("hs-nomenclature", 45_965, set()),
    "hs_correspondence.parquet": ("hs-correspondence", 193_755, set()),
}


@pytest.mark.parametrize("name", SAID)
def test_an_original_is_read_whole(shared, tmp_path, name):
    kind, rows, checks = SAID[name]
    with reading(shared / "data" / "markets" / name, kind, tmp_path) as made:
        assert made.refusal is None
        assert (made.facts.rows, {f.check for f in made.findings}) == (rows, checks)
        assert made.totals[0]["rows"] == made.totals[-1]["rows"] == rows
        assert (made.totals[0]["value"] or 0.0) == pytest.approx(made.totals[-1]["value"] or 0.0, rel=1e-12)


def test_taiwan_exports_of_circuits_add_up_by_destination(shared, tmp_path):
    source = shared / "data" / "markets" / "tw_customs_exports_hs8542_2013_2025.csv.gz"
    said = polars.read_csv(source, schema_overrides={"HS Code": polars.String})
    with reading(source, "tw-customs", tmp_path) as made:
        rows = polars.read_parquet(made.rows)
    china = said.filter(polars.col("Country") == "中國大陸")["Export Value (USD)"].sum()
    assert rows.filter(polars.col("importer") == "CN")["value"].sum() == pytest.approx(china, rel=1e-12)
    assert rows["importer"].n_unique() == said["Country"].n_unique()
