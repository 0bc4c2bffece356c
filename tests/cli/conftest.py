"""A command line run in this process, as a user would see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from argosy.cli.main import execute


@dataclass
class Ran:
    """What one command left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def argosy(capsys, monkeypatch):
    """Run a command: argosy("standards", "read", file, "--json").json. Messages are English unless ARGOSY_LANG is set."""
    monkeypatch.setenv("LANG", "C.UTF-8")

    def run(*args: object) -> Ran:
        code = execute([str(arg) for arg in args])
        streams = capsys.readouterr()
        return Ran(code, streams.out, streams.err)

    return run
