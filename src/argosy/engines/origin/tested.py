"""A question of origin answered whole: a verdict for every agreement asked, or for all that could apply. Command, API and pages ask here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from argosy.engines.origin.answer import agreement_json, candidate_json, to_json
from argosy.engines.origin.applicable import Candidate, applicable
from argosy.engines.origin.reading import Question, read_question
from argosy.engines.origin.testing import test_origin
from argosy.engines.origin.verdict import Verdict
from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.text import Text
from argosy.rules.origin.agreement import Agreement

TOGETHER = Text("輸入地、原產地、稅則號列與日期須一起給", "importer, exporter, code and date go together")
UNKNOWN = Text("沒有協定「{k}」。可用的有：{a}", "There is no agreement {k}. There are: {a}")


@dataclass(frozen=True, slots=True)
class Tested:
    """The question, a verdict for each agreement tested, and every agreement that could apply between the two on the day."""

    question: Question
    verdicts: tuple[Verdict, ...]
    candidates: tuple[Candidate, ...]


def tested(data: Any, agreements: Iterable[Agreement], processes: Mapping[str, Text]) -> Tested:
    """The question in plain ``data`` put to ``agreements``. ``BadInput`` lists every fault; ``NotFound`` names an agreement there is not."""
    question = read_question(data, processes)
    known = {a.id: a for a in agreements}
    for key in question.agreements:
        if key not in known:
            raise NotFound(UNKNOWN.format(k=key, a=", ".join(sorted(known))))
    facts = question.facts
    candidates = applicable(known.values(), facts.importer, facts.exporter, question.product.code, facts.on)
    asked = [known[key] for key in question.agreements] or [c.agreement for c in candidates]
    made = tuple(test_origin(question.product, question.bill, a, facts, processes) for a in asked)
    return Tested(question, made, candidates)


def tested_json(made: Tested) -> dict[str, Any]:
    """The answer as the public contract writes it."""
    return {"verdicts": [to_json(v) for v in made.verdicts], "candidates": [candidate_json(c) for c in made.candidates]}


def listed(agreements: Iterable[Agreement], importer: str, exporter: str, code: str, on: date | None) -> list[dict[str, Any]]:
    """Every agreement; with all four given, those that could apply to goods of a code between the two on a day. ``BadInput`` for some of the four."""
    given = (importer, exporter, code, on)
    if not any(given):
        return [agreement_json(a) for a in agreements]
    if not all(given) or on is None:
        raise BadInput(TOGETHER)
    digits = "".join(c for c in code if c.isdigit())
    return [candidate_json(c) for c in applicable(agreements, importer.upper(), exporter.upper(), digits, on)]
