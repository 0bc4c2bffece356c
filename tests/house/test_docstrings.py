"""Every public module, class, function and method says what it is."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.tree import exceptions, parsed, python, short

# Names Django itself defines the meaning of.
FRAMEWORK = {"Meta", "save", "delete", "clean", "ready", "get_queryset", "get_context_data", "has_permission"}
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def public(file: Path):
    """The definitions other modules may use: top level and the methods of public classes."""
    for node in parsed(file).body:
        if isinstance(node, DEFINITIONS) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (m for m in node.body if isinstance(m, DEFINITIONS) and not m.name.startswith("_"))


def undocumented(file: Path) -> list[str]:
    return [
        f"{short(file)}:{node.lineno} {node.name}" for node in public(file) if not ast.get_docstring(node) and node.name not in FRAMEWORK
    ]


def test_every_module_says_what_it_holds():
    bare = [short(file) for file in python() if file.read_text(encoding="utf-8").strip() and not ast.get_docstring(parsed(file))]
    assert bare == []


def test_every_public_name_is_documented():
    missing = [line for file in python() for line in undocumented(file)]
    assert [line for line in missing if line.split(":")[0] not in exceptions("docstrings")] == []


def test_docstrings_are_sentences():
    docs = [(short(f), node.lineno, ast.get_docstring(node) or "") for f in python() for node in public(f)]
    unfinished = [f"{file}:{line} {doc[:60]}" for file, line, doc in docs if doc and doc.split("\n\n")[0].rstrip()[-1] not in ".:。`!?)"]
    assert unfinished == []


def test_standard_input_of_this_test_is_not_empty():
    assert sum(1 for file in python() for _ in public(file)) > 50
