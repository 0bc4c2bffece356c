from datetime import date

import pytest

from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.report.audience import for_audience
from argosy.report.checks import common
from argosy.report.model import Rule, Section
from argosy.report.prose import prose
from argosy.report.value import Value
from argosy.report.words import Fields, Paragraph
from tests.report.samples import sample

TODAY = date(2026, 6, 30)


def with_blocks(*blocks, **changes):
    report = sample()
    return sample(sections=(*report.sections, Section(id="more", title=Text("更多", "More"), blocks=blocks)), **changes)


def authored(text: str, **more):
    return Paragraph(id="p", role="authored", text=prose(text, text), **more)


def fields(**value):
    return Fields(id="f", items=(Value(id="f.x", **value),))


def test_a_good_report_has_no_hits():
    assert common(sample(), TODAY) == []


BAD = {
    "C02": with_blocks(fields(missing="not_recorded", required=True)),
    "C03": with_blocks(fields(v="5", kind="money", status="estimate", cites=("S1",))),
    "C04": with_blocks(fields(v="5", kind="money")),
    "C05": with_blocks(authored("短", min_chars=20)),
    "C06": with_blocks(authored("已寫好的一段文字", stale=True)),
    "C07": with_blocks(fields(v="5", kind="money", expr="2 + 2")),
    "C08": with_blocks(authored("金額 TBA 請補")),
    "C09": sample(citations=(Source("S1", "dataset", Text("匯率", "FX"), as_of=date(2026, 1, 1), max_age_days=10),)),
    "C10": with_blocks(fields(v="0.5", kind="rate", n=3, n_min=20, cites=("S1",))),
    "C11": with_blocks(fields(v="x").model_copy(update={"audience": "internal"}), audience="external"),
    "C13": sample(traces=(Rule(id="duty", label=Text("進口稅", "Duty"), review_by=date(2026, 6, 29), cites=("S1",)),)),
}


@pytest.mark.parametrize("check", BAD)
def test_each_fault_is_found_by_its_check_and_no_other(check):
    assert {hit.check for hit in common(BAD[check], TODAY)} == {check}


def test_a_paragraph_that_may_stay_empty_is_no_fault():
    assert common(with_blocks(authored("", min_chars=0)), TODAY) == []


def test_a_rule_holds_on_its_last_day():
    report = sample(traces=(Rule(id="duty", label=Text("進口稅", "Duty"), review_by=TODAY, cites=("S1",)),))
    assert common(report, TODAY) == []


def test_what_is_internal_is_absent_for_others_not_hidden():
    seen = for_audience(BAD["C11"])
    assert "f" not in {b.id for b in seen.blocks()}
    assert common(seen, TODAY) == []
