"""Tariffs in the store: imported once, looked up by day, filled into a consignment, listed among the data sets."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.kernel.errors import Refused
from argosy.records.reference.models import Dataset
from argosy.records.tariffs import finding, schedules
from argosy.records.tariffs.schedule_actions import import_schedule
from argosy.rules.library import pack_for
from tests.importers.tariffs import CSV, CSV_HEAD, TW, TW_HEAD, UK, US, made, us_file, us_row, written

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _own_warehouse(settings, tmp_path):
    settings.ARGOSY_WAREHOUSE_URL = (tmp_path / "wh").as_uri()


@pytest.fixture
def store(people):
    """Store a file as an edition; the name of the edition."""

    def keep(path, kind, place="", **named):
        read = made(path, kind, place, **named)
        return import_schedule(actor=people["cs1"], schedule=read.schedule, facts=read.facts, named=bool(named)).edition

    return keep


def rate(place: str, code: str, on: date = DAY, origin: str = "JP", charge: str = "duty") -> str:
    """The canonical rate that applies without a claim, else nothing."""
    found = schedules.find(place, code, on, origin)
    return found.rates[charge].text if charge in found.rates else ""


def test_a_tariff_is_stored_once(store, tmp_path):
    name = store(us_file(tmp_path), "us-hts")
    assert store(us_file(tmp_path, "us_2027-01.jsonl"), "us-hts") == name
    row = Dataset.objects.get()
    assert (row.name, row.edition, row.as_of, row.rows) == ("tariff-us-us-hts", name, date(2026, 5, 1), 13)
    assert [e.edition for e in schedules.editions("US")] == [name]


def test_a_named_edition_keeps_its_rows(store, tmp_path):
    store(us_file(tmp_path), "us-hts", edition="first")
    other = us_file(tmp_path, "b.jsonl", [us_row("0101.30.00.00", 0, "Asses", "6.8%", "", "15%")])
    with pytest.raises(Refused, match="first"):
        store(other, "us-hts", edition="first")
    assert rate("US", "2009110020") == "0.0785/LTR"


def test_each_day_has_its_edition(store, tmp_path):
    store(us_file(tmp_path, "us_2026-05.jsonl"), "us-hts")
    later = [dict(row, general="9%") if row["general"] else row for row in US]
    store(us_file(tmp_path, "us_2026-07.jsonl", later), "us-hts")
    assert [rate("US", "2009110020", day) for day in (date(2026, 4, 30), DAY, date(2026, 7, 1))] == ["", "0.0785/LTR", "9%"]
    frame = schedules.rate_frame("US")
    assert frame.filter(pl.col("code") == "2009110040").select("valid_from", "valid_to", "rate").rows() == [
        (date(2026, 5, 1), DAY, "0.0785/LTR"), (date(2026, 7, 1), date(9999, 12, 31), "9%"),
    ]  # fmt: skip


def test_a_statistical_line_inherits_and_column_two_is_for_its_origins(store, tmp_path):
    store(us_file(tmp_path), "us-hts")
    assert (rate("US", "2009110020", origin="JP"), rate("US", "2009110020", origin="CU")) == ("0.0785/LTR", "0.18/LTR")
    found = schedules.find("US", "2009110020", DAY, "JP")
    assert found.programme("JP").text == "5%"
    assert found.programme("AU") is None
    assert found.rates["duty"].conditions == "See 9903.88.03."


def test_the_columns_of_taiwan_go_by_membership(store, tmp_path):
    store(written(tmp_path, "tw.csv", TW, TW_HEAD), "tw-ccc")
    store(
        written(tmp_path, "names.csv", ["20,第20章,Chapter 20", "2009,果汁,Juices", "2010,不存在,Gone"], "code,text_zh_tw,text_en"),
        "tw-ccc",
    )
    assert rate("TW", "2009110000", origin="JP") == "30%"
    none = schedules.find("TW", "20091100007", DAY, "KP")
    assert (none.rates, "reciprocal" in none.needs_person[0].why.en) == ({}, True)
    assert [(o.programme, o.text) for o in schedules.find("TW", "20091100007", DAY, "NZ").programmes] == [("NZ", "free")]
    answer = finding.by_code("TW", "20091100007", DAY)
    assert (answer["lines"][0]["path_zh"], answer["lines"][0]["columns"]["III"]) == ("第20章 › 果汁", "42.5%")
    assert finding.by_code("TW", "2010", DAY)["status"]["state"] == "unknown"


def test_a_provisional_rate_takes_the_place_of_column_one(store, tmp_path):
    store(written(tmp_path, "tw.csv", TW, TW_HEAD), "tw-ccc")
    store(written(tmp_path, "list.csv", ["040700,蛋,5%,2026-01-01,2026-12-31"], "稅則號別,貨名,機動稅率,生效日期,截止日期"), "tw-ccc")
    assert [rate("TW", "0407002100", day) for day in (DAY, date(2027, 1, 1))] == ["5%", "MAX(11.3/KGM, 15%)"]


def test_payloads_add_up(store, tmp_path):
    store(written(tmp_path, "a.json", json.dumps(UK)), "uk-ott")
    other = dict(UK, goods_nomenclature_item_id="2009121000", ancestors=[])
    store(written(tmp_path, "b.json", json.dumps(other)), "uk-ott")
    assert [rate("GB", code, charge="vat") for code in ("2009119900", "2009121000")] == ["20%", "20%"]
    found = schedules.find("GB", "2009119900", DAY, "CN")
    assert (found.rates["anti_dumping"].text, found.programmes[-1].programme) == ("9%", "VATZ")
    assert schedules.find("GB", "0101210000", DAY).status.state == "not_held"


def test_a_newer_payload_replaces_a_code(store, tmp_path):
    store(written(tmp_path, "uk_2026-01.json", json.dumps(UK)), "uk-ott")
    fresh = dict(UK, import_measures=[m for m in UK["import_measures"] if m["id"] == 4])
    store(written(tmp_path, "uk_2026-06.json", json.dumps(fresh)), "uk-ott")
    assert schedules.find("GB", "2009119900", DAY, "CN").rates["vat"].edition.startswith("2026-06")


def test_the_generic_table_serves_any_territory(store, tmp_path):
    store(written(tmp_path, "t.csv", CSV, CSV_HEAD), "csv", "JP")
    assert (rate("JP", "090210"), rate("JP", "090210", charge="vat")) == ("17%", "8%")
    assert [(o.programme, o.text) for o in schedules.find("JP", "090210", DAY, "VN").programmes] == [("EPA", "5%")]


def test_words_find_lines_in_both_languages(store, tmp_path):
    store(written(tmp_path, "tw.csv", TW, TW_HEAD), "tw-ccc")
    assert [finding.by_words("TW", text, DAY)["lines"][0]["code"] for text in ("柳橙汁", "eggs")] == ["20091100007", "04070021005"]
    assert finding.by_words("TW", "eggs", DAY)["lines"][0]["columns"]["I"] == "MAX(11.3/KGM, 15%)"
    assert finding.by_words("US", "eggs", DAY)["status"]["state"] == "no_schedule"


def test_a_worksheet_is_worked_out_with_the_tariff(store, tmp_path):
    store(written(tmp_path, "tw.csv", TW, TW_HEAD), "tw-ccc")
    lines = [{"id": "1", "code": "2009110000", "origin": "JP", "value": "1000"}, {"id": "2", "code": "2009110000", "origin": "JP", "value": "1000", "rates": {"duty": "5%"}},
             {"id": "3", "code": "2009110000", "origin": "KP", "value": "1000"}]  # fmt: skip
    data = {"jurisdiction": "TW", "date": "2026-06-30", "incoterm": "CIF", "place": "TWKEL", "currency": "TWD", "lines": lines}
    answer = assess(schedules.filled(read_consignment(data)), pack_for("TW"), today=DAY)
    duty = {x.line.id: next(c for c in x.charges if c.row.id == "duty") for x in answer.lines}
    assert [duty[i].amount for i in ("1", "2", "3")] == [300, 50, None]
    assert (duty["1"].tariff.edition, duty["1"].given, duty["2"].given) == (schedules.editions("TW")[0].edition, False, True)
    assert any("reciprocal" in gap.why.en for gap in answer.unresolved)


def test_without_a_tariff_nothing_changes():
    data = {
        "jurisdiction": "TW",
        "date": "2026-06-30",
        "incoterm": "CIF",
        "currency": "TWD",
        "lines": [{"id": "1", "code": "2009110000", "value": "1"}],
    }
    consignment = read_consignment(data)
    assert schedules.filled(consignment) == consignment


def test_two_editions_are_compared_by_name(store, tmp_path):
    from argosy.kernel.errors import NotFound
    from argosy.records.tariffs.schedule_changes import compared

    first = store(us_file(tmp_path), "us-hts")
    second = store(us_file(tmp_path, "us_hts_2026-06.jsonl", US[:-1]), "us-hts")
    before, after, found = compared("US", "us-hts", first, second)
    assert (before.edition, after.edition) == (first, second)
    assert [(c.kind, c.code, c.text.en) for c in found] == [("gone", "2009902000", "Vegetable")]
    with pytest.raises(NotFound, match=first):
        compared("US", "us-hts", first, "third")
