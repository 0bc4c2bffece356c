"""Signing in at the shell: a token for the right password, and nothing but a refusal for anything else."""

from __future__ import annotations

import io

import pytest

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch):
    """What the user types, one line each."""
    return lambda *lines: monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_the_right_password_gives_a_token_that_acts_for_its_owner(argosy, people, typed, monkeypatch):
    from argosy.cli.actor import acting_person

    typed(PASSWORD)
    secret = argosy("token", "cs1").out.strip()
    monkeypatch.setenv("ARGOSY_TOKEN", secret)
    with acting_person() as person:
        assert person.login == "cs1"


def test_json_tells_when_it_ends(argosy, people, typed):
    typed(PASSWORD)
    answer = argosy("token", "cs1", "--scopes", "read", "--json").json
    assert (answer["person"], answer["scopes"]) == ("cs1", ["read"])
    assert answer["expires"] > "2026"


@pytest.mark.parametrize("login", ["cs1", "nobody"])
def test_a_wrong_password_or_login_is_refused_alike(argosy, people, typed, login):
    typed("guess")
    ran = argosy("token", login)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.strip()


def test_guessing_is_stopped(argosy, people, typed):
    for _ in range(5):
        typed("guess")
        argosy("token", "cs1")
    typed(PASSWORD)
    assert "Too many" in argosy("token", "cs1").err


def test_failures_are_audited_without_the_password(argosy, people, typed):
    from argosy.records.audit.models import AuditEntry

    typed("a-secret-guess")
    argosy("token", "cs1")
    entry = AuditEntry.objects.get(outcome="failed")
    assert (entry.login, entry.remote) == ("cs1", "cli")
    assert "a-secret-guess" not in str(vars(entry))


def test_writing_without_a_token_says_how_to_get_one(monkeypatch):
    from argosy.cli.actor import acting_person
    from argosy.kernel.errors import Refused

    monkeypatch.delenv("ARGOSY_TOKEN", raising=False)
    with pytest.raises(Refused, match="argosy token"), acting_person():
        pass
