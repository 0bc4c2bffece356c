"""Whether a decision agrees with its data: figures computed anew, words compared with them, and choices with the ranking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from argosy.kernel.text import Text, same
from argosy.records.markets.deciding.models import CitedFigure, DecisionRecord
from argosy.records.markets.outlook.models import CausalRun, ForecastRun, MarketAssessment
from argosy.records.reference.models import Dataset
from argosy.records.reference.queries import setting

Claim, Verdict = CitedFigure.Claim, CitedFigure.Verdict
_MODELS = {"MA": MarketAssessment, "FR": ForecastRun, "CR": CausalRun}


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure computed anew: its value, the others it stands among, and the verdict."""

    value: Decimal | None
    verdict: Verdict


def check(figure: CitedFigure) -> Checked:
    """Compute a cited figure anew from the result it stands in, and hold its words against the data."""
    node, siblings = traced(figure.where)
    value = _decimal(node)
    if value is None:
        return Checked(None, Verdict.UNTRACED)
    if _as_cited(value, figure.value) != figure.value:
        return Checked(value, Verdict.CHANGED)
    return Checked(value, _said(figure, value, siblings))


def _as_cited(value: Decimal, cited: Decimal) -> Decimal:
    """A value rounded to the decimals of the cited figure: 0.4512 is cited as 0.45."""
    exponent = min(0, int(cited.normalize().as_tuple().exponent))
    return value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP)


def traced(where: str) -> tuple[Any, list[Decimal]]:
    """The value at ``MA-0001:results.JP.score`` and the same figure of the others (every market at that place); ``None`` where nothing is."""
    ref, _, path = where.partition(":")
    row = _MODELS[ref[:2]].objects.filter(ref=ref).first() if ref[:2] in _MODELS else None
    steps = [step for step in path.split(".") if step]
    if row is None or not steps or steps[0] not in ("results", "stability"):
        return None, []
    whole = getattr(row, steps[0], None)
    if len(steps) < 2 or not isinstance(whole, dict):
        return None, []
    others = [_decimal(_down(entry, steps[2:])) for entry in whole.values() if isinstance(entry, dict)]
    return _down(whole, steps[1:]), [one for one in others if one is not None]


def _down(node: Any, steps: list[str]) -> Any:
    for step in steps:
        if isinstance(node, list):
            node = node[int(step)] if step.isdecimal() and int(step) < len(node) else None
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def _decimal(node: Any) -> Decimal | None:
    if isinstance(node, dict):
        node = node.get("value")
    if node is None or isinstance(node, bool | list):
        return None
    try:
        return Decimal(str(node)).quantize(Decimal("1E-8"), ROUND_HALF_UP)
    except InvalidOperation:
        return None


def _said(figure: CitedFigure, value: Decimal, siblings: list[Decimal]) -> Verdict:
    """Whether the words hold: a direction whose interval holds zero cannot be told, the largest has to be it."""
    if figure.claim == Claim.GROWING or figure.claim == Claim.FALLING:
        sign = 1 if figure.claim == Claim.GROWING else -1
        if value * sign <= 0:
            return Verdict.CONTRADICTED
        bounds = [bound * sign for bound in (figure.low, figure.high) if bound is not None]
        return Verdict.UNPROVEN if bounds and min(bounds) <= 0 else Verdict.AGREES
    if figure.claim == Claim.LARGEST:
        return Verdict.AGREES if siblings and value >= max(siblings) else Verdict.CONTRADICTED
    if figure.claim == Claim.SMALLEST:
        return Verdict.AGREES if siblings and value <= min(siblings) else Verdict.CONTRADICTED
    return Verdict.AGREES


def departures(row: DecisionRecord, on: date) -> list[Text]:
    """Where a choice departs from its assessment: not ranked first, gated out, or covered too little by data."""
    if row.assessment is None:
        return []
    least = Decimal(setting("markets.least_coverage", on))
    found = []
    if row.targets and row.assessment.top and row.assessment.top not in row.targets:
        words = Text("{a} 排名第一為 {t}，決策選 {c}", "{a} ranks {t} first; the decision takes {c}")
        found.append(words.format(a=row.assessment.ref, t=row.assessment.top, c=", ".join(row.targets)))
    for target in row.targets:
        found += _weak(target, row.assessment.results.get(target), least)
    return found


def _weak(target: str, result: dict[str, Any] | None, least: Decimal) -> list[Text]:
    if result is None:
        return [Text("{t} 不在評估之列", "{t} is not in the assessment").format(t=target)]
    found = []
    if result.get("gate"):
        found.append(Text("{t} 未通過門檻：{g}", "{t} did not pass the gate: {g}").format(t=target, g=result["gate"]))
    coverage = _decimal(result.get("coverage"))
    if coverage is not None and coverage < least:
        words = Text("{t} 之資料完整度 {c}% 低於 {l}%", "the data of {t} cover {c} %, less than {l} %")
        found.append(words.format(t=target, c=f"{coverage.normalize():f}", l=least))
    return found


def staleness(row: DecisionRecord, on: date) -> list[Text]:
    """What has happened since that makes a decision stale: newer editions, a newer assessment, a review date gone by."""
    found = [same(row.stale_reason)] if row.stale_reason else []
    for name, edition in sorted({(figure.dataset, figure.edition) for figure in row.figures.all()}):
        newer = Dataset.objects.filter(name=name, as_of__lte=on).first()
        if newer is not None and newer.edition != edition:
            words = Text("{d} 已有新版 {n}（引用 {o}）", "{d} has a new edition {n} (cited: {o})")
            found.append(words.format(d=name, n=newer.edition, o=edition))
    if row.assessment is not None:
        later = MarketAssessment.objects.filter(product=row.assessment.product, home=row.assessment.home, at__gt=row.assessment.at).first()
        if later is not None:
            found.append(Text("已有新的市場評估 {n}", "there is a newer assessment {n}").format(n=later.ref))
    if row.review_date is not None and row.review_date < on:
        found.append(Text("已逾複查日 {d}", "its review date {d} has gone by").format(d=row.review_date))
    return found
