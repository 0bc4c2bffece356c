"""The figures of an assessment from the canonical tables: what the data say of each market, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from statistics import fmean, median

import polars as pl

from argosy.engines.assessment.flows import Flows, flows
from argosy.engines.assessment.question import Figure
from argosy.engines.assessment.trend import growth, trend
from argosy.kernel.countries import WORLD
from argosy.kernel.text import Text

LEAST_TELLERS = 3  # exporters whose own figures stand in for a market's imports when the market tells none
LEAST_COVER = 0.8  # part of a market's imports whose suppliers are named, for shares among suppliers
SPAN = 5  # years a trend looks back
GOVERNANCE = ("CC.EST", "GE.EST", "PV.EST", "RQ.EST", "RL.EST", "VA.EST")
POPULATION, LOGISTICS = "SP.POP.TOTL", "LP.LPI.OVRL.XQ"
IMPORTS, EXPORTS = ("R", "M", "S", "X"), ("X", "R", "S", "M")


@dataclass(frozen=True, slots=True)
class Sought:
    """The question put to the tables: product code (a text, zeros kept), home (alpha-2), the year (0: the last whole one)."""

    product: str
    home: str
    period: int = 0
    mirror_error: float = 0.10


@dataclass(frozen=True, slots=True)
class Gathered:
    """``figures`` market → indicator → figure; ``basis`` market → side its imports are told by; ``notes`` on all, ``cautions`` by market."""

    figures: Mapping[str, Mapping[str, Figure]]
    year: int
    basis: Mapping[str, str]
    notes: tuple[Text, ...]
    cautions: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)

    @property
    def markets(self) -> tuple[str, ...]:
        """Every market the tables speak of, by code."""
        return tuple(sorted(self.figures))


def gather(trade: pl.LazyFrame, sought: Sought, countries: pl.LazyFrame | None = None, tariffs: pl.LazyFrame | None = None) -> Gathered:
    """Figures by market; an indicator the tables cannot tell is simply not there. Errors as ``flows``."""
    found = flows(trade, sought.product, sought.period)
    book = _Book(found, sought)
    figures = {m: book.market(m) for m in book.markets()}
    book.world_share(figures)
    if countries is not None:
        _attributes(figures, countries, found.year)
    if tariffs is not None:
        _tariffs(figures, tariffs, sought, book)
    return Gathered(figures, found.year, book.basis, (*found.notes, *book.notes()), book.cautions())


class _Book:
    """One product's flows by market, year and side."""

    def __init__(self, found: Flows, sought: Sought) -> None:
        self.year, self.sought = found.year, sought
        self.suppliers: dict[tuple[str, str, int], dict[str, tuple[float, float | None]]] = {}
        self.totals: dict[tuple[str, str, int], float] = {}
        self.abroad: dict[str, float] = {}
        for row in found.rows.iter_rows(named=True):
            self._enter(row)
        self.basis = {m: side for m in self._importers() if (side := self._side(m))}

    def _enter(self, row: Mapping[str, object]) -> None:
        exporter, importer, side, year = str(row["exporter"]), str(row["importer"]), str(row["side"]), int(str(row["year"]))
        value, quantity = float(str(row["value"])), row["quantity"]
        if importer == WORLD:
            if year == self.year:
                self.abroad[exporter] = max(self.abroad.get(exporter, 0.0), value)
        elif exporter == WORLD:
            self.totals[importer, side, year] = value
        else:
            weight = None if quantity is None else float(str(quantity))
            self.suppliers.setdefault((importer, side, year), {})[exporter] = (value, weight)

    def _importers(self) -> set[str]:
        return {key[0] for key in (*self.suppliers, *self.totals)} - {self.sought.home, WORLD}

    def markets(self) -> list[str]:
        """Destinations in the year looked at or in the trend before it."""
        keys = (*self.suppliers, *self.totals)
        return sorted({m for m, _, year in keys if year > self.year - SPAN} & self._importers())

    def _side(self, market: str) -> str:
        """Whose figures stand for a market's imports: the first side that tells enough."""
        for side in IMPORTS:
            sellers = self.suppliers.get((market, side, self.year), {})
            if (market, side, self.year) in self.totals or (sellers and side != "X") or len(sellers) >= LEAST_TELLERS:
                return side
        return ""

    def total(self, market: str, side: str, year: int) -> float | None:
        """Imports from everyone: as told, else the sum of the suppliers."""
        sellers = self.suppliers.get((market, side, year))
        named = None if sellers is None else sum(v for v, _ in sellers.values())
        return self.totals.get((market, side, year), named)

    def series(self, market: str, side: str) -> dict[int, float]:
        """Imports by year over the span of a trend."""
        years = range(self.year - SPAN, self.year + 1)
        return {y: v for y in years if (v := self.total(market, side, y)) is not None}

    def market(self, market: str) -> dict[str, Figure]:
        """What the flows say of one market."""
        found: dict[str, Figure | None] = {**self._sales(market)}
        side = self.basis.get(market, "")
        if side:
            found |= self._demand(market, side) | self._rivalry(market, side)
        return {name: figure for name, figure in found.items() if figure is not None}

    def _demand(self, market: str, side: str) -> dict[str, Figure | None]:
        series, error = self.series(market, side), self._mirror(market)
        return {"import_value": Figure(series[self.year], error, f"trade:{side}"), "import_growth": _growth(series, f"trade:{side}")}

    def _rivalry(self, market: str, side: str) -> dict[str, Figure | None]:
        sellers, total = self.suppliers.get((market, side, self.year), {}), self.total(market, side, self.year)
        if not total or sum(v for v, _ in sellers.values()) < LEAST_COVER * total:
            return {}
        squares = sum((v / total) ** 2 for v, _ in sellers.values())
        shares = {y: s for y in range(self.year - SPAN, self.year + 1) if (s := self._share(market, side, y)) is not None}
        slope = trend(list(shares), list(shares.values()))
        return {
            "supplier_hhi": Figure(squares, 0.0, f"trade:{side}", len(sellers)),
            "home_share": Figure(shares[self.year], 0.0, f"trade:{side}"),
            "home_share_trend": Figure(slope.slope, slope.error, f"trade:{side}", slope.n) if slope else None,
            "price_position": _price(sellers, self.sought.home, f"trade:{side}"),
        }

    def _share(self, market: str, side: str, year: int) -> float | None:
        total = self.total(market, side, year)
        return self.suppliers.get((market, side, year), {}).get(self.sought.home, (0.0, None))[0] / total if total else None

    def _sales(self, market: str) -> dict[str, Figure | None]:
        """Home's exports to the market: by home's own figures where there are any, else by the market's."""
        for side in EXPORTS:
            years = range(self.year - SPAN, self.year + 1)
            series = {y: p[self.sought.home][0] for y in years if self.sought.home in (p := self.suppliers.get((market, side, y), {}))}
            if series:
                error = self.sought.mirror_error if side != "X" else 0.0
                return {
                    "home_exports": Figure(series.get(self.year, 0.0), error, f"trade:{side}"),
                    "home_growth": _growth(series, f"trade:{side}") if self.year in series else None,
                }
        return {}

    def _mirror(self, market: str) -> float:
        """Relative error of the imports: what importer and exporters tell apart, |ln(M/X)| / √2 over suppliers both tell of; else the default."""
        told, mirror = self.suppliers.get((market, "M", self.year), {}), self.suppliers.get((market, "X", self.year), {})
        both = told.keys() & mirror.keys()
        one, other = sum(told[e][0] for e in both), sum(mirror[e][0] for e in both)
        return abs(log(one / other)) / 2**0.5 if one > 0 and other > 0 else self.sought.mirror_error

    def world_share(self, figures: dict[str, dict[str, Figure]]) -> None:
        """Each market's part of the imports of all markets that tell theirs."""
        whole = sum(f["import_value"].value for f in figures.values() if "import_value" in f)
        for row in figures.values():
            if "import_value" in row and whole > 0:
                row["world_demand_share"] = Figure(row["import_value"].value / whole, 0.0, row["import_value"].source)

    def notes(self) -> list[Text]:
        """What was done that a reader should know."""
        found = []
        mirrored = sorted(m for m, side in self.basis.items() if side == "X")
        if mirrored:
            words = Text(
                "{n} 個市場未申報進口，以各出口國申報值之合計（鏡像資料）代之：{m}",
                "{n} markets tell no imports; the sum of what exporters tell (mirror data) stands in: {m}",
            )
            found.append(words.format(n=len(mirrored), m=", ".join(mirrored)))
        if "S" in self.basis.values():
            found.append(Text("貿易資料含合成資料，僅供示範", "The trade data are synthetic: for demonstration only"))
        return found

    def cautions(self) -> dict[str, tuple[Text, ...]]:
        """Destinations that themselves export at least as much of the product as home sells them."""
        words = Text(
            "{m} 本身出口本產品 {a} 百萬美元，不少於本國對其出口 {b} 百萬美元：可能為轉口或加工地，非最終需求",
            "{m} itself exports {a} million USD of the product, no less than the {b} million home sells it: perhaps a place of transit or assembly, not final demand",
        )
        found: dict[str, tuple[Text, ...]] = {}
        for market in self.markets():
            sold = next((f.value for f in (self._sales(market).get("home_exports"),) if f), 0.0)
            if 0 < sold <= self.abroad.get(market, 0.0):
                found[market] = (words.format(m=market, a=f"{self.abroad[market] / 1e6:,.0f}", b=f"{sold / 1e6:,.0f}"),)
        return found


def _growth(series: Mapping[int, float], source: str) -> Figure | None:
    found = growth(list(series), list(series.values()))
    return Figure(found.slope, found.error, source, found.n) if found else None


def _price(sellers: Mapping[str, tuple[float, float | None]], home: str, source: str) -> Figure | None:
    """Home's unit value over the median of the suppliers' (home among them)."""
    units = {e: v / q for e, (v, q) in sellers.items() if q and v > 0}
    return Figure(units[home] / median(units.values()), 0.0, source, len(units)) if home in units and len(units) > 1 else None


def _attributes(figures: dict[str, dict[str, Figure]], countries: pl.LazyFrame, year: int) -> None:
    wanted = [POPULATION, LOGISTICS, *GOVERNANCE]
    rows = countries.filter(pl.col("indicator").is_in(wanted) & (pl.col("period") <= year) & pl.col("value").is_not_null()).collect()
    latest = rows.sort("period").unique(["country", "indicator"], keep="last")
    told = {(r["country"], r["indicator"]): r["value"] for r in latest.iter_rows(named=True)}
    for market, row in figures.items():
        people, index = told.get((market, POPULATION)), told.get((market, LOGISTICS))
        if people and "import_value" in row:
            row["imports_per_head"] = Figure(row["import_value"].value / people, row["import_value"].error, f"countries:{POPULATION}")
        if index is not None:
            row["logistics"] = Figure(index, 0.0, f"countries:{LOGISTICS}")
        governed = [told[market, g] for g in GOVERNANCE if (market, g) in told]
        if governed:
            row["governance"] = Figure(fmean(governed), 0.0, "countries:WGI", len(governed))


def _tariffs(figures: dict[str, dict[str, Figure]], tariffs: pl.LazyFrame, sought: Sought, book: _Book) -> None:
    """Applied rate on home less the import-weighted mean on its rivals, percentage points; rates of the latest year told, mean over lines."""
    rows = tariffs.filter(
        (pl.col("period") <= book.year) & pl.col("applied").is_not_null() & pl.col("product").str.starts_with(sought.product)
    ).collect()
    latest = rows.filter(pl.col("period") == pl.col("period").max().over("importer", "exporter"))
    told = {(i, e): v for i, e, v in latest.group_by("importer", "exporter").agg(pl.col("applied").mean()).iter_rows()}
    for market, row in figures.items():
        gap = _gap(market, sought.home, told, book)
        if gap is not None:
            row["tariff_position"] = Figure(gap, 0.0, "tariffs")


def _gap(market: str, home: str, told: Mapping[tuple[str, str], float], book: _Book) -> float | None:
    own = told.get((market, home), told.get((market, WORLD)))
    sellers = book.suppliers.get((market, book.basis.get(market, ""), book.year), {})
    rivals = {e: v for e, (v, _) in sellers.items() if e != home and v > 0}
    rated = {e: r for e in rivals if (r := told.get((market, e), told.get((market, WORLD)))) is not None}
    known = sum(rivals[e] for e in rated)
    if own is None or not rated or known < LEAST_COVER * sum(rivals.values()):
        return None
    return own - sum(rivals[e] * r for e, r in rated.items()) / known
