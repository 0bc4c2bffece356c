"""Everything told of customers as JSON. Figures are statistics, hence numbers; what cannot be told is null beside its reason."""

from __future__ import annotations

from math import isfinite
from typing import Any

from argosy.engines.customers.comparing import NAMES, Comparison
from argosy.engines.customers.fitting import Fit
from argosy.engines.customers.gammagamma import Worth
from argosy.engines.customers.late import Late
from argosy.engines.customers.rfm import SEGMENTS
from argosy.engines.customers.value import Valued
from argosy.kernel.text import Text

NO_REPEAT = Text("尚無再購，模型無從判斷是否流失", "no repeat purchase: the model cannot tell whether it dropped out")
ON_BOUNDARY = Text("模型於邊界，不列存活機率，請看回購率", "the model is on its boundary: see how often silent customers come back instead")


def value_json(found: Valued) -> dict[str, Any]:
    """The answer of ``argosy customers value --json``: parameters, log-likelihoods, n, boundary, benchmark, comparison and every customer."""
    bought = found.bought
    return {
        "customers": found.told.n, "purchases": bought.count, "repeat_customers": int((found.told.x > 0).sum()), "first": bought.first.isoformat(), "last": bought.last.isoformat(),
        "unit": found.told.unit, "rows": bought.rows, "left_out": [{**words(why), "rows": n} for why, n in bought.left_out.items()],
        "bg_nbd": _buying(found), "nbd": None if found.models is None else fit_json(found.models.nbd), "gamma_gamma": None if found.worth is None else _worth(found.worth),
        "model": found.ahead.model, "model_words": words(NAMES[found.ahead.model]), "horizon": number(found.ahead.time),
        "totals": {"expected": number(float(found.ahead.purchases.sum())), "naive": number(float(found.ahead.naive.sum()))},
        "comparison": comparison_json(found.comparison), "late": [late_json(one) for one in found.late], "table": _customers(found),
        "notes": [words(note) for note in found.notes],
    }  # fmt: skip


def words(text: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": text.zh, "en": text.en}


def number(value: float | None) -> float | None:
    """A number to ten significant digits; ``None`` for one that is none."""
    return None if value is None or not isfinite(value) else float(f"{value:.10g}")


def fit_json(fit: Fit) -> dict[str, Any]:
    """Parameters with standard errors and 95 % intervals, log-likelihood and n."""
    return {
        "parameters": {name: number(one.value) for name, one in fit.values.items()},
        "standard_errors": {name: number(one.se) for name, one in fit.values.items()},
        "intervals": {name: [number(one.low), number(one.high)] for name, one in fit.values.items()},
        "log_likelihood": number(fit.log_likelihood),
        "n": fit.n,
        "at_bound": list(fit.at_bound),
        "converged": fit.converged,
    }


def _buying(found: Valued) -> dict[str, Any] | None:
    models = found.models
    if models is None:
        return None
    return {
        **fit_json(models.full), "boundary": models.boundary, "gain_over_nbd": number(models.gain), "mean_dropout": number(models.dropout),
        "words": words(found.notes[0]) if models.boundary else None,
    }  # fmt: skip


def _worth(worth: Worth) -> dict[str, Any]:
    return {**fit_json(worth.fit), "mean": number(worth.mean), "frequency_correlation": number(worth.correlation)}


def comparison_json(told: Comparison) -> dict[str, Any]:
    """How every way of forecasting did on what came after ``split``, the best named by least mean absolute error."""
    best = told.best
    return {
        "split": None if told.split is None else told.split.isoformat(), "until": told.last.isoformat(), "n": told.n, "actual": number(told.actual),
        "boundary": told.boundary, "season_factor": number(told.season), "best": None if best is None else best.name, "why": words(told.why) if told.why else None,
        "records": {
            one.name: {"mae": number(one.mae), "rmse": number(one.rmse), "rank": number(one.rank), "total": number(one.total), **words(NAMES[one.name])} for one in told.records
        },
    }  # fmt: skip


def late_json(one: Late) -> dict[str, Any]:
    """A customer late to reorder."""
    return {
        "customer": one.name, "last": one.last.isoformat(), "silent_days": one.silent, "usual_days": number(one.usual), "median_days": number(one.median),
        "times": number(one.times), "n": one.n,
    }  # fmt: skip


def _customers(found: Valued) -> list[dict[str, Any]]:
    told, ahead, scores = found.told, found.ahead, found.scores
    rows = []
    for at, name in enumerate(told.names):
        back = ahead.returns[name]
        alive = None if ahead.alive is None else number(float(ahead.alive[at]))
        worth = None if ahead.worth is None else number(float(ahead.worth[at]))
        expected = number(float(ahead.purchases[at]))
        rows.append(
            {
                "customer": name, "frequency": int(told.x[at]), "recency": number(float(told.recency[at])), "age": number(float(told.age[at])),
                "monetary": number(float(told.value[at])), "total": number(float(told.total[at])), "orders": int(told.orders[at]), "r": int(scores.r[at]), "f": int(scores.f[at]),
                "m": int(scores.m[at]), "segment": scores.segment[at], "segment_words": words(SEGMENTS[scores.segment[at]]), "expected_purchases": expected,
                "low80": number(float(ahead.low[at])), "high80": number(float(ahead.high[at])), "naive_purchases": number(float(ahead.naive[at])), "alive": alive,
                "alive_why": None if alive is not None else words(NO_REPEAT if ahead.model == "bgnbd" else ON_BOUNDARY), "return_chance": number(back.value), "return_n": back.n, "return_interval": None if back.low is None else [number(back.low), number(back.high)],
                "expected_value": worth, "expected_revenue": None if worth is None or expected is None else number(worth * expected),
            }
        )  # fmt: skip
    return rows
