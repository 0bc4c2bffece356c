"""A stranger's enquiry to the case that ends it, in a browser: quoted at three terms, negotiated, contracted, delivered, billed, and the cheque bounces."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

import pytest

from argosy.records.care.leads import queries as leads
from argosy.records.contracts import queries as contracts
from argosy.records.credit import queries as credit
from argosy.records.parties import queries as parties
from argosy.records.permission import LOCAL_READER
from argosy.records.receivables.billing import queries as billing
from argosy.records.receivables.cheques import queries as cheques
from argosy.records.reference import queries as reference
from argosy.records.reports import queries as reports
from argosy.records.sales.offering import queries as offers
from argosy.records.sales.ordering import queries as orders
from argosy.records.service.cases import queries as cases

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    # A browser leaves connections to the live server open when it closes.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
FIRM = "Kestrel Pantry Pty Ltd"
LINES = (("09-01", "480"), ("09-02", "400"), ("22-02", "960"))
COSTS = {
    "packing": "3000", "loading": "800", "origin_inland": "6500", "export_clearance": "3200", "origin_terminal": "5600", "on_board": "1000",
    "main_carriage": "38000", "insurance": "1500",
}  # fmt: skip
GOODS, FREIGHT, INSURANCE = Decimal("13617.38"), Decimal("1200.00"), Decimal("55.50")
TOTAL = GOODS + FREIGHT + INSURANCE
SCAN = b"%PDF-1.4 the contract as both signed it"


def fill(person, form, /, **told):
    """Fill the fields of a form by name, choosing where there is a list."""
    for name, value in told.items():
        field = person.page.locator(f'{form} [name="{name}"]')
        field.select_option(value) if field.evaluate("one => one.tagName") == "SELECT" else field.fill(value)


def send(person, form):
    """Send a form by its first button, and see that the page that follows is not a refusal."""
    person.press(f"{form} button:visible")
    assert not person.sees(".note.stop"), person.text(".note.stop")


def act(person, what, /, **told):
    """Fill and send the form whose address ends in an act, opening what it is folded into."""
    form = f"form[action$='/{what}/']"
    fold = person.page.locator(f"details:not([open]):has({form}) > summary")
    if fold.count():
        fold.first.click()
    fill(person, form, **told)
    send(person, form)


def last(person):
    """The number a page is about."""
    return person.path.partition("?")[0].strip("/").split("/")[-1]


def exposure(code):
    """What stands against the customer's limit, by part, and the light."""
    found = credit.look(code, actor=LOCAL_READER, at=reference.today())
    return {name: value for name, value in found.parts.items() if value}, found.verdict


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-Hant", 375)])
def test_from_a_strangers_enquiry_to_a_bounced_cheque_and_a_closed_case(seat, language, width):
    rep, other = seat("ws1", language, width), "zh-Hant" if language == "en" else "en"
    code = take_the_enquiry(rep)
    lend(rep, seat("tm1", other, width), code)
    quotation = quote(rep, code)
    print_three_terms(rep, quotation)
    negotiate(rep, quotation)
    contract(rep, seat("lgl", language, width), seat("gm", other, width), quotation)
    order = deliver(rep, quotation, code)
    bill = invoice(rep, order, code)
    finance = seat("fin", language, width)
    bounce(rep, finance, bill, code)
    complain(rep, order, code)
    assert [one.complaints for one in (rep, finance)] == [[], []]


def take_the_enquiry(rep):
    """Prospect, what was asked, screening, customer with the person who wrote, and an address."""
    rep.open("/customers/prospects/new/")
    told = {
        "company": FIRM,
        "contact": "Mia Hart",
        "email": "mia@kestrel.example",
        "need": "Oolong and juice",
        "amount": "12000",
        "currency": "USD",
    }
    fill(rep, "main form", country="AU", source="enquiry", expected_close="2026-12-31", **told)
    rep.picture("prospect")
    send(rep, "main form.narrow")
    ref = last(rep)
    rep.press("a[data-key=l]")
    rep.page.check("input[name=channel][value=mail]", force=True)
    fill(rep, "main form", result="Prices wanted EXW, FOB and CIF Sydney")
    rep.press("main form button.p")
    act(rep, "screen")
    act(rep, "convert")
    lead = leads.lead(ref, actor=LOCAL_READER)
    code = lead.party.code
    assert (lead.screened_on, code[:5]) == (reference.today(), "C-AU-")
    rep.open(f"/parties/{code}/address/")
    fill(rep, "main form", lines_en="12 Wharf Road, Sydney NSW 2000")
    send(rep, "main form.narrow")
    rep.picture("party")
    party = parties.party(code, actor=LOCAL_READER)
    assert [one.name for one in party.contacts.all()] == ["Mia Hart"]
    assert [one.lines_en for one in party.addresses.all()] == ["12 Wharf Road, Sydney NSW 2000"]
    rep.open(f"/customers/cards/{code}/")
    assert "EXW, FOB and CIF" in rep.text("main")
    rep.picture("card")
    return code


def lend(rep, manager, code):
    """A profile and a limit: the rep asks, the manager sees what is asked and grants it."""
    rep.open(f"/receivables/do/profile/?customer={code}&next=/credit/{code}/")
    fill(rep, "main form", terms="cheque-60", representative="Ann Kestrel", enquired_on="2026-06-30")
    send(rep, "main form.narrow")
    rep.open(f"/receivables/do/limit/?customer={code}&next=/credit/{code}/")
    fill(rep, "main form", amount="600000", reason="First order", valid_to="2026-12-31")
    rep.picture("limit")
    send(rep, "main form.narrow")
    manager.open(f"/credit/{code}/")
    manager.press("a[href*=limit-decide]")
    assert "600,000" in manager.text("main dl")
    manager.page.check("[name=approve]")
    manager.picture("decide")
    send(manager, "main form.narrow")
    profile = credit.profiles(actor=LOCAL_READER, customers=[code]).get()
    assert (profile.limit, profile.terms, profile.approved_by.login) == (600_000, "cheque-60", "tm1")
    assert exposure(code) == ({}, "pass")


def quote(rep, code):
    """Three lines at CIF with the costs on the way; the price stands at EXW, FOB and CIF side by side while it is typed."""
    rep.open(f"/quotations/new/?customer={code}")
    told = {"place": "Sydney", "valid_to": "2026-07-30", "payment": "Cheque, 60 days 票據 60 天", "lead_days": "35"}
    fill(rep, "#quote", incoterm="CIF", **told)
    for n, (sku, quantity) in enumerate(LINES, 1):
        fill(rep, "#quote", **{f"line-{n}-sku": sku, f"line-{n}-quantity": quantity})
    for at in (0, 1):
        rep.page.locator("#quote summary").nth(at).click()
    fill(rep, "#quote", **{f"cost-{name}": amount for name, amount in COSTS.items()})
    fill(rep, "#quote", freight_charged=f"{FREIGHT}", insurance_charged=f"{INSURANCE}", port_loading="Kaohsiung", port_discharge="Sydney")
    rep.page.wait_for_selector(".ladder li[aria-current] >> text=14,986.83")
    assert {"EXW", "FOB", "CIF"} <= set(rep.page.locator(".ladder b").all_inner_texts())
    rep.picture("quotation")
    send(rep, "#quote")
    number = last(rep)
    row = offers.quotation(number, actor=LOCAL_READER)
    assert (row.state, row.total) == ("draft", Decimal("14986.83"))
    act(rep, "offer")
    row = offers.quotation(number, actor=LOCAL_READER)
    assert (row.state, [one.total for one in row.revisions.all()]) == ("offered", [Decimal("14986.83")])
    return number


def print_three_terms(rep, number):
    """The customer's paper with the price at the three terms they asked for."""
    rep.open(f"/tasks/WS/T2.4/?quotation={number}")
    assert rep.page.input_value('[name="O2.4.1-quotation"]') == number
    fill(rep, "#produce-O2\\.4\\.1", **{"O2.4.1-terms": "EXW, FOB"})
    rep.press("#produce-O2\\.4\\.1 button.p")
    prices = {name: rep.text(f'.paper [data-figure="side.{name}.price"]') for name in ("EXW", "FOB", "CIF")}
    rep.picture("paper")
    assert prices["CIF"] == "14,986.83"
    assert Decimal(prices["EXW"].replace(",", "")) < Decimal(prices["FOB"].replace(",", "")) < Decimal("14986.83")
    assert reports.document(last(rep)).state == "draft"


def negotiate(rep, number):
    """A concession is logged with what was gained for it, and the next revision carries it."""
    rep.open(f"/quotations/{number}/")
    act(rep, "negotiate", asked="3 % off the oolong", conceded="2 % on line 1", gained="Three shipments a year", value="113.95")
    act(rep, "revise")
    fill(rep, "#quote", **{"line-1-discount": "2"})
    send(rep, "#quote")
    act(rep, "offer")
    rep.picture("revised")
    row = offers.quotation(number, actor=LOCAL_READER)
    assert [(one.number, one.total) for one in row.revisions.all()] == [(1, Decimal("14986.83")), (2, TOTAL)]
    assert [(one.conceded, one.value) for one in row.negotiations.all()] == [("2 % on line 1", Decimal("113.95"))]


def contract(rep, legal, manager, quotation):
    """Drawn from the clauses by the rep, the signatory filed by legal, signed by the manager with the scan under its hash."""
    rep.open(f"/quotations/{quotation}/")
    act(rep, "contract")
    number = last(rep)
    act(rep, "review")
    legal.open(f"/contracts/{number}/")
    act(legal, "signatory", name="Ann Kestrel", title="Managing director", paper="Company extract 2026-06-01")
    row = contracts.contract(number, actor=LOCAL_READER)
    rep.open(f"/contracts/{number}/")
    ours = contracts.signatories(actor=LOCAL_READER).filter(party=None).first()
    act(rep, "change", our_signatory=str(ours.pk))
    assert (row.state, row.their_signatory.name, row.total) == ("review", "Ann Kestrel", TOTAL)
    manager.open(f"/contracts/{number}/")
    manager.page.set_input_files("#scan", {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": SCAN})
    act(manager, "sign")
    manager.picture("contract")
    row = contracts.contract(number, actor=LOCAL_READER)
    assert (row.state, row.scan_sha256) == ("signed", sha256(SCAN).hexdigest())
    assert [amount for _, _, amount in contracts.extras(row)] == [FREIGHT, INSURANCE]
    assert row.signed_text.content["total"] == "14872.88"


def deliver(rep, quotation, code):
    """The order, released by a credit light that passes, and shipped with its inspection."""
    rep.open(f"/quotations/{quotation}/")
    act(rep, "confirm", customer_ref="KP-PO-118")
    number = last(rep)
    order = orders.order(number, actor=LOCAL_READER)
    owed = (TOTAL * order.fx).quantize(Decimal("0.01"))
    assert (order.total, order.customer_ref, exposure(code)) == (TOTAL, "KP-PO-118", ({"unshipped": owed}, "pass"))
    assert rep.sees("form[action$='/cancel/'] [name=reason]")
    act(rep, "release")
    fill(rep, "form[action$='/ship/']", note_no="DN-118", **{f"result-{n}": "pass" for n in (1, 2, 3)})
    rep.picture("order")
    rep.press("form[action$='/ship/'] button.p")
    order = orders.order(number, actor=LOCAL_READER)
    assert (order.state, exposure(code)[0].keys()) == ("shipped", {"uninvoiced"})
    return number


def invoice(rep, order, code):
    """Everything that left, with freight and insurance, due by the customer's terms."""
    act(rep, "invoice")
    rep.press("aside a[href*='/receivables/invoices/']")
    number = last(rep)
    rep.picture("invoice")
    bill = billing.invoice(number, actor=LOCAL_READER)
    assert (bill.total, bill.terms, (bill.due - bill.date).days) == (TOTAL, "cheque-60", 60)
    assert {line.charge: line.amount for line in bill.lines.all() if line.charge} == {"freight": FREIGHT, "insurance": INSURANCE}
    assert exposure(code)[0] == {"receivable": (TOTAL * bill.fx).quantize(Decimal("0.01"))}
    return number


def bounce(rep, finance, bill, code):
    """A cheque for the invoice: the exposure moves to it, and to what is not made good when it bounces; then credit holds."""
    rep.open(f"/receivables/invoices/{bill}/")
    rep.press("a[href*='/receivables/do/cheque/']")
    fill(rep, "main form", number="KB1188", bank="Demo Commercial Bank", due=f"{reference.today()}")
    rep.picture("cheque")
    send(rep, "main form.narrow")
    (owed,) = exposure(code)[0].values()
    assert exposure(code) == ({"cheques": owed}, "pass")
    finance.open("/receivables/cheques/?q=KB1188")
    finance.press("a[href*=cheque-bounce]")
    fill(finance, "main form", reason="funds", follow_up="Asked for a transfer")
    finance.picture("bounce")
    send(finance, "main form.narrow")
    row = cheques.cheques(actor=LOCAL_READER, find="KB1188").get()
    assert (row.result, row.reason, row.amount) == ("bounced", "funds", TOTAL)
    assert exposure(code) == ({"bounced": owed}, "hold")
    rep.open(f"/credit/{code}/")
    rep.picture("credit")


def complain(rep, order, code):
    """A complaint about the order, from its page to its close."""
    rep.open(f"/sales-orders/{order}/")
    rep.press(f"a[href*='order={order}']")
    fill(rep, "form[action$='/make/open/']", kind="complaint", words="Two cartons arrived crushed", owner="ws1")
    rep.picture("case")
    send(rep, "form[action$='/make/open/']")
    number = last(rep)
    steps = {
        "answer": {"words": "Photos asked for"},
        "cause": {"cause": "Not on pallets"},
        "act": {"words": "Two cartons credited"},
        "confirm": {"by": "Mia Hart"},
    }
    for name, told in steps.items():
        act(rep, name, **told)
    assert cases.case(number, actor=LOCAL_READER).closed is None
    act(rep, "close")
    rep.picture("closed")
    row = cases.case(number, actor=LOCAL_READER)
    assert (row.customer.code, row.order, row.confirmed_by, row.closed is not None) == (code, order, "Mia Hart", True)
