"""The other single conditions: wholly obtained, weight limits, named processes."""

from __future__ import annotations

from fractions import Fraction

from argosy.engines.origin.materials import Trial, bounds
from argosy.engines.origin.outcome import Ask, Check, Line, Met, join, money, percent, said, share_text
from argosy.engines.origin.standing import Standing
from argosy.engines.origin.tolerance import relief
from argosy.kernel.text import NOTHING, Text
from argosy.rules.origin.language import Process, Weight, Wholly

HUNDRED = Fraction(100)


def wholly(rule: Wholly, label: Text, trial: Trial) -> Check:
    """The product, or its materials of the codes, are wholly obtained."""
    if not rule.codes:
        return product_wholly(label, trial)
    found = trial.used(rule.codes)
    rows = [(s, _obtained(s)) for s in found]
    lines = tuple(Line(s.material.id, met, Text("{n}：{m}", "{n}: {m}").format(n=s.name, m=said(met))) for s, met in rows)
    broken = [s for s, met in rows if met is not True]
    ids = tuple(s.material.id for s in found)
    if not broken:
        words = (
            Text("所列號列之材料均為完全取得", "materials of those codes are wholly obtained")
            if found
            else Text("未用此類材料", "no such material is used")
        )
        return Check("wholly", label, True, words, materials=ids, lines=lines)
    saved = relief(trial, broken, "wholly")
    sure = any(met is False for _, met in rows)
    met: Met = True if saved.met else False if sure and saved.met is False else None
    asks = () if met is not None else (*(_wholly_ask(s) for s, m in rows if m is None), *saved.asks)
    names = join((s.name for s in broken), "、", ", ")
    fixes = () if met else (Text("改用完全取得之材料：{n}", "use wholly obtained material: {n}").format(n=names), *saved.fixes)
    gap = NOTHING if met else Text("非完全取得：{n}", "not wholly obtained: {n}").format(n=names)
    return Check("wholly", label, met, saved.working, gap, asks, fixes, ids, lines, saved.authorities)


def product_wholly(label: Text, trial: Trial) -> Check:
    """The product itself is wholly obtained, as its maker says."""
    met = trial.product.wholly_obtained
    ask = Ask(
        "product.wholly_obtained", Text("產品是否完全取得於締約方境內？", "Is the product wholly obtained in the territory of a party?")
    )
    return Check(
        "wholly",
        label,
        met,
        Text("生產者陳明：{m}", "stated by the producer: {m}").format(m=said(met)),
        asks=() if met is not None else (ask,),
    )


def _obtained(s: Standing) -> Met:
    if s.originating is False:
        return False
    if s.originating and s.material.wholly_obtained is not None:
        return s.material.wholly_obtained
    return None


def _wholly_ask(s: Standing) -> Ask:
    return Ask(
        f"materials.{s.material.id}.wholly_obtained",
        Text("{n}是否完全取得於締約方境內？", "Is {n} wholly obtained in a party?").format(n=s.name),
    )


def weight(rule: Weight, label: Text, trial: Trial) -> Check:
    """Non-originating materials of the codes up to a part of the weight."""
    found = trial.used(rule.codes)
    sums = bounds(trial, found, "net_kg")
    base, base_asks = _weight_base(rule, trial)
    if not found or sums.high == 0:
        return Check("weight", label, True, Text("未用此類非原產材料", "no such non-originating material is used"))
    if base is None:
        return Check("weight", label, None, gap=join(a.question for a in base_asks), asks=(*base_asks, *sums.asks))
    most = base * rule.percent / HUNDRED
    met: Met = False if sums.low > most else True if sums.high is not None and sums.high <= most else None
    shown = sums.high if met and sums.high is not None else sums.low
    part = shown * HUNDRED / base
    sign = "≤" if part <= rule.percent else ">"
    words = f"{money(shown)} kg ÷ {money(base)} kg = {share_text(part, rule.percent)} {sign} {percent(rule.percent)}"
    fix = Text("非原產材料重量降至 {m} kg 以下（現為 {n} kg）", "bring these non-originating materials down to {m} kg (now {n} kg)")
    fixes = () if met else (fix.format(m=money(most), n=money(shown)),)
    working = Text("{w}：{m}", "{w}: {m}").format(w=words, m=said(met))
    return Check("weight", label, met, working, NOTHING, () if met is not None else sums.asks, fixes, tuple(s.material.id for s in found))


def _weight_base(rule: Weight, trial: Trial) -> tuple[Fraction | None, tuple[Ask, ...]]:
    if not rule.of:
        base = trial.product.net_kg
        ask = Ask("product.net_kg", Text("產品淨重（公斤）為何？", "What is the net weight of the product in kg?"))
        return (base, ()) if base else (None, (ask,))
    weights = [(s, s.material.net_kg) for s in trial.used(rule.of)]
    if any(w is None for _, w in weights):
        silent = (s for s, w in weights if w is None)
        return None, tuple(
            Ask(f"materials.{s.material.id}.net_kg", Text("{n}之淨重為何？", "What is the net weight of {n}?").format(n=s.name))
            for s in silent
        )
    return sum((w for _, w in weights if w is not None), Fraction(0)) or None, ()


def process(rule: Process, label: Text, trial: Trial) -> Check:
    """A named process a person confirms."""
    met = trial.facts.processes.get(rule.name)
    ask = Ask(
        f"processes.{rule.name}", Text("是否於締約方境內進行「{p}」？", "Is “{p}” carried out in the territory of a party?").format(p=label)
    )
    fix = (Text("於締約方境內進行「{p}」", "carry out “{p}” in the territory").format(p=label),) if met is False else ()
    working = Text("{p}：{m}", "{p}: {m}").format(p=label, m=_stated(met))
    return Check("process", label, met, working, asks=(ask,) if met is None else (), fixes=fix)


def _stated(met: Met) -> Text:
    return Text("已確認", "confirmed") if met else Text("未進行", "not carried out") if met is False else Text("待確認", "to be confirmed")
