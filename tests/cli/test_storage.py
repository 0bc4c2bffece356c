"""Backup and restore: everything comes back in another store, byte for byte, or nothing does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.records.reports.samples import issued

pytestmark = pytest.mark.slow


def command(home, *args: object) -> subprocess.CompletedProcess[str]:
    """A command in another process on a store of its own."""
    env = {**os.environ, "ARGOSY_HOME": str(home), "ARGOSY_DATABASE_URL": "", "ARGOSY_LANG": "en"}
    return subprocess.run([sys.executable, "-m", "argosy.cli", *map(str, args)], env=env, capture_output=True, text=True)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """An empty store, made once: its tables take longer than all that is asked of it."""
    home = tmp_path_factory.mktemp("empty")
    assert command(home, "init").returncode == 0
    return home


@pytest.fixture
def elsewhere(empty, tmp_path):
    """Commands on a fresh copy of the empty store."""
    shutil.copytree(empty, tmp_path / "other")
    return lambda *args: command(tmp_path / "other", *args)


@pytest.fixture
def exported(argosy, people, tmp_path):
    """A store with one issued document, exported."""
    issued(people)
    assert argosy("export", tmp_path / "export").code == 0
    return tmp_path / "export"


def rows(folder):
    return {file.name: file.read_text() for file in sorted((folder / "rows").glob("*.jsonl"))}


def test_an_export_comes_back_whole(exported, elsewhere, tmp_path):
    ran = elsewhere("import", exported)
    assert (ran.returncode, ran.stderr) == (0, "")
    proof = json.loads(elsewhere("verify", "--json").stdout)
    assert (proof["ok"], proof["entries"]) == (True, 1)
    elsewhere("export", tmp_path / "again")
    assert rows(tmp_path / "again") == rows(exported)


def test_a_backup_is_one_file(argosy, people, elsewhere, tmp_path):
    issued(people)
    assert argosy("backup", tmp_path / "argosy.zip").code == 0
    assert elsewhere("restore", tmp_path / "argosy.zip").returncode == 0
    assert json.loads(elsewhere("verify", "--json").stdout)["ok"]


def test_a_store_with_rows_is_not_overwritten(exported, elsewhere):
    elsewhere("import", exported)
    again = elsewhere("import", exported)
    assert again.returncode == 3
    assert "not empty" in again.stderr


def test_a_lost_row_imports_nothing(exported, elsewhere):
    file = exported / "rows/people.PersonRole.jsonl"
    file.write_text("".join(file.read_text().splitlines(keepends=True)[1:]))
    ran = elsewhere("import", exported)
    assert ran.returncode == 2
    assert "nothing was imported" in ran.stderr
    assert elsewhere("import", exported).returncode == 2  # still empty


def test_an_export_of_another_version_is_refused(exported, elsewhere):
    manifest = json.loads((exported / "manifest.json").read_text())
    (exported / "manifest.json").write_text(json.dumps(manifest | {"migrations": []}))
    assert elsewhere("import", exported).returncode == 3


def test_a_folder_in_use_is_not_written_to(argosy, db, tmp_path):
    (tmp_path / "mine.txt").write_text("notes")
    assert argosy("export", tmp_path).code == 2


@pytest.mark.parametrize("command", ["restore", "import"])
def test_what_is_no_export_is_bad_input(elsewhere, tmp_path, command):
    (tmp_path / "notes.txt").write_text("notes")
    ran = elsewhere(command, tmp_path / "notes.txt")
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
