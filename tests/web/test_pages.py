"""Every page in both languages: it renders, it holds no inline style or script, it says what to do where it is empty."""

from __future__ import annotations

import re

import pytest

from argosy.standards import catalogue
from tests.web.world import body

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EMPTY = [
    "/today/",
    "/waiting/",
    "/deadlines/",
    "/tasks/",
    "/orders/",
    "/orders/import/",
    "/documents/",
    "/documents/chain/?verify=1",
    "/parties/",
    "/products/",
    "/markets/performance/",
]
REST = [
    "/coverage/?job=CS",
    "/data/",
    "/account/",
    "/search/?q=zzz",
    "/people/",
    "/people/add/",
    "/people/cs1/",
    "/audit/",
    "/accounts/2fa/",
]
INLINE = re.compile(r"""\sstyle=|<style|\son\w+=|javascript:|<script(?![^>]*\bsrc=)(?![^>]*type="application/json")""")
SIGNED_OUT = ["/accounts/login/", "/accounts/inactive/"]


def check_sound(answer, language):
    """What holds for every page."""
    page = body(answer)
    assert INLINE.findall(page) == []
    assert "<c-" not in page
    assert "{%" not in page
    assert "{{" not in page
    assert f'lang="{"en" if language == "en" else "zh-Hant-TW"}"' in page
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    return page


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("address", EMPTY + REST)
def test_a_page_without_records(browser, address, language):
    answer = browser("adm" if address in REST else "cs1", language).get(address)
    assert answer.status_code == 200
    check_sound(answer, language)


@pytest.mark.parametrize("address", [a for a in EMPTY if a not in ("/tasks/", "/orders/import/")])
def test_an_empty_page_says_what_to_do(browser, address):
    assert 'class="miss' in body(browser("cs1").get(address))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("tab", ["paper", "write", "files", "difference"])
@pytest.mark.parametrize("state", ["draft", "in_check", "issued"])
def test_a_document_page(browser, document, state, tab, language):
    answer = browser("cs1", language).get(f"/documents/{document(state)}/", {"tab": tab})
    assert answer.status_code == 200
    check_sound(answer, language)


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize(
    "address",
    [
        "/orders/{0}/",
        "/orders/{0}/change/",
        "/orders/{0}/lines/1/",
        "/parties/S-01/",
        "/products/J-1/",
        "/orders/",
        "/parties/",
        "/products/",
    ],
)
def test_a_page_with_records(browser, order, register, address, language):
    answer = browser("cs1", language).get(address.format(order()))
    assert answer.status_code == 200
    check_sound(answer, language)


@pytest.mark.parametrize("job", [job.key for job in catalogue.standards()])
def test_every_task_has_a_page(browser, job):
    client = browser("tm1")
    for task in catalogue.standard(job).tasks:
        page = check_sound(client.get(f"/tasks/{job}/{task.code}/"), "en")
        assert task.name.en.replace("'", "&#x27;") in page
        assert all(code in page for code in task.indicators)


def test_an_output_not_built_says_so_and_has_no_button(browser):
    page = body(browser("tm1").get("/tasks/TM/T3.1/"))
    assert "Not available yet" in page
    assert "Make the draft" not in page


def test_the_rail_is_the_standard_of_the_job(browser):
    page = body(browser("cs1").get("/today/"))
    rail = page[page.index('class="rail"') : page.index("</nav>")]
    assert re.findall(r'class="code">(T[\d.]+)<', rail) == [task.code for task in catalogue.standard("CS").tasks]


def test_a_person_of_two_jobs_switches_the_rail(browser, people, give_role):
    give_role(people["cs1"], "WS")
    client = browser("cs1")
    client.post("/tasks/job/", {"job": "WS"})
    assert catalogue.task("WS", "T1.3").rail.en in body(client.get("/today/"))


def test_a_choice_of_language_is_kept(browser):
    client = browser("cs1", "zh-hant")
    assert "今天" in body(client.get("/today/"))
    client.post("/language/", {"language": "en", "next": "/today/"})
    assert "Do these first" in body(client.get("/today/"))


def test_without_a_choice_the_persons_own_language_holds(browser, people):
    people["cs1"].language = "en"
    people["cs1"].save()
    client = browser("cs1")
    del client.cookies["django_language"]
    assert "Do these first" in body(client.get("/today/", headers={"Accept-Language": "zh-TW"}))


@pytest.mark.parametrize("address", SIGNED_OUT)
def test_pages_before_signing_in(browser, address):
    assert "Argosy" in check_sound(browser().get(address), "en")


def test_a_fragment_sends_who_signed_out_to_the_sign_in_page(browser):
    answer = browser().get("/search/?q=x", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/accounts/login/?next=")
