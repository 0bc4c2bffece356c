"""argosy sales: files in, whole or not at all; performance out."""

from __future__ import annotations

import pytest

from tests.importers.sales import ORDERS, orders, quotes

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(firm, monkeypatch):
    """A customer, two products, and the token of a salesperson."""
    from argosy.records.catalog.actions import register_product
    from argosy.records.parties.actions import register_party
    from argosy.records.people.tokens import issue_token

    register_party(actor=firm["cs1"], code="C-1", kinds=["customer"], name_zh="示範車輪", name_en="Demo Rad", country="DE")
    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "200", "price": "350", "origin": "TW", "code": "8714912000"}
    for sku in ("J-1", "J-2"):
        register_product(actor=firm["cs1"], sku=sku, name_zh="前叉", name_en="Fork", **fields)
    issued = issue_token(actor=firm["ws1"], name="test", scopes=("read", "write"))
    monkeypatch.setenv("ARGOSY_TOKEN", issued.secret)
    return firm


@pytest.fixture
def file(tmp_path):
    def write(data, name="sales.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def stored():
    from argosy.records.sales.models import SalesOrder

    return SalesOrder.objects.count()


def test_orders_are_stored_and_the_same_file_changes_nothing(argosy, shop, file):
    first = argosy("sales", "import", file(orders()), "--json")
    again = argosy("sales", "import", file(orders()), "--json")
    assert (first.code, first.json["kind"], first.json["rows"], first.json["deals"], first.json["new"]) == (0, "order", 3, 2, 2)
    assert (again.json["new"], again.json["changed"], again.json["same"]) == (0, 0, 2)
    assert stored() == 2


def test_a_dry_run_says_what_would_be_and_writes_nothing(argosy, shop, file):
    ran = argosy("sales", "import", file(orders()), "--dry-run", "--json")
    assert (ran.code, ran.json["new"], ran.json["rejected"]) == (0, 2, [])
    assert stored() == 0


def test_bad_rows_are_told_by_reason_and_nothing_is_written(argosy, shop, file):
    ran = argosy("sales", "import", file(orders(*ORDERS, "SO-3,C-9,2026-03-02,FOB,USD,32,,,J-9,1,1,,,,")), "--json")
    assert ran.code == 2
    assert [(row["row"], row["field"]) for row in ran.json["rejected"]] == [(5, "customer"), (5, "sku")]
    assert [reason["count"] for reason in ran.json["reasons"]] == [1, 1]
    assert "sales.csv row 5 customer:" in ran.err
    assert stored() == 0


def test_quotations_come_by_the_same_door(argosy, shop, file):
    ran = argosy("sales", "import", file(quotes(), "quotes.csv"))
    assert (ran.code, "2 new" in ran.out) == (0, True)


def test_performance_is_one_document(argosy, shop, file):
    argosy("sales", "import", file(orders()))
    argosy("sales", "import", file(quotes(), "quotes.csv"))
    ran = argosy("sales", "performance", "--json")
    row = next(row for row in ran.json["products"] if row["market"] == "DE")
    assert (ran.code, row["product"], row["sales"], row["growth"]) == (0, "871491", "65900", None)
    assert ran.json["key_figures"]["wins"]["n"] == 2
    assert ran.json["factors"]["basis"] == "judgement"
    assert ran.json["shares"] is None


def test_imports_come_from_a_file_and_a_share_needs_a_dollar_rate(argosy, shop, file):
    argosy("sales", "import", file(orders()))
    trade = file(b"period,exporter,importer,product,value,side\n202603,WLD,DE,871491,100000,M\n", "trade.csv")
    ran = argosy("sales", "performance", "--imports", trade, "--target-share", "5", "--json")
    share = ran.json["shares"][0]
    assert (share["status"], share["months"], share["imports"]) == ("no_rate", 1, "100000.000000")
    assert (share["own"], share["share"], share["white_space"]) == (None, None, None)
    assert len(ran.json["caveats"]) == 5


def test_people_read_a_table(argosy, shop, file):
    argosy("sales", "import", file(orders()))
    ran = argosy("sales", "performance", "--as-of", "2026-04-30")
    assert "871491" in ran.out
    assert "win rate – [–, –], n = 0" in ran.out


@pytest.mark.parametrize("option", [("--target-share", "five"), ("--imports", "nowhere.parquet"), ("--as-of", "soon")])
def test_bad_options_are_bad_input(argosy, shop, option):
    assert argosy("sales", "performance", *option, "--json").code == 2
