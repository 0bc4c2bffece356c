"""Every address, called as everybody and as nobody, is opened or refused as matrix.toml says."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from tests.conftest import ROLE_OF
from tests.records.studied import decide_all, sent, study_of
from tests.web.world import GIVEN, TEXT, order_csv, upload

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MATRIX = tomllib.loads(Path(__file__).with_name("matrix.toml").read_text(encoding="utf-8"))["addresses"]
GET = ("GET", {}, {})
WORDS = {"zh": TEXT.zh, "en": TEXT.en, "block": "story"}
MAKE = {"O1.2.1-order": "OF-1", "O1.2.1-allocation": "auto", "O1.2.1-as_of": "2026-06-30", "O1.2.1-lang": "en"}
HEADER = {**GIVEN, "allocation": "auto"}

# address -> arguments and what is posted; an address not listed is opened with GET and no arguments.
CALLS: dict[str, tuple] = {
    "web:language": ("POST", {}, {"language": "en"}),
    "web:market-ranking-keep": ("POST", {}, {"query": "product=871493"}),
    "web:invoice": ("GET", {"number": "none"}, {}),
    "web:bank-preview": ("POST", {}, {}),
    "web:bank-store": ("POST", {}, {"upload": "none"}),
    "web:owing-do": ("POST", {"name": "receipt"}, {}),
    "web:credit-panel": ("GET", {"code": "none"}, {}),
    **{f"web:credit-{name}": ("GET", {"code": "none"}, {}) for name in ("statements", "scorecard", "log")},
    "web:close-item": ("POST", {"item": "{item}"}, {"note": "done"}),
    "web:job": ("POST", {}, {"job": "CS"}),
    "web:task": ("GET", {"job": "CS", "code": "T1.2"}, {}),
    "web:produce": ("POST", {"job": "CS", "code": "T1.2", "output": "O1.2.1"}, MAKE),
    "web:duty-pack": ("GET", {"key": "tw-import"}, {}),
    "web:tariff-code": ("GET", {"jurisdiction": "TW", "code": "2202991900"}, {}),
    "web:tariff-look": ("POST", {}, {"kind": "csv", "jurisdiction": "TW"}),
    "web:tariff-store": ("POST", {}, {"kind": "csv", "jurisdiction": "TW", "upload": "{upload}"}),
    "web:goods-decide": ("POST", {}, {"text": "gift", "code": "392690", "edition": "HS2022", "rationale": "GIR 1"}),
    "web:goods-review": ("POST", {"number": "{classification}"}, {}),
    "web:order-what-if": ("GET", {"ref": "{order}"}, {"what_if": "1.duty=10%"}),
    "web:order": ("GET", {"ref": "{order}"}, {}),
    "web:order-again": ("POST", {}, {"upload": "{upload}", "read": "1"}),
    "web:order-header": ("POST", {"ref": "{order}"}, HEADER),
    "web:order-line": ("POST", {"ref": "{order}", "number": "1"}, {"code": "2202991900", "origin": "JP", "rate_duty": "20%"}),
    "web:study": ("GET", {"ref": "{study}"}, {}),
    "web:study-act mark": ("POST", {"ref": "{study}", "act": "mark"}, {"decision-1": "applies", "reason-1": "tariff"}),
    "web:study-act state": ("POST", {"ref": "{study}", "act": "state"}, {"state-1.rates.duty": "5%"}),
    "web:study-act candidates": ("POST", {"ref": "{study}", "act": "candidates"}, {"line": "1", "codes": "2009899000"}),
    "web:study-act choose": ("POST", {"ref": "{study}", "act": "choose"}, {"programme": "as_declared", "reason": "none other"}),
    "web:study-act send": ("POST", {"ref": "{study}", "act": "send"}, {}),
    "web:study-act check": ("POST", {"ref": "{study}", "act": "check"}, {"agree_line": "1"}),
    "web:study-act reopen": ("POST", {"ref": "{study}", "act": "reopen"}, {}),
    "web:study-act renew": ("POST", {"ref": "{study}", "act": "renew"}, {}),
    "web:ask": ("GET", {}, {"about": "study:{study}"}),
    "web:consultation": ("GET", {"number": "{question}"}, {}),
    "web:consultation-answer": ("POST", {"number": "{question}"}, {"words": "yes", "stance": "confirms", "effect": "none"}),
    "web:document": ("GET", {"ref": "{ref}"}, {}),
    "web:why": ("GET", {"ref": "{ref}"}, {"figure": "lines.a.duty"}),
    "web:file": ("GET", {"ref": "{ref}", "name": "{file}"}, {}),
    "web:draft-file": ("GET", {"ref": "{ref}", "form": "xlsx"}, {}),
    "web:act submit": ("POST", {"ref": "{ref}", "act": "submit"}, {}),
    "web:act write": ("POST", {"ref": "{ref}", "act": "write"}, WORDS),
    "web:act waive": ("POST", {"ref": "{ref}", "act": "waive"}, {"check": "C09", "reason": "checked by hand"}),
    "web:act return": ("POST", {"ref": "{ref}", "act": "return"}, {"comment": "mend line 2"}),
    "web:act check": ("POST", {"ref": "{ref}", "act": "check"}, {}),
    "web:act approve": ("POST", {"ref": "{ref}", "act": "approve"}, {}),
    "web:act issue": ("POST", {"ref": "{ref}", "act": "issue"}, {}),
    "web:act withdraw": ("POST", {"ref": "{ref}", "act": "withdraw"}, {"reason": "wrong recipient"}),
    "web:act revise": ("POST", {"ref": "{ref}", "act": "revise"}, {"reason": "new rate"}),
    "web:act send": ("POST", {"ref": "{ref}", "act": "send"}, {"recipient": "Demo Juice", "channel": "email"}),
    "web:act acknowledge": ("POST", {"ref": "{ref}", "act": "acknowledge"}, {"sending": "{sending}", "words": "received"}),
    "web:customer-card": ("GET", {"code": "S-01"}, {}),
    "web:support-close": ("POST", {"number": "0"}, {}),
    "web:prospect": ("GET", {"ref": "PL-0000"}, {}),
    "web:prospect-change": ("GET", {"ref": "PL-0000"}, {}),
    "web:prospect-act move": ("POST", {"ref": "PL-0000", "act": "move"}, {"to": "need"}),
    "web:prospect-act convert": ("POST", {"ref": "PL-0000", "act": "convert"}, {"code": "C-900"}),
    "web:prospect-act screen": ("POST", {"ref": "PL-0000", "act": "screen"}, {}),
    "web:event": ("GET", {"ref": "EV-0000"}, {}),
    "web:event-act invite": ("POST", {"ref": "EV-0000", "act": "invite"}, {"whom": "S-01"}),
    "web:event-act answer": ("POST", {"ref": "EV-0000", "act": "answer"}, {"invitation": "0", "answer": "yes"}),
    "web:event-act attend": ("POST", {"ref": "EV-0000", "act": "attend"}, {"invitation": "0", "came": "yes"}),
    "web:parties-import-store": ("POST", {}, {"upload": "none"}),
    "web:parties-import-undo": ("POST", {"ref": "PI-0000"}, {}),
    "web:parties-merge": ("POST", {}, {"kept": "S-01", "gone": "S-02", "reason": "same"}),
    "web:person-act consent": ("POST", {"code": "S-01", "contact": "0", "act": "consent"}, {}),
    "web:person-act stop": ("POST", {"code": "S-01", "contact": "0", "act": "stop"}, {}),
    "web:person-act copy": ("POST", {"code": "S-01", "contact": "0", "act": "copy"}, {}),
    "web:person-act remove": ("POST", {"code": "S-01", "contact": "0", "act": "remove"}, {}),
    "web:party": ("GET", {"code": "S-01"}, {}),
    "web:party-change": ("GET", {"code": "S-01"}, {}),
    "web:party-address": ("GET", {"code": "S-01"}, {}),
    "web:contact-new": ("GET", {"code": "S-01"}, {}),
    "web:contact-change": ("GET", {"code": "S-01", "contact": "0"}, {}),
    "web:product": ("GET", {"sku": "J-1"}, {}),
    "web:confirm": ("POST", {"link": "{link}"}, {}),
    "web:standard-preview": ("POST", {}, {}),
    "web:standard-store": ("POST", {}, {"upload": "{standard}"}),
    "web:person": ("GET", {"login": "cs1"}, {}),
    "web:person-role": ("POST", {"login": "cs1"}, {"role": "WS"}),
    "web:person-password": ("POST", {"login": "cs1"}, {"password": "another-lantern-28"}),
    "web:target-act review": ("POST", {"act": "review"}, {"territory": "TW", "line": "87", "month": "2026-06-01", "cause": "price", "words": "late"}),
    "web:target-act finish": ("POST", {"act": "finish"}, {"number": "AC-0", "done": "2026-06-30", "result": "sold"}),
    "web:coaching-act book": ("POST", {"act": "book"}, {"course": "TR-0", "coach": "K-0", "day": "2026-07-20", "time": "14:00", "place": "x"}),
    "web:coaching-act-on approve": ("POST", {"act": "approve", "key": "QA-0"}, {}),
    "web:coaching-session": ("GET", {"number": "TS-0"}, {}),
    "web:quotation-try": ("POST", {}, {}),
    "web:quotation-store": ("POST", {}, {}),
    "web:quotation": ("GET", {"number": "QT-0"}, {}),
    "web:quotation-look": ("POST", {"number": "QT-0"}, {}),
    "web:quotation-save": ("POST", {"number": "QT-0"}, {}),
    "web:quotation-ubl": ("GET", {"number": "QT-0"}, {}),
    **{f"web:quotation-act {act}": ("POST", {"number": "QT-0", "act": act}, {}) for act in ("offer", "revise", "approve", "confirm", "close", "negotiate", "contract")},
    "web:sales-order": ("GET", {"number": "SO-0"}, {}),
    "web:sales-order-ubl": ("GET", {"number": "SO-0"}, {}),
    **{f"web:sales-order-act {act}": ("POST", {"number": "SO-0", "act": act}, {}) for act in ("release", "ship", "invoice", "cancel")},
    "web:invoice-ubl": ("GET", {"number": "IV-0"}, {}),
    "web:contract": ("GET", {"number": "CT-0"}, {}),
    **{f"web:contract-act {act}": ("POST", {"number": "CT-0", "act": act}, {"article": "1", "due": "2026-07-01"}) for act in ("deviate", "decide", "review", "sign", "signatory", "owe", "fulfil", "renew", "end")},
    "web:token-issue": ("POST", {}, {"name": "script", "scopes": "read", "days": "30"}),
    "web:token-revoke": ("POST", {}, {"prefix": "{token}"}),
}  # fmt: skip
for _name in MATRIX:  # web:market-change briefs-approve
    if _name.startswith(
        ("web:market-change ", "web:market-make ", "web:service-change ", "web:service-make ", "web:trade-change ", "web:trade-make ")
    ):
        _room, _, _act = _name.split()[1].partition("-")
        CALLS[_name] = ("POST", {"room": _room, "name": _act, **({"key": "0"} if "change" in _name.split()[0] else {})}, {})
CALLS["web:survey-answer"] = ("GET", {"token": "none"}, {})
CALLS["web:service-list"] = ("GET", {"room": "cases"}, {})
CALLS["web:service-record"] = ("GET", {"room": "cases", "key": "none"}, {})
CALLS["web:trade-list"] = ("GET", {"room": "prices"}, {})
CALLS["web:trade-record"] = ("GET", {"room": "prices", "key": "none"}, {})
CALLS["web:market-list"] = ("GET", {"room": "intelligence"}, {})
CALLS["web:market-record"] = ("GET", {"room": "sources", "key": "none"}, {})
CALLS["web:item-import-store"] = ("POST", {}, {"upload": "none"})


def addresses(resolver=None, space=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        elif entry.app_name != "ninja" and "api/v1" not in str(entry.pattern):
            yield from addresses(entry, f"{entry.namespace}:" if entry.namespace else space)


def test_the_table_lists_every_address():
    assert {name.split()[0] for name in MATRIX} == set(addresses())


@pytest.fixture
def world(people, browser, document, order, register):
    """Values for the places of an address, made for the state its row asks for."""
    from argosy.records.catalog.actions import decide_goods
    from argosy.records.people.models import EvidenceLink
    from argosy.records.people.tokens import issue_token
    from argosy.records.people.work import open_work_item
    from argosy.records.reports import actions, queries

    def make(state):
        values = {"order": order(), "ref": "d-0", "sending": "0", "file": "x", "link": "0"}
        values["item"] = str(open_work_item(actor=people["cs1"], title="Call", owner="cs1", due="2026-07-01").pk)
        values["classification"] = "0"
        if state == "classified":
            told = {"text": "case", "code": "392690", "edition": "HS2022", "rationale": "GIR 1", "on": date(2026, 6, 1)}
            values["classification"] = str(decide_goods(actor=people["cs1"], **told).pk)
            state = ""
        values["token"] = issue_token(actor=people["cs1"], name="own", scopes=("read",)).prefix
        values |= _studied(people, state)
        if state in ("decided", "sent-study"):
            state = ""
        if state:
            values["ref"] = document("issued" if state == "sent" else state)
        if state in ("issued", "sent"):
            values["file"] = queries.files(queries.document(values["ref"]))[0].name
            values["link"] = str(_evidence(people, EvidenceLink))
        if state == "sent":
            values["sending"] = str(actions.log_sending(actor=people["cs1"], ref=values["ref"], recipient="x", channel="email").pk)
        return values

    return make


def _studied(people, state):
    """A study as far as its act needs it, and a question about it to tm2."""
    from argosy.records.people.consulting import ask

    study = study_of(people)
    if state == "decided":
        decide_all(people, study)
    if state == "sent-study":
        sent(people, study)
    row = ask(actor=people["cs1"], subject=study.reference, name=study.ref, question="Right?", due="2026-07-05", person="tm2")
    return {"study": study.ref, "question": str(row.pk)}


def _evidence(people, links):
    row = links(person=people["cs1"], part="author", standard="KPS1420-002v3", indicator="P1.2.1", record="x", version_hash="a" * 64)
    row.save()
    return row.pk


def call(client, name, values):
    """The status of the answer; what the call writes is taken back."""
    method, where, sent = CALLS.get(name, GET)
    address = reverse(name.split()[0], kwargs={key: text.format(**values) for key, text in where.items()})
    sent = {key: text.format(**values) for key, text in sent.items()}
    if name == "web:standard-preview":
        sent = upload(b"not a standard", "standard.txt")
    with transaction.atomic():
        answer = client.get(address, sent) if method == "GET" else client.post(address, sent)
        transaction.set_rollback(True)
    return answer


def let_in(answer) -> bool:
    return answer.status_code != 403 and not answer.get("Location", "").startswith("/accounts/login/")


@pytest.mark.slow
@pytest.mark.parametrize("name", MATRIX)
def test_let_in_are_exactly_those_of_the_table(name, browser, world):
    row = MATRIX[name]
    values = world(row.get("on", ""))
    wanted = set(ROLE_OF) if row["people"] == "everyone" else set(row["people"].split())
    found = set()
    for login in ROLE_OF:
        client = browser(login)
        kept = _kept(client, login, wanted, name)
        if let_in(call(client, name, {**values, **kept})):
            found.add(login)
    assert found == wanted


def _kept(client, login, wanted, name):
    """An upload of this person's own, for the addresses that continue one."""
    if login not in wanted or name not in ("web:order-again", "web:standard-store"):
        return {"upload": "none", "standard": "none"}
    cache.set(f"upload:{client.session['_auth_user_id']}:mine", ("drinks.csv", order_csv()), 60)
    return {"upload": "mine", "standard": "mine"}


@pytest.mark.parametrize("name", MATRIX)
def test_nobody_is_let_in_only_where_it_says_open(name, browser, world):
    answer = call(browser(), name, {**world(MATRIX[name].get("on", "")), "upload": "none", "standard": "none"})
    if MATRIX[name].get("open"):
        assert answer.status_code in (200, 302) or (name == "web:survey-answer" and answer.status_code == 404)  # no such link
        assert let_in(answer)
    else:
        assert answer.status_code == 302
        assert answer["Location"] == "/" or answer["Location"].startswith("/accounts/login/")
