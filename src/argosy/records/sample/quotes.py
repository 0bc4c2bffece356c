"""Quotations of the sample firm: 260, of which 42 % of those decided were won, and why the others were lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from argosy.engines.offer.amounts import rounded
from argosy.records.sales.models import Quotation, QuotationLine
from argosy.records.sample import parties, products, terms
from argosy.records.sample.sales import exchange, mark, one, rate_on
from argosy.records.sample.selling import AS_OF, MONTHS, Line, choice, rate, scale, ware_line
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import logistic, lognormal, normal, places, poisson
from argosy.records.sample.territories import ABROAD, CURRENCIES, goods, seller
from argosy.records.sample.world import Part, Plan, Row, World, written

QUOTES, WON, UNDECIDED_FROM = 260, 0.42, date(2026, 6, 11)
RIVALS = ("示範峰輪工業", "示範東川製作所", "示範藍圖部件", "示範北德自行車件", "示範雲霧茶業")
HUBS, CUTTER, CUT, CUTS = "87-03", RIVALS[2], (date(2026, 2, 10), date(2026, 5, 31)), 5
"""Planted: one rival cuts its hub price by 9 % in February 2026, and five quotations naming it are lost on price."""
OTHER_REASONS = ("lead_time", "lead_time", "incumbent", "incumbent", "quality", "terms", "no_project")


@dataclass(frozen=True, slots=True)
class Offer:
    """A quotation while it is made; ``score`` is the logit of winning plus its noise."""

    customer: str
    country: str
    date: date
    incoterm: str
    lines: tuple[Line, ...]
    margin: float
    gap: float
    response_h: float
    repeat: bool
    revision: int
    rival: str
    score: float
    days: int
    reason: str


@cache
def offers(plan: Plan) -> tuple[Offer, ...]:
    """The offers by day."""
    draws = plan.stream("quotation")
    countries = {row["code"]: row["country"] for row in written("customers")}
    makers = parties.profiles(plan)
    weights = [rate(p.code, countries[p.code], p.grade, at) for p in makers for at in range(len(MONTHS))]
    made = []
    for place in places(draws, weights, QUOTES):
        who, at = divmod(place, len(MONTHS))
        made.append(_offer(draws, makers[who], countries[makers[who].code], MONTHS[at] + timedelta(days=draws.integer(0, 26))))
    return _cut(sorted(made, key=lambda offer: offer.date))


def _offer(draws: Stream, maker: parties.Profile, country: str, day: date) -> Offer:
    count = min(1 + poisson(draws, 1.6, 6), len(goods(maker.code)))
    lines = tuple(ware_line(draws, sku, maker.size_ppm / 1e6) for sku in choice(draws, maker.code, day.month, count))
    margin = min(max(normal(draws, 0.24, 0.05), 0.05), 0.45)
    gap = 0.08 + (margin - 0.24) + normal(draws, 0, 0.08)
    response, repeat = lognormal(draws, 2.9, 0.7), draws.chance(60)
    return Offer(
        maker.code, country, day, "DAP" if country == "TW" else draws.pick(ABROAD), lines, margin, gap, response, repeat,
        1 + poisson(draws, 0.8, 4), draws.pick(RIVALS), 0.9 - 6 * gap - 0.02 * response + 0.4 * repeat + logistic(draws),
        draws.integer(3, 28), _reason(draws, gap),
    )  # fmt: skip


def _reason(draws: Stream, gap: float) -> str:
    """Price explains a loss the oftener the dearer the offer was."""
    return "price" if draws.chance(65 if gap > 0.08 else 20) else draws.pick(OTHER_REASONS)


def _cut(made: list[Offer]) -> tuple[Offer, ...]:
    """The planted price cut: the first offers of its months to customers of bicycle parts hold hubs and are lost."""
    left, found = CUTS, []
    for offer in made:
        if left and CUT[0] <= offer.date <= CUT[1] and HUBS in goods(offer.customer):
            hubs = (
                offer.lines
                if any(line.sku == HUBS for line in offer.lines)
                else (replace(offer.lines[0], sku=HUBS, raw=60.0), *offer.lines[1:])
            )
            offer, left = replace(offer, lines=hubs, rival=CUTTER, gap=max(offer.gap, 0.09), score=-99.0, reason="price"), left - 1
        found.append(offer)
    return tuple(found)


def won(plan: Plan) -> set[int]:
    """The places of the offers that were won: the best 42 % of those decided."""
    decided = [at for at, offer in enumerate(offers(plan)) if offer.date < UNDECIDED_FROM]
    return set(sorted(decided, key=lambda at: -offers(plan)[at].score)[: round(WON * len(decided))])


def quote_rows(plan: Plan) -> list[Row]:
    """Headers by number."""
    table, winners = exchange(plan), won(one(plan))
    return [
        {"number": f"QT-{at + 1:05d}{mark(copy)}", "customer": offer.customer + mark(copy), **_header(offer, at in winners, table)}
        for copy in range(1, plan.times + 1)
        for at, offer in enumerate(offers(one(plan)))
    ]


def _header(offer: Offer, winner: bool, table: dict[tuple[str, date], Decimal]) -> Row:
    currency, decided = CURRENCIES.get(offer.country, "USD"), offer.date < UNDECIDED_FROM
    return {
        "market": offer.country, "date": offer.date, "incoterm": offer.incoterm, "currency": currency,
        "fx": rate_on(table, currency, offer.date), "seller": seller(offer.country, offer.date), "valid_to": offer.date + timedelta(days=30),
        "revision": offer.revision, "outcome": "open" if not decided else "won" if winner else "lost",
        "decided_on": min(offer.date + timedelta(days=offer.days), AS_OF) if decided else None,
        "lost_reason": offer.reason if decided and not winner else "", "rival": offer.rival, "price_gap": Decimal(round(offer.gap * 10_000)).scaleb(-2),
        "response_h": Decimal(round(offer.response_h * 100)).scaleb(-2), "repeat": offer.repeat,
    }  # fmt: skip


def line_rows(plan: Plan) -> list[Row]:
    """Goods lines priced at the offer's margin over cost."""
    table, factor = exchange(plan), scale(one(plan))
    wares = {row["sku"]: row for row in products.product_rows(plan)}
    return [
        {"quotation": f"QT-{at + 1:05d}{mark(copy)}", **row}
        for copy in range(1, plan.times + 1)
        for at, offer in enumerate(offers(one(plan)))
        for row in _lines(offer, wares, table, factor)
    ]


def _lines(offer: Offer, wares: dict[str, Row], table: dict[tuple[str, date], Decimal], factor: Decimal) -> Iterator[Row]:
    currency = CURRENCIES.get(offer.country, "USD")
    fx = rate_on(table, currency, offer.date)
    for at, line in enumerate(offer.lines, 1):
        cost, quantity = wares[line.sku]["cost"], Decimal(max(1, round(Decimal(line.raw) * factor)))
        price = (cost / (1 - Decimal(round(offer.margin * 10_000)).scaleb(-4)) / fx).quantize(Decimal("0.0001"))
        yield {
            "line_no": at, "product": line.sku, "quantity": quantity, "unit_price": price, "discount": Decimal(0),
            "amount": rounded(price * quantity, currency), "unit_cost": cost,
        }  # fmt: skip


def store_quotes(world: World, rows: list[Row]) -> None:
    """Quotations to customers and by people kept before, with terms and totals."""
    people, customers = world.made["person"], world.made["party"]
    amounts: dict[str, list[Decimal]] = {}
    for line in line_rows(world.plan):
        amounts.setdefault(line["quotation"], []).append(line["amount"])
    whole = [{**row, **terms.common(one(world.plan), row, amounts[row["number"]]), **terms.quotation(row)} for row in rows]
    made = [Quotation(**{**row, "customer": customers[row["customer"]], "seller": people[row["seller"]]}) for row in whole]
    world.keep(Quotation, made, "quotation", "number")


def store_lines(world: World, rows: list[Row]) -> None:
    """Lines of quotations kept before."""
    kept, wares = world.made["quotation"], world.made["product"]
    world.keep(
        QuotationLine, [QuotationLine(**{**row, "quotation": kept[row["quotation"]], "product": wares[row["product"]]}) for row in rows]
    )


PARTS = (Part("quotation", quote_rows, store_quotes), Part("quotation_line", line_rows, store_lines))
