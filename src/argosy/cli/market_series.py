"""``argosy market series``: one series of a trade table, with its forecast and its source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from argosy.cli.actor import looking
from argosy.cli.language import language, say
from argosy.cli.options import Json
from argosy.cli.output import Output

Product = Annotated[str, typer.Option("--product", metavar="HS", help=say("HS 號列", "The HS code"), show_default=False)]
Table = Annotated[
    str, typer.Option("--table", metavar="NAME", help=say("貿易資料表", "The trade table; else the first that has the product"))
]
Exporter = Annotated[str, typer.Option("--exporter", metavar="XX", help=say("出口國；省略為全部", "The exporter; else all"))]
Importer = Annotated[str, typer.Option("--importer", metavar="XX", help=say("進口國；省略為全部", "The importer; else all"))]
Split = Annotated[str, typer.Option("--split", metavar="importer|exporter", help=say("分項", "One line per partner"))]
Ahead = Annotated[int, typer.Option("--ahead", min=0, max=36, help=say("預測期數", "Periods to forecast"))]
Yearly = Annotated[bool, typer.Option("--yearly", help=say("合計為整年", "Whole years"))]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help=say("另存 CSV", "Write a CSV as well"))]


def series(
    product: Product, table: Table = "", exporter: Exporter = "", importer: Importer = "", split: Split = "", ahead: Ahead = 0, yearly: Yearly = False, csv: Csv = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Value, quantity, unit value and change on the year before, by period."""
    with looking():
        from argosy.publishing.market_series import SeriesAsk, look_up, series_csv, series_json
        from argosy.records.markets.datasets.queries import tables

        ask = SeriesAsk(product, table, exporter.upper(), importer.upper(), split=split, ahead=ahead, yearly=yearly)
        found = look_up(ask, tables())
    if csv is not None:
        csv.write_text(series_csv(found), encoding="utf-8")
    output = Output(as_json)
    for note in found.notes:
        output.note(note.say(language()))
    output.show(series_json(found), [found.title.say(language()), *_rows(found)])


def _rows(found: object) -> list[str]:
    from argosy.publishing.market_series import Found

    assert isinstance(found, Found)
    rows = [f"{row['period']}  {row['line']:<3} {row['value']:>16,.0f}" for row in found.rows.iter_rows(named=True)]
    told = found.forecast
    return (
        rows + [f"{s.date}  ≈   {s.point:>16,.0f}" for s in (told.steps if told else ())] + ([told.verdict.say(language())] if told else [])
    )
