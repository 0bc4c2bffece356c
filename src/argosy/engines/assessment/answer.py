"""An assessment as the JSON of the public contract, and the matrix a browser needs to re-rank by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from argosy.engines.assessment.assessing import Assessment, Standing
from argosy.engines.assessment.explaining import Neighbour
from argosy.engines.assessment.question import Figure
from argosy.engines.assessment.scoring import Contribution
from argosy.engines.assessment.weighting import group_weights
from argosy.kernel.text import Text

FORMULA = "score = sum(w[k] * (x[k] + penalty * known[k])) - penalty, with sum(w) = 1"


def assessment_json(made: Assessment, names: dict[str, Text] | None = None) -> dict[str, Any]:
    """The answer as plain JSON values. Scores and points are numbers with six places; ``names`` gives markets their names."""
    scheme, settings = made.question.scheme, made.question.scheme.settings
    named = names or {}
    return {
        "verdict": verdict_json(made, named),
        "scheme": {"version": scheme.version, "confidence": scheme.authority.confidence, "source": _both(scheme.authority.source)},
        "settings": {
            "top": made.question.chosen, "draws": settings.draws, "concentration": settings.concentration, "seed": made.question.seed,
            "recommend": float(settings.recommend), "complete_floor": float(settings.complete_floor), "penalty": float(settings.penalty),
            "universe": len(made.question.fixed), "reference": made.question.reference or "universe mean",
        },
        "weights": weights_json(made),
        "markets": [_standing(s, named, made.question.figures.get(s.market, {})) for s in made.standings],
        "gates": [_gated(market, made, named) for market in made.gated],
        "unchecked_gates": [{"gate": g, "markets": list(m)} for g, m in made.unchecked.items()],
        "flip": flip_json(made),
        "pareto": list(made.pareto),
        "dominates": [{"above": a, "below": b, "p": p} for a, b, p in made.settled],
        "decides": [{"indicator": d.indicator, "points": float(d.points), "known": d.known} for d in made.decides],
        "collect": [{"indicator": c.indicator, "share": c.share, "unknown": list(c.unknown), **_what(made, c.indicator)} for c in made.collect],
        "variance_from_weights": made.weights_share,
        "no_data": [{"indicator": i, **_what(made, i)} for i in made.silent],
        "matrix": matrix_json(made),
    }  # fmt: skip


def matrix_json(made: Assessment) -> dict[str, Any]:
    """Normalised values of the open candidates, enough to re-rank under other weights by ``formula``: same scores as the engine's."""
    matrix = made.matrix
    rows = [(s.market, matrix.row(s.market)) for s in made.standings]
    return {
        "formula": FORMULA,
        "penalty": float(made.question.scheme.settings.penalty),
        "indicators": [{"id": i.id, "group": i.group, "share": float(i.share)} for i in matrix.indicators],
        "weights": [made.weights.get(i.id, 0.0) for i in matrix.indicators],
        "markets": [{"market": m, "x": matrix.x[r].tolist(), "known": matrix.known[r].astype(int).tolist()} for m, r in rows],
        "scales": {k: {"low": s.low, "high": s.high, "n": s.n} for k, s in matrix.scales.items()},
    }


def rerank(matrix: dict[str, Any], weights: dict[str, float]) -> list[tuple[str, float]]:
    """Markets and scores under other weights (indicator id → weight), from ``matrix_json`` alone: what the browser does."""
    w = np.array([weights.get(i["id"], 0.0) for i in matrix["indicators"]])
    w, penalty = w / w.sum(), matrix["penalty"]
    found = [(m["market"], float(w @ (np.array(m["x"]) + penalty * np.array(m["known"])) - penalty)) for m in matrix["markets"]]
    return sorted(found, key=lambda pair: (-round(pair[1], 12), pair[0]))


def weights_json(made: Assessment) -> list[dict[str, Any]]:
    """Groups with their weight and their indicators with theirs."""
    scheme = made.question.scheme
    sums = group_weights(scheme, {i.id: made.weights.get(i.id, 0.0) for i in scheme.indicators})
    return [
        {
            "group": g.id, **_both(g.label), "weight": sums[g.id],
            "indicators": [
                {"id": i.id, **_both(i.label), "unit": i.unit, "transform": i.transform, "direction": i.direction, "weight": made.weights.get(i.id, 0.0)}
                for i in scheme.indicators if i.group == g.id
            ],
        }
        for g in scheme.groups
    ]  # fmt: skip


def verdict_json(made: Assessment, names: dict[str, Text] | None = None) -> dict[str, Any]:
    """Recommend, short list or cannot tell, in words."""
    outcome, words = verdict(made, names or {})
    return {
        "outcome": outcome, **_both(words),
        "recommended": list(made.recommended), "shortlist": list(made.shortlisted),
    }  # fmt: skip


def verdict(made: Assessment, names: dict[str, Text]) -> tuple[str, Text]:
    """``recommend``, ``shortlist``, ``cannot_tell`` or ``all_gated``, with the sentence a reader gets."""
    if not made.standings:
        return "all_gated", Text("所有候選市場均被門檻排除", "Gates shut every candidate market")
    wanted = _wanted(made)
    if made.recommended:
        words = Text("建議：{r}", "Recommend {r}").format(r=_list(made.recommended, names))
        rest = Text("；列入觀察：{s}，補蒐集：{c}", "; keep on the short list {s} and collect: {c}")
        more = rest.format(s=_list(made.shortlisted, names), c=wanted) if made.shortlisted else Text("", "")
        return "recommend", Text(words.zh + more.zh, words.en + more.en)
    if made.shortlisted:
        words = Text("尚不足以建議；列入觀察：{s}，補蒐集：{c}", "Not enough to recommend; short list {s}, collect first: {c}")
        return "shortlist", words.format(s=_list(made.shortlisted, names), c=wanted)
    first = tuple(s.market for s in made.standings[: made.question.chosen])
    words = Text(
        "資料不足，無法判斷：所有市場完整度均未達門檻。依現有資料暫列前段者為 {s}；補蒐集：{c}",
        "Cannot tell: too little is known of every leading market. On what there is {s} stand first; collect: {c}",
    )
    return "cannot_tell", words.format(s=_list(first, names), c=wanted)


def flip_json(made: Assessment) -> dict[str, Any]:
    """What would swap the first two: one group's weight alone, and the least weight moved over all indicators."""
    moved = {} if made.shift is None else {k: v for k, v in made.shift.weights.items() if abs(v - made.weights.get(k, 0.0)) > 1e-12}
    return {
        "between": [s.market for s in made.standings[:2]],
        "single": [{"group": f.id, "weight": f.weight, "to": f.to, "change": f.change} for f in made.flips],
        "least": None if made.shift is None else {"moved": made.shift.moved, "weights": moved},
    }


def _wanted(made: Assessment) -> Text:
    first = [made.question.scheme.indicators[_place(made, c.indicator)].label for c in made.collect[:2]]
    return Text("、".join(t.zh for t in first) or "權重之共識", " and ".join(t.en for t in first) or "agreement on the weights")


def _standing(s: Standing, names: dict[str, Text], figures: Mapping[str, Figure]) -> dict[str, Any]:
    return {
        "market": s.market, **_name(s.market, names), "rank": s.rank, "status": s.status, "score": float(s.score.value),
        "rank_interval": {str(level): list(ends) for level, ends in s.interval.items()}, "p_top": s.p_top,
        "completeness": s.score.completeness, "penalty": float(s.score.penalty), "reference": float(s.score.reference),
        "contributions": [_contribution(c, figures.get(c.indicator)) for c in s.score.contributions], "completeness_points": float(s.score.completeness_points),
        "topsis": {"score": s.topsis, "rank": s.topsis_rank}, "entropy": {"score": s.entropy, "rank": s.entropy_rank},
        "lost_to": _neighbour(s.lost_to), "beat": _neighbour(s.beat), "missing": list(s.missing),
    }  # fmt: skip


def _contribution(c: Contribution, figure: Figure | None) -> dict[str, Any]:
    row = {"indicator": c.indicator, "group": c.group, "normalised": c.normalised, "points": float(c.points)}
    if figure is None:
        return {**row, "value": None, "imputed": True}
    return {**row, "value": figure.value, "error": figure.error, "n": figure.n, "source": figure.source, "imputed": False}


def _neighbour(near: Neighbour | None) -> dict[str, Any] | None:
    return None if near is None else {"market": near.market, "gap": float(near.gap), "by": near.indicator, "points": float(near.points)}


def _gated(market: str, made: Assessment, names: dict[str, Text]) -> dict[str, Any]:
    shut = [{"gate": s.gate.id, **_both(s.reason, "reason"), "source": s.fact.source} for s in made.gated[market]]
    return {"market": market, **_name(market, names), "reasons": shut}


def _what(made: Assessment, indicator: str) -> dict[str, str]:
    found = made.question.scheme.indicators[_place(made, indicator)]
    return {**_both(found.label), **_both(found.collect, "what")}


def _place(made: Assessment, indicator: str) -> int:
    return [i.id for i in made.question.scheme.indicators].index(indicator)


def _list(markets: tuple[str, ...], names: dict[str, Text]) -> Text:
    told = [names.get(m, Text(m, m)) for m in markets]
    return Text("、".join(t.zh for t in told), ", ".join(t.en for t in told))


def _name(market: str, names: dict[str, Text]) -> dict[str, str]:
    return _both(names[market], "name") if market in names else {}


def _both(text: Text, key: str = "label") -> dict[str, str]:
    return {f"{key}_zh": text.zh, f"{key}_en": text.en}
