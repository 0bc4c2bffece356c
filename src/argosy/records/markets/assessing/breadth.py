"""Figures of a market that need the trade of all products: complementarity and unrealised potential, by the indicators' own expressions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from argosy.engines.assessment.figures import Gathered, Sought
from argosy.engines.assessment.question import Figure

if TYPE_CHECKING:
    from argosy.warehouse.engine import Desk

LEAST_PRODUCTS = 20  # fewer products tell nothing of what a country trades as a whole
Breadth = dict[str, dict[str, Figure]]


def breadth(files: Iterable[Path], sought: Sought, gathered: Gathered, url: str) -> Breadth:
    """Market → ``complementarity`` and ``unrealised_potential`` from the first file that holds enough products of the year and side; else nothing.

    The engine the warehouse address ``url`` names works them out. Yearly tables only.
    """
    side = next((s for s, _ in Counter(gathered.basis.values()).most_common(1)), "")
    wide = next((f for f in files if side and _products(f, gathered.year, side) >= LEAST_PRODUCTS), None)
    if wide is None:
        return {}
    from argosy.warehouse.engine import open_engine

    with open_engine(url) as desk:
        return _worked_out(desk, wide, sought, (gathered.year, side))


def _products(file: Path, year: int, side: str) -> int:
    import polars as pl

    rows = pl.scan_parquet(file).filter((pl.col("period") == year) & (pl.col("side") == side))
    return int(rows.select(pl.col("product").n_unique()).collect().item())


def _worked_out(desk: Desk, file: Path, sought: Sought, when: tuple[int, str]) -> Breadth:
    from argosy.engines.market.advantage import complementarity
    from argosy.engines.market.flows import Ask, canonical
    from argosy.engines.market.potential import export_potential

    flows, ask = canonical(desk.engine.file(file, "flows")), Ask(when[0], home=sought.home, side=when[1])
    potential = export_potential(flows, ask)
    own = potential.filter(potential["product"].startswith(sought.product)).group_by("importer")
    found: Breadth = {}
    for row in desk.run(complementarity(flows, ask)).iter_rows(named=True):
        found.setdefault(row["importer"], {})["complementarity"] = Figure(row["complementarity"], 0.0, f"trade:{when[1]}")
    for row in desk.run(own.aggregate(unrealised=potential.unrealised.sum())).iter_rows(named=True):
        found.setdefault(row["importer"], {})["unrealised_potential"] = Figure(row["unrealised"], sought.mirror_error, f"trade:{when[1]}")
    return found
