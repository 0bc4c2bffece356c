"""A product of three materials and an agreement of two parties, to be changed one field at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from argosy.engines.origin.facts import Facts, Material, Product
from argosy.engines.origin.testing import test_origin as tried
from argosy.engines.origin.verdict import Verdict
from argosy.rules.authority import Span
from argosy.rules.origin.agreement import Agreement, ProductRule
from argosy.rules.origin.codes import run
from argosy.rules.origin.library import agreement, process_names
from argosy.rules.origin.parsing import parse_rule

ON = date(2026, 6, 30)


def with_rule(rule: str, base: str = "cptpp", code: str = "84", **changes: Any) -> Agreement:
    """An agreement whose only product rule is ``rule``."""
    found = agreement(base)
    own = ProductRule((run(code),), "", parse_rule(rule), f"{code}: {rule}", Span(date.min), (), found.authority)
    return replace(found, rules=(own,), **changes)


def product(**changes: Any) -> Product:
    return replace(
        Product("84798900", "USD", {"fob": Fraction(100), "exw": Fraction(90), "net_cost": Fraction(80)}, net_kg=Fraction(10)), **changes
    )


def material(id_: str = "1", code: str = "847990", value: Any = "30", origin: str = "CN", **changes: Any) -> Material:
    worth = None if value is None else Fraction(value)
    return replace(Material(id_, code, origin, worth, Fraction(1)), **changes)


def facts(**changes: Any) -> Facts:
    return replace(Facts("JP", "SG", ON), **changes)


def verdict(rule: str, *bill: Material, base: str = "cptpp", made: Product | None = None, **given: Any) -> Verdict:
    changes = given.pop("agreement", {})
    return tried(made or product(), bill, with_rule(rule, base, **changes), facts(**given), process_names())
