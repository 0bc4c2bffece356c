"""The test: a product and its bill of materials against an agreement, to a verdict with every working."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from argosy.engines.origin.applicable import between
from argosy.engines.origin.cautions import cautions
from argosy.engines.origin.conditions import tested
from argosy.engines.origin.facts import Bill, Facts, Material, Product
from argosy.engines.origin.general import carried, claimed, proven, sufficient
from argosy.engines.origin.materials import Trial
from argosy.engines.origin.outcome import Ask, Check, Met, every
from argosy.engines.origin.single import product_wholly
from argosy.engines.origin.standing import standings
from argosy.engines.origin.verdict import Verdict
from argosy.kernel.text import NOTHING, Text
from argosy.rules.origin.agreement import Agreement, ProductRule
from argosy.rules.origin.codes import dotted
from argosy.rules.origin.describing import Describer
from argosy.rules.origin.language import Rule, Shift, atoms

WHOLLY = Text("完全取得", "wholly obtained")


def test_origin(product: Product, bill: Bill, agreement: Agreement, facts: Facts, processes: Mapping[str, Text]) -> Verdict:
    """Whether the product originates under the agreement and may be claimed. ``processes`` names the processes in both languages."""
    describer = Describer(processes, {m.id: m.label for m in agreement.methods.values()}, agreement.value_base)
    trial = _trial(product, bill, agreement, facts, describer)
    rows = _rows(trial)
    checks, criterion = _product_checks(trial, rows, describer, processes)
    originating = every(c.met for c in checks)
    trade = [_in_force(agreement, facts), carried(agreement, facts, processes), proven(agreement, facts), claimed(agreement, facts)]
    made = Verdict(
        agreement=agreement,
        asked=product,
        facts=facts,
        standings=trial.standings,
        originating=originating,
        criterion=criterion if originating else "none",
        rules=rows,
        rule_words=describer.say(rows[0].rule) if len(rows) == 1 else NOTHING,
        product=tuple(checks),
        trade=tuple(c for c in trade if c is not None),
        cautions=(),
        authorities=(agreement.authority, *dict.fromkeys(r.authority for r in rows)),
    )
    return replace(made, cautions=cautions(made, trial))


test_origin.__test__ = False  # type: ignore[attr-defined]  # pytest must not collect a function of the product by its name


def _trial(product: Product, bill: Bill, agreement: Agreement, facts: Facts, describer: Describer) -> Trial:
    def intermediate(m: Material) -> Met:
        price = {} if m.value is None else dict.fromkeys(("exw", "fob", "transaction_value", "customs_value"), m.value)
        part = Product(m.code, product.currency, price, net_kg=m.net_kg)
        inner = _trial(part, m.inputs, agreement, facts, describer)
        rows = _rows(inner)
        return tested(rows[0].rule, inner, describer).met if len(rows) == 1 and not rows[0].part else None

    return Trial(product, standings(bill, agreement, facts, intermediate), agreement, facts)


def _rows(trial: Trial) -> tuple[ProductRule, ...]:
    party = trial.agreement.party(trial.facts.importer, trial.facts.on)
    found = trial.agreement.rows(trial.product.code, party.name if party else trial.facts.importer, trial.facts.on)
    part = trial.product.part
    return tuple(r for r in found if not r.part or r.part == part) if part else found


def _product_checks(
    trial: Trial, rows: tuple[ProductRule, ...], describer: Describer, names: Mapping[str, Text]
) -> tuple[list[Check], str]:
    if trial.product.wholly_obtained:
        return [product_wholly(WHOLLY, trial)], "wholly_obtained"
    if not trial.standings:
        return [_no_bill()], "none"
    if all(s.originating for s in trial.standings):
        words = Text("全部 {n} 項材料均為原產", "all {n} materials are originating").format(n=str(len(trial.standings)))
        return [
            Check("exclusively", Text("僅由原產材料製成", "made only from originating materials"), True, words)
        ], "exclusively_originating"
    rule = _rule_check(trial, rows, describer)
    rests = any(isinstance(a, Shift) and a.level == "ANY" and not a.barred for r in rows for a in atoms(r.rule))
    return [rule, sufficient(trial.agreement, trial.facts, names, rests)], "product_rule"


def _no_bill() -> Check:
    ask = Ask("materials", Text("請列出材料（或陳明產品為完全取得）", "List the materials, or state that the product is wholly obtained"))
    return Check("materials", Text("材料表", "bill of materials"), None, gap=ask.question, asks=(ask,))


def _rule_check(trial: Trial, rows: tuple[ProductRule, ...], describer: Describer) -> Check:
    if not rows:
        return _general(trial, trial.agreement.general, describer)
    checks = tuple(_labelled(tested(r.rule, trial, describer), r, trial) for r in rows)
    if trial.product.part or not any(r.part for r in rows):
        return checks[0]
    kinds = trial.agreement.parts
    choices = "、".join(f"{r.part}（{kinds[r.part].zh}）" for r in rows)
    named = ", ".join(f"{r.part} ({kinds[r.part].en})" for r in rows)
    ask = Ask("product.part", Text(f"產品是否為下列之一：{choices}？", f"Is the product one of these: {named}?"))
    return Check("parts", Text("產品特定規則，依貨品而異", "product rule, by kind of goods"), None, asks=(ask,), join="or", parts=checks)


def _labelled(check: Check, row: ProductRule, trial: Trial) -> Check:
    part = trial.agreement.parts.get(row.part, NOTHING)
    head = Text("產品規則（{c}）", "product rule of {c}").format(c=row.text.split(":")[0].split("[")[0].strip())
    kind = Text(f"，{part.zh}", f", {part.en}") if part else NOTHING
    label = Text(f"{head.zh}{kind.zh}：{check.label.zh}", f"{head.en}{kind.en}: {check.label.en}")
    return replace(check, label=label)


def _general(trial: Trial, rule: Rule | None, describer: Describer) -> Check:
    if rule is not None:
        return tested(rule, trial, describer)
    code = dotted(trial.product.code[:6])
    gap = Text("資料中沒有 {c} 之產品規則，請查閱：{w}", "the product rule for {c} is not in the data; read it at: {w}").format(
        c=code, w=trial.agreement.read_at
    )
    return Check("rule", Text("產品特定規則", "product-specific rule"), None, gap=gap, asks=(Ask("rule", gap),))


def _in_force(agreement: Agreement, facts: Facts) -> Check:
    label = Text("協定於兩地間有效", "agreement in force between the two")
    span = between(agreement, facts.importer, facts.exporter, facts.on)
    places = Text("{a} → {b}，{d}", "{a} → {b}, {d}").format(a=facts.exporter, b=facts.importer, d=facts.on)
    if span is None:
        return Check("in_force", label, False, places, Text("該日於兩地間不適用", "it does not apply between them on that day"))
    since = Text("{p}；自 {d} 起", "{p}; since {d}").format(p=places, d=span.valid_from)
    return Check("in_force", label, True, since)
