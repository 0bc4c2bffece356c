"""The first person of an empty store: an administrator, who then adds the others."""

from __future__ import annotations

from django.db import transaction

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.audit.journal import write
from argosy.records.audit.models import Outcome
from argosy.records.people.actions import _give_password
from argosy.records.people.models import Person, PersonRole


def appoint_first(*, login: str, name_zh: str, name_en: str, password: str) -> Person:
    """The first administrator. There is nobody yet to permit it, so it is ``Refused`` as soon as there is one."""
    if Person.objects.exists():
        raise Refused(Text("資料庫已有人員，請由系統管理人員新增", "The store has people already; an administrator adds others"))
    person = Person(login=login.lower(), name_zh=name_zh, name_en=name_en)
    _give_password(person, password)
    with transaction.atomic():
        person.save()
        PersonRole(person=person, role="ADM").save()
        write("people.person.appoint_first", Outcome.DONE, actor=person, record=person.reference)
    return person
