"""``argosy sales``: orders and quotations into the store, and the firm's performance out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli import sales_book
from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

    from argosy.engines.performance.overview import Options
    from argosy.importers.sales_file import SalesPreview
    from argosy.records.action import Actor
    from argosy.records.sales.intake import Stored

app = group("銷售訂單、報價單與績效", "Sales orders, quotations and performance")
app.add_typer(sales_book.app, name="book")
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只檢查，不寫入", "Check only; write nothing"))]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help=say("資料截至日", "The day to look from"))]
Trade = Annotated[
    str,
    typer.Option(
        "--imports",
        metavar="FILE|TABLE",
        help=say("雙邊貿易檔案，或倉儲資料表名稱", "A file of bilateral trade, or a table of the warehouse"),
    ),
]
Side = Annotated[str, typer.Option("--side", metavar="M|R|X|S", help=say("貿易資料之申報面", "Which side of the trade rows counts"))]
Target = Annotated[
    str, typer.Option("--target-share", metavar="%", help=say("目標占有率(%)，計算空白市場", "Share aimed at (%), for white space"))
]
Floor = Annotated[str, typer.Option("--margin-floor", metavar="%", help=say("貢獻毛利率下限(%)", "Floor of the contribution margin (%)"))]
FAULTY = Text("{file} 有 {n} 項錯誤，未寫入任何資料", "{file} has {n} faults; nothing was written")


@app.command("import", help=say("匯入銷售訂單或報價單（CSV、XLSX）", "Import sales orders or quotations (CSV, XLSX)"))
def import_(file: InFile, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Read a file of orders or quotations and store it whole, or refuse it with every bad row named. The same file again changes nothing."""
    from argosy.importers.sales_file import read_sales

    preview = read_sales(file.name, file.read_bytes())
    with reader() if dry_run else acting_person() as actor:
        from argosy.records.sales.actions import store
        from argosy.records.sales.queries import preview as planned

        plan = planned(preview.deals, actor=actor)
        preview = preview.with_faults(plan.problems)
        done = plan.stored if dry_run or preview.rejected else store(preview.kind, preview.deals, actor=actor)  # type: ignore[arg-type]
    document = answer(preview, done)
    Output(as_json).show(document, _lines(document))
    if preview.rejected and not dry_run:
        raise BadInput(FAULTY.format(file=preview.name, n=len(preview.rejected)), preview.rejected)


def answer(preview: SalesPreview, done: Stored) -> dict[str, Any]:
    """The answer of ``argosy sales import --json``. Counts of a dry run, or of a refused file, are what would have been."""
    return {
        "kind": preview.kind,
        "rows": len(preview.table.rows),
        "deals": len(preview.deals),
        "new": done.new,
        "changed": done.changed,
        "same": done.same,
        "rejected": [{"row": p.row, "field": p.field, "message": p.message.say(language())} for p in preview.rejected],
        "reasons": [{"message": text.say(language()), "count": count} for text, count in preview.reasons],
    }


def _lines(document: dict[str, Any]) -> list[str]:
    counts = say(
        "新增 {new}、更新 {changed}、不變 {same}（共 {deals} 筆，{rows} 列）",
        "{new} new, {changed} changed, {same} as before ({deals} in {rows} rows)",
    )
    rows = [f"  {say('第', 'row')} {r['row']}  {r['field']}  {r['message']}" for r in document["rejected"]]
    return [counts.format(**document), *rows]


@app.command("performance", help=say("市場別、產品別銷售績效，對照市場進口", "Performance by market and product, laid over market imports"))
def performance_(
    as_of: AsOf = "", imports: Trade = "", side: Side = "", target_share: Target = "", margin_floor: Floor = "", as_json: Json = False
) -> None:
    """Sales, margin, growth, quotations won, returns, delivery, own share of imports, and what to review."""
    options = _options(target_share, margin_floor, side)
    with reader() as actor:
        from argosy.engines.performance.answer import overview_json
        from argosy.records.sales.performance import performance, trade_source

        trade = trade_rows(imports, actor) if imports else None
        document = overview_json(performance(actor=actor, as_of=day(as_of, "--as-of") if as_of else None, trade=trade, options=options))
        document["imports"] = None if not imports else {"file": imports} if Path(imports).is_file() else trade_source(imports)
    Output(as_json).show(document, _told(document))


def _options(target_share: str, margin_floor: str, side: str) -> Options:
    from argosy.engines.performance.overview import Options

    floor = _fraction(margin_floor, "--margin-floor") if margin_floor else 0.0
    return Options(floor=floor, target_share=_fraction(target_share, "--target-share") if target_share else None, side=side.upper())


def _fraction(text: str, option: str) -> float:
    try:
        return float(text.removesuffix("%")) / 100
    except ValueError as wrong:
        words = Text("{option} 應為百分比數字，而非「{text}」", "{option} takes a percentage, not '{text}'")
        raise BadInput(words.format(option=option, text=text)) from wrong


def trade_rows(name: str, actor: Actor) -> polars.DataFrame:
    """The bilateral trade of a Parquet or CSV file, or of a table of the warehouse when there is no such file. Codes keep their zeros."""
    import polars as pl

    file = Path(name)
    if not file.is_file():
        from argosy.records.sales.performance import market_trade

        return market_trade(name, actor=actor)
    try:
        codes = {"product": pl.String, "exporter": pl.String, "importer": pl.String, "side": pl.String}
        return pl.read_parquet(file) if file.suffix == ".parquet" else pl.read_csv(file, schema_overrides=codes)
    except pl.exceptions.PolarsError as wrong:
        raise BadInput(Text("{file} 無法讀取：{why}", "{file} cannot be read: {why}").format(file=name, why=wrong)) from wrong


def _told(document: dict[str, Any]) -> list[str]:
    headings = (
        say("市場", "market"),
        "HS6",
        say("年", "year"),
        say("銷售額", "sales"),
        say("成長", "growth"),
        say("毛利率", "margin"),
        say("貢獻率", "contribution"),
    )
    rows = [
        (row["market"], row["product"], row["year"], f"{float(row['sales']):,.0f}", *(_percent(row[name]) for name in ("growth", "margin_rate", "contribution_rate")))
        for row in document["products"]
    ]  # fmt: skip
    win = document["key_figures"]["wins"]
    rate = say("得標率 {rate} [{low}, {high}]，n = {n}", "win rate {rate} [{low}, {high}], n = {n}")
    shown = rate.format(n=win["n"], **{name: _percent(win[name]) for name in ("rate", "low", "high")})
    review = [
        f"! {item['market']} {item['product']}: {'; '.join(reason[_lang()] for reason in item['reasons'])}" for item in document["review"]
    ]
    return [*table(headings, rows), "", shown, *review]


def _lang() -> str:
    return "en" if language().startswith("en") else "zh"


def _percent(value: str | None) -> str:
    return "–" if value is None else f"{float(value):.1%}"
