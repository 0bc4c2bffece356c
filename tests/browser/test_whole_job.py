"""The whole job in a browser, in both languages, at a desk and on a phone: from an order file to an issued worksheet that says why."""

from __future__ import annotations

import pytest

from argosy.records.reports import queries as reports

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    # A browser leaves connections to the live server open when it closes.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
SCREENS = [(language, width) for language in ("zh-Hant", "en") for width in (1440, 375)]
PRIMARY = ".act > button.p, .act > form button.p"
ORDER = """貨號,品名,稅則號別,原產地,數量,單位,單價,淨重,毛重,進口稅率,貨物稅率,歸列理由
JD-01,柚子蜂蜜果汁飲料 500 mL,2202.99.19.00-8,JP,4800,瓶,96,2400,2640,20%,8%,含天然果汁未達 30%，列稀釋天然果汁
JD-02,蘋果氣泡果汁飲料 330 mL,2202.99.19.00-8,JP,7200,瓶,62,2376,2600,20%,15%,
JD-03,蘇打水 500 mL,2202.10.00.10-4,JP,2400,瓶,48,1200,1320,20%,15%,加味之水
"""
GIVEN = {"date": "2026-06-29", "incoterm": "FOB", "place": "JPUKB", "currency": "JPY", "freight": "118000", "insurance": "2738"}
WORDS = {
    "zh": "本批稅費依現行法規試算，請於放行前備妥稅款。" * 3,
    "en": "Duties and taxes are worked out under the rules in force; have the amount ready before release. " * 2,
}


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_from_an_order_file_to_an_issued_worksheet(seat, language, width):
    maker = seat("cs1", language, width)
    maker.picture("today")
    order = import_order(maker)
    ref = make_draft(maker, order)
    mend(maker, order, ref)
    send_to_check(maker, ref)
    checker, approver = seat("cs2", language, width), seat("tm1", language, width)
    sign(checker, ref, "check")
    sign(approver, ref, "approve")
    number = issue(maker, ref)
    ask_why(maker, number)
    download(maker, number)
    send(maker, number)
    assert [s.complaints for s in (maker, checker, approver)] == [[], [], []]


def import_order(maker) -> str:
    """The file is read, the missing terms are stated beside it, and it is stored."""
    maker.open("/orders/import/")
    maker.picture("import")
    maker.page.set_input_files("input[type=file]", {"name": "drinks.csv", "mimeType": "text/csv", "buffer": ORDER.encode()})
    maker.press("form.drop button.p")
    assert maker.page.locator("tr.stop").count() == 4
    assert maker.page.locator("button[name=store]").is_disabled()
    maker.picture("preview-faults")
    for name, value in GIVEN.items():
        field = maker.page.locator(f"[name={name}]")
        field.select_option(value) if name == "incoterm" else field.fill(value)
    maker.press("button[name=read]")
    assert maker.sees(".note.ok")
    maker.picture("preview-ready")
    maker.press("button[name=store]")
    maker.picture("order")
    return maker.path.strip("/").split("/")[-1]


def make_draft(maker, order) -> str:
    """The task's page makes the draft of that order."""
    maker.open(f"/tasks/CS/T1.2/?order={order}")
    maker.picture("task")
    maker.press("section[id^=produce] button.p")
    assert maker.sees(".life .now")
    maker.picture("draft")
    return maker.path.strip("/").split("/")[-1]


def mend(maker, order, ref) -> None:
    """The reason of line 2 is given, the paragraph written; no blocking check is left."""
    assert maker.page.locator("#checks tr.stop").count() >= 1
    maker.open(f"/orders/{order}/lines/2/")
    maker.page.fill("[name=rationale]", "碳酸果汁飲料，非稀釋天然果汁，列其他飲料品")
    maker.picture("line")
    maker.press("main form button.p")
    maker.open(f"/documents/{ref}/?tab=write")
    for section in range(maker.page.locator(".para form").count()):
        form = maker.page.locator(".para form").nth(section)
        for name, words in WORDS.items():
            form.locator(f"textarea[name={name}]").fill(words)
        with maker.page.expect_navigation():
            form.locator("button.p").click()
    maker.picture("written")
    assert maker.page.locator("#checks tr.stop").count() == 0, maker.text("#checks")
    acknowledge(maker, ref)


def acknowledge(maker, ref) -> None:
    """Every warning gets its reason."""
    while maker.page.locator("#checks input[name=reason]").count():
        maker.page.locator("#checks input[name=reason]").first.fill("已核對最新公告")
        with maker.page.expect_navigation():
            maker.page.locator("#checks form button").first.click()
    assert reports.document(ref).state == "draft"


def send_to_check(maker, ref) -> None:
    """Sent by key; the maker then sees that they may not check it, and why."""
    maker.open(f"/documents/{ref}/")
    with maker.page.expect_navigation():
        maker.page.keyboard.press("a")
    assert reports.document(ref).state == "in_check"
    assert maker.page.locator(PRIMARY).is_disabled()
    assert "C01" in maker.text("#no-check")
    maker.picture("in-check-own")


def sign(signer, ref, act) -> None:
    """The document waits on the signer's desk; they open it and sign."""
    signer.open("/waiting/")
    signer.picture("waiting")
    signer.press("tr[data-row] a.b")
    assert ref in signer.path
    signer.picture(act)
    signer.press(PRIMARY)
    assert reports.document(ref).state == {"check": "checked", "approve": "approved"}[act]


def issue(maker, ref) -> str:
    """Numbered and archived."""
    maker.open(f"/documents/{ref}/")
    maker.press(PRIMARY)
    row = reports.document(ref)
    assert row.doc_no.startswith("DTX-")
    assert maker.page.locator(".files li").count() >= 5
    maker.picture("issued-files")
    return row.doc_no


def ask_why(maker, number) -> None:
    """A figure is clicked, walked with the arrow, and closed with Escape."""
    maker.open(f"/documents/{number}/")
    figure = maker.page.locator('.paper [data-figure="lines.L2.commodity_tax"]').first
    figure.scroll_into_view_if_needed()
    figure.click()
    maker.page.wait_for_selector("#why.open .formula")
    maker.page.wait_for_timeout(200)
    maker.picture("why")
    assert figure.inner_text() in maker.text("#why .big")
    first = maker.text("#why")
    maker.page.keyboard.press("ArrowRight")
    maker.page.wait_for_function("was => document.getElementById('why').innerText !== was", arg=first)
    maker.page.keyboard.press("Escape")
    assert not maker.page.locator("#why").is_visible()


def download(maker, number) -> None:
    """The workbook arrives with the very bytes of the archive."""
    maker.open(f"/documents/{number}/?tab=files")
    with maker.page.expect_download() as waiting:
        maker.page.locator(".files a.b", has_text="XLSX").first.click()
    row = reports.document(number)
    name = waiting.value.suggested_filename
    assert waiting.value.path().read_bytes() == reports.file_bytes(row, name)[1]


def send(maker, number) -> None:
    """A sending is logged in the dialog, by keyboard."""
    maker.page.keyboard.press("s")
    maker.page.fill("#recipient", "示範果汁 Demo Juice")
    maker.picture("send")
    with maker.page.expect_navigation():
        maker.page.keyboard.press("Control+Enter")
    assert [s.recipient for s in reports.sendings(reports.document(number))] == ["示範果汁 Demo Juice"]


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_every_page_fits_the_screen_without_complaint(seat, language, width):
    person = seat("gm", language, width)
    for path in (
        "waiting",
        "deadlines",
        "tasks",
        "documents",
        "documents/chain",
        "orders",
        "parties",
        "products",
        "coverage",
        "data",
        "audit",
        "account",
        "search",
    ):
        person.open(f"/{path}/")
        person.picture(path.replace("/", "-"))
    assert person.complaints == []


def test_the_keyboard_finds_and_opens(seat):
    person = seat("cs1", "en", 1440)
    person.page.keyboard.press("Control+k")
    person.page.keyboard.type("O1.2.1")
    person.page.wait_for_selector("#found a")
    person.page.keyboard.press("Escape")
    person.page.wait_for_selector("#find", state="hidden")
    person.page.wait_for_function("document.activeElement.tagName !== 'INPUT'")
    person.page.keyboard.press("?")
    person.page.wait_for_selector("#keys[open]")
    person.page.keyboard.press("Escape")
    person.page.wait_for_selector("#keys", state="hidden")
    person.page.evaluate("document.activeElement.blur()")
    person.page.keyboard.press("Tab")
    assert person.page.evaluate("document.activeElement.className") == "skip"
    person.page.keyboard.press("Control+k")
    person.picture("finder")


def test_a_phone_has_its_menu_at_the_foot(seat):
    person = seat("cs1", "zh-Hant", 375)
    assert person.page.locator(".dock a").count() == 5
    assert not person.page.locator(".rail").is_visible()
    heights = person.page.eval_on_selector_all(
        ".dock a, .b.p", "all => all.filter(a => a.offsetParent).map(a => a.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
