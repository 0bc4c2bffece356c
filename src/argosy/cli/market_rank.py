"""``argosy market rank``: markets for a product in order, with reasons, rank intervals, gates, what it hangs on and what is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from argosy.cli.language import language, say
from argosy.cli.market_rank_words import ranking_lines
from argosy.cli.options import Json
from argosy.cli.output import Output

Product = Annotated[
    str, typer.Option("--product", metavar="HS", help=say("HS 號列，前導零保留", "The HS code, with its zeros"), show_default=False)
]
Home = Annotated[str, typer.Option("--home", metavar="XX", help=say("出口地", "The exporting country"))]
Weights = Annotated[
    Path | None, typer.Option("--weights", metavar="FILE", help=say("權重檔（群組或指標）", "Weights by group or indicator"))
]
Trade = Annotated[
    Path | None, typer.Option("--table", metavar="FILE", help=say("雙邊貿易表；省略則用倉儲", "Bilateral trade; else the warehouse"))
]
Countries = Annotated[Path | None, typer.Option("--countries", metavar="FILE", help=say("國家指標表", "Country attributes"))]
Tariffs = Annotated[Path | None, typer.Option("--tariffs", metavar="FILE", help=say("適用稅率表", "Tariffs faced"))]
Facts = Annotated[Path | None, typer.Option("--facts", metavar="FILE", help=say("人工事實：market, metric, value, source", "Facts: market, metric, value, source"))]  # fmt: skip
Markets = Annotated[
    str, typer.Option("--markets", metavar="XX,YY", help=say("只比較這些市場；尺度仍取全部", "Only these; the scales stay those of all"))
]
Top = Annotated[int, typer.Option("--top", min=1, help=say("要選幾個市場", "How many markets are to be chosen"))]
Least = Annotated[float, typer.Option("--min-value", min=0, metavar="USD", help=say("進口值（未知則本國出口值）低於此者不列入", "Leave out markets that import less (or, unknown, are sold less)"))]  # fmt: skip
Period = Annotated[
    int, typer.Option("--period", metavar="YYYY", help=say("年度；省略則為最後完整年度", "The year; else the last whole one"))
]
Seed = Annotated[int, typer.Option("--seed", help=say("亂數種子", "Seed of the draws"))]


def rank(
    product: Product, home: Home = "TW", weights: Weights = None, table_: Trade = None, countries: Countries = None, tariffs: Tariffs = None,
    facts: Facts = None, markets: Markets = "", min_value: Least = 0.0, top: Top = 3, period: Period = 0, seed: Seed = 20260101, as_json: Json = False,
) -> None:  # fmt: skip
    """Rank the markets for a product; what the data cannot say is listed by market, never filled in silently."""
    from argosy.records.boot import boot

    boot()
    from argosy.publishing.market_ranking import RankAsk, rank_markets, ranking_json
    from argosy.records.home import warehouse_url

    ask = RankAsk(
        product=product, home=home, trade=table_, countries=countries, tariffs=tariffs, facts=facts or (), weights=weights,
        markets=tuple(markets.split(",")), min_value=min_value, top=top, period=period, seed=seed,
    )  # fmt: skip
    ranked = rank_markets(ask, warehouse_url())
    output = Output(as_json)
    for note in ranked.gathered.notes:
        output.note(note.say(language()))
    output.show(ranking_json(ranked), ranking_lines(ranked.made, ranked.gathered, ranked.names))
