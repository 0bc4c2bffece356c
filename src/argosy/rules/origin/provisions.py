"""The general provisions of an agreement file: value methods, tolerances, transport, proofs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal, cast

from argosy.kernel.text import Text
from argosy.rules.authority import Authority, Span
from argosy.rules.origin.agreement import (
    PROOFS,
    TRANSPORTS,
    Disregard,
    Method,
    Proof,
    ProofKind,
    Retrospective,
    Tolerance,
    Transport,
    TransportKind,
    Waiver,
)  # fmt: skip
from argosy.rules.origin.language import BASES
from argosy.rules.origin.row import Row, Tables

RESCUED = ("shift", "wholly")
COSTS = ("materials", "labour", "overhead", "profit", "other")


def methods(file: Tables, parent: Authority) -> dict[str, Method]:
    """``[rvc.<id>]``: kind, base, parts."""
    return {name: _method(file.row(f"rvc {name}", data), name, parent) for name, data in file.data.get("rvc", {}).items()}


def _method(row: Row, name: str, parent: Authority) -> Method:
    kind = row.choice("kind", ("subtract", "add"))
    made = Method(
        id=name,
        kind="add" if kind == "add" else "subtract",
        base=row.choice("base", BASES),
        parts=row.names("parts"),
        label=row.text("label", required=True),
        authority=row.inherited(parent),
    )
    if kind == "add" and (not made.parts or set(made.parts) - set(COSTS)):
        row.wrong("parts", f"須為 {'、'.join(COSTS)}", f"must be among {', '.join(COSTS)}")
    row.done()
    return made


def tolerances(file: Tables, parent: Authority) -> tuple[Tolerance, ...]:
    """``[[tolerance]]`` rows."""
    return tuple(_tolerance(row, parent) for row in file.rows("tolerance"))


def _tolerance(row: Row, parent: Authority) -> Tolerance:
    measure = row.choice("measure", ("value", "weight"))
    bases = (*BASES, "total_cost") if measure == "value" else ("product", "component")
    made = Tolerance(
        measure=cast("Literal['value', 'weight']", measure),
        percent=row.number("percent", required=True) or Fraction(0),
        base=row.choice("base", bases),
        codes=row.codes("codes"),
        barred=row.codes("not_codes"),
        materials=row.codes("materials"),
        materials_barred=row.codes("not_materials"),
        rescues=row.names("rescues") or ("shift",),
        only_if=row.words("only_if"),
        label=row.text("label", required=True),
        authority=row.inherited(parent),
    )
    if set(made.rescues) - set(RESCUED):
        row.wrong("rescues", f"須為 {'、'.join(RESCUED)}", f"must be among {', '.join(RESCUED)}")
    row.done()
    return made


def disregards(file: Tables, parent: Authority) -> tuple[Disregard, ...]:
    """``[[disregard]]`` rows."""
    return tuple(_disregard(row, parent) for row in file.rows("disregard"))


def _disregard(row: Row, parent: Authority) -> Disregard:
    component: bool = row.get("not_component", False, bool)
    made = Disregard(row.codes("codes", True), row.codes("unless"), component, row.text("label", required=True), row.inherited(parent))
    row.done()
    return made


def insufficient(file: Tables) -> tuple[str, ...]:
    """``[insufficient] operations``: names of processes that never confer origin by themselves."""
    row = file.row("insufficient", file.data.get("insufficient", {}))
    found = row.names("operations")
    row.text("legal")
    row.words("confidence")
    row.done()
    return found


def transport(file: Tables, parent: Authority) -> Transport:
    """``[transport]``: kind, operations allowed on the way, whether customs control is needed, evidence."""
    row = file.row("transport", file.data.get("transport", {}))
    made = Transport(
        kind=cast("TransportKind", row.choice("kind", TRANSPORTS)),
        allowed=row.names("allowed"),
        customs_control=row.get("customs_control", True, bool),
        evidence=row.text("evidence", required=True),
        authority=row.inherited(parent),
    )
    row.done()
    return made


def proofs(file: Tables, parent: Authority) -> tuple[Proof, ...]:
    """``[[proof]]`` rows."""
    return tuple(_proof(row, parent) for row in file.rows("proof"))


def _proof(row: Row, parent: Authority) -> Proof:
    made = Proof(
        kind=cast("ProofKind", row.choice("kind", PROOFS)),
        issuer=row.text("issuer", required=True),
        months=row.whole("months"),
        parties=row.names("importers"),
        limit=row.number("limit"),
        currency=row.words("currency", required="limit" in row.data),
        span=row.days() or Span(date.min),
        note=Text(row.words("note_zh"), row.words("note_en")),
        authority=row.inherited(parent),
    )
    row.done()
    return made


def waivers(file: Tables, parent: Authority) -> tuple[Waiver, ...]:
    """``[[waiver]]`` rows."""
    return tuple(_waiver(row, parent) for row in file.rows("waiver"))


def _waiver(row: Row, parent: Authority) -> Waiver:
    made = Waiver(
        parties=row.names("importers"),
        amount=row.number("amount", required=True) or Fraction(0),
        currency=row.words("currency", required=True),
        note=Text(row.words("note_zh"), row.words("note_en")),
        authority=row.inherited(parent),
    )
    row.done()
    return made


def retrospective(file: Tables, parent: Authority) -> Retrospective | None:
    """``[retrospective]``: months for claims after importation."""
    if "retrospective" not in file.data:
        return None
    row = file.row("retrospective", file.data["retrospective"])
    made = Retrospective(row.whole("months"), Text(row.words("note_zh"), row.words("note_en")), row.inherited(parent))
    row.done()
    return made
