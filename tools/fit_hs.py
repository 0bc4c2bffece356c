"""Weights and calibration of HS suggestions, from labelled texts you have:  python -m tools.fit_hs LABELLED.csv [TARIFF.parquet]

LABELLED has description, hs6 and kind. Texts are in five folds, texts that say the same in one; each fold is searched in an index that lacks
it. ``taught`` is fitted on indexes with the other labelled texts, without and with the tariff's titles; ``plain`` on what the package ships alone.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from random import Random
from typing import Any

from argosy.engines.hs.bayes import normalised
from argosy.engines.hs.evidence import FEATURES, gather
from argosy.engines.hs.goods import Known
from argosy.engines.hs.index import Index
from argosy.engines.hs.model import Model
from argosy.engines.hs.wording import wording
from argosy.importers.goods_file import read_goods
from argosy.publishing.classifying import shipped
from argosy.rules.nomenclature import FOLDER, titles

FOLDS = 5
EPOCHS = 8
RIVALS = 40  # candidates of a case the weights are fitted on, the likeliest by statistics
LEAST = 0.12  # five codes whose chances sum to less are not shown


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled text and the fold it is held out in."""

    text: str
    code: str
    kind: str
    fold: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with its candidates and their features, from an index that lacks it."""

    case: Case
    codes: list[str]
    rows: list[list[float]]


def cases(file: Path, seed: int = 7) -> list[Case]:
    """The labelled texts in folds; equal texts, whatever the order of their words, share one."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [(row["description"], row["hs6"], row["kind"]) for row in csv.DictReader(lines)]
    keys = sorted({wording(text).key for text, _, _ in rows})
    Random(seed).shuffle(keys)
    fold = {key: at % FOLDS for at, key in enumerate(keys)}
    return [Case(text, code, kind, fold[wording(text).key]) for text, code, kind in rows]


def tariff(file: Path) -> list[Known]:
    """The titles of a tariff file, as ``argosy hs learn`` would load them."""
    return [one for one in read_goods(file.name, file.read_bytes(), "").known if one.code in titles()]


def index_without(all_cases: Sequence[Case], fold: int, more: Sequence[Known], labelled: bool = True) -> Index:
    """What the package ships, ``more``, and the labelled texts of the other folds."""
    others = [Known(c.text, c.code, "example") for c in all_cases if c.fold != fold and c.code in titles()] if labelled else []
    return Index.of([*others, *more, *shipped()])


def seen(all_cases: Sequence[Case], more: Sequence[Known], labelled: bool = True) -> Iterator[Seen]:
    """Every case with its evidence."""
    for fold in range(FOLDS):
        index = index_without(all_cases, fold, more, labelled)
        for case in all_cases:
            if case.fold == fold:
                found = gather(index, wording(case.text))
                yield Seen(case, list(found.features), list(found.features.values()))
        print(f"fold {fold + 1} of {FOLDS}: {len(index.known):,} texts", file=sys.stderr)


def fitted(known: Sequence[Seen], seed: int = 11) -> dict[str, float]:
    """Weights that make the right candidate likely: gradient steps case by case, each scaled by its history (AdaGrad)."""
    usable = [_rivals(one) for one in known if one.case.code in one.codes]
    scale = _spread([row for rows in usable for row in rows])
    ready = [[[v / s for v, s in zip(row, scale, strict=True)] for row in rows] for rows in usable]
    weights, past, random = [0.0] * len(scale), [1e-6] * len(scale), Random(seed)
    for _ in range(EPOCHS):
        random.shuffle(ready)
        for rows in ready:
            _step(weights, past, rows)
    return {name: round(weight / s, 4) for name, weight, s in zip(FEATURES, weights, scale, strict=True)}


def _rivals(one: Seen) -> list[list[float]]:
    """The right candidate's features first, then those of its likeliest rivals."""
    right = one.codes.index(one.case.code)
    others = [row for at, row in enumerate(one.rows) if at != right]
    return [one.rows[right], *sorted(others, key=lambda row: -row[FEATURES.index("bayes_6")])[:RIVALS]]


def _step(weights: list[float], past: list[float], rows: list[list[float]]) -> None:
    shares = [math.exp(v) for v in normalised([sum(map(mul, weights, row)) for row in rows])]
    slopes = [1e-4 * weight - value for weight, value in zip(weights, rows[0], strict=True)]
    for share, row in zip(shares, rows, strict=True):
        if share > 1e-4:
            slopes = [slope + share * value for slope, value in zip(slopes, row, strict=True)]
    for at, slope in enumerate(slopes):
        past[at] += slope * slope
        weights[at] -= 0.3 * slope / math.sqrt(past[at])


def _spread(rows: Sequence[Sequence[float]]) -> list[float]:
    found = []
    for column in zip(*rows, strict=True):
        mean = sum(column) / len(column)
        found.append(math.sqrt(sum((v - mean) ** 2 for v in column) / len(column)) or 1.0)
    return found


def shares(weights: dict[str, float], known: Sequence[Seen]) -> Iterator[tuple[float, bool]]:
    """The share of each of the ten first candidates, and whether it was right."""
    values = [weights[name] for name in FEATURES]
    for one in known:
        scored = normalised([sum(map(mul, values, row)) for row in one.rows])
        for share, code in sorted(zip((math.exp(s) for s in scored), one.codes, strict=True), reverse=True)[:10]:
            yield share, code == one.case.code


def calibration(pairs: Sequence[tuple[float, bool]], groups: int = 150) -> list[list[float]]:
    """Share to frequency: means of equal groups, neighbours that fall pooled (pool adjacent violators)."""
    ordered = sorted(pairs)
    size = max(1, len(ordered) // groups)
    pools: list[list[float]] = []  # share, right, count
    for at in range(0, len(ordered), size):
        part = ordered[at : at + size]
        pools.append([sum(s for s, _ in part), float(sum(r for _, r in part)), float(len(part))])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [[round(s / n, 5), round(r / n, 5)] for s, r, n in pools]


def crossed(known: Sequence[Seen]) -> tuple[dict[int, dict[str, float]], dict[int, list[tuple[float, bool]]]]:
    """For each fold, weights fitted without it, and the shares they give its cases."""
    weights = {fold: fitted([one for one in known if one.case.fold != fold]) for fold in range(FOLDS)}
    return weights, {fold: list(shares(weights[fold], [one for one in known if one.case.fold == fold])) for fold in weights}


def held_out(known: Sequence[Seen]) -> dict[int, dict[str, Any]]:
    """A model for each fold that has not seen it: neither its weights nor its calibration."""
    weights, found = crossed(known)
    others = {fold: [pair for other in found if other != fold for pair in found[other]] for fold in found}
    return {fold: {"weights": weights[fold], "calibration": calibration(others[fold]), "least": LEAST} for fold in found}


def model_of(known: Sequence[Seen]) -> dict[str, Any]:
    """Weights fitted on all, calibrated on shares out of fold."""
    _, found = crossed(known)
    pairs = [pair for fold in found for pair in found[fold]]
    return {"weights": fitted(known), "calibration": calibration(pairs), "least": LEAST}


def main(arguments: list[str]) -> int:
    """Write ``model.json`` beside the other data of goods."""
    labelled = cases(Path(arguments[0]))
    more = tariff(Path(arguments[1])) if len(arguments) > 1 else []
    taught = [*seen(labelled, []), *(seen(labelled, more) if more else ())]
    models = {"taught": model_of(taught), "plain": model_of(list(seen(labelled, [], labelled=False)))}
    tariffs = {name: weight for name, weight in models["taught"]["weights"].items() if name.startswith("tariff_")}
    models["plain"]["weights"] |= tariffs  # nothing of a tariff was in the index this one was fitted on
    for one in models.values():
        Model.of(one)
    target = FOLDER / "model.json"
    target.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
