"""The first administrator of a new store, who adds everyone else."""

from __future__ import annotations

from django.db import transaction

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.audit.journal import write
from argosy.records.audit.models import Outcome
from argosy.records.people.actions import give_password
from argosy.records.people.models import Person, PersonRole


def first_administrator(*, login: str, name_zh: str, name_en: str, password: str) -> Person:
    """Enter the first person, as administrator. Nobody can be asked for permission yet, so a store with people in it raises ``Refused``."""
    if Person.objects.exists():
        raise Refused(Text("資料庫已有人員，請由系統管理人員新增", "The store has people in it; an administrator adds more"))
    with transaction.atomic():
        person = Person(login=login.lower(), name_zh=name_zh, name_en=name_en)
        give_password(person, password)
        person.save()
        PersonRole(person=person, role="ADM").save()
        write("people.person.found", Outcome.DONE, actor=person, record=person.reference)
    return person
