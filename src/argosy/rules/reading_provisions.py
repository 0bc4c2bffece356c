"""The provisions of a rule file: rates, relations, programmes, interpretations, the exchange rule, groups of countries."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, cast

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.expression import Expr, parse
from argosy.rules.authority import Condition, Span
from argosy.rules.entry import ZERO, Entry
from argosy.rules.pack import Term, Valuation, ValueBasis
from argosy.rules.provisions import (
    HOWS,
    PROGRAMME_KINDS,
    Choice,
    FxRule,
    How,
    Interpretation,
    OriginScope,
    PackRate,
    Programme,
    ProgrammeKind,
    Relation,
)

PROVISIONS = ("terms", "costs", "groups", "rate", "relation", "programme", "interpretation", "fx")


class ProvisionReader:
    """Reads them from the tables of one pack; ``lists`` gives the text of a file of codes."""

    def __init__(self, data: Mapping[str, Any], where: str, problems: list[Problem], lists: Callable[[str], str]) -> None:
        self.data, self.where, self.problems, self.lists = data, where, problems, lists
        self.groups: Mapping[str, list[str]] = data.get("groups", {})

    def _rows(self, name: str) -> Iterator[Entry]:
        for row in self.data.get(name, []):
            yield Entry(row, self.where, f"{name} {row.get('rule') or row.get('id') or row.get('subject', '?')}", self.problems)

    def costs(self) -> tuple[tuple[str, ...], Mapping[str, Fraction]]:
        """Cost kinds that must be stated when a charge reads them, and the share of price plus transport the law takes for others."""
        row = Entry(self.data.get("costs", {}), self.where, "costs", self.problems)
        asked = row.names("ask")
        shares = Entry(row.get("presumed", {}, dict), self.where, "costs.presumed", self.problems)
        presumed = {str(kind): shares.number(str(kind)) or Fraction(0) for kind in shares.data}
        row.done()
        return asked, presumed

    def terms(self, valuation: Valuation) -> Valuation:
        """The table of Incoterms, with what the law of the pack adds or takes off otherwise."""
        changed = dict(valuation.terms)
        for code, data in self.data.get("terms", {}).items():
            row = Entry(data, self.where, f"terms.{code}", self.problems)
            if code in changed:
                changed[code] = self._term(row, changed[code], valuation.components)
            else:
                row.wrong("terms", "不是貿易條件", "is not an Incoterm")
        return replace(valuation, terms=changed)

    def _term(self, row: Entry, usual: Term, known: Mapping[str, object]) -> Term:
        def kinds(field: str, before: Mapping[ValueBasis, tuple[str, ...]]) -> Mapping[ValueBasis, tuple[str, ...]]:
            named = row.names(field)
            for kind in sorted({*named} - known.keys()):
                row.wrong(field, f"「{kind}」不是已知之費用", f"“{kind}” is not a known component")
            return dict.fromkeys(before, named) if field in row.data else before

        made = replace(
            usual,
            add=kinds("add", usual.add),
            add_if_given=kinds("add_if_given", usual.add_if_given),
            deduct=kinds("deduct", usual.deduct),
            deduct_if_given=kinds("deduct_if_given", usual.deduct_if_given),
        )
        row.done()
        return made

    def origins(self, row: Entry) -> OriginScope:
        """``origins`` and ``not_origins``, with the names of groups written out."""
        return OriginScope(self._countries(row, "origins"), self._countries(row, "not_origins"))

    def _countries(self, row: Entry, field: str) -> frozenset[str]:
        found: set[str] = set()
        for name in row.names(field):
            if name in self.groups:
                found.update(self.groups[name])
            elif len(name) == 2 and name.isupper():
                found.add(name)
            else:
                row.wrong(field, f"「{name}」不是國家代碼或群組", f"“{name}” is neither a country code nor a group")
        return frozenset(found)

    def condition(self, name: str, data: Mapping[str, Any]) -> Condition:
        """One test with the words for its failing."""
        row = Entry(data, self.where, f"{name}.condition", self.problems)
        made = Condition(row.expr("expr", required=True) or ZERO, row.text("fails", required=True))
        row.done()
        return made

    def rates(self) -> tuple[PackRate, ...]:
        """Every dated rate; a list file gives one for each rate and span in it."""
        return tuple(rate for row in self._rows("rate") for rate in self._rate(row))

    def _rate(self, row: Entry) -> Iterator[PackRate]:
        listed = row.words("list")
        usual, span = row.words("rate", required=not listed), row.span()
        charge, rule = row.words("charge", required=True), row.words("rule", required=True)
        label, origins, only_if, authority = row.text("label", required=True), self.origins(row), row.expr("only_if"), row.authority()
        groups = self._listed(row, listed, usual, span) if listed else {(usual, span): set(row.names("codes"))}
        row.done()
        for (text, when), codes in groups.items():
            lengths = tuple(sorted({len(code) for code in codes}, reverse=True))
            yield PackRate(charge, rule, text, label, frozenset(codes), origins, only_if, when, authority, lengths)

    def _listed(self, row: Entry, name: str, usual: str, span: Span) -> dict[tuple[str, Span], set[str]]:
        groups: dict[tuple[str, Span], set[str]] = {}
        try:
            for line in csv.DictReader(self.lists(name).splitlines()):
                text, when = line.get("rate") or usual, _within(line, span)
                if not text:
                    row.wrong("list", f"{name}：{line['code']} 沒有稅率", f"{name}: {line['code']} has no rate")
                groups.setdefault((text, when), set()).add(line["code"])
        except (BadInput, KeyError, ValueError, OSError) as error:
            row.wrong("list", f"{name} 不能讀取（{error}）", f"{name} cannot be read ({error})")
        return groups

    def relations(self) -> tuple[Relation, ...]:
        """How charges meet."""
        return tuple(self._relation(row) for row in self._rows("relation"))

    def _relation(self, row: Entry) -> Relation:
        subject, how, other = row.words("subject", required=True), cast("How", row.choice("how", HOWS)), row.words("object", required=True)
        name = row.words("id") or f"{subject}.{how}.{other}"
        made = Relation(name, subject, how, other, row.text("label", required=True), row.span(), row.authority())
        row.done()
        return made

    def programmes(self) -> tuple[Programme, ...]:
        """Ways to pay less."""
        return tuple(self._programme(row) for row in self._rows("programme"))

    def _programme(self, row: Entry) -> Programme:
        conditions: list[Mapping[str, Any]] = row.get("conditions", [], list)
        rates: dict[str, str] = row.get("rates", {}, dict)
        effects: dict[str, str] = row.get("effect", {}, dict)
        facts = Entry(row.get("facts", {}, dict), self.where, f"{row.name}.facts", self.problems)
        made = Programme(
            id=row.words("id", required=True),
            kind=cast("ProgrammeKind", row.choice("kind", PROGRAMME_KINDS)),
            label=row.text("label", required=True),
            origins=self.origins(row),
            codes=row.names("codes"),
            columns=row.names("columns"),
            rates={str(k): str(v) for k, v in rates.items()},
            effect={str(k): self._effect(row, str(v)) for k, v in effects.items()},
            conditions=tuple(self.condition(row.name, c) for c in conditions),
            span=row.span(),
            authority=row.authority(),
            facts={str(k): facts.number(str(k)) or Fraction(0) for k in facts.data},
            stated_by=row.words("stated_by"),
        )
        row.done()
        return made

    def _effect(self, row: Entry, words: str) -> Expr:
        try:
            return parse(words)
        except BadInput as error:
            row.wrong("effect", error.message.zh, error.message.en)
            return ZERO

    def interpretations(self) -> tuple[Interpretation, ...]:
        """Rules that are read in more than one way."""
        return tuple(self._interpretation(row) for row in self._rows("interpretation"))

    def _interpretation(self, row: Entry) -> Interpretation:
        tables: list[Mapping[str, Any]] = row.get("choices", [], list, required=True)
        inner = [Entry(table, self.where, f"{row.name}.choice", self.problems) for table in tables]
        choices = tuple(Choice(one.words("id", required=True), one.text("label", required=True)) for one in inner)
        made = Interpretation(
            row.words("id", required=True), row.text("label", required=True), choices, row.words("default", required=True), row.authority()
        )
        if made.place(made.default) is None:
            row.wrong("default", "不在 choices 之中", "is none of the choices")
        row.done()
        return made

    def fx(self) -> FxRule | None:
        """The exchange rule, if the pack states one."""
        if "fx" not in self.data:
            return None
        row = Entry(self.data["fx"], self.where, "fx", self.problems)
        made = FxRule(row.text("label", required=True), row.words("cycle", required=True), row.words("table"), row.authority())
        row.done()
        return made


def _within(line: Mapping[str, str], span: Span) -> Span:
    start, end = line.get("from"), line.get("to")
    return Span(date.fromisoformat(start) if start else span.valid_from, date.fromisoformat(end) if end else span.valid_to)
