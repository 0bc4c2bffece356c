"""The performance page: key figures first, rows by market and product, the same rows as CSV."""

from __future__ import annotations

import csv
import io

import pytest

from tests.web.test_pages import check_sound

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def sample(people):
    """The sample firm's sales beside the people of the tests."""
    from argosy.records.people.models import Person, PersonRole
    from argosy.records.sample.load import load_sample

    PersonRole.objects.all().delete()
    Person.objects.all().delete()
    load_sample(password="for-the-tests-only")
    people.clear()
    people.update({person.login: person for person in Person.objects.all()})


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_manager_reads_figures_with_interval_and_n(browser, sample, language):
    page = check_sound(browser("tm1", language).get("/markets/performance/"), language)
    words = ("Win rate", "What goes with winning", "under the floor") if language == "en" else ("得標率", "得標相關因素", "低於下限")
    for word in words:
        assert word in page
    assert page.index("Key figures" if language == "en" else "關鍵數據") < page.index("HS6")


def test_the_table_can_be_narrowed(browser, sample):
    page = check_sound(browser("tm1").get("/markets/performance/?market=DE&year=2025"), "en")
    assert '<b class="b6">DE</b>' in page
    assert '<b class="b6">US</b>' not in page


def test_the_csv_holds_every_row_exactly(browser, sample):
    answer = browser("fin").get("/markets/performance/table.csv?year=2025")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"].startswith("text/csv")
    assert {row["year"] for row in rows} == {"2025"}
    assert 372_000_000 < sum(float(row["sales"]) for row in rows) < 388_000_000


def test_what_is_no_year_or_table_is_bad_input(browser, people):
    assert browser("tm1").get("/markets/performance/?year=soon").status_code == 400
    assert browser("tm1").get("/markets/performance/?trade=trade_none").status_code == 404
