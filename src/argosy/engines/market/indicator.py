"""What an indicator is, and the register of them. Outside packages add theirs by the entry point ``argosy.indicators``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argosy.kernel.registry import Registry
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from argosy.engines.market.flows import Ask

    Build = Callable[[Table, Ask], Table]

MARKET = ("importer", "product")
SUPPLY = ("exporter", "product")
MONEY = Text("資料之幣別（USD）", "currency of the data (USD)")
SHARE = Text("0–1", "0–1")
RATE = Text("每年比率（0.05 = 5 %）", "rate a year (0.05 = 5 %)")
PURE = Text("無單位", "no unit")
SCALES = Text("幣別換算時同倍率改變", "changes by the same factor as the currency")
STILL = Text("幣別換算時不變", "does not change with the currency")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its definition and one expression over the bilateral table.

    ``build(flows, ask)`` gives a table with the columns ``grain`` (what a row stands for), ``column`` (the indicator) and what it was made of.
    ``needs``: what of the question it uses besides the period. ``holds``: the property its tests check.
    """

    id: str
    name: Text
    means: Text
    unit: Text
    formula: str
    source: str
    holds: Text
    grain: tuple[str, ...]
    column: str
    build: Build
    needs: tuple[str, ...] = ()


INDICATORS: Registry[Indicator] = Registry(Text("指標", "indicator"), "argosy.indicators")


def indicator(
    id_: str,
    name: tuple[str, str],
    means: tuple[str, str],
    *,
    unit: Text,
    formula: str,
    source: str,
    holds: Text = STILL,
    grain: tuple[str, ...] = MARKET,
    column: str = "",
    needs: tuple[str, ...] = (),
) -> Callable[[Build], Build]:
    """Register the function below as the expression of an indicator. Name and meaning are (Chinese, English); the column is the id unless said."""

    def keep(build: Build) -> Build:
        INDICATORS.add(id_, Indicator(id_, Text(*name), Text(*means), unit, formula, source, holds, grain, column or id_, build, needs))
        return build

    return keep
