"""Signing in at a shell: the same password and second factor as in the browser, the same audit, and a limit on guessing."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.audit.journal import write
from argosy.records.audit.models import AuditEntry, Outcome
from argosy.records.people.models import Person
from argosy.records.people.second_factor import code_is_right, has_second_factor
from argosy.records.people.signin import ACT

TRIES, WITHIN = 5, timedelta(minutes=5)
_WRONG = Text("帳號、密碼或驗證碼不符，或帳號已停用", "Login, password or code is wrong, or the account is switched off")
_WAIT = Text("此帳號登入失敗次數過多，請於五分鐘後再試", "Too many failed sign-ins for this login; try again in five minutes")


def sign_in(login: str, password: str, code: str = "") -> Person:
    """The person whose password, and ``code`` if they use a second factor, are right. Otherwise ``Refused``, and audited.

    After five failures for one login within five minutes every attempt is refused until the oldest is five minutes old.
    """
    login = login.lower()
    _slow_down(login)
    person = _with_password(login, password)
    fault = "password" if person is None else "" if _code_holds(person, code) else "second factor"
    if person is None or fault:
        write(ACT, Outcome.FAILED, login=login, detail=fault)
        raise Refused(_WRONG)
    write(ACT, Outcome.DONE, actor=person, record=person.reference)
    return person


def needs_code(login: str) -> bool:
    """Whether this person signs in with a second factor."""
    person = Person.objects.filter(login=login.lower()).first()
    return person is not None and has_second_factor(person)


def _with_password(login: str, password: str) -> Person | None:
    person = Person.objects.filter(login=login).first()
    if person is None:
        make_password(password)  # takes as long as a check, so that timing does not tell which logins exist
        return None
    return person if person.check_password(password) and person.is_active else None


def _code_holds(person: Person, code: str) -> bool:
    return not has_second_factor(person) or code_is_right(person, code)


def _slow_down(login: str) -> None:
    since = timezone.now() - WITHIN
    failures = AuditEntry.objects.filter(action=ACT, login=login, outcome=Outcome.FAILED, at__gte=since).count()
    if failures >= TRIES:
        write(ACT, Outcome.REFUSED, login=login, detail="too many failures")
        raise Refused(_WAIT)
