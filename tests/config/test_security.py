from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

pytestmark = pytest.mark.django_db


def test_every_answer_forbids_inline_script(client):
    for address in (reverse("account_login"), "/no/such/page"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "object-src 'none'" in policy


def test_the_usual_headers_are_there(client):
    headers = client.get(reverse("account_login")).headers
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_cookies_stay_out_of_reach_of_scripts_and_other_sites(client):
    client.get(reverse("account_login"))
    cookie = client.cookies["csrftoken"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY


def test_too_large_an_upload_is_refused_before_it_is_read(client, settings):
    settings.ARGOSY_UPLOAD_MAX_BYTES = 1000
    answer = client.post(reverse("account_login"), {"file": SimpleUploadedFile("x.csv", b"x" * 2000)})
    assert answer.status_code in {400, 413}


def test_a_form_without_its_token_is_refused():
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "cs1", "password": "x"})
    assert answer.status_code == 403


@pytest.mark.parametrize("lang", ["zh-hant", "en"])
def test_numbers_are_grouped_by_thousands_in_both_languages(lang):
    with translation.override(lang):
        assert Template("{% load humanize %}{{ n|intcomma }}").render(Context({"n": 1234567})) == "1,234,567"


def test_a_browser_from_taiwan_gets_traditional_chinese(client):
    assert client.get(reverse("account_login"), headers={"Accept-Language": "zh-TW,zh;q=0.9"}).headers["Content-Language"] == "zh-hant"
    assert client.get(reverse("account_login"), headers={"Accept-Language": "en-GB"}).headers["Content-Language"] == "en"


@pytest.mark.parametrize("address", ["/documents/%00/", "/documents/?q=%00", "/api/v1/documents?find=%00"])
def test_an_address_with_a_nul_is_a_bad_request_on_every_engine(client, address):
    assert client.get(address).status_code == 400


def test_a_busy_day_does_not_throw_away_what_was_counted():
    from django.core.cache import cache

    cache.set("once:first", "kept")
    for n in range(310):
        cache.set(f"once:{n}", "x")
    assert cache.get("once:first") == "kept"


@pytest.mark.parametrize(("trusted", "address"), [(True, "203.0.113.9"), (False, "127.0.0.1")])
def test_behind_a_proxy_the_callers_own_address_counts_and_elsewhere_no_header_does(client, settings, trusted, address):
    from argosy.records.audit.models import AuditEntry

    settings.ARGOSY_BEHIND_PROXY = trusted
    client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"}, headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.9"})
    assert AuditEntry.objects.get().remote == address
