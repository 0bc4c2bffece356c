"""Signing in: who got in and who did not is written down. New people are added by an administrator, never by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.audit.journal import write
from argosy.records.audit.models import AuditEntry, Outcome
from argosy.records.people.models import Person

ACT = "people.person.sign_in"
FAILURES_ALLOWED = 5
FAILURES_FORGOTTEN_AFTER = timedelta(minutes=5)


class ClosedDoor(DefaultAccountAdapter):
    """The web's door: no sign-up; every sign-in and every failed attempt is audited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse:
        """Called once password and second factor have passed."""
        write(ACT, Outcome.DONE, actor=user, record=user.reference)
        return super().post_login(request, user, **given)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Called for a wrong login or password. The login given is kept, the password is not."""
        write(ACT, Outcome.FAILED, login=str(credentials.get("username", "")).lower(), detail="password")
        super().authentication_failed(request, **credentials)


def second_factor_failed(sender: object, user: Person, **_: Any) -> None:
    """Audits a wrong code. Connected to the library's signal, its only way to say so."""
    write(ACT, Outcome.FAILED, login=user.login, detail="second factor")


class CodeNeeded(Refused):
    """The password is right and a code of the second factor is needed as well."""


def sign_in(*, login: str, password: str, code: str = "") -> Person:
    """The door without a browser (command line). ``Refused`` for a wrong pair, ``CodeNeeded`` when a code is missing.

    After five failures for one login within five minutes every attempt is refused until the oldest is five minutes old.
    """
    from argosy.records.people.second_factor import code_is_right, has_second_factor

    login = login.lower()
    _slow_down(login)
    person = _with_password(login, password)
    if person is None:
        write(ACT, Outcome.FAILED, login=login, detail="password")
        raise Refused(Text("帳號或密碼不符，或帳號已停用", "Login and password do not match, or the account is switched off"))
    if has_second_factor(person) and not code:
        raise CodeNeeded(Text("請輸入驗證器的六位數字", "Enter the six digits of your authenticator"))
    if has_second_factor(person) and not code_is_right(person, code):
        second_factor_failed(None, person)
        raise Refused(Text("驗證碼不符或已用過", "The code is wrong or was used already"))
    write(ACT, Outcome.DONE, actor=person, record=person.reference)
    return person


def _with_password(login: str, password: str) -> Person | None:
    person = Person.objects.filter(login=login).first()
    if person is None:
        make_password(password)  # takes as long as a check, so that timing does not tell which logins exist
        return None
    return person if person.check_password(password) and person.is_active else None


def _slow_down(login: str) -> None:
    since = timezone.now() - FAILURES_FORGOTTEN_AFTER
    failures = AuditEntry.objects.filter(action=ACT, login=login, outcome=Outcome.FAILED, at__gte=since).count()
    if failures >= FAILURES_ALLOWED:
        write(ACT, Outcome.REFUSED, login=login, detail="too many failures")
        raise Refused(Text("登入失敗次數過多，請於五分鐘後再試", "Too many failed attempts; try again in five minutes"))
