"""The agreements there are: one file each beside this module; an outside package adds one by the entry point ``argosy.origin``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.registry import Registry
from argosy.kernel.text import Text
from argosy.rules.entry import Entry
from argosy.rules.origin.agreement import Agreement
from argosy.rules.origin.reading import country_groups, read_agreement
from argosy.rules.reading import refused

TABLES = ("cases.toml", "groups.toml", "processes.toml")


@cache
def sources() -> Registry[Traversable]:
    """Agreement id to its TOML file."""
    registry: Registry[Traversable] = Registry(Text("原產地協定", "agreement on origin"), "argosy.origin")
    for file in sorted(files("argosy.rules.origin").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml") and file.name not in TABLES:
            registry.add(file.name.removesuffix(".toml"), file)
    return registry


@cache
def agreement(key: str) -> Agreement:
    """The agreement called ``key``, read and checked once; ``NotFound`` names those there are, ``BadInput`` the faults of its file."""
    source = sources().get(key)
    made = read_agreement(source.read_text("utf-8"), source.name, groups(), process_names())
    if made.id != key:
        raise refused(source.name, [Problem(Text(f"id 應為 {key}", f"the id must be {key}"), source.name, None, "id")])
    return made


def agreements() -> tuple[Agreement, ...]:
    """Every agreement, by id."""
    return tuple(agreement(key) for key in sources().keys())  # noqa: SIM118 - a registry, not a dict


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Customs unions and the territories within them."""
    return country_groups(_table("groups.toml"), "groups.toml")


@cache
def process_names() -> Mapping[str, Text]:
    """Processes a rule may ask for and operations that never suffice, with their names in both languages."""
    problems: list[Problem] = []
    found = {}
    for name, data in tomllib.loads(_table("processes.toml")).items():
        row = Entry(data, "processes.toml", name, problems)
        found[name] = row.text("label", required=True)
        row.done()
    if problems:
        raise refused("processes.toml", problems)
    return found


def case_text() -> str:
    """The worked examples beside the agreements."""
    return _table("cases.toml")


def _table(name: str) -> str:
    file = files("argosy.rules.origin").joinpath(name)
    if not file.is_file():
        raise BadInput(Text(f"缺檔 {name}", f"{name} is missing"))
    return file.read_text("utf-8")
