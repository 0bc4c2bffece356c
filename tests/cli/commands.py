"""Every command of the command line, found by walking it."""

from __future__ import annotations

import typer


def commands(app: typer.Typer) -> list[tuple[str, ...]]:
    """The words of each command: ``("standards", "read")``."""
    from typer.main import get_command

    return sorted(walk(get_command(app)))


def walk(command, path: tuple[str, ...] = ()):
    if not hasattr(command, "commands"):
        yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from walk(inner, (*path, name))
