from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from argosy.kernel.errors import Refused
from argosy.records.audit.models import AuditEntry
from argosy.records.people.shell import needs_code, sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def outcomes():
    return [(e.login, e.outcome) for e in AuditEntry.objects.order_by("pk")]


def web(client, password, login="cs1"):
    return client.post(reverse("account_login"), {"login": login, "password": password}, REMOTE_ADDR="10.0.0.7")


def test_a_person_gets_in_and_it_is_audited(people, client):
    assert web(client, PASSWORD, login="CS1").status_code == 302
    assert client.session["_auth_user_id"] == str(people["cs1"].pk)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.outcome, entry.remote) == (people["cs1"], "done", "10.0.0.7")


def test_a_wrong_password_is_audited_without_it(people, client):
    assert web(client, "guess-guess-guess").status_code == 200
    entry = AuditEntry.objects.get()
    assert (entry.login, entry.outcome) == ("cs1", "failed")
    assert "guess" not in entry.detail


def test_guessing_is_slowed_down(people, client):
    for _ in range(5):
        web(client, "wrong")
    web(client, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(people, client):
    assert client.get("/accounts/signup/").status_code == 404


def test_someone_switched_off_stays_out(people, client):
    people["cs1"].is_active = False
    people["cs1"].save()
    web(client, PASSWORD)
    assert "_auth_user_id" not in client.session
    with pytest.raises(Refused):
        sign_in(login="cs1", password=PASSWORD)


def test_the_command_line_signs_in_too(people):
    assert sign_in(login="CS1", password=PASSWORD) == people["cs1"]
    for login in ("cs1", "nobody"):
        with pytest.raises(Refused):
            sign_in(login=login, password="wrong")
    assert outcomes() == [("cs1", "done"), ("cs1", "failed"), ("nobody", "failed")]


def test_the_command_line_is_slowed_down_too(people):
    for _ in range(5):
        with pytest.raises(Refused):
            sign_in(login="cs1", password="wrong")
    with pytest.raises(Refused, match="Too many"):
        sign_in(login="cs1", password=PASSWORD)
    assert outcomes()[-1] == ("cs1", "refused")


def test_a_second_factor_is_asked_for_and_its_secret_is_sealed(people):
    secret = generate_totp_secret()
    TOTP.activate(people["cs1"], secret)
    assert secret not in str(Authenticator.objects.get().data)
    assert needs_code("CS1")
    assert not needs_code("cs2")
    for wrong in ("", "000000x"):
        with pytest.raises(Refused, match="code"):
            sign_in(login="cs1", password=PASSWORD, code=wrong)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert sign_in(login="cs1", password=PASSWORD, code=code) == people["cs1"]
    with pytest.raises(Refused):
        sign_in(login="cs1", password=PASSWORD, code=code)


def test_a_recovery_code_works_once(people):
    codes = RecoveryCodes.activate(people["cs1"]).get_unused_codes()
    assert sign_in(login="cs1", password=PASSWORD, code=codes[0]) == people["cs1"]
    with pytest.raises(Refused):
        sign_in(login="cs1", password=PASSWORD, code=codes[0])


def test_the_web_asks_for_the_code_and_audits_a_wrong_one(people, client):
    TOTP.activate(people["cs1"], generate_totp_secret())
    answer = web(client, PASSWORD)
    assert "2fa" in answer.url
    client.post(answer.url, {"code": "123456"})
    assert "_auth_user_id" not in client.session
    assert outcomes() == [("cs1", "failed")]
    assert AuditEntry.objects.get().detail == "second factor"


def test_under_another_key_no_code_is_right(people, settings):
    secret = generate_totp_secret()
    TOTP.activate(people["cs1"], secret)
    settings.SECRET_KEY = "another-key-altogether" * 3
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    with pytest.raises(Refused):
        sign_in(login="cs1", password=PASSWORD, code=code)
