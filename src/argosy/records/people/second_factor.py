"""The second factor: its secrets are sealed in the store, and a code can be asked for without a browser."""

from __future__ import annotations

import base64
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from argosy.records.people.models import Person


class SealedFactors(DefaultMFAAdapter):
    """Keeps secrets of second factors encrypted under a key made from ``ARGOSY_SECRET_KEY``; a stolen store does not give them away."""

    def encrypt(self, text: str) -> str:
        """What is written to the store."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted. Under another key nothing fits any more: a fresh secret stands in, so no code is ever right."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()))


def has_second_factor(person: Person) -> bool:
    """Whether this person signs in with a code as well."""
    return Authenticator.objects.filter(user=person).exists()


def code_is_right(person: Person, code: str) -> bool:
    """Whether ``code`` is the present one of an authenticator, or an unused recovery code (used up by this)."""
    factors = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.WEBAUTHN)
    return any(factor.wrap().validate_code(code) for factor in factors)
