"""What a customer should reorder, from its own stock reports: periodic review with a safety stock for the chance of running out.

Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply Chains, ch. 6: order up to mean demand over lead time and review
period, plus z sigma sqrt(L + R). Quantities are in the product's unit, times in days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from math import sqrt
from statistics import NormalDist, stdev

from argosy.kernel.text import NOTHING, Text

LEAST = 4
"""Fewest weeks of sell-through for a proposal."""
TOO_FEW = Text("週銷少於 {n} 週，無法建議", "fewer than {n} weeks of sell-through: no proposal")
STALE = Text("最近回報 {d}，已逾 {n} 日", "last reported on {d}, over {n} days ago")
WEEK = 7
STALE_DAYS = 28


@dataclass(frozen=True, slots=True)
class Week:
    """One report: the stock at the close of ``on`` and what was sold in the week to it (``None`` if not told)."""

    on: date
    stock: Decimal
    sold: Decimal | None


@dataclass(frozen=True, slots=True)
class Policy:
    """Days from order to the customer's door, days between reviews, the chance of not running out, and the weeks looked back on."""

    lead: int = 28
    review: int = 7
    service: float = 0.95
    weeks: int = 13

    @property
    def z(self) -> float:
        """The standard normal quantile of the chance."""
        return NormalDist().inv_cdf(self.service)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to reorder of one product. ``weekly`` is mean sell-through, ``sigma`` its deviation by week, ``index`` the season to come (1: usual).

    ``cover`` is days the stock lasts, ``None`` when nothing sells; ``quantity`` is ``None`` when it cannot be told, and ``why`` says so.
    """

    stock: Decimal
    on: date
    weekly: float | None
    sigma: float | None
    n: int
    index: float
    transit: Decimal
    forecast: float | None
    safety: float | None
    cover: float | None
    quantity: Decimal | None
    why: Text = NOTHING


def propose(
    reports: Sequence[Week], on: date, policy: Policy, *, index: float = 1.0, now: float = 1.0, transit: Decimal = Decimal(0)
) -> Proposal:
    """max(0, forecast over lead time and review + z sigma sqrt(L + R) - stock - in transit), rounded up to whole units.

    ``index`` is the season of the days ahead and ``now`` that of the weeks looked back on: the mean is taken out of one season into the other.
    ``ValueError`` without a report up to the day.
    """
    known = sorted((one for one in reports if one.on <= on), key=lambda one: one.on)
    if not known:
        raise ValueError("no report")
    last = known[-1]
    since = last.on - timedelta(weeks=policy.weeks)
    sales = [float(one.sold) for one in known if one.sold is not None and one.on > since]
    if (on - last.on).days > STALE_DAYS:
        return _untold(last, sales, index, transit, STALE.format(d=last.on.isoformat(), n=STALE_DAYS))
    if len(sales) < LEAST:
        return _untold(last, sales, index, transit, TOO_FEW.format(n=LEAST))
    weekly, sigma = sum(sales) / len(sales), stdev(sales)
    shift = index / now if now > 0 else 1.0
    ahead = (policy.lead + policy.review) / WEEK
    forecast, safety = weekly * shift * ahead, policy.z * sigma * shift * sqrt(ahead)
    wanted = Decimal(repr(forecast + safety)) - last.stock - transit
    quantity = max(Decimal(0), wanted).to_integral_value(ROUND_CEILING)
    cover = float(last.stock) / (weekly * shift / WEEK) if weekly > 0 else None
    return Proposal(last.stock, last.on, weekly, sigma, len(sales), shift, transit, forecast, safety, cover, quantity)


def _untold(last: Week, sales: Sequence[float], index: float, transit: Decimal, why: Text) -> Proposal:
    weekly = sum(sales) / len(sales) if sales else None
    return Proposal(last.stock, last.on, weekly, None, len(sales), index, transit, None, None, None, None, why)


def season_index(sold: Mapping[date, float], least: int = 52) -> dict[int, float] | None:
    """Month means of weekly sell-through over the mean of all twelve, 1 being a usual month; ``None`` on less than a year of weeks."""
    if len(sold) < least:
        return None
    months: dict[int, list[float]] = {}
    for day, amount in sold.items():
        months.setdefault(day.month, []).append(amount)
    if len(months) < 12:
        return None
    means = {month: sum(rows) / len(rows) for month, rows in months.items()}
    usual = sum(means.values()) / 12
    return {month: means[month] / usual for month in sorted(means)} if usual else None


def mean_index(index: Mapping[int, float], first: date, days: int) -> float:
    """The mean index of so many days from a day on; a month that is not told counts as usual."""
    return sum(index.get((first + timedelta(days=at)).month, 1.0) for at in range(days)) / days if days else 1.0
