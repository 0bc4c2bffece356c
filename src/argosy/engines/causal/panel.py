"""A panel of units over periods, as a matrix: checked, balanced, its treated units and first treated period known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from argosy.engines.causal.columns import Floats, labels, number_column
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

FEWEST_BEFORE = 2
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """``y`` is units × periods, treated units last: ``y[:controls]`` are the controls. Periods before ``start`` (an index) are untreated.

    ``predictors`` (units × named) are for synthetic control only; without them the outcomes before treatment are fitted.
    """

    units: tuple[str, ...]
    times: tuple[str, ...]
    y: Floats
    controls: int
    start: int
    outcome: str = ""
    predictors: Floats = field(default_factory=lambda: np.empty((0, 0)))
    predictor_names: tuple[str, ...] = ()

    @property
    def treated(self) -> Floats:
        """The mean series of the treated units, one value per period."""
        found: Floats = self.y[self.controls :].mean(axis=0)
        return found

    @property
    def donors(self) -> Floats:
        """Controls × periods."""
        return self.y[: self.controls]

    @property
    def treated_count(self) -> int:
        """How many units are treated."""
        return len(self.units) - self.controls

    def before(self, start: int) -> Panel:
        """The periods before treatment only, as if treatment had begun at the period ``start``: a placebo in time. Predictors, which may be of later
        periods, are left out.
        """
        return Panel(self.units, self.times[: self.start], self.y[:, : self.start], self.controls, start, self.outcome)

    def rearranged(self, controls: Sequence[int], treated: Sequence[int]) -> Panel:
        """The panel with other units as controls and as treated, by their row."""
        rows = [*controls, *treated]
        units = tuple(self.units[i] for i in rows)
        predictors = self.predictors[rows] if self.predictor_names else self.predictors
        return replace(self, units=units, y=self.y[rows], controls=len(controls), predictors=predictors)


def panel(frame: pl.DataFrame, unit: str, time: str, outcome: str, treated: Sequence[str], start: str, alone: bool = False) -> Panel:
    """The panel in a long table. ``treated`` are unit ids, ``start`` the first treated period (or a date between two). ``alone`` allows no controls.

    ``BadInput`` for a column that is missing, an outcome that is no number, one row too many or too few, a treated unit that is not there, and a
    start outside the periods.
    """
    ids, moments = labels(frame, unit), labels(frame, time)
    values = number_column(frame, outcome)
    _complete(ids, moments, values, (unit, time, outcome))
    units, times = _ordered(ids.unique().to_list()), _ordered(moments.unique().to_list())
    absent = [name for name in treated if name not in units]
    if absent or not treated:
        raise BadInput(
            Text("找不到處理單位「{u}」；欄「{c}」有：{l}", "There is no unit “{u}”; column “{c}” has {l}").format(
                u=", ".join(absent), c=unit, l=", ".join(units[:20])
            ),
            [Problem(Text("沒有此單位", "no such unit"), field=unit)],
        )
    controls = [name for name in units if name not in treated]
    if not controls and not alone:
        raise BadInput(
            Text(
                "沒有對照單位；需至少一個未處理單位，或改用 --method its",
                "There is no control unit: give at least one that was not treated, or use --method its",
            )
        )
    order = (*controls, *treated)
    return Panel(order, tuple(times), _matrix(ids, moments, values, order, times), len(controls), _start(times, start), outcome)


def _complete(ids: pl.Series, moments: pl.Series, values: Floats, names: tuple[str, str, str]) -> None:
    gaps = {names[0]: ids.is_null().to_numpy(), names[1]: moments.is_null().to_numpy(), names[2]: ~np.isfinite(values)}
    for name, gap in gaps.items():
        if gap.any():
            rows = np.flatnonzero(gap)
            raise BadInput(
                Text(
                    "欄「{c}」有 {k} 列沒有數值（如第 {r} 列）；請補齊或刪除",
                    "Column “{c}” has no value in {k} rows (such as row {r}): fill or remove them",
                ).format(c=name, k=len(rows), r=int(rows[0]) + 2),
                [Problem(Text("沒有數值", "no value"), row=int(r) + 2, field=name) for r in rows[:SHOWN]],
            )


def _ordered(names: Sequence[str]) -> list[str]:
    """Numbers by size, anything else (ISO dates among them) by its letters."""
    try:
        return sorted(names, key=float)
    except ValueError:
        return sorted(names)


def _matrix(ids: pl.Series, moments: pl.Series, values: Floats, units: Sequence[str], times: Sequence[str]) -> Floats:
    rows = {name: i for i, name in enumerate(units)}
    columns = {name: i for i, name in enumerate(times)}
    at = np.array([rows[name] for name in ids]) * len(times) + np.array([columns[name] for name in moments])
    counts = np.bincount(at, minlength=len(units) * len(times)).reshape(len(units), len(times))
    _balanced(counts, units, times)
    flat = np.empty(len(values))
    flat[at] = values
    return flat.reshape(len(units), len(times))


def _balanced(counts: np.ndarray[tuple[int, int], np.dtype[np.int64]], units: Sequence[str], times: Sequence[str]) -> None:
    for wrong, words in ((counts > 1, Text("重複", "twice or more")), (counts == 0, Text("缺漏", "missing"))):
        if wrong.any():
            where = [f"{units[i]} {times[j]}" for i, j in np.argwhere(wrong)[:SHOWN]]
            raise BadInput(
                Text(
                    "資料不是平衡追蹤資料：{k} 個單位×期間{w}，如 {e}；請補齊，或刪去該單位或期間",
                    "The panel is not balanced: {k} unit-periods are {w}, such as {e}; complete them, or leave out those units or periods",
                ).format(k=int(wrong.sum()), w=words, e="; ".join(where))
            )


def _start(times: Sequence[str], start: str) -> int:
    begun = [i for i, moment in enumerate(times) if _not_before(moment, start)]
    if not begun or begun[0] < FEWEST_BEFORE:
        raise BadInput(
            Text(
                "開始期間「{s}」須在資料期間內，且之前至少 {k} 期；資料為 {a} 至 {z}",
                "The start “{s}” must lie inside the periods with at least {k} before it; the table runs from {a} to {z}",
            ).format(s=start, k=FEWEST_BEFORE, a=times[0], z=times[-1])
        )
    return begun[0]


def _not_before(moment: str, start: str) -> bool:
    try:
        return float(moment) >= float(start)
    except ValueError:
        return moment >= start
