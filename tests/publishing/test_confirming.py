"""What an expert must confirm before a worksheet is approved, and the study that stands behind an order."""

from datetime import date

import pytest

from argosy.deliverables.families.duty.confirming import confirmations
from argosy.deliverables.families.duty.facts import gather
from argosy.kernel.errors import BadInput, Refused
from argosy.publishing import life
from argosy.publishing.build import request_for
from argosy.records.people import consulting
from argosy.records.reference.actions import change_setting
from argosy.records.reports import queries
from argosy.records.reports.confirming import needed
from argosy.records.reports.models import Confirmation
from argosy.records.tariffs import actions as tariffs
from argosy.records.tariffs import queries as orders
from argosy.records.tariffs.study import queries as studies
from tests.publishing.conftest import WHY
from tests.records.studied import agree, line, sent, study_of, zz_order

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DUE = date(2026, 7, 10)


def checked(people, ref):
    life.submit(actor=people["cs1"], ref=ref)
    life.check(actor=people["cs2"], ref=ref)
    return queries.document(ref)


def limit(people, value, name="total"):
    change_setting(actor=people["gm"], name=f"tariffs.confirm_{name}", value=value, valid_from=date(2026, 1, 1), reason="公司決定")


def ask(people, document, person="tm2", subject="", **more):
    one = life.confirmations(document)[0].needed
    asked = {"question": one.question.en, "matters": {one.key: one.matter}, "due": DUE, **({"person": person} if person else {}), **more}
    return consulting.ask(actor=people["cs1"], subject=subject or document.reference, name=str(document), **asked)


def answered(people, row, login="tm2", stance="confirms", **more):
    return consulting.answer(
        actor=people[login], consultation=row.pk, words="已核對原始資料", stance=stance, effect="無", **more
    )  # fmt: skip


def test_a_worksheet_that_meets_no_rule_needs_nobody(people, draft):
    document = checked(people, draft())
    assert life.confirmations(document) == []
    assert life.approve(actor=people["tm1"], ref=document.ref).decision == "approved"


@pytest.fixture
def high(people, draft):
    """A checked worksheet above the firm's limit."""
    limit(people, "1000")
    return checked(people, draft())


def test_a_high_total_waits_for_an_expert(people, high):
    assert [(s.needed.key, s.state) for s in life.confirmations(high)] == [("total", "open")]
    with pytest.raises(Refused, match=r"An expert must confirm before approval: TWD [\d,]+ payable, above TWD 1,000"):
        life.approve(actor=people["tm1"], ref=high.ref)
    row = ask(people, high)
    assert life.confirmations(high)[0].state == "asked"
    with pytest.raises(Refused, match="An expert"):
        life.approve(actor=people["tm1"], ref=high.ref)
    answered(people, row)
    assert life.confirmations(high)[0].state == "confirmed"
    assert life.approve(actor=people["tm1"], ref=high.ref).decision == "approved"


def test_sending_stays_locked_until_it_is_confirmed(people, high):
    for act in (life.issue, lambda actor, ref: life.send(actor=actor, ref=ref, recipient="x", channel="email")):
        with pytest.raises(Refused):
            act(actor=people["cs1"], ref=high.ref)


def test_an_objection_does_not_confirm(people, high):
    answered(people, ask(people, high), stance="objects")
    assert life.confirmations(high)[0].state == "objected"
    with pytest.raises(Refused, match="An expert"):
        life.approve(actor=people["tm1"], ref=high.ref)


def test_a_later_objection_takes_a_confirmation_back(people, high):
    answered(people, ask(people, high))
    answered(people, ask(people, high), stance="objects")
    assert life.confirmations(high)[0].state == "objected"


def test_the_word_of_who_entered_the_figures_does_not_count(people, high):
    row = ask(people, high, person="", outside="示範報關行")
    answered(people, row, login="cs1", document="信函 7/1")
    assert life.confirmations(high)[0].state == "asked"
    answered(people, ask(people, high, person="", outside="示範報關行"), login="cs3", document="信函 7/1")
    assert life.confirmations(high)[0].state == "confirmed"


def test_a_question_asked_on_the_order_counts_for_its_worksheet(people, high):
    answered(people, ask(people, high, subject=orders.order(high.params["order"]).reference))
    assert life.confirmations(high)[0].state == "confirmed"


def test_an_answer_holds_for_the_figure_it_was_about(people, high):
    answered(people, ask(people, high))
    life.return_draft(actor=people["tm1"], ref=high.ref, comment="運費有誤")
    tariffs.revise_line(actor=people["cs1"], ref=high.params["order"], line_no=1, rates={"duty": "25%", "commodity_tax": "15%"})
    assert [s.state for s in life.confirmations(queries.document(high.ref))] == ["open"]
    again = checked(people, high.ref)
    with pytest.raises(Refused, match="An expert"):
        life.approve(actor=people["tm1"], ref=again.ref)


def test_what_a_version_needs_is_frozen_with_it(people, high):
    kept = needed(queries.latest(high))
    assert [n.key for n in kept] == ["total"]
    row = Confirmation.objects.get()
    with pytest.raises(TypeError):
        row.save()


@pytest.mark.parametrize("value", ["no", "100000000"])
def test_the_firm_sets_its_own_limit(people, draft, value):
    limit(people, value)
    assert life.confirmations(checked(people, draft())) == []


def test_a_limit_that_is_no_number_says_so(people, draft):
    limit(people, "lots")
    with pytest.raises(BadInput, match="takes a number or no"):
        life.confirmations(queries.document(draft()))


def test_a_code_new_to_the_firm_is_put_to_an_expert(people, stored):
    rows = [["A-1", "燈具", "9405.11.00.00-1", "JP", "100", "PCE", "900", "100", "120", "5%", ""]]
    ref = life.draft(actor=people["cs1"], key="CS/O1.2.1", params={"order": stored(rows), "rationale": WHY}).ref
    assert [s.needed.key for s in life.confirmations(checked(people, ref))] == ["code:94051100001"]


def test_a_firm_without_a_past_has_nothing_new(people, firm):
    from argosy.importers.order_file import read_order
    from argosy.records.tariffs.actions import import_order
    from tests.importers.orders import GIVEN, csv_text

    order = import_order(actor=people["cs1"], order=read_order("o.csv", csv_text().encode(), {**GIVEN, "fx": "0.2135"}).order)
    assert confirmations(gather(request_for("CS/O1.2.1", {"order": order.ref}))) == ()


def test_remedies_and_disputed_rules_are_put_to_an_expert(people, firm, zz_rules):
    order = zz_order(
        people, line(1, "72081000", "CN", "1000", rates={"duty": "5%"}), line(2, "84713000", "CN", "500", rates={"duty": "5%"})
    )
    facts = gather(request_for("CS/O1.2.1", {"order": order}))
    assert {n.key for n in confirmations(facts)} == {
        "remedy:1:metal",
        "remedy:2:surcharge",
        "reading:base",
        "total",
    }
    limit(people, "no", "remedy")
    assert "remedy:1:metal" not in {n.key for n in confirmations(facts)}


def test_consultations_are_asked_of_exactly_one_and_answered_by_them(people, high):
    with pytest.raises(Refused, match="cannot ask yourself"):
        ask(people, high, person="cs1")
    for wrong in ({"person": "tm2", "role": "LGL"}, {"person": ""}, {"person": "", "role": "XX"}):
        with pytest.raises(BadInput):
            ask(people, high, **wrong)
    row = ask(people, high, person="", role="LGL")
    with pytest.raises(Refused, match="Only who was asked"):
        answered(people, row, login="tm2")
    assert answered(people, row, login="lgl").answered_by.login == "lgl"
    with pytest.raises(Refused, match="cannot be changed"):
        answered(people, row, login="lgl")


def test_an_answer_is_whole(people, high):
    row = ask(people, high, person="", outside="示範報關行")
    with pytest.raises(BadInput, match="paper it stands on"):
        answered(people, row, login="cs3")
    with pytest.raises(BadInput, match="effect on the record"):
        consulting.answer(actor=people["cs3"], consultation=row.pk, words="可", stance="confirms", effect="", document="信")


def test_who_is_asked_and_who_waits_see_it(people, high):
    row = ask(people, high)
    assert list(consulting.put_to(people["tm2"])) == [row]
    assert list(consulting.put_to(people["tm1"])) == []
    assert list(consulting.unanswered(people["cs1"], date(2026, 7, 11))) == [row]
    assert list(consulting.unanswered(people["cs1"], DUE)) == []


def test_an_open_disagreement_of_the_study_blocks_the_worksheet(people, draft):
    ref = draft()
    order = queries.document(ref).params["order"]
    study = sent(people, study_of(people, order))
    item = next(c for c in studies.checks(study) if c.item == "origin")
    from argosy.records.tariffs.study import checking

    checking.check_study(actor=people["cs2"], ref=study.ref, verdicts={item.pk: ("disagree", "應為 CN")})
    assert ("DT11", "block") in {(f.id, f.level) for f in life.preview(ref).report.findings}
    agree(people, study, note="已看產證正本")
    assert "DT11" not in {f.id for f in life.preview(ref).report.findings}


def test_a_chosen_programme_is_used_by_the_worksheet(people, firm, zz_rules):
    order = zz_order(people, line(1, "84713000", "KR", "1000", rates={"duty": "5%"}))
    tariffs.revise_line(
        actor=people["cs1"], ref=order, line_no=1, preference={"programme": "pact", "rate": "free", "facts": {"proof": "yes"}}
    )
    made = gather(request_for("CS/O1.2.1", {"order": order})).result.made
    assert [c.programme.id for c in made.lines[0].charges if c.programme] == ["pact"]
    assert made.lines[0].charges[0].amount == 0


def test_the_next_order_of_the_same_goods_is_compared_with_the_issued_one(people, draft, stored):
    first = checked(people, draft())
    life.approve(actor=people["tm1"], ref=first.ref)
    life.issue(actor=people["cs1"], ref=first.ref)
    study = sent(people, study_of(people, stored(insurance="20,001")))
    assert {c.outcome for c in studies.checks(study) if c.item in ("earlier", "version")} == {"agrees"}
    dearer = stored(insurance="20,002")
    tariffs.revise_line(actor=people["cs1"], ref=dearer, line_no=1, rates={"duty": "25%", "commodity_tax": "15%"})
    other = sent(people, study_of(people, dearer))
    assert [c.line_no for c in studies.checks(other) if c.item == "earlier" and c.outcome == "differs"] == [1]
