"""Markets in figures: the data sets held, a series with its forecast, markets in order for a product."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from argosy.api.door import reads
from argosy.publishing.market_ranking import RankAsk, rank_markets, ranking_json
from argosy.publishing.market_series import SeriesAsk, look_up, series_json
from argosy.records.markets.datasets.queries import edition_json, editions, tables
from argosy.records.reference.queries import today

router = Router(tags=["Markets"])


class SeriesQuery(Schema):
    """A product (HS digits) by exporter and importer (alpha-2, empty for all), split or not, with so many periods ahead."""

    product: str = Field(min_length=2, max_length=12)
    table: str = Field("", max_length=60)
    exporter: str = Field("", max_length=12)
    importer: str = Field("", max_length=12)
    measure: str = "value"
    split: str = ""
    yearly: bool = False
    ahead: int = Field(0, ge=0, le=36)


class RankingQuery(Schema):
    """A product (HS digits), the exporting country, how many markets are to be chosen, and weights as ``A:30,B:20``."""

    product: str = Field(min_length=2, max_length=12)
    home: str = Field("TW", min_length=2, max_length=2)
    top: int = Field(3, ge=1, le=20)
    weights: str = Field("", max_length=400)
    seed: int = 20260101


@reads(router, "/markets/datasets", list[dict[str, Any]])
def markets_datasets(request: HttpRequest) -> Any:
    """Every edition of market data: what it is, how much, how old, whether past its cycle."""
    on = today()
    return [edition_json(facts, on) for facts in editions()]


@reads(router, "/markets/series", dict[str, Any])
def markets_series(request: HttpRequest, asked: Query[SeriesQuery]) -> Any:
    """One series by period with value, quantity, unit value and change; as ``argosy market series --json``."""
    return series_json(look_up(SeriesAsk(**asked.dict()), tables()))


@reads(router, "/markets/ranking", dict[str, Any])
def markets_ranking(request: HttpRequest, asked: Query[RankingQuery]) -> Any:
    """Markets in order with contributions, rank intervals, gates and citations; as ``argosy market rank --json``."""
    pairs = [part.partition(":") for part in asked.weights.split(",") if part.strip()]
    shares = {name.strip(): _number(value) for name, _, value in pairs} or None
    ask = RankAsk(asked.product, asked.home, shares=shares, top=asked.top, seed=asked.seed)
    return ranking_json(rank_markets(ask, settings.ARGOSY_WAREHOUSE_URL))


def _number(text: str) -> float:
    """A weight; what is no number counts as not a number, which the ranking refuses by name."""
    try:
        return float(text)
    except ValueError:
        return float("nan")
