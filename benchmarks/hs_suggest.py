"""HS suggestions on labelled texts held out of the index: how often right, how well calibrated, how often it rightly abstains, how fast.

Run: ``python -m benchmarks.hs_suggest LABELLED.csv [--vague VAGUE.csv] [--tariff TARIFF.parquet] [--fresh]``. Five folds, texts that say the
same in one; the index, the weights and the calibration a fold is measured with have not seen it. A text for which nothing is suggested
counts as wrong. ``--fresh`` leaves the labelled texts out of the index: what a new install knows.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from argosy.engines.hs.index import Index
from argosy.engines.hs.model import Model
from argosy.engines.hs.suggesting import Answer, Desk, suggest
from argosy.publishing.classifying import questions, tree, vague
from tools.fit_hs import FOLDS, Case, Seen, cases, held_out, index_without, seen, tariff

KNOWN = {"top 5": 0.633, "top 10": 0.715, "parcel top 5": 0.522}
CUTS = (0.0, 0.05, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One text: the place of the right code among ten (0 is first, 99 none), the heading's, scores, milliseconds."""

    case: Case
    place: int
    heading: int
    scores: tuple[float, ...]
    right: tuple[bool, ...]
    taken: float


def main() -> int:
    """Print the figures beside the published ones; 0 also when the data are absent, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--vague", type=Path)
    parser.add_argument("--tariff", type=Path)
    parser.add_argument("--fresh", action="store_true")
    given = parser.parse_args()
    if not given.labelled.is_file():
        print(f"not measured: {given.labelled} is absent")
        return 0
    labelled = cases(given.labelled)
    more = tariff(given.tariff) if given.tariff else []
    models = held_out(list(seen(labelled, more, not given.fresh)))
    found: list[Outcome] = []
    for fold in range(FOLDS):
        desk = desk_of(index_without(labelled, fold, more, not given.fresh), models[fold])
        found += [outcome(case, desk) for case in labelled if case.fold == fold]
    told(found)
    if given.vague and given.vague.is_file():
        told_vague(given.vague, desk, labelled)
    return 0


def desk_of(index: Index, data: dict[str, object]) -> Desk:
    model = Model.of(data)
    return Desk(tree(), index, Index.of([]), model, model, vague(), questions())


def outcome(case: Case, desk: Desk) -> Outcome:
    start = time.perf_counter()
    answer = suggest(case.text, desk, 10)
    taken = (time.perf_counter() - start) * 1000
    codes = [one.code for one in answer.suggestions]
    return Outcome(
        case,
        next((at for at, code in enumerate(codes) if code == case.code), 99),
        next((at for at, code in enumerate(codes) if code[:4] == case.code[:4]), 99),
        tuple(one.score for one in answer.suggestions),
        tuple(code == case.code for code in codes),
        taken,
    )


def told(found: Sequence[Outcome]) -> None:
    parcels = [one for one in found if one.case.kind.startswith("extra")]
    for name, part in (("all", found), ("parcel texts", parcels)):
        tops = "  ".join(f"top {n} {rate(one.place < n for one in part):.4f}" for n in (1, 3, 5, 10))
        print(
            f"{name:<14}{len(part):>6} texts  {tops}  HS4 top 1 {rate(o.heading < 1 for o in part):.3f} top 5 {rate(o.heading < 5 for o in part):.3f}"
        )
    print("published on the same texts: " + ", ".join(f"{name} {value}" for name, value in KNOWN.items()))
    times = sorted(one.taken for one in found)
    print(f"time per text: median {median(times):.1f} ms, 95 of 100 under {times[len(times) * 95 // 100]:.1f} ms")
    silent = [one for one in found if not one.scores]
    print(f"nothing suggested: {len(silent)} of {len(found)} ({len(silent) / len(found):.2%})")
    told_calibration(found)


def told_calibration(found: Sequence[Outcome]) -> None:
    print("score of a code → how often right (all ten)")
    pairs = [pair for one in found for pair in zip(one.scores, one.right, strict=True)]
    for low, high in zip(CUTS, (*CUTS[1:], 1.01), strict=True):
        part = [(score, right) for score, right in pairs if low <= score < high]
        if part:
            print(
                f"  {low:.2f}–{min(high, 1):.2f}  n {len(part):>6}  said {sum(s for s, _ in part) / len(part):.3f}  right {rate(r for _, r in part):.3f}"
            )
    error = sum(abs(sum(s - r for s, r in part)) for part in _bins(pairs)) / max(1, len(pairs))
    print(f"expected calibration error over 20 equal groups: {error:.4f}")
    print("answering only where the five sum to at least … → part answered, top 1 and top 5 right among them")
    for cut in CUTS:
        part = [one for one in found if one.scores and sum(one.scores[:5]) >= cut]
        if part:
            print(
                f"  {cut:.2f}  {len(part) / len(found):.3f}  {rate(o.place < 1 for o in part):.3f}  {rate(o.place < 5 for o in part):.3f}"
            )


def _bins(pairs: Sequence[tuple[float, bool]], count: int = 20) -> list[list[tuple[float, bool]]]:
    ordered = sorted(pairs)
    size = max(1, len(ordered) // count)
    return [ordered[at : at + size] for at in range(0, len(ordered), size)]


def told_vague(file: Path, desk: Desk, labelled: Sequence[Case]) -> None:
    """Texts an authority refused as vague: how many get nothing, and how many get no code above one half."""
    with file.open(encoding="utf-8", newline="") as lines:
        texts = [row[0] for row in csv.reader(lines) if row and row[0].strip()]
    answers: list[Answer] = [suggest(text, desk) for text in texts]
    silent, unsure = rate(not a.suggestions for a in answers), rate(not a.suggestions or a.suggestions[0].score < 0.5 for a in answers)
    print(f"vague texts: {len(texts)}; nothing suggested {silent:.3f}; nothing, or no code above one half and a question {unsure:.3f}")
    short = [text for text in texts if len(text.split()) <= 2 and text.isascii()]
    print(f"  of {len(short)} with one or two words: nothing suggested {rate(not suggest(t, desk).suggestions for t in short):.3f}")


def rate(values: object) -> float:
    kept = list(values)  # type: ignore[call-overload]
    return sum(kept) / len(kept) if kept else 0.0


__all__ = ["Seen", "main"]

if __name__ == "__main__":
    sys.exit(main())
