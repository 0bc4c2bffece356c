"""The files of this folder as dataclasses. All faults of a file are told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from string import Formatter
from typing import Any, TypeVar, cast

from argosy.kernel.errors import Problem
from argosy.rules.entry import Entry
from argosy.rules.markets.scheme import (
    ClaimWord,
    Clause,
    Gate,
    Group,
    Indicator,
    Scheme,
    Settings,
    SwotBook,
    SwotRule,
    TowsRule,
)
from argosy.rules.reading import parsed, refused

T = TypeVar("T")


def read_scheme(toml: str, where: str) -> Scheme:
    """The scheme in ``toml``; ``BadInput`` lists every fault: weights or shares that do not sum to 1, unknown groups, misspelt fields."""
    file = _File(parsed(toml, where), where)
    head = file.entry("scheme")
    made = Scheme(
        version=head.words("version", required=True),
        label=head.text("label", required=True),
        span=head.span(),
        authority=head.authority(),
        groups=file.rows("group", _group),
        indicators=file.rows("indicator", _indicator),
        gates=file.rows("gate", _gate),
        settings=_settings(file.entry("settings")),
    )
    head.done()
    _sums(made, head)
    file.close()
    return made


def read_swot(toml: str, where: str) -> SwotBook:
    """The SWOT and TOWS rules in ``toml``; ``BadInput`` lists every fault, also an option that needs an unknown rule."""
    file = _File(parsed(toml, where), where)
    head = file.entry("swot")
    version, authority = head.words("version", required=True), head.authority()
    made = SwotBook(version, authority, file.rows("rule", _rule), file.rows("option", _option))
    head.done()
    known = {rule.id for rule in made.rules}
    for option in made.options:
        for need in sorted(set(option.needs) - known):
            head.wrong(f"option {option.id}", f"所需規則 {need} 不存在", f"needs {need}, which is no rule")
    file.close()
    return made


def read_claims(toml: str, where: str) -> tuple[ClaimWord, ...]:
    """The words of claims in ``toml``; ``BadInput`` lists every fault."""
    file = _File(parsed(toml, where), where)
    made = file.rows("claim", _claim)
    file.close()
    return made


@dataclass
class _File:
    data: Mapping[str, Any]
    where: str
    problems: list[Problem] = field(default_factory=list)

    def entry(self, name: str) -> Entry:
        return Entry(self.data.get(name, {}), self.where, name, self.problems)

    def rows(self, table: str, make: Callable[[Entry], T]) -> tuple[T, ...]:
        found = []
        for n, data in enumerate(self.data.get(table, []), 1):
            row = Entry(data, self.where, f"{table} {data.get('id', n)}", self.problems)
            found.append(make(row))
            row.done()
        return tuple(found)

    def close(self) -> None:
        if self.problems:
            raise refused(self.where, self.problems)


def _number(row: Entry, name: str) -> Fraction:
    return row.number(name, required=True) or Fraction(0)


def _group(row: Entry) -> Group:
    return Group(row.words("id", required=True), row.text("label", required=True), _number(row, "weight"))


def _indicator(row: Entry) -> Indicator:
    direction = row.get("direction", 1, int, required=True)
    if direction not in (1, -1):
        row.wrong("direction", "須為 1 或 -1", "must be 1 or -1")
    return Indicator(
        id=row.words("id", required=True),
        group=row.words("group", required=True),
        label=row.text("label", required=True),
        unit=row.words("unit", required=True),
        transform="log" if row.choice("transform", ("linear", "log")) == "log" else "linear",
        direction=direction,
        share=_number(row, "share"),
        collect=row.text("collect", required=True),
    )


def _gate(row: Entry) -> Gate:
    test = cast("Any", row.choice("test", ("yes", "no", "below", "above")))
    limit = row.number("limit", required=test in ("below", "above"))
    return Gate(row.words("id", required=True), row.words("metric", required=True), test, limit, row.text("label", required=True))


def _settings(row: Entry) -> Settings:
    rates = ("trim_low", "trim_high", "penalty", "complete_floor", "recommend", "shortlist", "dominates", "mirror_error")
    counts = ("concentration", "draws", "top")
    made = Settings(**{n: _number(row, n) for n in rates}, **{n: row.get(n, 0, int, required=True) for n in counts})  # type: ignore[arg-type]
    row.done()
    return made


def _rule(row: Entry) -> SwotRule:
    clauses: list[Mapping[str, Any]] = row.get("when", [], list, required=True)
    made = tuple(_clause(Entry(c, row.where, row.name, row.problems)) for c in clauses)
    quadrant, text = cast("Any", row.choice("quadrant", ("S", "W", "O", "T"))), row.text("text", required=True)
    places = {place for words in (text.zh, text.en) for _, place, _, _ in Formatter().parse(words) if place}
    for stray in sorted(places - {c.metric for c in made}):
        row.wrong("text", f"提及 {stray}，但條件中沒有", f"names {stray}, which no clause tests")
    return SwotRule(row.words("id", required=True), quadrant, text, made)


def _clause(row: Entry) -> Clause:
    test = "above" if row.choice("test", ("above", "below")) == "above" else "below"
    made = Clause(row.words("metric", required=True), cast("Any", test), _number(row, "limit"))
    row.done()
    return made


def _option(row: Entry) -> TowsRule:
    kind = cast("Any", row.choice("kind", ("SO", "WO", "ST", "WT")))
    return TowsRule(row.words("id", required=True), kind, row.text("text", required=True), row.names("needs"))


def _claim(row: Entry) -> ClaimWord:
    claim = cast("Any", row.choice("claim", ("up", "down", "flat", "largest", "smallest")))
    return ClaimWord(row.words("id", required=True), claim, row.names("words"))


def _sums(made: Scheme, head: Entry) -> None:
    whole = sum(g.weight for g in made.groups)
    if whole != 1:
        head.wrong("weight", f"各群組權重合計為 {whole}，須為 1", f"of the groups sums to {whole}, not 1")
    for group in made.groups:
        parts = sum(i.share for i in made.indicators if i.group == group.id)
        if parts != 1:
            head.wrong(
                "share", f"群組 {group.id} 之指標比重合計為 {parts}，須為 1", f"of the indicators of group {group.id} sums to {parts}"
            )
    for stray in {i.group for i in made.indicators} - {g.id for g in made.groups}:
        head.wrong("group", f"沒有群組 {stray}", f"{stray} does not exist")
