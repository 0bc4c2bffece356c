"""A decision held against its data: does the choice follow the criterion, do the words of its reasons fit the figures, has the data moved on?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from argosy.kernel.text import Text, same
from argosy.rules.markets.scheme import ClaimWord

Outcome = Literal["agrees", "contradicts", "cannot_tell", "stale", "needs_reason"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure a reason may cite: an estimate with its interval (``low``, ``high``), the option (market) and metric it is of, and its data vintage."""

    id: str
    option: str
    metric: str
    value: float
    low: float | None = None
    high: float | None = None
    vintage: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        """The interval, or the value twice."""
        return (self.value if self.low is None else self.low, self.value if self.high is None else self.high)


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of the decision and the figures it cites, by id."""

    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: one option by a named criterion (a metric; ``most`` false when less is better), reasons, and the vintage of each data set used.

    ``departure`` is the written reason for a choice that departs from the data.
    """

    choice: str
    criterion: str
    reasons: tuple[Reason, ...] = ()
    most: bool = True
    departure: str = ""
    vintages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of the check: ``blocks`` when the decision may not stand as written."""

    outcome: Outcome
    text: Text
    figures: tuple[str, ...] = ()
    blocks: bool = False


def check_decision(
    decision: Decision, figures: Sequence[Cited], current: Mapping[str, str], words: Sequence[ClaimWord]
) -> tuple[Finding, ...]:
    """Findings of the choice, of each reason, and of data sets whose ``current`` vintage is no longer the one used."""
    by_id = {f.id: f for f in figures}
    claims = [found for reason in decision.reasons for found in _reason(reason, by_id, figures, words)]
    return (_choice(decision, figures), *claims, *_stale(decision, current))


def stale(decision: Decision, current: Mapping[str, str]) -> tuple[str, ...]:
    """Data sets the decision used that have a newer vintage."""
    return tuple(name for name, used in decision.vintages.items() if name in current and current[name] != used)


def claims_in(text: str, words: Sequence[ClaimWord]) -> tuple[str, ...]:
    """The claims a sentence makes (up, down, flat, largest, smallest), the longer words first so that 負成長 is not read as 成長."""
    rest, found = text.lower(), []
    pairs = sorted(((word.lower(), w.claim) for w in words for word in w.words), key=lambda p: -len(p[0]))
    for word, claim in pairs:
        if word in rest:
            rest = rest.replace(word, " ")
            found.append(claim)
    return tuple(dict.fromkeys(found))


def _choice(decision: Decision, figures: Sequence[Cited]) -> Finding:
    rows = {f.option: f for f in figures if f.metric == decision.criterion}
    own = rows.get(decision.choice)
    if own is None:
        words = Text("「{c}」沒有 {m} 的數值，無法核對選擇", "{c} has no figure of {m}: the choice cannot be checked")
        return Finding("cannot_tell", words.format(c=decision.choice, m=decision.criterion), (), not decision.departure.strip())
    best = max(rows.values(), key=lambda f: f.value) if decision.most else min(rows.values(), key=lambda f: f.value)
    if best.value == own.value:
        return Finding("agrees", same(f"{decision.choice}: {decision.criterion} {own.value:g}"), (own.id,))
    overlap = own.ends[1] >= best.ends[0] if decision.most else own.ends[0] <= best.ends[1]
    told = {"c": decision.choice, "m": decision.criterion, "o": f"{own.value:g}", "b": best.option, "v": f"{best.value:g}"}
    if overlap and _has_interval(own, best):
        words = Text("{c} 之 {m} 為 {o}，與最佳之 {b}（{v}）區間重疊", "{c} has {m} {o}; its interval overlaps that of the best, {b} ({v})")
        return Finding("agrees", words.format(**told), (own.id, best.id))
    words = Text("{c} 之 {m} 為 {o}，不及 {b}（{v}）：須書面說明", "{c} has {m} {o}, short of {b} ({v}): a written reason is needed")
    if decision.departure.strip():
        written = words.format(**told)
        return Finding(
            "contradicts",
            Text(f"{written.zh}。理由：{decision.departure}", f"{written.en}. Reason: {decision.departure}"),
            (own.id, best.id),
        )
    return Finding("needs_reason", words.format(**told), (own.id, best.id), True)


def _has_interval(*figures: Cited) -> bool:
    return any(f.low is not None and f.high is not None for f in figures)


def _reason(reason: Reason, by_id: Mapping[str, Cited], figures: Sequence[Cited], words: Sequence[ClaimWord]) -> list[Finding]:
    made = claims_in(reason.text, words)
    cited = [by_id[c] for c in reason.cites if c in by_id]
    lost = [c for c in reason.cites if c not in by_id]
    gone = Text("「{t}」引用不存在的數值 {c}", "'{t}' cites a figure that is not there: {c}")
    found = [Finding("cannot_tell", gone.format(t=reason.text, c=c), (c,), True) for c in lost]
    if made and not cited and not lost:
        bare = Text("「{t}」未引用任何數值", "'{t}' cites no figure")
        found.append(Finding("cannot_tell", bare.format(t=reason.text), (), True))
    return found + [_claim(reason.text, claim, figure, figures) for claim in made for figure in cited]


def _claim(text: str, claim: str, figure: Cited, figures: Sequence[Cited]) -> Finding:
    outcome = _ranked(claim, figure, figures) if claim in ("largest", "smallest") else _moved(claim, figure)
    told = {"t": text, "i": figure.id, "v": f"{figure.value:g}", "e": f"{figure.ends[0]:g} … {figure.ends[1]:g}"}
    if outcome == "agrees":
        words = Text("「{t}」與 {i} = {v} 相符", "'{t}' fits {i} = {v}")
    elif outcome == "contradicts":
        words = Text("「{t}」與 {i} = {v} 不符", "'{t}' does not fit {i} = {v}")
    else:
        words = Text("「{t}」：{i} 之區間 {e} 無法支持此說法", "'{t}': the interval of {i}, {e}, cannot bear it")
    return Finding(outcome, words.format(**told), (figure.id,), outcome == "contradicts")


def _moved(claim: str, figure: Cited) -> Outcome:
    low, high = figure.ends
    if claim == "flat":
        return "agrees" if low <= 0 <= high else "contradicts"
    if low <= 0 <= high:
        return "contradicts" if low == high else "cannot_tell"
    return "agrees" if (low > 0) is (claim == "up") else "contradicts"


def _ranked(claim: str, figure: Cited, figures: Sequence[Cited]) -> Outcome:
    rivals = [f for f in figures if f.metric == figure.metric and f.option != figure.option]
    if not rivals:
        return "cannot_tell"
    sign = 1 if claim == "largest" else -1
    if any(sign * f.value > sign * figure.value for f in rivals):
        return "contradicts"
    apart = all(figure.ends[0] >= f.ends[1] if sign > 0 else figure.ends[1] <= f.ends[0] for f in rivals)
    return "agrees" if apart else "cannot_tell"


def _stale(decision: Decision, current: Mapping[str, str]) -> list[Finding]:
    words = Text("{d} 已有新版 {n}（決策所用為 {u}），須重新檢視", "{d} has a newer edition {n} (the decision used {u}): look again")
    return [Finding("stale", words.format(d=d, n=current[d], u=decision.vintages[d]), (d,)) for d in stale(decision, current)]
