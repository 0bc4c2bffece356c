"""Signing in at a shell: the same password and second factor as in the browser, the same audit, and a limit on guessing."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.utils import timezone

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.audit.journal import write
from argosy.records.audit.models import AuditEntry, Outcome
from argosy.records.people.models import Person

SIGN_IN = "people.person.sign_in"
TRIES, WITHIN = 5, timedelta(minutes=5)
_WRONG = Text("帳號、密碼或驗證碼不符", "Login, password or code is wrong")
_WAIT = Text("此帳號登入失敗次數過多，請於五分鐘後再試", "Too many failed sign-ins for this login; try again in five minutes")


def sign_in(login: str, password: str, code: str = "") -> Person:
    """The person whose password, and ``code`` if they use a second factor, are right. Otherwise ``Refused``, and audited."""
    since = timezone.now() - WITHIN
    if AuditEntry.objects.filter(action=SIGN_IN, login=login, outcome=Outcome.FAILED, at__gte=since).count() >= TRIES:
        raise Refused(_WAIT)
    person = Person.objects.filter(login=login.lower(), is_active=True).first()
    if person is None or not person.check_password(password) or not _second_factor(person, code):
        write(SIGN_IN, Outcome.FAILED, login=login)
        raise Refused(_WRONG)
    write(SIGN_IN, Outcome.DONE, actor=person, record=person.reference)
    return person


def needs_code(login: str) -> bool:
    """Whether this person signs in with a second factor."""
    person = Person.objects.filter(login=login.lower()).first()
    return person is not None and bool(get_adapter().is_mfa_enabled(person))


def _second_factor(person: Person, code: str) -> bool:
    """Right when none is used, or when any authenticator takes ``code``; a recovery code is used up by it."""
    if not get_adapter().is_mfa_enabled(person):
        return True
    return any(authenticator.wrap().validate_code(code) for authenticator in Authenticator.objects.filter(user=person))
