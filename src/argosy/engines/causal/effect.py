"""The effect of something that began at a known time on treated units: estimate, interval, placebos, and the word its evidence allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy import special

from argosy.engines.causal import checks
from argosy.engines.causal.contrast import METHODS, Contrast, contrast
from argosy.engines.causal.did import EventStudy, event_study, two_way
from argosy.engines.causal.interrupted import Interrupted, interrupted
from argosy.engines.causal.panel import Panel
from argosy.engines.causal.placebo import Placebos, in_space, in_time, left_out
from argosy.engines.causal.resampling import bootstrap, jackknife
from argosy.engines.causal.rungs import Check, Thresholds, Verdict, verdict
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

ALL_METHODS = (*METHODS, "its")
LEVEL = 0.95
DEFAULTS = Thresholds()
ERRORS = ("", "placebo", "cluster", "jackknife", "bootstrap")


@dataclass(frozen=True, slots=True)
class Asked:
    """How to measure: ``seed`` of draws, ``limits`` of checks, ``level`` of the interval, ``error`` (placebo, cluster for did, jackknife or bootstrap for sdid
    and did; "" takes cluster where it exists for did, else placebo), ``season`` of an interrupted series.
    """

    seed: int = 0
    limits: Thresholds = DEFAULTS
    level: float = LEVEL
    error: str = ""
    season: int = 1


@dataclass(frozen=True, slots=True)
class Effect:
    """``estimate`` in units of the outcome, mean per treated unit and period after the start; ``se`` and its ends, None where none can be had; ``inference``
    says where the error comes from. Parts that the method has not are None.
    """

    method: str
    panel: Panel
    estimate: float
    se: float | None
    low: float | None
    high: float | None
    level: float
    inference: Text
    placebo_p: float | None
    verdict: Verdict
    checks: tuple[Check, ...]
    contrast: Contrast | None = None
    other: Contrast | None = None
    placebos: Placebos | None = None
    early: tuple[str, float] | None = None
    without: dict[str, float] | None = None
    study: EventStudy | None = None
    series: Interrupted | None = None


INFERENCE = {
    "placebo": Text("安慰劑單位估計值之離散程度", "spread of the estimates of placebo units"),
    "cluster": Text("以單位叢集之標準誤", "standard error clustered by unit"),
    "jackknife": Text("逐一剔除單位（jackknife）", "jackknife over units"),
    "bootstrap": Text("重抽單位（bootstrap）", "bootstrap of units"),
    "newey": Text("Newey–West 標準誤", "Newey–West standard error"),
    "none": Text("單位太少，無標準誤", "too few units for a standard error"),
}


def measure(panel: Panel, method: str, asked: Asked | None = None) -> Effect:
    """The effect by ``method`` (did, sc, sdid or its). The same seed gives the same result. ``BadInput`` for a method that is not known or cannot be."""
    asked = asked or Asked()
    if method not in ALL_METHODS:
        raise _choice("--method", ALL_METHODS, method)
    allowed = {"sc": ERRORS[:2], "sdid": ("", "placebo", "jackknife", "bootstrap"), "did": ERRORS, "its": ERRORS[:1]}[method]
    if asked.error not in allowed:
        raise _choice("--error", [one for one in allowed if one] or ["-"], asked.error)
    if not 0 < asked.level < 1 or asked.season < 1:
        raise BadInput(
            Text("信賴水準應介於 0 與 1 之間，季節至少為 1", "The level of the interval lies between 0 and 1, and a season is 1 or more")
        )
    return _of_series(panel, asked) if method == "its" else _of_contrast(panel, method, asked)


def _choice(option: str, known: Sequence[str], given: str) -> BadInput:
    return BadInput(Text("{o} 應為 {k}，而非「{g}」", "{o} takes {k}, not “{g}”").format(o=option, k=", ".join(known), g=given))


def _of_series(panel: Panel, asked: Asked) -> Effect:
    found = interrupted(panel, season=asked.season)
    tests = tuple(checks.of_interrupted(found, asked.limits))
    word = verdict("controlled_its" if found.controlled else "its", tests)
    reach = float(special.stdtrit(found.degrees, (1 + asked.level) / 2)) * found.se
    low, high = found.estimate - reach, found.estimate + reach
    return Effect(
        "its", panel, found.estimate, found.se, low, high, asked.level, INFERENCE["newey"], found.placebo_p, word, tests, series=found
    )


def _of_contrast(panel: Panel, method: str, asked: Asked) -> Effect:
    exact = contrast(panel, method)
    published = contrast(panel, method, published=True) if method != "did" else None
    headline, other = (published, exact) if method == "sdid" and published else (exact, published)
    placebos = in_space(panel, exact, asked.seed)
    early, without = in_time(panel, method), left_out(panel, exact) if method != "did" else {}
    study = event_study(panel) if method == "did" else None
    kind, se, reach = _error(panel, exact, placebos, asked)
    if study and se and kind != "placebo" and _many(panel, asked):
        t = abs(headline.estimate) / se
        tests = checks.of_regression(study, float(2 * special.stdtr(len(panel.units) - 1, -t)), asked.limits)
    else:
        tests = checks.of_contrast(panel, headline, placebos, early, without, asked.limits)
        tests += [checks.of_leads(study, asked.limits)] if study else []
    low, high = (None, None) if se is None else (headline.estimate - reach * se, headline.estimate + reach * se)
    rank = None if placebos is None else placebos.p_ratio if method == "sc" else placebos.p_effect
    word = verdict(method, tests, wide=low is not None and high is not None and low <= 0 <= high)
    return Effect(
        method, panel, headline.estimate, se, low, high, asked.level, INFERENCE[kind], rank, word, tuple(tests),
        headline, other, placebos, early, without, study,
    )  # fmt: skip


def _many(panel: Panel, asked: Asked) -> bool:
    return min(panel.treated_count, panel.controls) >= asked.limits.fewest_clusters


def _error(panel: Panel, found: Contrast, placebos: Placebos | None, asked: Asked) -> tuple[str, float | None, float]:
    """Where the standard error comes from, the error (None where none can be had), and how many of it the interval reaches."""
    kind = asked.error or ("cluster" if found.method == "did" and _many(panel, asked) else "placebo")
    normal = float(special.ndtri((1 + asked.level) / 2))
    if kind == "cluster":
        _, se, degrees = two_way(panel)
        normal = float(special.stdtrit(degrees, (1 + asked.level) / 2))
    elif kind == "placebo":
        se = None if placebos is None else placebos.se
    else:
        se = jackknife(panel, found) if kind == "jackknife" else bootstrap(panel, found.method, asked.seed)
    return (kind, se, normal) if se is not None else ("none", None, 0.0)
