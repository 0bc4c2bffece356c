from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.catalog import queries
from argosy.records.catalog.actions import change_product, classify_product, register_product, review_classification
from argosy.records.catalog.models import Product

pytestmark = pytest.mark.django_db
LAMP = {
    "sku": "85-02", "name_zh": "前燈", "name_en": "Front light", "origin": "TW", "unit": "H87", "net_kg": Decimal("0.156"), "gross_kg": Decimal("0.232"),
    "carton_pcs": 60, "carton_cbm": Decimal("0.046"), "moq": 120, "cost": Decimal(250), "price": Decimal("350.50"),
}  # fmt: skip
REASON = {"edition": "HS2022", "rationale": "GIR 1 and 6", "on": date(2026, 3, 2)}


@pytest.fixture
def lamp(people):
    return register_product(actor=people["cs1"], **LAMP)


def test_a_product_is_found_by_what_one_knows_of_it(people, lamp):
    classify_product(actor=people["cs1"], sku="85-02", code="8512101000", **REASON)
    for words in ({"find": "前燈"}, {"find": "front"}, {"find": "8512"}, {"chapter": "85"}):
        assert list(queries.products(actor=people["ws1"], **words)) == [lamp]
    assert not queries.products(actor=people["ws1"], chapter="87")
    assert queries.products_by_sku(["85-02", "99-99"], actor=people["ws1"]) == {"85-02": lamp}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", "XYZ"),
        ("unit", "pcs"),
        ("origin", "taiwan"),
        ("net_kg", Decimal(-1)),
        ("currency", "NT$"),
        ("moq", -1),
        ("cost", Decimal("1.23456")),
    ],
)
def test_a_bad_product_is_refused_naming_the_field(people, field, value):
    with pytest.raises(BadInput) as bad:
        register_product(actor=people["cs1"], **{**LAMP, field: value})
    assert {p.field for p in bad.value.problems} == {field}


def test_gross_weight_is_at_least_net_weight(people):
    with pytest.raises(BadInput) as bad:
        register_product(actor=people["cs1"], **{**LAMP, "gross_kg": Decimal("0.1")})
    assert "毛重不得小於淨重" in bad.value.message.zh


def test_the_tariff_code_changes_by_a_reasoned_decision_only(people, lamp):
    with pytest.raises(Refused):
        change_product(actor=people["cs1"], sku="85-02", code="8512101000")
    for code in ("8512.10.10.00", "85", "851210100012"):
        with pytest.raises(BadInput):
            classify_product(actor=people["cs1"], sku="85-02", code=code, **REASON)
    with pytest.raises(BadInput):
        classify_product(actor=people["cs1"], sku="85-02", code="8512101000", **{**REASON, "rationale": ""})
    assert Product.objects.get().code == ""


def test_a_second_person_reviews_a_classification(people, lamp):
    first = classify_product(actor=people["cs1"], sku="85-02", code="8512102000", **REASON)
    second = classify_product(actor=people["cs1"], sku="85-02", code="8512101000", **{**REASON, "on": date(2026, 4, 1)})
    assert list(queries.classifications("85-02", actor=people["ws1"])) == [second, first]
    assert queries.product("85-02", actor=people["ws1"]).code == "8512101000"
    with pytest.raises(Refused):
        review_classification(actor=people["cs1"], classification=second.pk, on=date(2026, 4, 2))
    assert review_classification(actor=people["cs2"], classification=second.pk, on=date(2026, 4, 2)).reviewer == people["cs2"]
    with pytest.raises(Refused):
        review_classification(actor=people["tm1"], classification=second.pk, on=date(2026, 4, 3))


def test_a_price_change_keeps_the_old_price(people, lamp):
    change_product(actor=people["ep1"], sku="85-02", price=Decimal(360))
    assert [row.price for row in lamp.history.all()] == [Decimal(360), Decimal("350.5")]
