"""The life of a document through the API."""

from __future__ import annotations

import base64
import json
from hashlib import sha256

import pytest

from argosy.records.reports.models import Document, IssuedFile
from tests.api.calls import error
from tests.api.world import AUTHORED, KEY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_whole_life(api, document):
    ref = document("issued")
    body = api("ws1").get(f"/documents/{ref}").json()
    assert body["state"] == "issued"
    assert (body["maker"], body["checker"], body["approver"]) == ("cs1", "cs2", "tm1")
    assert body["doc_no"].endswith("-R0")
    assert {f["format"] for f in body["files"]} == {"xlsx", "pdf", "docx", "html", "json"}


def test_a_draft_shows_what_stands_against_it(api, output):
    body = api("cs1").post("/documents", {"key": "CS/O1.2.1", "params": {"order": "OF-1"}, "lang": "en"}).json()
    assert (body["key"], body["state"], body["maker"], body["checker"], body["doc_no"]) == (KEY, "draft", "cs1", None, "")
    assert {"C05"} & {c["id"] for c in body["checks"] if c["level"] == "block"} or all(c["level"] != "block" for c in body["checks"])


def test_wrong_parameters_write_nothing(api, output):
    answer = api("cs1").post("/documents", {"key": KEY, "params": {"colour": "red"}})
    assert answer.status_code == 422
    assert "colour" in error(answer)["message"]["en"]
    assert not Document.objects.exists()


def test_an_unknown_output_is_404(api, output):
    assert api("cs1").post("/documents", {"key": "CS/O9.9.9"}).status_code == 404


def test_the_maker_cannot_check_their_own(api, document):
    answer = api("cs1").post(f"/documents/{document('in_check')}/check")
    assert (answer.status_code, error(answer)["code"]) == (403, "forbidden")
    assert "C01" in error(answer)["message"]["zh"]


def test_the_checker_cannot_be_the_author_even_with_both_roles(api, document, people, give_role):
    give_role(people["cs1"], "TM")
    answer = api("cs1").post(f"/documents/{document('checked')}/approve")
    assert answer.status_code == 403


def test_the_checker_cannot_approve(api, document, people, give_role):
    give_role(people["cs2"], "TM")
    assert api("cs2").post(f"/documents/{document('checked')}/approve").status_code == 403


def test_steps_cannot_be_skipped(api, document):
    ref = document()
    for login, step in (("cs2", "check"), ("tm1", "approve"), ("cs1", "issue"), ("cs1", "withdraw")):
        answer = api(login).post(f"/documents/{ref}/{step}", {"reason": "誤植更正"})
        assert (answer.status_code, error(answer)["code"]) == (409, "refused")


def test_signing_other_content_than_was_read_is_409(api, document):
    answer = api("cs2").post(f"/documents/{document('in_check')}/check", {"content_hash": "0" * 64})
    assert answer.status_code == 409


def test_a_return_gives_it_back_with_reasons(api, document):
    ref = document("in_check")
    assert api("cs2").post(f"/documents/{ref}/return", {"comment": ""}).status_code == 422
    body = api("cs2").post(f"/documents/{ref}/return", {"comment": "第 2 項請補成分表"}).json()
    assert body["state"] == "draft"
    assert [row["id"] for row in api("cs1").get("/documents/waiting").json()] == [ref]


def test_a_paragraph_is_written_by_its_maker_alone(api, document):
    ref = document()
    assert api("cs2").put(f"/documents/{ref}/paragraphs/story", AUTHORED).status_code == 403
    assert api("cs1").put(f"/documents/{ref}/paragraphs/none", AUTHORED).status_code == 404


def test_a_warning_needs_a_known_check_and_a_reason(api, document):
    ref = document()
    assert api("cs1").put(f"/documents/{ref}/waivers/XX1", {"reason": "已確認"}).status_code == 404
    assert api("cs1").put(f"/documents/{ref}/waivers/C09", {"reason": "好"}).status_code == 422
    assert api("cs1").put(f"/documents/{ref}/waivers/C09", {"reason": "資料為最新公告"}).status_code == 200


def test_files_come_byte_for_byte(api, document):
    ref = document("issued")
    caller = api("fin")
    for file in caller.get(f"/documents/{ref}/files").json():
        answer = caller.get(f"/documents/{ref}/files/{file['name']}")
        assert sha256(answer.content).hexdigest() == file["sha256"]
        assert len(answer.content) == file["size"]
        assert answer["ETag"] == f'"{file["sha256"]}"'
        assert answer["Content-Disposition"] == f'attachment; filename="{file["name"]}"'


def test_an_html_file_cannot_act_as_a_page_of_ours(api, document):
    ref = document("issued")
    name = next(f["name"] for f in api("cs1").get(f"/documents/{ref}/files").json() if f["format"] == "html")
    assert api("cs1").get(f"/documents/{ref}/files/{name}")["Content-Security-Policy"].startswith("sandbox;")


def test_a_file_that_was_changed_in_the_archive_is_not_handed_out(api, document):
    from argosy.records.reports import archive

    ref = document("issued")
    file = IssuedFile.objects.get(format="pdf")
    path = archive.path_of(file.sha256)
    path.chmod(0o644)
    path.write_bytes(b"forged")
    answer = api("cs1").get(f"/documents/{ref}/files/{file.name}")
    assert (answer.status_code, error(answer)["code"]) == (500, "failed")
    proof = api("cs1").get("/verify").json()
    assert proof["ok"] is False
    assert any(file.name in p for p in proof["problems"])
    path.unlink()


def test_the_archive_proves_itself(api, document):
    ref = document("issued")
    proof = api("ws1").get("/verify").json()
    assert (proof["ok"], proof["entries"], proof["problems"]) == (True, 1, [])
    row = api("ws1").get("/archive").json()["items"][0]
    assert (row["id"], row["issued_by"], row["state"]) == (ref, "cs1", "issued")


def test_why_a_figure_is_what_it_is(api, document):
    body = api("cs1").get(f"/documents/{document('issued')}/why/lines.a.duty").json()
    assert body["value"]["v"] == "213"
    assert body["legal"] == {"zh": "關稅法第 3 條", "en": "Customs Act art. 3"}
    assert {i["value"]["en"] for i in body["inputs"]} >= {"TWD 1,000", "TWD 67"}
    assert body["sources"][0]["title"]["zh"] == "發票"


def test_every_figure_answers_why(api, document):
    caller, ref = api("cs1"), document("issued")
    report = caller.get(f"/documents/{ref}/report").json()
    figures = [v["id"] for s in report["sections"] for b in s["blocks"] for v in values(b)]
    assert len(figures) > 10
    assert {caller.get(f"/documents/{ref}/why/{f}").status_code for f in figures} == {200}
    assert caller.get(f"/documents/{ref}/why/no.such.figure").status_code == 404


def values(block):
    cells = [c for row in [*block.get("rows", []), *([block["totals"]] if block.get("totals") else [])] for c in row["cells"].values()]
    return [v for v in [*cells, *block.get("items", [])] if "id" in v]


def test_the_report_is_the_archived_json(api, document):
    ref = document("issued")
    name = next(f["name"] for f in api("cs1").get(f"/documents/{ref}/files").json() if f["format"] == "json")
    archived = json.loads(api("cs1").get(f"/documents/{ref}/files/{name}").content)
    assert archived["content_hash"] == api("cs1").get(f"/documents/{ref}/report").json()["content_hash"]


def test_what_would_change_is_nothing_while_the_records_stand(api, document):
    assert api("cs1").get(f"/documents/{document('issued')}/diff").json() == []


def test_what_changed_is_shown_by_row_and_column(api, document, monkeypatch):
    from argosy.deliverables.registry import DELIVERABLES
    from tests.api import world

    ref = document("issued")
    other = world.sample(key=KEY)
    basis = other.sections[0].blocks[1]
    figure = basis.items[0].model_copy(update={"v": "5000"})
    section = other.sections[0].model_copy(update={"blocks": (other.sections[0].blocks[0], basis.model_copy(update={"items": (figure,)}))})
    newer = other.model_copy(update={"sections": (section, other.sections[1])})
    monkeypatch.setitem(DELIVERABLES._all(), KEY, world.replace(world.worksheet(), build=lambda facts: newer))
    change = api("cs1").get(f"/documents/{ref}/diff").json()[0]
    assert (change["block"], change["class"], change["label"]["zh"]) == ("basis", "data", "運費")
    assert (change["old"], change["new"], change["delta"], change["material"]) == ("100", "5000", "4900", True)


def test_a_revision_supersedes(api, document):
    caller, first = api("cs1"), document("issued")
    number = caller.get(f"/documents/{first}").json()["doc_no"]
    body = {"key": KEY, "params": {"order": "OF-1"}, "replaces": number}
    assert caller.post("/documents", body).status_code == 422
    second = caller.post("/documents", {**body, "reason": "匯率更正"}).json()
    assert (second["replaces"], second["revision"]) == (number, 1)
    assert caller.post("/documents", {**body, "reason": "匯率更正"}).status_code == 409


def test_withdrawing_says_why_and_keeps_the_files(api, document):
    ref = document("issued")
    body = api("cs1").post(f"/documents/{ref}/withdraw", {"reason": "收件人有誤"}).json()
    assert body["state"] == "withdrawn"
    assert len(body["files"]) == 5


def test_an_issued_document_cannot_be_changed(api, document):
    ref = document("issued")
    attempts = [
        api("cs1").put(f"/documents/{ref}/paragraphs/story", AUTHORED),
        api("cs1").put(f"/documents/{ref}/waivers/C09", {"reason": "資料為最新公告"}),
        *(
            api(who).post(f"/documents/{ref}/{act}", {"comment": "再看"})
            for who, act in (("cs1", "submit"), ("cs2", "return"), ("cs1", "issue"))
        ),
    ]
    assert [a.status_code for a in attempts] == [409] * 5


def test_a_sending_is_logged_with_the_hash_of_what_was_sent(api, document):
    ref, caller = document("issued"), api("cs1")
    pdf = next(f for f in caller.get(f"/documents/{ref}/files").json() if f["format"] == "pdf")
    sent = caller.post(f"/documents/{ref}/send", {"to": "示範客戶", "channel": "email", "file": pdf["name"]})
    assert (sent.status_code, sent.json()["file_hash"]) == (201, pdf["sha256"])
    assert caller.put(f"/sendings/{sent.json()['id']}/receipt", {"words": "已收到"}).json()["acknowledgement"] == "已收到"
    assert [s["to"] for s in api("tm1").get(f"/documents/{ref}/sendings").json()] == ["示範客戶"]


def test_a_draft_is_hidden_from_other_jobs_and_from_tokens_that_only_read(api, document):
    ref = document()
    assert api("ws1").get(f"/documents/{ref}").status_code == 403
    assert api("cs1", "read").get(f"/documents/{ref}").status_code == 403
    assert api("ws1").get("/documents").json()["items"] == []
    assert [row["id"] for row in api("tm2").get("/documents").json()["items"]] == [ref]


def test_documents_are_found_by_words_output_and_state(api, document):
    ref = document()
    caller = api("cs1")
    assert [row["id"] for row in caller.get("/documents", find="OF-1", key="CS/O1.2.1", state="draft").json()["items"]] == [ref]
    assert caller.get("/documents", state="issued").json()["count"] == 0
    assert caller.get("/documents", state="lost").status_code == 422


def test_a_draft_can_be_made_without_storing_anything(api, output):
    body = api("cs1").post("/produce", {"key": "CS/O1.2.1", "params": {"order": "OF-1"}, "lang": "en", "formats": ["pdf", "json"]}).json()
    assert (body["key"], body["title"], body["as_of"] is not None) == (KEY, "Worksheet", True)
    assert [f["format"] for f in body["files"]] == ["pdf", "json"]
    assert all(sha256(base64.b64decode(f["content"])).hexdigest() == f["sha256"] for f in body["files"])
    assert (body["figures"] > 0, body["traced"] > 0) == (True, True)
    assert not Document.objects.exists()


def test_a_draft_as_one_file(api, output):
    answer = api("cs1").get("/produce/file", key=KEY, format="pdf", param="order=OF-1", lang="en")
    assert answer.content.startswith(b"pdf O1.2.1-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="O1.2.1-')


@pytest.mark.parametrize("query", [{"format": "pptx", "param": "order=1"}, {"format": "pdf", "param": "order"}, {"format": "pdf"}])
def test_a_wrong_format_or_parameter_is_422(api, output, query):
    assert api("cs1").get("/produce/file", key=KEY, **query).status_code == 422
