"""Writes go through the doors that leave a trace."""

from __future__ import annotations

import ast

from tests.house.tree import parsed, python, short

# simple-history records nothing for these: use bulk_create_with_history, bulk_update_with_history, or save.
SILENT = {"bulk_create", "bulk_update"}


def plain_models() -> set[str]:
    """Models without history: classes that stand on Django's own ``models.Model``."""
    classes = (node for file in python() for node in ast.walk(parsed(file)) if isinstance(node, ast.ClassDef))
    return {node.name for node in classes if any(ast.unparse(base) == "models.Model" for base in node.bases)}


def silent_writes(tree: ast.AST) -> list[str]:
    """Every ``X.objects.bulk_create`` and its like where ``X`` is not known to be without history."""
    calls = (n.func for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in SILENT)
    return [ast.unparse(call) for call in calls if ast.unparse(call.value).split(".")[0] not in plain_models()]


def test_no_write_skips_the_history():
    assert [f"{short(file)}: {call}" for file in python() for call in silent_writes(parsed(file))] == []


def test_a_silent_write_would_be_found():
    assert silent_writes(ast.parse("OrderFile.objects.bulk_create(rows)")) == ["OrderFile.objects.bulk_create"]


def test_web_api_and_cli_do_not_touch_rows_themselves():
    doors = [f for f in python() if {"web", "api", "cli"} & set(f.parts)]
    text = {short(f): f.read_text(encoding="utf-8") for f in doors}
    assert [name for name, code in text.items() if ".objects." in code or ".save()" in code] == []
