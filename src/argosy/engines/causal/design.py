"""From a table and a formula to the numbers a regression needs: outcome, regressors, effect codes, cluster codes, and what was left out why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from argosy.engines.causal.absorb import regroup
from argosy.engines.causal.columns import Codes, Floats, compact, evaluate, group_codes, is_text, labels, number_column
from argosy.engines.causal.formula import Category, Formula, Term
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

CONSTANT = "(Intercept)"
MOST_DUMMIES = 2_000


@dataclass(frozen=True, slots=True)
class Design:
    """``y`` (n), ``x`` (n × k) with ``names``, ``effects`` by name, ``clusters`` by name, ``rows`` of the table used; ``left`` counts rows left out by reason."""

    y: Floats
    x: Floats
    names: tuple[str, ...]
    effects: dict[str, Codes]
    clusters: dict[str, Codes]
    rows: NDArray[np.int64]
    left: dict[str, int]

    @property
    def n(self) -> int:
        """Rows used."""
        return len(self.y)

    def only(self, keep: NDArray[np.bool_], reason: str) -> Design:
        """The design of the kept rows; the others are counted under ``reason``."""
        gone = int(len(keep) - keep.sum())
        if not gone:
            return self
        effects = dict(zip(self.effects, regroup(list(self.effects.values()), keep), strict=True))
        clusters = {name: compact(codes[keep]) for name, codes in self.clusters.items()}
        left = self.left | {reason: self.left.get(reason, 0) + gone}
        return replace(self, y=self.y[keep], x=self.x[keep], effects=effects, clusters=clusters, rows=self.rows[keep], left=left)

    def without(self, columns: Sequence[int]) -> Design:
        """The design without these regressors."""
        kept = [i for i in range(len(self.names)) if i not in set(columns)]
        return replace(self, x=np.ascontiguousarray(self.x[:, kept]), names=tuple(self.names[i] for i in kept))


def design(frame: pl.DataFrame, formula: Formula, clusters: Sequence[str] = ()) -> Design:
    """Every column the formula needs, rows with a missing or infinite value left out and counted. ``BadInput`` when nothing is left."""
    y = evaluate(formula.outcome, frame)
    pieces = [_columns(term, frame) for term in formula.terms]
    names = (*([CONSTANT] if formula.constant else []), *(name for part in pieces for name, _ in part))
    columns = [*([np.ones(frame.height)] if formula.constant else []), *(values for part in pieces for _, values in part)]
    if len(set(names)) != len(names):
        raise BadInput(Text("公式中有重複的變數", "A regressor stands in the formula twice"))
    x = np.column_stack(columns) if columns else np.empty((frame.height, 0))
    groups = {"^".join(effect): group_codes(frame, effect) for effect in formula.effects}
    sets = {name: group_codes(frame, [part.strip() for part in name.split("^")]) for name in clusters}
    missing = np.isnan(y) | np.isnan(x).any(axis=1)
    for _, gap in (*groups.values(), *sets.values()):
        missing |= gap
    made = Design(y, x, names, _codes(groups), _codes(sets), np.arange(frame.height), {})
    made = made.only(~missing, "missing")
    made = made.only(np.isfinite(made.y) & np.isfinite(made.x).all(axis=1), "not_finite")
    if not made.n:
        raise BadInput(Text("沒有一列資料齊全，無法估計", "No row has a value in every column of the formula: nothing can be estimated"))
    return made


def _codes(groups: dict[str, tuple[Codes, NDArray[np.bool_]]]) -> dict[str, Codes]:
    return {name: compact(codes) for name, (codes, _) in groups.items()}


def _columns(term: Term, frame: pl.DataFrame) -> list[tuple[str, Floats]]:
    """Columns of a term: the product of its factors, over all levels of those that are categories."""
    made: list[tuple[str, Floats]] = [("", np.ones(frame.height))]
    for factor in term.factors:
        parts = _factor(factor, frame)
        made = [(f"{a}:{b}" if a else b, left * right) for a, left in made for b, right in parts]
    return made


def _factor(factor: str | Category, frame: pl.DataFrame) -> list[tuple[str, Floats]]:
    if isinstance(factor, Category):
        return _dummies(factor, frame)
    if is_text(frame, factor):
        first = labels(frame, factor).drop_nulls().min()
        return _dummies(Category(factor, str(first)), frame)
    return [("".join(factor.split()), evaluate(factor, frame))]


def _dummies(category: Category, frame: pl.DataFrame) -> list[tuple[str, Floats]]:
    words = labels(frame, category.column)
    levels = _sorted(words.drop_nulls().unique().to_list())
    if category.ref is not None and category.ref not in levels:
        raise BadInput(
            Text("欄「{c}」沒有基準值「{r}」；有：{l}", "Column “{c}” has no value “{r}” to be the base; it has {l}").format(
                c=category.column, r=category.ref, l=", ".join(levels[:20])
            )
        )
    if len(levels) > MOST_DUMMIES:
        raise BadInput(
            Text("欄「{c}」有 {k} 個值；請放在「|」之後", "Column “{c}” has {k} values: put it after “|”").format(
                c=category.column, k=len(levels)
            )
        )
    times = number_column(frame, category.times) if category.times else np.ones(frame.height)
    gap = np.where(words.is_null().to_numpy(), np.nan, 1.0)
    tail = f":{category.times}" if category.times else ""
    kept = [level for level in levels if level != category.ref]
    return [(f"{category.column}::{level}{tail}", (words == level).fill_null(False).to_numpy() * times * gap) for level in kept]


def _sorted(levels: list[str]) -> list[str]:
    """Levels in the order of numbers when all are, else of words."""
    try:
        return sorted(levels, key=float)
    except ValueError:
        return sorted(levels)
