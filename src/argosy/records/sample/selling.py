"""What the sample firm's customers buy: 730 orders with 1,893 lines at any seed, and NT$380 million in 2025.

Counts are drawn given their total, so they hold at any seed. Prices are the catalogue's, so it is quantities that are scaled to the year's sales.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from math import cos, pi

from argosy.records.sample import parties, products
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import lognormal, places, poisson, some
from argosy.records.sample.territories import ABROAD, goods
from argosy.records.sample.world import Plan, written

ORDERS, LINES, YEAR_SALES = 730, 1893, Decimal(380_000_000)
AS_OF = date(2026, 6, 30)
MONTHS = tuple(date(2025 + n // 12, n % 12 + 1, 1) for n in range(18))
RATES = {"A": 1.6, "B": 0.7, "C": 0.25}
PEAKS = {"09": (0, 1.1, 0.4), "22": (7, 1.0, 0.5), "73": (11, 1.0, 0.1), "85": (5, 1.0, 0.2), "87": (4, 1.0, 0.3)}
"""Month of the peak, mean and swing of each chapter's season."""
DISCOUNTS = ((45, 0), (65, 3), (85, 5), (95, 8), (100, 12))
POPULAR = {"85-02": 3.0}
FADING, FADES = "73-11", {"2025-4": Decimal("0.75"), "2026-1": Decimal("0.5"), "2026-2": Decimal("0.3")}
"""Planted: sales of this product fall three quarters running, and its cost comes to its list price."""


@dataclass(frozen=True, slots=True)
class Line:
    """A goods line while it is made. ``raw`` is the quantity before the year's sales are met."""

    sku: str
    raw: float
    discount: int
    noise: float
    unknown_freight: bool = False
    short: bool = False
    quantity: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """An order while it is made."""

    customer: str
    country: str
    date: date
    incoterm: str
    lead: int
    lines: tuple[Line, ...]


def season(chapter: str, month: int) -> float:
    """How much busier a month is than the mean one."""
    peak, mean, swing = PEAKS[chapter]
    return mean + swing * cos(2 * pi * (month - peak) / 12)


def rate(customer: str, country: str, grade: str, at: int) -> float:
    """Orders expected of a customer in the month ``at`` (from 0), with what was planted."""
    month = MONTHS[at]
    chapters = [sku[:2] for sku in goods(customer)]
    mean = RATES[grade] * 1.004**at * sum(season(chapter, month.month) for chapter in chapters) / len(chapters)
    shock = country == "US" and month.year == 2025 and 4 <= month.month <= 8
    fair = country == "JP" and month >= date(2025, 12, 1)
    return mean * (0.65 if shock else 1.25 if fair else 0.2 if customer == "C-TW-05" and at >= 14 else 1.0)


@cache
def orders(plan: Plan) -> tuple[Order, ...]:
    """The orders by day, their quantities scaled."""
    draws = plan.stream("sales_order")
    countries = {row["code"]: row["country"] for row in written("customers")}
    makers = parties.profiles(plan)
    terms = {p.code: "DAP" if p.code.startswith("C-TW") else draws.pick(ABROAD) for p in makers}
    weights = [rate(p.code, countries[p.code], p.grade, at) for p in makers for at in range(len(MONTHS))]
    cells = [divmod(place, len(MONTHS)) for place in places(draws, weights, ORDERS)]
    counts = _line_counts(draws, [len(goods(makers[who].code)) for who, _ in cells])
    made = []
    for (who, at), count in zip(cells, counts, strict=True):
        maker, day = makers[who], MONTHS[at] + timedelta(days=draws.integer(0, 26))
        lines = tuple(ware_line(draws, sku, maker.size_ppm / 1e6) for sku in choice(draws, maker.code, day.month, count))
        made.append(Order(maker.code, countries[maker.code], day, terms[maker.code], draws.integer(7, 39), lines))
    return _scaled(plan, _marked(draws, sorted(made, key=lambda order: order.date)))


def _line_counts(draws: Stream, most: list[int]) -> list[int]:
    """One line and a Poisson number more, at most as many as there are goods; single lines are added or dropped until the total holds."""
    counts = [min(1 + poisson(draws, 1.6, 6), cap) for cap in most]
    while sum(counts) != LINES:
        step, at = (1 if sum(counts) < LINES else -1), draws.integer(0, len(counts) - 1)
        if 1 <= counts[at] + step <= min(most[at], 7):
            counts[at] += step
    return counts


def choice(draws: Stream, customer: str, month: int, count: int) -> Iterator[str]:
    """``count`` different SKUs a customer buys in a month, by season and popularity."""
    left = list(goods(customer))
    for _ in range(count):
        place = places(draws, [season(sku[:2], month) * POPULAR.get(sku, 1.0) for sku in left], 1)[0]
        yield left.pop(place)


def ware_line(draws: Stream, sku: str, size: float) -> Line:
    """A line: quantity MOQ × LogNormal(0.5, 0.7) × size^0.4 before scaling, a discount of 0 to 12 %."""
    moq = next(int(row["moq"]) for row in written("products") if row["sku"] == sku)
    percent = draws.integer(1, 100)
    discount = next(value for top, value in DISCOUNTS if percent <= top)
    return Line(sku, moq * lognormal(draws, 0.5, 0.7) * size**0.4, discount, draws.unit())


def _marked(draws: Stream, made: list[Order]) -> list[Order]:
    """One line in a hundred lacks its freight, three are shipped short."""
    count = sum(len(order.lines) for order in made)
    unknown, short = some(draws, range(count), 0.01), some(draws, range(count), 0.03)
    at, marked = 0, []
    for order in made:
        lines = []
        for line in order.lines:
            lines.append(replace(line, unknown_freight=at in unknown and line.sku != FADING, short=at in short))
            at += 1
        marked.append(replace(order, lines=tuple(lines)))
    return marked


def _scaled(plan: Plan, made: list[Order]) -> tuple[Order, ...]:
    faded = _faded(made)
    factor = _scale(plan, made, faded)
    return tuple(replace(order, lines=tuple(_sized(line, factor * _fade(faded, order, line)) for line in order.lines)) for order in made)


def _scale(plan: Plan, made: list[Order], faded: dict[str, Decimal]) -> Decimal:
    """What the raw quantities of 2025 are multiplied by so that the year's sales, at list prices less discount, come out."""
    prices = {row["sku"]: row["price"] for row in products.product_rows(plan)}
    worth = sum(
        Decimal(line.raw) * _fade(faded, order, line) * prices[line.sku] * (100 - line.discount) / 100
        for order in made
        for line in order.lines
        if order.date.year == 2025
    )
    return YEAR_SALES / Decimal(worth)


def scale(plan: Plan) -> Decimal:
    """The factor between raw and final quantities, read off an order."""
    line = next(line for order in orders(plan) for line in order.lines if line.sku != FADING and line.quantity > 100)
    return line.quantity / Decimal(line.raw)


def _fade(faded: dict[str, Decimal], order: Order, line: Line) -> Decimal:
    return faded.get(quarter(order.date), Decimal(1)) if line.sku == FADING else Decimal(1)


def _sized(line: Line, scale: Decimal) -> Line:
    return replace(line, quantity=max(1, round(Decimal(line.raw) * scale)))


def _faded(made: list[Order]) -> dict[str, Decimal]:
    """By quarter, what brings the fading product's sales to the planted share of those in the third quarter of 2025."""
    totals: dict[str, Decimal] = {}
    for order in made:
        for line in order.lines:
            if line.sku == FADING:
                totals[quarter(order.date)] = totals.get(quarter(order.date), Decimal(0)) + Decimal(line.raw)
    start = totals.get("2025-3", Decimal(0)) or Decimal(1)
    return {name: start * share / totals[name] for name, share in FADES.items() if name in totals}


def quarter(day: date) -> str:
    """The quarter of a day, such as 2025-3."""
    return f"{day.year}-{(day.month + 2) // 3}"
