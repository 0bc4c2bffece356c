"""Forms besides trade: World Bank, tariffs, exchange rates, HS nomenclature and correspondence."""

from __future__ import annotations

import json
from datetime import date

import polars
import pytest

from argosy.kernel.errors import BadInput
from tests.importers.markets import found, reading, rows_of, write

WIDE = (
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-05-01",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020",\n'
    '"Japan","JPN","GDP (current US$)","NY.GDP.MKTP.CD","5.1e12","",\n"Euro area","EMU","GDP","NY.GDP.MKTP.CD","13e12","-2.5",\n'
)


def test_wdi_with_a_column_per_year_below_a_preface(tmp_path):
    rows = rows_of(write(tmp_path, "API_NY.GDP.csv", WIDE), "wdi", tmp_path)
    assert rows.rows() == [
        ("JP", 2019, "NY.GDP.MKTP.CD", 5.1e12),
        ("X-EMU", 2019, "NY.GDP.MKTP.CD", 13e12),
        ("X-EMU", 2020, "NY.GDP.MKTP.CD", -2.5),
    ]


def test_files_of_one_indicator_or_one_market_have_tables_of_their_own(tmp_path):
    with reading(write(tmp_path, "gdp.csv", WIDE), "wdi", tmp_path) as made:
        assert made.facts.table == "countries_wdi_ny_gdp_mktp_cd"
    with reading(write(tmp_path, "two.csv", WIDE.replace('"GDP","NY.GDP.MKTP.CD"', '"P","SP.POP.TOTL"')), "wdi", tmp_path) as made:
        assert made.facts.table == "countries_wdi"
    with reading(write(tmp_path, "jp.csv", "".join(WITS.splitlines(keepends=True)[:4])), "wits", tmp_path) as made:
        assert made.facts.table == "tariffs_wits_jp"


def test_the_api_of_the_world_bank_gives_the_same_rows(tmp_path):
    row = {
        "indicator": {"id": "RQ.EST", "value": "x"},
        "country": {"id": "TW", "value": "Taiwan, China"},
        "countryiso3code": "TWN",
        "date": "2023",
    }
    answer = [{"page": 1}, [{**row, "value": 1.25}, {**row, "date": "2022", "value": None}]]
    with reading(write(tmp_path, "wgi.json", json.dumps(answer)), "wgi", tmp_path) as made:
        assert polars.read_parquet(made.rows).rows() == [("TW", 2023, "RQ.EST", 1.25)]
        assert [(line["part"], line["rows"]) for line in made.totals] == [("source", 2), ("empty", 1), ("kept", 1), ("stored", 1)]
    with pytest.raises(BadInput, match="World Bank API"), reading(write(tmp_path, "w.json", '{"message": 1}'), "wgi", tmp_path):
        pytest.fail("it was read")


def test_wgi_long_and_lpi_of_one_year(tmp_path):
    long = write(tmp_path, "wgi.csv", "code,countryname,year,indicator,estimate\nDEU,Germany,2023,rq,1.5\nDEU,Germany,2023,cc,..\n")
    assert rows_of(long, "wgi", tmp_path).rows() == [("DE", 2023, "RQ.EST", 1.5)]
    table = "Economy,Country Code,LPI Score,Customs Score\nSingapore,SGP,4.3,4.2\n"
    assert set(rows_of(write(tmp_path, "LPI_2023.csv", table), "lpi", tmp_path).rows()) == {
        ("SG", 2023, "LP.LPI.OVRL.XQ", 4.3), ("SG", 2023, "LP.LPI.CUST.XQ", 4.2),
    }  # fmt: skip
    with pytest.raises(BadInput, match="year"), reading(write(tmp_path, "LPI.csv", table), "lpi", tmp_path):
        pytest.fail("it was read")


WITS = (
    "Selected Nomen,Native Nomen,Reporter,Reporter Name,Product,Product Name,Partner,Partner Name,Tariff Year,DutyType,Simple Average,Weighted Average\n"
    "H6,H6,392,Japan,90230,Black tea,158,Taiwan,2024,MFN,12.0,11.0\nH6,H6,392,Japan,90230,Black tea,704,Vietnam,2024,PRF,0,0\n"
    "H6,H6,392,Japan,90230,Black tea,704,Vietnam,2024,MFN,12.0,11.5\nH6,H6,918,European Union,090230,Black tea,000,World,2024,AHS,3.2,\n"
)


def test_wits_rate_types_stand_side_by_side(tmp_path):
    rows = rows_of(write(tmp_path, "wits.csv", WITS), "wits", tmp_path)
    simple = rows.filter(polars.col("kind") == "simple").sort("importer", "exporter").rows()
    assert simple == [
        ("EU", "WLD", "090230", 2024, "simple", None, None, 3.2, "H6"),
        ("JP", "TW", "090230", 2024, "simple", 12.0, None, None, "H6"),
        ("JP", "VN", "090230", 2024, "simple", 12.0, 0.0, None, "H6"),
    ]
    assert rows.filter(polars.col("kind") == "weighted").height == 2


def test_wits_two_rates_of_one_type_are_seen(tmp_path):
    twice = WITS + "H6,H6,392,Japan,90230,Black tea,158,Taiwan,2024,MFN,9.0,11.0\n"
    assert found(write(tmp_path, "wits.csv", twice), "wits", tmp_path)["duplicates"].level == "refused"


def test_trains_without_partner_and_type_is_most_favoured_nation_for_all(tmp_path):
    trains = "NomenCode,Reporter_ISO_N,Year,ProductCode,SimpleAverage\nH5,036,2023,010121,5\n"
    assert rows_of(write(tmp_path, "t.csv", trains), "wits", tmp_path).rows() == [
        ("AU", "WLD", "010121", 2023, "simple", 5.0, None, None, "H5")
    ]


def test_ecb_history_wide_and_long_are_one_table(tmp_path):
    wide = "Date,USD,JPY,CYP,\n2026-06-30,1.1,170.5,N/A,\n2026-06-29,1.2,171,N/A,\n"
    rows = rows_of(write(tmp_path, "eurofxref-hist.csv", wide), "ecb", tmp_path)
    assert rows.filter(polars.col("currency") == "USD").rows() == [(date(2026, 6, 29), "USD", 1.2), (date(2026, 6, 30), "USD", 1.1)]
    assert rows.height == 4
    long = tmp_path / "fx.parquet"
    polars.DataFrame({"date": ["2026-06-30"], "currency": ["USD"], "per_eur": [1.1]}).write_parquet(long)
    with reading(long, "ecb", tmp_path) as made:
        assert (made.facts.table, made.facts.as_of, made.facts.max_age_days) == ("fx_ecb", date(2026, 6, 30), 7)


def test_hs_nomenclature_of_the_reference_files(tmp_path):
    answer = {"results": [{"id": "TOTAL", "text": "Total"}, {"id": "01", "text": "01 - Animals; live", "parent": "TOTAL"}]}
    assert rows_of(write(tmp_path, "H6.json", json.dumps(answer)), "hs-nomenclature", tmp_path).rows() == [
        ("H6", "01", 2, "TOTAL", None, "Animals; live")
    ]


def test_hs_correspondence_of_the_un_is_a_correlation_unless_it_says_conversion(tmp_path):
    table = "HS 2017,HS 2012,Relationship\n10121,010121,1:1\n"
    assert rows_of(write(tmp_path, "HS2017toHS2012.csv", table), "hs-correspondence", tmp_path).rows() == [
        ("H5", "H4", "correlation", "010121", "010121")
    ]
    named = write(tmp_path, "Conversion HS2017-HS2012.csv", table)
    assert rows_of(named, "hs-correspondence", tmp_path)["kind"].to_list() == ["conversion"]
