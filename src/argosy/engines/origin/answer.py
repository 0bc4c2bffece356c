"""A verdict as the public contract writes it, and as rows a report table shows. Numbers are text, exact or as in the working."""

from __future__ import annotations

from typing import Any

from argosy.engines.origin.applicable import Candidate
from argosy.engines.origin.outcome import Check, Line
from argosy.engines.origin.verdict import WORDS, Verdict
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.rules.authority import Authority
from argosy.rules.origin.agreement import Agreement, ProductRule, Proof


def to_json(made: Verdict) -> dict[str, Any]:
    """The whole verdict."""
    return {
        "agreement": {"id": made.agreement.id, **_both("name", made.agreement.name), "hs_edition": made.agreement.hs_edition},
        "product": {"code": made.asked.code, "description": made.asked.description, "part": made.asked.part},
        "exporter": made.facts.exporter,
        "importer": made.facts.importer,
        "date": made.facts.on.isoformat(),
        "originating": WORDS[made.originating],
        "claim": WORDS[made.claim],
        "criterion": made.criterion,
        "rules": [rule_json(r) for r in made.rules],
        **_both("rule", made.rule_words),
        "steps": [_step(depth, check) for depth, check in made.steps()],
        "materials": [_material(made, i) for i in range(len(made.standings))],
        "missing": [{"field": a.field, **_both("ask", a.question)} for a in made.asks],
        "would_pass": [_both("text", f) for f in made.fixes],
        "evidence": [proof_json(p) for p in made.agreement.proofs if p.holds(_party(made), made.facts.on)],
        **_both("transport_evidence", made.agreement.transport.evidence),
        "cautions": [{"code": c.code, **_both("text", c.text)} for c in made.cautions],
        "authorities": [_authority(a) for a in made.authorities],
    }


def rows(made: Verdict) -> list[dict[str, Any]]:
    """The steps as a table: depth, condition, working, outcome; one row more for each material's own working."""
    return [row for depth, check in made.steps() for row in (_row(depth, check), *(_line_row(depth + 1, line) for line in check.lines))]


def _row(depth: int, check: Check) -> dict[str, Any]:
    return {"depth": depth, "condition": check.label, "working": check.working, "gap": check.gap, "met": WORDS[check.met]}


def _line_row(depth: int, line: Line) -> dict[str, Any]:
    return {"depth": depth, "condition": Text("", ""), "working": line.working, "gap": Text("", ""), "met": WORDS[line.met]}


def _step(depth: int, check: Check) -> dict[str, Any]:
    return {
        "depth": depth,
        "kind": check.kind,
        "join": check.join,
        "met": WORDS[check.met],
        **_both("label", check.label),
        **_both("working", check.working),
        **_both("gap", check.gap),
        "materials": list(check.materials),
        "provisions": [_authority(a) for a in check.authorities],
        "lines": [{"material": x.material, "met": WORDS[x.met], **_both("working", x.working)} for x in check.lines],
    }


def _material(made: Verdict, place: int) -> dict[str, Any]:
    s = made.standings[place]
    m = s.material
    return {
        "id": m.id,
        "code": m.code,
        "origin": m.origin,
        "value": None if m.value is None else decimal_text(m.value),
        "originating": WORDS[s.originating],
        **_both("why", s.why),
        "supplier_proof": m.proof,
    }


def _party(made: Verdict) -> str:
    found = made.agreement.party(made.facts.importer, made.facts.on)
    return found.name if found else made.facts.importer


def rule_json(row: ProductRule) -> dict[str, Any]:
    """One product rule with its notation, part and authority."""
    return {"rule": str(row.rule), "row": row.text, "part": row.part, **_authority(row.authority)}


def proof_json(p: Proof) -> dict[str, Any]:
    """One proof an importing party takes."""
    limit = None if p.limit is None else {"value": decimal_text(p.limit), "currency": p.currency}
    return {"kind": p.kind, **_both("issuer", p.issuer), "months": p.months, "limit": limit, **_both("note", p.note)}


def candidate_json(one: Candidate) -> dict[str, Any]:
    """An agreement that could apply, with its rules for the code and the evidence it asks."""
    return {
        "agreement": one.agreement.id,
        **_both("name", one.agreement.name),
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "rules": [rule_json(r) for r in one.rules],
        "rule_in_data": bool(one.rules),
        **_both("read_at", one.agreement.read_at),
        "proofs": [proof_json(p) for p in one.proofs],
        **_both("transport_evidence", one.transport),
        **_both("scope", one.agreement.scope_note),
        "confidence": one.agreement.authority.confidence,
        "entry_confidence": one.agreement.entry_confidence,
    }


def agreement_json(a: Agreement) -> dict[str, Any]:
    """One agreement as a listing shows it."""
    counted: dict[str, int] = {}
    for row in a.rules:
        counted[row.authority.confidence] = counted.get(row.authority.confidence, 0) + 1
    return {
        "id": a.id,
        **_both("name", a.name),
        "kind": a.kind,
        "parties": [
            {
                "party": p.name,
                "role": p.role,
                "since": p.span.valid_from.isoformat(),
                "until": p.span.valid_to.isoformat() if p.span.valid_to else None,
            }
            for p in a.parties
        ],
        "entry_confidence": a.entry_confidence,
        "hs_edition": a.hs_edition,
        "cumulation": a.cumulation.kind,
        "product_rules": sum(counted.values()),
        "product_rules_by_confidence": counted,
        **_authority(a.authority),
        **_both("read_at", a.read_at),
        **_both("scope", a.scope_note),
    }


def _authority(a: Authority) -> dict[str, Any]:
    day = a.read_on.isoformat() if a.read_on else None
    review = a.review_by.isoformat() if a.review_by else None
    return {
        **_both("legal", a.legal),
        **_both("source", a.source),
        "read_on": day,
        "confidence": a.confidence,
        "review_by": review,
        **_both("note", a.note),
    }


def _both(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_zh": text.zh, f"{name}_en": text.en}
