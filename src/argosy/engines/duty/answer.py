"""An assessment as the JSON of the public contract: figures as text, every label in both languages."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from argosy.engines.duty.assessment import AssessedLine, Assessment, Option, Reading
from argosy.engines.duty.charging import LineCharge, based
from argosy.engines.duty.consignment import Unresolved
from argosy.engines.duty.entry import EntryCharge
from argosy.engines.duty.rate import AdValorem
from argosy.engines.duty.tracing import Trace, Tracer, percent_words
from argosy.kernel.expression import references
from argosy.kernel.money import fixed_text, minor_digits
from argosy.kernel.text import Text
from argosy.rules.pack import Charge


def to_json(made: Assessment) -> dict[str, Any]:
    """The answer of ``argosy duty assess``. An amount that is not known is ``null``."""
    return _Answer(made).whole()


class _Answer:
    def __init__(self, made: Assessment) -> None:
        self.made = made
        self.tracer = Tracer(made)
        self.in_force = made.pack.facts_on(made.on)
        self.digits = minor_digits(made.pack.currency)
        self._heads: dict[int, dict[str, Any]] = {}
        self._bases: dict[tuple[int, str, str], bool] = {}
        self._lawful: dict[int, str | None] = {}

    def whole(self) -> dict[str, Any]:
        made, pack = self.made, self.made.pack
        return {
            "jurisdiction": pack.jurisdiction,
            "flow": pack.flow,
            "date": made.on.isoformat(),
            "currency": pack.currency,
            "rulebook": {
                "id": pack.id,
                "version": pack.version,
                "reviewed": pack.reviewed.isoformat(),
                "review_by": pack.review_by.isoformat(),
            },
            "method": made.method.en,
            "method_zh": made.method.zh,
            "value_basis": pack.value_basis,
            "costs": [self._cost(i) for i in range(len(made.build_up.parts))],
            "lines": [self._line(i, x) for i, x in enumerate(made.lines)],
            "entry_charges": [self._entry(e) for e in made.entry],
            "totals": self._totals(),
            "options": [self._option(o) for o in made.options],
            "interpretations": [self._reading(r) for r in made.readings],
            "unresolved": [_unresolved(u) for u in made.unresolved],
            "incomplete": list(made.incomplete),
            "conflicts": [{"kind": c.kind, "incoterm": c.term, **_both("message", c.message)} for c in made.conflicts],
            "warnings": [{"code": w.code, "rule": w.rule, "lines": list(w.lines), **_both("message", w.message)} for w in made.warnings],
            "penalties": [{"id": p.id, **_both("text", p.text), **_both("legal", p.authority.legal)} for p in made.penalties],
        }

    def _money(self, amount: Fraction | None) -> str | None:
        return None if amount is None else fixed_text(amount, self.digits)

    def _cost(self, i: int) -> dict[str, Any]:
        part = self.made.build_up.parts[i]
        shares = zip(self.made.lines, part.shares or (), strict=bool(part.shares))
        return {
            "kind": part.cost.kind,
            **_labels(part.label),
            "amount": money_text(part.cost.amount, part.cost.currency),
            "currency": part.cost.currency,
            "effect": part.effect,
            **_both("allocation", part.allocation.words),
            "by_line": {x.line.id: money_text(s, part.cost.currency) for x, s in shares},
        }

    def _line(self, i: int, x: AssessedLine) -> dict[str, Any]:
        return {
            "id": x.line.id,
            "code": x.line.code,
            "origin": x.line.origin,
            "customs_value": self._money(x.customs_value),
            **_trace(self.tracer.value(i), "customs_value_trace"),
            "charges": [self._charge(x, c) for c in x.charges if shown(c)],
            "total": self._money(x.total),
        }

    def _charge(self, x: AssessedLine, charge: LineCharge) -> dict[str, Any]:
        return {
            **self._head(charge.row),
            "base": self._money(charge.base) if self._based(charge) else None,
            "rate": self._rate(charge),
            "amount": self._money(charge.amount),
            "given": charge.given,
            "rate_from": self._origin_of_rate(charge),
            "relief": charge.relief or None,
            "relation": charge.relation.id if charge.relation else None,
            "programme": charge.programme.id if charge.programme else None,
            **_trace(self.tracer.line(x, charge), "trace"),
        }

    def _based(self, charge: LineCharge) -> bool:
        key = (id(charge.row), charge.rate_text, charge.relation.id if charge.relation else "")
        if key not in self._bases:
            self._bases[key] = based(charge)
        return self._bases[key]

    def _head(self, row: Charge) -> dict[str, Any]:
        if id(row) not in self._heads:
            self._heads[id(row)] = self._row(row)
        return self._heads[id(row)]

    def _row(self, row: Charge) -> dict[str, Any]:
        by = row.authority
        return {
            "id": row.id,
            "rule": row.rule,
            "kind": row.kind,
            **_labels(row.label),
            **_both("legal", by.legal),
            **_both("source", by.source),
            "source_read_on": _day(by.read_on),
            "confidence": by.confidence,
            "review_by": _day(by.review_by),
        }

    def _rate(self, charge: LineCharge) -> str | None:
        if charge.rate is not None:
            return str(charge.rate) if charge.rate and not isinstance(charge.rate, AdValorem) else _percent(charge)
        return self._lawful_rate(charge.row)

    def _origin_of_rate(self, charge: LineCharge) -> dict[str, Any] | None:
        """Where a rate that nobody stated comes from: a row of a schedule, or a dated rate of the pack."""
        if charge.tariff is not None:
            by = charge.tariff
            return {
                "kind": "schedule",
                "text": by.raw,
                "column": by.column,
                "edition": by.edition,
                "quota": by.quota or None,
                **_both("source", by.source),
            }
        if charge.pack_rate is not None:
            rate = charge.pack_rate
            law = {
                **_both("legal", rate.authority.legal),
                **_both("source", rate.authority.source),
                "confidence": rate.authority.confidence,
            }
            return {"kind": "pack", "rule": rate.rule, "text": rate.text, **_labels(rate.label), **law}
        return None

    def _reading(self, reading: Reading) -> dict[str, Any]:
        rule = reading.rule
        base = reading.payable[reading.used]
        choices = [
            {"id": c.id, **_labels(c.label), "payable": self._money(p), "difference": self._money(p - base)} for c, p in reading.sides
        ]
        return {
            "id": rule.id,
            **_labels(rule.label),
            "used": rule.choices[reading.used].id,
            "choices": choices,
            **_both("legal", rule.authority.legal),
            **_both("source", rule.authority.source),
            "confidence": rule.authority.confidence,
        }

    def _lawful_rate(self, row: Charge) -> str | None:
        """The one percentage of the law that the rule applies, when there is just one."""
        if id(row) not in self._lawful:
            facts = self.in_force
            rates = {r.name for r in references(row.expr) if r.name in facts and facts[r.name].unit == "P1"}
            self._lawful[id(row)] = percent_words(facts[rates.pop()].value) if len(rates) == 1 else None
        return self._lawful[id(row)]

    def _entry(self, charge: EntryCharge) -> dict[str, Any]:
        shares = zip(self.made.lines, charge.by_line or (), strict=charge.by_line is not None)
        return {
            **self._head(charge.row),
            "base": self._money(charge.base),
            "rate": self._lawful_rate(charge.row),
            "amount": self._money(charge.amount),
            "relief": charge.relief or None,
            "by_line": {x.line.id: self._money(part) for x, part in shares},
            **_trace(self.tracer.entry(charge), "trace"),
        }

    def _totals(self) -> dict[str, Any]:
        totals = self.made.totals
        names = ("customs_value", "duty", "taxes", "fees", "payable", "landed_cost")
        return {**{name: self._money(getattr(totals, name)) for name in names}, "complete": totals.complete}

    def _option(self, option: Option) -> dict[str, Any]:
        return {
            "programme": option.programme,
            "kind": option.kind or None,
            "lines": list(option.lines),
            **_labels(option.label),
            "eligible": option.eligible,
            "used": option.used,
            "missing": [t.en for t in option.missing],
            "missing_zh": [t.zh for t in option.missing],
            "reasons": [t.en for t in option.reasons],
            "reasons_zh": [t.zh for t in option.reasons],
            "payable": self._money(option.payable),
            "saving": self._money(option.saving),
        }


def shown(charge: LineCharge) -> bool:
    """Whether a charge is told: it applies, or a rule of the pack says in so many words that it does not."""
    return charge.applicable or charge.pack_rate is not None


def money_text(amount: Fraction, currency: str) -> str:
    """An amount as the currency prints; more decimals only where the amount has them."""
    return fixed_text(amount, minor_digits(currency))


def _percent(charge: LineCharge) -> str:
    return percent_words(charge.rate.rate) if isinstance(charge.rate, AdValorem) else charge.rate_text


def _unresolved(gap: Unresolved) -> dict[str, Any]:
    told = {**_both("what", gap.what), **_both("why", gap.why), **_both("ask", gap.ask)}
    return {"line": gap.line, "field": gap.field, **told, "blocks": gap.blocks}


def _both(key: str, text: Text) -> dict[str, str]:
    return {key: text.en, f"{key}_zh": text.zh}


def _labels(text: Text) -> dict[str, str]:
    return {"label_zh": text.zh, "label_en": text.en}


def _trace(trace: Trace, key: str) -> dict[str, str]:
    names, said = _trace_keys(key), trace.sentence
    words = (said.en, said.zh, trace.formula.en, trace.formula.zh, trace.rounding.en, trace.rounding.zh)
    return dict(zip(names, words, strict=True))


@cache
def _trace_keys(key: str) -> tuple[str, ...]:
    return tuple(f"{key}{part}{lang}" for part in ("", "_formula", "_rounding") for lang in ("", "_zh"))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
