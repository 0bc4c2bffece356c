"""The checks of a design, each a number against a named limit."""

from __future__ import annotations

import numpy as np

from argosy.engines.causal.contrast import Contrast
from argosy.engines.causal.did import EventStudy
from argosy.engines.causal.interrupted import Interrupted
from argosy.engines.causal.panel import Panel
from argosy.engines.causal.placebo import Placebos
from argosy.engines.causal.rungs import Check, Thresholds
from argosy.kernel.text import Text


def of_contrast(
    panel: Panel,
    found: Contrast,
    placebos: Placebos | None,
    early: tuple[str, float] | None,
    without: dict[str, float],
    limits: Thresholds,
) -> list[Check]:
    """Fit before, placebo rank, placebo date and leaving controls out, for did, sc and sdid."""
    size = abs(found.estimate)
    level = float(np.sqrt((panel.treated[: panel.start] ** 2).mean()))
    return [
        below("fit_index", Text("處理前 RMSPE 占水準", "RMSPE before over the level"), _share(found.pre_rmspe, level), limits.fit_index),
        below(
            "misfit_share",
            Text("處理前 RMSPE 占估計值", "RMSPE before over the estimate"),
            _share(found.pre_rmspe, size),
            limits.misfit_share,
        ),
        _placebo_rank(found, placebos, limits),
        below(
            "early_share",
            Text("安慰劑日期之效果占估計值", "Effect at a placebo date over the estimate"),
            _share(abs(early[1]), size) if early else None,
            limits.early_share,
            essential=False,
        ),
        _steady(found, without),
    ]


def of_regression(study: EventStudy, p: float, limits: Thresholds) -> list[Check]:
    """Significance and leads of difference-in-differences with several treated units."""
    return [
        below("p", Text("估計值之 p", "p of the estimate"), p, limits.p),
        of_leads(study, limits),
    ]


def of_leads(study: EventStudy, limits: Thresholds) -> Check:
    """Whether the paths before treatment may be parallel; it cannot be asked with one treated unit, for which placebos stand in."""
    label = Text("處理前各期效果皆為零之 p", "p of all effects before being nought")
    return above("leads_p", label, study.leads_p, limits.leads_p, essential=False)


def of_interrupted(found: Interrupted, limits: Thresholds) -> list[Check]:
    """Significance by Newey–West and rank among placebo dates."""
    return [
        below("p", Text("估計值之 p（Newey–West）", "p of the estimate (Newey–West)"), found.p, limits.p),
        below(
            "placebo_dates",
            Text("安慰劑日期之名次 p", "Rank p among placebo dates"),
            found.placebo_p if found.placebo_p is not None and _reachable(len(found.placebo_dates), limits) else None,
            limits.placebo_p,
            essential=False,
        ),
    ]


def below(name: str, label: Text, value: float | None, limit: float, essential: bool = True) -> Check:
    """A check that holds when the value is at most the limit."""
    return Check(name, label, value, limit, None if value is None else bool(value <= limit), essential)


def above(name: str, label: Text, value: float | None, limit: float, essential: bool = True) -> Check:
    """A check that holds when the value is at least the limit."""
    return Check(name, label, value, limit, None if value is None else bool(value >= limit), essential)


def _placebo_rank(found: Contrast, placebos: Placebos | None, limits: Thresholds) -> Check:
    """Synthetic control by the ratio of RMSPE after over before, the others by the size of the estimate. Too few placebos settle nothing."""
    label = Text("安慰劑檢定之名次 p", "Rank p among placebo units")
    if placebos is None or not _reachable(len(placebos.names), limits):
        return Check("placebo_p", label, None, limits.placebo_p, None)
    return below("placebo_p", label, placebos.p_ratio if found.method == "sc" else placebos.p_effect, limits.placebo_p)


def _reachable(count: int, limits: Thresholds) -> bool:
    return 1 / (count + 1) <= limits.placebo_p


def _steady(found: Contrast, without: dict[str, float]) -> Check:
    """Whether the sign stays when any one control is left out: the smallest share of the estimate that remains."""
    label = Text("逐一剔除對照後之最小估計占比", "Least share of the estimate left when one control is dropped")
    shares = [value / found.estimate for value in without.values()] if found.estimate else []
    return above("leave_one_out", label, min(shares) if shares else None, 0.0, essential=False)


def _share(value: float, whole: float) -> float:
    return value / whole if whole else float("inf")
