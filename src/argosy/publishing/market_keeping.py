"""A ranking kept as a market assessment: weights, editions, results and how stable they are, as computed, for decisions and reports to cite."""

from __future__ import annotations

from typing import Any

from argosy.engines.assessment.answer import flip_json, verdict
from argosy.engines.assessment.assessing import Standing
from argosy.engines.assessment.weighting import group_weights
from argosy.kernel.text import Text
from argosy.publishing.market_ranking import Ranked
from argosy.records.markets.outlook import actions
from argosy.rules.nomenclature import name_of


def keep_ranking(ranked: Ranked, *, actor: Any, title: str = "", brief: str = "") -> str:
    """Keep it; the reference of the assessment. ``Refused`` for who may not, ``BadInput`` for a ranking of fewer than two markets."""
    made, ask = ranked.made, ranked.ask
    named = name_of(ask.product)
    outcome, words = verdict(made, ranked.names)
    settings = made.question.scheme.settings
    kept = actions.keep_assessment(
        actor=actor,
        title=title or Text(f"{named.zh}：市場排序 {ranked.gathered.year}", named.en).zh[:200],
        brief=brief,
        product=ask.product,
        home=ask.home,
        universe=[s.market for s in made.standings] + list(made.gated),
        weights=group_weights(made.question.scheme, {i.id: made.weights.get(i.id, 0.0) for i in made.question.scheme.indicators}),
        method={
            "scheme": made.question.scheme.version,
            "draws": settings.draws,
            "concentration": settings.concentration,
            "top": made.question.chosen,
        },
        vintage={_name(c): c["version"] or "" for c in ranked.citations},
        seed=made.question.seed,
        results={
            **{s.market: _standing(s, ranked) for s in made.standings},
            **{m: {"gate": [s.gate.id for s in shut]} for m, shut in made.gated.items()},
        },
        stability={
            "outcome": outcome,
            "zh": words.zh,
            "en": words.en,
            "flip": flip_json(made),
            "collect": [c.indicator for c in made.collect],
        },
    )
    return str(kept.ref)


def _standing(standing: Standing, ranked: Ranked) -> dict[str, Any]:
    low, high = standing.interval[95]
    figures = ranked.made.question.figures.get(standing.market, {})
    units = {i.id: i.unit for i in ranked.made.question.scheme.indicators}
    parts: dict[str, float] = {}
    for one in standing.score.contributions:
        parts[one.group] = parts.get(one.group, 0.0) + float(one.points)
    return {
        "rank": standing.rank, "score": float(standing.score.value), "rank_low": low, "rank_high": high, "status": standing.status,
        "coverage": round(float(standing.score.completeness) * 100, 2), "p_top": standing.p_top, "parts": parts,
        "indicators": {name: {"value": f.value, "unit": units.get(name, ""), "source": f.source} for name, f in figures.items() if name in units},
    }  # fmt: skip


def _name(cited: dict[str, Any]) -> str:
    """What the records of data sets call an edition's table, so that a newer edition is noticed; a file by its family."""
    return f"market-{cited['table'].replace('_', '-')}" if cited.get("table") else str(cited["dataset"])
