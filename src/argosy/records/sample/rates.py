"""Demo exchange rates in ten-day tables shaped as Taiwan's customs publishes them, and the data sets the sample firm uses.

The real tables are not carried: these rates are generated, and every document that uses one says 示範匯率.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from argosy.kernel.canonical import digest
from argosy.records.reference.models import Dataset, ExchangeRate, Setting
from argosy.records.sample.stream import Stream
from argosy.records.sample.world import Part, Plan, Row, World, written

TABLE = "demo-ten-day"
FIRST, LAST = date(2025, 1, 1), date(2026, 6, 30)
# TWD for one unit in hundred-thousandths, near the level of early 2025.
BASE = {
    "USD": 3_265_000, "EUR": 3_420_000, "JPY": 21_100, "GBP": 4_080_000, "AUD": 2_040_000, "SGD": 2_410_000, "MYR": 732_000, "THB": 95_200,
    "VND": 129, "PHP": 56_200, "KRW": 2_250, "CAD": 2_280_000, "CNY": 448_000, "HKD": 420_000,
}  # fmt: skip


def periods() -> Iterator[tuple[date, date]]:
    """Ten-day periods: the 1st to the 10th, the 11th to the 20th, the 21st to the month's end."""
    start = FIRST
    while start <= LAST:
        after = (start.replace(day=1) + timedelta(days=32)).replace(day=1) if start.day == 21 else start + timedelta(days=10)
        yield start, after - timedelta(days=1)
        start = after


def rate_rows(plan: Plan) -> list[Row]:
    """Import (selling) and export (buying) rates of fourteen currencies for every period, in units of TWD."""
    draws = plan.stream("exchange_rate")
    return [row for currency, base in BASE.items() for row in _walk(currency, base * 100, draws)]


def _walk(currency: str, base: int, draws: Stream) -> Iterator[Row]:
    """A walk of at most 0.6 % a period that is drawn back to its base; selling 0.15 % above the middle, buying as much below."""
    middle = base
    for start, end in periods():
        middle += (base - middle) // 20 + middle * draws.integer(-60, 60) // 10_000
        for flow, share in (("import", 10_015), ("export", 9_985)):
            rate = Decimal(middle * share // 10_000).scaleb(-7)
            yield {"currency": currency, "flow": flow, "rate": _trimmed(rate), "valid_from": start, "valid_to": end}


def _trimmed(rate: Decimal) -> Decimal:
    """Three decimals, as the tables print; five for currencies worth less than a tenth of a dollar, seven below a hundredth."""
    places = 3 if rate >= Decimal("0.1") else 5 if rate >= Decimal("0.01") else 7
    return rate.quantize(Decimal(1).scaleb(-places))


def dataset_rows(plan: Plan) -> list[Row]:
    """The demo rates, and the codes of the Taiwan tariff nomenclature that the forty products carry."""
    rates, codes = rate_rows(plan), sorted(row["code"] for row in written("classifications"))
    return [
        {
            "name": TABLE, "title_zh": "示範匯率（每旬報關適用外幣匯率表格式）", "title_en": "Demo exchange rates (in the form of the ten-day customs table)",
            "publisher_zh": "示範資料", "publisher_en": "Demo data", "edition": f"seed {plan.seed}", "as_of": LAST, "retrieved": LAST,
            "licence": "Apache-2.0", "sha256": digest(rates), "rows": len(rates), "max_age_days": 10,
        },
        {
            "name": "ccc-tw", "title_zh": "中華民國輸出入貨品分類號列（商品所用部分）", "title_en": "Taiwan's classification of import and export commodities (codes in use)",
            "publisher_zh": "財政部關務署", "publisher_en": "Customs Administration, Ministry of Finance", "edition": "HS2017 (GC413, 2020)",
            "as_of": date(2020, 1, 1), "retrieved": None, "licence": "政府資料開放授權條款", "sha256": digest(codes), "rows": len(codes), "max_age_days": None,
        },
    ]  # fmt: skip


def store_datasets(world: World, rows: list[Row]) -> None:
    """Data sets by name."""
    world.keep(Dataset, [Dataset(**row) for row in rows], "dataset", "name")


def store_rates(world: World, rows: list[Row]) -> None:
    """Rates, and the firm's choice to use this table."""
    edition = world.made["dataset"][TABLE]
    world.keep(ExchangeRate, [ExchangeRate(table=TABLE, dataset=edition, **row) for row in rows])
    reason = "示範公司使用示範匯率，非實際報關匯率 Demo rates, not those of customs"
    owner = world.made["person"]["fin"]
    world.keep(Setting, [Setting(name="reference.exchange_table", value=TABLE, valid_from=FIRST, owner=owner, reason=reason)])


PARTS = (Part("dataset", dataset_rows, store_datasets), Part("exchange_rate", rate_rows, store_rates))
