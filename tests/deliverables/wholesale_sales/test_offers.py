"""The quotation and the contract of the sample firm: planted facts found, figures foot, nothing internal goes out; at three seeds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from argosy.deliverables.wholesale_sales import o2_4_1_quotation, o2_4_2_contract
from argosy.kernel.text import Text
from argosy.publishing.build import build, request_for
from argosy.publishing.render import seen_as
from argosy.records.sample import contracts, offers
from argosy.records.sample.load import SEED, load_sample
from argosy.report.ledger import Ledger
from argosy.report.why import explain
from tests.deliverables.outline import expect_as_agreed

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
QUOTE, CONTRACT = o2_4_1_quotation.KEY, o2_4_2_contract.KEY
INTERNAL = ("unit_cost", "margin", "floor", "毛利", "底價", "成本", "讓步", "Margin", "Conceded")


@pytest.fixture(scope="module", params=[SEED, 7, 99])
def seeded(request, django_db_setup, django_db_blocker):
    """The sample firm at a seed, once for all tests of it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_sample(password="for-the-tests-only", seed=request.param)
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def built(seeded, django_db_blocker):
    with django_db_blocker.unblock():
        made = {number: build(request_for(QUOTE, {"quotation": number, "duty_rate": "4%"})) for number in offers.DRAFTS}
        made |= {
            number: build(request_for(CONTRACT, {"contract": number}))
            for number in (contracts.CLEAN, contracts.MORE_PIECES, contracts.DEVIATING, "CT-0001", "CT-0004")
        }
        made["old"] = build(request_for(QUOTE, {"quotation": "QT-00120"}))
        return made


def found(built, number):
    return {finding.id for finding in built[number].report.findings}


def test_the_planted_facts_are_found_and_the_sound_ones_pass(built):
    assert found(built, offers.EXPORT) == found(built, offers.HOME) == found(built, contracts.CLEAN) == set()
    assert found(built, offers.HELD) == {"QT5"}
    assert found(built, offers.CHANGED) == {"QT6"}
    assert {"QT1", "QT4", "QT7", "QT8"} <= found(built, offers.LOW)
    assert found(built, contracts.MORE_PIECES) == {"CT1"}
    assert found(built, contracts.DEVIATING) == {"CT3"}


def test_the_contract_says_200_pieces_more_than_was_accepted(built):
    told = " ".join(text.en for text in built[contracts.MORE_PIECES].facts.differences)
    line = built[contracts.MORE_PIECES].facts.lines[0]
    assert f"item 1, quantity is {line.quantity.normalize():,f}, the accepted quotation's {(line.quantity - 200).normalize():,f}" in told


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
@pytest.mark.parametrize("number", [offers.EXPORT, contracts.CLEAN])
def test_the_papers_say_what_was_agreed(built, seeded, number, lang):
    if seeded != SEED:
        pytest.skip("agreed at the seed of the demo")
    name = "quotation" if number == offers.EXPORT else "contract"
    expect_as_agreed(built[number].report, lang, Path(__file__).parent / "snapshots" / f"{name}.{lang}.json")


def test_the_annex_prints_its_formulas(built):
    report = built[offers.EXPORT].report
    book = Ledger(report)
    told = {key: explain(report, key, book) for key in ("margins.L1.margin", "annex.margin", "annex.total", "terms.CIF.price")}
    assert all(why.formula and why.substituted for why in told.values())
    assert "÷" in told["annex.margin"].formula.en


def test_the_reason_of_a_price_is_in_the_language_of_the_document(built):
    why = Ledger(built[offers.EXPORT].report).places["margins.L1.why"].value
    assert why.v.en.startswith("List ")
    assert why.v.zh.startswith("價目表")


@pytest.mark.parametrize("number", [offers.EXPORT, offers.HOME, offers.LOW, "old", contracts.CLEAN, "CT-0001"])
def test_every_figure_foots_and_says_why(built, number):
    report = built[number].report
    book = Ledger(report)
    assert list(book.mismatches()) == []
    assert all(explain(report, place.value.id, book) for place in book.places.values() if place.value.is_figure)


@pytest.mark.parametrize("number", [offers.EXPORT, "old", contracts.DEVIATING])
def test_what_goes_out_holds_nothing_internal(built, number):
    made = built[number]
    outside = seen_as(made.report, made.deliverable.main)
    text = outside.model_dump_json(include={"sections"})
    assert outside.audience == "external"
    assert [word for word in INTERNAL if word in text] == []
    annex = seen_as(made.report, made.deliverable.renditions[0])
    assert {section.audience for section in annex.sections} == {"internal"}
    assert annex.sections[0].id == "annex"


def test_the_price_at_every_term_stands_beside_the_offer_and_rises_with_it(built):
    book = Ledger(built[offers.EXPORT].report)
    price = {term: book.place(f"terms.{term}.price").value.number for term in ("EXW", "FOB", "CFR", "CIF", "DAP", "DDP")}
    assert list(price.values()) == sorted(price.values())
    offered = book.place("annex.total").value.number
    assert abs(price["CIF"] - offered) / offered < Decimal("0.001")


def test_home_and_export_print_their_own_tax(built):
    home, export = (Ledger(built[number].report) for number in (offers.HOME, offers.EXPORT))
    assert home.place("sums.tax").value.number == home.place("sums.total").value.number - home.place("sums.subtotal").value.number
    assert "sums.tax" not in export.places
    assert "zero-rated" in export.place("terms.tax").value.v.en.lower()


def test_words_say_the_total(built):
    words = Ledger(built[offers.EXPORT].report).place("sums.words").value.v
    assert words.zh.startswith("美元")
    assert words.en.startswith("SAY US DOLLARS")


def test_each_check_has_its_bad_draft(built):
    """QT2, QT3, CT2, CT4, CT5: the sound draft with one thing taken from it."""
    facts = built[offers.EXPORT].facts
    from argosy.records.sales.offering.policy import Fault

    for check in ("QT2", "QT3"):
        bad = replace(facts, faults=(Fault(check, Text("甲", "x")),))
        assert [hit.check for hit in o2_4_1_quotation.check(bad, built[offers.EXPORT].report)] == [check]
    signed = built[contracts.CLEAN].facts
    from argosy.records.contracts.checking import Fault as Missing

    for check in ("CT2", "CT4", "CT5"):
        bad = replace(signed, faults=(Missing(check, Text("甲", "x"), Text("乙", "y")),))
        assert [hit.check for hit in o2_4_2_contract.check(bad, built[contracts.CLEAN].report)] == [check]


def test_there_are_nine_contracts_and_two_come_up_for_renewal(seeded):
    from argosy.records.contracts.checking import due_for_renewal
    from argosy.records.contracts.models import Contract
    from argosy.records.reference import queries as reference

    assert Contract.objects.count() == 9
    assert [row.number for row in due_for_renewal(reference.today())] == ["CT-0001", "CT-0002"]
