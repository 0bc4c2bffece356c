"""Writes go through the doors that leave a trace."""

from __future__ import annotations

import ast

from tests.house.tree import exceptions, parsed, python, short

# simple-history records nothing for these: use bulk_create_with_history, bulk_update_with_history, or save.
SILENT = {"bulk_create", "bulk_update"}


def silent_writes(folder: str) -> set[str]:
    calls = ((file, node) for file in python(folder) for node in ast.walk(parsed(file)) if isinstance(node, ast.Call))
    return {f"{short(f)}:{n.func.attr}" for f, n in calls if isinstance(n.func, ast.Attribute) and n.func.attr in SILENT}


def test_no_write_skips_the_history():
    assert silent_writes("src") == set(exceptions("silent_writes"))


def test_web_api_and_cli_do_not_save_rows_themselves():
    doors = [f for f in python() if {"web", "api", "cli"} & set(f.parts)]
    text = {short(f): f.read_text(encoding="utf-8") for f in doors}
    assert [name for name, code in text.items() if ".objects." in code or ".save()" in code] == []
