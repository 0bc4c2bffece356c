"""Figures of markets from the tables of the warehouse, with what to cite: for rankings, reports and pages alike. Open to everyone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argosy.engines.assessment.currency import volatility
from argosy.engines.assessment.figures import Gathered, Sought, gather
from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.records.markets.assessing.breadth import breadth
from argosy.warehouse.store import Warehouse, open_warehouse
from argosy.warehouse.trade import MarketEdition, MarketTables

if TYPE_CHECKING:
    import polars

SYNTHETIC = Text("貿易資料為合成資料，僅供示範", "The trade data are synthetic: for demonstration only")
NO_TRADE = Text(
    "倉儲沒有雙邊貿易資料：請以 --table 指定檔案，或以 argosy market import 匯入",
    "The warehouse has no bilateral trade: give a file with --table, or import some with argosy market import",
)
BESIDE = ("countries", "tariffs", "fx")


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """One family's rows (with ``dataset`` when from the warehouse), its Parquet files, what to cite, and whether it is synthetic."""

    frame: polars.LazyFrame
    files: tuple[Path, ...]
    citations: tuple[dict[str, Any], ...]
    synthetic: bool = False


def figures_from_warehouse(sought: Sought, url: str) -> tuple[Gathered, tuple[dict[str, Any], ...]]:
    """Figures of every market from the newest editions at a warehouse address, and what to cite; ``NotFound`` when nothing tells of the product."""
    store = open_warehouse(url)
    others = {family: found[0] for family in BESIDE if (found := in_warehouse(store, family))}
    return first_that_tells(in_warehouse(store, "trade"), sought, others, url)


def first_that_tells(
    sources: list[Tables], sought: Sought, others: Mapping[str, Tables], url: str
) -> tuple[Gathered, tuple[dict[str, Any], ...]]:
    """``figures_of`` the first table of trade that tells of the product: real data before synthetic. ``NotFound`` when none does."""
    if not sources:
        raise NotFound(NO_TRADE)
    for source in sources[:-1]:
        try:
            return figures_of(source, sought, others, url)
        except NotFound:
            continue
    return figures_of(sources[-1], sought, others, url)


def figures_of(source: Tables, sought: Sought, others: Mapping[str, Tables], url: str) -> tuple[Gathered, tuple[dict[str, Any], ...]]:
    """Figures of every market from one table of trade and ``others`` (family → table), with all that is to be cited. Errors as ``gather``.

    Real trade is never joined with made-up attributes.
    """
    others = {family: found for family, found in others.items() if source.synthetic or not found.synthetic}
    frames = {family: found.frame for family, found in others.items()}
    found = gather(source.frame, sought, frames.get("countries"), frames.get("tariffs"))
    figures = {m: dict(row) for m, row in found.figures.items()}
    swings = volatility(frames["fx"], _currencies(figures, found.year), found.year) if "fx" in frames else {}
    for market, figure in swings.items():
        figures[market]["fx_volatility"] = figure
    for market, row in breadth(source.files, sought, found, url).items():
        if market in figures:
            figures[market] |= row
    notes = (*(n for n in found.notes if n.en != SYNTHETIC.en), SYNTHETIC) if source.synthetic else found.notes
    cited = tuple(c for used in (source, *others.values()) for c in used.citations)
    return replace(found, figures=figures, notes=notes), cited


def _currencies(markets: Iterable[str], year: int) -> dict[str, str]:
    """Each market's legal tender in a year (CLDR), where it has one."""
    from babel.numbers import get_territory_currencies

    told = {
        m: get_territory_currencies(m, date(year, 1, 1), date(year, 12, 31), tender=True) for m in markets if m.isalpha() and len(m) == 2
    }
    return {m: names[0] for m, names in told.items() if names}


def in_warehouse(store: Warehouse, family: str) -> list[Tables]:
    """The newest editions of a family's data sets: the real ones as one table, then the synthetic ones as another."""
    import polars

    market = MarketTables(store)
    newest = {e.table: e for e in market.editions() if e.table.split("_")[0] == family}.values()
    made = []
    for synthetic in (False, True):
        chosen = [e for e in newest if e.synthetic is synthetic]
        frames = [market.frame(e.table, e.edition).with_columns(dataset=polars.lit(e.dataset)) for e in chosen]
        if frames:
            paths = tuple(market.path(e.table, e.edition) for e in chosen)
            made.append(Tables(polars.concat(frames, how="diagonal_relaxed"), paths, tuple(_citation(e) for e in chosen), synthetic))
    return made


def _citation(edition: MarketEdition) -> dict[str, Any]:
    return {
        "dataset": edition.dataset, "version": edition.edition, "as_of": edition.as_of, "licence": edition.licence, "title_zh": edition.title_zh,
        "title_en": edition.title_en, "publisher_zh": edition.publisher_zh, "publisher_en": edition.publisher_en, "url": edition.url,
        "table": edition.table, "file": edition.file, "sha256": edition.sha256, "rows": edition.rows, "hs_edition": edition.hs_edition, "synthetic": edition.synthetic,
    }  # fmt: skip
