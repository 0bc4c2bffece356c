"""The thirteen outputs of sales and service on the real book of a wholesaler in a firm that holds nothing else: right figures, and what is missing said."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
LAST, HEADED = "2011-12-09", 2
"""The book's last day; the number of its first line, the heading being 1."""
FIRM = (
    "--name-zh",
    "英國禮品批發",
    "--name-en",
    "Gift Wholesaler",
    "--address-zh",
    "英國倫敦",
    "--address-en",
    "London",
    "--currency",
    "GBP",
)
MAKERS = {"WS": "ws1", "TM": "tm1", "FM": "fm1"}
REFUSED = {
    "WS/O1.3.2": ("No satisfaction survey is on record", "argosy survey import"),
    "WS/O1.4.1": ("No prospect is on record", "argosy leads add"),
    "WS/O2.1.1": ("No competing product is on record", "Competitors page"),
    "WS/O2.3.1": ("No customer has a target for 2011", "argosy targets customers"),
    "WS/O2.3.2": ("No customer has a target for 2011", "argosy targets customers"),
    "WS/O2.4.1": ("No quotation is on record", "argosy quote draft"),
    "WS/O2.4.2": ("No contract is on record", "argosy contract draw"),
    "TM/O1.1.1": ("No business development strategy is on record", "Customer needs page"),
    "FM/O3.1.1": ("No service policy is on record", "Enquiry guideline page"),
}


@pytest.fixture
def as_person(people, monkeypatch):
    """Commands from here on are this person's."""
    from argosy.records.people.tokens import issue_token

    def become(login):
        issued = issue_token(
            actor=people[login], name="test", scopes=("read", "write", "documents", *(("admin",) if login == "adm" else ()))
        )
        monkeypatch.setenv("ARGOSY_TOKEN", issued.secret)

    return become


@pytest.fixture
def taken_over(argosy, as_person, shared, tmp_path, monkeypatch):
    """The book in an empty firm; the lines it sold, read from the file itself without the store."""
    file = shared / "data/commerce/online_retail_uci352.parquet"
    if not file.exists():
        pytest.skip("the book of UCI 352 is not there")
    monkeypatch.chdir(tmp_path)
    as_person("adm")
    assert argosy("firm").code == 2
    entered = argosy("firm", *FIRM, "--json")
    assert (entered.err, entered.json["base_currency"]) == ("", "GBP")
    as_person("tm1")
    assert argosy("sales", "book", "import", file, "--excluded", "left.csv", "--json").json["ties"]
    left = pl.read_csv("left.csv", columns=["row"])["row"]
    rows = pl.read_parquet(file).with_row_index("row", offset=HEADED).with_columns(pl.col("row").cast(pl.Int64))
    return rows.filter(~pl.col("row").is_in(left.implode()), pl.col("Quantity") > 0)


def values(report):
    """Every value of a document by its id."""
    found = {}

    def walk(node):
        if isinstance(node, dict):
            if isinstance(node.get("id"), str) and ("v" in node or "missing" in node):
                found[node["id"]] = node.get("v")
            for one in node.values():
                walk(one)
        elif isinstance(node, list):
            for one in node:
                walk(one)

    walk(report)
    return found


def tables(report):
    return {block["id"]: block for section in report["sections"] for block in section["blocks"] if block["kind"] == "table"}


def missing(report):
    """What the document says is not on record."""
    return [row["cells"]["what"]["v"]["en"] for row in tables(report)["not_on_record"]["rows"]]


@pytest.fixture
def produced(argosy, as_person, tmp_path):
    def make(key, *more):
        as_person(MAKERS[key[:2]])
        ran = argosy("produce", key, "--out", tmp_path / "out", "--as-of", LAST, "--format", "json", "--json", "--lang", "en", *more)
        assert (ran.code, ran.err) == (0, "")
        return json.loads(Path(ran.json["files"][0]["path"]).read_text(encoding="utf-8")), ran.json["checks"]

    return make


def test_the_thirteen_outputs_of_the_real_book(argosy, as_person, taken_over, produced, tmp_path):
    check_past_sales(taken_over, *produced("WS/O1.2.1"))
    check_one_customer(taken_over, *produced("WS/O1.2.1", "--param", "customers=14646"))
    check_upkeep(taken_over, *produced("WS/O1.3.1"))
    check_sales(taken_over, *produced("WS/O2.5.1"))
    check_review(*produced("TM/O1.3.1"))
    for key, (what, remedy) in REFUSED.items():
        as_person(MAKERS[key[:2]])
        ran = argosy("produce", key, "--out", tmp_path / "out", "--as-of", LAST)
        assert (ran.code, ran.out, what in ran.err, remedy in ran.err, "Traceback" in ran.err) == (2, "", True, True, False), key
    check_late_day(argosy, as_person, tmp_path)
    check_offer(argosy, as_person, produced, tmp_path)


def check_past_sales(sold, report, checks):
    """Month by month as the file's own lines add up; the largest customers, the rest in one row; nothing said of payment."""
    told = values(report)
    cents = (pl.col("Quantity").cast(pl.Decimal(20, 6)) * pl.col("UnitPrice").round(3).cast(pl.Decimal(20, 3))).sum()
    months = sold.group_by(pl.col("InvoiceDate").cast(pl.Datetime).dt.strftime("%Y-%m").alias("month")).agg(cents.alias("sum"))
    assert len(months) == 13
    for month, amount in months.iter_rows():
        assert abs(Decimal(told[f"months.{month}.sales"]) - Decimal(amount)) < Decimal("0.01")
    assert (told["key.sales"], told["key.returned"], told["key.rate"]) == ("8456303.38", "165826.73", "0.02")
    assert (told["key.customers"], told["key.orders"]) == ("4333", "18347")
    rows = tables(report)["customers_table"]["rows"]
    assert (len(rows), rows[0]["id"], rows[-1]["id"]) == (201, "14646", "others")
    assert len(tables(report)["sales"]["rows"]) == 100
    assert missing(report) == ["Invoices, receipts and cheques", "Credit limits, enquiries and accounts"]
    assert [one for one in checks if one["level"] != "ok"] == []


def check_one_customer(sold, report, checks):
    """Asked for by code, every line of it."""
    own = sold.filter(pl.col("CustomerID").cast(pl.String).str.starts_with("14646"))
    assert len(tables(report)["sales"]["rows"]) == own.height
    assert report["subtitle"]["en"].startswith("14646 ")


def check_upkeep(sold, report, checks):
    """Who is late to reorder, worked out again from the file's lines."""
    told = values(report)
    days = sold.group_by("CustomerID").agg(pl.col("InvoiceDate").cast(pl.Datetime).cast(pl.Date).unique().sort().alias("days"))
    late = judged = 0
    end = np.datetime64(LAST)
    for _, own in days.iter_rows():
        waits = np.diff(np.array(own, dtype="datetime64[D]")).astype(int)
        if len(waits) >= 6:
            judged += 1
            late += int((end - np.datetime64(own[-1])).astype(int) > np.percentile(waits, 90))
    assert (told["key.customers"], told["key.judged"], told["key.late"]) == ("4333", str(judged), str(late))
    assert late == 44
    assert missing(report)[0] == "Contacts with customers"
    assert len(tables(report)["late"]["rows"]) == late


def check_sales(sold, report, checks):
    """The nine days of December beside the year before; no target, and it says so."""
    told = values(report)
    assert told["key.actual"] == told["countries.total.actual"]
    assert told["countries.total.orders"] == "772"
    assert told["key.target"] is None
    assert abs(int(told["countries.total.actual"]) - 343_221) <= 5
    assert 0 < len(tables(report)["falling"]["rows"]) <= 60
    assert missing(report)[:3] == ["Sales targets", "Contacts with customers", "Quotations"]
    assert {one["id"] for one in checks if one["level"] == "block"} == {"C05", "SM3"}


def check_review(report, checks):
    """Returns by product beside all others; no standard, case or survey."""
    told = values(report)
    assert (told["goods.22423.k"], told["goods.22423.n"]) == ("135", "1632")
    assert missing(report) == ["Service standards", "Service cases and complaints", "Satisfaction surveys", "Days promised for delivery"]


def check_late_day(argosy, as_person, tmp_path):
    """Asked for as of a day years after the book ends, a document says so and what to do."""
    for key in ("WS/O1.2.1", "WS/O1.3.1", "WS/O2.5.1", "TM/O1.3.1"):
        as_person(MAKERS[key[:2]])
        ran = argosy("produce", key, "--out", tmp_path / "out", "--as-of", "2026-06-30")
        assert (ran.code, f"the latest is of {LAST}" in ran.err, f"--as-of {LAST}" in ran.err) == (2, True, True), key


def check_offer(argosy, as_person, produced, tmp_path):
    """A quotation and a contract for a customer of the book: no margin is made up of a cost nobody entered, and nothing is owed on the book."""
    offer = {"customer": "14646", "incoterm": "DAP", "place": "Rotterdam", "currency": "GBP", "lines": [{"sku": "22423", "quantity": "48"}]}
    (tmp_path / "offer.json").write_text(json.dumps(offer), encoding="utf-8")
    as_person("ws1")
    drafted = argosy("quote", "draft", tmp_path / "offer.json", "--json").json
    report, checks = produced("WS/O2.4.1", "--param", f"quotation={drafted['number']}")
    told = values(report)
    assert (told["sums.total"], told["annex.margin"], told["credit.exposure"]) == ("612", None, "0")
    assert missing(report) == ["Costs of products", "Credit limits, enquiries and accounts"]
    assert "QT1" in {one["id"] for one in checks}
    as_person("lgl")
    assert argosy("contract", "clauses", "--load").code == 0
    as_person("ws1")
    drawn = argosy("contract", "draw", "--customer", "14646", "--kind", "distribution", "--ends", "2099-12-31", "--json").json
    report, checks = produced("WS/O2.4.2", "--param", f"contract={drawn['number']}")
    assert "3,000,000" not in json.dumps(report)
    assert {one["id"] for one in checks if one["level"] == "block"} == {"CT4"}
