"""Contracts: drawn from what was accepted, checked, signed once; deviations by legal; renewal in time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.contracts.actions import (
    add_obligation,
    attach_scan,
    change_contract,
    decide_deviation,
    deviate,
    draw_contract,
    end_contract,
    file_authority,
    fulfil,
    load_library,
    remind_renewals,
    sign_contract,
    word_clause,
)
from argosy.records.contracts.checking import due_for_renewal, faults
from argosy.records.contracts.library import clauses
from argosy.records.contracts.models import Contract
from argosy.records.contracts.text import articles
from argosy.records.contracts.wording import differing, filled, variables
from argosy.records.people.models import WorkItem
from argosy.records.sales.offering.actions import draft_quotation, offer_quotation
from argosy.records.sales.offering.intake import OfferLine
from tests.records.test_offers import DAY, offer, refusal, shop  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(shop):  # noqa: F811
    """The library loaded, signatories on file, and an offered quotation of two lines."""
    load_library(actor=shop["lgl"], on=date(2020, 1, 1))
    row = draft_quotation(actor=shop["ws1"], offer=offer(OfferLine("J-1", Decimal(1000)), OfferLine("J-2", Decimal(500)), payment="T/T"))
    offer_quotation(actor=shop["ws1"], number=row.number)
    return shop


def drawn(desk, **fields):
    row = draw_contract(actor=desk["ws1"], quotation="QT-00001", **fields)
    ours = file_authority(actor=desk["lgl"], name="GM", paper="registration", document=b"paper", valid_from=date(2020, 1, 1))
    theirs = file_authority(actor=desk["lgl"], name="Buyer", party="C-1", paper="resolution", valid_from=date(2020, 1, 1))
    return change_contract(actor=desk["ws1"], number=row.number, version=row.version, our_signatory=ours, their_signatory=theirs)


def checks(row):
    return [fault.check for fault in faults(Contract.objects.get(pk=row.pk), on=DAY)]


def test_the_library_has_every_clause_in_both_languages_with_the_same_variables():
    told = clauses()
    assert len(told) == 25
    assert len({one.code for one in told}) == 25
    for one in told:
        assert variables(one.wording.zh) == variables(one.wording.en), one.code
        assert set(one.mandatory) <= set(one.kinds)


def test_a_contract_takes_over_what_was_accepted(desk):
    row = drawn(desk)
    assert (row.number, row.total, row.incoterm, row.lines.count()) == ("CT-0001", Decimal("15000.0000"), "FOB", 2)
    price = next(words for _, heading, words, _, _ in articles(row) if heading.en == "Price and total")
    assert "USD 15,000.00" in price.zh
    assert "USD 15,000.00" in price.en
    assert checks(row) == []


def test_200_pieces_more_than_accepted_are_found_until_explained(desk):
    row = drawn(desk)
    row = change_contract(actor=desk["ws1"], number=row.number, version=row.version, lines=[(1, Decimal(1200), Decimal(10))])
    found = [fault.message.en for fault in faults(row, on=DAY)]
    assert any("item 1, quantity is 1,200, the accepted quotation's 1,000" in words for words in found)
    assert set(checks(row)) == {"CT1"}
    assert "17,000.00" in next(words.en for _, heading, words, _, _ in articles(row) if heading.en == "Price and total")
    row = change_contract(
        actor=desk["ws1"], number=row.number, version=row.version, explanation="the customer asked for 200 more on 29 June"
    )
    assert checks(row) == []


def test_a_mandatory_clause_is_missed(desk):
    row = drawn(desk)
    row.clauses.get(version__clause__code="payment").delete()
    assert checks(row) == ["CT2"]


def test_a_deviation_is_legals_and_of_one_wording(desk):
    row = drawn(desk)
    deviate(actor=desk["ws1"], number=row.number, article=11, zh="{claim} 日", en="{claim} days", reason="asked")
    assert checks(row) == ["CT3"]
    decide_deviation(actor=desk["lgl"], number=row.number, article=11, approve=True)
    assert checks(row) == []
    deviate(actor=desk["ws1"], number=row.number, article=11, zh="{claim} 日後", en="after {claim} days", reason="asked again")
    assert checks(row) == ["CT3"]
    assert decide_deviation(actor=desk["lgl"], number=row.number, article=11, approve=False).state == "refused"
    assert checks(row) == ["CT3"]


def test_figures_that_differ_between_the_languages_are_found(desk):
    row = drawn(desk)
    clause = row.clauses.get(version__clause__code="claims")
    clause.values_en = clause.values_en | {"claim": "60"}
    clause.save()
    assert checks(row) == ["CT5"]
    assert differing({"a": "1,000.00", "b": "可"}, {"a": "1000.00", "b": "allowed"}) == []
    assert differing({"a": "1"}, {"a": "2", "b": "x"}) == ["a", "b"]


def test_no_authority_on_file_no_signature(desk):
    row = draw_contract(actor=desk["ws1"], quotation="QT-00001")
    assert checks(row) == ["CT4", "CT4"]
    assert "authority is not on file" in refusal(sign_contract, actor=desk["tm1"], number=row.number)


def test_a_signed_contract_stands_and_keeps_its_scan(desk, settings, tmp_path):
    row = sign_contract(actor=desk["tm1"], number=drawn(desk).number, scan=b"signed", scan_name="s.pdf")
    assert (row.state, row.signed_on, len(row.scan_sha256)) == ("signed", DAY, 64)
    assert row.signed_text.content["articles"][0]["source"] == "parties v1"
    assert "cannot be changed" in refusal(change_contract, actor=desk["ws1"], number=row.number, version=row.version, place="X")
    assert "other bytes" in refusal(attach_scan, actor=desk["ws1"], number=row.number, scan=b"other", name="x.pdf")
    with pytest.raises(TypeError):
        row.signed_text.save()


def test_a_new_wording_leaves_contracts_made_before_as_they_were(desk):
    row = drawn(desk)
    word_clause(actor=desk["lgl"], code="law", zh="新法", en="New law", valid_from=DAY)
    assert "United Nations" not in next(w.en for _, h, w, _, _ in articles(row) if h.en == "Governing law")
    later = draw_contract(actor=desk["ws1"], quotation="QT-00001")
    assert next(source for _, h, _, source, _ in articles(later) if h.en == "Governing law") == "law v2"
    with pytest.raises(BadInput):
        word_clause(actor=desk["lgl"], code="law", zh="{a}", en="{b}")


def test_no_contract_from_an_expired_quotation(desk):
    late = DAY + timedelta(days=31)
    told = refusal(draw_contract, actor=desk["ws1"], quotation="QT-00001", drawn=late)
    assert "not accepted, or expired" in told


def test_renewal_is_reminded_once_and_ends_with_its_successor(desk):
    row = drawn(desk, ends=DAY + timedelta(days=80))
    sign_contract(actor=desk["tm1"], number=row.number)
    assert [one.number for one in due_for_renewal(DAY)] == [row.number]
    assert len(remind_renewals(actor=desk["lgl"])) == 1
    assert remind_renewals(actor=desk["lgl"]) == []
    again = draw_contract(actor=desk["ws1"], renews=row.number)
    assert (again.starts, again.ends) == (DAY + timedelta(days=80), DAY + timedelta(days=160))
    assert due_for_renewal(DAY) == []


def test_an_obligation_reminds_its_owner_and_is_proven_when_done(desk):
    row = drawn(desk)
    duty = add_obligation(
        actor=desk["ws1"], number=row.number, duty_zh="交貨", duty_en="Delivery", due=DAY + timedelta(days=30), owner="ws1"
    )
    assert duty.work_item.due == DAY + timedelta(days=23)
    done = fulfil(actor=desk["ws1"], obligation=duty.pk, proof="B/L 123")
    assert done.done_on == DAY
    assert WorkItem.objects.get(pk=duty.work_item.pk).status == WorkItem.Status.DONE


def test_ending_says_why_and_only_what_fits(desk):
    row = drawn(desk)
    with pytest.raises(Refused):
        end_contract(actor=desk["gm"], number=row.number, how="ended", note="x")
    with pytest.raises(BadInput):
        end_contract(actor=desk["gm"], number=row.number, how="dropped")
    assert end_contract(actor=desk["gm"], number=row.number, how="dropped", note="no deal").state == "dropped"


def test_variables_are_filled_and_unknown_ones_stay():
    assert filled("a {b} {c}", {"b": 1}) == "a 1 {c}"
