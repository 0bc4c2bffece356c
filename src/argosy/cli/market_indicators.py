"""``argosy market indicators`` and ``indicator``: how each indicator is defined, and its figures over a table of flows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.language import language, say
from argosy.cli.options import Json
from argosy.cli.output import Output, table

if TYPE_CHECKING:
    import polars
    from ibis.expr.types import Table

    from argosy.engines.market.indicator import Indicator
    from argosy.warehouse.engine import Desk

Id = Annotated[str, typer.Argument(metavar="ID", help=say("指標代號，見 argosy market indicators", "Its id: argosy market indicators"), show_default=False)]  # fmt: skip
Flows = Annotated[str, typer.Argument(metavar="FLOWS", help=say("Parquet 檔，或倉儲中之資料表名稱", "A Parquet file, or a table of the warehouse"), show_default=False)]  # fmt: skip
Period = Annotated[int, typer.Option("--period", help=say("期間 YYYY 或 YYYYMM", "Period, YYYY or YYYYMM"), show_default=False)]
Since = Annotated[int, typer.Option("--since", help=say("基期（省略為前一年）", "The period compared with (default: a year before)"))]
Home = Annotated[str, typer.Option("--home", metavar="XX", help=say("本國", "The home country"))]
Side = Annotated[
    str, typer.Option("--side", metavar="R|M|X|S", help=say("資料來源方", "Whose figures: reconciled, importers', exporters', synthetic"))
]
Tariffs = Annotated[str, typer.Option("--tariffs", metavar="FILE|NAME", help=say("稅率表", "The table of tariffs"))]
Digits = Annotated[int, typer.Option("--digits", min=0, max=11, help=say("將產品併為幾位碼", "Add products up to so many digits"))]
Yearly = Annotated[bool, typer.Option("--yearly", help=say("將月資料併為年", "Add months up to years"))]
OutFile = Annotated[Path | None, typer.Option("--out", metavar="OUT.parquet", help=say("全部結果寫入此檔", "Write all rows to this file"))]
Limit = Annotated[int, typer.Option("--limit", min=0, help=say("最多列出幾列，由大至小", "Rows told at most, largest first"))]


def indicators(as_json: Json = False) -> None:
    """Every indicator with definition, unit, formula, source and the property its tests check."""
    from argosy.engines.market.catalogue import indicators as known

    rows = [described(one) for one in known()]
    name = say("name_zh", "name_en")
    lines = table(
        ("id", "", say("每列", "per"), say("公式", "formula")), [(r["id"], r[name], ", ".join(r["grain"]), r["formula"]) for r in rows]
    )
    Output(as_json).show(rows, lines)


def indicator(
    id_: Id, flows: Flows, period: Period, since: Since = 0, home: Home = "", side: Side = "R", tariffs: Tariffs = "", digits: Digits = 0,
    yearly: Yearly = False, out: OutFile = None, limit: Limit = 50, as_json: Json = False,
) -> None:  # fmt: skip
    """One indicator over a table of flows, on the engine that ARGOSY_WAREHOUSE_URL names."""
    from argosy.engines.market.catalogue import indicator_of
    from argosy.engines.market.flows import Ask, canonical, coarser
    from argosy.records.home import warehouse_url
    from argosy.warehouse.engine import open_engine

    chosen = indicator_of(id_)
    with open_engine(warehouse_url()) as desk:
        source = canonical(_open(desk, flows, "flows"))
        source = coarser(source, digits, yearly) if digits or yearly else source
        ask = Ask(period, since, home, side, _open(desk, tariffs, "tariffs_faced") if tariffs else None)
        rows = desk.run(chosen.build(source, ask))
    rows = rows.sort(chosen.column, *chosen.grain, descending=[True, *(False for _ in chosen.grain)], nulls_last=True)
    if out:
        rows.write_parquet(out)
    asked = {"period": period, "since": ask.base if "since" in chosen.needs else None, "home": home or None, "side": side}
    document = described(chosen) | asked | {"n": rows.height, "rows": rows.head(limit).to_dicts(), "file": str(out) if out else None}
    Output(as_json).show(document, _lines(chosen, rows.head(limit), rows.height))


def _open(desk: Desk, name: str, called: str) -> Table:
    """A Parquet file where there is one of that name, else a table of the warehouse."""
    path = Path(name)
    return desk.engine.file(path, called) if path.suffix == ".parquet" else desk.table(name)


def described(one: Indicator) -> dict[str, Any]:
    """An indicator as JSON."""
    return {
        "id": one.id, "name_zh": one.name.zh, "name_en": one.name.en, "definition_zh": one.means.zh, "definition_en": one.means.en,
        "unit_zh": one.unit.zh, "unit_en": one.unit.en, "formula": one.formula, "source": one.source, "property_zh": one.holds.zh,
        "property_en": one.holds.en, "grain": list(one.grain), "column": one.column, "needs": list(one.needs),
    }  # fmt: skip


def _lines(one: Indicator, rows: polars.DataFrame, n: int) -> list[str]:
    head = f"{one.name.say(language())}: {one.means.say(language())} [{one.unit.say(language())}]"
    cells = [[f"{v:.6g}" if isinstance(v, float) else v for v in row] for row in rows.iter_rows()]
    return [head, "", *table(rows.columns, cells), "", say(f"共 {n:,} 列", f"{n:,} rows")]
