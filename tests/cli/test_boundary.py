"""Exit codes and messages: what happened, where, what to do; never a traceback."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from argosy.cli.boundary import SHOWN_PROBLEMS, guarded
from argosy.kernel.errors import BadInput, NotFound, Problem, Refused
from argosy.kernel.text import Text


@pytest.mark.parametrize(("pending", "code"), [(["people.0001"], 3), ([], 70)])
def test_a_store_never_made_says_how_to_make_it(pending, code, monkeypatch, capsys):
    from django.db.utils import OperationalError

    monkeypatch.setattr("argosy.records.boot.pending_migrations", lambda: pending)
    assert guarded(throw(OperationalError("no such table: people_person"))) == code
    assert ("argosy init" in capsys.readouterr().err) is (code == 3)


def throw(fault: BaseException):
    def command():
        raise fault

    return command


FAULTS = [
    (BadInput("bad"), 2),
    (NotFound("none"), 2),
    (Refused("no"), 3),
    (FileNotFoundError(2, "No such file", "order.csv"), 2),
    (PermissionError(13, "Permission denied", "out"), 2),
    (typer.BadParameter("not a number"), 2),
    (KeyboardInterrupt(), 130),
    (RuntimeError("boom"), 70),
]


@pytest.mark.parametrize(("fault", "code"), FAULTS, ids=[type(fault).__name__ for fault, _ in FAULTS])
def test_exit_code_and_one_message(fault, code, capsys):
    assert guarded(throw(fault)) == code
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.strip()
    assert "Traceback" not in streams.err


def test_the_code_of_a_command_that_did_not_pass_is_kept():
    assert guarded(lambda: 1) == 1


def test_a_bug_is_raised_with_debug():
    with pytest.raises(RuntimeError, match="boom"):
        guarded(throw(RuntimeError("boom")), debug=True)


def test_messages_follow_the_language(capsys, monkeypatch):
    monkeypatch.setenv("ARGOSY_LANG", "zh-Hant")
    guarded(throw(BadInput(Text("金額不符", "Amounts differ"))))
    assert capsys.readouterr().err == "金額不符\n"


def test_every_bad_row_is_told_with_its_place(capsys, monkeypatch):
    monkeypatch.setenv("ARGOSY_LANG", "en")
    rows = [Problem(Text("不是數字", "not a number"), where="order.csv", row=n, field="quantity") for n in (3, 7)]
    guarded(throw(BadInput("2 rows are wrong", rows)))
    assert capsys.readouterr().err.splitlines()[1:] == [
        "  order.csv row 3 quantity: not a number",
        "  order.csv row 7 quantity: not a number",
    ]


def test_a_thousand_bad_rows_are_counted_not_printed(capsys, monkeypatch):
    monkeypatch.setenv("ARGOSY_LANG", "en")
    guarded(throw(BadInput("wrong", [Problem(Text("錯", "wrong"), row=n) for n in range(1000)])))
    shown = capsys.readouterr().err.splitlines()
    assert len(shown) == SHOWN_PROBLEMS + 2
    assert shown[-1] == f"  and {1000 - SHOWN_PROBLEMS} more"


@pytest.mark.parametrize("args", [["nope"], ["standards", "nope"], ["standards", "read"], ["standards", "read", "x", "--nope"], []])
def test_a_command_written_wrongly_is_bad_input(argosy, args):
    ran = argosy(*args)
    assert ran.code == 2
    assert "--help" in ran.err + ran.out


def test_a_closed_pipe_is_no_fault():
    script = "import sys; from argosy.cli.boundary import guarded\n"
    script += "def talk():\n    while True: sys.stdout.write('x' * 10000)\nsys.exit(guarded(talk))"
    ran = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    ran.stdout.read(10)
    ran.stdout.close()
    assert (ran.wait(10), ran.stderr.read()) == (0, b"")
    ran.stderr.close()
