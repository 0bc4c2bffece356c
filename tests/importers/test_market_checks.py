"""Bad input: each fault is found with its count and rows, and what must not be imported is refused."""

from __future__ import annotations

import os
import shutil
from collections import namedtuple

import pytest

from argosy.importers.markets.finding import refusal
from argosy.kernel.errors import BadInput, Refused
from tests.importers.markets import BACI, found, reading, write

HEAD = "t,i,j,k,v,q\n"
NAME = "BACI_HS17_Y2020_V202201.csv"


def check_refused(tmp_path, text, check, count, rows):
    """The file is refused by one check, with its count and the rows that show it."""
    with reading(write(tmp_path, NAME, text), "baci", tmp_path) as made:
        told = {f.check: f for f in made.findings}[check]
        assert (told.level, told.count, [e.row for e in told.examples]) == ("refused", count, rows)
        assert made.refusal is not None
        assert [(p.where, p.row) for p in made.refusal.problems] == [(NAME, row) for row in rows]


def test_wrong_columns_say_which_are_missing_and_which_there_are(tmp_path):
    path = write(tmp_path, NAME, BACI.replace("t,i,j,k,v,q", "t,i,j,k,value,q"))
    with pytest.raises(BadInput, match=r"lacks the columns v\. It has: t, i, j, k, value, q"), reading(path, "baci", tmp_path):
        pytest.fail("it was read")
    other = write(tmp_path, "x.csv", "a;b;c\n1;2;3\n")
    with pytest.raises(BadInput, match="no row of headings"), reading(other, "baci", tmp_path):
        pytest.fail("it was read")


def test_a_cell_that_is_no_number_names_its_row(tmp_path):
    check_refused(tmp_path, BACI.replace("0.727", "n.a. 5"), "unreadable", 1, [4])


def test_a_row_cut_short_names_its_row(tmp_path):
    check_refused(tmp_path, BACI.replace("2020,4,490,401031,0.164,NA", "2020,4,490"), "unreadable", 1, [3])


def test_duplicated_keys_name_all_their_rows(tmp_path):
    check_refused(tmp_path, BACI + "2020,4,36,071120,9,1\n", "duplicates", 2, [4, 5])


def test_negative_values_name_their_rows(tmp_path):
    check_refused(tmp_path, BACI.replace("0.164", "-0.164"), "negative", 1, [3])


def test_years_no_one_trades_in_are_unreadable(tmp_path):
    check_refused(tmp_path, BACI.replace("2020,490", "20200,490"), "unreadable", 1, [2])


def test_rows_of_the_second_file_are_counted_in_their_own_file(tmp_path):
    folder = tmp_path / "release"
    folder.mkdir()
    write(folder, "BACI_HS17_Y2020_V202201.csv", BACI)
    write(folder, "BACI_HS17_Y2021_V202201.csv", BACI.replace("2020", "2021").replace("0.164", "-1"))
    told = found(folder, "baci", tmp_path)["negative"]
    assert [(e.where, e.row) for e in told.examples] == [("BACI_HS17_Y2021_V202201.csv", 3)]


def test_gaps_of_years_and_of_months_are_listed(tmp_path):
    years = write(tmp_path, NAME, HEAD + "2017,490,4,010410,1,1\n2020,490,4,010410,1,1\n")
    assert "2018, 2019" in found(years, "baci", tmp_path)["gaps"].message.en
    months = "period,exporter,importer,product,value\n202311,TW,JP,090230,1\n202402,TW,JP,090230,1\n"
    assert "202312, 202401" in found(write(tmp_path, "m.csv", months), "csv", tmp_path)["gaps"].message.en


def test_a_thousandfold_jump_of_totals_or_unit_values_is_flagged(tmp_path):
    rows = "".join(f"{year},490,{j},010410,{v},{q}\n" for year, v, q in ((2019, 10, 5), (2020, 11000, 5.5)) for j in (4, 36, 56))
    told = found(write(tmp_path, NAME, HEAD + rows), "baci", tmp_path)
    assert told["units"].level == "warning"
    weights = "".join(f"{year},490,{j},010410,10,{q}\n" for year, q in ((2019, 5), (2020, 5000)) for j in (4, 36, 56))
    told = found(write(tmp_path, NAME, HEAD + weights), "baci", tmp_path)
    assert told["units"].examples[0].said.startswith("010410 490: 2019 2 → 2020 0.002")


def test_a_last_period_that_is_not_whole_is_flagged(tmp_path):
    rows = "2019,490,4,010410,100,1\n2020,490,4,010410,60,1\n"
    assert "60%" in found(write(tmp_path, NAME, HEAD + rows), "baci", tmp_path)["last_period"].message.en


def test_unknown_places_are_kept_as_themselves_and_counted(tmp_path):
    told = found(write(tmp_path, NAME, BACI.replace("842", "999")), "baci", tmp_path)["places"]
    assert (told.level, told.count, told.examples[0].row) == ("warning", 1, 2)


def test_a_disk_too_small_is_refused_with_the_numbers(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    path = tmp_path / NAME
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**10, 9 * 10**9, 10**9))
    with pytest.raises(Refused, match=r"needs about 5,000 MB .* has 1,000 MB"), reading(path, "baci", tmp_path):
        pytest.fail("it was read")


@pytest.mark.parametrize("bad", [HEAD, "", HEAD + '2020,490,4,010410,"1,1\n2020'])
def test_empty_and_broken_files_are_refused(tmp_path, bad):
    path = write(tmp_path, NAME, bad)
    with pytest.raises(BadInput), reading(path, "baci", tmp_path) as made:
        raise refusal(NAME, made.findings) or AssertionError("it was read")


def test_a_missing_file_and_a_zip_that_is_none_are_refused(tmp_path):
    with pytest.raises(BadInput, match="no such file"), reading(tmp_path / "none.csv", "baci", tmp_path):
        pytest.fail("it was read")
    with pytest.raises(BadInput, match="not a readable ZIP"), reading(write(tmp_path, "x.zip", "PK"), "baci", tmp_path):
        pytest.fail("it was read")


def test_nothing_is_left_behind_when_reading_fails(tmp_path):
    path = write(tmp_path, NAME, BACI.replace("v,q", "x,q"))
    with pytest.raises(BadInput), reading(path, "baci", tmp_path):
        pytest.fail("it was read")
    assert list((tmp_path / "staging").iterdir()) == []


def test_what_a_killed_import_left_is_taken_away_a_day_later(tmp_path):
    old, new = tmp_path / "staging" / "staging-old", tmp_path / "staging" / "staging-new"
    for folder in (old, new):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))
    with reading(write(tmp_path, NAME, BACI), "baci", tmp_path):
        assert (old.exists(), new.exists()) == (False, True)


def test_rows_of_several_hs_editions_are_flagged_with_their_counts(tmp_path):
    own = "period,exporter,importer,product,value,hs_edition\n2020,TW,JP,090230,1,H5\n2022,TW,JP,090230,1,H6\n"
    with reading(write(tmp_path, "own.csv", own), "csv", tmp_path) as made:
        told = {f.check: f for f in made.findings}["hs_editions"]
        assert (told.level, made.facts.hs_edition) == ("warning", "mixed")
        assert "H5 1, H6 1" in told.message.en
