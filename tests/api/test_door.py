"""Who gets in: tokens, sessions, scopes, limits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from argosy.api import door, pace
from argosy.records.audit.models import AuditEntry
from argosy.records.people.models import ApiToken
from tests.api.calls import error

pytestmark = pytest.mark.django_db
PARTY = {"code": "C-1", "name_zh": "示範", "name_en": "Demo", "kinds": ["customer"], "country": "JP"}


def test_health_is_open_and_says_nothing_else(api):
    answer = api().get("/health")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_nobody_gets_401_and_is_told_how(api):
    answer = api().get("/me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert error(answer)["code"] == "unauthenticated"


def test_a_token_speaks_for_its_owner(api):
    body = api("cs1").get("/me").json()
    assert (body["login"], body["roles"]) == ("cs1", ["CS"])
    assert body["scopes"] == ["admin", "documents", "read", "write"]


@pytest.mark.parametrize("header", ["Bearer argosy_00000000_wrong", "Bearer nonsense", "Basic Y3MxOng=", "Bearer", ""])
def test_a_bad_token_is_401_and_in_the_audit(api, people, header):
    caller = api()
    caller.headers = {"Authorization": header}
    assert caller.get("/me").status_code == 401
    assert AuditEntry.objects.get().outcome == "failed"


def test_a_bad_token_does_not_fall_back_to_the_session(session):
    caller = session("cs1")
    caller.headers["Authorization"] = "Bearer argosy_x_y"
    assert caller.get("/me").status_code == 401


@pytest.mark.parametrize("fields", [{"expires": timezone.now() - timedelta(minutes=1)}, {"revoked": timezone.now()}])
def test_an_expired_or_revoked_token_is_401(api, token_for, fields):
    caller = api()
    caller.headers = {"Authorization": f"Bearer {token_for('cs1', **fields)}"}
    assert caller.get("/me").status_code == 401


def test_the_token_of_someone_switched_off_is_401(api, people):
    caller = api("cs1")
    people["cs1"].is_active = False
    people["cs1"].save()
    assert caller.get("/me").status_code == 401


def test_using_a_token_is_noted(api):
    api("cs1").get("/me")
    assert ApiToken.objects.get().last_used is not None


def test_a_scope_the_token_lacks_is_403_and_in_the_audit(api):
    answer = api("cs1", "read").post("/parties", PARTY)
    assert answer.status_code == 403
    assert "write" in error(answer)["message"]["en"]
    assert [(e.login, e.outcome) for e in AuditEntry.objects.all()] == [("cs1", "denied")]


@pytest.mark.parametrize(("login", "path"), [("fin", "/audit"), ("ws1", "/evidence?login=cs1")])
def test_reading_what_is_not_ones_own_is_in_the_audit(api, login, path):
    assert api(login).send("GET", path).status_code == 403
    assert [(e.login, e.outcome) for e in AuditEntry.objects.all()] == [(login, "denied")]


def test_a_session_reads_and_writes_with_csrf(session):
    assert session("cs1").get("/me").json()["scopes"] is None
    assert session("cs1").post("/parties", PARTY).status_code == 201


def test_a_session_without_csrf_reads_but_does_not_write(session):
    caller = session("cs1", csrf=False)
    assert caller.get("/me").status_code == 200
    answer = caller.post("/parties", PARTY)
    assert answer.status_code == 403
    assert "CSRF" in error(answer)["message"]["en"]


def test_a_token_needs_no_csrf(api, client_of):
    caller = api("cs1")
    caller.client = client_of(csrf=True)
    assert caller.post("/parties", PARTY).status_code == 201


def test_calls_are_limited_by_token(api, monkeypatch):
    monkeypatch.setattr(pace.CALLS, "most", 2)
    caller = api("cs1")
    answers = [caller.get("/me") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert error(answers[-1])["code"] == "rate_limited"
    assert api("cs1").get("/me").status_code == 200


def test_guessing_tokens_is_limited_by_address_and_then_not_even_audited(api, people, monkeypatch):
    monkeypatch.setattr(door.GUESSES, "most", 2)
    caller = api()
    caller.headers = {"Authorization": "Bearer argosy_a_b"}
    assert [caller.get("/me").status_code for _ in range(4)] == [401, 401, 429, 429]
    assert AuditEntry.objects.count() == 2


def test_the_window_ends(monkeypatch):
    meter = pace.Meter(most=1)
    monkeypatch.setattr(pace.time, "time", lambda: 60.0)
    assert (meter.take("a"), meter.take("a"), meter.spent("a"), meter.spent("b")) == (0, 60, 60, 0)
    monkeypatch.setattr(pace.time, "time", lambda: 121.0)
    assert (meter.spent("a"), meter.take("a")) == (0, 0)
