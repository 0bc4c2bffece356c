from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.records.audit.models import AuditEntry
from argosy.records.people import queries
from argosy.records.people.actions import (
    change_person,
    close_work_item,
    confirm_evidence,
    issue_token,
    open_work_item,
    record_competency,
    register_person,
    revoke_token,
    set_password,
    suggest_evidence,
    withdraw_role,
)  # fmt: skip
from argosy.records.people.founding import first_administrator
from argosy.records.people.models import ApiToken, EvidenceLink, Person
from argosy.records.people.permissions import scope_of
from argosy.records.people.tokens import token_owner

pytestmark = pytest.mark.django_db


def test_a_token_stands_for_its_owner_within_its_scopes(people):
    secret = issue_token(actor=people["cs1"], name="reports", scopes=("read",)).secret
    owner = token_owner(secret)
    assert owner == people["cs1"]
    assert owner.may("parties.party.read")
    assert not owner.may("parties.party.register")
    assert people["cs1"].may("parties.party.register")


def test_only_the_digest_of_a_token_is_kept(people):
    issued = issue_token(actor=people["cs1"], name="reports", scopes=("read", "write"))
    row = ApiToken.objects.get()
    assert issued.secret not in str(row.__dict__)
    assert issued.secret.startswith(f"argosy_{row.prefix}_")
    assert issued.secret.split("_", 2)[2] not in str(list(ApiToken.history.values()))


@pytest.mark.parametrize("end", ["expired", "revoked", "inactive", "wrong", "unknown", "nonsense"])
def test_a_dead_token_opens_nothing(people, end):
    secret = issue_token(actor=people["cs1"], name="x", scopes=("read",)).secret
    row = ApiToken.objects.get()
    if end == "expired":
        row.expires = timezone.now() - timedelta(seconds=1)
        row.save()
    if end == "revoked":
        revoke_token(actor=people["cs1"], prefix=row.prefix)
    if end == "inactive":
        change_person(actor=people["adm"], login="cs1", is_active=False)
    given = {"wrong": secret[:-1] + "!", "unknown": "argosy_00000000_abc", "nonsense": "Bearer"}.get(end, secret)
    with pytest.raises(Refused):
        token_owner(given)


def test_one_revokes_ones_own_tokens_and_an_administrator_any(people):
    for name in ("a", "b"):
        issue_token(actor=people["cs1"], name=name, scopes=("read",))
    first, second = ApiToken.objects.all()
    with pytest.raises(Refused):
        revoke_token(actor=people["cs2"], prefix=first.prefix)
    assert revoke_token(actor=people["cs1"], prefix=first.prefix).revoked
    assert revoke_token(actor=people["adm"], prefix=second.prefix).revoked


@pytest.mark.parametrize(("scopes", "days"), [((), 90), (("everything",), 90), (("read",), 0), (("read",), 400)])
def test_a_token_needs_a_known_scope_and_a_sane_life(people, scopes, days):
    with pytest.raises(BadInput):
        issue_token(actor=people["cs1"], name="x", scopes=scopes, days=days)
    assert not ApiToken.objects.exists()


def test_the_admin_scope_is_for_administrators(people):
    with pytest.raises(Refused):
        issue_token(actor=people["cs1"], name="x", scopes=("admin",))
    assert issue_token(actor=people["adm"], name="x", scopes=("admin",)).scopes == ("admin",)


@pytest.mark.parametrize(
    ("permission", "scope"),
    [
        ("parties.party.read", "read"), ("parties.party.register", "write"), ("document.approve:KPS1420-002/O1.2.1", "documents"),
        ("reports.document.issue", "documents"), ("people.person.register", "admin"), ("people.work_item.close", "write"), ("audit.entry.read", "read"),
    ],
)  # fmt: skip
def test_each_permission_falls_under_one_scope(permission, scope):
    assert scope_of(permission) == scope


def test_a_token_issues_no_wider_token(people):
    owner = token_owner(issue_token(actor=people["adm"], name="x", scopes=("admin", "read")).secret)
    with pytest.raises(Refused, match="wider"):
        issue_token(actor=owner, name="y", scopes=("write",))
    assert issue_token(actor=owner, name="y", scopes=("read",)).scopes == ("read",)


def test_own_tokens_are_seen_by_their_owner_all_by_an_administrator(people):
    issue_token(actor=people["cs1"], name="x", scopes=("read",))
    assert queries.own_tokens(actor=people["cs1"]).count() == 1
    assert queries.own_tokens(actor=people["cs2"]).count() == 0
    assert queries.all_tokens(actor=people["adm"]).count() == 1
    with pytest.raises(Refused):
        queries.all_tokens(actor=people["gm"])


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234", "demo-cs9-2026"])
def test_weak_passwords_are_refused_in_both_languages(people, password):
    with pytest.raises(BadInput) as bad:
        register_person(actor=people["adm"], login="demo-cs9", name_zh="新", name_en="New", password=password)
    assert bad.value.message.zh != bad.value.message.en


def test_a_password_can_be_replaced(people):
    set_password(actor=people["adm"], login="cs1", password="new-harbour-99")
    assert Person.objects.get(login="cs1").check_password("new-harbour-99")


def test_a_login_has_one_form(people):
    with pytest.raises(BadInput) as bad:
        register_person(actor=people["adm"], login="a b", name_zh="新", name_en="New", password="quiet-river-51")
    assert [p.field for p in bad.value.problems] == ["login"]
    assert "小寫英文" in bad.value.message.zh
    assert "underscore" in bad.value.message.en


def test_a_role_not_held_cannot_be_withdrawn(people):
    with pytest.raises(NotFound):
        withdraw_role(actor=people["adm"], login="cs1", role="TM")


def test_a_work_item_is_closed_by_its_owner_with_a_note(people):
    item = open_work_item(actor=people["tm1"], title="回覆客戶", owner="cs1", due=date(2026, 7, 3), origin="parties.Party:1")
    assert list(queries.open_work(actor=people["cs1"])) == [item]
    assert list(queries.overdue_work(actor=people["tm1"], on=date(2026, 7, 4))) == [item]
    for refused in (lambda: close_work_item(actor=people["tm1"], item=item.pk, note="done"),):
        with pytest.raises(Refused):
            refused()
    with pytest.raises(BadInput):
        close_work_item(actor=people["cs1"], item=item.pk, note="")
    assert close_work_item(actor=people["cs1"], item=item.pk, note="已回覆").status == "done"
    with pytest.raises(Refused):
        close_work_item(actor=people["cs1"], item=item.pk, note="again")
    assert not queries.open_work(actor=people["cs1"]).exists()


def evidence(people, login="cs1", indicators=("P1.2.2", "P1.2.3")):
    link = {"person": people[login], "part": "author", "standard": "KPS1420-002", "record": "reports.Document:1", "version_hash": "a" * 64}
    suggest_evidence(actor=people["tm1"], indicators=indicators, **link)
    return EvidenceLink.objects.filter(person=people[login])


def test_evidence_is_suggested_once_and_confirmed_by_another(people):
    assert evidence(people).count() == evidence(people).count() == 2
    first = evidence(people).first()
    confirmed = confirm_evidence(actor=people["tm1"], link=first.pk)
    assert (confirmed.state, confirmed.assessor) == ("confirmed", people["tm1"])
    with pytest.raises(Refused):
        confirm_evidence(actor=people["tm1"], link=evidence(people, "tm1").first().pk)
    assert EvidenceLink.objects.filter(state="confirmed").get() == confirmed


def test_evidence_is_seen_by_its_person_and_by_assessors(people):
    evidence(people)
    assert queries.evidence_of("cs1", actor=people["cs1"]).count() == 2
    assert queries.evidence_of("cs1", actor=people["gm"]).count() == 2
    with pytest.raises(Refused):
        queries.evidence_of("cs1", actor=people["cs2"])


def test_a_competency_cannot_end_before_it_begins(people):
    record_competency(actor=people["tm1"], login="cs1", subject="KPS1420-002 T1.2", day=date(2026, 1, 5), valid_until=date(2027, 1, 4))
    assert queries.competencies_of("cs1", actor=people["tm1"]).count() == 1
    with pytest.raises(BadInput):
        record_competency(actor=people["tm1"], login="cs1", subject="x", day=date(2026, 1, 5), valid_until=date(2026, 1, 4))


def test_a_new_store_gets_its_first_administrator_once():
    first = first_administrator(login="Boss", name_zh="主管", name_en="Boss", password="quiet-river-51")
    assert first.role_codes == {"ADM"}
    assert AuditEntry.objects.get().record == first.reference
    with pytest.raises(Refused):
        first_administrator(login="second", name_zh="二", name_en="Second", password="quiet-river-51")
