from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from argosy.kernel.canonical import digest
from argosy.kernel.errors import BadInput, Refused
from argosy.records.audit.models import AuditEntry
from argosy.records.catalog.models import Classification, Product
from argosy.records.parties.models import Address, Contact, Party, PartyKind
from argosy.records.parties.taxid import tax_id_rule
from argosy.records.people.models import Person
from argosy.records.record import validate_all
from argosy.records.reference import queries as reference
from argosy.records.reference.models import Dataset, ExchangeRate, Setting
from argosy.records.sample import parties, products, rates
from argosy.records.sample.load import PARTS, SEED, fingerprint, load_sample, plan

pytestmark = pytest.mark.slow

PRINTS = {SEED: "e3777c1fa25d2141", 7: "0d4a03ce282b450e", 99: "cb3b10415c19242b"}
FIRST_PART = ("firm", "people", "party", "address", "contact", "product", "classification", "dataset", "exchange_rate")
SEEDS = tuple(PRINTS)
SEEDLESS = {
    "people", "order", "order_line", "order_cost", "source", "culture", "compliance", "market_fact", "watch", "dossier", "rival", "rival_move",
    "planned_contact", "event",
    "course", "coach", "answer", "attribute_weight",
    "clause", "closed_period", "trade_reference", "product_spec", "price_list", "quotation_frozen",
    "question_item", "calendar_day", "service_standard", "procedure", "service_policy", "customer_need", "strategy_line", "service_decision", "improvement",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample_rows():
    return {part.name: part.rows(plan()) for part in PARTS}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_seed_gives_the_same_rows(seed):
    prints = fingerprint(plan(seed), [part for part in PARTS if part.name in FIRST_PART])
    assert digest(prints)[:16] == PRINTS[seed]


def test_another_seed_gives_other_rows_but_the_same_cast():
    first, other = fingerprint(plan(7)), fingerprint(plan(99))
    assert first["people"] == other["people"]
    assert {name for name in first if first[name] != other[name]} == set(first) - SEEDLESS


def test_a_table_draws_from_its_own_stream():
    whole = fingerprint(plan())
    alone = [part for part in PARTS if part.name == "exchange_rate"]
    assert fingerprint(plan(), alone)["exchange_rate"] == whole["exchange_rate"]


def test_row_counts(sample_rows):
    counts = {name: len(rows) for name, rows in sample_rows.items()}
    assert (counts["people"], counts["party"], counts["product"], counts["classification"]) == (16, 101, 40, 40)
    assert counts["exchange_rate"] == 54 * 14 * 2
    assert (counts["source"], counts["rival"], counts["rival_price"], counts["product_note"]) == (16, 30, 30 * 78, 18 * 3)
    assert sum("code" in row for row in sample_rows["attribute"]) == 30 * 12
    assert (counts["intelligence_item"], counts["culture"], counts["compliance"], counts["dossier"]) == (117, 22, 14, 4)
    assert Counter(row["kind"] for row in sample_rows["party"])["customer"] == 60
    assert Counter(row["kind"] for row in sample_rows["party"])["client"] == 8


@pytest.mark.parametrize("seed", SEEDS)
def test_customer_classes_and_terms_hold_at_any_seed(seed):
    made = parties.profiles(plan(seed))
    assert Counter(p.grade for p in made) == {"A": 12, "B": 18, "C": 30}
    assert sum(p.size_ppm for p in made) == sum(p.size_ppm for p in parties.profiles(plan(1)))
    assert {p.terms for p in made if p.code in parties.CHEQUES} == {"cheque-60"}
    assert {p.terms for p in made if not p.code.startswith("C-TW")} == {"tt-30-70", "open-60", "lc"}


def test_customers_come_from_fifteen_countries(sample_rows):
    countries = Counter(row["country"] for row in sample_rows["party"] if row["kind"] == "customer")
    assert (len(countries), countries["TW"], countries["US"], countries["JP"]) == (15, 14, 7, 6)


def test_everything_is_plainly_fictitious(sample_rows):
    for row in sample_rows["party"]:
        assert "示範" in row["name_zh"]
        assert "Demo" in row["name_en"]
        assert row["website"].endswith(".example")
        assert not row["tax_id"] or int(row["tax_id"]) <= 135
    for row in sample_rows["contact"]:
        assert "示範" in row["name"] or "Demo" in row["name"]
        assert row["email"].endswith(".example")
        assert re.fullmatch(r"\+886-2-0000-0\d{3}", row["phone"])
    assert all("示範路" in row["lines_zh"] for row in sample_rows["address"])


def test_tax_ids_pass_their_check_digit_and_are_never_shared(sample_rows):
    ids = [row["tax_id"] for row in [*sample_rows["party"], *sample_rows["firm"]] if row["tax_id"]]
    assert all(tax_id_rule(number) for number in ids)
    assert len(ids) == len(set(ids)) == 29


@pytest.mark.parametrize("seed", SEEDS)
def test_margins_lie_between_18_and_38_percent(seed):
    for row in products.product_rows(plan(seed)):
        margin = 1 - row["cost"] / row["price"]
        assert Decimal("0.175") < margin < Decimal("0.385"), row["sku"]


def test_products_fill_five_chapters(sample_rows):
    assert Counter(row["sku"][:2] for row in sample_rows["product"]) == {"09": 8, "22": 5, "73": 11, "85": 6, "87": 10}
    assert all(row["code"].startswith(row["sku"][:2]) for row in sample_rows["product"])


def test_every_day_of_the_window_has_one_rate(sample_rows):
    spans = list(rates.periods())
    assert (spans[0][0], spans[-1][1], len(spans)) == (date(2025, 1, 1), date(2026, 6, 30), 54)
    assert all(later[0].toordinal() == earlier[1].toordinal() + 1 for earlier, later in itertools.pairwise(spans))
    dollars = [row["rate"] for row in sample_rows["exchange_rate"] if row["currency"] == "USD"]
    assert Decimal(28) < min(dollars) < max(dollars) < Decimal(37)


@pytest.mark.django_db
def test_the_sample_loads_and_every_row_keeps_its_rules():
    load_sample(password="for-the-tests-only")
    for model in (Person, Party, PartyKind, Address, Contact, Product, Classification, Dataset, ExchangeRate, Setting):
        rows = list(model.objects.all()[:120])
        assert rows
        validate_all(rows)
        assert model.history.count() == model.objects.count()
    assert AuditEntry.objects.get().action == "reference.sample.load"


@pytest.mark.django_db
def test_the_loaded_firm_answers():
    load_sample(password="for-the-tests-only")
    cs1 = Person.objects.get(login="cs1")
    assert cs1.check_password("for-the-tests-only")
    assert cs1.role_codes == {"CS"}
    assert reference.today() == date(2026, 6, 30)
    assert reference.firm().name.zh == "示範海舟貿易股份有限公司"
    assert reference.rate("USD", date(2026, 6, 25)).table == "demo-ten-day"
    assert Product.objects.get(sku="85-02").supplier.code == "S-07"


@pytest.mark.django_db
def test_a_store_in_use_is_left_alone():
    Person(login="someone", name_zh="某人", name_en="Someone", password="!").save()
    with pytest.raises(Refused):
        load_sample(password="for-the-tests-only")
    assert not Party.objects.exists()


def test_the_load_size_is_two_hundred_times_the_customers():
    rows = parties.party_rows(plan(size="load"))
    assert len(rows) == 60 * 200 + 41
    assert len({row["code"] for row in rows}) == len(rows)
    assert "合成資料" in rows[-1]["name_zh"]
    with pytest.raises(BadInput):
        plan(size="huge")
