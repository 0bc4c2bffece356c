"""argosy receivables ageing: a file in, every measure out; bad rows named."""

from __future__ import annotations

import polars as pl
import pytest

HEAD = "invoice,customer,issued,due,amount,currency,paid_on,paid_amount"
ROWS = (
    'A1,C1,2026-01-05,2026-02-04,"1,000.00",TWD,2026-02-14,400', "A1,C1,2026-01-05,2026-02-04,1000.00,TWD,2026-03-01,", "A2,C1,2026-03-10,2026-04-09,500.50,TWD,,",
    "A3,C2,2026-05-20,2026-07-19,300,TWD,,", "B1,C2,2026-05-20,2026-06-19,100,usd,,",
)  # fmt: skip
OPEN = {"not_due": "300.00", "1-30": "0.00", "31-60": "0.00", "61-90": "500.50", ">90": "0.00"}


@pytest.fixture
def file(tmp_path):
    def write(*rows, head=HEAD, name="items.csv"):
        path = tmp_path / name
        path.write_text("\n".join((head, *(rows or ROWS))), encoding="utf-8")
        return path

    return write


@pytest.fixture
def ageing(argosy, file):
    def run(*more, path=None, code=0):
        ran = argosy("receivables", "ageing", path or file(), "--as-of", "2026-06-30", *more)
        assert ran.code == code, ran.err
        return ran

    return run


def amounts(part):
    return {key: bucket["amount"] for key, bucket in part["ageing"]["buckets"].items()}


def test_the_answer_of_a_file(ageing):
    found = ageing("--json").json
    taiwan = found["currencies"]["TWD"]
    assert amounts(taiwan) == OPEN
    assert found["currencies"]["USD"]["ageing"]["total"] == "100.00"
    assert taiwan["days_late"] == {"payments": 2, "amount": "1000.00", "mean": "19", "late_only": "19"}
    assert (taiwan["provision"]["allowance"], taiwan["provision"]["loss_rates_source"]) == ("33.93", "IFRS 9 Illustrative Example 12")
    assert (found["converted"], found["payments"], found["invoices"]) == (None, 2, 4)


def test_rates_add_one_more_part_and_change_no_other(ageing):
    found = ageing("--fx", "USD=32.5", "--json").json
    assert amounts(found["currencies"]["TWD"]) == OPEN
    assert (found["converted"]["currency"], found["converted"]["ageing"]["total"], found["converted"]["fx"]) == (
        "TWD",
        "4050.50",
        {"USD": "32.5"},
    )
    assert "JPY" in ageing("--fx", "JPY=0.2", path=None, code=2).err or "USD" in ageing("--fx", "JPY=0.2", code=2).err


def test_own_buckets_and_loss_rates(ageing):
    found = ageing("--buckets", "45,90", "--loss-rates", "1,5,10,50", "--json").json["currencies"]["TWD"]
    assert amounts(found) == {"not_due": "300.00", "1-45": "0.00", "46-90": "500.50", ">90": "0.00"}
    assert found["provision"]["allowance"] == "53.05"
    assert "--loss-rates" in ageing("--buckets", "45,90", code=2).err
    assert "30,60,90" in ageing("--buckets", "90,45", code=2).err


@pytest.mark.parametrize(("fx", "said"), [("USD", "USD=32.5"), ("USD=0", "USD=0"), ("USD=x", "USD=x")])
def test_rates_that_are_none_are_refused(ageing, fx, said):
    assert said in ageing("--fx", fx, code=2).err


def test_bad_rows_are_all_named_with_field_and_nothing_is_printed(ageing, file):
    bad = file(
        "A,C1,2026-01-05,2026-02-04,ten,TWD,,",
        "B,,2026-01-05,2026-02-30,10,TWD,,",
        "C,C1,2026-01-05,2026-02-04,1.23456,NTD$,,",
        "D,C1,2026-01-05,2026-02-04,10,TWD,,5",
    )
    ran = ageing("--json", path=bad, code=2)
    assert ran.out == ""
    assert all(word in ran.err for word in ("ten", "2026-02-30", "1.23456", "NTD$"))
    over = ageing(path=file("A,C1,2026-01-05,2026-02-04,10,TWD,2026-03-01,11"), code=2)
    assert "prepayment" in over.err
    assert "currency" in ageing(path=file("A,C1,2026-01-05,2026-02-04,10", head="invoice,customer,issued,due,amount"), code=2).err
    assert "no rows" in ageing(path=file("", head=HEAD), code=2).err


def test_chinese_headings_and_dates_and_parquet_give_the_same(ageing, file, tmp_path):
    rows = [row.replace("2026-", "2026/") for row in ROWS]
    chinese = file(*rows, head="發票號碼,客戶,發票日,到期日,金額,幣別,收款日,收款金額", name="應收.csv")
    expected = ageing("--json").json
    assert ageing("--json", path=chinese).json == expected
    frame = pl.read_csv(file(), infer_schema=False).with_columns(
        pl.col("issued", "due", "paid_on").str.to_date("%Y-%m-%d"),
        pl.col("amount").str.replace(",", "").cast(pl.Float64),
        pl.col("paid_amount").cast(pl.Float64),
    )
    frame.write_parquet(tmp_path / "items.parquet")
    assert ageing("--json", path=tmp_path / "items.parquet").json == expected


def test_people_see_a_table(ageing):
    shown = ageing().out
    assert "500.50" in shown
    assert "best possible" in shown
