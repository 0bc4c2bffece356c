"""A firm on its day with two sources, a product and a few items of the register."""

from __future__ import annotations

from datetime import date

import pytest

DAY = date(2026, 6, 30)


@pytest.fixture
def told(monkeypatch):
    """The day of every act is 30 June 2026."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from argosy.records.clock import at

    with at(datetime(2026, 6, 30, 10, tzinfo=ZoneInfo("Asia/Taipei"))):
        yield DAY


@pytest.fixture
def sources(people, told):
    """A graded official source and a press source nobody graded."""
    from argosy.records.reference.sourcing.actions import grade_source, register_source

    register_source(
        actor=people["cs1"],
        code="gso",
        name_zh="越南統計",
        owner="GSO",
        refresh_days=31,
        refreshed=date(2026, 6, 1),
        acquisition="公開",
        lawful=True,
    )
    register_source(actor=people["cs1"], code="press", name_zh="報紙", owner="Demo Press")
    grade_source(actor=people["cs2"], code="GSO", reliability="B", reason="官方統計", on=DAY)
    return "GSO", "PRESS"


@pytest.fixture
def product(people):
    from argosy.records.catalog.actions import register_product

    fields = {
        "net_kg": "0.15",
        "gross_kg": "0.2",
        "carton_cbm": "0.02",
        "cost": "200",
        "price": "300",
        "origin": "TW",
        "code": "0902302000",
    }
    return register_product(actor=people["cs1"], sku="09-01", name_zh="高山烏龍茶", name_en="Oolong tea", **fields)


@pytest.fixture
def item(people, sources):
    """``item(market="VN", grade="B2")`` is an item of the register, by its reference."""
    from argosy.records.markets.intel.actions import add_item, grade_item

    count = iter(range(1000))

    def make(grade="", relevance=2, **fields):
        given = {
            "market": "VN",
            "kind": "demand",
            "title_zh": f"越南需求 {next(count)}",
            "source": "GSO",
            "observed": date(2026, 6, 20),
            **fields,
        }
        row = add_item(actor=people["cs3"], **given)
        if grade:
            grade_item(actor=people["tm1"], ref=row.ref, grade=grade, relevance=relevance)
        row.refresh_from_db()
        return row

    return make


@pytest.fixture
def assessment(people, told):
    """An assessment of three markets in which NL ranks first and JP covers too little."""
    from argosy.records.markets.outlook.actions import keep_assessment

    def entry(rank, growth, coverage):
        return {"rank": rank, "score": f"0.{9 - rank}", "coverage": coverage, "indicators": {"growth": {"value": growth, "unit": "%"}}}

    results = {"NL": entry(1, "4.2", "95"), "VN": entry(2, "14.1", "90"), "JP": entry(3, "-1.5", "55")}

    def make(**fields):
        given = {
            "title": "輪圈",
            "product": "871492",
            "universe": ["NL", "VN", "JP"],
            "weights": {"growth": 1},
            "vintage": {"demo-trade": "2026-05"},
        }
        return keep_assessment(actor=people["cs3"], **{**given, "results": results, **fields})

    return make
