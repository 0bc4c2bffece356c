"""A gravity equation estimated: OLS on logs, PPML, Gamma PML or NLS, with absorbed effects and clustered errors, and what was left out said.

Santos Silva and Tenreyro (2006), "The log of gravity", Review of Economics and Statistics 88(4); Yotov, Piermartini, Monteiro and Larch (2016),
*An Advanced Guide to Trade Policy Analysis*, chapter 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from argosy.engines.causal.columns import Floats
from argosy.engines.causal.covariance import FACTORS, KINDS, Covariance, covariance, exact_levels
from argosy.engines.causal.design import CONSTANT, Design, design
from argosy.engines.causal.families import FAMILIES, OLS, check_outcome, poisson_likelihood
from argosy.engines.causal.fitting import Fit, collinear, least_squares, reweighted
from argosy.engines.causal.formula import Formula, parse
from argosy.engines.causal.separation import without_separated, without_singletons
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

LEVEL = 0.95
RESET = "linear predictor squared"
SINGLETONS = ("keep", "drop")


@dataclass(frozen=True, slots=True)
class Options:
    """How to estimate. ``family`` ppml, ols, gamma or nls; ``se`` robust (HC1), iid, hc0 to hc3 or cluster ("" = cluster when given, else robust);
    ``ssc`` fixest, stata or none; ``singletons`` keep or drop; ``reset`` whether to run the RESET test; ``level`` of the intervals.
    """

    family: str = "ppml"
    clusters: tuple[str, ...] = ()
    se: str = ""
    ssc: str = "fixest"
    singletons: str = "keep"
    reset: bool = False
    level: float = LEVEL

    @property
    def kind(self) -> str:
        """The covariance to take."""
        asked = self.se.lower() or ("cluster" if self.clusters else "robust")
        return "hc1" if asked in ("robust", "hetero") else asked


@dataclass(frozen=True, slots=True)
class Estimate:
    """A fitted equation. Arrays are k long in the order of ``names``: coefficients, standard errors, t (or z), p, lower and upper ends of the interval."""

    formula: Formula
    options: Options
    names: tuple[str, ...]
    coef: Floats
    se: Floats
    t: Floats
    p: Floats
    low: Floats
    high: Floats
    n: int
    covariance: Covariance
    effects: dict[str, int]
    left: dict[str, int]
    dropped: tuple[str, ...]
    measures: dict[str, float]
    reset: tuple[float, float] | None
    iterations: int
    fitted: Floats
    rows: Any


def estimate(frame: pl.DataFrame, formula: str | Formula, options: Options | None = None) -> Estimate:
    """Estimate ``formula`` on ``frame``. ``BadInput`` for columns that are missing or no numbers, a negative outcome, nothing left to estimate."""
    asked = options or Options()
    _check(asked)
    read = parse(formula) if isinstance(formula, str) else formula
    made = _prepared(frame, read, asked)
    gone = collinear(made)
    dropped, made = tuple(made.names[i] for i in gone), made.without(gone)
    _enough(made)
    fit = _fit(made, asked.family)
    cov = covariance(made, fit, asked.kind, asked.ssc, linear=asked.family == "ols")
    reset = _reset(made, fit, asked) if asked.reset else None
    sizes = {name: int(codes.max()) + 1 for name, codes in made.effects.items()}
    return Estimate(
        read, asked, made.names, fit.coef, *_inference(fit.coef, cov, asked.level), made.n, cov, sizes, made.left, dropped,
        _measures(made, fit, asked.family), reset, fit.iterations, fit.mean, made.rows,
    )  # fmt: skip


def joint(found: Estimate, names: Sequence[str]) -> tuple[float, float, float]:
    """The sum of some coefficients with its standard error and p (delta method), such as an agreement's effect with its lags."""
    weights = np.isin(found.names, names).astype(np.float64)
    total = float(weights @ found.coef)
    se = float(np.sqrt(weights @ found.covariance.matrix @ weights))
    return total, se, float(_tail(np.array([total / se]), found.covariance.degrees)[0])


def _check(asked: Options) -> None:
    choices = {
        "--family": (asked.family, ("ols", *FAMILIES)),
        "--se": (asked.kind, KINDS),
        "--ssc": (asked.ssc, FACTORS),
        "--singletons": (asked.singletons, SINGLETONS),
    }
    for option, (value, known) in choices.items():
        if value not in known:
            raise BadInput(Text("{o} 應為 {k}，而非「{v}」", "{o} takes {k}, not “{v}”").format(o=option, k=", ".join(known), v=value))
    if asked.kind == "cluster" and not asked.clusters:
        raise BadInput(Text("--se cluster 需以 --cluster 指定欄位", "--se cluster needs the column, given with --cluster"))
    if not 0 < asked.level < 1:
        raise BadInput(Text("信賴水準應介於 0 與 1 之間", "The level of the intervals lies between 0 and 1"))


def _prepared(frame: pl.DataFrame, read: Formula, asked: Options) -> Design:
    made = design(frame, read, asked.clusters)
    if asked.family != "ols":
        check_outcome(made.y, read.outcome)
    if asked.singletons == "drop":
        made = without_singletons(made)
    if asked.family == "ppml":
        made = without_separated(made)
    return made


def _enough(made: Design) -> None:
    if not made.names:
        raise BadInput(
            Text(
                "沒有可估計的變數：全部已被固定效果或其他變數涵蓋",
                "No regressor is left to estimate: the fixed effects or other regressors already say all of them",
            )
        )
    needed = len(made.names) + exact_levels(made)
    if made.n <= needed:
        raise BadInput(
            Text(
                "可用資料 {n} 列，不足以估計 {k} 個參數；請補資料或減少變數與固定效果",
                "{n} usable rows cannot settle {k} parameters: add rows, or take fewer regressors and effects",
            ).format(n=made.n, k=needed)
        )


def _fit(made: Design, family: str) -> Fit:
    if family == "ols":
        return least_squares(made)
    start = reweighted(made, FAMILIES["ppml"]).mean if family == "nls" else None
    return reweighted(made, FAMILIES[family], start)


def _inference(coef: Floats, cov: Covariance, level: float) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    from scipy import special

    se = np.sqrt(np.maximum(np.diag(cov.matrix), 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        t = coef / se
    reach = special.ndtri((1 + level) / 2) if cov.degrees is None else special.stdtrit(cov.degrees, (1 + level) / 2)
    return se, t, _tail(t, cov.degrees), coef - reach * se, coef + reach * se


def _tail(t: Floats, degrees: int | None) -> Floats:
    from scipy import special

    found: Floats = 2 * (special.ndtr(-np.abs(t)) if degrees is None else special.stdtr(degrees, -np.abs(t)))
    return found


def _measures(made: Design, fit: Fit, family: str) -> dict[str, float]:
    found = {"r2_correlation": _correlation(made.y, fit.mean) ** 2}
    if family == "ols":
        return found | _shares(made, fit)
    found["deviance"] = fit.deviance
    if family == "ppml":
        likelihood = poisson_likelihood(made.y, fit.mean)
        alone = poisson_likelihood(made.y, np.full(made.n, made.y.mean()))
        found |= {"log_likelihood": likelihood, "pseudo_r2": 1 - likelihood / alone}
    return found


def _shares(made: Design, fit: Fit) -> dict[str, float]:
    total = float(((made.y - made.y.mean()) ** 2).sum()) if made.effects or CONSTANT in made.names else float(made.y @ made.y)
    within = fit.deviance + float(((fit.x @ fit.coef) ** 2).sum())
    spare = made.n - len(made.names) - exact_levels(made)
    r2 = 1 - fit.deviance / total if total else float("nan")
    measures = {"r2": r2, "adjusted_r2": 1 - (1 - r2) * (made.n - 1) / spare, "rss": fit.deviance}
    return measures | ({"within_r2": 1 - fit.deviance / within} if made.effects and within else {})


def _correlation(left: Floats, right: Floats) -> float:
    a, b = left - left.mean(), right - right.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size else 0.0


def _reset(made: Design, fit: Fit, asked: Options) -> tuple[float, float] | None:
    """Ramsey's RESET as in the gravity literature: the squared linear predictor added; its t (or z) and p. None when it is collinear."""
    wider = replace(made, x=np.column_stack([made.x, fit.linear**2]), names=(*made.names, RESET))
    if collinear(wider):
        return None
    again = _fit(wider, asked.family)
    cov = covariance(wider, again, asked.kind, asked.ssc, linear=asked.family == "ols")
    _, t, p, _, _ = _inference(again.coef, cov, asked.level)
    return float(t[-1]), float(p[-1])


def named(found: Estimate) -> Text:
    """The family's name."""
    return OLS if found.options.family == "ols" else FAMILIES[found.options.family].name
