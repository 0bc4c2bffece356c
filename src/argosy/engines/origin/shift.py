"""Change of classification, material by material, and the tolerance that may forgive those that do not change."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from argosy.engines.origin.materials import Trial, price
from argosy.engines.origin.outcome import Ask, Check, Line, Met, join, money, percent, said
from argosy.engines.origin.standing import Standing
from argosy.engines.origin.tolerance import Relief, relief
from argosy.kernel.text import NOTHING, Text
from argosy.rules.origin.codes import any_covers, any_meets, dotted
from argosy.rules.origin.language import DIGITS, Shift

CHANGES = {
    "CC": Text("章改變", "chapter changes"),
    "CTH": Text("節別改變", "heading changes"),
    "CTSH": Text("目別改變", "subheading changes"),
}
STAYS = {
    "CC": Text("章不變", "chapter does not change"), "CTH": Text("節別不變", "heading does not change"), "CTSH": Text("目別不變", "subheading does not change"),
}  # fmt: skip
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Turn:
    """How one material fares: ``met`` by the change alone, ``own`` when it is classified as the product, ``why`` in words."""

    standing: Standing
    met: Met
    own: bool
    why: Text


def shift(rule: Shift, label: Text, trial: Trial) -> Check:
    """Whether every non-originating material changes as the rule asks, the tolerance of the agreement included."""
    turns = [_turn(rule, s, trial.product.code) for s in trial.shifting() if s.originating is not True]
    turns = _own_allowance(rule, turns, trial)
    broken = [t.standing for t in turns if t.met is not True]
    lines = tuple(_line(t, trial.product.code) for t in turns)
    if not turns:
        return Check("shift", label, True, Text("無非原產材料須改變", "no non-originating material has to change"))
    if not broken:
        return Check("shift", label, True, _ended(_counted(turns), True), lines=lines, materials=_ids(turns))
    sure = any(t.met is False and t.standing.originating is False for t in turns)
    saved = relief(trial, broken, "shift")
    met: Met = True if saved.met else False if sure and saved.met is False else None
    return Check(
        "shift",
        label,
        met,
        _working(turns, met, saved),
        _gap(turns, met),
        _asks(turns, met, saved),
        _fixes(turns, met, saved),
        _ids(turns),
        lines,
        saved.authorities,
    )


def _turn(rule: Shift, s: Standing, product: str) -> Turn:
    code = s.material.code
    if any_covers(rule.barred, code):
        return Turn(s, False, False, Text("列於除外號列", "excepted by the rule"))
    if any_meets(rule.barred, code):
        return Turn(s, None, False, Text("號列過短，是否除外不明", "the code is too short to see whether it is excepted"))
    if any_covers(rule.allowed, code):
        return Turn(s, True, False, Text("規則准予不改變", "the rule lets it stay"))
    return _changed(rule, s, product)


def _changed(rule: Shift, s: Standing, product: str) -> Turn:
    digits = DIGITS[rule.level]
    code = s.material.code
    if not digits:
        return Turn(s, True, False, Text("任何號列均可", "any heading is accepted"))
    if code[:digits] != product[: min(digits, len(code))]:
        return Turn(s, True, False, CHANGES[rule.level])
    if len(code) < digits:
        return Turn(s, None, False, Text(f"號列須有 {digits} 碼", f"the code needs {digits} digits"))
    return Turn(s, False, True, STAYS[rule.level])


def _own_allowance(rule: Shift, turns: list[Turn], trial: Trial) -> list[Turn]:
    own = [t for t in turns if t.own]
    if rule.own is None or not own:
        return turns
    base, _ = price(trial, trial.agreement.value_base)
    values = [t.standing.material.value for t in own]
    if base is None or any(v is None for v in values):
        return [
            Turn(t.standing, None, True, Text("同號列材料之限額未定", "the allowance for its own heading is not certain")) if t.own else t
            for t in turns
        ]
    total = sum((v for v in values if v is not None), Fraction(0))
    fits = total * HUNDRED <= rule.own * base
    why = Text("同號列材料 {t} ÷ {b}，限 {p}", "materials of its own heading {t} of {b}, at most {p}")
    why = why.format(t=money(total), b=money(base), p=percent(rule.own))
    return [Turn(t.standing, fits, True, why) if t.own else t for t in turns]


def _line(t: Turn, product: str) -> Line:
    met = True if t.met else None if t.standing.originating is None else t.met
    working = Text("{n} → 產品 {p}：{w}：{m}", "{n} → product {p}: {w}: {m}")
    return Line(t.standing.material.id, met, working.format(n=t.standing.name, p=dotted(product), w=t.why, m=said(met)))


def _counted(turns: list[Turn]) -> Text:
    text = Text("非原產或原產不明之材料 {n} 項中 {c} 項改變", "{c} of {n} materials not known to be originating change as required")
    return text.format(n=str(len(turns)), c=str(sum(t.met is True for t in turns)))


def _working(turns: list[Turn], met: Met, saved: Relief) -> Text:
    return _ended(join([_counted(turns), saved.working]), met)


def _ended(words: Text, met: Met) -> Text:
    return Text("{w}：{m}", "{w}: {m}").format(w=words, m=said(met))


def _gap(turns: list[Turn], met: Met) -> Text:
    if met:
        return NOTHING
    names = join((t.standing.name for t in turns if t.met is not True), "、", ", ")
    return Text("未改變：{n}", "not changed: {n}").format(n=names)


def _asks(turns: list[Turn], met: Met, saved: Relief) -> tuple[Ask, ...]:
    if met is not None:
        return ()
    open_ = [t.standing for t in turns if t.met is not True]
    asks = [s.ask for s in open_ if s.originating is None]
    codes = [t.standing for t in turns if t.met is None and t.standing.originating is False]
    return (*asks, *(_code_ask(s) for s in codes), *saved.asks)


def _code_ask(s: Standing) -> Ask:
    return Ask(f"materials.{s.material.id}.code", Text("{n}之 6 位稅則號列為何？", "What is the 6-digit code of {n}?").format(n=s.name))


def _fixes(turns: list[Turn], met: Met, saved: Relief) -> tuple[Text, ...]:
    if met:
        return ()
    names = join((t.standing.name for t in turns if t.met is not True), "、", ", ")
    source = Text(
        "改用原產材料，或自號列不同之材料製起：{n}", "use originating material, or start from material of another heading: {n}"
    ).format(n=names)
    return (source, *saved.fixes)


def _ids(turns: list[Turn]) -> tuple[str, ...]:
    return tuple(t.standing.material.id for t in turns)
