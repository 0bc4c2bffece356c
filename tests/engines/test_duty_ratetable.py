"""Dated rates looked up for many lines are those looked up for one, and what the table says."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import polars as pl
import pytest

from argosy.engines.duty.batch import assess_many
from argosy.engines.duty.goods import Goods
from argosy.engines.duty.numbering import Numbering
from argosy.engines.duty.ratecard import RateCard
from argosy.engines.duty.ratetable import NEEDS_PERSON, RateTable
from argosy.engines.duty.rowbook import rows_on
from argosy.kernel.errors import BadInput
from argosy.rules.library import pack_for

D = date
ROWS = [
    ("duty", "8504", None, D(2024, 12, 31), "3%", ""), ("duty", "8504", D(2025, 1, 1), None, "4%", ""), ("duty", "85044099", D(2025, 6, 1), D(2025, 6, 30), "0%", ""),
    ("duty", "85044099", D(2025, 7, 1), None, "2%", "pact"), ("duty", "85044099", D(2025, 7, 1), None, "1%", "JP"), ("duty", "9503", D(2025, 1, 1), None, None, ""),
    ("duty", "9504", D(2025, 1, 1), None, "5%", ""), ("duty", "9504", D(2025, 3, 1), None, "6%", ""), ("duty", "9505", D(2025, 1, 1), None, "5%", ""), ("duty", "9505", D(2025, 3, 1), None, "5%", ""),
]  # fmt: skip
GROUPS = {"pact": frozenset(("JP", "KR"))}


def frame(rows: list[tuple] = ROWS) -> pl.DataFrame:
    schema = {
        "charge": pl.String,
        "code": pl.String,
        "valid_from": pl.Date,
        "valid_to": pl.Date,
        "rate_text": pl.String,
        "origin_group": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def many(table: RateTable, codes: list[str], origins: list[str], days: list[date]) -> list[str | None]:
    """What the look-up for many says, as texts; ``?`` for what is not known."""
    numbering, card = Numbering(), RateCard(("TWD",))
    numbers = table.numbers("duty", card, numbering, numbering.numbers(pl.Series(codes)), pl.Series(origins), pl.Series(days))
    texts = card.texts.texts().to_list()
    return [None if n == 0 else NEEDS_PERSON if n == 1 else texts[n] for n in numbers.to_list()]


@pytest.mark.parametrize(
    ("code", "origin", "day", "rate"),
    [
        ("85044099001", "CN", D(2025, 6, 15), "0%"), ("85044099001", "CN", D(2025, 8, 1), "4%"), ("85044099001", "KR", D(2025, 8, 1), "2%"),
        ("85044099001", "JP", D(2025, 8, 1), "1%"), ("85049000", "JP", D(1990, 1, 1), "3%"), ("850440", "", D(2025, 6, 15), "4%"), ("640399", "CN", D(2025, 6, 15), None),
        ("950300", "CN", D(2025, 6, 15), "?"), ("950400", "CN", D(2025, 2, 1), "5%"), ("950400", "CN", D(2025, 6, 15), "?"), ("950500", "CN", D(2025, 6, 15), "5%"),
        ("950300", "CN", D(2024, 6, 15), None),
    ],
)  # fmt: skip
def test_the_longest_code_in_force_for_the_closest_origin_wins(code: str, origin: str, day: date, rate: str | None) -> None:
    table = RateTable(frame(), GROUPS)
    assert table.rate("duty", code, origin, day) == rate
    assert many(table, [code], [origin], [day]) == [rate]


def random_rows(random: Random) -> list[tuple]:
    codes = [
        f"{random.randrange(10, 13)}{random.randrange(100):02d}{'' if random.random() < 0.4 else f'{random.randrange(30):02d}00'}"
        for _ in range(60)
    ]
    rows = []
    for code in codes:
        start = D(2020, 1, 1) + timedelta(days=random.randrange(900))
        for _ in range(random.randrange(1, 7)):
            end = start + timedelta(days=random.randrange(1, 500))
            text = random.choice(("1%", "2%", "3/kg", "4%", None))
            rows.append(("duty", code, start, None if random.random() < 0.1 else end, text, random.choice(("", "", "JP", "pact"))))
            start = end + timedelta(days=random.choice((1, 1, 1, 30, -20)))
    return rows


def test_many_random_look_ups_are_those_of_one() -> None:
    random = Random(8)
    table = RateTable(frame(random_rows(random)), GROUPS)
    n = 3000
    codes = [
        f"{random.randrange(10, 13)}{random.randrange(100):02d}{random.randrange(30):02d}{random.choice(('', '00', '0017'))}"
        for _ in range(n)
    ]
    origins = [random.choice(("JP", "KR", "CN", "")) for _ in range(n)]
    days = [D(2019, 6, 1) + timedelta(days=random.randrange(2600)) for _ in range(n)]
    wanted = [table.rate("duty", *one) for one in zip(codes, origins, days, strict=True)]
    found = [r for start in range(0, n, 500) for r in many(table, *(x[start : start + 500] for x in (codes, origins, days)))]
    assert found == wanted
    assert len(set(wanted)) == 6


def test_rates_of_the_day_of_each_row_are_charged_and_stated_ones_win() -> None:
    lines = pl.DataFrame(
        {
            "code": ["8504.40.99"] * 4, "customs_value": [1000] * 4, "origin": ["CN"] * 4, "rate_duty": [None, None, "10%", None],
            "date": [D(2024, 5, 5), D(2025, 6, 15), D(2025, 6, 15), D(2026, 1, 1)],
        }
    )  # fmt: skip
    found = assess_many(lines, pack_for("TW"), rates=RateTable(frame(), GROUPS))
    assert found["charge_duty"].to_list() == [30, 0, 100, 40]


def test_a_rate_that_needs_a_person_is_not_known() -> None:
    lines = pl.DataFrame({"code": ["950300", "640399"], "customs_value": [1000, 1000]})
    found = assess_many(lines, pack_for("TW"), D(2026, 1, 1), RateTable(frame(), GROUPS))
    assert found["charge_duty"].to_list() == [None, None]


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(BadInput, match="rate_text"):
        RateTable(frame().drop("rate_text"))


def test_dates_are_needed_where_no_day_is_given() -> None:
    with pytest.raises(BadInput, match="date"):
        assess_many(pl.DataFrame({"code": ["850440"], "customs_value": [1]}), pack_for("TW"))


def test_few_kinds_stand_for_many_codes() -> None:
    rules = pack_for("TW")
    goods = Goods(rows_on(rules, D(2026, 6, 30)), rules)
    codes = pl.Series([f"8504{i:06d}" for i in range(5000)] + ["2202.99.19", "22029919", "x", None, "87032390001"])
    kinds, _ = goods.numbered(codes, None, len(codes))
    assert kinds[:5000].n_unique() == 1
    assert kinds[5000] == kinds[5001] != kinds[0]
    assert kinds[5002] == kinds[5003]
    assert len(goods.kinds) == 4
