"""What is printed: one JSON document, or columns that line up in Chinese too."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from argosy.cli.language import language
from argosy.cli.options import day, json_file, params
from argosy.cli.output import Output, table, width
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text


def test_json_is_one_document_with_money_as_strings(capsys):
    Output(as_json=True).show({"a": Decimal("1234.50"), "d": date(2026, 11, 20), "t": Text("稅", "tax"), "p": Path("x")}, "people's text")
    assert json.loads(capsys.readouterr().out) == {"a": "1234.50", "d": "2026-11-20", "t": {"zh": "稅", "en": "tax"}, "p": "x"}


def test_chinese_is_not_escaped(capsys):
    Output(as_json=True).show({"名": "稅"}, "")
    assert "稅" in capsys.readouterr().out


def test_people_get_text(capsys):
    Output().show({"a": 1}, ["one", "two"])
    assert capsys.readouterr().out == "one\ntwo\n"


def test_notes_stay_off_stdout(capsys):
    Output(as_json=True).note("reading")
    assert capsys.readouterr() == ("", "reading\n")


def test_a_value_without_json_form_is_a_fault():
    with pytest.raises(TypeError, match="object has no JSON form"):
        Output(as_json=True).show(object(), "")


def test_columns_line_up_in_chinese():
    printed = table(["code", "名稱"], [["1", "進口稅"], ["22", "VAT"]])
    assert printed == ["code  名稱", "----  ------", "   1  進口稅", "  22  VAT"]
    assert width("進口稅") == 6


def test_progress_is_silent_where_nobody_watches(capsys):
    with Output().progress("reading", 3) as step:
        step(3)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("env", "expected"),
    [({"LANG": "zh_TW.UTF-8"}, "zh-Hant"), ({"LANG": "C"}, "en"), ({"LANG": "zh_TW", "ARGOSY_LANG": "en"}, "en"), ({}, "en")],
)
def test_language_comes_from_the_environment(env, expected, monkeypatch):
    for name in ("ARGOSY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_params_are_read_once_each():
    assert params(["order=7", "note=a=b"]) == {"order": "7", "note": "a=b"}


@pytest.mark.parametrize("pairs", [["order"], ["=7"], ["a=1", "a=2"]])
def test_wrong_params_are_bad_input(pairs):
    with pytest.raises(BadInput, match="--param"):
        params(pairs)


def test_a_wrong_date_is_named_with_its_option():
    assert day("2026-11-20", "--as-of") == date(2026, 11, 20)
    with pytest.raises(BadInput, match="--as-of"):
        day("20/11/2026", "--as-of")


def test_numbers_of_a_json_file_stay_exact(tmp_path):
    (tmp_path / "a.json").write_text('\ufeff{"fx": 32.10}', encoding="utf-8")
    assert json_file(tmp_path / "a.json")["fx"] == Decimal("32.10")


@pytest.mark.parametrize(("content", "says"), [(b'{"a": ', "line 1, column"), (b"\xff\xfe", "UTF-8")])
def test_a_file_that_is_no_json_says_where(content, says, tmp_path):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(BadInput, match=says):
        json_file(tmp_path / "a.json")
