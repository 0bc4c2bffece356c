"""argosy sales book import: a preview, the whole book, and the lines left out in a file."""

from __future__ import annotations

import csv
import time

import pytest

from tests.importers.test_book_file import HEAD, ROWS

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(firm, monkeypatch, tmp_path):
    from argosy.records.people.tokens import issue_token

    monkeypatch.setenv("ARGOSY_TOKEN", issue_token(actor=firm["tm1"], name="test", scopes=("read", "write")).secret)
    monkeypatch.chdir(tmp_path)
    return firm


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.csv"
    path.write_text(
        "\n".join((HEAD, *ROWS, ROWS[0], "536366,22633,HAND,6,2010-12-01 08:28:00,1.85,,United Kingdom")) + "\n", encoding="utf-8"
    )
    return path


def orders():
    from argosy.records.sales.models import SalesOrder

    return SalesOrder.objects.count()


def test_a_dry_run_counts_and_writes_only_the_lines_left_out(argosy, manager, book, tmp_path):
    ran = argosy("sales", "book", "import", book, "--currency", "TWD", "--dry-run", "--json")
    assert (ran.code, ran.json["written"], ran.json["ties"], ran.json["lines"], ran.json["amount"]) == (0, False, True, 4, "-985.8")
    assert [(r["reason"], r["lines"]) for r in ran.json["reasons"]] == [("no_customer", 1), ("not_goods", 1), ("duplicate", 1)]
    assert orders() == 0
    rows = list(csv.DictReader((tmp_path / "book-excluded.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(r["row"], r["reason"], r["StockCode"]) for r in rows] == [
        ("3", "not_goods", "D"),
        ("4", "duplicate", "00123"),
        ("5", "no_customer", "22633"),
    ]


def test_the_book_is_stored_once(argosy, manager, book, tmp_path):
    left = tmp_path / "left.csv"
    first = argosy("sales", "book", "import", book, "--currency", "GBP", "--fx", "40", "--incoterm", "EXW", "--excluded", left, "--json")
    again = argosy("sales", "book", "import", book, "--currency", "GBP", "--fx", "40", "--incoterm", "EXW", "--excluded", left)
    assert first.json["stored"] == {"customers": 1, "products": 1, "orders": 1, "lines": 1, "returns": 0, "same": 0}
    assert "1 orders as before" in again.out
    assert (orders(), left.exists()) == (1, True)


def test_what_stands_in_the_way_is_told_and_nothing_is_written(argosy, manager, book):
    dry = argosy("sales", "book", "import", book, "--currency", "GBP", "--dry-run", "--json")
    ran = argosy("sales", "book", "import", book, "--currency", "GBP")
    assert (dry.code, [p["field"] for p in dry.json["problems"]]) == (0, ["fx"])
    assert (ran.code, orders()) == (2, 0)
    assert argosy("sales", "book", "import", book, "--incoterm", "XXX").code == 2


@pytest.mark.slow
def test_the_real_book_of_a_wholesaler_ties_to_its_file(argosy, manager, shared, tmp_path):
    file = shared / "data/commerce/online_retail_uci352.parquet"
    if not file.exists():
        pytest.skip("the book of UCI 352 is not there")
    start = time.process_time()
    ran = argosy("sales", "book", "import", file, "--currency", "GBP", "--fx", "40", "--json")
    assert time.process_time() - start < 60
    told = ran.json
    parts = [told["sold"]["lines"], told["came_back"]["lines"], *(r["lines"] for r in told["reasons"])]
    assert (sum(parts), told["ties"], told["amount"]) == (541_909, True, "9747747.934")
    by_reason = {r["reason"]: r for r in told["reasons"]}
    assert by_reason["no_customer"]["lines"] == 135_080
    assert by_reason["duplicate"]["applies_to"] == 5_268
    assert told["stored"]["customers"] > 4_300
    with (tmp_path / "online_retail_uci352-excluded.csv").open(encoding="utf-8-sig") as stream:
        assert sum(1 for _ in csv.reader(stream)) - 1 == told["excluded"]["lines"]
