"""What holds for goods before anything is computed: every rule in force, and what an option must prove."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from argosy.engines.duty.consignment import Line, TariffRate
from argosy.engines.duty.demands import needs, programme_demands, relief_demands
from argosy.engines.duty.measures import NOTES, code_known, entry_measures, line_measures
from argosy.kernel.text import NOTHING, Text, same
from argosy.rules.library import pack_for
from tests.engines.test_duty_provisions import ZZ

DAY = date(2026, 6, 30)
TW = pack_for("TW")
STEEL = Line("1", "72081000", "CN")
JUICE = Line("1", "2202991900", "JP")


def kinds(measures):
    return [(m.kind, m.subject) for m in measures]


def test_every_charge_rate_programme_and_relation_that_touches_the_goods_is_listed():
    listed = line_measures(ZZ, STEEL, DAY)
    assert kinds(listed) == [
        ("duty", "duty"), ("remedy", "metal"), ("remedy", "surcharge"), ("vat", "gst"), ("drawback", "drawback"), ("regime", "temporary"), ("relation", "surcharge"),
    ]  # fmt: skip
    assert {m.rule: m.rate for m in listed if m.kind == "remedy"} == {"metal.steel": "25%", "surcharge.all": "10%"}


def test_a_programme_is_listed_for_its_origins_and_for_an_origin_nobody_stated():
    by_origin = {o: ("preference", "pact") in kinds(line_measures(ZZ, Line("1", "84713000", o), DAY)) for o in ("KR", "CN", "")}
    assert by_origin == {"KR": True, "CN": False, "": True}


def test_measures_follow_their_dates():
    assert ("remedy", "metal") in kinds(line_measures(ZZ, STEEL, date(2025, 1, 1)))
    before = line_measures(ZZ, STEEL, date(2024, 12, 31))
    assert [(m.coverage, m.rate) for m in before if m.subject == "metal"] == [("look_up", "")]


def test_a_rate_nobody_holds_is_one_to_look_up_and_never_nought():
    duty = line_measures(TW, JUICE, DAY)[0]
    assert (duty.subject, duty.coverage, duty.rate) == ("duty", "look_up", "")
    stated = line_measures(TW, replace(JUICE, rates={"duty": "20%"}), DAY)[0]
    assert (stated.coverage, stated.rate) == ("stated", "20%")


@pytest.mark.parametrize("code", ["", "2202", "770100", "000000", "22O299"])
def test_an_unknown_code_gives_no_data_and_no_rate(code):
    listed = line_measures(TW, Line("1", code, "JP", rates={"duty": "20%"}), DAY)
    assert [(m.kind, m.coverage, m.rate) for m in listed] == [("none", "no_data", "")]
    assert not code_known(code)


def test_a_day_before_the_rules_gives_no_data_and_no_rate():
    listed = line_measures(TW, replace(JUICE, rates={"duty": "20%"}), date(1999, 1, 1))
    assert [(m.kind, m.coverage, m.rate) for m in listed] == [("none", "no_data", "")]
    assert "1999-01-01" in listed[0].note.en


def test_every_measure_names_its_law_source_version_and_confidence():
    listed = [*line_measures(TW, JUICE, DAY), *entry_measures(TW, [JUICE], DAY)]
    assert {m.version for m in listed} == {f"{TW.id} {TW.version}"}
    assert all(m.legal.zh and m.source.zh and m.confidence in ("high", "medium", "low") for m in listed)


def test_a_worded_rate_is_for_a_person_to_read():
    worded = TariffRate("? see note 3", "see note 3", "I", same("Schedule"), "2026-1", why=Text("須人工判讀", "a person must read it"))
    duty = line_measures(TW, replace(JUICE, tariff={"duty": worded}), DAY)[0]
    assert (duty.coverage, duty.rate, duty.note.en) == ("look_up", "", "a person must read it; see note 3")


def test_a_code_the_schedule_does_not_know_gives_no_data():
    listed = line_measures(TW, JUICE, DAY, Text("稅則無此號別", "the tariff has no such code"))
    assert [(m.kind, m.coverage, m.rate, m.note.en) for m in listed] == [("none", "no_data", "", "the tariff has no such code")]


def test_the_columns_of_a_schedule_stand_beside_its_rate():
    source = same("Schedule of 2026")
    rates = {name: TariffRate(text, text, name, source, "2026-1") for name, text in (("I", "20%"), ("II", "5%"))}
    listed = line_measures(TW, replace(JUICE, tariff={"duty": rates["I"]}, columns=rates), DAY)
    assert [(m.kind, m.rate, m.version) for m in listed if "@" in m.rule] == [("duty", "20%", "2026-1"), ("column", "5%", "2026-1")]


def test_reliefs_disputed_rules_and_penalties_are_those_of_the_whole_entry():
    assert ("relief", "low_value") in kinds(entry_measures(TW, [JUICE], DAY))
    assert ("interpretation", "base") in kinds(entry_measures(ZZ, [STEEL], DAY))
    assert {m.line for m in entry_measures(TW, [JUICE], DAY)} == {""}
    assert "penalty" in NOTES


def test_a_preference_must_prove_every_fact_it_reads():
    pact = next(p for p in ZZ.programmes if p.id == "pact")
    demands = programme_demands(ZZ, pact, Line("1", "84713000", "KR"))
    assert [(d.key, d.asks, d.scope) for d in demands] == [("proof", "yes_no", "line")]


def test_what_the_programme_brings_itself_is_not_asked_and_the_origin_is():
    pact = next(p for p in ZZ.programmes if p.id == "pact")
    demands = programme_demands(ZZ, replace(pact, facts={"proof": 1}), Line("1", "84713000", "KR"))
    assert [d.key for d in demands] == ["origin"]


def test_a_rate_the_schedule_does_not_hold_is_to_be_shown():
    column = replace(next(p for p in ZZ.programmes if p.id == "pact"), rates={}, columns=("II",))
    with_rate = Line("1", "84713000", "KR", columns={"II": TariffRate("5%", "5%", "II", NOTHING)})
    assert "rate" in [d.key for d in programme_demands(ZZ, column, Line("1", "84713000", "KR"))]
    assert "rate" not in [d.key for d in programme_demands(ZZ, column, with_rate)]


def test_a_programme_without_conditions_still_needs_a_paper():
    regime = next(p for p in ZZ.programmes if p.id == "temporary")
    assert [(d.key, d.asks) for d in programme_demands(ZZ, regime, STEEL)] == [("terms", "paper")]


def test_a_relief_asks_what_the_order_does_not_state():
    assert "low_value_uses" in [d.key for d in relief_demands(TW, "low_value")]


def test_what_is_lacking_is_said_once():
    proof = Text("產證", "proof of origin")
    assert needs([proof, proof]).en == "unmet: needs proof of origin"
    assert not needs([])
