"""What became of a book: counts and amounts of every fate, and a file of the lines left out, each with its reason."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars as pl

    from argosy.engines.book.sorting import Sorted
    from argosy.importers.book_file import Book

WORDS: dict[str, Text] = {
    "sale": Text("銷貨", "Sold"),
    "return": Text("退回", "Came back"),
    "no_customer": Text("無客戶代號", "No customer"),
    "not_goods": Text("非商品（運費、手續費、調整等）", "Not goods: postage, fees, adjustments"),
    "duplicate": Text("與前列完全相同", "The same in every cell as an earlier line"),
    "no_price": Text("單價為零或負數", "Price zero or below"),
    "no_quantity": Text("數量為零", "Quantity zero"),
    "negative_not_cancelled": Text("數量為負但非取消單", "Quantity below zero, and no cancellation"),
    "positive_on_cancellation": Text("取消單上之正數量", "Quantity above zero on a cancellation"),
    "two_customers": Text("同一單號有兩個客戶", "A number that names two customers"),
    "cancelled_pair": Text("開立後隨即整筆取消（兩筆皆不計）", "Cancelled whole at once: sale and cancellation"),
    "cancellation_without_sale": Text("取消單無足夠之原銷貨", "A cancellation of more than the book shows sold before"),
}


def book_json(book: Book, made: Sorted) -> dict[str, Any]:
    """Lines and amounts by fate; ``ties`` is whether they add up to the file, by count and by amount."""
    from argosy.engines.book.lines import Tally, shares

    tallies = made.tallies()
    whole, added = Tally.of(book.lines), shares(tallies)
    kept = {fate: tallies.get(fate, Tally(0, Decimal(0))) for fate in ("sale", "return")}
    reasons = {fate: tally for fate, tally in tallies.items() if fate not in kept}
    return {
        "file": book.name,
        "lines": whole.lines,
        "amount": _money(whole.amount),
        "sold": _told(kept["sale"]),
        "came_back": _told(kept["return"]),
        "excluded": _told(shares(reasons)),
        "reasons": [
            {
                "reason": fate,
                "label_zh": WORDS[fate].zh,
                "label_en": WORDS[fate].en,
                **_told(tally),
                "applies_to": made.touched.get(fate, tally.lines),
            }
            for fate, tally in reasons.items()
        ],
        "ties": whole == added,
        "unknown_countries": dict(book.unknown_countries),
    }


def _told(tally: Any) -> dict[str, Any]:
    return {"lines": tally.lines, "amount": _money(tally.amount)}


def _money(amount: Decimal) -> str:
    return f"{amount.normalize() + 0:f}"


def write_excluded(file: Path, book: Book, made: Sorted) -> int:
    """Write every line left out to ``file`` (CSV or Parquet): row, reason, and the cells as the book has them. Returns how many."""
    import polars as pl

    left = made.left_out.select("row", pl.col("fate").alias("reason")).sort("row")
    labels = {fate: f"{words.zh} / {words.en}" for fate, words in WORDS.items()}
    cells = book.source.with_row_index("row", 2).with_columns(pl.col("row").cast(pl.Int64))
    frame = left.with_columns(why=pl.col("reason").replace_strict(labels, return_dtype=pl.String)).join(cells, on="row", how="left")
    _write(file, frame)
    return left.height


def _write(file: Path, frame: pl.DataFrame) -> None:
    try:
        if file.suffix.lower() == ".parquet":
            frame.write_parquet(file)
        else:
            frame.write_csv(file, include_bom=True, datetime_format="%Y-%m-%d %H:%M:%S")
    except OSError as wrong:
        raise BadInput(Text("無法寫入「{f}」：{e}", "{f} cannot be written: {e}").format(f=file, e=wrong.strerror or wrong)) from wrong
