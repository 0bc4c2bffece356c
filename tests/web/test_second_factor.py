"""Signing in with and without a second factor, through the pages."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from tests.conftest import PASSWORD
from tests.web.world import body

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def code(secret, ahead=0):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()) + ahead))


def sign_in(client, password=PASSWORD):
    return client.post("/accounts/login/", {"login": "cs1", "password": password})


@pytest.fixture
def enrolled(browser, people):
    """A client that has set up an authenticator, and its secret."""
    client = browser()
    sign_in(client)
    asked = client.get("/accounts/2fa/totp/activate/")
    client.post(asked["Location"], {"password": PASSWORD})
    page = body(client.get("/accounts/2fa/totp/activate/"))
    secret = re.search(r'class="mono">([A-Z2-7]+)<', page)[1]
    assert client.post("/accounts/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    return client, secret


def test_an_authenticator_is_set_up_and_asked_for(enrolled, browser):
    _, secret = enrolled
    client = browser()
    assert sign_in(client)["Location"] == "/accounts/2fa/authenticate/"
    assert "Second factor" in body(client.get("/accounts/2fa/authenticate/"))
    assert client.get("/today/").status_code == 302
    cache.clear()
    assert client.post("/accounts/2fa/authenticate/", {"code": code(secret)})["Location"] == "/"


def test_a_wrong_code_stays_out(enrolled, browser):
    client = browser()
    sign_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.get("/today/").status_code == 302


def test_recovery_codes_stand_in_for_the_phone(enrolled, browser):
    client, _ = enrolled
    codes = re.findall(r"<li>(\w+)</li>", body(client.get("/accounts/2fa/recovery-codes/")))
    assert len(codes) == 10
    other = browser()
    sign_in(other)
    assert other.post("/accounts/2fa/authenticate/", {"code": codes[0]})["Location"] == "/"


def test_the_authenticator_is_switched_off(enrolled):
    client, _ = enrolled
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert "not in use" in body(client.get("/accounts/2fa/"))


def test_a_wrong_password_says_so_and_keeps_the_login(browser, people):
    page = body(sign_in(browser(), "guess-guess-guess"))
    assert 'role="alert"' in page
    assert 'value="cs1"' in page


def test_too_many_attempts_are_slowed_down(browser, people):
    client = browser()
    answers = [sign_in(client, "guess-guess-guess") for _ in range(7)]
    assert any("later" in body(a) or "Too many" in body(a) for a in answers)


def test_a_password_is_changed(browser, people):
    client = browser("cs1")
    sent = {"oldpassword": PASSWORD, "password1": "another-lantern-28", "password2": "another-lantern-28"}
    assert client.post("/accounts/password/change/", sent).status_code == 302
    assert sign_in(browser(), "another-lantern-28")["Location"] == "/"


def test_signing_out_needs_a_post(browser):
    client = browser("cs1")
    assert client.get("/accounts/logout/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/today/").status_code == 302
