"""SWOT by rule, each item tied to the evidence it stands on, the options (TOWS) that follow, and the growth–share grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from argosy.kernel.text import Text
from argosy.rules.markets.scheme import Clause, SwotBook, SwotRule

Held = Literal["yes", "no", "cannot_tell", "unknown"]
Cell = Literal["star", "cash_cow", "question_mark", "dog", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure a rule may use, with its evidence id and, for an estimate, its interval."""

    id: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One SWOT item: the rule, the words with the figures in them, and the evidence ids it stands on."""

    rule: str
    quadrant: str
    text: Text
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One option that follows from items: SO, WO, ST or WT, with the rules and the evidence ids behind it."""

    id: str
    kind: str
    text: Text
    items: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Swot:
    """``items`` that hold, ``options`` that follow; ``uncertain`` rules whose interval straddles a limit; ``unknown`` rule → metrics nobody gave."""

    items: tuple[Item, ...]
    options: tuple[Option, ...]
    uncertain: tuple[str, ...]
    unknown: Mapping[str, tuple[str, ...]]


def swot(evidence: Mapping[str, Evidence], book: SwotBook) -> Swot:
    """Apply every rule to ``evidence`` (metric → figure). A rule whose figure is missing is listed, never taken as false."""
    held = {rule.id: rule_holds(rule, evidence) for rule in book.rules}
    items = tuple(_item(rule, evidence) for rule in book.rules if held[rule.id] == "yes")
    by_rule = {item.rule: item for item in items}
    options = tuple(
        Option(o.id, o.kind, o.text, o.needs, tuple(dict.fromkeys(e for n in o.needs for e in by_rule[n].evidence)))
        for o in book.options
        if set(o.needs) <= set(by_rule)
    )
    unknown = {r.id: _lacking(r, evidence) for r in book.rules if held[r.id] == "unknown"}
    return Swot(items, options, tuple(r for r, h in held.items() if h == "cannot_tell"), unknown)


def rule_holds(rule: SwotRule, evidence: Mapping[str, Evidence]) -> Held:
    """``no`` when any clause surely fails, ``unknown`` when a figure is missing, ``cannot_tell`` when an interval straddles its limit."""
    found = [_clause(c, evidence.get(c.metric)) for c in rule.clauses]
    return next((word for word in ("no", "unknown", "cannot_tell") if word in found), "yes")


def percentile(values: Sequence[float], value: float) -> float:
    """The mid-rank share of ``values`` at or below ``value``, 0 to 1: half of the equal ones count as below."""
    below, equal = sum(v < value for v in values), sum(v == value for v in values)
    return (below + equal / 2) / len(values)


def growth_share(relative_share: Evidence, growth: Evidence, share_split: float, growth_split: float) -> Cell:
    """The cell of the growth–share grid (Boston Consulting Group 1970).

    ``relative_share`` is own share over the largest rival's, usually split at 1; ``growth`` the market's yearly growth. An interval that straddles a
    split cannot tell.
    """
    high_share, high_growth = _side(relative_share, share_split), _side(growth, growth_split)
    if high_share is None or high_growth is None:
        return "cannot_tell"
    cells: dict[tuple[bool, bool], Cell] = {
        (True, True): "star", (True, False): "cash_cow", (False, True): "question_mark", (False, False): "dog",
    }  # fmt: skip
    return cells[high_share, high_growth]


def _clause(clause: Clause, figure: Evidence | None) -> Held:
    if figure is None:
        return "unknown"
    limit = float(clause.limit)
    side = _side(figure, limit)
    if side is None:
        return "cannot_tell"
    if figure.value == limit:
        return "no"
    return "yes" if side is (clause.test == "above") else "no"


def _side(figure: Evidence, limit: float) -> bool | None:
    """Above the limit, or not, or ``None`` when the interval holds both."""
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    if low > limit or high < limit:
        return low > limit
    return figure.value > limit if low == high else None


def _item(rule: SwotRule, evidence: Mapping[str, Evidence]) -> Item:
    used = {c.metric: evidence[c.metric] for c in rule.clauses}
    text = rule.text.format(**{name: _shown(e.value) for name, e in used.items()})
    return Item(rule.id, rule.quadrant, text, tuple(dict.fromkeys(e.id for e in used.values())))


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _lacking(rule: SwotRule, evidence: Mapping[str, Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.metric for c in rule.clauses if c.metric not in evidence))
