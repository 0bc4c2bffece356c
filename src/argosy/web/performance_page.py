"""What the performance page shows: key figures with interval and n first, then rows ready to print, and the same rows as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.engines.performance.overview import Overview

COLUMNS = (
    "market", "product", "year", "orders", "customers", "sales", "before", "growth", "cost", "freight", "duty", "credit", "missing_cost", "missing_freight",
    "missing_duty", "margin", "margin_rate", "contribution", "contribution_rate", "own", "imports", "share", "status",
)  # fmt: skip
CHANGE = {
    "volume": Text("數量", "volume"), "mix": Text("組合", "mix"), "price": Text("價格", "price"), "exchange": Text("匯率", "exchange rate"),
    "new": Text("新增品項", "new items"), "lost": Text("流失品項", "lost items"),
}  # fmt: skip
REASONS = {
    "price": Text("價格", "price"), "lead_time": Text("交期", "lead time"), "quality": Text("品質或規格", "quality or specification"),
    "terms": Text("付款條件", "terms of payment"), "incumbent": Text("原供應商", "incumbent supplier"), "no_project": Text("案子取消", "project dropped"),
    "unstated": Text("未填", "not stated"),
}  # fmt: skip
CANNOT = Text("無法判定", "cannot tell")


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure: its words, its value and interval as printed, what it rests on."""

    label: Text
    value: str | Text
    interval: str = ""
    n: str = ""


def key_figures(found: Overview) -> list[Figure]:
    """The first thing to read: the last twelve months, and how well offers, deliveries and goods did."""
    whole = found.whole.row(0, named=True)
    year = Text("近 12 個月銷售額 ({c})", "Sales, last 12 months ({c})").format(c=found.currency)
    figures = [
        Figure(year, money(whole["sales"]), n=str(whole["orders"])),
        Figure(Text("毛利率", "Gross margin"), percent(whole["margin_rate"]) or CANNOT, n=str(whole["lines"])),
        Figure(
            Text("貢獻毛利率(扣關稅、運費、退貨)", "Contribution margin (after duty, freight, returns)"),
            percent(whole["contribution_rate"]) or CANNOT,
            n=str(whole["lines"]),
        ),
    ]
    rates = (
        (Text("得標率", "Win rate"), found.wins), (Text("準時足量出貨(OTIF)", "On time and in full (OTIF)"), found.delivery),
        (Text("退貨率(明細行)", "Lines returned"), found.returns),
    )  # fmt: skip
    figures += [_rate(label, frame.row(0, named=True)) for label, frame in rates]
    told = found.complaints.row(0, named=True)
    per = Text("每百筆訂單客訴", "Complaints per 100 orders")
    shown = (f"{told[name]:.2f}" if told[name] is not None else "" for name in ("rate", "low", "high"))
    value, low, high = shown
    return [*figures, Figure(per, value or CANNOT, f"{low} – {high}" if value else "", str(told["n"]))]


def _rate(label: Text, row: dict[str, Any]) -> Figure:
    interval = f"{percent(row['low'])} – {percent(row['high'])}" if row["rate"] is not None else ""
    return Figure(label, percent(row["rate"]) or CANNOT, interval, str(row["n"]))


def table(found: Overview, market: str = "", year: int | None = None) -> list[dict[str, Any]]:
    """Rows by market × product × year, the largest sales first, with own share where imports are known."""
    rows = found.products
    if found.shares is not None:
        rows = rows.join(
            found.shares.select("market", "product", "year", "own", "imports", "share", "status"),
            on=["market", "product", "year"],
            how="left",
        )
    wanted = [row for row in rows.to_dicts() if market in ("", row["market"]) and year in (None, row["year"])]
    return sorted(wanted, key=lambda row: (-row["year"], -row["sales"], row["market"], row["product"]))


def shown(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows with money and rates as printed; ``missing`` says how many lines lack a cost."""
    for row in rows:
        missing = sum(row[f"missing_{name}"] for name in ("cost", "freight", "duty"))
        rates = {name: percent(row.get(name)) for name in ("growth", "margin_rate", "contribution_rate")}
        share = row.get("share")
        yield row | rates | {"sales": money(row["sales"]), "share": percent(share, 3), "missing": missing}


def changes(found: Overview) -> list[tuple[Text, str]]:
    """The parts of the change on the year before, as printed; they sum to its total."""
    if found.change is None:
        return []
    parts = [(label, signed(getattr(found.change, name))) for name, label in CHANGE.items()]
    return [*parts, (Text("合計", "total"), signed(found.change.change))]


def as_csv(rows: list[dict[str, Any]]) -> str:
    """The rows with all their columns, exact, headings as the JSON names them; opens in a spreadsheet as UTF-8."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(COLUMNS)
    out.writerows([_plain(row.get(name)) for name in COLUMNS] for row in rows)
    return "\ufeff" + text.getvalue()


def _plain(value: Any) -> Any:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else f"{value:.6f}" if isinstance(value, float) else value


def money(value: Any) -> str:
    """Whole units of currency with thousands by comma and a true minus."""
    return "" if value is None else f"{round(value):,}".replace("-", "−")


def signed(value: Any) -> str:
    """Money with its sign."""
    return f"{round(value):+,}".replace("-", "−")


def percent(value: float | None, digits: int = 1) -> str:
    """A share as a percentage; nothing for what cannot be told."""
    return "" if value is None else f"{value:.{digits}%}".replace("-", "−")
