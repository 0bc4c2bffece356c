"""Writes with an Idempotency-Key happen once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from argosy.records.audit.models import AuditEntry
from argosy.records.parties.models import Party
from argosy.records.people.models import IdempotencyKey
from tests.api.calls import error
from tests.api.test_door import PARTY

pytestmark = pytest.mark.django_db


def test_the_same_call_again_gets_the_stored_answer_and_writes_nothing(api):
    caller = api("cs1")
    first, again = caller.post("/parties", PARTY, "k-1"), caller.post("/parties", PARTY, "k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Content-Type"] == first["Content-Type"]
    assert ("Idempotency-Replayed" in first, again["Idempotency-Replayed"]) == (False, "true")
    assert AuditEntry.objects.filter(action="parties.party.register").count() == 1


def test_without_a_key_a_second_call_is_a_second_write(api):
    caller = api("cs1")
    assert [caller.post("/parties", PARTY).status_code for _ in range(2)] == [201, 422]


@pytest.mark.parametrize("other", [{**PARTY, "country": "KR"}, {**PARTY, "code": "C-2"}])
def test_the_same_key_with_other_content_is_422(api, other):
    caller = api("cs1")
    caller.post("/parties", PARTY, "k-1")
    answer = caller.post("/parties", other, "k-1")
    assert answer.status_code == 422
    assert "Idempotency-Key" in error(answer)["message"]["zh"]
    assert Party.objects.count() == 1


def test_the_same_key_at_another_address_is_422(api):
    caller = api("cs1")
    caller.post("/parties", PARTY, "k-1")
    assert caller.post("/products", PARTY, "k-1").status_code == 422


def test_keys_belong_to_one_token(api):
    api("cs1").post("/parties", PARTY, "k-1")
    answer = api("cs1").post("/parties", {**PARTY, "code": "C-2"}, "k-1")
    assert answer.status_code == 201


def test_a_session_has_keys_of_its_own(session):
    caller = session("cs1")
    first = caller.post("/parties", PARTY, "k-1")
    assert caller.post("/parties", PARTY, "k-1").content == first.content


def test_a_refused_call_frees_its_key(api):
    caller = api("cs1")
    assert caller.post("/parties", {**PARTY, "country": "Japan"}, "k-1").status_code == 422
    assert caller.post("/parties", PARTY, "k-1").status_code == 201


def test_a_denial_under_a_key_is_still_in_the_audit(api):
    assert api("fin").post("/parties", PARTY, "k-1").status_code == 403
    assert AuditEntry.objects.get().outcome == "denied"
    assert not IdempotencyKey.objects.exists()


def test_a_fault_of_ours_takes_everything_back(api, monkeypatch):
    caller = api("cs1")
    monkeypatch.setattr("argosy.api.parties._whole", lambda row: 1 / 0)
    assert caller.post("/parties", PARTY, "k-1").status_code == 500
    assert not Party.objects.exists()
    monkeypatch.undo()
    assert caller.post("/parties", PARTY, "k-1").status_code == 201


def test_a_key_lasts_a_day(api):
    caller = api("cs1")
    caller.post("/parties", PARTY, "k-1")
    IdempotencyKey.objects.update(at=timezone.now() - timedelta(hours=24, seconds=1))
    assert caller.post("/parties", {**PARTY, "code": "C-2"}, "k-1").status_code == 201


@pytest.mark.parametrize("key", ["", "鍵", "x" * 129])
def test_a_key_is_short_and_plain(api, key):
    caller = api("cs1")
    caller.headers["Idempotency-Key"] = key
    assert caller.post("/parties", PARTY).status_code == 422


def test_an_upload_is_the_same_although_its_boundary_differs(api):
    caller = api("cs1")
    files = [{"file": SimpleUploadedFile("o.csv", b"x"), "dry_run": "true"} for _ in range(2)]
    first = caller.upload("/orders", files[0], "k-1")
    assert first.status_code == 422
    assert IdempotencyKey.objects.count() == 0


def test_nobody_stores_nothing(api, people):
    assert api().post("/parties", PARTY, "k-1").status_code == 401
    assert not IdempotencyKey.objects.exists()


def test_the_secret_of_a_token_is_never_stored(session):
    body = {"name": "nightly", "scopes": ["read"]}
    assert session("cs1").post("/tokens", body, "k-1").status_code == 422
    assert session("cs1").post("/tokens", body).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_of_two_calls_at_the_same_time_one_writes_and_both_get_its_answer(api, client_of):
    from django.db import connection, connections

    if connection.vendor == "sqlite":
        pytest.skip("an in-memory SQLite store has one connection: run with ARGOSY_TEST_DATABASE_URL naming a PostgreSQL server")
    caller, answers = api("cs1"), []

    def call():
        answers.append(caller.post("/parties", PARTY, "k-1"))
        connections.close_all()

    threads = [threading.Thread(target=call) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert {a.status_code for a in answers} == {201}
    assert len({a.content for a in answers}) == 1
    assert Party.objects.count() == 1
