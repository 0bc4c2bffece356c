"""Series and ranking of markets as pages: with data of every kind, without any, and with weights moved."""

from __future__ import annotations

import json
import re

import pytest

from argosy.publishing.sample_market import keep_flows
from tests.web.test_pages import check_sound

pytestmark = pytest.mark.django_db


@pytest.fixture
def flows(people, settings, tmp_path):
    settings.ARGOSY_WAREHOUSE_URL = tmp_path.as_uri()
    keep_flows()


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("address", ["/markets/ranking/", "/markets/series/"])
def test_without_data_the_pages_say_how_to_get_some(browser, settings, tmp_path, address, language):
    settings.ARGOSY_WAREHOUSE_URL = tmp_path.as_uri()
    page = browser("tm1", language).get(address)
    check_sound(page, language)
    assert b"argosy market import" in page.content


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize(
    "address",
    [
        "/markets/series/?product=871493&exporter=TW&importer=DE",
        "/markets/series/?product=871493&split=exporter&yearly=1",
        "/markets/series/?product=999999",
        "/markets/ranking/?product=871493",
        "/markets/ranking/?product=871493&view=map",
    ],
)
def test_pages_with_data_are_sound(browser, flows, address, language):
    check_sound(browser("tm1", language).get(address), language)


@pytest.mark.slow
def test_weights_move_the_order_and_the_matrix_says_the_same(browser, flows):
    client = browser("tm1", "en")
    weights = {"w_A": 0, "w_B": 0, "w_C": 60, "w_D": 0, "w_E": 0, "w_F": 0}
    page = client.get("/markets/ranking/", {"product": "871493", **weights}, headers={"HX-Request": "true"}).content.decode()
    order = re.findall(r'<tr data-market="([A-Z]{2})"', page)
    matrix = json.loads(re.search(r'<script id="rank-matrix" type="application/json">(.*?)</script>', page, re.S)[1])
    weight = [i["share"] * (i["group"] == "C") for i in matrix["indicators"]]
    scores = {
        row["market"]: sum(w * (x + matrix["penalty"] * k) for w, x, k in zip(weight, row["x"], row["known"], strict=True))
        for row in matrix["markets"]
    }
    assert order == sorted(scores, key=lambda m: (-round(scores[m], 9), m))
    assert order != re.findall(r'<tr data-market="([A-Z]{2})"', client.get("/markets/ranking/?product=871493").content.decode())


@pytest.mark.slow
def test_the_file_has_every_period_and_its_source(browser, flows):
    lines = browser("tm1", "en").get("/markets/series/file/?product=871493&exporter=TW&importer=DE").content.decode().splitlines()
    assert lines[0].split(",")[:3] == ["line", "period", "value"]
    assert len(lines) == 91
    assert all("sample seed-" in line for line in lines[1:])


@pytest.mark.slow
def test_a_ranking_is_kept_once_with_its_weights_and_editions(browser, flows):
    from argosy.records.markets.outlook.models import MarketAssessment

    client = browser("tm1", "en")
    given = {"query": "product=871493&w_A=0&w_B=0&w_C=60&w_D=0&w_E=0&w_F=0", "once": "mark"}
    assert client.post("/markets/ranking/keep/", given).status_code == 302
    client.post("/markets/ranking/keep/", given)
    kept = MarketAssessment.objects.get()
    assert (kept.product, kept.weights["C"], kept.author.login) == ("871493", 1.0, "tm1")
    assert list(kept.vintage) == ["market-trade-sample"]
    assert sorted(row["rank"] for row in kept.results.values()) == list(range(1, 15))


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_judgements_in_pairs_give_weights_and_contradictions_need_a_reason(browser, settings, tmp_path, language):
    settings.ARGOSY_WAREHOUSE_URL = tmp_path.as_uri()
    client = browser("tm1", language)
    check_sound(client.get("/markets/ranking/weights/?AB=3"), language)
    even = client.get("/markets/ranking/weights/?use=1&product=0902")
    assert even.headers["Location"].endswith("product=0902&w_A=17&w_B=17&w_C=17&w_D=17&w_E=17&w_F=17")
    contrary = {"AB": 9, "BC": 9, "AC": -9, "use": 1}
    refused = client.get("/markets/ranking/weights/", contrary)
    assert refused.status_code == 422
    check_sound(refused, language)
    assert client.get("/markets/ranking/weights/", contrary | {"reason": "the board said so"}).status_code == 302
