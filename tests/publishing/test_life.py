import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.kernel.text import Text
from argosy.publishing import life
from argosy.publishing.shown import shown
from argosy.records.people.models import EvidenceLink
from argosy.records.reports import proof, queries
from argosy.records.tariffs import actions as tariffs
from argosy.records.tariffs import queries as orders
from tests.publishing.conftest import WHY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def issue(people, ref: str):
    life.submit(actor=people["cs1"], ref=ref)
    life.check(actor=people["cs2"], ref=ref)
    life.approve(actor=people["tm1"], ref=ref)
    return life.issue(actor=people["cs1"], ref=ref)


@pytest.fixture
def issued(people, draft):
    return issue(people, draft())


def test_the_whole_job_ends_in_an_issued_document(people, issued):
    answer = shown(issued.doc_no, life.current(issued.doc_no))
    assert (answer["state"], answer["maker"], answer["checker"], answer["approver"]) == ("issued", "cs1", "cs2", "tm1")
    assert {f["format"] for f in answer["files"]} == {"xlsx", "pdf", "docx", "html", "json"}
    assert {f["rendition"] for f in answer["files"]} == {"document", "letter"}
    assert proof.verify()["ok"]


def test_the_files_carry_number_and_hash(issued):
    _, data = queries.file_bytes(issued.document, f"{issued.doc_no}_zh-Hant.html")
    page = data.decode()
    assert issued.doc_no in page
    assert issued.version.content_hash[:8] in page
    assert "查核未通過" not in page


def test_signatures_stand_on_the_issued_document(issued):
    assert [(s.act, s.role) for s in life.current(issued.doc_no).approvals] == [("made", "CS1"), ("checked", "CS2"), ("approved", "TM1")]


def test_evidence_is_suggested_for_author_and_checker(issued):
    links = EvidenceLink.objects.all()
    assert {(link.part, link.person.login) for link in links} == {("author", "cs1"), ("checker", "cs2")}
    assert {"P1.2.1", "P1.2.2", "P1.2.3"} <= {link.indicator for link in links}
    assert {link.state for link in links} == {"suggested"}


def test_the_result_is_kept_for_later_comparison(issued):
    row = orders.worksheet_of(issued.document.ref)
    assert row.complete
    assert row.payable == row.duty + row.taxes + row.fees > 0


def test_the_check_works_everything_out_again(people, draft):
    ref = draft()
    life.submit(actor=people["cs1"], ref=ref)
    approval = life.check(actor=people["cs2"], ref=ref)
    assert approval.recomputed["differences"] == []
    assert approval.recomputed["formulas"] > 50


def test_the_signature_is_for_what_was_worked_out_again(people, draft, monkeypatch):
    ref = draft()
    life.submit(actor=people["cs1"], ref=ref)
    again = life.recompute

    def meanwhile(document, version):
        result = again(document, version)
        life.return_draft(actor=people["cs1"], ref=ref, comment="抽回更正")
        life.write(
            actor=people["cs1"],
            ref=ref,
            block="advice",
            text=Text("另一份內容，說明已更正之處與理由。", "Other content, with what was put right and why."),
        )
        life.submit(actor=people["cs1"], ref=ref)
        return result

    monkeypatch.setattr(life, "recompute", meanwhile)
    with pytest.raises(Refused, match="has changed"):
        life.check(actor=people["cs2"], ref=ref)


def test_an_order_changed_after_submission_stops_the_check(people, draft):
    ref = draft()
    life.submit(actor=people["cs1"], ref=ref)
    order = queries.document(ref).params["order"]
    tariffs.revise_line(actor=people["cs1"], ref=order, line_no=1, rates={"duty": "25%", "commodity_tax": "15%"})
    with pytest.raises(Refused, match="DT6"):
        life.check(actor=people["cs2"], ref=ref)


def test_an_issued_document_stays_as_it_was_when_the_order_changes(people, issued):
    before = life.current(issued.doc_no)
    tariffs.revise_line(actor=people["cs1"], ref=issued.document.params["order"], line_no=2, rates={"duty": "20%", "commodity_tax": "8%"})
    assert life.current(issued.doc_no) == before
    changes = life.compare(issued.doc_no)
    assert {(c.row, c.column) for c in changes if c.block == "lines"} >= {
        ("L2", "commodity_tax"),
        ("L2", "vat"),
        ("L2", "payable"),
        ("total", "payable"),
    }
    assert any(c.material for c in changes)


def test_words_are_bound_to_the_figures_they_were_written_about(people, draft):
    ref = draft()
    life.write(
        actor=people["cs1"],
        ref=ref,
        block="advice",
        text=Text("稅費 [[key.payable]]，建議先補成分證明。", "Pays [[key.payable]]; prove the ingredients first."),
    )
    assert not any(f.id == "C06" for f in life.preview(ref).report.findings)
    tariffs.revise_line(
        actor=people["cs1"], ref=queries.document(ref).params["order"], line_no=1, rates={"duty": "10%", "commodity_tax": "15%"}
    )
    assert any(f.id == "C06" and f.level == "block" for f in life.preview(ref).report.findings)


def test_only_paragraphs_meant_for_writing_take_words(people, draft):
    with pytest.raises(NotFound, match="no paragraph conclusion"):
        life.write(actor=people["cs1"], ref=draft(), block="conclusion", text=Text("改寫", "rewritten"))


def test_a_blocked_draft_cannot_pass_its_check(people, stored):
    ref = life.draft(actor=people["cs1"], key="CS/O1.2.1", params={"order": stored()}).ref
    life.submit(actor=people["cs1"], ref=ref)
    with pytest.raises(Refused, match="DT9"):
        life.check(actor=people["cs2"], ref=ref)


def test_a_revision_says_what_it_replaces(people, issued):
    ref = life.draft(actor=people["cs1"], key="CS/O1.2.1", params=issued.document.params, replaces=issued.doc_no, reason="補成分證明").ref
    again = issue(people, ref)
    report = life.current(again.doc_no)
    assert (again.doc_no, report.replaces) == (issued.doc_no.replace("-R0", "-R1"), issued.doc_no)
    assert life.current(issued.doc_no).state == "superseded"


def test_sending_and_withdrawing(people, issued):
    row = life.send(
        actor=people["cs1"], ref=issued.doc_no, recipient="示範客戶", channel="email", file=f"{issued.doc_no}_zh-Hant_letter.pdf"
    )
    assert row.file.rendition == "letter"
    assert life.withdraw(actor=people["tm1"], ref=issued.doc_no, reason="誤植").state == "withdrawn"
    assert proof.verify()["ok"]


def test_a_draft_with_wrong_parameters_is_never_started(people, firm):
    with pytest.raises(BadInput):
        life.draft(actor=people["cs1"], key="CS/O1.2.1", params={})
    assert queries.made_by(people["cs1"]).count() == 0


def test_who_entered_the_figures_does_not_sign_them(people, draft):
    ref = draft()
    order = queries.document(ref).params["order"]
    tariffs.revise_line(actor=people["cs2"], ref=order, line_no=1, description="柚子果汁飲料")
    life.submit(actor=people["cs1"], ref=ref)
    with pytest.raises(Refused, match="C01"):
        life.check(actor=people["cs2"], ref=ref)
    assert life.check(actor=people["cs3"], ref=ref).decision == "checked"


def test_an_approver_who_changed_the_order_does_not_approve(people, draft):
    ref = draft()
    order = queries.document(ref).params["order"]
    tariffs.revise_order(actor=people["tm1"], ref=order, fields={"vessel": "MV DEMO 1"})
    life.submit(actor=people["cs1"], ref=ref)
    life.check(actor=people["cs2"], ref=ref)
    with pytest.raises(Refused, match="C01"):
        life.approve(actor=people["tm1"], ref=ref)
    assert life.approve(actor=people["tm2"], ref=ref).decision == "approved"


def test_only_maker_and_approver_issue_and_only_the_next_signer_returns(people, draft):
    ref = draft()
    life.submit(actor=people["cs1"], ref=ref)
    with pytest.raises(Refused):
        life.return_draft(actor=people["tm1"], ref=ref, comment="請補件")
    life.check(actor=people["cs2"], ref=ref)
    life.approve(actor=people["tm1"], ref=ref)
    with pytest.raises(Refused):
        life.issue(actor=people["cs3"], ref=ref)
    assert life.issue(actor=people["tm2"], ref=ref).doc_no


def test_a_receipt_is_logged_once_and_proved(people, issued):
    from argosy.records.reports import actions

    sent = life.send(actor=people["cs1"], ref=issued.doc_no, recipient="示範進口部", channel="email")
    actions.acknowledge(actor=people["cs1"], sending=sent.pk, words="已收")
    with pytest.raises(Refused):
        actions.acknowledge(actor=people["cs1"], sending=sent.pk, words="未收")
    assert proof.verify()["ok"]
    type(sent).objects.filter(pk=sent.pk).update(acknowledgement="退件")
    assert not proof.verify()["ok"]


def addressee(ref):
    return next(v.v.zh for v in life.preview(ref).report.values() if v.id == "letter.to")


def test_the_letter_goes_to_the_client_of_the_order(people, draft):
    from argosy.records.parties.models import Party

    ref = draft()
    order = queries.document(ref).params["order"]
    assert addressee(ref).startswith("本公司自行進口")
    Party(code="F-CL-01", name_zh="示範飲料通路股份有限公司", name_en="Tonglu Demo Beverages Co. Ltd.", country="TW").save()
    tariffs.revise_order(actor=people["cs1"], ref=order, fields={"client": "F-CL-01"})
    assert addressee(ref) == "示範飲料通路股份有限公司"
    with pytest.raises(NotFound):
        tariffs.revise_order(actor=people["cs1"], ref=order, fields={"client": "F-CL-99"})


def test_a_character_without_a_glyph_is_told_until_the_goods_are_renamed(people, draft):
    ref = draft()
    order = queries.document(ref).params["order"]
    tariffs.revise_line(actor=people["cs1"], ref=order, line_no=1, description="柚子茶🍵")
    found = [f for f in life.preview(ref).report.findings if f.id == "C15"]
    assert [f.level for f in found] == ["warn"]
    assert "U+1F375" in found[0].message.zh
    tariffs.revise_line(actor=people["cs1"], ref=order, line_no=1, description="柚子茶")
    assert not [f for f in life.preview(ref).report.findings if f.id == "C15"]
    with pytest.raises(BadInput):
        tariffs.revise_line(actor=people["cs1"], ref=order, line_no=1, description=" ")


def test_the_earlier_entry_is_an_issued_one_and_stays_the_same_afterwards(people, stored, issued):
    def made(premium):
        order = stored(insurance=premium)
        return life.draft(actor=people["cs1"], key="CS/O1.2.1", params={"order": order, "rationale": WHY}).ref

    def before(report):
        return {v.v for v in report.values() if v.id.startswith("earlier.") and v.id.endswith(".before")}

    waiting = made("20,001")
    life.submit(actor=people["cs1"], ref=waiting)
    second = issue(people, made("20,002"))
    assert before(life.current(second.doc_no)) == {issued.doc_no}
    life.check(actor=people["cs2"], ref=waiting)
    life.approve(actor=people["tm1"], ref=waiting)
    third = life.issue(actor=people["cs1"], ref=waiting)
    assert life.compare(second.doc_no) == []
    assert before(life.preview(made("20,003")).report) < {second.doc_no, third.doc_no}
