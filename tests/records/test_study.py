from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.records.tariffs import actions as tariffs
from argosy.records.tariffs import queries as orders
from argosy.records.tariffs.study import actions, checking, choosing, listing, queries, stating
from argosy.records.tariffs.study.choosing import Evidence
from argosy.rules.library import pack_for
from tests.records.studied import DAY, JUICE, agree, decide_all, line, sent, study_of, zz_order

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def firm(people):
    from argosy.records.reference.models import Firm

    Firm(pk=1, name_zh="測試", name_en="Test", address_zh="台北市", address_en="Taipei", as_of=DAY).save()


@pytest.fixture
def zz(people, zz_rules):
    """A study of an order into ZZ: line 1 from Korea may claim the pact, line 2 from China may not."""
    return study_of(people, zz_order(people))


def measure(study, subject, line_no=1):
    return next(m for m in queries.measures(study) if m.subject == subject and m.line_no == line_no)


def option(study, programme):
    return next(o for o in queries.options(study) if o.programme == programme)


def shown(people, study, key, document="DOC-1", **more):
    return choosing.give_evidence(actor=people["cs1"], ref=study.ref, programme="pact", key=key, evidence=Evidence(document, **more))


def test_a_study_lists_every_measure_and_decides_none(people):
    study = study_of(people)
    subjects = {m.subject for m in queries.measures(study)}
    assert {"duty", "anti_dumping", "commodity_tax", "vat", "tps", "low_value"} <= subjects
    assert {m.decision for m in queries.measures(study)} == {""}
    assert study.rulebook.startswith("tw-import ")


@pytest.mark.parametrize("changes", [{"codes": ("771234",)}, {"codes": ()}, {"codes": ("2202",)}])
def test_unknown_goods_give_no_data_and_no_rate(people, changes):
    study = study_of(people, goods=(replace(JUICE, **changes),))
    assert [(m.kind, m.coverage, m.rate) for m in queries.measures(study) if m.line_no == 1] == [("none", "no_data", "")]
    with pytest.raises(Refused, match="no data for line 1"):
        sent(people, study)


def test_a_day_the_rules_do_not_cover_gives_no_data(people):
    study = study_of(people, date=date(1999, 1, 1))
    assert {m.coverage for m in queries.measures(study) if m.line_no == 1} == {"no_data"}


def test_a_country_without_rules_is_refused(people):
    with pytest.raises(NotFound):
        study_of(people, jurisdiction="ZW")


def test_a_study_needs_goods_and_a_day(people):
    for missing in ({"goods": ()}, {"date": None}):
        with pytest.raises(BadInput):
            study_of(people, **missing)


def test_a_decision_has_a_person_and_a_reason(people):
    study = study_of(people)
    place = measure(study, "duty").place
    with pytest.raises(BadInput, match="needs its reason"):
        actions.mark_measures(actor=people["cs1"], ref=study.ref, decisions={place: ("applies", " ")})
    actions.mark_measures(actor=people["cs1"], ref=study.ref, decisions={place: ("not", "列於免稅項目")})
    row = measure(study, "duty")
    assert (row.decision, row.reason, row.person.login) == ("not", "列於免稅項目", "cs1")


def test_notes_and_strange_places_are_not_decided(people):
    study = study_of(people)
    penalty = next(m for m in queries.measures(study) if m.kind == "penalty")
    for place in (penalty.place, 999):
        with pytest.raises(BadInput, match="no measure"):
            actions.mark_measures(actor=people["cs1"], ref=study.ref, decisions={place: ("applies", "yes")})


def test_candidate_codes_are_listed_beside_each_other_and_one_is_settled(people):
    study = study_of(people, goods=(replace(JUICE, codes=("2202991900", "2009899000")),))
    assert {m.code for m in queries.measures(study) if m.line_no == 1} == {"2202991900", "2009899000"}
    decide_all(people, study)
    with pytest.raises(Refused, match="candidate"):
        checking.send_study(actor=people["cs1"], ref=study.ref)
    actions.settle_code(actor=people["cs1"], ref=study.ref, line_no=1, code="2009899000", reason="原汁含量百分之百")
    others = [m for m in queries.measures(study) if m.code == "2202991900"]
    assert {m.decision for m in others} == {"not"}
    assert "2009899000" in others[0].reason
    assert queries.lines(study)[0].code == "2009899000"


def test_codes_can_be_added_to_consider(people):
    study = actions.add_candidates(actor=people["cs1"], ref=study_of(people).ref, line_no=1, codes=["2009899000"])
    assert queries.lines(study)[0].codes == ["2202991900", "2009899000"]
    with pytest.raises(BadInput, match="not among"):
        actions.settle_code(actor=people["cs1"], ref=study.ref, line_no=1, code="84713000", reason="不在候選之內")


def test_a_procedure_without_rules_is_said(people, monkeypatch):
    monkeypatch.setattr(listing, "pack_for", lambda place, flow: replace(pack_for(place, flow), programmes=()))
    study = study_of(people, procedure="inward")
    assert [m.coverage for m in queries.measures(study) if m.kind == "procedure"] == ["look_up"]


def test_renewing_keeps_decisions_of_what_is_the_same(people, zz):
    decide_all(people, zz)
    tariffs.revise_line(actor=people["cs1"], ref=zz.order.ref, line_no=2, rates={"duty": "8%"})
    actions.renew_study(actor=people["cs1"], ref=zz.ref)
    assert measure(zz, "duty", 1).decision == "applies"
    assert (measure(zz, "duty", 2).decision, measure(zz, "duty", 2).rate) == ("", "8%")


def test_the_cheapest_option_comes_first_with_what_it_needs(zz):
    rows = queries.options(zz)
    payable = [o.payable for o in rows if o.payable is not None]
    assert payable == sorted(payable)
    assert queries.verdict(option(zz, "pact"))[0] == "unmet"
    assert queries.verdict(option(zz, "pact"))[1].en == "unmet: needs Proof of origin"
    assert queries.verdict(option(zz, "as_declared"))[0] == "available"


def test_an_option_without_evidence_cannot_be_chosen(people, zz):
    with pytest.raises(Refused, match="unmet: needs Proof of origin"):
        choosing.choose_option(actor=people["cs1"], ref=zz.ref, programme="pact", reason="最低")


def test_evidence_says_what_the_paper_states(people, zz):
    with pytest.raises(BadInput, match="what the paper states"):
        shown(people, zz, "proof")
    shown(people, zz, "proof", value="yes", on=date(2026, 6, 1), note="正本")
    row = option(zz, "pact").conditions.get(key="proof")
    assert (row.document, row.value, row.on, row.person.login) == ("DOC-1", "yes", date(2026, 6, 1), "cs1")
    shown(people, zz, "proof", document="")
    assert not option(zz, "pact").conditions.get(key="proof").evidenced


def test_evidence_that_says_no_makes_the_option_fail(people, zz):
    shown(people, zz, "proof", value="no")
    assert queries.verdict(option(zz, "pact"))[0] == "unavailable"
    with pytest.raises(Refused, match="does not hold"):
        choosing.choose_option(actor=people["cs1"], ref=zz.ref, programme="pact", reason="最低")


def chosen(people, zz):
    shown(people, zz, "proof", value="yes")
    return choosing.choose_option(actor=people["cs1"], ref=zz.ref, programme="pact", reason="免稅")


def test_choosing_writes_the_claim_and_facts_to_the_order(people, zz):
    row = chosen(people, zz)
    assert (row.chosen_by.login, row.chosen_lines, row.payable) == ("cs1", [1], row.payable)
    first, second = orders.lines(zz.order)
    assert first.preference == {"programme": "pact", "facts": {"proof": "yes"}}
    assert second.preference == {}


def test_another_choice_releases_the_line(people, zz):
    chosen(people, zz)
    choosing.choose_option(actor=people["cs1"], ref=zz.ref, programme="as_declared", reason="產證將逾期")
    assert option(zz, "pact").chosen_by is None
    assert orders.lines(zz.order)[0].preference == {}


def test_an_option_is_for_its_own_lines(people, zz):
    with pytest.raises(BadInput, match="not for line 2"):
        choosing.choose_option(actor=people["cs1"], ref=zz.ref, programme="pact", reason="最低", lines=[2])


def test_one_line_may_be_chosen_while_another_waits(people, zz_rules):
    goods = (line(1, "84713000", "KR", "1000", rates={"duty": "5%"}), line(2, "84713000", "JP", "500", rates={"duty": "5%"}))
    study = study_of(people, zz_order(people, *goods))
    evidence = Evidence("DOC-1", value="yes")
    choosing.give_evidence(actor=people["cs1"], ref=study.ref, programme="pact", key="proof", evidence=evidence, lines=[1])
    choosing.choose_option(actor=people["cs1"], ref=study.ref, programme="pact", reason="免稅", lines=[1])
    assert [bool(row.preference) for row in orders.lines(study.order)] == [True, False]
    with pytest.raises(Refused, match="unmet"):
        choosing.choose_option(actor=people["cs1"], ref=study.ref, programme="pact", reason="免稅", lines=[2])


def test_everything_is_decided_before_the_check(people):
    study = study_of(people)
    with pytest.raises(Refused, match="measures are not decided yet"):
        checking.send_study(actor=people["cs1"], ref=study.ref)
    assert sent(people, study).state == "in_check"
    with pytest.raises(Refused, match="take it back"):
        decide_all(people, study)


def test_the_author_and_whoever_decided_cannot_check(people, zz):
    place = measure(zz, "duty").place
    actions.mark_measures(actor=people["cs3"], ref=zz.ref, decisions={place: ("applies", "依規定課徵")})
    decide_all(people, zz)
    actions.mark_measures(actor=people["cs3"], ref=zz.ref, decisions={place: ("applies", "依規定課徵")})
    checking.send_study(actor=people["cs1"], ref=zz.ref)
    for login in ("cs1", "cs3"):
        with pytest.raises(Refused, match="does not check it"):
            agree(people, zz, login)
    assert agree(people, zz, "cs2").state == "checked"


def test_a_study_is_checked_when_every_item_is_agreed(people, zz):
    sent(people, zz)
    assert agree(people, zz, only=("code", "unit")).state == "in_check"
    done = agree(people, zz)
    assert (done.state, done.checker.login) == ("checked", "cs2")
    assert list(queries.disputed(zz.order.ref)) == []


def test_a_disagreement_is_open_until_the_second_person_agrees(people, zz):
    sent(people, zz)
    item = next(c for c in queries.checks(zz) if c.item == "exclusion" and c.line_no == 1)
    with pytest.raises(BadInput, match="needs its reason"):
        checking.check_study(actor=people["cs2"], ref=zz.ref, verdicts={item.pk: ("disagree", "")})
    checking.check_study(actor=people["cs2"], ref=zz.ref, verdicts={item.pk: ("disagree", "章註已排除")})
    assert "Exclusion notes" in next(queries.disputed(zz.order.ref)).en
    checking.answer_disagreement(actor=people["cs1"], ref=zz.ref, item=item.pk, words="章註 5 不適用，見型錄")
    assert list(queries.disputed(zz.order.ref))
    assert agree(people, zz).state == "checked"
    assert list(queries.disputed(zz.order.ref)) == []


def test_nobody_answers_their_own_disagreement(people, zz):
    sent(people, zz)
    item = queries.checks(zz)[0]
    checking.check_study(actor=people["cs2"], ref=zz.ref, verdicts={item.pk: ("disagree", "日期有誤")})
    with pytest.raises(Refused, match="your own"):
        checking.answer_disagreement(actor=people["cs2"], ref=zz.ref, item=item.pk, words="算了")


def test_a_disagreement_outlives_taking_the_study_back(people, zz):
    sent(people, zz)
    item = next(c for c in queries.checks(zz) if c.item == "code" and c.line_no == 1)
    checking.check_study(actor=people["cs2"], ref=zz.ref, verdicts={item.pk: ("disagree", "應歸 8471.41")})
    checking.reopen_study(actor=people["cs1"], ref=zz.ref)
    checking.send_study(actor=people["cs1"], ref=zz.ref)
    assert [c.note for c in queries.checks(zz) if c.open] == ["應歸 8471.41"]


def test_goods_changed_after_the_check_are_a_disagreement(people, zz):
    sent(people, zz)
    agree(people, zz)
    tariffs.revise_line(actor=people["cs1"], ref=zz.order.ref, line_no=1, code="84714100")
    assert "renew the study" in next(queries.disputed(zz.order.ref)).en


def test_an_order_without_a_study_or_with_one_being_made_is_not_disputed(people, zz):
    assert list(queries.disputed("OF-none")) == []
    assert list(queries.disputed(zz.order.ref)) == []


def test_another_code_than_the_orders_differs(people, zz):
    actions.add_candidates(actor=people["cs1"], ref=zz.ref, line_no=1, codes=["84714100"])
    actions.settle_code(actor=people["cs1"], ref=zz.ref, line_no=1, code="84714100", reason="含有處理單元及輸入輸出單元")
    sent(people, zz)
    item = next(c for c in queries.checks(zz) if c.item == "code" and c.line_no == 1)
    assert (item.outcome, item.open) == ("differs", True)
    with pytest.raises(BadInput, match="agreeing to a difference"):
        checking.check_study(actor=people["cs2"], ref=zz.ref, verdicts={item.pk: ("agree", "")})


def test_only_an_unsent_study_is_removed_by_its_author(people, zz):
    with pytest.raises(Refused):
        actions.remove_study(actor=people["cs2"], ref=zz.ref)
    actions.remove_study(actor=people["cs1"], ref=zz.ref)
    with pytest.raises(NotFound):
        queries.study(zz.ref)


def test_what_amounts_wait_for_is_asked_and_answered(people, zz_rules):
    study = study_of(people, goods=(replace(JUICE, codes=("84713000",), origin="KR", currency="AUD"),), jurisdiction="ZZ")
    asked = {stating.answer_key(study, gap) or gap.field for gap in stating.open_questions(study) if gap.blocks}
    assert asked == {"1.rates.duty"}
    assert {o.payable for o in queries.options(study)} == {None}
    stating.state_facts(actor=people["cs1"], ref=study.ref, answers={"1.rates.duty": "5%", "1.facts.quoted": "0"})
    assert queries.lines(study)[0].facts == {"quoted": "0"}
    left = [stating.answer_key(study, gap) for gap in stating.open_questions(study) if gap.blocks]
    assert left == ["0.costs.freight"]
    stating.state_facts(actor=people["cs1"], ref=study.ref, answers={"0.costs.freight": "100"})
    assert None not in {o.payable for o in queries.options(queries.study(study.ref)) if o.programme == "as_declared"}


def test_answers_about_an_order_are_kept_with_the_order(people, zz):
    answers = {"1.facts.quoted": "1", "0.facts.quoted": "0", "2.rates.duty": ""}
    stating.state_facts(actor=people["cs1"], ref=zz.ref, answers=answers)
    order = orders.order(zz.order.ref)
    first, second = orders.lines(order)
    assert (first.facts, order.facts, second.rates) == ({"quoted": "1"}, {"quoted": "0"}, {})


@pytest.mark.parametrize("key", ["9.facts.quoted", "1.code", "0.rates.duty", "facts", "x.facts.y", "0.costs.freight"])
def test_only_facts_and_rates_of_its_goods_are_stated(people, zz, key):
    with pytest.raises(BadInput, match="cannot be stated"):
        stating.state_facts(actor=people["cs1"], ref=zz.ref, answers={key: "1"})


def test_roles_without_the_right_make_no_study(people):
    with pytest.raises(Refused):
        actions.make_study(actor=people["fin"], new=study_of.__globals__["NewStudy"]())
