"""The signed link of an invitation: it names a nonce, opens one questionnaire, and needs no sign-in."""

from __future__ import annotations

from datetime import date
from secrets import token_urlsafe

from django.core import signing

from argosy.kernel.errors import NotFound, Refused
from argosy.kernel.text import Text
from argosy.records.service.surveys.models import SurveyInvitation, SurveyWave

_SALT = "argosy.service.survey"
_BAD = Text(
    "此連結無效，請使用最近一次來信之連結，或洽本公司業務人員",
    "This link is not valid. Use the one in our latest letter, or ask your contact with us",
)
_OLD = Text("此問卷連結已於 {d} 到期，謝謝您", "This link expired on {d}. Thank you all the same")
_SHUT = Text("此次調查已結束，謝謝您", "This survey is closed. Thank you all the same")


class LinkHolder:
    """Whoever holds a valid link: may give one answer, and nothing else."""

    login = "survey-link"

    def may(self, permission: str) -> bool:
        """Only to answer."""
        return permission == "service.response.answer"


LINK_HOLDER = LinkHolder()


def new_nonce() -> str:
    """A fresh name for a link that nobody can guess."""
    return token_urlsafe(12)


def token(invitation: SurveyInvitation) -> str:
    """The signed part of the address."""
    return signing.Signer(salt=_SALT).sign(invitation.nonce)


def opened(signed: str, on: date) -> SurveyInvitation:
    """The invitation a link names. A forged, replaced or unknown link raises ``NotFound``; an old one, or a closed wave, ``Refused``.

    One that was answered already is returned all the same, so that the page can say thank you.
    """
    try:
        nonce = signing.Signer(salt=_SALT).unsign(signed)
    except signing.BadSignature:
        raise NotFound(_BAD) from None
    row = SurveyInvitation.objects.select_related("wave__questionnaire", "customer").filter(nonce=nonce).first()
    if row is None:
        raise NotFound(_BAD)
    if hasattr(row, "response"):
        return row
    if row.wave.state != SurveyWave.State.OPEN:
        raise Refused(_SHUT)
    if row.expires < on:
        raise Refused(_OLD.format(d=row.expires))
    return row
