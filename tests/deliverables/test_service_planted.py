"""The planted facts of the sample firm are found by the service documents, at three seeds."""

from __future__ import annotations

from datetime import date

import pytest

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.freight_manager import o3_1_1_service_guideline as guideline
from argosy.deliverables.trade_manager import o1_1_1_business_strategy as strategy
from argosy.deliverables.trade_manager import o1_3_1_service_review as review
from argosy.deliverables.wholesale_sales import o1_3_2_satisfaction_survey as survey
from argosy.records.sample.load import SEED, load_sample
from argosy.report.checks import common
from argosy.report.ledger import Ledger

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAY = date(2026, 6, 30)


def made(module, **params):
    """A document of the sample firm, its facts and the ids of its checks, as produced on the firm's day."""
    known = asked(module.DELIVERABLE.params, {**(module.DELIVERABLE.usual() or {}), **params})
    facts = module.DELIVERABLE.gather(Request(key=module.DELIVERABLE.key, params=known, as_of=DAY, today=DAY))
    report = module.build(facts)
    hits = [*common(report, DAY), *module.DELIVERABLE.check(facts, report)]
    return Ledger(report), {hit.check for hit in hits}, report


def text(report, block):
    found = next(b for b in report.blocks() if b.id == block)
    return "".join(run.text or f"[{run.ref}]" for run in found.text.zh)


@pytest.mark.parametrize("seed", [SEED, 7, 99])
def test_the_documents_find_what_was_planted(seed):
    load_sample(password="x", seed=seed)

    book, checks, report = made(survey)
    assert checks == set()
    assert (
        round(float(book.place("results.delivery.mean").value.v), 2),
        round(float(book.place("results.delivery.before").value.v), 2),
    ) == (3.89, 3.72)
    assert "重疊" in book.place("results.delivery.tells").value.v.zh
    assert "85-02" in text(report, "conclusion")
    first, _, _ = made(survey, wave="SW-0001")
    assert round(float(first.place("results.delivery.mean").value.v), 2) == 3.49
    assert [made(survey, wave=f"SW-000{n}")[0].place("returned.n").value.v for n in (1, 2, 3)] == ["37", "29", "35"]

    book, checks, report = made(review)
    assert checks <= {"C10"}
    assert book.place("causes.C1.cause").value.v.en == "Loose battery contact (S-07)"
    assert "▲" in book.place("goods.85_02.tells").value.v.zh
    assert "3.72 至 3.89" in text(report, "conclusion")

    book, checks, report = made(guideline)
    assert checks == {"SG2"}
    assert 6 < float(book.place("key.p90").value.v) < 8
    assert book.place("key.promise").value.v == "2"

    book, checks, report = made(strategy)
    assert checks == set()
    assert [row.id for row in book.tables["fading"].rows] == ["73_11"]
    assert "CN_0003" in [row.id for row in book.tables["needs"].rows]
