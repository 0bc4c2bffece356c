"""The published files themselves, where they lie beside the repository: how much of each is read, and that nothing becomes free by itself."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.importers.tariffs import read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def duties(shared):
    """The folder of published tariffs."""
    return shared / "data" / "duties"


@pytest.fixture(scope="session")
def hts(duties):
    """The whole tariff of the United States."""
    return read(duties / "us_hts_2024-12.jsonl.gz", "us-hts")


@pytest.mark.parametrize(("column", "least"), [("general", 0.987), ("other", 0.98)])
def test_duty_cells_of_the_united_states(hts, column, least):
    cells = [r for r in hts.rows if r.column == column and r.code[:2] not in ("98", "99")]
    states = Counter(r.state for r in cells)
    assert len(cells) > 11_400
    assert states["parsed"] / len(cells) >= least
    assert states["parsed"] + states["needs_person"] == len(cells)


def test_free_is_only_what_the_united_states_print_as_free(hts):
    free = {r.raw.partition(" (")[0].strip().lower() for r in hts.rows if r.canonical == "free"}
    assert free <= {"free", "0%", "0.0%"}


def test_every_statistical_line_of_the_united_states_reaches_a_rate(hts):
    stated = {r.code for r in hts.rows if r.column == "general"}
    bare = [x.code for x in hts.lines if x.declarable and x.code[:2] < "98" and not any(x.code[:n] in stated for n in (4, 8, 10))]
    assert bare == []


def test_australia_is_read_but_for_one_cell(duties):
    schedule = read(duties / "au_schedule3_2026-04.csv.gz", "au-3")
    assert [r.raw for r in schedule.worded] == ["View TCOs for 8462.59"]
    stated = {r.code for r in schedule.rows}
    assert [x.code for x in schedule.lines if x.declarable and x.code[:8] not in stated] == []


def test_blends_of_the_agreements_are_for_a_person(duties):
    schedule = read(duties / "au_fta_schedules_2026-04.csv.gz", "au-fta")
    assert len(schedule.rows) == 3910
    assert {r.raw.replace(" plus", "").rpartition(" of ")[2] for r in schedule.worded} == {"gasoline", "diesel", "biodiesel"}


@pytest.mark.parametrize(("place", "codes"), [("GB", 6), ("XI", 1)])
def test_payloads_of_the_united_kingdom(duties, place, codes):
    schedule = read(duties / "uk_fixtures", "uk-ott", place)
    assert sum(x.declarable for x in schedule.lines) == codes
    assert all("entry price" in r.raw for r in schedule.worded)
    assert {r.state for r in schedule.rows} <= {"parsed", "needs_person"}


def test_the_names_of_taiwan(shared):
    schedule = read(shared / "data" / "markets" / "tw_ccc_nomenclature_zh_en.parquet", "tw-ccc")
    assert (schedule.series, len(schedule.lines)) == ("tw-names", 29_059)
    assert all(x.zh for x in schedule.lines)
