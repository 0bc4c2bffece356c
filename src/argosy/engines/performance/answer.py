"""An overview as JSON: money and rates are text, a figure that cannot be told is null beside its reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from argosy.engines.performance.factors import Factor, Factors
from argosy.engines.performance.overview import Overview
from argosy.engines.performance.review import OPTIONS, Item
from argosy.engines.performance.share import WHY
from argosy.engines.performance.variance import PARTS, Variance
from argosy.kernel.text import Text

TABLES = (
    "products", "markets", "grades", "wins_by_market", "reasons", "returns_by_sku", "complaints_by_market", "delivery_by_market", "achievement",
)  # fmt: skip
SINGLES = ("whole", "wins", "returns", "complaints", "delivery")


def overview_json(found: Overview) -> dict[str, Any]:
    """The answer of ``argosy sales performance --json``."""
    return {
        "as_of": found.as_of.isoformat(),
        "since": found.since.isoformat(),
        "currency": found.currency,
        "key_figures": {name: rows(getattr(found, name))[0] for name in SINGLES} | {"service": _service(found.service)},
        **{name: rows(getattr(found, name)) for name in TABLES},
        "shares": None if found.shares is None else [row | {"why": words(WHY[row["status"]])} for row in rows(found.shares)],
        "review": [item_json(item) for item in (*found.review.items, *found.fading)],
        "unjudged": [item_json(item) for item in found.review.unjudged],
        "factors": factors_json(found.factors),
        "change": None if found.change is None else variance_json(found.change),
        "caveats": [words(text) for text in found.caveats],
    }


def rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame with money, rates and days as text."""
    return [{name: plain(value) for name, value in row.items()} for row in frame.iter_rows(named=True)]


def plain(value: Any) -> Any:
    """Decimals without trailing zeros, floats to six significant decimals, days ISO 8601; counts stay numbers."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, float):
        return f"{value:.6f}"
    return value.isoformat() if isinstance(value, date) else value


def item_json(item: Item) -> dict[str, Any]:
    """One entry of the review list."""
    return {
        "market": item.market, "product": item.product, "year": item.year, "rules": list(item.rules), "reasons": [words(text) for text in item.reasons],
        "options": [{"key": key, **words(OPTIONS[key])} for key in item.options], "figures": {name: plain(value) for name, value in item.figures.items()},
    }  # fmt: skip


def factors_json(found: Factors) -> dict[str, Any]:
    """What goes with quotations won."""
    return {
        "basis": found.basis,
        "n": found.n,
        "why": words(found.why) if found.why else None,
        "ranked": [_factor(one) for one in found.ranked],
    }


def _factor(one: Factor) -> dict[str, Any]:
    plainly = {name: plain(getattr(one, name)) for name in ("name", "n", "won", "delta", "low", "high", "p", "p_adjusted")}
    return plainly | {
        "label": words(one.label),
        "odds_ratio": None if one.odds_ratio is None else [plain(value) for value in one.odds_ratio],
    }


def variance_json(found: Variance) -> dict[str, str]:
    """A change and its parts to four decimals of the firm's own currency; what rounding leaves goes into ``mix``, so that the parts still sum."""
    exact = {name: Decimal(round(getattr(found, name) * 10_000)).scaleb(-4) for name in ("before", "after", *PARTS)}
    change = exact["after"] - exact["before"]
    exact["mix"] += change - sum((exact[name] for name in PARTS), Decimal(0))
    return {name: plain(value) for name, value in {**exact, "change": change}.items()}


def words(text: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": text.zh, "en": text.en}


def _service(found: dict[str, Any]) -> dict[str, Any]:
    shares = {name: {part: plain(getattr(found[name], part)) for part in ("value", "low", "high", "n")} for name in ("first", "closed")}
    return {name: plain(value) for name, value in found.items() if name not in shares} | shares
