"""Tolerance (de minimis): materials that break a rule are forgiven up to a part of the value or weight."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from argosy.engines.origin.facts import Product
from argosy.engines.origin.materials import BASES, SHORT, Trial, bounds
from argosy.engines.origin.outcome import Ask, Met, either, join, money, percent, said, share_text
from argosy.engines.origin.standing import Standing
from argosy.kernel.text import NOTHING, Text
from argosy.rules.authority import Authority
from argosy.rules.origin.agreement import Tolerance
from argosy.rules.origin.codes import any_covers, any_meets

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Relief:
    """Whether a tolerance forgives, with its working, what is asked and what room there is."""

    met: Met
    working: Text = NOTHING
    asks: tuple[Ask, ...] = ()
    fixes: tuple[Text, ...] = ()
    authorities: tuple[Authority, ...] = ()


def relief(trial: Trial, broken: list[Standing], condition: str) -> Relief:
    """The best of the agreement's tolerances for materials that break a ``condition`` (shift or wholly)."""
    rows = [t for t in trial.agreement.tolerances if condition in t.rescues and _covers(t, trial.product.code)]
    tried = [_try(trial, t, broken) for t in rows]
    if not tried:
        return Relief(False)
    met = either(t.met for t in tried)
    shown = [t for t in tried if t.met is met]
    asks = tuple(a for t in shown for a in t.asks) if met is None else ()
    fixes = () if met else tuple(f for t in tried for f in t.fixes)
    return Relief(
        met, join(t.working for t in shown), asks, fixes, tuple(a for t in shown for a in t.authorities) if met is not False else ()
    )


def _covers(row: Tolerance, code: str) -> bool:
    return (not row.codes or any_covers(row.codes, code)) and not any_covers(row.barred, code)


def _try(trial: Trial, row: Tolerance, broken: list[Standing]) -> Relief:
    outside = [s for s in broken if _outside(row, s)]
    if any(s.originating is False for s in outside):
        names = join((s.name for s in outside), "、", ", ")
        return Relief(False, Text("容許限度（{l}）不適用於 {n}", "the tolerance ({l}) is not given for {n}").format(l=row.label, n=names))
    confirmed = trial.facts.processes.get(row.only_if) if row.only_if else True
    if confirmed is False:
        return Relief(
            False, Text("不具適用容許限度（{l}）之條件", "the condition of the tolerance ({l}) does not hold").format(l=row.label)
        )
    found = _measured(trial, row, broken)
    if confirmed is None and found.met is not False:
        question = Text("是否具適用容許限度之條件（{l}）？", "Does the condition of the tolerance hold ({l})?").format(l=row.label)
        return Relief(None, found.working, (*found.asks, Ask(f"processes.{row.only_if}", question)), found.fixes, found.authorities)
    return found


def _outside(row: Tolerance, s: Standing) -> bool:
    code = s.material.code
    return (bool(row.materials) and not any_meets(row.materials, code)) or any_meets(row.materials_barred, code)


def _measured(trial: Trial, row: Tolerance, broken: list[Standing]) -> Relief:
    measure = "value" if row.measure == "value" else "net_kg"
    base = _base(trial.product, row)
    if base is None or base <= 0:
        field = row.base if row.measure == "value" else f"{'component' if row.base == 'component' else 'net'}_kg"
        question = Text("產品之{b}為何？", "What is {b} of the product?").format(b=BASES[row.base])
        return Relief(None, NOTHING, (Ask(f"product.{field}", question),))
    sums = bounds(trial, tuple(broken), measure)
    most = base * row.percent / HUNDRED
    met: Met = False if sums.low > most else True if sums.high is not None and sums.high <= most else None
    shown = sums.high if met and sums.high is not None else sums.low
    fixes = () if met else (_room(row, most, shown),)
    return Relief(met, _working(row, base, shown, met), sums.asks, fixes, (row.authority,))


def _base(product: Product, row: Tolerance) -> Fraction | None:
    if row.measure == "weight":
        return product.component_kg if row.base == "component" else product.net_kg
    return product.price(row.base)


def _working(row: Tolerance, base: Fraction, shown: Fraction, met: Met) -> Text:
    part = shown * HUNDRED / base
    unit = "" if row.measure == "value" else " kg"
    name = SHORT.get(row.base, "")
    head = f"{money(shown)}{unit} ÷ {f'{name} ' if name else ''}{money(base)}{unit} = {share_text(part, row.percent)}"
    sign = "≤" if part <= row.percent else ">"
    text = Text("容許限度（{l}）{h} {s} {p}：{m}", "tolerance ({l}) {h} {s} {p}: {m}")
    return text.format(l=row.label, h=head, s=sign, p=percent(row.percent), m=said(met))


def _room(row: Tolerance, most: Fraction, shown: Fraction) -> Text:
    unit = "" if row.measure == "value" else " kg"
    text = Text("或使未改變之材料不超過 {m}（現為 {n}，{l}）", "or keep the materials that do not change within {m} (now {n}; {l})")
    return text.format(m=f"{money(most)}{unit}", n=f"{money(shown)}{unit}", l=row.label)
