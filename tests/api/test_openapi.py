"""The published form of the API, kept in openapi.json. ``make snap`` writes it anew; read the difference before you commit it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SNAPSHOT = Path(__file__).with_name("openapi.json")
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def schema():
    from argosy.api.application import api

    return json.loads(json.dumps(api.get_openapi_schema()))


def operations(schema):
    return [(path, method, op) for path, item in schema["paths"].items() for method, op in item.items() if method in METHODS]


def test_the_api_is_as_published(schema):
    text = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("ARGOSY_SNAP") == "write":
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8"), "the API changed: run make snap and read the difference"


def test_every_operation_says_what_it_does_and_what_it_takes(schema):
    bare = [op["operationId"] for _, _, op in operations(schema) if not op.get("summary") or not op.get("tags")]
    assert bare == []
    assert len({op["operationId"] for _, _, op in operations(schema)}) == len(operations(schema))


def test_every_operation_but_the_health_check_is_closed(schema):
    assert [op["operationId"] for _, _, op in operations(schema) if "security" not in op] == ["health"]
    assert [op["operationId"] for _, _, op in operations(schema) if "x-scope" not in op] == ["health"]


def test_every_operation_documents_the_shape_of_its_errors(schema):
    bad = [(op, code, r) for _, _, op in operations(schema) for code, r in op["responses"].items() if code >= "4" and "x-scope" in op]
    shapes = {r["content"]["application/json"]["schema"]["$ref"] for _, _, r in bad}
    assert shapes == {"#/components/schemas/Failure"}
    assert {op["operationId"] for op, code, _ in bad if code == "401"} == {op["operationId"] for _, _, op in operations(schema)} - {
        "health"
    }


def test_every_answer_has_a_schema(schema):
    good = [(op["operationId"], r) for _, _, op in operations(schema) for code, r in op["responses"].items() if code < "3"]
    assert [name for name, r in good if "content" not in r] == []


def test_the_manual_and_the_schema_are_for_people_of_the_firm(api, session):
    for address in ("/openapi.json", "/docs"):
        assert api().get(address).status_code == 401
        assert session("ws1").get(address).status_code == 200


def test_a_browser_without_a_session_is_sent_to_sign_in(client_of):
    answer = client_of().get("/api/v1/docs", headers={"Accept": "text/html"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/api/v1/docs")


def test_the_manual_loads_nothing_from_elsewhere(session):
    page = session("cs1").get("/docs").content.decode()
    assert "/static/ninja/swagger-ui-bundle.js" in page
    assert "http://" not in page
    assert "https://" not in page
