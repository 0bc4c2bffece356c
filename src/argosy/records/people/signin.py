"""Signing in: who got in and who did not is written down. New people are added by an administrator, never by themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from argosy.records.audit.journal import write
from argosy.records.audit.models import Outcome
from argosy.records.people.models import Person

ACT = "people.person.sign_in"


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
