"""Two editions compared: codes, rates, programmes; what is alike is not told."""

from __future__ import annotations

from argosy.engines.tariff.changes import changes, changes_json, counts
from argosy.engines.tariff.rows import line_frame, row_frame
from argosy.engines.tariff.versions import HeldEdition
from tests.engines.tariff_world import LINES, edition, rate


def held(*rows, lines=LINES, name="1"):
    return HeldEdition(edition(name=name), line_frame(lines), row_frame(rows))


def told(before, after):
    return [(c.kind, c.code, c.column, c.names, c.old, c.new) for c in changes(before, after)]


def test_alike_editions_differ_in_nothing():
    rows = (rate("1001", "general", "5%"), rate("1001", "special", "free", names=("P1", "OLD")), rate("1002", "general", ""))
    assert told(held(*rows), held(*reversed(rows), name="2")) == []


def test_codes_added_and_gone():
    assert [(k, c) for k, c, *_ in told(held(lines=LINES[:-1]), held(lines=LINES[1:]))] == [("gone", "10"), ("added", "100400")]


def test_a_rate_that_changed_appeared_or_went():
    before = held(rate("1001", "general", "5%"), rate("1002", "general", "3%"))
    after = held(rate("1001", "general", "6%"), rate("100110", "ad", "12%"))
    assert told(before, after) == [
        ("rate", "1001", "general", (), "5%", "6%"), ("rate", "100110", "ad", (), "", "12%"), ("rate", "1002", "general", (), "3%", ""),
    ]  # fmt: skip


def test_programmes_that_change_alike_stand_together_and_the_others_stay_out():
    before = held(rate("1001", "special", "free", names=("A", "B", "C")))
    after = held(rate("1001", "special", "2%", names=("A", "B")), rate("1001", "special", "free", names=("C", "D")))
    assert [change[3:] for change in told(before, after)] == [(("A", "B"), "free", "2%"), (("D",), "", "free")]


def test_origins_and_quotas_tell_rates_apart():
    before = held(rate("1001", "special", "1%", origins=("JP", "KR")), rate("1001", "quota", "0%", quota="05.1"))
    after = held(
        rate("1001", "special", "1%", origins=("KR", "JP")),
        rate("1001", "quota", "0%", quota="05.2"),
        rate("1001", "special", "4%", excluded=("KP",)),
    )
    assert [(column, names, old, new) for _, _, column, names, old, new in told(before, after)] == [
        ("quota", ("05.1",), "0%", ""), ("quota", ("05.2",), "", "0%"), ("special", ("−KP",), "", "4%"),
    ]  # fmt: skip


def test_words_for_a_person_are_compared_as_published():
    assert told(held(rate("1001", "general", "")), held(rate("1001", "general", "", raw="see note 3")))[0][4:] == ("in words", "see note 3")


def test_as_plain_data_with_a_most():
    before, after = held(lines=LINES[:-1]), held(lines=LINES[1:], name="2")
    found = changes(before, after)
    answer = changes_json(before.facts, after.facts, found, 1)
    assert (answer["counts"], answer["total"], len(answer["changes"])) == ({"added": 1, "gone": 1, "rate": 0}, 2, 1)
    assert counts(()) == {"added": 0, "gone": 0, "rate": 0}
    assert (answer["before"]["edition"], answer["after"]["edition"]) == ("1", "2")
