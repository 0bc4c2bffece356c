"""Callers of the API: a client per token, one per session, and one for nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test.client import Client, ClientHandler
from django.utils import timezone

from tests.api.calls import ALL, Api


@pytest.fixture(scope="session")
def handlers():
    """Django with its middleware loaded once: as it is, and with CSRF checked."""
    return {checks: ClientHandler(enforce_csrf_checks=checks) for checks in (False, True)}


@pytest.fixture(autouse=True)
def fresh_meters():
    """Calls of one test do not count in the next."""
    from argosy.api import door, pace

    pace.CALLS.counts.clear()
    door.GUESSES.counts.clear()


@pytest.fixture
def token_for(people):
    """The secret of a token of any scopes, also of those its owner could not issue."""
    from argosy.records.people.models import ApiToken
    from argosy.records.people.tokens import _digest

    def make(login, scopes=ALL, **fields):
        number = ApiToken.objects.count()
        secret = f"argosy_{number:08x}_{login}"
        fields = {"expires": timezone.now() + timedelta(days=1), **fields}
        ApiToken(person=people[login], name="test", prefix=f"{number:08x}", digest=_digest(secret), scopes=list(scopes), **fields).save()
        return secret

    return make


@pytest.fixture
def client_of(handlers):
    """A client with its own cookies."""

    def make(csrf=False):
        client = Client()
        client.handler = handlers[csrf]
        return client

    return make


@pytest.fixture
def api(token_for, client_of):
    """``api("cs1")`` calls with a token of every scope, ``api("cs1", "read")`` with that one alone, ``api()`` as nobody."""

    def make(login="", *scopes):
        headers = {"Authorization": f"Bearer {token_for(login, scopes or ALL)}"} if login else {}
        return Api(client_of(), headers)

    return make


@pytest.fixture
def session(people, client_of):
    """A signed-in web session that sends the CSRF token, or does not."""

    def make(login, csrf=True):
        client = client_of(csrf=True)
        client.force_login(people[login], "allauth.account.auth_backends.AuthenticationBackend")
        if not csrf:
            return Api(client, {})
        client.cookies["csrftoken"] = "c" * 32
        return Api(client, {"X-CSRFToken": "c" * 32})

    return make


@pytest.fixture
def output(monkeypatch):
    """The output ``CS/O1.2.1`` as ``tests.api.world`` builds and renders it."""
    from argosy.deliverables.registry import DELIVERABLES
    from argosy.renderers import RENDERERS
    from tests.api.world import KEY, worksheet
    from tests.renderers.plain import PlainRenderer

    monkeypatch.setitem(DELIVERABLES._all(), KEY, worksheet())
    for form in ("html", "pdf", "docx", "xlsx"):
        monkeypatch.setitem(RENDERERS._all(), form, PlainRenderer(form))
    return KEY


@pytest.fixture
def document(api, output):
    """``document("approved")`` is the reference of a document in that state: made by cs1, checked by cs2, approved by tm1."""
    from tests.api.world import AUTHORED

    steps = (("submit", "cs1", "in_check"), ("check", "cs2", "checked"), ("approve", "tm1", "approved"), ("issue", "cs1", "issued"))

    def make(state="draft"):
        ref = api("cs1").post("/documents", {"key": output, "params": {"order": "OF-1"}}).json()["id"]
        api("cs1").put(f"/documents/{ref}/paragraphs/story", AUTHORED)
        for step, login, after in steps:
            if state == "draft":
                break
            answer = api(login).post(f"/documents/{ref}/{step}")
            assert answer.status_code == 200, answer.content.decode()
            if after == state:
                break
        return ref

    return make
