"""Results as plain values for JSON, one document each; field names are part of the public contract."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from argosy.engines.causal.columns import Floats
from argosy.engines.causal.contrast import Contrast
from argosy.engines.causal.effect import Asked, Effect
from argosy.engines.causal.gravity import Estimate, named
from argosy.engines.causal.interrupted import Interrupted
from argosy.engines.causal.placebo import Placebos
from argosy.engines.causal.rungs import Check
from argosy.kernel.text import Text

LEFT = {
    "missing": Text("有缺值而未用 {n} 列", "{n} rows left out for a missing value"),
    "not_finite": Text(
        "數值非有限（如零取對數）而未用 {n} 列", "{n} rows left out for a value that is not finite, such as the logarithm of nought"
    ),
    "singleton": Text("固定效果中僅一列者未用 {n} 列", "{n} rows left out as the only one of a fixed effect"),
    "separated_effect": Text("固定效果內應變數全為零而未用 {n} 列", "{n} rows left out: every outcome of their fixed effect is nought"),
    "separated_regressor": Text("因完全分離而未用 {n} 列", "{n} rows left out as separated by the regressors"),
}
DROPPED = Text("與其他變數共線而剔除：{v}", "Left out as collinear: {v}")


def notes(found: Estimate) -> list[Text]:
    """What was left out of an estimate, in words."""
    said = [LEFT[reason].format(n=f"{count:,}") for reason, count in found.left.items()]
    return [*said, DROPPED.format(v=", ".join(found.dropped))] if found.dropped else said


def estimate_json(found: Estimate) -> dict[str, Any]:
    """A gravity estimate: coef, se, t, p and ci by name, then how it was had."""
    cov = found.covariance
    by_name = {"coef": found.coef, "se": found.se, "t": found.t, "p": found.p}
    return {
        "formula": found.formula.text,
        "family": found.options.family,
        "estimator_zh": named(found).zh,
        "estimator": named(found).en,
        **{key: dict(zip(found.names, map(number, values), strict=True)) for key, values in by_name.items()},
        "ci": {n: [number(a), number(b)] for n, a, b in zip(found.names, found.low, found.high, strict=True)},
        "level": found.options.level,
        "n": found.n,
        "se_type": cov.kind,
        "clusters": cov.clusters,
        "distribution": "normal" if cov.degrees is None else f"t({cov.degrees})",
        "small_sample": {"choice": found.options.ssc, "factor": cov.factor, "rule": cov.rule},
        "fixed_effects": found.effects,
        "dropped": list(found.dropped),
        "left_out": found.left,
        **{key: number(value) for key, value in found.measures.items()},
        "reset": None if found.reset is None else {"t": number(found.reset[0]), "p": number(found.reset[1])},
        "iterations": found.iterations,
        "notes_zh": [note.zh for note in notes(found)],
        "notes": [note.en for note in notes(found)],
    }


def effect_json(found: Effect, asked: Asked) -> dict[str, Any]:
    """An effect: estimate and interval, the verdict with its rung and reasons, the checks, and the parts the method has."""
    made, word = found.panel, found.verdict
    return {
        "method": found.method,
        "estimate": found.estimate,
        "se": found.se,
        "low": found.low,
        "high": found.high,
        "level": found.level,
        "inference_zh": found.inference.zh,
        "inference": found.inference.en,
        "n": int(made.y.size),
        "units": len(made.units),
        "controls": made.controls,
        "treated": list(made.units[made.controls :]),
        "start": made.times[made.start],
        "periods_before": made.start,
        "periods_after": len(made.times) - made.start,
        "placebo_p": found.placebo_p,
        "verdict": word.word.en,
        "verdict_zh": word.word.zh,
        "verdict_id": word.id,
        "rung": word.rung.id,
        "rung_zh": word.rung.name.zh,
        "rung_en": word.rung.name.en,
        "reasons": [reason.en for reason in word.reasons],
        "reasons_zh": [reason.zh for reason in word.reasons],
        "checks": [_check(check) for check in found.checks],
        "thresholds": {key: str(value) if key == "since" else value for key, value in asdict(asked.limits).items()},
        "seed": asked.seed,
        **(_contrast(found, found.contrast) if found.contrast else {}),
        **(_series(found, found.series) if found.series else {}),
    }


def number(value: float) -> float | None:
    """A float JSON can hold; None for one that is not finite."""
    plain = float(value)
    return plain if math.isfinite(plain) else None


def _check(check: Check) -> dict[str, Any]:
    value = None if check.value is None else number(check.value)
    return {
        "id": check.id,
        "label": check.label.en,
        "label_zh": check.label.zh,
        "value": value,
        "limit": check.limit,
        "passed": check.passed,
        "essential": check.essential,
    }


def _contrast(found: Effect, made: Contrast) -> dict[str, Any]:
    panel = found.panel
    weights = {u: float(w) for u, w in zip(panel.units, made.omega, strict=False) if w > 1e-6}
    return {
        "fit": "predictors" if made.method == "sc" and panel.predictor_names else "outcomes only",
        "predictors": list(panel.predictor_names),
        "pre_rmspe": made.pre_rmspe,
        "post_rmspe": made.post_rmspe,
        "rmspe_ratio": number(made.ratio),
        "unit_weights": dict(sorted(weights.items(), key=lambda pair: -pair[1])),
        "time_weights": {t: float(w) for t, w in zip(panel.times, made.lam, strict=False) if w > 1e-6},
        "path": _path(panel.times, panel.treated, made.gap),
        **_other(found),
        "placebo_in_space": None if found.placebos is None else _placebos(found.placebos),
        "placebo_in_time": None if found.early is None else {"start": found.early[0], "estimate": found.early[1]},
        "leave_one_out": found.without or {},
        "event_study": None if found.study is None else _study(found),
    }


def _other(found: Effect) -> dict[str, Any]:
    """The estimate by the other solver: exact optimum against the Frank–Wolfe path of synthdid."""
    if found.other is None or found.panel.predictor_names:
        return {}
    name = "estimate_frank_wolfe" if found.method == "sc" else "estimate_exact_optimum"
    return {name: found.other.estimate}


def _path(times: tuple[str, ...], treated: Floats, gap: Floats) -> list[dict[str, Any]]:
    rows = zip(times, treated.tolist(), (treated - gap).tolist(), gap.tolist(), strict=True)
    return [{"time": t, "treated": a, "control": b, "gap": g} for t, a, b, g in rows]


def _placebos(made: Placebos) -> dict[str, Any]:
    rows = zip(made.names, made.estimates, made.ratios, made.pre_rmspe, strict=True)
    units = [{"unit": n, "estimate": e, "rmspe_ratio": number(r), "pre_rmspe": f} for n, e, r, f in rows]
    return {"p_effect": made.p_effect, "p_ratio": made.p_ratio, "se": made.se, "least_p": made.least, "units": units}


def _study(found: Effect) -> dict[str, Any]:
    study = found.study
    if study is None:
        return {}
    rows = zip(study.times, study.coef.tolist(), study.se.tolist(), strict=True)
    told = found.se is not None and found.placebos is not None and found.panel.treated_count > 1
    return {
        "base": study.times[found.panel.start - 1],
        "leads_p": study.leads_p,
        "effects": [{"time": t, "coef": c, "se": s if told else None} for t, c, s in rows],
    }


def _series(found: Effect, made: Interrupted) -> dict[str, Any]:
    return {
        "controlled": made.controlled,
        "p": made.p,
        "degrees": made.degrees,
        "lags": made.lags,
        "level_change": {"value": made.level[0], "se": made.level[1]},
        "slope_change": {"value": made.slope[0], "se": made.slope[1]},
        "placebo_dates": {date: number(t) for date, t in made.placebo_dates.items()},
        "path": _path(found.panel.times, found.panel.treated, made.gap),
    }
