"""Every operation, called as everybody, with every scope and as nobody, is let in or refused as matrix.toml says."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.calls import ALL, Api
from tests.api.test_knowledge import CONSIGNMENT, ORIGIN
from tests.api.test_records import PRODUCT, ROWS, upload
from tests.api.world import AUTHORED, KEY
from tests.conftest import ROLE_OF

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MATRIX = tomllib.loads(Path(__file__).with_name("matrix.toml").read_text(encoding="utf-8"))
ROWS_OF = {**MATRIX["operations"], **MATRIX["cases"]}
REFUSALS = {401, 403}
# Where a call is refused before anything is looked up, any words do.
ANY = {
    "study": "ST-0001",
    "consultation": 1,
    "ref": "d-1",
    "file": "f",
    "sending": 1,
    "order": "OF-1",
    "prefix": "x",
    "contact": 1,
    "classification": 1,
    "item": 1,
    "evidence": 1,
}
PARTY = {"name_zh": "示範", "name_en": "Demo", "kinds": ["customer"], "country": "JP"}


def tariff_file():
    """A table of one rate, looked at and not stored."""
    return {
        "kind": "csv",
        "jurisdiction": "TW",
        "preview": "true",
        "file": SimpleUploadedFile("rates.csv", "稅號,品名,稅率\n0902,茶,17%".encode()),
    }


OFFER = {"customer": "C-0", "incoterm": "FOB", "currency": "TWD", "lines": [{"sku": "none", "quantity": "1"}]}


def sales_file():
    """One order, looked at and not stored."""
    row = "SO-1,C-0,2026-06-01,FOB,USD,32,B-0,1,10"
    head = "order,customer,date,incoterm,currency,fx,sku,quantity,unit price"
    return {"dry_run": "true", "file": SimpleUploadedFile("sales.csv", f"{head}\n{row}\n".encode())}


def parties_file():
    """One party, looked at and not stored."""
    return {"dry_run": "true", "file": SimpleUploadedFile("parties.csv", "code,name,country\nC-900,示範匯入行,JP\n".encode())}


def market_calls():
    """Every operation on market knowledge."""
    from argosy.publishing.market_acts import ALL as ACTS
    from argosy.publishing.market_records import ROOMS

    return room_calls(ACTS, ROOMS, "/markets", "")


def service_calls():
    """Every operation on service."""
    from argosy.publishing.service_acts import ALL as ACTS
    from argosy.publishing.service_rooms import ROOMS

    return room_calls(ACTS, ROOMS, "/service", "service_")


def trade_calls():
    """Every operation on price lists, bank accounts, programmes, courses and personal data."""
    from argosy.publishing.trade_acts import ALL as ACTS
    from argosy.publishing.trade_rooms import ROOMS

    return room_calls(ACTS, ROOMS, "/trade", "trade_")


def room_calls(acts, rooms, path, prefix):
    """Every operation of some rooms, about records there are none of: who may is let in, and told that there is nothing."""
    from argosy.api.rooms import body_of

    values = {"integer": 1, "boolean": True, "array": [], "object": {}}
    for room in rooms:
        yield f"{prefix}{room}_list", ("GET", f"{path}/{room}")
        yield f"{prefix}{room}_one", ("GET", f"{path}/{room}/0")
    for act in acts:
        schema = body_of(act)
        fields = schema.model_json_schema() if schema else {}
        body = {name: values.get(fields["properties"][name].get("type", "object"), "x") for name in fields.get("required", ())}
        yield (
            f"{prefix}{act.room}_{act.name}",
            ("POST", f"{path}/{act.room}/0/{act.name}" if act.key else f"{path}/{act.room}/{act.name}", body),
        )


def owing_calls():
    """Every act about money and credit, about papers there are none of: who may is let in, and told so."""
    from argosy.api.owing import body_of, operation
    from argosy.publishing.owing_acts import ALL as ACTS

    values = {"integer": 1, "boolean": True, "array": [], "object": {}}
    for act in ACTS:
        fields = body_of(act).model_json_schema()
        body = {name: values.get(fields["properties"][name].get("type", "object"), "x") for name in fields.get("required", ())}
        yield operation(act), ("POST", f"/receivables/acts/{act.name}", body)


def bank_file():
    """One movement of no account of ours, looked at and not stored."""
    return {"file": SimpleUploadedFile("bank.csv", b"date,amount,account\n2026-06-20,5,1\n")}


# operation -> method, path, body. What the words in braces stand for is made by ``made``.
CALLS: dict[str, tuple] = {
    "health": ("GET", "/health"),
    "standards_list": ("GET", "/standards"),
    "standards_one": ("GET", "/standards/CS"),
    "standards_import": ("POST", "/standards", {"text": "x"}),
    "standards_read": ("POST", "/standards/read", {"text": "x"}),
    "coverage_list": ("GET", "/coverage"),
    "outputs_list": ("GET", "/outputs"),
    "outputs_one": ("GET", "/outputs/CS/O1.2.1"),
    "produce_summary": ("POST", "/produce", {"key": KEY, "params": {"order": "OF-1"}}),
    "produce_file": ("GET", f"/produce/file?key={KEY}&format=pdf&param=order=OF-1"),
    "documents_list": ("GET", "/documents?state=issued"),
    "documents_waiting": ("GET", "/documents/waiting"),
    "documents_draft": ("POST", "/documents", {"key": KEY, "params": {"order": "OF-1"}}),
    "documents_one": ("GET", "/documents/{ref}"),
    "documents_report": ("GET", "/documents/{ref}/report"),
    "documents_why": ("GET", "/documents/{ref}/why/lines.a.duty"),
    "documents_diff": ("GET", "/documents/{ref}/diff"),
    "documents_files": ("GET", "/documents/{ref}/files"),
    "documents_file": ("GET", "/documents/{ref}/files/{file}"),
    "documents_sendings": ("GET", "/documents/{ref}/sendings"),
    "documents_write": ("PUT", "/documents/{ref}/paragraphs/story", AUTHORED),
    "documents_waive": ("PUT", "/documents/{ref}/waivers/C09", {"reason": "資料為最新公告"}),
    "documents_submit": ("POST", "/documents/{ref}/submit", {}),
    "documents_check": ("POST", "/documents/{ref}/check", {}),
    "documents_return": ("POST", "/documents/{ref}/return", {"comment": "請補件"}),
    "documents_approve": ("POST", "/documents/{ref}/approve", {}),
    "documents_issue": ("POST", "/documents/{ref}/issue", {}),
    "documents_withdraw": ("POST", "/documents/{ref}/withdraw", {"reason": "收件人有誤"}),
    "documents_send": ("POST", "/documents/{ref}/send", {"to": "示範客戶", "channel": "email"}),
    "sendings_receipt": ("PUT", "/sendings/{sending}/receipt", {"words": "已收到"}),
    "verify": ("GET", "/verify"),
    "archive_list": ("GET", "/archive"),
    "orders_import": ("UPLOAD", "/orders"),
    "orders_list": ("GET", "/orders"),
    "orders_one": ("GET", "/orders/{order}"),
    "orders_revise": ("PATCH", "/orders/{order}", {"vessel": "MV DEMO"}),
    "orders_line": ("PATCH", "/orders/{order}/lines/1", {"rationale": "照明用"}),
    "orders_remove": ("DELETE", "/orders/{order}"),
    "studies_list": ("GET", "/studies"),
    "studies_one": ("GET", "/studies/{study}"),
    "studies_make": (
        "POST",
        "/studies",
        {"goods": [{"description": "果汁", "codes": ["2202991900"], "origin": "JP"}], "jurisdiction": "TW", "date": "2026-06-30"},
    ),
    "studies_mark": ("POST", "/studies/{study}/decisions", [{"measure": 1, "decision": "applies", "reason": "依規定"}]),
    "studies_state": ("PUT", "/studies/{study}/facts", {"answers": {"1.rates.duty": "5%"}}),
    "studies_code": ("PUT", "/studies/{study}/lines/1/code", {"code": "1", "reason": "不在候選內"}),
    "studies_candidates": ("POST", "/studies/{study}/lines/1/candidates", {"codes": ["2009899000"]}),
    "studies_evidence": ("PUT", "/studies/{study}/options/as_declared/evidence/proof", {"document": "X"}),
    "studies_choose": ("POST", "/studies/{study}/options/as_declared/choose", {"reason": "無其他方案"}),
    "studies_send": ("POST", "/studies/{study}/send", {}),
    "studies_check": ("POST", "/studies/{study}/check", [{"id": 1, "verdict": "agree"}]),
    "studies_answer": ("PUT", "/studies/{study}/check/1/answer", {"words": "已更正"}),
    "studies_reopen": ("POST", "/studies/{study}/reopen", {}),
    "studies_renew": ("POST", "/studies/{study}/renew", {}),
    "studies_remove": ("DELETE", "/studies/{study}"),
    "customers_morning": ("GET", "/customers/morning"),
    "customers_upkeep": ("GET", "/customers/upkeep"),
    "customers_late": ("GET", "/customers/late"),
    "customer_card": ("GET", "/customers/C-0/card"),
    "customer_contacts": ("GET", "/customers/C-0/contacts"),
    "contact_log": ("POST", "/contacts", {"party": "C-0", "channel": "phone"}),
    "replenishment": ("GET", "/replenishment"),
    "stock_report": ("POST", "/stock-reports", {"party": "C-0", "sku": "B-0", "on": "2026-06-28", "quantity": "5"}),
    "lead_list": ("GET", "/leads"),
    "lead_funnel": ("GET", "/leads/funnel"),
    "lead_one": ("GET", "/leads/PL-0000"),
    "lead_open": ("POST", "/leads", {"company": "示範新客戶", "country": "JP", "source": "fair"}),
    "lead_move": ("POST", "/leads/PL-0000/move", {"to": "need"}),
    "lead_screen": ("POST", "/leads/PL-0000/screen"),
    "event_list": ("GET", "/events"),
    "parties_import": ("UPLOAD", "/parties/import", parties_file),
    "parties_import_undo": ("POST", "/parties/import/PI-0000/undo"),
    "parties_merge": ("POST", "/parties/merge", {"kept": "C-0", "gone": "C-0", "reason": "same"}),
    "parties_unmerge": ("POST", "/parties/merge/0/undo"),
    "person_copy": ("POST", "/contacts/{contact}/copy"),
    "person_remove": ("POST", "/contacts/{contact}/remove"),
    "sales_performance": ("GET", "/sales/performance"),
    "sales_import": ("UPLOAD", "/sales", sales_file),
    "invoices_list": ("GET", "/receivables/invoices"),
    "invoices_one": ("GET", "/receivables/invoices/none"),
    "receipts_list": ("GET", "/receivables/receipts"),
    "prepayments_list": ("GET", "/receivables/prepayments"),
    "cheques_list": ("GET", "/receivables/cheques"),
    "bank_list": ("GET", "/receivables/bank"),
    "bank_import": ("UPLOAD", "/receivables/bank", bank_file),
    "credit_exposure": ("GET", "/credit/exposure"),
    "credit_check": ("GET", "/credit/customers/C-0"),
    "credit_file": ("GET", "/credit/customers/C-0/file"),
    **dict(owing_calls()),
    "quotations_list": ("GET", "/quotations"),
    "quotations_one": ("GET", "/quotations/QT-0"),
    "quotations_ubl": ("GET", "/quotations/QT-0/ubl"),
    "quotations_draft": ("POST", "/quotations", OFFER),
    "quotations_edit": ("PUT", "/quotations/QT-0", {**OFFER, "version": 1}),
    "quotations_offer": ("POST", "/quotations/QT-0/offer", {}),
    "quotations_revise": ("POST", "/quotations/QT-0/revise", {}),
    "quotations_approve": ("POST", "/quotations/QT-0/approve", {"reason": "競爭報價"}),
    "quotations_negotiate": ("POST", "/quotations/QT-0/negotiations", {"asked": "降價"}),
    "quotations_confirm": ("POST", "/quotations/QT-0/confirm", {}),
    "quotations_close": ("POST", "/quotations/QT-0/close", {"outcome": "cancelled"}),
    "offers_price": ("GET", "/offers/price?sku=B-0&customer=C-0"),
    "offers_terms": ("GET", "/offers/terms"),
    "sales_orders_one": ("GET", "/sales-orders/SO-0"),
    "sales_orders_release": ("POST", "/sales-orders/SO-0/release", {}),
    "sales_orders_ship": ("POST", "/sales-orders/SO-0/ship", {"goods": [{"line_no": 1, "quantity": "1"}]}),
    "sales_orders_cancel": ("POST", "/sales-orders/SO-0/cancel", {"reason": "客戶取消"}),
    "contracts_list": ("GET", "/contracts"),
    "contracts_one": ("GET", "/contracts/CT-0"),
    "contracts_draw": ("POST", "/contracts", {"quotation": "QT-0"}),
    "contracts_deviate": ("POST", "/contracts/CT-0/deviations", {"article": 1, "zh": "甲", "en": "a", "reason": "客戶要求"}),
    "contracts_decide": ("PUT", "/contracts/CT-0/deviations/1", {"approve": True}),
    "contracts_signatory": ("POST", "/contracts/CT-0/signatories", {"name": "Ann", "paper": "extract"}),
    "contracts_sign": ("POST", "/contracts/CT-0/sign", {}),
    "targets_board": ("GET", "/targets/board"),
    "targets_plan": ("PUT", "/targets", [{"person": "ws1", "territory": "TW", "line": "87", "month": "2026-07-01", "amount": "1000"}]),
    "activities_finish": ("POST", "/targets/activities/AC-0/finish", {"done": "2026-06-30", "result": "取得訂單"}),
    "coaching_schedule": ("GET", "/coaching/schedule"),
    "coaching_book": (
        "POST",
        "/coaching/sessions",
        {"course": "TR-0", "coach": "K-0", "starts": "2026-07-20T14:00:00+08:00", "place": "訓練室"},
    ),
    "coaching_answers": ("GET", "/coaching/answers"),
    "coaching_approve": ("POST", "/coaching/answers/QA-0/approve", {}),
    "rivals_comparison": ("GET", "/rivals/comparison"),
    "consultations_list": ("GET", "/consultations?which=all"),
    "consultations_one": ("GET", "/consultations/{consultation}"),
    "consultations_ask": (
        "POST",
        "/consultations?of={order}",
        {"about": "order:OF-0001", "question": "是否正確？", "due": "2026-07-05", "person": "gm"},
    ),
    "consultations_answer": ("PUT", "/consultations/{consultation}/answer", {"words": "正確", "stance": "confirms", "effect": "無"}),
    "documents_confirmations": ("GET", "/documents/{ref}/confirmations"),
    "duty_assess": ("POST", "/duty/assess", CONSIGNMENT),
    "duty_compare": ("POST", "/duty/compare", {"consignment": CONSIGNMENT, "changes": ["1.origin=VN"]}),
    "duty_sensitivity": ("POST", "/duty/sensitivity", CONSIGNMENT),
    "duty_facts": ("GET", "/duty/facts?jurisdiction=TW"),
    "duty_watch": ("GET", "/duty/watch"),
    "duty_find": ("GET", "/duty/find?q=juice&jurisdiction=TW"),
    "schedules_list": ("GET", "/duty/schedules"),
    "schedules_changes": ("GET", "/duty/schedules/changes?jurisdiction=TW&series=table&before=a&after=b"),
    "schedules_import": ("UPLOAD", "/duty/schedules", tariff_file),
    "origin_test": ("POST", "/origin/test", ORIGIN),
    "origin_agreements": ("GET", "/origin/agreements"),
    "hs_suggest": ("GET", "/hs/suggest?text=spare parts"),
    "markets_datasets": ("GET", "/markets/datasets"),
    "markets_series": ("GET", "/markets/series?product=871493"),
    "markets_ranking": ("GET", "/markets/ranking?product=871493"),
    "hs_decide": ("POST", "/hs/decisions", {"text": "gift", "code": "392690", "rationale": "塑膠製品", "on": "2026-06-01"}),
    "hs_waiting": ("GET", "/hs/decisions/waiting"),
    "parties_list": ("GET", "/parties"),
    "parties_one": ("GET", "/parties/C-0"),
    "parties_register": ("POST", "/parties", {**PARTY, "code": "C-1"}),
    "parties_change": ("PATCH", "/parties/C-0", {"name_en": "Demo Ltd"}),
    "addresses_set": ("PUT", "/parties/C-0/addresses", {"lines_en": "1 Road", "country": "AU"}),
    "contacts_add": ("POST", "/parties/C-0/contacts", {"name": "示範"}),
    "contacts_change": ("PATCH", "/contacts/{contact}", {"title": "採購"}),
    "products_list": ("GET", "/products"),
    "products_one": ("GET", "/products/B-0"),
    "products_register": ("POST", "/products", PRODUCT),
    "products_classify": (
        "POST",
        "/products/B-0/classifications",
        {"code": "85121010002", "edition": "2026", "rationale": "燈", "on": "2026-06-01"},
    ),
    "products_change": ("PATCH", "/products/B-0", {"price": "260"}),
    "classifications_review": ("PUT", "/classifications/{classification}/review", {}),
    "people_register": ("POST", "/people", {"login": "new1", "name_zh": "新", "name_en": "New", "password": "quiet-river-51"}),
    "people_change": ("PATCH", "/people/ws1", {"name_en": "Demo"}),
    "people_password": ("PUT", "/people/ws1/password", {"password": "quiet-river-51"}),
    "people_grant": ("PUT", "/people/ws1/roles/EP", {}),
    "people_withdraw": ("DELETE", "/people/ws1/roles/WS"),
    "work_list": ("GET", "/work"),
    "work_open": ("POST", "/work", {"title": "追蹤", "owner": "ws1", "due": "2026-07-31"}),
    "work_close": ("POST", "/work/{item}/close", {"note": "已辦"}),
    "evidence_list": ("GET", "/evidence"),
    "evidence_confirm": ("POST", "/evidence/{evidence}/confirm", {}),
    "settings_list": ("GET", "/settings"),
    "settings_change": ("PUT", "/settings/reference.exchange_table", {"value": "bank", "valid_from": "2026-07-01", "reason": "改用銀行"}),
    "audit_list": ("GET", "/audit"),
    "me": ("GET", "/me"),
    "people_list": ("GET", "/people"),
    "roles_list": ("GET", "/roles"),
    "tokens_list": ("GET", "/tokens"),
    "tokens_issue": ("POST", "/tokens", {"name": "nightly", "scopes": ["read"]}),
    "tokens_revoke": ("DELETE", "/tokens/{prefix}"),
    "firm": ("GET", "/firm"),
    "datasets_list": ("GET", "/datasets"),
    "rates_list": ("GET", "/rates"),
    **dict(market_calls()),
    **dict(service_calls()),
    **dict(trade_calls()),
}


@pytest.fixture
def setting(api, people, output):
    """What the calls are about, besides documents."""
    from datetime import date

    from argosy.records.reference.actions import change_firm

    change_firm(actor=people["adm"], name_zh="示範", name_en="Demo", address_zh="示範路", address_en="Demo Road", as_of=date(2026, 6, 30))
    api("cs1").post("/parties", {**PARTY, "code": "C-0"})
    api("cs1").post("/products", {**PRODUCT, "sku": "B-0"})


@pytest.fixture
def made(setting, people, document, api, token_for):
    """Makes what a word in braces stands for: a function of the document's state by each word."""
    from datetime import date

    from argosy.records.catalog.actions import classify_product
    from argosy.records.parties.actions import add_contact
    from argosy.records.people.actions import open_work_item
    from argosy.records.people.consulting import ask
    from argosy.records.people.models import EvidenceLink
    from tests.records.studied import study_of

    cs1 = people["cs1"]
    decision = {"sku": "B-0", "code": "85121010002", "edition": "2026", "rationale": "燈", "on": date(2026, 6, 1)}
    proof = {"part": "author", "standard": "KPS1420-002", "indicator": "P1.2.1", "record": "x", "version_hash": "0"}
    return {
        "ref": lambda state: document(state),
        "file": lambda state: "",
        "sending": lambda state: api("cs1").post(f"/documents/{document('issued')}/send", {"to": "甲", "channel": "email"}).json()["id"],
        "order": lambda state: api("cs1").upload("/orders", upload(ROWS)).json()["order"],
        "study": lambda state: study_of(people).ref,
        "consultation": lambda state: ask(actor=cs1, subject="x", name="X", question="？", due=date(2026, 7, 1), person="tm1").pk,
        "prefix": lambda state: token_for("ws1").split("_")[1],
        "contact": lambda state: add_contact(actor=cs1, code="C-0", name="示範").pk,
        "classification": lambda state: classify_product(actor=people["cs2"], **decision).pk,
        "item": lambda state: open_work_item(actor=cs1, title="追蹤", owner="tm1", due=date(2026, 7, 1)).pk,
        "evidence": lambda state: EvidenceLink.objects.create(person=cs1, **proof).pk,
    }


@pytest.fixture
def places(made, api):
    """The words in braces of one call of ``CALLS``."""

    def fill(name):
        words = re.findall(r"{(\w+)}", CALLS[name.split(" of ")[0]][1])
        found = {word: made[word](ROWS_OF[name].get("on", "")) for word in words}
        if "file" in found:
            found["file"] = api("cs1").get(f"/documents/{found['ref']}/files").json()[0]["name"]
        return found

    return fill


def call(caller: Api, name: str, places: dict):
    method, path, *body = CALLS[name.split(" of ")[0]]
    if method == "UPLOAD":
        return caller.upload(path, body[0]() if body else upload(ROWS))
    return caller.send(method, path.format(**places), *body)


def let_in(row) -> list[str]:
    words = ["*"] if row["people"].startswith("everyone") else row["people"].split()
    out = {word[1:] for word in words if word.startswith("-")}
    return [login for login in ROLE_OF if login not in out and any(fnmatchcase(login, word) for word in words)]


def test_the_matrix_names_every_operation():
    from argosy.api.application import api as whole

    schema = whole.get_openapi_schema()
    scopes = {op["operationId"]: op.get("x-scope") for item in schema["paths"].values() for op in item.values()}
    assert scopes == {name: row.get("scope") for name, row in MATRIX["operations"].items()}
    assert set(CALLS) == set(scopes)


@pytest.mark.slow
@pytest.mark.parametrize("name", ROWS_OF)
def test_people_are_let_in_with_the_scope_alone_and_others_refused_with_all(name, api, places):
    row, where = ROWS_OF[name], places(name)
    others = [login for login in ROLE_OF if login not in let_in(row)]
    assert {login: call(api(login), name, where).status_code for login in others} == dict.fromkeys(others, 403)
    scopes = row.get("needs", row.get("scope", "read")).split()
    statuses = {login: call(api(login, *scopes), name, where).status_code for login in let_in(row)}
    assert {login for login, status in statuses.items() if status in REFUSALS or status >= 500} == set()
    assert (next(iter(statuses.values())) < 400) != row.get("refused", False)


def test_nobody_is_let_in_to_health_alone(api, people):
    statuses = {name: call(api(), name, ANY).status_code for name in CALLS}
    assert {name for name, status in statuses.items() if status != 401} == {"health"}


def test_a_token_without_the_scope_is_refused_whoever_owns_it(api):
    statuses = {}
    for name, row in MATRIX["operations"].items():
        if name != "health":
            caller = api(let_in(row)[0], *(scope for scope in ALL if scope != row["scope"]))
            statuses[name] = call(caller, name, ANY).status_code
    assert {name for name, status in statuses.items() if status != 403} == set()


@pytest.mark.parametrize("name", MATRIX["cases"])
def test_a_draft_needs_every_scope_named(name, api, places):
    row, where = ROWS_OF[name], places(name)
    lacking = row.get("needs", row["scope"]).split()
    assert {call(api(let_in(row)[0], *(s for s in ALL if s != one)), name, where).status_code for one in lacking} == {403}


def test_a_session_without_csrf_writes_nothing(session):
    writing = [name for name, (method, *_) in CALLS.items() if method != "GET"]
    answers = {name: call(session(let_in(ROWS_OF[name])[0], csrf=False), name, ANY) for name in writing}
    assert {name for name, answer in answers.items() if answer.status_code != 403 or "CSRF" not in answer.content.decode()} == set()
