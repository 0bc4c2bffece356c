"""The morning, the card and the calendar of the sample firm."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from argosy.publishing.care.buying import late_to_reorder, months_back
from argosy.publishing.care.calendar import Entry, agenda, escaped, folded, icalendar
from argosy.publishing.care.card import card
from argosy.publishing.care.morning import morning
from argosy.publishing.care.shown import card_json, funnel_json, morning_json
from argosy.records.care.leads.funnel import funnel
from argosy.records.parties.joining.actions import merge_parties
from argosy.records.people.queries import person
from argosy.records.permission import LOCAL_READER
from argosy.records.sample.load import load_sample

ON = date(2026, 6, 30)
STAMP = datetime(2026, 6, 30, 1, 2, 3, tzinfo=UTC)


def test_months_count_back_over_a_year():
    assert months_back(date(2026, 2, 10), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_text_is_escaped_and_lines_are_folded_at_75_octets():
    assert escaped("a;b,c\\d\r\ne") == "a\\;b\\,c\\\\d\\ne"
    line = "SUMMARY:" + "聯繫示範" * 20
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == line


def test_an_entry_has_its_zone_and_a_whole_day_its_end():
    text = icalendar([Entry("a", ON, "Call"), Entry("b", ON, "Fair", date(2026, 7, 2), "台北, 1")], name="x", stamp=STAMP)
    assert "DTSTART;TZID=Asia/Taipei:20260630T090000\r\n" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Taipei\r\n" in text
    assert "DTSTART;VALUE=DATE:20260630\r\nDTEND;VALUE=DATE:20260703\r\n" in text
    assert "LOCATION:台北\\, 1\r\n" in text
    assert "DTSTAMP:20260630T010203Z\r\n" in text
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.replace("\r\n", "").count("\n") == 0


@pytest.mark.slow
@pytest.mark.django_db
def test_the_sample_firms_morning_card_and_calendar():
    load_sample(password="for-the-tests-only")
    expect_morning()
    expect_card()
    assert {one.name for one in late_to_reorder(ON, actor=LOCAL_READER)} >= {"C-TW-05"}
    entries = agenda(ON, actor=LOCAL_READER, login="ws1", lang="en")
    assert any("C-TW-05" in one.summary and one.first == ON for one in entries)
    assert funnel_json(funnel(ON, actor=LOCAL_READER))["leads"] == 75
    expect_merged()


def expect_morning():
    parts = {part.key: part for part in morning(ON, actor=LOCAL_READER)}
    assert set(parts) == {"contacts", "quotes", "holds", "promises", "cheques", "late", "complaints"}
    assert all(part.items for key, part in parts.items() if key in ("contacts", "holds", "cheques", "late"))
    silent = next(item for item in parts["contacts"].items if item.code == "C-TW-05" and item.to[0] == "log")
    assert "144 days" in silent.why.en
    mine = {part.key: part for part in morning(ON, actor=LOCAL_READER, login="ws1")}
    assert len(mine["contacts"].items) < len(parts["contacts"].items)
    assert all(item.code.startswith("C-TW") for item in mine["late"].items)
    assert [part["list"] for part in morning_json(list(parts.values()))] == list(parts)


def expect_card():
    found = card_json(card("C-TW-04", ON, actor=LOCAL_READER))
    assert found["credit"]["verdict"] == "hold"
    assert len(found["sales"]) == 12
    assert sum(float(row["amount"]) for row in found["open_by_age"]) == pytest.approx(float(found["owed"]))
    assert found["survey"]


def expect_merged():
    merge_parties(actor=person("ws1"), kept="C-TW-02", gone="C-TW-01", reason="同一家")
    assert card("C-TW-01", ON, actor=LOCAL_READER).party.code == "C-TW-02"
