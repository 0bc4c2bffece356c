"""Plain data (JSON, TOML) as a product, its bill of materials and the facts of a trade. Every fault is told at once, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast

from argosy.engines.origin.facts import ROLES, Bill, Facts, Held, Journey, Material, Product, Role
from argosy.engines.origin.fields import Fields
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.rules.origin.agreement import PROOFS

PRICES = ("exw", "fob", "net_cost", "transaction_value", "customs_value", "total_cost")
COSTS = ("labour", "overhead", "profit", "other")
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: one product, its materials, the trade, and the agreements to test (none: all that could apply)."""

    product: Product
    bill: Bill
    facts: Facts
    agreements: tuple[str, ...]


def read_question(data: Any, processes: Collection[str]) -> Question:
    """The question in ``data``; ``BadInput`` lists every fault."""
    problems: list[Problem] = []
    top = Fields(data, "", problems)
    rates = _rates(top)
    product = _product(top.inner("product"))
    bill = _bill(top, rates, product.currency, 0)
    facts = _facts(top, processes)
    agreements = top.names("agreements") or ((top.words("agreement"),) if "agreement" in top.data else ())
    top.known("product", "materials", "agreement", "agreements", "fx", *FACT_FIELDS)
    if problems:
        words = Text("；".join(p.message.zh for p in problems), "; ".join(p.message.en for p in problems))
        raise BadInput(Text("原產地測試之資料有誤：{w}", "The data of the origin test cannot be used: {w}").format(w=words), problems)
    return Question(product, bill, facts, agreements)


FACT_FIELDS = ("exporter", "importer", "date", "claimed_on", "processes", "transport", "proof", "consignment", "hs_edition")


def _rates(top: Fields) -> dict[str, Fraction]:
    table = top.inner("fx")
    found = {name: table.number(name, positive=True) for name in table.data}
    return {name: rate for name, rate in found.items() if rate is not None}


def _product(row: Fields) -> Product:
    prices = {name: row.number(name, positive=True) for name in PRICES}
    costs = row.inner("costs")
    made = Product(
        code=row.code("code", 6),
        currency=row.words("currency", required=True),
        prices={k: v for k, v in prices.items() if v is not None},
        costs={k: v for k in COSTS if (v := costs.number(k)) is not None},
        description=row.words("description"),
        part=row.words("part"),
        net_kg=row.number("net_kg", positive=True),
        component_kg=row.number("component_kg", positive=True),
        wholly_obtained=row.yes_no("wholly_obtained"),
    )
    costs.known(*COSTS)
    row.known("code", "currency", "costs", "description", "part", "net_kg", "component_kg", "wholly_obtained", *PRICES)
    return made


def _bill(row: Fields, rates: Mapping[str, Fraction], currency: str, depth: int) -> Bill:
    field = "materials" if not depth else "inputs"
    rows = row.rows(field)
    if depth > DEEPEST:
        row.wrong(field, "層次過深", "is nested too deeply")
        return ()
    made = tuple(_material(r, i, rates, currency, depth) for i, r in enumerate(rows, 1))
    twice = [name for name, count in Counter(m.id for m in made).items() if count > 1]
    if twice:
        row.wrong(field, f"編號重複：{'、'.join(sorted(twice))}", f"has an id twice: {', '.join(sorted(twice))}")
    return made


def _material(row: Fields, place: int, rates: Mapping[str, Fraction], currency: str, depth: int) -> Material:
    made = Material(
        id=row.words("id") or str(place),
        code=row.code("code", 2),
        origin=row.country("origin"),
        value=_value(row, rates, currency),
        net_kg=row.number("net_kg"),
        originating=row.yes_no("originating"),
        wholly_obtained=row.yes_no("wholly_obtained"),
        proof=row.words("proof"),
        description=row.words("description"),
        role=cast("Role", row.choice("role", ROLES, "material")),
        component=row.yes_no("component") is not False,
        inputs=_bill(row, rates, currency, depth + 1),
    )
    row.known(
        "id",
        "code",
        "origin",
        "value",
        "currency",
        "net_kg",
        "originating",
        "wholly_obtained",
        "proof",
        "description",
        "role",
        "component",
        "inputs",
    )
    return made


def _value(row: Fields, rates: Mapping[str, Fraction], currency: str) -> Fraction | None:
    amount, own = row.number("value"), row.words("currency")
    if amount is None or not own or own == currency:
        return amount
    if own not in rates:
        row.wrong("currency", f"{own} 未給匯率（fx）", f"no rate to {currency} is given for {own} (fx)")
        return None
    return amount * rates[own]


def _facts(top: Fields, processes: Collection[str]) -> Facts:
    consignment, held = top.inner("consignment"), top.inner("proof")
    made = Facts(
        exporter=top.country("exporter", required=True),
        importer=top.country("importer", required=True),
        on=top.day("date", required=True) or date.min,
        processes=_processes(top, processes),
        journey=_journey(top, processes),
        held=_held(held) if held.data else None,
        consignment=consignment.number("value"),
        consignment_currency=consignment.words("currency"),
        claimed_on=top.day("claimed_on"),
        hs_edition=top.whole("hs_edition"),
    )
    consignment.known("value", "currency")
    return made


def _processes(top: Fields, known: Collection[str]) -> dict[str, bool]:
    given = top.data.get("processes", [])
    found: dict[str, Any] = dict.fromkeys(given, True) if isinstance(given, list) and all(isinstance(n, str) for n in given) else given
    if not isinstance(found, Mapping) or not all(isinstance(v, bool) for v in found.values()):
        top.wrong("processes", "須為名稱清單，或名稱對是否之表", "must be a list of names, or names with true or false")
        return {}
    for name in found:
        _known_process(top, "processes", name, known)
    return dict(found)


def _known_process(row: Fields, field: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        row.wrong(field, f"沒有製程「{name}」", f"has no process “{name}”")


def _journey(top: Fields, known: Collection[str]) -> Journey:
    row = top.inner("transport")
    operations = row.names("operations") if "operations" in row.data else None
    for name in operations or ():
        _known_process(row, "operations", name, known)
    via = row.names("via")
    made = Journey(row.yes_no("direct"), via, row.yes_no("customs_control"), operations)
    if made.direct and via:
        row.wrong("via", "與 direct 不合", "contradicts direct")
    row.known("direct", "via", "customs_control", "operations")
    return made


def _held(row: Fields) -> Held:
    made = Held(row.choice("kind", PROOFS, ""), row.day("date"), row.words("number"))
    row.known("kind", "date", "number")
    return made
