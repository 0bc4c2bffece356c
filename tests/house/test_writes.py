"""Writes go through the doors that leave a trace: actions. ``tests/records`` sees to what actions themselves do."""

from __future__ import annotations

import ast

from tests.house.tree import parsed, python, short

DOORS = {"web", "api", "cli"}


def touches_rows(tree: ast.AST) -> list[str]:
    """Managers and saves: ``X.objects``, ``row.save()``, ``row.delete()``."""
    named = (n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in {"objects", "save", "delete"})
    return [f"{node.lineno} {ast.unparse(node)}" for node in named]


def test_web_api_and_cli_do_not_touch_rows_themselves():
    found = {short(f): touches_rows(parsed(f)) for f in python() if DOORS & set(f.parts)}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_a_row_touched_by_a_page_would_be_found():
    assert touches_rows(ast.parse("Party.objects.get(pk=1).save()")) != []
