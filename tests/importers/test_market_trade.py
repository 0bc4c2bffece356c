"""Forms of trade: BACI, UN Comtrade, Taiwan's customs, Argosy's own table."""

from __future__ import annotations

import gzip
import json
import zipfile

import polars
import pytest

from argosy.importers.markets.library import forms
from argosy.kernel.errors import BadInput
from tests.importers.markets import BACI, found, reading, rows_of, write


def test_baci_is_told_in_dollars_and_kilograms_with_leading_zeros_and_taiwan(tmp_path):
    path = write(tmp_path, "BACI_HS17_Y2020_V202201.csv", BACI)
    with reading(path, "baci", tmp_path) as made:
        rows = polars.read_parquet(made.rows).rows(named=True)
        facts, told = made.facts, {f.check: f for f in made.findings}
    assert [row["product"] for row in rows] == ["010410", "071120", "401031"]
    assert rows[0] == {
        "period": 2020, "exporter": "TW", "importer": "US", "product": "010410", "value": 27820.0, "quantity": 169800.0, "side": "R", "hs": "H5",
    }  # fmt: skip
    assert rows[2]["quantity"] is None
    assert (facts.edition[:17], facts.hs_edition, facts.value_total) == ("hs17-v202201-2020", "H5", 28711.0)
    assert told["taiwan"].level == "info"
    assert told["taiwan"].count == 2
    assert "490" in facts.notes_en


def test_baci_code_158_is_warned_of_and_so_is_a_file_without_taiwan(tmp_path):
    odd = write(tmp_path, "BACI_HS17_Y2020_V202201.csv", BACI.replace("490", "158"))
    none = write(tmp_path, "BACI_HS17_Y2019_V202201.csv", BACI.replace("490", "392").replace("2020", "2019"))
    assert found(odd, "baci", tmp_path)["taiwan"].level == "warning"
    assert "158 silently gives zero" in found(none, "baci", tmp_path)["taiwan"].message.en


def test_a_release_of_many_years_is_one_edition_and_its_country_codes_are_passed_over(tmp_path):
    path = tmp_path / "BACI_HS17_V202201.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("BACI_HS17_Y2020_V202201.csv", BACI)
        packed.writestr("BACI_HS17_Y2021_V202201.csv", BACI.replace("2020", "2021"))
        packed.writestr("country_codes_V202201.csv", "country_code,iso\n4,AFG\n")
    with reading(path, "baci", tmp_path) as made:
        assert made.refusal is None
        assert (made.facts.rows, made.facts.first_period, made.facts.last_period) == (6, 2020, 2021)
        assert made.facts.edition.startswith("hs17-v202201-2020-2021-")


def test_two_hs_editions_of_baci_are_not_mixed(tmp_path):
    folder = tmp_path / "both"
    folder.mkdir()
    write(folder, "BACI_HS17_Y2020_V202201.csv", BACI)
    write(folder, "BACI_HS92_Y2020_V202201.csv", BACI)
    with pytest.raises(BadInput, match="HS17, HS92"), reading(folder, "baci", tmp_path):
        pytest.fail("it was read")


COMTRADE = (
    "typeCode,freqCode,period,reporterCode,reporterDesc,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,customsCode,motCode,netWgt,primaryValue,isReported\r\n"
    '"C","A","2020","490","Other Asia","X","842","0","H5","090230","C00","0","1500","6000.5","true",\r\n'
    '"C","A","2020","842","USA","M","490","0","H5","090230","C00","0","0","7000","false",\r\n'
    '"C","A","2020","490","Other Asia","RX","842","0","H5","090230","C00","0","10","60","true",\r\n'
    '"C","A","2020","490","Other Asia","X","842","0","H5","090230","C00","1","10","50","true",\r\n'
    '"C","A","2020","490","Other Asia","X","842","0","H5","0902","C00","0","1500","6000.5","true",\r\n'
    '"C","A","2020","490","Other Asia","X","0","0","H5","TOTAL","C00","0","","900000","true",\r\n'
)


def test_comtrade_rows_have_one_cell_more_than_the_headings_and_are_not_shifted(tmp_path):
    with reading(write(tmp_path, "c.csv", COMTRADE), "comtrade", tmp_path) as made:
        rows = polars.read_parquet(made.rows).rows()
        parts = {line["part"]: (line["rows"], line["value"]) for line in made.totals}
        assert rows == [(2020, "TW", "US", "090230", 7000.0, None, "M", "H5"), (2020, "TW", "US", "090230", 6000.5, 1500.0, "X", "H5")]
        assert parts == {
            "source": (6, 919111.0), "kept": (2, 13000.5), "re-exports": (1, 60.0), "breakdowns": (1, 50.0), "levels": (1, 6000.5), "totals": (1, 900000.0), "stored": (2, 13000.5),
        }  # fmt: skip
        assert made.facts.mirror_share == pytest.approx(7000 / 13000.5)
        assert "1 rows are not as reported" in made.facts.notes_en


def test_comtrade_bulk_and_json_give_the_same_rows_as_the_csv(tmp_path):
    lines = [line.strip().strip(",").split(",") for line in COMTRADE.replace('"', "").strip().splitlines()]
    bulk = tmp_path / "bulk.txt.gz"
    bulk.write_bytes(gzip.compress("\n".join("\t".join(row) for row in lines).encode()))
    body = {"data": [dict(zip(lines[0], row, strict=False)) for row in lines[1:]]}
    answer = write(tmp_path, "c.json", json.dumps(body))
    plain = rows_of(write(tmp_path, "c.csv", COMTRADE), "comtrade", tmp_path)
    assert rows_of(bulk, "comtrade", tmp_path).rows() == plain.rows()
    assert rows_of(answer, "comtrade", tmp_path).rows() == plain.rows()


def test_comtrade_bytes_that_are_no_utf8_are_counted_with_their_lines(tmp_path):
    path = write(tmp_path, "c.csv", COMTRADE.replace("USA", "C\xf4te"), "latin-1")
    told = found(path, "comtrade", tmp_path)["encoding"]
    assert (told.level, told.count, [e.row for e in told.examples]) == ("warning", 1, [3])


def test_comtrade_of_the_former_site_numbers_its_flows(tmp_path):
    old = "Classification,Period,Trade Flow Code,Reporter Code,Partner Code,Commodity Code,Netweight (kg),Trade Value (US$)\nH4,2014,2,842,490,0902,5,10\nH4,2014,3,842,490,0902,1,2\n"
    assert rows_of(write(tmp_path, "o.csv", old), "comtrade", tmp_path).rows() == [(2014, "US", "TW", "0902", 10.0, 5.0, "X", "H4")]


def test_codes_of_one_country_are_added_up_and_told(tmp_path):
    path = write(tmp_path, "BACI_HS17_Y2020_V202201.csv", BACI + "2020,4,380,071120,1,1\n2020,4,381,071120,2,NA\n")
    assert ("AF", "IT", "071120", 3000.0, None) in rows_of(path, "baci", tmp_path).select(
        "exporter", "importer", "product", "value", "quantity"
    ).rows()
    assert "IT (380, 381)" in found(path, "baci", tmp_path)["one_country"].message.en


def test_comtrade_years_and_months_together_are_refused(tmp_path):
    path = write(tmp_path, "c.csv", COMTRADE.replace('"A","2020","842"', '"M","202001","842"'))
    with pytest.raises(BadInput, match="freqCode A, M"), reading(path, "comtrade", tmp_path):
        pytest.fail("it was read")


def test_codes_of_one_level_are_kept_and_another_may_be_asked_for(tmp_path):
    path = write(tmp_path, "c.csv", COMTRADE)
    assert set(rows_of(path, "comtrade", tmp_path)["product"]) == {"090230"}
    assert set(rows_of(path, "comtrade", tmp_path, level=4)["product"]) == {"0902"}


TW = '進出口別,日期,貨品號列,中文貨名,國家,重量(公斤),價值(美元千元)\n出口,113年01月,09023020006,烏龍茶,中國大陸,"1,200","2,500"\n進口,113年02月,9023020006,烏龍茶,越南,10,5\n出口,113年01月,09023020006,烏龍茶,全球,"1,200","2,500"\n'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp950", "utf-16"])
def test_taiwan_customs_in_chinese_with_years_of_the_republic_and_thousands(tmp_path, encoding):
    rows = rows_of(write(tmp_path, "GA30.csv", TW, encoding), "tw-customs", tmp_path).rows()
    assert rows == [
        (202401, "TW", "CN", "09023020006", 2_500_000.0, 1200.0, "X", "CCC"),
        (202402, "VN", "TW", "9023020006", 5000.0, 10.0, "M", "CCC"),
    ]


def test_taiwan_customs_of_years_in_english_needs_the_direction(tmp_path):
    english = "Year,Country,HS Code,Value (USD)\n2023,日本,85423100002,10\n"
    path = write(tmp_path, "t.csv", english)
    with pytest.raises(BadInput, match="--flow export"), reading(path, "tw-customs", tmp_path):
        pytest.fail("it was read")
    assert rows_of(path, "tw-customs", tmp_path, flow="import").rows() == [(2023, "JP", "TW", "85423100002", 10.0, None, "M", "CCC")]
    taiwan_dollars = write(tmp_path, "n.csv", english.replace("USD", "TWD"))
    with pytest.raises(BadInput, match="not in US dollars"), reading(taiwan_dollars, "tw-customs", tmp_path):
        pytest.fail("it was read")


OWN = '期間,出口國,進口國,號列,金額,公斤\n2024-01,臺灣,Japan,0902.30,"1,500",20\n2024-02,TWN,NA,90230,10,\n'


def test_own_table_takes_names_and_codes_of_countries_and_na_is_namibia(tmp_path):
    assert rows_of(write(tmp_path, "own.csv", OWN), "csv", tmp_path, hs="H6").rows() == [
        (202401, "TW", "JP", "090230", 1500.0, 20.0, "X", "H6"),
        (202402, "TW", "NA", "090230", 10.0, None, "X", "H6"),
    ]


def test_own_table_as_parquet_with_numbers_keeps_codes_whole(tmp_path):
    path = tmp_path / "own.parquet"
    polars.DataFrame({"period": [2024], "exporter": ["TW"], "importer": [392], "product": [90230], "value": [12.5]}).write_parquet(path)
    assert rows_of(path, "csv", tmp_path).row(0)[:5] == (2024, "TW", "JP", "090230", 12.5)


def test_every_form_has_a_name_the_command_offers():
    from argosy.cli.market_import import KINDS

    assert forms().keys() == sorted(KINDS.split("|"))
