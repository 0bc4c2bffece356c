import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from argosy.deliverables.deliverable import asked
from argosy.deliverables.families.duty.facts import Earlier, Exchange
from argosy.deliverables.trade_coordinator.o1_2_1_duty_worksheet import DELIVERABLE, build
from argosy.kernel.errors import BadInput
from argosy.report.audience import for_audience
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.why import explain
from tests.deliverables.world import LINES, consignment, facts

TODAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def report():
    return build(facts())


def value(report, figure: str) -> str | None:
    return Ledger(report).place(figure).value.v


def ids(hits) -> set[str]:
    return {hit.check for hit in hits}


def test_the_reference_consignment_comes_to_the_dollar(report):
    expected = {
        "key.dpv": "1046855",
        "key.duty": "209371",
        "key.other": "270874",
        "key.payable": "480245",
        "key.rate": "0.459",
        "entry.tps": "419",
    }
    assert {k: value(report, k) for k in expected} == expected


def test_every_line_of_the_reference_consignment(report):
    assert [value(report, f"lines.L{n}.payable") for n in range(1, 6)] == ["116767", "85784", "76007", "91519", "110168"]


def test_every_formula_gives_the_printed_figure(report):
    assert list(Ledger(report).mismatches()) == []


def test_every_figure_says_why(report):
    book = Ledger(report)
    for place in book.places.values():
        if place.value.is_figure:
            why = explain(report, place.value.id, book)
            assert why.formula.zh or why.legal.zh or why.sources, place.value.id


def test_a_good_worksheet_has_no_hits_but_its_explained_warnings(report):
    hits = [*common(report, TODAY), *DELIVERABLE.check(facts(), report)]
    assert ids(hits) == {"DT8"}
    assert all(hit.explained for hit in hits)


BAD = {
    "DT1": facts(goods=tuple(replace(g, code="") if g.id == "2" else g for g in facts().goods)),
    "DT2": facts(goods=tuple(replace(g, origin="") if g.id == "3" else g for g in facts().goods)),
    "DT4": facts(exchange=(Exchange("JPY", Decimal("0.2135"), True, Decimal("0.2068"), "2026-06-21–2026-06-30"),)),
    "DT5": facts(lines=[(*line[:6], {**line[6], "duty": "依第 8 章註辦理"}, line[7]) if n == 0 else line for n, line in enumerate(LINES)]),
    "DT7": facts(entry={"incoterm": "CIF"}),
    "DT9": facts(goods=tuple(replace(g, rationale="") if g.id == "1" else g for g in facts().goods)),
}


@pytest.mark.parametrize("check", BAD)
def test_each_fault_is_found_by_its_check(check):
    bad = BAD[check]
    assert check in ids(DELIVERABLE.check(bad, build(bad)))


def test_a_second_engine_that_differs_is_found(monkeypatch):
    from argosy.deliverables.families.duty import review

    good = facts()
    real = review.second_run(good, good.result)
    monkeypatch.setattr(review, "second_run", lambda f, r: {**real, "duty": [v + 1 for v in real["duty"]]})
    hits = [h for h in DELIVERABLE.check(good, build(good)) if h.check == "DT6"]
    assert len(hits) == len(LINES)


def test_an_unknown_fact_is_asked_for_and_never_taken_as_nothing():
    lines = [(*line[:7], {"alcohol_litres": "450"}) if n == 3 else line for n, line in enumerate(LINES)]
    report = build(facts(lines))
    assert Ledger(report).place("lines.L4.payable").value.missing == "pending"
    assert Ledger(report).place("key.payable").value.missing == "pending"
    asked_for = next(b for b in report.blocks() if b.id == "unresolved")
    assert asked_for.rows[0].cells["line"].v.zh == "4"
    assert "C02" in ids(common(report, TODAY))


def test_lines_that_are_whole_are_still_computed_beside_one_that_is_not():
    lines = [(*line[:7], {}) if n == 3 else line for n, line in enumerate(LINES)]
    assert value(build(facts(lines)), "lines.L1.duty") == "51966"


@pytest.mark.parametrize("gap", ["freight", "insurance"])
def test_a_cost_the_term_requires_is_asked_for(gap):
    entry = {k: v for k, v in consignment().items() if k != gap}
    from argosy.engines.duty.reading import read_consignment

    report = build(facts(consignment=read_consignment(entry)))
    assert Ledger(report).place("key.dpv").value.v is None


def test_a_what_if_stands_beside_the_worksheet():
    report = build(facts(params={"what_if": "1.commodity_tax=8%; 2.commodity_tax=8%"}))
    assert value(report, "scenarios.asked_1.difference") == str(int(value(report, "scenarios.asked_1.payable")) - 480245)
    assert Fraction(value(report, "scenarios.asked_1.difference")) < 0


@pytest.mark.parametrize("wish", ["9.duty=5%", "fx.JPY=cheap", "nonsense"])
def test_a_what_if_nobody_understands_is_refused(wish):
    with pytest.raises(BadInput, match="not understood"):
        facts(params={"what_if": wish})


def test_the_last_entry_of_the_same_code_stands_beside_it():
    earlier = (Earlier("1", "DTX-202604-0001-R0", date(2026, 4, 14), Fraction(45, 100)),)
    report = build(facts(earlier=earlier))
    assert (value(report, "earlier.L1.was"), value(report, "earlier.L1.now"), value(report, "earlier.L1.change")) == (
        "0.45",
        "0.449",
        "-0.001",
    )


def test_the_letter_shows_the_client_nothing_of_the_firm(report):
    letter = for_audience(report.model_copy(update={"audience": "external"}))
    assert {s.id for s in letter.sections} == {"letter_result", "letter_basis", "letter_change", "letter_penalty", "letter_signed"}
    assert "C11" not in ids(common(letter, TODAY))


def test_the_letter_and_the_worksheet_say_the_same(report):
    pairs = {
        "letter.payable": "key.payable",
        "letter.dpv": "key.dpv",
        "letter.duty": "key.duty",
        "letter_lines.L4.payable": "lines.L4.payable",
    }
    assert [value(report, a) for a in pairs] == [value(report, b) for b in pairs.values()]


def test_records_changed_since_are_found_by_recomputation(report):
    changed = facts(entry={"freight": {"amount": "400000", "currency": "JPY"}})
    wrong = {m.id for m in DELIVERABLE.recompute(changed, report)}
    assert {"lines.L1.freight", "lines.L1.customs_value"} <= wrong
    assert DELIVERABLE.recompute(facts(), report) == []


@pytest.mark.parametrize(
    ("given", "words"), [({}, "order"), ({"order": "OF-1", "colour": "red"}, "colour"), ({"order": "OF-1", "allocation": "luck"}, "one of")]
)
def test_wrong_parameters_are_refused(given, words):
    with pytest.raises(BadInput, match=words):
        asked(DELIVERABLE.params, given)


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_document_as_it_was_agreed(report, lang, snapshot):
    snapshot(f"o1_2_1_duty_worksheet.{lang}.json", outline(report, lang))


def outline(report, lang: str) -> str:
    """What the document says, without layout: headings, tables, figures and words in one language."""
    from argosy.report.model import block_values
    from argosy.report.why import printed

    sections = {
        section.title.say(lang): {
            block.id: {v.id: printed(v).say(lang) for v in block_values(block)} or _words(block, lang) for block in section.blocks
        }
        for section in report.sections
    }
    return json.dumps(sections, ensure_ascii=False, indent=1) + "\n"


def _words(block, lang: str) -> str:
    prose = getattr(block, "text", None)
    if prose is not None:
        return "".join(run.text or f"[{run.ref}]" for run in prose.runs("en" if lang == "en" else "zh-Hant"))
    return block.title.say(lang) if block.title else block.kind


@pytest.fixture
def snapshot(request):
    """Compare with the file under ``snapshots``; ``ARGOSY_SNAP=1`` writes it anew."""
    import os

    def compare(name: str, text: str) -> None:
        path = Path(request.fspath).parent / "snapshots" / name
        if os.environ.get("ARGOSY_SNAP"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return compare


def test_facts_of_the_entry_are_name_and_value():
    from argosy.deliverables.families.duty.facts import entry_facts
    from tests.deliverables.world import request

    assert entry_facts(request(facts="by_sea=1; gift = 0", fact_low_value_uses="2")) == {"low_value_uses": "2", "by_sea": "1", "gift": "0"}
    with pytest.raises(BadInput, match="name=value"):
        entry_facts(request(facts="by_sea"))
