import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.kernel.text import Text
from argosy.records.reports import actions, queries
from argosy.report.model import sealed
from tests.records.reports.samples import BLOCK, WARN, approved, checked, draft, issued, render, submitted
from tests.report.samples import sample

pytestmark = pytest.mark.django_db


def test_a_document_goes_from_draft_to_issued_and_is_numbered(people):
    done = issued(people)
    assert done.doc_no.startswith("DTX-")
    assert done.doc_no.endswith("-0001-R0")
    assert queries.document(done.doc_no).state == "issued"


def test_numbers_of_a_month_follow_each_other(people):
    first, second = issued(people), issued(people)
    assert int(second.doc_no.split("-")[2]) == int(first.doc_no.split("-")[2]) + 1


@pytest.mark.parametrize("login", ["ws1", "ep1", "fm1", "fin", "adm", "gm"])
def test_only_the_role_of_the_standard_makes_it(people, login):
    with pytest.raises(Refused, match="may not"):
        draft(people[login])


def test_the_maker_cannot_check_or_approve_their_own(people):
    ref = submitted(people)
    with pytest.raises(Refused, match="C01"):
        actions.check(actor=people["cs1"], ref=ref)


def test_a_person_of_both_roles_still_cannot_approve_what_they_made(people, give_role):
    give_role(people["cs1"], "TM")
    with pytest.raises(Refused, match="C01"):
        actions.approve(actor=people["cs1"], ref=checked(people))


def test_the_checker_cannot_approve_too(people, give_role):
    give_role(people["cs2"], "TM")
    with pytest.raises(Refused, match="another person"):
        actions.approve(actor=people["cs2"], ref=checked(people))


def test_whoever_wrote_into_it_cannot_check_it(people):
    document = draft(people["cs1"])
    actions.write_narrative(actor=people["cs1"], ref=document.ref, block="advice", text=Text("建議", "Advice"), values_hash="")
    with pytest.raises(Refused, match="Only its maker"):
        actions.write_narrative(actor=people["cs2"], ref=document.ref, block="advice", text=Text("建議", "Advice"), values_hash="")


def test_steps_cannot_be_skipped(people):
    document = draft(people["cs1"])
    with pytest.raises(Refused, match="must be"):
        actions.check(actor=people["cs2"], ref=document.ref)
    ref = submitted(people)
    with pytest.raises(Refused, match="must be checked"):
        actions.approve(actor=people["tm1"], ref=ref)
    with pytest.raises(Refused, match="must be approved"):
        actions.issue(actor=people["cs1"], ref=ref, prefix="DTX", render=render)


def test_a_blocking_check_stops_the_checker_but_not_the_draft(people):
    ref = submitted(people, BLOCK)
    with pytest.raises(Refused, match="DT9"):
        actions.check(actor=people["cs2"], ref=ref)


def test_a_warning_needs_a_reason(people):
    with pytest.raises(Refused, match="DT8"):
        actions.check(actor=people["cs2"], ref=submitted(people, WARN))
    assert actions.check(actor=people["cs2"], ref=submitted(people, WARN.model_copy(update={"waived": "已確認"}))).decision == "checked"


def test_a_difference_in_recomputation_stops_the_check(people):
    with pytest.raises(Refused, match="DT6"):
        actions.check(actor=people["cs2"], ref=submitted(people), recomputed={"differences": [{"id": "x"}]})


def test_returning_needs_reasons_and_gives_it_back_to_its_maker(people):
    ref = submitted(people)
    with pytest.raises(BadInput, match="why"):
        actions.return_draft(actor=people["cs2"], ref=ref, comment=" ")
    actions.return_draft(actor=people["cs2"], ref=ref, comment="第 2 項請補成分表")
    assert [d.ref for d in queries.waiting_for(people["cs1"])] == [ref]


def test_after_a_return_the_old_signature_no_longer_counts(people):
    ref = checked(people)
    actions.return_draft(actor=people["tm1"], ref=ref, comment="請更新匯率")
    actions.submit(actor=people["cs1"], ref=ref, report=sealed(sample(names={})))
    with pytest.raises(Refused, match="must be checked"):
        actions.approve(actor=people["tm1"], ref=ref)


def test_signing_other_content_than_was_read_is_refused(people):
    with pytest.raises(Refused, match="has changed"):
        actions.check(actor=people["cs2"], ref=submitted(people), content_hash="0" * 64)


def test_a_report_whose_hash_does_not_fit_is_refused(people):
    document = draft(people["cs1"])
    with pytest.raises(BadInput, match="hash"):
        actions.submit(actor=people["cs1"], ref=document.ref, report=sample().model_copy(update={"names": {}}))


def test_what_is_issued_must_be_what_was_approved(people):
    def other(numbered):
        report, files = render(numbered)
        return sealed(report.model_copy(update={"names": {}})), files

    with pytest.raises(Refused, match="differs from what was approved"):
        actions.issue(actor=people["cs1"], ref=approved(people), prefix="DTX", render=other)


def test_a_revision_supersedes_and_keeps_the_number(people):
    first = issued(people)
    second = draft(people["cs1"], replaces=first.doc_no, reason="補成分證明")
    actions.submit(actor=people["cs1"], ref=second.ref, report=sample())
    actions.check(actor=people["cs2"], ref=second.ref)
    actions.approve(actor=people["tm1"], ref=second.ref)
    assert issued(people, second.ref).doc_no == first.doc_no.replace("-R0", "-R1")
    assert queries.document(first.doc_no).state == "superseded"


def test_a_revision_needs_a_reason_and_is_one_at_a_time(people):
    first = issued(people)
    with pytest.raises(BadInput, match="reason"):
        draft(people["cs1"], replaces=first.doc_no)
    draft(people["cs1"], replaces=first.doc_no, reason="匯率更新")
    with pytest.raises(Refused, match="under way"):
        draft(people["cs1"], replaces=first.doc_no, reason="匯率更新")


def test_withdrawing_needs_a_reason_and_deletes_nothing(people):
    done = issued(people)
    with pytest.raises(BadInput, match="why"):
        actions.withdraw(actor=people["cs1"], ref=done.doc_no, reason="")
    actions.withdraw(actor=people["cs1"], ref=done.doc_no, reason="誤植")
    assert queries.document(done.doc_no).state == "withdrawn"
    assert queries.files(queries.document(done.doc_no))


def test_sending_is_logged_with_the_hash_of_what_was_sent(people):
    done = issued(people)
    row = actions.log_sending(actor=people["cs1"], ref=done.doc_no, recipient="示範客戶", channel="email")
    assert row.file_hash == done.files.get().sha256
    assert actions.acknowledge(actor=people["cs1"], sending=row.pk, words="已收").acknowledged_at is not None


def test_a_draft_cannot_be_sent(people):
    with pytest.raises(Refused, match="must be issued"):
        actions.log_sending(actor=people["cs1"], ref=draft(people["cs1"]).ref, recipient="x", channel="email")


def test_each_sees_what_waits_for_them(people):
    ref = submitted(people)
    assert [d.ref for d in queries.waiting_for(people["cs2"])] == [ref]
    assert queries.waiting_for(people["cs1"]) == []
    actions.check(actor=people["cs2"], ref=ref)
    assert [d.ref for d in queries.waiting_for(people["tm1"])] == [ref]
    assert queries.waiting_for(people["cs2"]) == []


def test_a_draft_is_hidden_from_other_jobs_and_an_issued_document_is_not(people):
    ref = submitted(people)
    with pytest.raises(Refused, match="may not see"):
        queries.seen_by(people["ws1"], ref)
    assert queries.seen_by(people["ws1"], issued(people).doc_no)


def test_a_document_withdrawn_while_its_revision_is_under_way_stays_withdrawn(people):
    first = issued(people)
    second = draft(people["cs1"], replaces=first.doc_no, reason="補成分證明")
    actions.submit(actor=people["cs1"], ref=second.ref, report=sample())
    actions.check(actor=people["cs2"], ref=second.ref)
    actions.approve(actor=people["tm1"], ref=second.ref)
    actions.withdraw(actor=people["cs1"], ref=first.doc_no, reason="誤植")
    issued(people, second.ref)
    assert (queries.document(first.doc_no).state, queries.document(first.doc_no).reason) == ("withdrawn", "誤植")


def test_an_empty_number_names_no_document(people):
    draft(people["cs1"])
    with pytest.raises(NotFound):
        queries.document("")
    with pytest.raises(NotFound):
        actions.submit(actor=people["cs1"], ref="", report=sample())


def test_a_comment_too_long_to_keep_is_refused_not_cut(people):
    with pytest.raises(BadInput, match="1000"):
        actions.check(actor=people["cs2"], ref=submitted(people), comment="x" * 1001)


def test_what_goes_with_sending_to_check_stands_or_falls_with_it(people):
    def fail(version):
        raise Refused(Text("不行", "no"))

    ref = draft(people["cs1"]).ref
    with pytest.raises(Refused, match="no"):
        actions.submit(actor=people["cs1"], ref=ref, report=sample(), then=fail)
    assert queries.document(ref).state == "draft"


def test_text_no_engine_can_keep_is_refused_on_every_engine(people):
    document = draft(people["cs1"])
    with pytest.raises(BadInput, match="NUL"):
        actions.write_narrative(actor=people["cs1"], ref=document.ref, block="advice", text=Text("a\0b", ""), values_hash="")
    with pytest.raises(BadInput, match="NUL"):
        actions.change_draft(actor=people["cs1"], ref=document.ref, params={"order": "OF\0"}, lang="en", as_of=document.as_of)
