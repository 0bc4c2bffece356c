"""The tests themselves: each can fail, and none is switched off."""

from __future__ import annotations

import ast

from tests.house.tree import functions, parsed, python, short

CHECKS = ("assert", "expect", "check", "raises", "warns", "fail", "snapshot")


def called(node: ast.AST) -> str:
    """The last name of what a call calls: ``pytest.raises(...)`` gives ``raises``."""
    target = node.func if isinstance(node, ast.Call) else None
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def asserts(function: ast.AST) -> bool:
    return any(isinstance(n, ast.Assert) or called(n).lstrip("_").startswith(CHECKS) for n in ast.walk(function))


def test_every_test_asserts_something():
    idle = [f.place for f in functions("tests") if f.node.name.startswith("test_") and not asserts(f.node)]
    assert idle == []


def test_no_assertion_is_always_true():
    constants = [
        f"{short(file)}:{node.lineno}"
        for file in python("tests")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant | ast.Tuple)
    ]
    assert constants == []


def test_skips_say_why():
    silent = [
        f.place for f in functions("tests") for d in f.node.decorator_list if ast.unparse(d) in {"pytest.mark.skip", "pytest.mark.xfail"}
    ]
    assert silent == []


def test_test_files_are_packages_so_that_names_may_repeat():
    folders = {file.parent for file in python("tests") if file.name.startswith("test_")}
    assert [short(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
