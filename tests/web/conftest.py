"""People at their browsers: one client each, and documents, orders and parties to look at."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.world import GIVEN, KEY, TEXT, order_csv, worksheet

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def browser(people):
    """``browser("cs1")`` is signed in; ``browser()`` is nobody. English unless said otherwise."""

    def make(login="", language="en", **options):
        client = Client(**options)
        client.cookies["django_language"] = language
        if login:
            client.force_login(people[login], BACKEND)
        return client

    return make


@pytest.fixture
def output(monkeypatch):
    """The worksheet built from a small report made by hand, and files of one line in every format."""
    from argosy.deliverables.registry import DELIVERABLES
    from argosy.renderers import RENDERERS
    from tests.renderers.plain import PlainRenderer

    monkeypatch.setitem(DELIVERABLES._all(), KEY, worksheet())
    for form in ("html", "pdf", "docx", "xlsx"):
        monkeypatch.setitem(RENDERERS._all(), form, PlainRenderer(form))
    return KEY


@pytest.fixture
def document(people, output):
    """``document("approved")`` is a document in that state: made by cs1, checked by cs2, approved by tm1."""
    from argosy.publishing import life

    steps = (
        ("in_check", lambda ref: life.submit(actor=people["cs1"], ref=ref)),
        ("checked", lambda ref: life.check(actor=people["cs2"], ref=ref)),
        ("approved", lambda ref: life.approve(actor=people["tm1"], ref=ref)),
        ("issued", lambda ref: life.issue(actor=people["cs1"], ref=ref)),
    )

    def make(state="draft", order="OF-1"):
        ref = life.draft(actor=people["cs1"], key=KEY, params={"order": order}).ref
        life.write(actor=people["cs1"], ref=ref, block="story", text=TEXT)
        for after, step in steps:
            if state == "draft":
                break
            step(ref)
            if after == state:
                break
        return ref

    return make


@pytest.fixture
def order(people):
    """A stored order of two lines."""
    from argosy.importers.order_file import read_order
    from argosy.records.tariffs.actions import import_order

    def make(name="drinks.csv", **given):
        preview = read_order(name, order_csv(), {**GIVEN, **given})
        return import_order(actor=people["cs1"], order=preview.order).ref

    return make


@pytest.fixture
def register(people):
    """A party and a product."""
    from argosy.records.catalog.actions import register_product
    from argosy.records.parties.actions import register_party

    address = {"lines_en": "1 Demo Road", "country": "JP"}
    register_party(
        actor=people["cs1"], code="S-01", kinds=["supplier"], name_zh="示範果汁", name_en="Demo Juice", country="JP", addresses=[address]
    )
    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "20", "price": "35", "origin": "JP", "code": "2202991900"}
    register_product(actor=people["cs1"], sku="J-1", name_zh="柚子果汁", name_en="Yuzu juice", **fields)
    return "S-01", "J-1"
