"""Conditions on value: regional value content by each method, and the greatest part that may be non-originating."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from argosy.engines.origin.materials import SHORT, Bounds, Trial, bounds, price
from argosy.engines.origin.outcome import Ask, Check, Met, either, join, money, percent, said, share_text
from argosy.kernel.text import NOTHING, Text
from argosy.rules.origin.agreement import Method
from argosy.rules.origin.language import Ceiling, Content

HUNDRED = Fraction(100)
COST_WORDS = {
    "labour": Text("直接人工成本", "direct labour cost"), "overhead": Text("直接製造費用", "direct overhead cost"),
    "profit": Text("利潤", "profit"), "other": Text("其他成本", "other cost"),
}  # fmt: skip


def content(rule: Content, label: Text, trial: Trial) -> Check:
    """Regional value content. A rule without a method is met by any the agreement names."""
    if rule.method:
        return _by(rule, trial.agreement.methods[rule.method], label, trial)
    parts = tuple(
        _by(replace(rule, method=name), trial.agreement.methods[name], _named(trial.agreement.methods[name], rule), trial)
        for name in trial.agreement.any_methods
    )
    if len(parts) == 1:
        return replace(parts[0], label=label)
    return Check("either", label, either(p.met for p in parts), join="or", parts=parts)


def _named(method: Method, rule: Content) -> Text:
    return Text("區域產值含量（{m}）不低於 {p}", "regional value content ({m}) of at least {p}").format(
        m=method.label, p=percent(rule.percent)
    )


def _by(rule: Content, method: Method, label: Text, trial: Trial) -> Check:
    base, asks = price(trial, method.base)
    if base is None:
        return Check("content", label, None, gap=_unknown(asks), asks=asks)
    added = method.kind == "add"
    made = _added(rule, method, base, label, trial) if added else _subtracted(rule, method.base, base, label, trial)
    return replace(made, authorities=(method.authority,))


def _subtracted(rule: Content, name: str, base: Fraction, label: Text, trial: Trial) -> Check:
    counted = trial.valued(rule.codes)
    sums = bounds(trial, counted, "value")
    met = _judge(sums, lambda vnm: (base - vnm) * HUNDRED >= rule.percent * base)
    most = base * (HUNDRED - rule.percent) / HUNDRED
    shown = sums.high if met and sums.high is not None else sums.low
    working = _subtraction(SHORT[name], base, shown, rule, met)
    fixes = () if met else _lower(most, sums, rule.percent, SHORT[name])
    return Check(
        "content",
        label,
        met,
        working,
        _gap(met, sums, most),
        () if met is not None else sums.asks,
        fixes,
        tuple(s.material.id for s in counted if s.originating is not True),
    )


def _subtraction(name: str, base: Fraction, vnm: Fraction, rule: Content, met: Met) -> Text:
    left = base - vnm
    what = "FVNM" if rule.codes else "VNM"
    part = left * HUNDRED / base
    sign = "≥" if part >= rule.percent else "<"
    sums = (
        f"{name} {money(base)} − {what} {money(vnm)} = {money(left)} → RVC {share_text(part, rule.percent)} {sign} {percent(rule.percent)}"
    )
    return Text("{s}：{m}", "{s}: {m}").format(s=sums, m=said(met))


def _added(rule: Content, method: Method, base: Fraction, label: Text, trial: Trial) -> Check:
    counted = trial.valued(rule.codes)
    sums = bounds(trial, counted, "value", originating=True) if "materials" in method.parts else Bounds(Fraction(0), Fraction(0), ())
    named = [p for p in method.parts if p != "materials"]
    missing = tuple(_cost_ask(p) for p in named if p not in trial.product.costs)
    costs = sum((trial.product.costs.get(p, Fraction(0)) for p in named), Fraction(0))
    need = base * rule.percent / HUNDRED
    shown = sums.low + costs
    may = bool(missing) or sums.high is None or sums.high + costs >= need
    met: Met = True if shown >= need else None if may else False
    working = _addition(method, base, sums.low, trial, shown, rule, met)
    gap = NOTHING if met else Text("尚差 {d}", "{d} short").format(d=money(need - shown))
    asks = () if met is not None else (*sums.asks, *missing)
    return Check(
        "content",
        label,
        met,
        working,
        gap,
        asks,
        () if met else _higher(need - shown),
        tuple(s.material.id for s in counted if s.originating),
    )


def _addition(method: Method, base: Fraction, vom: Fraction, trial: Trial, total: Fraction, rule: Content, met: Met) -> Text:
    zh, en = [], []
    for part in method.parts:
        words = Text("VOM", "VOM") if part == "materials" else COST_WORDS[part]
        amount = money(vom) if part == "materials" else money(trial.product.costs[part]) if part in trial.product.costs else "?"
        zh.append(f"{words.zh} {amount}")
        en.append(f"{words.en} {amount}")
    share = total * HUNDRED / base
    sign = "≥" if share >= rule.percent else "<"
    end = f" = {money(total)} ÷ {SHORT[method.base]} {money(base)} → RVC {share_text(share, rule.percent)} {sign} {percent(rule.percent)}"
    return Text(f"{' + '.join(zh)}{end}：{said(met).zh}", f"{' + '.join(en)}{end}: {said(met).en}")


def ceiling(rule: Ceiling, label: Text, trial: Trial) -> Check:
    """Non-originating materials up to a part of the price."""
    name = rule.base or trial.agreement.value_base
    base, asks = price(trial, name)
    if base is None:
        return Check("ceiling", label, None, gap=_unknown(asks), asks=asks)
    counted = trial.valued(rule.codes)
    sums = bounds(trial, counted, "value")
    met = _judge(sums, lambda nom: nom * HUNDRED <= rule.percent * base)
    shown = sums.high if met and sums.high is not None else sums.low
    part = shown * HUNDRED / base
    sign = "≤" if part <= rule.percent else ">"
    sums_text = f"NOM {money(shown)} ÷ {SHORT[name]} {money(base)} = {share_text(part, rule.percent)} {sign} {percent(rule.percent)}"
    working = Text("{s}：{m}", "{s}: {m}").format(s=sums_text, m=said(met))
    most = base * rule.percent / HUNDRED
    fixes = () if met else _lower(most, sums, HUNDRED - rule.percent, SHORT[name])
    return Check(
        "ceiling",
        label,
        met,
        working,
        _gap(met, sums, most),
        () if met is not None else sums.asks,
        fixes,
        tuple(s.material.id for s in counted if s.originating is not True),
    )


def _judge(sums: Bounds, holds: Callable[[Fraction], bool]) -> Met:
    if not holds(sums.low):
        return False
    return True if sums.high is not None and holds(sums.high) else None


def _gap(met: Met, sums: Bounds, most: Fraction) -> Text:
    if met:
        return NOTHING
    if met is None:
        return join(
            [
                Text("非原產價值未定", "the non-originating value is not certain"),
                Text("至多得為 {m}", "it may be at most {m}").format(m=money(most)),
            ],
            "，",
            "; ",
        )
    return Text("非原產價值超過 {d}", "non-originating value is {d} too much").format(d=money(sums.low - most))


def _lower(most: Fraction, sums: Bounds, keep: Fraction, name: str) -> tuple[Text, ...]:
    fixes = [
        Text("非原產材料價值降至 {m} 以下（現為 {n}）", "bring non-originating materials down to {m} (now {n})").format(
            m=money(most), n=money(sums.low)
        )
    ]
    if keep < HUNDRED and sums.low > 0:
        least = sums.low * HUNDRED / (HUNDRED - keep)
        fixes.append(Text("或 {b} 至少為 {x}", "or {b} of at least {x}").format(b=name, x=money(least)))
    return tuple(fixes)


def _higher(short: Fraction) -> tuple[Text, ...]:
    return (
        (Text("原產材料或所計成本再增加 {x}", "add {x} of originating materials or counted cost").format(x=money(short)),)
        if short > 0
        else ()
    )


def _cost_ask(name: str) -> Ask:
    return Ask(f"product.costs.{name}", Text("每單位產品之{c}為何？", "What is the {c} in one unit of product?").format(c=COST_WORDS[name]))


def _unknown(asks: tuple[Ask, ...]) -> Text:
    return join(a.question for a in asks)
