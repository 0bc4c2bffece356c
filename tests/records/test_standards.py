from __future__ import annotations

import pytest

from argosy.kernel.errors import BadInput, NotFound
from argosy.records.people.actions import confirm_evidence, suggest_evidence
from argosy.records.people.models import EvidenceLink, Person
from argosy.records.people.permissions import document_permission, document_roles
from argosy.records.people.queries import may_document
from argosy.records.people.roles import roles
from argosy.records.people.succession import carry_evidence
from argosy.records.reference.models import StandardVersion
from argosy.records.reference.standards import differences, import_standard, published, split_code, verbatim
from argosy.standards.catalogue import outputs, standards
from argosy.standards.signing import roles_for
from tests.standards.samples import PLAIN, standard

TEXT = standard(*PLAIN)
NEXT = TEXT.replace("TEA1234-009v2", "TEA1234-009v3").replace("P1.1.2寫下香氣", "P1.1.2估計明年全球茶葉總產量並向政府提出報告書")


@pytest.mark.django_db
def test_a_published_text_is_kept_word_for_word(people):
    row = import_standard(actor=people["adm"], text=TEXT, where="tea.txt")
    assert (row.code, row.version, row.name_zh, row.imported_by) == ("TEA1234-009", "v2", "茶品採購人員", people["adm"])
    assert StandardVersion.objects.get().text == TEXT
    assert verbatim("TEA1234-009")["P1.1.1"] == "比較三種茶樣。"
    assert verbatim("KPS1420-002") == {}


@pytest.mark.django_db
def test_a_version_is_never_overwritten_and_other_text_is_refused(people):
    import_standard(actor=people["adm"], text=TEXT)
    for text in (TEXT + "\n", "a recipe for tea"):
        with pytest.raises(BadInput):
            import_standard(actor=people["adm"], text=text)
    assert StandardVersion.objects.count() == 1


@pytest.mark.django_db
def test_versions_stand_side_by_side_and_differ(people):
    for text in (NEXT, TEXT):
        import_standard(actor=people["adm"], text=text)
    assert published("TEA1234-009").code == "TEA1234-009v3"
    assert published("TEA1234-009", "v2").code == "TEA1234-009v2"
    assert [(c.kind, c.new_code) for c in differences("TEA1234-009", "v2", "v3")] == [("reworded", "P1.1.2")]
    with pytest.raises(NotFound, match="v1"):
        published("TEA1234-009", "v1")


@pytest.mark.django_db
def test_evidence_is_carried_to_the_new_version_where_the_sense_stands(people):
    for text in (TEXT, NEXT):
        import_standard(actor=people["adm"], text=text)
    link = {"person": people["cs1"], "part": "author", "record": "reports.Document:1", "version_hash": "a" * 64}
    suggest_evidence(actor=people["cs1"], standard="TEA1234-009v2", indicators=("P1.1.1", "P1.1.2"), **link)
    confirm_evidence(actor=people["tm1"], link=EvidenceLink.objects.get(indicator="P1.1.1").pk)
    done = carry_evidence(actor=people["adm"], code="TEA1234-009", old="v2", new="v3")
    assert (done.carried, [step.old_code for step in done.ask]) == (1, ["P1.1.2"])
    fresh = EvidenceLink.objects.get(standard="TEA1234-009v3")
    assert (fresh.indicator, fresh.state, fresh.assessor) == ("P1.1.1", "confirmed", people["tm1"])
    assert carry_evidence(actor=people["adm"], code="TEA1234-009", old="v2", new="v3").carried == 0
    assert EvidenceLink.objects.filter(standard="TEA1234-009v2").count() == 2


@pytest.mark.parametrize(
    ("code", "parts"), [("KPS1420-002v3", ("KPS1420-002", "v3")), ("KPS1420-001", ("KPS1420-001", "v1")), ("X-1v12", ("X-1", "v12"))]
)
def test_a_code_ends_in_its_version(code, parts):
    assert split_code(code) == parts


def test_the_five_jobs_are_the_five_standards():
    assert {role.standard: code for code, role in roles().items() if role.standard} == {
        s.code[: -len(s.version)]: s.key for s in standards()
    }


@pytest.mark.parametrize("output", outputs(), ids=lambda output: output.key)
def test_documents_follow_the_signing_column(output):
    signing = roles_for(output)
    assert document_roles("make", output.key) == set(signing.makers)
    assert document_roles("check", output.key) == set(signing.checkers)
    assert document_roles("approve", output.key) == set(signing.approvers)
    assert set(signing.makers) <= set(roles())
    assert "ADM" not in {*signing.makers, *signing.checkers, *signing.approvers}


@pytest.mark.django_db
def test_each_person_has_their_part_in_the_duty_worksheet(people):
    key = "KPS1420-002/O1.2.1"
    able = {act: {p.login for p in people.values() if may_document(p, act, key)} for act in ("make", "check", "approve")}
    assert able["make"] == able["check"] == {"cs1", "cs2", "cs3"}
    assert able["approve"] == {"tm1", "tm2"}
    assert not may_document(None, "make", key)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "permission", ["document.make:KPS1420-002/O9.9.9", "document.sign:KPS1420-002/O1.2.1", "document.make:", "document.make"]
)
def test_an_unknown_output_or_act_is_open_to_nobody(people, permission):
    assert not any(person.may(permission) for person in Person.objects.all())
    assert document_permission("make", "X") == "document.make:X"
