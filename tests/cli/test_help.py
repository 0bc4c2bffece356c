"""Help is quick and in both languages, and every command has some."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

import pytest

from argosy.cli.main import app
from tests.cli.commands import commands

HEAVY = [
    "django",
    "polars",
    "duckdb",
    "typst",
    "docx",
    "xlsxwriter",
    "vl_convert",
    "pydantic",
    "babel",
    "ninja",
    "granian",
    "rich",
    "python_calamine",
]


def fresh(script: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A new Python, so that what other tests have imported does not count."""
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ, **env})


def test_help_imports_nothing_heavy():
    script = f"import sys; from argosy.cli.main import execute; execute(['--help']); print(sorted(set(sys.modules) & set({HEAVY})))"
    assert fresh(script).stdout.splitlines()[-1] == "[]"


def test_help_takes_less_than_four_tenths_of_a_second():
    """Of processor time: the clock also counts what else the machine does."""

    def spent() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return children.ru_utime + children.ru_stime

    before = spent()
    assert fresh("from argosy.cli.main import execute; execute(['--help'])").returncode == 0
    assert spent() - before < 0.4


@pytest.mark.parametrize("path", commands(app), ids=" ".join)
def test_every_command_says_what_it_does(argosy, path):
    ran = argosy(*path, "--help")
    assert ran.code == 0
    assert ran.out.splitlines()[2].strip()


@pytest.mark.parametrize(("lang", "words"), [("zh-Hant", "職能基準"), ("en", "Competency standards")])
def test_help_speaks_the_users_language(lang, words):
    assert words in fresh("from argosy.cli.main import execute; execute(['--help'])", ARGOSY_LANG=lang).stdout


def test_version_is_told(argosy):
    assert argosy("--version").out.startswith("argosy ")
