"""A survey as a table of answers, read and told question by question. Duplicates that disagree and answers off the scale are refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from math import isfinite
from typing import Any

from argosy.engines.service.scores import NPS_METHOD, T_INTERVAL, TEN, TOP_TWO, Scored, said, scored
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

COLUMNS = ("respondent", "item", "answer", "scale_max")
BLANK = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "."})
SMALL = 30
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as it was read: ``None`` where it was left out. ``row`` counts from 2, the header being 1."""

    row: int
    respondent: str
    item: str
    answer: float | None
    scale: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Every question in the order it first came; how many respondents; what was left out or came twice."""

    items: tuple[Scored, ...]
    respondents: int
    repeated: int
    complete: int


def summarise(rows: Iterable[Mapping[str, Any]], numbers: Iterable[int] | None = None) -> Summary:
    """Read and sum up. ``numbers`` are the rows' numbers in their file (default: from 2, below a heading). ``BadInput`` names every bad row at once: missing fields, numbers that are none, off the scale, two answers that disagree."""
    told: list[Told] = []
    problems: list[Problem] = []
    for row, given in zip(numbers or count(2), rows, strict=False):
        made = _read(row, given)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            told.append(made)
    kept, repeated = _once(told, problems)
    if problems:
        raise BadInput(Text("{n} 列有誤，未計算", "{n} faulty rows; nothing was worked out").format(n=len(problems)), problems)
    if not kept:
        raise BadInput(Text("檔案沒有任何答案", "The file holds no answers"))
    return _summed(kept, repeated)


def _read(row: int, given: Mapping[str, Any]) -> Told | Problem:
    texts = {name: str("" if given.get(name) is None else given[name]).strip() for name in COLUMNS}
    lacking = [name for name in ("respondent", "item", "scale_max") if not texts[name]]
    if lacking:
        return Problem(Text("缺欄位 {f}", "missing {f}").format(f=", ".join(lacking)), row=row, field=lacking[0])
    scale = _number(texts["scale_max"])
    if scale is None or scale != int(scale) or not 2 <= scale <= 100:
        return Problem(Text("scale_max 應為 2 至 100 之整數", "scale_max is a whole number from 2 to 100"), row=row, field="scale_max")
    if texts["answer"].lower() in BLANK:
        return Told(row, texts["respondent"], texts["item"], None, int(scale))
    answer, least = _number(texts["answer"]), 0 if scale == TEN else 1
    if answer is None or not least <= answer <= scale:
        words = Text("答案應介於 {a} 與 {b}，而非「{v}」", "an answer lies between {a} and {b}, not '{v}'")
        return Problem(words.format(a=least, b=int(scale), v=texts["answer"][:40]), row=row, field="answer")
    return Told(row, texts["respondent"], texts["item"], answer, int(scale))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _once(told: list[Told], problems: list[Problem]) -> tuple[list[Told], int]:
    """Answers once each; the same twice is counted, another one, or another scale for an item, is a problem."""
    seen: dict[tuple[str, str], Told] = {}
    scales: dict[str, int] = {}
    repeated = 0
    for one in told:
        known = seen.setdefault((one.respondent, one.item), one)
        if scales.setdefault(one.item, one.scale) != one.scale:
            problems.append(
                Problem(
                    Text("同一題項之 scale_max 不一致", "the scale of this item differs from row to row"), row=one.row, field="scale_max"
                )
            )
        elif known is not one and known.answer != one.answer:
            words = Text("同一填答人同一題項有兩個不同答案（另見第 {r} 列）", "the same respondent answered this item otherwise in row {r}")
            problems.append(Problem(words.format(r=known.row), row=one.row, field="answer"))
        repeated += known is not one
    return list(seen.values()), repeated


def _summed(kept: list[Told], repeated: int) -> Summary:
    by_item: dict[str, list[Told]] = {}
    for one in kept:
        by_item.setdefault(one.item, []).append(one)
    people = {one.respondent for one in kept}
    answered = {item: {one.respondent for one in rows if one.answer is not None} for item, rows in by_item.items()}
    complete = len(set.intersection(*answered.values()))
    items = tuple(
        scored(item, [one.answer for one in rows if one.answer is not None], rows[0].scale, len(people) - len(answered[item])) for item, rows in by_item.items()
    )  # fmt: skip
    return Summary(items, len(people), repeated, complete)


def answer(summary: Summary) -> dict[str, Any]:
    """The public contract's answer: per item n, missing, mean, sd, top two, CSAT, NPS with intervals; definitions and methods beside them."""
    return {
        "respondents": summary.respondents, "complete": summary.complete, "duplicates_identical": summary.repeated,
        "items": [_item(one) for one in summary.items],
        "definitions": {
            "n": "answers given to the item", "missing": "respondents of the file without an answer to the item", "sd": "sample standard deviation, n − 1",
            "mean": T_INTERVAL.en, "top2": TOP_TWO.en, "csat": "share of the two highest scores of the item's own scale (top-two box)", "nps": NPS_METHOD.en,
            "nps_items": "items with scale_max 10: promoters 9–10, detractors 0–6; value between −1 and 1",
            "small_sample": f"n below {SMALL}; below {FEWEST} for reference only",
        },
    }  # fmt: skip


def _item(one: Scored) -> dict[str, Any]:
    top = said(one.top_two)
    told = {
        "item": one.key, "scale_max": one.scale, "n": one.n, "missing": one.missing, "mean": said(one.mean), "sd": one.sd, "top2": top, "csat": top,
        "nps": None if one.nps is None else said(one.nps), "counts": {f"{score:g}": count for score, count in one.counts}, "small_sample": one.n < SMALL,
    }  # fmt: skip
    return told | ({"warning": f"n = {one.n} is below {FEWEST}: for reference only"} if one.n < FEWEST else {})
