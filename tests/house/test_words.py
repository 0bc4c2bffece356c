"""What must not stand in any committed file: half-done work, one machine's paths, index addresses, secrets."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import exceptions, files, python, short

TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".html", ".css", ".js", ".txt", ".cfg", ".json", ".csv", ".typ", ".po", ".lock", ".sh", ""}
# Written so that this file does not itself contain what it looks for.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX:|NotImplemented" r"Error)\b|\blorem ip" r"sum\b|\bplace" r"holder\b")
MACHINE = re.compile(r"(?<![\w./}*])/(work|farm|root|home/\w+|tmp|Users/\w+)/\w")
INDEX = re.compile(r"(py" r"pi\.org|python" r"hosted|registry\.np" r"mjs|proxy\.gol" r"ang|artifact" r"ory)", re.IGNORECASE)
SECRET = re.compile(r"(-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30})")


def ours():
    """Text files written here: vendored files keep their makers' words."""
    for file in files():
        if file.suffix in TEXT and "vendor" not in file.parts and file.name != "LICENSE":
            yield file, file.read_text(encoding="utf-8", errors="replace")


def found(pattern: re.Pattern[str]) -> list[str]:
    return [f"{short(file)}: {match.group()}" for file, text in ours() for match in pattern.finditer(text)]


@pytest.mark.parametrize("pattern", [MACHINE, INDEX, SECRET], ids=["machine paths", "index hosts", "secrets"])
def test_no_committed_file_contains(pattern):
    assert [hit for hit in found(pattern) if hit.split(":")[0] not in exceptions("words")] == []


def test_no_source_file_is_half_done():
    hits = [hit for hit in found(UNFINISHED) if hit.startswith(("src/", "tests/", "benchmarks/", "tools/"))]
    assert [hit for hit in hits if hit.endswith(".py")] == []


@pytest.mark.parametrize("parts", [("see ", "work", "x"), ("", "root", "notes"), ("in ", "tmp", "out")])
def test_a_machine_path_would_be_found(parts):
    assert MACHINE.search("/".join(parts))


def test_no_lock_file_holds_an_address():
    locks = [file for file in files() if re.search(r"\.lock$|^requirements", file.name)]
    assert locks
    assert [short(file) for file in locks if "://" in file.read_text(encoding="utf-8")] == []


def test_every_requirement_is_pinned_and_hashed():
    lock = next(file for file in files() if file.name == "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert [block.split()[0] for block in blocks if "==" not in block.split("\n")[0] or "--hash=sha256:" not in block] == []


def test_tables_are_committed_only_as_part_of_the_package():
    tables = [file for file in files() if file.suffix in {".csv", ".parquet", ".xlsx", ".arrow", ".gz", ".zip"}]
    assert tables
    assert [short(file) for file in tables if not short(file).startswith("src/argosy/")] == []


def test_files_end_with_a_newline_and_hold_no_tabs():
    read = {short(file): file.read_bytes() for file in python()}
    assert [name for name, content in read.items() if b"\t" in content or content[-1:] not in (b"\n", b"")] == []
