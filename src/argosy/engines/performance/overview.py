"""A firm's performance in one pass: the tables a report, a page and the API show, computed from the same frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from argosy.engines.performance import rates
from argosy.engines.performance.factors import Factors, success_factors
from argosy.engines.performance.frames import dated, first_day
from argosy.engines.performance.ledger import abc, ledger
from argosy.engines.performance.review import MARGIN_FLOOR, QUARTERS_FALLING, YEARS_UNDER, Item, Review, achievement, fading, review
from argosy.engines.performance.share import DEFAULT, Valuation, market_imports, own_share, white_space
from argosy.engines.performance.variance import Variance, sold_between, variance
from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Facts:
    """What a firm knows of itself: frames as ``performance.frames`` describes them, its home country and currency, and since when the data are whole."""

    lines: pl.DataFrame
    quotes: pl.DataFrame
    cases: pl.DataFrame
    targets: pl.DataFrame
    home: str
    currency: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set: the margin floor, years under target and quarters falling that bring a thing to the review list; the share aimed at (by product, or one
    for all; ``None``: no white space); how sales are brought to CIF; the service standard in hours and days."""

    floor: float = MARGIN_FLOOR
    years: int = YEARS_UNDER
    quarters: int = QUARTERS_FALLING
    target_share: float | Mapping[str, float] | None = None
    valuation: Valuation = DEFAULT
    answer_hours: float = 8
    close_days: float = 7
    side: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The tables. ``whole`` has one row: the twelve months to ``as_of``; ``shares`` is ``None`` without market imports, ``change`` without a year before."""

    as_of: date
    since: date
    currency: str
    whole: pl.DataFrame
    products: pl.DataFrame
    markets: pl.DataFrame
    grades: pl.DataFrame
    wins: pl.DataFrame
    wins_by_market: pl.DataFrame
    reasons: pl.DataFrame
    returns: pl.DataFrame
    returns_by_sku: pl.DataFrame
    complaints: pl.DataFrame
    complaints_by_market: pl.DataFrame
    delivery: pl.DataFrame
    delivery_by_market: pl.DataFrame
    service: dict[str, object]
    achievement: pl.DataFrame
    shares: pl.DataFrame | None
    review: Review
    fading: tuple[Item, ...]
    factors: Factors
    change: Variance | None
    caveats: tuple[Text, ...]


def overview(facts: Facts, as_of: date, trade: pl.DataFrame | None = None, options: Options | None = None) -> Overview:
    """Everything at once, as known on a day. ``trade`` is bilateral trade told by importers; without it no share is computed."""
    told = options or Options()
    lines, since = facts.lines, first_day(dated(facts.lines, as_of), facts.since, as_of)
    return Overview(
        as_of, since, facts.currency,
        whole=ledger(_year(lines, as_of), as_of, ()),
        products=ledger(lines, as_of, since=since), markets=ledger(lines, as_of, ["market", "year"], since=since), grades=abc(_year(lines, as_of), as_of),
        wins=rates.win_rates(facts.quotes, as_of), wins_by_market=rates.win_rates(facts.quotes, as_of, ["market"]),
        reasons=rates.lost_reasons(facts.quotes, as_of), returns=rates.return_rates(lines, as_of), returns_by_sku=rates.return_rates(lines, as_of, ["sku"]),
        complaints=rates.complaint_rates(facts.cases, lines, as_of), complaints_by_market=rates.complaint_rates(facts.cases, lines, as_of, ["market"]),
        delivery=rates.delivery(lines, as_of), delivery_by_market=rates.delivery(lines, as_of, ["market"]),
        service=rates.answers(facts.cases, as_of, told.answer_hours, told.close_days),
        achievement=achievement(lines, facts.targets, as_of, since), shares=_shares(facts, trade, as_of, since, told),
        review=review(lines, facts.targets, as_of, since=since, floor=told.floor, years=told.years),
        fading=fading(lines, as_of, told.floor, told.quarters), factors=success_factors(facts.quotes, as_of), change=_change(lines, as_of, since),
        caveats=told.valuation.caveats() if trade is not None else (),
    )  # fmt: skip


def _year(lines: pl.DataFrame, as_of: date) -> pl.DataFrame:
    return lines.filter(pl.col("date") > pl.lit(as_of).dt.offset_by("-1y"))


def _shares(facts: Facts, trade: pl.DataFrame | None, as_of: date, since: date, told: Options) -> pl.DataFrame | None:
    if trade is None:
        return None
    found = own_share(facts.lines, market_imports(trade, facts.home, told.side), as_of, facts.home, since, told.valuation)
    return found if told.target_share is None else white_space(found, told.target_share)


def _change(lines: pl.DataFrame, as_of: date, since: date) -> Variance | None:
    """This year so far against the same days of the year before; ``None`` where the data do not reach back so far."""
    start, before = date(as_of.year, 1, 1), date(as_of.year - 1, 1, 1)
    if since > before:
        return None
    leap = (as_of.month, as_of.day) == (2, 29)
    same_day = as_of.replace(year=as_of.year - 1, day=28 if leap else as_of.day)
    return variance(sold_between(lines, before, same_day), sold_between(lines, start, as_of))
