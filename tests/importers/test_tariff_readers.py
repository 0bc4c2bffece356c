"""Published forms of tariffs: read whole, or refused with every bad row and column."""

from __future__ import annotations

import json
from datetime import date

import pytest

from argosy.importers.tariffs.given import given
from argosy.importers.tariffs.library import preview, readers
from argosy.kernel.errors import BadInput
from tests.importers import tariffs
from tests.importers.tariffs import (
    AU,
    AU_HEAD,
    CSV,
    CSV_HEAD,
    FTA,
    FTA_HEAD,
    TW,
    TW_HEAD,
    UK,
    US,
    made,
    rates,
    read,
    us_file,
    us_row,
    written,
)


def refused(path, kind, place="") -> list[tuple[int | None, str]]:
    """Row and column of every fault."""
    with pytest.raises(BadInput) as caught:
        read(path, kind, place)
    return [(p.row, p.field) for p in caught.value.problems]


def test_the_united_states(tmp_path):
    schedule = read(us_file(tmp_path), "us-hts")
    assert rates(schedule) == [
        ("20091100", "general", (), "0.0785/LTR"), ("20091100", "other", (), "0.18/LTR"), ("20091100", "special", ("AU", "S"), "free"),
        ("20091100", "special", ("JP",), "5%"), ("20091100", "special", ("P+",), "needs_person"),
        ("2009902000", "general", (), "needs_person"), ("2009902000", "other", (), "needs_person"),
    ]  # fmt: skip
    assert [(line.code, line.declarable, line.units) for line in schedule.lines] == [
        ("2009", False, ()), ("20091100", False, ()), ("2009110020", True, ("liters",)), ("2009110040", True, ("liters",)), ("200990", False, ()), ("2009902000", True, ()),
    ]  # fmt: skip
    assert schedule.lines[2].path_en == "Fruit juices › Orange juice › Frozen"
    assert (schedule.rows[0].conditions, schedule.rows[0].at, schedule.valid_from) == ("See 9903.88.03.", 3, date(2026, 5, 1))


def test_a_list_and_a_packed_file_read_alike(tmp_path):
    whole = written(tmp_path, "hts.json", json.dumps(US, indent=1))
    packed = us_file(tmp_path, "hts.jsonl.gz")
    assert rates(read(whole, "us-hts")) == rates(read(packed, "us-hts")) == rates(read(us_file(tmp_path), "us-hts"))


def test_rates_of_a_row_without_a_number_hold_below_it(tmp_path):
    rows = [
        us_row("9101", 0, "Watches:"),
        us_row("", 1, "Gold:", "5%", "", "40%"),
        us_row("9101.11.40", 2, "One"),
        us_row("9101.11.80", 2, "Two", "Free", "", "Free"),
    ]
    assert [(c, col, t) for c, col, _, t in rates(read(us_file(tmp_path, rows=rows), "us-hts"))] == [
        ("91011140", "general", "5%"), ("91011140", "other", "40%"), ("91011180", "general", "free"), ("91011180", "other", "free"),
    ]  # fmt: skip


def test_rows_that_are_none_are_named(tmp_path):
    bad = [us_row("20.09", 0, "x"), {"htsno": "2009"}, us_row("2009", "first", "x")]
    assert refused(us_file(tmp_path, rows=bad), "us-hts") == [
        (1, "htsno"), *((2, name) for name in ("indent", "description", "general", "special", "other")), (3, "indent")
    ]  # fmt: skip
    assert refused(written(tmp_path, "broken.jsonl", '{"htsno": ""\n{}'), "us-hts")[0] == (1, "")
    with pytest.raises(BadInput, match="no JSON from line 1"):
        read(written(tmp_path, "broken.json", "[{"), "us-hts")
    with pytest.raises(BadInput, match="gzip"):
        given(tmp_path / "torn.json.gz") if (tmp_path / "torn.json.gz").write_bytes(b"\x1f\x8b\x08zz") else None


def test_taiwan_in_three_forms(tmp_path):
    wanted = [
        ("20091100007", "I", (), "30%"), ("20091100007", "II", ("PA", "NZ", "SG"), "free"), ("20091100007", "II", ("GT",), "12.5%"), ("20091100007", "III", (), "42.5%"),
        ("04070021005", "I", (), "MAX(11.3/KGM, 15%)"), ("04070021005", "III", (), "35%"),
    ]  # fmt: skip
    csv = read(written(tmp_path, "海關進口稅則資料2026.csv", TW, TW_HEAD), "tw-ccc")
    book = tmp_path / "海關進口稅則資料2026.xlsx"
    cells = [TW_HEAD.split(","), ["20091100007", "冷凍柳橙汁", "Orange juice, frozen", "30%", "0% (PA,NZ,SG) 12.5% (GT)", "42.5%", "KGM", "KGM", "R", "", ""],
             ["04070021005", "雞蛋", "Eggs", "NT$11.3/KGM 或 15% 從高徵稅", "", "35%", "KGM", "KGM", "", "F01", ""]]  # fmt: skip
    book.write_bytes(tariffs.xlsx(cells))
    assert rates(csv) == rates(read(book, "tw-ccc")) == wanted
    assert (csv.series, csv.lines[1].zh, csv.lines[1].notes) == ("tw-ccc", "冷凍柳橙汁", "稽徵 levy: R")


def test_taiwan_provisional_rates_and_names(tmp_path):
    listed = written(tmp_path, "機動稅率清表.csv", ["040700,蛋,5%,115/01/01,115/12/31"], "稅則號別,貨名,機動稅率,生效日期,截止日期")
    schedule = read(listed, "tw-ccc")
    assert (schedule.series, rates(schedule)) == ("tw-provisional", [("040700", "provisional", (), "5%")])
    assert (schedule.rows[0].valid_from, schedule.rows[0].valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    empty = read(written(tmp_path, "機動稅率清表2026.xls", ""), "tw-ccc")
    assert (empty.series, empty.rows, len(empty.notes)) == ("tw-provisional", (), 1)
    names = read(
        written(tmp_path, "names.csv", ["20,第20章,Chapter 20", "2009,果汁,Juices", "200911,冷凍,Frozen"], "code,text_zh_tw,text_en"),
        "tw-ccc",
    )
    assert (names.series, [(x.code, x.path_zh) for x in names.lines]) == (
        "tw-names",
        [("20", ""), ("2009", "第20章"), ("200911", "第20章 › 果汁")],
    )


def test_a_code_that_lost_its_zero_is_refused(tmp_path):
    rows = [TW[1].removeprefix("0"), TW[0], TW[0]]
    assert refused(written(tmp_path, "t.csv", rows, TW_HEAD), "tw-ccc") == [(2, "貨品分類號列"), (4, "貨品分類號列")]


def test_australia(tmp_path):
    schedule = read(written(tmp_path, "au_schedule3_2026-04.csv", AU, AU_HEAD), "au-3")
    assert [(r.code, r.names, r.canonical, r.valid_from, r.valid_to) for r in schedule.rows] == [
        ("20091100", (), "MIN(5%, 0.45/KGM:TSS)", None, None), ("20099000", (), "5%", None, date(2018, 6, 30)), ("20099000", ("CA",), "free", None, date(2018, 6, 30)),
        ("20099000", (), "3.75%", date(2018, 7, 1), None), ("22030061", (), "107.99/LPA", None, None), ("22030061", ("NZ", "FI"), "107.99/LPA", None, None),
    ]  # fmt: skip
    assert [(x.code, x.declarable, x.path_en) for x in schedule.lines] == [
        ("20091", False, ""), ("2009110010", True, "Orange juice"), ("2009900020", True, ""), ("22030061", False, ""), ("2203006133", True, "Beer"),
    ]  # fmt: skip


def test_agreements_of_australia(tmp_path):
    schedule = read(written(tmp_path, "fta.csv", FTA, FTA_HEAD), "au-fta")
    assert [(r.code, r.column, r.names, r.origins, r.canonical or r.state, r.valid_from) for r in schedule.rows] == [
        ("04061000", "agreement", ("CPTPP",), ("GB",), "0.998/KGM", date(2024, 12, 24)), ("04052000", "agreement", ("RCEP",), (), "3%", date(2022, 1, 1)),
        ("27101262", "agreement", ("MAFTA",), (), "needs_person", None), ("99993204", "concession", (), (), "free", None),
    ]  # fmt: skip
    assert refused(written(tmp_path, "bad.csv", ["S,XX-FTA,0406.10.00,x,Free", "S,RCEP,04.06,x,Free"], FTA_HEAD), "au-fta") == [
        (2, "agreement"),
        (3, "hs_code"),
    ]


def test_classes_of_places(tmp_path):
    head = "country,abbreviation,part"
    told = read(written(tmp_path, "p.csv", ["Fiji,FJ,Part 1", "Angola,AO,Part 2", "Chile,CL,Part 4"], head), "au-3")
    assert (told.series, dict(told.groups), told.notes) == ("au-1", {"FI": ("FJ",), "LDC": ("AO",), "DCS": ("CL",)}, ())
    divisions = (
        "Fiji,FJ Tonga,TO",
        "Angola,AO Zambia,ZM",
        "Angola,AO Zambia,ZM",
        "American,AS Wallis,WF",
        "Albania,AL Zimbabwe,ZW",
        "Anguilla,AI Wake,WK",
    )
    rows = [row for division in (*divisions, "Singapore,SG Korea,KR Hongkong,HK Taiwan,TW") for row in division.split()]
    lost = read(written(tmp_path, "q.csv", [f"{row},Part 1" for row in rows], head), "au-3")
    assert (lost.groups["FI"], lost.groups["DCT"]) == (("FJ", "TO"), ("SG", "KR", "HK", "TW"))
    assert "compared with the published" in lost.notes[0].en
    assert refused(written(tmp_path, "r.csv", ["Fiji,FJ,Part 1", "Oman,OMN,Part 1"], head), "au-3") == [(3, "abbreviation"), (None, "part")]


def test_a_payload_of_the_united_kingdom(tmp_path):
    schedule = read(written(tmp_path, "c.json", json.dumps(UK)), "uk-ott")
    got = [(r.charge, r.column, r.origins or r.group, r.additional_code or r.quota, r.use, r.canonical or r.state) for r in schedule.rows]
    assert got == [
        ("duty", "103", "1011", "", "", "MIN(12.8% + EUR 20.6/DTN, 30.5%)"), ("duty", "142", ("JP",), "", "", "free"), ("duty", "143", ("MA",), "051104", "", "free"),
        ("vat", "305", "1011", "", "", "20%"), ("vat", "305", "1011", "VATZ", "", "free"), ("", "888", "1011", "", "", "needs_person"),
        ("anti_dumping", "552", ("CN",), "", "document", "free"), ("anti_dumping", "552", ("CN",), "", "", "9%"), ("duty", "103", "2080", "", "", "needs_person"),
    ]  # fmt: skip
    assert [(x.code, x.declarable, x.units) for x in schedule.lines] == [
        ("20", False, ()),
        ("2009", False, ()),
        ("200911", False, ()),
        ("2009119900", True, ("LTR",)),
    ]
    assert schedule.groups == {"2080": ("TN", "EG")}
    assert schedule.rows[0].legal == "C1/21"


def test_both_forms_of_a_payload_read_alike(tmp_path):
    nested = read(written(tmp_path, "a.json", json.dumps(UK)), "uk-ott")
    flat = read(written(tmp_path, "b.json", json.dumps(tariffs.joined_api(UK))), "uk-ott")
    assert rates(flat) == rates(nested)
    assert flat.lines == nested.lines


def test_the_union_takes_its_own_currency_and_no_british_taxes(tmp_path):
    schedule = read(written(tmp_path, "c.json", json.dumps(UK)), "uk-ott", "EU")
    assert schedule.rows[0].canonical == "MIN(12.8% + 20.6/DTN, 30.5%)"
    assert {r.charge for r in schedule.rows} == {"duty", "anti_dumping", ""}


def test_a_folder_of_payloads(tmp_path):
    for name, text in (("uk_a.json", json.dumps(UK)), ("uk_areas.json", '[{"id": "1008", "children_geographical_areas": [{"id": "US"}]}]'), ("uk_b.json", "../x/b.json"),
                       ("xi_c.json", json.dumps(UK))):  # fmt: skip
        written(tmp_path, name, text)
    schedule = read(tmp_path, "uk-ott")
    assert schedule.groups["1008"] == ("US",)
    assert ["uk_b.json" in note.en or "xi_c.json" in note.en for note in schedule.notes] == [True, True]
    written(tmp_path, "uk_d.json", "{")
    with pytest.raises(BadInput, match=r"uk_d\.json is no JSON"):
        read(tmp_path, "uk-ott")


@pytest.mark.parametrize("text", ["{}", "[]", '"../uk/1.json"'])
def test_another_document_is_no_payload(tmp_path, text):
    with pytest.raises(BadInput, match="no commodity payload"):
        read(written(tmp_path, "c.json", text), "uk-ott")


def test_the_generic_table(tmp_path):
    schedule = read(written(tmp_path, "t.csv", CSV, CSV_HEAD), "csv", "ZZ")
    assert [(r.code, r.charge, r.column, r.names, r.origins, r.excluded, r.canonical or r.state) for r in schedule.rows] == [
        ("0902", "duty", "standard", (), (), (), "17%"), ("090210", "duty", "preference", ("EPA",), ("JP", "VN"), (), "5%"), ("090210", "vat", "standard", (), (), (), "8%"),
        ("090220", "duty", "standard", (), (), ("KP",), "ZZD 12/KGM"), ("090230", "duty", "standard", (), (), (), "needs_person"),
    ]  # fmt: skip
    assert [(x.code, x.zh, x.declarable) for x in schedule.lines][:2] == [("0902", "茶", False), ("090210", "綠茶", True)]


def test_faults_of_the_generic_table(tmp_path):
    rows = ["9,x,,,,,,5%,,", "0902,x,,sometimes,,,,5%,soon,", "0902,x,,,,Atlantis,,5%,,"]
    assert refused(written(tmp_path, "t.csv", rows, CSV_HEAD), "csv", "ZZ") == [(2, "code"), (3, "use"), (3, "valid_from"), (4, "origins")]
    with pytest.raises(BadInput, match="--jurisdiction"):
        read(written(tmp_path, "u.csv", CSV, CSV_HEAD), "csv")


def test_the_same_bytes_make_the_same_edition(tmp_path):
    one, two = made(us_file(tmp_path, "us_2026-05.jsonl"), "us-hts"), made(us_file(tmp_path, "us_2026-05.jsonl.gz"), "us-hts")
    assert one.facts.edition == two.facts.edition == f"2026-05-01-{one.facts.sha256[:8]}"
    named = made(us_file(tmp_path), "us-hts", edition="mine", valid_from=date(2026, 7, 1))
    assert (named.facts.edition, named.facts.valid_from) == ("mine", date(2026, 7, 1))


def test_a_preview_counts_and_lists(tmp_path):
    shown = preview(made(us_file(tmp_path), "us-hts"))
    assert shown["columns"]["special"] == {"parsed": 2, "needs_person": 1, "none": 0}
    assert [(r["row"], r["column"]) for r in shown["needs_person"]] == [(3, "special"), (7, "general"), (7, "other")]


def test_an_unknown_form_names_those_there_are(tmp_path):
    assert readers().keys() == ["au-3", "au-fta", "csv", "tw-ccc", "uk-ott", "us-hts"]
    with pytest.raises(BadInput, match="us-hts"):
        read(us_file(tmp_path), "taric")
    with pytest.raises(BadInput, match="no tariff of the form"):
        read(us_file(tmp_path), "us-hts", "JP")
