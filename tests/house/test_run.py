"""run.py: sets up once, says why when it cannot, and leaves stdout to the command."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import threading
import time

import pytest

from tests.house.tree import ROOT


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py as a module, looking at a folder of its own."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements.lock").write_text("a==1")
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / ".venv").mkdir()
    places = {"ROOT": tmp_path, "ENV": tmp_path / ".venv", "LOCK": tmp_path / "requirements.lock", "STAMP": tmp_path / ".venv/.argosy"}
    for name, value in places.items():
        monkeypatch.setattr(module, name, value)
    return module


@pytest.fixture
def steps(run, monkeypatch):
    """The steps of setting up, recorded instead of done."""
    done = []
    monkeypatch.setattr(run, "create", lambda: done.append("create"))
    monkeypatch.setattr(run, "install", lambda: done.append("install"))
    return done


def test_sets_up_once(run, steps):
    run.set_up()
    run.set_up()
    assert steps == ["create", "install"]


def test_two_at_once_set_up_once(run, steps, monkeypatch):
    monkeypatch.setattr(run, "install", lambda: (time.sleep(0.2), steps.append("install")))
    others = [threading.Thread(target=run.set_up) for _ in range(3)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert steps == ["create", "install"]


def test_a_changed_lock_installs_again_into_the_same_environment(run, steps, monkeypatch):
    run.set_up()
    monkeypatch.setattr(run, "PYTHON", run.LOCK)  # any file that exists
    run.LOCK.write_text("a==2")
    run.set_up()
    assert steps == ["create", "install", "install"]


def test_a_moved_folder_gets_a_new_environment(run, steps, monkeypatch):
    monkeypatch.setattr(run, "PYTHON", run.LOCK)
    run.STAMP.write_text("digest /elsewhere")
    run.set_up()
    assert steps == ["create", "install"]


def test_an_old_python_is_refused_with_the_version_it_needs(run, monkeypatch, capsys):
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    assert run.main(["demo"]) == 2
    assert "needs Python 3.11 or newer; this is 3.9" in capsys.readouterr().err


def test_run_py_parses_on_the_python_it_refuses():
    assert ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 7)).body


def test_setup_alone_starts_nothing(run, steps, monkeypatch):
    monkeypatch.setattr(run, "become", pytest.fail)
    assert run.main(["setup"]) == 0


def test_a_failed_step_is_named(run, monkeypatch, capsys):
    def fail():
        raise subprocess.CalledProcessError(7, ["pip", "install"])

    monkeypatch.setattr(run, "set_up", fail)
    assert run.main([]) == 2
    assert "exit 7): pip install" in capsys.readouterr().err


def test_without_words_it_shows_the_demo(run, steps, monkeypatch):
    monkeypatch.setattr(run, "become", lambda command: command[-2:])
    assert run.main([]) == ["argosy.cli", "demo"]


def test_tests_pass_their_arguments_on(run, monkeypatch):
    monkeypatch.setattr(run.os, "chdir", lambda folder: None)
    assert run.tests(["-k", "duty"])[-2:] == ["-k", "duty"]
    assert "-n" in run.tests([])


def test_pip_settings_become_those_of_uv(run, monkeypatch):
    listing = (
        "global.index-url='https://a/simple'\nglobal.extra-index-url='https://b\\nhttps://c'\n:env:.find-links='d e'\nglobal.cert='x'\n"
    )
    monkeypatch.setattr(run.subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 0, stdout=listing))
    found = run.indexes({})
    assert found["UV_DEFAULT_INDEX"] == "https://a/simple"
    assert found["UV_INDEX"] == "https://b https://c"
    assert found["UV_FIND_LINKS"] == "d,e"


def test_pip_takes_over_when_uv_fails(run, monkeypatch, capfd):
    calls = []
    monkeypatch.setattr(run, "indexes", dict)
    monkeypatch.setattr(run, "call", lambda command, env: calls.append(command) or ("uv" in command and explode()))
    run.install()
    assert [c[2] for c in calls[-2:]] == ["pip", "pip"]
    assert "--require-hashes" in calls[-2]


def explode():
    raise subprocess.CalledProcessError(1, ["uv"])


def test_the_words_of_setting_up_stay_off_stdout(run, capfd):
    run.call([sys.executable, "-c", "print('chatter')"], {})
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("code", [0, 3])
def test_the_exit_code_is_the_commands_own(code):
    script = f"import importlib.util as u; s=u.spec_from_file_location('r','run.py'); m=u.module_from_spec(s); s.loader.exec_module(m); \
m.become([__import__('sys').executable, '-c', 'raise SystemExit({code})'])"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == code
