"""Rounding is part of the rule: whoever rounds a Decimal says how. The sample firm's draws may round as Python does."""

from __future__ import annotations

import ast

from tests.house.tree import parsed, python, short


def silent(tree: ast.AST) -> list[str]:
    """Calls of ``quantize`` that leave the rounding to the context of the day."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr == "quantize"]
    return [f"{n.lineno} {ast.unparse(n)}" for n in calls if len(n.args) < 2 and not any(k.arg == "rounding" for k in n.keywords)]


def test_every_decimal_is_rounded_by_a_named_rule():
    found = {short(f): silent(parsed(f)) for f in python() if "src" in f.parts and "sample" not in f.parts}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_a_silent_rounding_would_be_found():
    assert silent(ast.parse("a.quantize(CENT)")) != []
    assert silent(ast.parse("a.quantize(CENT, ROUND_HALF_UP)")) == []
