"""The assessment, the decision report and the field report of the sample firm: what was planted is found, every figure says why, bad drafts are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.families.market import deciding, field
from argosy.deliverables.families.market.field_facts import Suggestion
from argosy.deliverables.trade_coordinator import o2_3_1_decision_report as decision_report
from argosy.deliverables.trade_manager import o2_3_1_market_assessment as assessment
from argosy.deliverables.wholesale_sales import o1_1_1_market_analysis as analysis
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.publishing.sample_decisions import walk_decisions
from argosy.publishing.sample_market import keep_market_data
from argosy.publishing.sample_markets import walk_markets
from argosy.records.sample.load import SEED, load_sample
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.why import explain
from tests.deliverables.outline import expect_as_agreed
from tests.renderers.office import needs_office
from tests.renderers.test_xlsx_recalculation import differences

pytestmark = pytest.mark.slow  # the sample firm is loaded whole
DAY, HUBS = date(2026, 6, 30), "871493"
FOLDER = Path(__file__).parent / "snapshots"


IMPOSSIBLE = ({"weights": "A=x"}, {"choose": "0"}, {"least": "120"}, {"weights": "Z=1"})
SUGGESTED = "通勤車店｜寄送花鼓樣品｜李示範｜2026-08-31｜試單 200 組"
MADE: dict = {}
"""Facts are plain values, read once for all tests of this file."""


def given(builder, **params):
    made = asked(builder.PARAMS, {"product": HUBS, **params})
    return builder.DELIVERABLE.gather(Request(builder.KEY, made, DAY, DAY, "zh-Hant", datetime(2026, 6, 30, 9, tzinfo=UTC)))


def refused(**params):
    with pytest.raises(BadInput) as found:
        given(assessment, **params)
    return found.value.message


@pytest.fixture
def made(db, tmp_path, settings):
    """The three documents of the sample firm."""
    if not MADE:
        settings.ARGOSY_WAREHOUSE_URL = f"file://{tmp_path}/warehouse"
        load_sample(password="for-the-tests-only")
        keep_market_data(SEED)
        walk_markets()
        walk_decisions()
        facts = {"assessed": given(assessment), "decided": given(decision_report), "analysed": given(analysis, suggestions=SUGGESTED)}
        builders = {"assessed": assessment, "decided": decision_report, "analysed": analysis}
        MADE.update({name: (one, builders[name].build(one)) for name, one in facts.items()})
        MADE["refused"] = [refused(**params) for params in IMPOSSIBLE]
    return MADE


@pytest.fixture
def assessed(made):
    return made["assessed"]


@pytest.fixture
def decided(made):
    return made["decided"]


@pytest.fixture
def analysed(made):
    return made["analysed"]


def ids(hits):
    return {hit.check for hit in hits}


def value(report, figure):
    return Ledger(report).place(figure).value


@pytest.mark.parametrize("which", ["assessed", "decided", "analysed"])
def test_every_formula_holds_and_every_figure_says_why(made, which):
    _, report = made[which]
    book = Ledger(report)
    assert list(book.mismatches()) == []
    for place in book.places.values():
        if place.value.is_figure:
            why = explain(report, place.value.id, book)
            assert why.formula.zh or why.legal.zh or why.sources, place.value.id
    assert not {"C03", "C04", "C07"} & ids(common(report, DAY, book))


@needs_office
@pytest.mark.parametrize("which", ["assessed", "decided", "analysed"])
def test_a_workbook_recalculates_to_what_it_stores(made, which, tmp_path):
    _, report = made[which]
    assert list(differences(report, "zh-Hant", tmp_path)) == []


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
@pytest.mark.parametrize("which", ["assessed", "decided", "analysed"])
def test_reports_are_as_agreed(made, which, lang):
    _, report = made[which]
    expect_as_agreed(report, lang, FOLDER / f"market_{which}.{lang}.json")


def test_the_netherlands_come_first_without_being_the_one_best(assessed):
    facts, report = assessed
    assert facts.rank.made.recommended == ("NL",)
    assert 0.5 < float(value(report, "ranks.NL.first").v) < 0.75
    assert float(value(report, "ranks.NL.top").v) >= 0.8
    assert value(report, "ranks.NL.rank").lo is not None
    assert value(report, "verdicts.NL.verdict").v == Text("進入", "Go")
    assert value(report, "verdicts.PH.verdict").v == Text("資料不足，不判定", "Too little data: no verdict")


def test_korea_is_shut_out_with_its_reason(assessed):
    _, report = assessed
    why = value(report, "gates.KR.licence.why").v
    assert "2026-09" in why.zh
    assert "certificate" in why.en


def test_contributions_sum_to_the_score(assessed):
    facts, report = assessed
    for standing in facts.rank.made.standings[:8]:
        assert value(report, f"parts.{standing.market}.score").number == pytest.approx(float(standing.score.value) * 100, abs=1e-4)


def test_goods_that_fade_below_the_floor_are_on_the_exit_list(assessed):
    facts, report = assessed
    assert [item.product for item in facts.fading] == ["73-11"]
    assert float(value(report, "leaving.73-11.margin").v) < 0


def test_a_recommended_market_needs_its_checklist_closed(assessed):
    facts, report = assessed
    assert "MR8" not in ids(assessment.check(facts, report))
    known = facts.market.known
    for laws in ((), tuple(replace(law, state="") for law in known.laws)):
        open_ = replace(facts, market=replace(facts.market, known=replace(known, laws=laws)))
        assert "MR8" in ids(assessment.check(open_, report))


def test_a_swot_item_without_a_figure_blocks(assessed):
    facts, report = assessed
    assert "MR6" not in ids(assessment.check(facts, report))
    bare = [s.model_copy(update={"blocks": tuple(b for b in s.blocks if b.id != "swot_figures")}) for s in report.sections]
    assert "MR6" in ids(assessment.check(facts, report.model_copy(update={"sections": tuple(bare)})))


def test_a_rank_without_its_interval_blocks(assessed):
    facts, report = assessed
    table = next(b for b in report.blocks() if b.id == "ranks")
    row = table.rows[0]
    plain = row.cells["rank"].model_copy(update={"lo": None, "hi": None, "status": "actual"})
    broken = table.model_copy(update={"rows": (row.model_copy(update={"cells": {**row.cells, "rank": plain}}), *table.rows[1:])})
    sections = tuple(s.model_copy(update={"blocks": tuple(broken if b.id == "ranks" else b for b in s.blocks)}) for s in report.sections)
    assert "MR7" in ids(assessment.check(facts, report.model_copy(update={"sections": sections})))


def test_a_choice_the_data_do_not_bear_is_found(decided):
    facts, report = decided
    by_target = {d.targets: d for d in facts.decisions if d.chosen}
    assert deciding.tested(facts.assess.rank, by_target["NL",])[0][1].outcome == "agrees"
    assert deciding.tested(facts.assess.rank, by_target["VN",])[0][1].outcome == "needs_reason"
    assert {q.verdict for q in by_target["VN",].figures} == {"agrees", "contradicted"}
    hits = decision_report.check(facts, report)
    assert [h.words["決策"].zh for h in hits if h.check == "MR9"] == [by_target["VN",].ref]


def test_a_written_reason_lets_a_departure_stand(decided):
    facts, report = decided
    told = tuple(
        replace(d, departure="策略布局", figures=tuple(replace(q, explanation="另有說明") for q in d.figures)) if d.chosen == "VN" else d
        for d in facts.decisions
    )
    assert "MR9" not in ids(decision_report.check(replace(facts, decisions=told), report))


def test_a_decision_told_to_nobody_blocks(decided):
    facts, report = decided
    assert "MR10" not in ids(decision_report.check(facts, report))
    alone = tuple(replace(d, told=()) for d in facts.decisions)
    assert "MR10" in ids(decision_report.check(replace(facts, decisions=alone), report))


def test_the_field_report_asks_for_notes_owners_and_days(analysed):
    facts, report = analysed
    assert not {"MR11", "MR12"} & ids(analysis.check(facts, report))
    assert value(report, "suggestions.g1.owner").v is not None
    bad = replace(facts, notes=(), suggestions=(Suggestion("通勤車店", "寄樣品", Text("", ""), "", ""),))
    assert {"MR11", "MR12"} <= ids(analysis.check(bad, report))


def test_price_bands_hold_every_line(analysed):
    facts, _ = analysed
    bands = field.price_bands(facts)
    assert sum(n for _, _, n in bands) == facts.lines.height
    assert all(a[1] == b[0] for a, b in pairwise(bands))


def test_what_cannot_be_is_refused_in_both_languages(made):
    assert len(made["refused"]) == len(IMPOSSIBLE)
    assert all(words.zh and words.en for words in made["refused"])
