"""Writes go through the doors that leave a trace: actions. ``tests/records`` sees to what actions themselves do."""

from __future__ import annotations

import ast

from tests.house.tree import parsed, python, short

DOORS = {"web", "api", "cli"}


def touches_rows(tree: ast.AST) -> list[str]:
    """Managers, saves and deletions: ``X.objects``, ``row.save()``, ``row.delete()``. A cache's ``delete(key)`` is none."""
    nodes = list(ast.walk(tree))
    managers = [n for n in nodes if isinstance(n, ast.Attribute) and n.attr == "objects"]
    calls = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in {"save", "delete"}]
    return [f"{n.lineno} {ast.unparse(n)}" for n in (*managers, *(call for call in calls if not call.args))]


def test_web_api_and_cli_do_not_touch_rows_themselves():
    found = {short(f): touches_rows(parsed(f)) for f in python() if DOORS & set(f.parts)}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_a_row_touched_by_a_page_would_be_found():
    assert touches_rows(ast.parse("Party.objects.get(pk=1).save()")) != []
