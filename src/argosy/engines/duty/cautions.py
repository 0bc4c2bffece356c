"""The rules an assessment used, and what to know before relying on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from argosy.engines.duty.assessment import AssessedLine, Assessment, Caution, RuleUse
from argosy.engines.duty.entry import EntryCharge
from argosy.kernel.expression import references
from argosy.kernel.money import decimal_text
from argosy.kernel.source import CONFIDENCE_WORDS
from argosy.kernel.text import Text
from argosy.rules.authority import NOTHING, Authority
from argosy.rules.pack import COST, OUTSIDE, Charge, Fact, Pack, Step

MODES: dict[str, Text] = {
    "half_up": Text("四捨五入", "half up"), "half_even": Text("四捨六入五成雙", "half even"), "down": Text("捨去", "cut"),
    "up": Text("進位", "up"), "floor": Text("向下", "floor"), "ceiling": Text("向上", "ceiling"),
}  # fmt: skip
LEVELS = {"line": Text("逐項", "per line"), "entry": Text("整份報單", "per entry")}

SURENESS = ("high", "medium", "low")


def rounding_words(step: Step, currency: str) -> Text:
    """The rounding of a rule in words, and that it is unconfirmed where no source was read."""
    words = Text("{l}，計至 {c} {to}，{m}", "{l}, to {c} {to}, {m}")
    said = words.format(l=LEVELS[step.at], c=currency, to=decimal_text(step.rounding.to), m=MODES[step.rounding.mode])
    return said if step.confirmed else Text(f"{said.zh}（待確認）", f"{said.en} (unconfirmed)")


def rules_used(pack: Pack, lines: Sequence[AssessedLine], entry: Sequence[EntryCharge]) -> tuple[RuleUse, ...]:
    """The customs value, then every charge row that touched a line, in legal order."""
    value = pack.value
    found = [_use("customs_value", "customs_value", value.label, value.formula, rounding_words(value.step, pack.currency), value.authority)]
    rows = {c.row.rule: c.row for x in lines for c in x.charges if c.applicable} | {e.row.rule: e.row for e in entry}
    order = [c.rule for c in pack.charges]
    given = _given_on(lines)
    found += [_row_use(rows[name], pack, tuple(given.get(name, ()))) for name in sorted(rows, key=order.index)]
    relieved = {c.relief for x in lines for c in x.charges if c.relief}
    for exemption in pack.exemptions:
        if exemption.id in relieved:
            found.append(_use(exemption.id, exemption.id, exemption.label, exemption.label, NOTHING, exemption.authority))
    return (*found, *_provisions_used(lines))


def _provisions_used(lines: Sequence[AssessedLine]) -> Iterator[RuleUse]:
    """Rates the pack carries, relations and programmes that touched a line, each once."""
    charges = [c for x in lines for c in x.charges]
    rates = {c.pack_rate.rule: c.pack_rate for c in charges if c.pack_rate}
    relations = {c.relation.id: c.relation for c in charges if c.relation}
    programmes = {c.programme.id: c.programme for c in charges if c.programme}
    for rate in rates.values():
        formula = Text(f"{rate.label.zh}：{rate.text}", f"{rate.label.en}: {rate.text}")
        yield _use(rate.rule, rate.charge, rate.label, formula, NOTHING, rate.authority)
    for relation in relations.values():
        yield _use(relation.id, relation.object, relation.label, relation.label, NOTHING, relation.authority)
    for programme in programmes.values():
        yield _use(programme.id, programme.id, programme.label, programme.label, NOTHING, programme.authority)


def _given_on(lines: Sequence[AssessedLine]) -> dict[str, dict[str, None]]:
    """By rule, the lines that brought their rate."""
    found: dict[str, dict[str, None]] = {}
    for x in lines:
        for charge in x.charges:
            if charge.given:
                found.setdefault(charge.row.rule, {})[x.line.id] = None
    return found


def _row_use(row: Charge, pack: Pack, given: tuple[str, ...]) -> RuleUse:
    return _use(row.rule, row.id, row.label, row.formula, rounding_words(row.step, pack.currency), row.authority, given)


def _use(rule: str, charge: str, label: Text, formula: Text, rounding: Text, by: Authority, given: tuple[str, ...] = ()) -> RuleUse:
    return RuleUse(rule, charge, label, formula, rounding, by.legal, by.source, by.read_on, by.confidence, by.review_by, by.note, given)


def cautions(made: Assessment, today: date) -> Assessment:
    """The assessment with its warnings."""
    parts = (
        _review(made, today),
        _confidence(made),
        _rounding(made),
        _given(made),
        _assumed(made),
        _read_otherwise(made),
        _silent(made),
        _value(made),
        _left_out(made),
    )
    return replace(made, warnings=tuple(caution for part in parts for caution in part))


def _review(made: Assessment, today: date) -> Iterator[Caution]:
    if today > made.pack.review_by:
        words = Text("規則包 {p} 已逾覆核期限 {d}", "Rule pack {p} is past its review date {d}")
        yield Caution("review_by", words.format(p=made.pack.id, d=made.pack.review_by), made.pack.id)
    for rule in made.rules:
        if rule.review_by and today > rule.review_by:
            words = Text("規則「{r}」已逾覆核期限 {d}", "Rule “{r}” is past its review date {d}")
            yield Caution("review_by", words.format(r=rule.label, d=rule.review_by), rule.id)


def _confidence(made: Assessment) -> Iterator[Caution]:
    for rule in made.rules:
        if rule.confidence != "high":
            words = Text("規則「{r}」可信度為{c}，來源：{s}", "Rule “{r}” has {c} confidence; source: {s}")
            yield Caution("confidence", words.format(r=rule.label, c=CONFIDENCE_WORDS[rule.confidence], s=rule.source), rule.id)
    for fact in _facts(made):
        words = Text("數值「{f}」可信度為{c}，來源：{s}", "Figure “{f}” has {c} confidence; source: {s}")
        yield Caution(
            "confidence", words.format(f=fact.label, c=CONFIDENCE_WORDS[fact.authority.confidence], s=fact.authority.source), fact.id
        )


def _facts(made: Assessment) -> Iterator[Fact]:
    """Figures the used rules read that are less sure than the rule itself."""
    used = {rule.id for rule in made.rules}
    in_force = made.pack.facts_on(made.on)
    found: dict[str, Fact] = {}
    for row in (c for c in made.pack.charges if c.rule in used):
        for ref in (r for expr in (row.base, row.expr, row.only_if) if expr for r in references(expr)):
            fact = in_force.get(ref.name)
            if fact and SURENESS.index(fact.authority.confidence) > SURENESS.index(row.authority.confidence):
                found[fact.id] = fact
    return iter(found.values())


def _rounding(made: Assessment) -> Iterator[Caution]:
    used = {rule.id for rule in made.rules}
    steps = [c.step for c in made.pack.charges if c.rule in used]
    if not made.pack.value.step.confirmed or any(not step.confirmed for step in steps):
        words = Text("捨入方式未查得明文，採預設值（{m}）", "No text was found on rounding; the default is used ({m})")
        yield Caution("rounding", words.format(m=MODES[made.pack.value.step.rounding.mode]))


def _given(made: Assessment) -> Iterator[Caution]:
    for rule in made.rules:
        if rule.given_on:
            words = Text(
                "「{r}」之稅率為使用者於各項填列，未經稅則資料比對：項次 {n}",
                "The rate of “{r}” was given on the line and not compared with a tariff: lines {n}",
            )
            yield Caution("rate_given", words.format(r=rule.label, n=_several(rule.given_on)), rule.id, rule.given_on)


def _names_read(made: Assessment) -> set[str]:
    """Every name the rules that touched this entry may read."""
    rows = {id(c.row): c.row for x in made.lines for c in x.charges if c.applicable and not c.relief} | {
        id(e.row): e.row for e in made.entry
    }
    exprs = [expr for row in rows.values() for expr in (row.base, row.expr, row.only_if) if expr]
    exprs += [c.pack_rate.only_if for x in made.lines for c in x.charges if c.pack_rate and c.pack_rate.only_if]
    relieved = {c.relief for x in made.lines for c in x.charges if c.relief}
    exprs += [condition.expr for relief in made.pack.exemptions if relief.id in relieved for condition in relief.conditions]
    return {ref.name.removeprefix("lines.") for expr in exprs for ref in references(expr)}


def _assumed(made: Assessment) -> Iterator[Caution]:
    """Facts nobody stated for which the usual was taken, and costs that were taken as none."""
    read = _names_read(made)
    for name in (n for n in made.pack.inputs if n in read):
        fact = made.pack.inputs[name]
        without = tuple(x.line.id for x in made.lines if name not in x.line.facts)
        if fact.default is not None and without and name not in made.consignment.facts:
            words = Text("「{f}」未提供，依通常情形以 {v} 計", "“{f}” was not stated; {v} is taken as usual")
            value = yes_no(fact.default) if fact.kind == "yes_no" else Text(*[decimal_text(fact.default)] * 2)
            lines = () if fact.scope == "entry" else without
            yield Caution("assumed", words.format(f=fact.label, v=value), name, lines)
    stated = {c.kind for c in made.consignment.costs}
    for kind in sorted(_costs_read(made, read)):
        if kind not in stated and not _in_price(made, kind):
            words = Text("{c}未提供，稅基未計入", "{c}: none was stated, so none entered the base of a tax")
            yield Caution("assumed", words.format(c=made.pack.valuation.components[kind].label), kind)
    if COST + OUTSIDE in read:
        yield from _incidental(made)


def _costs_read(made: Assessment, read: set[str]) -> set[str]:
    """Kinds of cost the rules read: by name, or carriage after the place to which the customs value goes."""
    components, term, basis = made.pack.valuation.components, made.build_up.term, made.pack.value_basis
    after = {k for k, c in components.items() if c.treatment == "transport"} - {*term.add[basis], *term.add_if_given[basis]}
    named = {k.removeprefix(COST) for k in read if k.startswith(COST)}
    return (named & components.keys()) | (after if OUTSIDE in named else set())


def _incidental(made: Assessment) -> Iterator[Caution]:
    """Costs that are no carriage and entered the base of a tax though they are not in the customs value."""
    for part in made.build_up.parts:
        if OUTSIDE in part.kinds and (part.component is None or part.component.treatment != "transport") and part.cost.amount:
            words = Text(
                "{c}未計入完稅價格，但視為運至首個目的地之附帶費用而計入稅基；如非此類費用（例如進口後安裝、利息），請勿填列",
                "{c}: not in the customs value, but in the base of the tax as an incidental cost up to the first destination; leave out what"
                " is none, such as assembly after import or interest",
            )
            yield Caution("assumed", words.format(c=part.label), part.key)


def yes_no(value: Fraction) -> Text:
    """1 and 0 as people say them."""
    return Text("是", "yes") if value else Text("否", "no")


def _in_price(made: Assessment, kind: str) -> bool:
    """Whether the price holds the cost and the customs value with it, so that nothing more was to be stated."""
    term, basis = made.build_up.term, made.pack.value_basis
    return kind in term.includes and kind not in (*term.deduct[basis], *term.deduct_if_given[basis])


def _read_otherwise(made: Assessment) -> Iterator[Caution]:
    """Disputed rules where the readings come to different amounts."""
    for reading in made.readings:
        if len(set(reading.payable)) > 1:
            words = Text("「{r}」解釋不一，本表採「{c}」", "“{r}” is read in more than one way; this worksheet takes “{c}”")
            yield Caution("interpretation", words.format(r=reading.rule.label, c=reading.rule.choices[reading.used].label), reading.rule.id)


def _silent(made: Assessment) -> Iterator[Caution]:
    told: dict[Text, dict[str, None]] = {}
    for x in made.lines:
        for charge in x.charges:
            if not charge.applicable and charge.row.silent and x.line.code and charge.row.covers(x.line.code):
                told.setdefault(charge.row.silent, {})[x.line.id] = None
    for words, ids in told.items():
        lines = tuple(ids)
        yield Caution("not_asked", Text(f"{words.zh}：項次 {_several(lines).zh}", f"{words.en}: lines {_several(lines).en}"), "", lines)


def _value(made: Assessment) -> Iterator[Caution]:
    for note in made.build_up.notes:
        yield Caution("value", note)
    for conflict in made.conflicts:
        yield Caution("conflict", conflict.message)
    known = made.pack.valuation.components
    for part in made.build_up.parts:
        if part.effect == "add" and part.cost.kind in known and known[part.cost.kind].treatment == "art8":
            words = Text(
                "{c}依關稅估價協定第 8 條加計，未查得原文，須由人核對",
                "{c}: added under article 8 of the Customs Valuation Agreement; the text was not read and must be verified",
            )
            yield Caution("confidence", words.format(c=part.label), "valuation")


def _left_out(made: Assessment) -> Iterator[Caution]:
    if made.incomplete:
        words = Text("資料未齊，合計不含項次 {n}", "Not complete: the totals leave out lines {n}")
        yield Caution("incomplete", words.format(n=_several(made.incomplete)), "", made.incomplete)
    for charge in made.entry:
        if charge.amount is None:
            words = Text("資料未齊，「{r}」未計算，合計不含此項", "“{r}” could not be worked out; the totals leave it out")
            yield Caution("incomplete", words.format(r=charge.row.label), charge.row.rule)


def _several(ids: Sequence[str]) -> Text:
    return Text("、".join(ids), ", ".join(ids))
