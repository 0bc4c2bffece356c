from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import ACTIONS, LOCAL_READER, action
from argosy.records.audit.models import AuditEntry
from argosy.records.people.actions import change_person, grant_role, register_person, withdraw_role
from argosy.records.people.models import Person

pytestmark = pytest.mark.django_db
NEW = {"login": "New.One", "name_zh": "新示範", "name_en": "Demo New", "password": "quiet-river-51"}


@pytest.fixture
def verb():
    """Registers an action for one test under people.person.<name>; the administrator holds it by pattern."""
    made = []

    def make(name, function):
        made.append(f"people.person.{name}")
        return action(made[-1], Text("試作", "try"))(function)

    yield make
    for name in made:
        del ACTIONS[name]


def test_an_allowed_act_is_done_audited_and_in_the_history(people):
    person = register_person(actor=people["adm"], **NEW, roles=("CS",))
    entry = AuditEntry.objects.get()
    assert (entry.login, entry.action, entry.outcome, entry.record) == ("adm", "people.person.register", "done", person.reference)
    assert person.history.get().history_user == people["adm"]
    assert Person.objects.get(login="new.one").role_codes == {"CS"}


def test_without_permission_nothing_is_written_but_the_denial(people):
    with pytest.raises(Refused) as refused:
        register_person(actor=people["cs1"], **NEW)
    assert "cs1" in refused.value.message.en
    assert "people.person.register" in refused.value.message.zh
    assert not Person.objects.filter(login="new.one").exists()
    assert AuditEntry.objects.get().outcome == "denied"


@pytest.mark.parametrize("nobody", [None, LOCAL_READER])
def test_nobody_and_the_local_reader_write_nothing(people, nobody):
    with pytest.raises(Refused):
        register_person(actor=nobody, **NEW)
    assert not Person.objects.filter(login="new.one").exists()


def test_an_inactive_person_may_nothing(people):
    adm = people["adm"]
    adm.is_active = False
    assert not adm.may("people.person.register")


def test_bad_input_takes_everything_back(people):
    with pytest.raises(BadInput) as bad:
        register_person(actor=people["adm"], **NEW, roles=("CS", "XX"))
    assert "XX" in bad.value.message.zh
    assert not Person.objects.filter(login="new.one").exists()
    assert not AuditEntry.objects.exists()


def test_a_refusal_deep_inside_is_kept_although_all_is_rolled_back(people, verb):
    def inner(*, actor):
        raise Refused(Text("不可", "no"))

    def outer(*, actor):
        Person(login="half.way", name_zh="半", name_en="Half", password="!").save()
        act(actor=actor)

    act = verb("inner", inner)
    with pytest.raises(Refused):
        verb("outer", outer)(actor=people["adm"])
    assert not Person.objects.filter(login="half.way").exists()
    assert [(e.action, e.outcome) for e in AuditEntry.objects.all()] == [("people.person.inner", "refused")]


def test_an_action_name_is_used_once():
    with pytest.raises(ValueError, match="twice"):
        action("people.person.register", Text("", ""))


def test_audit_entries_stay_as_they_are(people):
    register_person(actor=people["adm"], **NEW)
    entry = AuditEntry.objects.get()
    for attempt in (entry.save, entry.delete, AuditEntry.objects.all().delete, lambda: AuditEntry.objects.update(login="x")):
        with pytest.raises(TypeError):
            attempt()
    assert AuditEntry.objects.get().login == "adm"


def test_nobody_changes_their_own_roles_or_switches_themselves_off(people):
    for attempt in (
        lambda: grant_role(actor=people["adm"], login="adm", role="GM"),
        lambda: withdraw_role(actor=people["adm"], login="adm", role="ADM"),
        lambda: change_person(actor=people["adm"], login="adm", is_active=False),
    ):
        with pytest.raises(Refused):
            attempt()
    assert [e.outcome for e in AuditEntry.objects.all()] == ["refused"] * 3


def test_a_person_can_hold_several_roles(people):
    grant_role(actor=people["adm"], login="cs1", role="TM")
    assert Person.objects.get(login="cs1").role_codes == {"CS", "TM"}
    withdraw_role(actor=people["adm"], login="cs1", role="CS")
    assert Person.objects.get(login="cs1").role_codes == {"TM"}


def test_the_database_refuses_to_change_an_audit_entry(people):
    register_person(actor=people["adm"], **NEW)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditentry SET login = 'someone'")
    assert AuditEntry.objects.get().login == "adm"


def test_an_action_takes_keywords_only(people):
    with pytest.raises(TypeError, match="keywords"):
        register_person(people["adm"], **NEW)
