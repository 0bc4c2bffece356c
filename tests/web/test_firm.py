"""People and roles, tokens, audit, evidence, published standards: by web."""

from __future__ import annotations

import re

import pytest

from argosy.records.people import queries as people_queries
from argosy.records.reference import queries as reference
from tests.conftest import PASSWORD
from tests.standards.samples import PLAIN, standard
from tests.web.world import body, form_value, problem, upload

pytestmark = pytest.mark.django_db
NEW = {
    "login": "cs9",
    "name_zh": "新示範",
    "name_en": "Demo New",
    "language": "en",
    "password": "another-lantern-28",
    "roles": ["CS", "WS"],
}


def test_a_person_is_added_with_roles_and_can_sign_in(browser):
    assert browser("adm").post("/people/add/", NEW)["Location"] == "/people/cs9/"
    assert people_queries.person("cs9").role_codes == {"CS", "WS"}
    client = browser()
    assert client.post("/accounts/login/", {"login": "cs9", "password": NEW["password"]})["Location"] == "/"


def test_a_weak_password_is_refused_and_the_rest_kept(browser):
    page = body(browser("adm").post("/people/add/", {**NEW, "password": "123456789012"}))
    assert "note stop" in page
    assert 'value="Demo New"' in page
    assert not people_queries.people(actor=people_queries.person("adm")).filter(login="cs9").exists()


def test_roles_are_given_and_taken_back(browser):
    client = browser("adm")
    client.post("/people/ws1/role/", {"role": "EP"})
    assert people_queries.person("ws1").role_codes == {"WS", "EP"}
    client.post("/people/ws1/role/", {"role": "WS", "withdraw": "1"})
    assert people_queries.person("ws1").role_codes == {"EP"}


def test_nobody_gives_themselves_a_role(browser):
    answer = browser("adm").post("/people/adm/role/", {"role": "GM"})
    assert answer.status_code == 403
    assert "another administrator" in problem(answer)


def test_a_person_switched_off_stays_out(browser):
    fields = {"name_zh": "x 示範", "name_en": "Demo x", "language": "en"}
    browser("adm").post("/people/ws1/", fields)
    assert people_queries.person("ws1").is_active is False
    assert browser().post("/accounts/login/", {"login": "ws1", "password": PASSWORD}).status_code in (200, 302)
    assert browser("adm").get("/people/ws1/").status_code == 200


def test_a_token_is_shown_once_and_kept_out_of_caches(browser):
    client = browser("cs1")
    answer = client.post("/account/tokens/", {"name": "script", "scopes": ["read"], "days": "30"})
    secret = re.search(r'class="secret">(argosy_[^<]+)<', body(answer))[1]
    assert answer["Cache-Control"] == "no-store"
    assert secret not in body(client.get("/account/"))
    prefix = secret.split("_")[1]
    client.post("/account/tokens/revoke/", {"prefix": prefix})
    assert "revoked" in body(client.get("/account/"))


def test_a_token_beyond_ones_rights_is_refused(browser):
    answer = browser("cs1").post("/account/tokens/", {"name": "x", "scopes": ["admin"], "days": "30"})
    assert answer.status_code == 400
    assert "right to administer" in body(answer)


def test_the_audit_shows_refusals(browser, document):
    browser("cs1").post(f"/documents/{document('in_check')}/check/", {})
    page = body(browser("gm").get("/audit/", {"outcome": "denied", "login": "cs1"}))
    assert "reports.document.check" in page


def test_evidence_is_suggested_on_issue_and_confirmed_by_another(browser, document, people):
    from argosy.records.people.evidence import suggest_evidence

    document("issued")
    suggest_evidence(
        actor=people["cs1"],
        person=people["cs1"],
        part="author",
        standard="KPS1420-002v3",
        indicators=("P1.2.2",),
        record="x",
        version_hash="b" * 64,
    )
    client = browser("tm1")
    page = body(client.get("/coverage/", {"job": "CS", "person": "cs1", "task": "T1.2"}))
    link = re.search(r"/coverage/(\d+)/confirm/", page)[1]
    page = body(client.get(client.post(f"/coverage/{link}/confirm/")["Location"]))
    assert "The evidence is confirmed." in page
    assert "confirmed 1, suggested 0, of 3" in page


def test_one_sees_only_ones_own_coverage(browser):
    page = body(browser("cs1").get("/coverage/", {"job": "CS"}))
    assert "CS1</th>" in page
    assert "CS2</th>" not in page
    assert browser("cs1").get("/coverage/", {"job": "CS", "person": "cs2", "task": "T1.2"}).status_code == 403


def test_a_standard_is_looked_at_then_imported(browser):
    client = browser("adm")
    shown = client.post("/data/standards/preview/", upload(standard(*PLAIN).encode(), "tea.txt"))
    assert shown.status_code == 200
    assert not reference.standard_versions().exists()
    stored = client.post("/data/standards/store/", {"upload": form_value(shown, "upload")})
    assert stored["Location"] == "/data/"
    assert reference.standard_versions().count() == 1


@pytest.mark.parametrize(("data", "words"), [(b"no standard at all", ""), ("職能".encode("cp950"), "not UTF-8")])
def test_a_file_that_is_no_standard_is_refused(browser, data, words):
    answer = browser("adm").post("/data/standards/preview/", upload(data, "x.txt"))
    assert answer.status_code == 400
    assert words in problem(answer)
    assert problem(answer)
