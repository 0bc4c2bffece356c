"""argosy study and argosy consult: the same study at the terminal, by people who have signed in."""

from __future__ import annotations

import json

import pytest

from tests.cli.orders import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GOODS = [
    {"description": "Juice", "codes": ["2202991900"], "origin": "JP", "quantity": "4800", "unit": "PCE", "value": 460800, "currency": "TWD"}
]


@pytest.fixture
def desk(argosy, monkeypatch, tmp_path, firm):
    return Desk(argosy, monkeypatch, tmp_path)


@pytest.fixture
def study(desk):
    """A study of goods, made by cs1."""
    file = desk.folder / "goods.json"
    file.write_text(json.dumps(GOODS), encoding="utf-8")
    return desk.as_("cs1", "study", "make", "--goods", file, "--jurisdiction", "TW", "--date", "2026-06-30").json


def places(study):
    return [word for m in study["measures"] if m["kind"] != "penalty" for word in ("--measure", m["measure"])]


def test_a_study_goes_from_listing_to_checked(desk, study):
    ref = study["study"]
    assert {m["decision"] for m in study["measures"]} == {None}
    marked = desk.as_("cs1", "study", "mark", ref, *places(study), "--applies", "--reason", "as listed").json
    assert marked["undecided"] == 0
    chosen = desk.as_("cs1", "study", "choose", ref, "--option", "as_declared", "--reason", "no other").json
    assert next(o for o in chosen["options"] if o["programme"] == "as_declared")["chosen"]["by"] == "cs1"
    items = [c["id"] for c in desk.as_("cs1", "study", "send", ref).json["checks"]]
    refused = desk.as_("cs1", "study", "check", ref, "--agree", items[0], "--note", "seen")
    assert refused.code == 3
    done = desk.as_("cs2", "study", "check", ref, *[w for i in items for w in ("--agree", i)], "--note", "seen").json
    assert (done["state"], done["checker"]) == ("checked", "cs2")


def test_what_the_rules_ask_is_answered(desk, study):
    assert "1.rates.duty" in [q["state"] for q in study["questions"] if q["blocks"]]
    stated = desk.as_("cs1", "study", "state", study["study"], "--set", "1.rates.duty=20%").json
    assert "1.rates.duty" not in [q["state"] for q in stated["questions"]]
    assert stated["measures"][0]["coverage"] == "stated"


def test_an_order_is_studied(desk):
    made = desk.as_("cs1", "study", "make", "--order", desk.order(), "--line", "2").json
    assert [line["line_no"] for line in made["lines"]] == [2]


def test_a_disagreement_is_answered(desk, study):
    ref = study["study"]
    desk.as_("cs1", "study", "mark", ref, *places(study), "--not", "--reason", "as listed")
    item = desk.as_("cs1", "study", "send", ref).json["checks"][0]["id"]
    assert desk.as_("cs2", "study", "check", ref, "--disagree", item, "--note", "why?").json["disputed"] == 1
    answered = desk.as_("cs1", "study", "answer", ref, "--item", item, "--words", "see invoice").json
    assert answered["checks"][0]["answer"] == "see invoice"


def test_reading_needs_no_token_and_writing_does(desk, study, monkeypatch):
    monkeypatch.delenv("ARGOSY_TOKEN", raising=False)
    assert desk.argosy("study", "show", study["study"], "--json").json["state"] == "draft"
    assert study["study"] in desk.argosy("study", "list").out
    assert desk.argosy("study", "send", study["study"]).code == 3


def test_people_read_tables(desk, study):
    shown = desk.argosy("study", "show", study["study"]).out
    assert "Import duty" in shown
    assert "as_declared" in shown


@pytest.mark.parametrize(
    "goods", [{}, [], [{"codes": "1"}], [{"description": "x", "colour": "red"}], [{"description": "x", "value": "much"}]]
)
def test_goods_that_cannot_be_read_say_why(desk, goods):
    file = desk.folder / "goods.json"
    file.write_text(json.dumps(goods), encoding="utf-8")
    assert desk.as_("cs1", "study", "make", "--goods", file, "--jurisdiction", "TW", "--date", "2026-06-30").code == 2


@pytest.mark.parametrize("wrong", [("make",), ("mark", "ST-0001", "--measure", "1", "--reason", "x")])
def test_half_a_command_says_what_it_needs(desk, wrong):
    assert desk.as_("cs1", "study", *wrong).code == 2


def test_a_question_is_asked_and_answered(desk, study):
    about = f"study:{study['study']}"
    asked = desk.as_("cs1", "consult", "ask", about, "--question", "Is it juice?", "--due", "2026-07-05", "--person", "tm2").json
    assert (asked["asked"], asked["overdue"]) == ("tm2", False)
    assert [one["id"] for one in desk.as_("cs1", "consult", "list").json] == [asked["id"]]
    answered = desk.as_("tm2", "consult", "answer", asked["id"], "--words", "Yes", "--stance", "confirms", "--effect", "none").json
    assert answered["stance"] == "confirms"
    assert desk.as_("cs1", "consult", "list").json == []
