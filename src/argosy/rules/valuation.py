"""The table of Incoterms and value bases, read from data: what a price holds, and what must be added or taken off."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from argosy.kernel.errors import Problem
from argosy.rules.entry import Entry
from argosy.rules.pack import Component, Term, Valuation, ValueBasis
from argosy.rules.reading import refused

FILE = "packs/valuation.toml"
_BASES: tuple[ValueBasis, ...] = ("cif", "fob")


@cache
def valuation() -> Valuation:
    """The built-in table; ``BadInput`` when its file has a fault."""
    return read_valuation(files("argosy.rules").joinpath(FILE).read_text("utf-8"), FILE)


def read_valuation(toml: str, where: str) -> Valuation:
    """The table in ``toml``; every fault at once."""
    problems: list[Problem] = []
    data = tomllib.loads(toml)
    components = {name: _component(name, row, where, problems) for name, row in data.get("component", {}).items()}
    terms = {code: _term(code, row, where, problems, components) for code, row in data.get("term", {}).items()}
    head = Entry(data.get("valuation", {}), where, "valuation", problems)
    authority = head.authority()
    head.done()
    if problems:
        raise refused(where, problems)
    return Valuation(terms, components, authority)


def _component(kind: str, data: Mapping[str, Any], where: str, problems: list[Problem]) -> Component:
    row = Entry(data, where, f"component {kind}", problems)
    treatment = row.choice("treatment", ("transport", "art8", "never"))
    made = Component(
        kind=kind,
        label=row.text("label", required=True),
        question=row.text("question", required=True),
        treatment="transport" if treatment == "transport" else "art8" if treatment == "art8" else "never",
        share_by="weight" if row.choice("share_by", ("value", "weight"), "value") == "weight" else "value",
        incidental=row.choice("incidental", ("yes", "no"), "yes") == "yes",
    )
    row.done()
    return made


def _term(code: str, data: Mapping[str, Any], where: str, problems: list[Problem], known: Mapping[str, Component]) -> Term:
    row = Entry(data, where, f"term {code}", problems)
    lists = {
        field: {basis: row.names(f"{basis}_{field}") for basis in _BASES} for field in ("add", "add_if_given", "deduct", "deduct_if_given")
    }
    includes = row.names("includes")
    editions: list[int] = row.get("editions", [], list, required=True)
    taxes: bool = row.get("taxes_included", False, bool)
    label = row.text("label", required=True)
    row.done()
    for kind in {*includes, *(k for table in lists.values() for names in table.values() for k in names)} - known.keys():
        row.wrong(kind, "不是已知之費用", "is not a known component")
    return Term(
        code=code,
        editions=tuple(editions),
        label=label,
        includes=frozenset(includes),
        add=lists["add"],
        add_if_given=lists["add_if_given"],
        deduct=lists["deduct"],
        deduct_if_given=lists["deduct_if_given"],
        taxes_included=taxes,
    )
