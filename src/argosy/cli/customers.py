"""``argosy customers``: what customers are worth, who is due, what they should reorder, and bringing parties in from files."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

app = group("客戶：價值、聯繫、補貨、匯入", "Customers: value, contacts, replenishment, import")
Unit = Annotated[str, typer.Option("--unit", metavar="day|week|month", help=say("時間單位", "The unit of time"))]
Until = Annotated[str, typer.Option("--until", metavar="DATE", help=say("只用此日以前之購買", "Only purchases up to this day"))]
Horizon = Annotated[int, typer.Option("--horizon", metavar="DAYS", min=1, help=say("預測天數", "How many days ahead"))]
Holdout = Annotated[
    int,
    typer.Option(
        "--holdout", metavar="DAYS", min=0, help=say("留作檢驗之最後天數；0 為四分之一", "Last days kept to compare on; 0: a quarter")
    ),
]
SHOWN = 20


@app.command("value", help=say("RFM、BG/NBD、Gamma-Gamma 與自身頻率對照", "RFM, BG/NBD and Gamma-Gamma beside the naive rate"))
def value_(
    file: InFile, unit: Unit = "week", until: Until = "", horizon: Horizon = 91, holdout: Holdout = 0, as_json: Json = False
) -> None:
    """What each customer of a file of purchases (customer, date, amount) is worth; on the boundary of the BG/NBD it says so."""
    from argosy.engines.customers.answer import value_json
    from argosy.engines.customers.history import UNITS
    from argosy.engines.customers.value import value
    from argosy.importers.purchases_file import read_purchases

    if unit not in UNITS:
        raise BadInput(Text("--unit 應為 day、week 或 month，而非「{u}」", "--unit is day, week or month, not '{u}'").format(u=unit))
    bought = read_purchases(file, day(until, "--until") if until else None)
    document = value_json(value(bought, unit=unit, horizon=horizon, holdout=holdout or None))
    Output(as_json).show(document, _value_lines(document))


def _lang() -> str:
    return "en" if language().startswith("en") else "zh"


def _value_lines(told: dict[str, Any]) -> list[str]:
    head = say(
        "{customers} 位客戶、{purchases} 次購買（{first} – {last}）", "{customers} customers, {purchases} purchases ({first} – {last})"
    )
    lines = [head.format(**told)]
    for name, shown in (("bg_nbd", "BG/NBD"), ("nbd", "NBD"), ("gamma_gamma", "Gamma-Gamma")):
        if told[name]:
            values = "  ".join(f"{key} = {value:.4g}" for key, value in told[name]["parameters"].items())
            lines.append(f"{shown:<12} {values}  LL = {told[name]['log_likelihood']:.2f}  n = {told[name]['n']}")
    lines += [f"! {note[_lang()]}" for note in told["notes"]]
    return [*lines, "", *_records(told["comparison"]), "", *_top(told)]


def _records(told: dict[str, Any]) -> list[str]:
    if told["why"]:
        return [told["why"][_lang()]]
    head = say(
        "{split} 之後之樣本外比較，n = {n}，實際 {actual:,.0f} 次", "Out of time after {split}, n = {n}, {actual:,.0f} purchases came"
    )
    rows = [
        (
            one[_lang()],
            f"{one['mae']:.3f}",
            f"{one['rmse']:.3f}",
            "–" if one["rank"] is None else f"{one['rank']:.3f}",
            f"{one['total']:,.0f}",
        )
        for one in told["records"].values()
    ]
    return [head.format(**told), *table((say("方法", "method"), "MAE", "RMSE", say("等級相關", "rank"), say("合計", "total")), rows)]


def _top(told: dict[str, Any]) -> list[str]:
    best = sorted(told["table"], key=lambda row: -(row["expected_revenue"] or row["expected_purchases"] or 0))[:SHOWN]
    rows = [
        (row["customer"], f"{row['r']}{row['f']}{row['m']}", row["segment_words"][_lang()], str(row["orders"]), f"{row['expected_purchases']:.2f}", f"{row['naive_purchases']:.2f}", _worth(row["expected_revenue"]))
        for row in best
    ]  # fmt: skip
    heads = (
        ("customer", "RFM", "segment", "orders", "expected", "own rate", "worth")
        if _lang() == "en"
        else ("客戶", "RFM", "分群", "次數", "預期", "自身頻率", "預期金額")
    )
    return table(heads, rows)


def _worth(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"
