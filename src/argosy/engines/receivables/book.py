"""Invoices and payments as frames: exact amounts in ten-thousandths of a unit, every currency for itself.

A row of a file is an invoice, or one part payment of it: several rows of one invoice repeat its dates and amount. A payment without an amount
pays what is left of the whole. What happened after the day looked from is not known on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

SCALE = 10_000
RATE_SCALE = 10**10
SHOWN = 20
KEY = ("invoice", "customer", "currency")
DIFFER = Text("發票 {i} 各列之 {f} 不一致，請更正", "the rows of invoice {i} give different {f}: mend them")
TOO_MUCH = Text(
    "發票 {i} 金額 {a}，收款合計 {p}，溢收部分請列為預收款而非本發票之收款",
    "invoice {i} is for {a} but {p} was paid on it: enter what is over as a prepayment, not on this invoice",
)
BEFORE = Text("發票 {i} 到期日早於發票日", "invoice {i} is due before it was issued")
HALF = Text("發票 {i} 有收款金額而無收款日", "invoice {i} has an amount paid and no day of payment")


@dataclass(frozen=True, slots=True)
class Book:
    """``bills``: id, invoice, customer, currency, issued, due, amount. ``payments``: id, on, amount. Amounts are whole ten-thousandths."""

    bills: polars.DataFrame
    payments: polars.DataFrame

    @property
    def currencies(self) -> list[str]:
        """Currencies in order."""
        return sorted(self.bills["currency"].unique().to_list())

    def of(self, currency: str) -> Book:
        """The part of the book in one currency."""
        import polars as pl

        bills = self.bills.filter(pl.col("currency") == currency)
        return Book(bills, self.payments.join(bills.select("id"), on="id", how="semi"))

    def converted(self, rates: dict[str, Decimal], base: str) -> Book:
        """The whole book in one currency, each amount at its currency's rate (at most ten decimals), to the ten-thousandth. A missing rate raises ``BadInput``."""
        import polars as pl

        if lacking := [code for code in self.currencies if code != base and code not in rates]:
            raise BadInput(Text("缺少 {c} 對 {b} 之匯率", "There is no rate of {c} in {b}").format(c=", ".join(lacking), b=base))
        known = {code: int(Decimal(rates.get(code, 1)) * RATE_SCALE) for code in self.currencies}
        rate = pl.col("currency").replace_strict(known, return_dtype=pl.Int64).cast(pl.Int128)
        bills = self.bills.with_columns(rate.alias("rate"))
        paid = self.payments.join(bills.select("id", "rate"), on="id").with_columns(_at_rate().alias("amount")).drop("rate")
        bills = bills.with_columns(_at_rate().alias("amount"), pl.lit(base).alias("currency"))
        return Book(bills.drop("rate"), paid)


def _at_rate() -> Any:
    """Amount times rate, rounded half away from nought to the ten-thousandth, in whole numbers."""
    import polars as pl

    product = pl.col("amount").cast(pl.Int128) * pl.col("rate")
    return (product.sign() * ((product.abs() + RATE_SCALE // 2) // RATE_SCALE)).cast(pl.Int64)


def exact(units: int) -> Decimal:
    """Ten-thousandths as a decimal amount."""
    return Decimal(units).scaleb(-4)


def shown(units: int) -> str:
    """An amount as JSON text: two decimals, four where it has them."""
    value = exact(units)
    return f"{value:.2f}" if units % 100 == 0 else f"{value:.4f}"


def book(rows: polars.DataFrame) -> Book:
    """The book of rows with columns row, invoice, customer, currency, issued, due, amount, paid_on, paid_amount (amounts whole ten-thousandths).

    ``BadInput`` names every row whose invoice contradicts itself or is paid more than it asks.
    """
    import polars as pl

    once = rows["invoice"].n_unique() == rows.height
    _check(rows, once)
    keys = list(KEY)
    bills = rows if once else rows.unique(subset=keys, keep="first", maintain_order=True)
    bills = bills.select("row", *keys, "issued", "due", "amount").with_row_index("id")
    paying = rows.filter(pl.col("paid_on").is_not_null())
    ids = paying.join(bills.select("id", "row"), on="row") if once else paying.join(bills.select("id", *keys), on=keys)
    payments = _rest(ids)
    if payments.height:
        _over(bills, payments)
    return Book(bills.drop("row"), payments)


def _rest(paid: Any) -> Any:
    """Payments; one without an amount takes what the others of its invoice leave."""
    import polars as pl

    given = pl.col("paid_amount").fill_null(0).sum().over("id")
    first = pl.col("paid_amount").is_null() & (pl.col("paid_amount").is_null().cum_sum().over("id") == 1)
    amount = pl.when(first).then(pl.col("amount") - given).otherwise(pl.col("paid_amount").fill_null(0))
    return paid.select("id", pl.col("paid_on").alias("on"), amount.alias("amount"), "row").filter(pl.col("amount") != 0)


def _check(rows: Any, once: bool) -> None:
    import polars as pl

    problems = []
    for row in rows.filter(pl.col("due") < pl.col("issued")).head(SHOWN).iter_rows(named=True):
        problems.append(Problem(BEFORE.format(i=row["invoice"]), row=row["row"], field="due"))
    for row in rows.filter(pl.col("paid_amount").is_not_null() & pl.col("paid_on").is_null()).head(SHOWN).iter_rows(named=True):
        problems.append(Problem(HALF.format(i=row["invoice"]), row=row["row"], field="paid_on"))
    repeated = rows.clear() if once else rows.filter(pl.struct(KEY).is_duplicated())
    for field in ("issued", "due", "amount"):
        odd = repeated.filter(pl.col(field) != pl.col(field).first().over(KEY))
        for row in odd.head(SHOWN).iter_rows(named=True):
            problems.append(Problem(DIFFER.format(i=row["invoice"], f=field), row=row["row"], field=field))
    _refuse(problems)


def _over(bills: Any, payments: Any) -> None:
    import polars as pl

    totals = payments.group_by("id").agg(pl.col("amount").sum().alias("paid"), pl.col("row").last()).join(bills.drop("row"), on="id")
    over = totals.filter(
        pl.when(pl.col("amount") >= 0).then(pl.col("paid") > pl.col("amount")).otherwise(pl.col("paid") < pl.col("amount"))
    )
    _refuse(
        [
            Problem(TOO_MUCH.format(i=row["invoice"], a=shown(row["amount"]), p=shown(row["paid"])), row=row["row"], field="paid_amount")
            for row in over.sort("row").head(SHOWN).iter_rows(named=True)
        ]
    )


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise BadInput(Text("{n} 處資料有誤", "{n} faults in the rows").format(n=len(problems)), problems)


def open_at(whole: Book, day: date) -> polars.DataFrame:
    """Invoices issued by the end of a day with what is open then: the columns of ``bills`` and ``open``. Settled ones are left out."""
    import polars as pl

    bills = whole.bills.filter(pl.col("issued") <= day)
    paid = whole.payments.filter(pl.col("on") <= day)
    if paid.height == 0:
        return bills.with_columns(pl.col("amount").alias("open"))
    sums = paid.group_by("id").agg(pl.col("amount").sum().alias("paid"))
    joined = bills.join(sums, on="id", how="left").with_columns((pl.col("amount") - pl.col("paid").fill_null(0)).alias("open"))
    return joined.filter(pl.col("open") != 0).drop("paid")
