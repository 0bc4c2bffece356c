"""``argosy market complexity``: ECI and PCI of a table of exports, with the tables behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.language import language, say
from argosy.cli.options import Json
from argosy.cli.output import Output, table

if TYPE_CHECKING:
    from argosy.engines.market.matrix import Matrix
    from argosy.engines.market.ranking import Ranking

SHOWN = 20
TableFile = Annotated[Path, typer.Argument(metavar="TABLE", help=say("CSV、XLSX 或 Parquet：exporter、product、value", "CSV, XLSX or Parquet with exporter, product, value"), show_default=False)]  # fmt: skip
Out = Annotated[Path | None, typer.Option("--out", metavar="OUT", help=say("存放結果表的資料夾", "The folder to write the tables to"))]
Method = Annotated[str, typer.Option("--method", metavar="eigenvalue|reflections|fitness", help=say("方法", "The method"))]
Threshold = Annotated[float, typer.Option("--threshold", help=say("視為具優勢之 RCA", "The RCA from which there is an advantage"))]
Least = Annotated[float, typer.Option("--min-exports", help=say("出口地最低出口總額", "Leave out exporters below this total"))]
Iterations = Annotated[int, typer.Option("--iterations", help=say("迭代次數，含起始向量", "Iterations, counting the start vector"))]
Extremality = Annotated[float, typer.Option("--extremality", help=say("fitness 之極端度", "Extremality of the fitness method"))]
Scale = Annotated[str, typer.Option("--pci-scale", metavar="own|eci", help=say("PCI 依自身或 ECI 標準化", "Scale PCI by itself or by ECI"))]
Deviation = Annotated[str, typer.Option("--sd", metavar="sample|population", help=say("標準差除以 n-1 或 n", "Deviation over n-1 or n"))]
IsRca = Annotated[bool, typer.Option("--rca", help=say("數值已是 RCA", "The values are RCA already"))]
Period = Annotated[str, typer.Option("--period", help=say("多期檔案之期間", "The period, where the file holds several"))]
Links = Annotated[
    float, typer.Option("--links", min=0, max=1, help=say("鄰近度達此值者寫入 proximity 表", "Write pairs from this proximity on"))
]
Income = Annotated[Path | None, typer.Option("--income", metavar="FILE", help=say("每人所得：exporter、value，用於 PRODY 與 EXPY", "Income per head (exporter, value), for PRODY and EXPY"))]  # fmt: skip
SelfLoops = Annotated[
    bool, typer.Option("--self/--no-self", help=say("產品與自身之鄰近度計為 1", "A product is near itself (1) in densities"))
]


def complexity(
    file: TableFile, out: Out = None, method: Method = "eigenvalue", threshold: Threshold = 1.0, min_exports: Least = 0.0,
    iterations: Iterations = 20, extremality: Extremality = 1.0, pci_scale: Scale = "own", sd: Deviation = "sample", rca: IsRca = False,
    period: Period = "", links: Links = 0.5, self_loops: SelfLoops = True, income: Income = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Indices of every exporter and product; with ``--out`` also RCA, density, outlook gain and the product space."""
    from argosy.engines.market.complexity import Way
    from argosy.engines.market.matrix import matrix
    from argosy.engines.market.ranking import Filter, rank_complexity
    from argosy.importers.exporter_table import read_exporters

    output = Output(as_json)
    way = Way(_method(method), iterations, extremality, pci_scale, _sample(sd))  # type: ignore[arg-type]  # Way checks the words itself
    read = read_exporters(file, rca, period)
    trade = matrix(read.frame)
    ranking = rank_complexity(trade, Filter(threshold, min_exports, rca), way)
    for note in (*read.notes, *ranking.cautions):
        output.note(note.say(language()))
    files = _write(out, ranking, links, self_loops) if out else []
    document = (
        _document(ranking, threshold)
        | _productivity(trade, income, rca)
        | {"notes": [n.say(language()) for n in (*read.notes, *ranking.cautions)], "files": files}
    )
    output.show(document, _lines(ranking))


def _method(word: str) -> str:
    return "eigenvalue" if word == "eigenvalues" else word


def _sample(word: str) -> bool:
    from argosy.kernel.errors import BadInput
    from argosy.kernel.text import Text

    if word not in {"sample", "population"}:
        raise BadInput(Text("--sd 應為 sample 或 population", "--sd is sample or population"))
    return word == "sample"


def _document(ranking: Ranking, threshold: float) -> dict[str, Any]:
    indices, found = ranking.indices, ranking.found
    way = indices.way
    return {
        "eci": ranking.by_exporter(indices.eci), "pci": ranking.by_product(indices.pci),
        "diversity": {k: int(v) for k, v in ranking.by_exporter(found.diversity).items()},
        "ubiquity": {k: int(v) for k, v in ranking.by_product(found.ubiquity).items()},
        "n": len(found.matrix.exporters), "products": len(found.matrix.products), "advantages": found.matrix.cells,
        "method": way.method, "threshold": threshold, "updates": {"eci": indices.updates[0], "pci": indices.updates[1]},
        "extremality": way.extremality if way.method == "fitness" else None,
        "normalisation": _normalisation(way.method, way.pci_scale, way.sample), "eigenvalue_ratio": indices.gap,
        "left_out": {"small": list(ranking.small), "alone": list(found.alone), "apart": list(found.apart)},
    }  # fmt: skip


def _normalisation(method: str, scale: str, sample: bool) -> dict[str, str]:
    if method == "fitness":
        return {"eci": "mean 1", "pci": "mean 1"}
    over = "n-1" if sample else "n"
    pci = f"z-score of itself, sd over {over}" if scale == "own" else f"by mean and sd of ECI, sd over {over}"
    return {"eci": f"z-score, sd over {over}", "pci": pci}


def _productivity(trade: Matrix, income: Path | None, rca: bool) -> dict[str, Any]:
    """PRODY and EXPY of the whole table, by code; nothing when no income was given."""
    from argosy.engines.market.productivity import productivity
    from argosy.importers.exporter_table import read_incomes
    from argosy.kernel.errors import BadInput
    from argosy.kernel.text import Text

    if income is None:
        return {}
    if rca:
        raise BadInput(Text("PRODY 與 EXPY 需要出口值，不能由 RCA 計算", "PRODY and EXPY need export values, not RCA"))
    found = productivity(trade, read_incomes(income))
    prody = dict(zip(found.products, found.prody.tolist(), strict=True))
    expy = dict(zip(found.exporters, found.expy.tolist(), strict=True))
    return {"prody": prody, "expy": expy, "without_income": list(found.without_income)}


def _write(folder: Path, ranking: Ranking, links: float, self_loops: bool) -> list[str]:
    from argosy.engines.market.tables import tables

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in tables(ranking, links, self_loops).items():
        path = folder / f"{name}.parquet"
        frame.write_parquet(path)
        written.append(str(path))
    return written


def _lines(ranking: Ranking) -> list[str]:
    best = sorted(ranking.by_exporter(ranking.indices.eci).items(), key=lambda item: -item[1])[:SHOWN]
    diversity = ranking.by_exporter(ranking.found.diversity)
    rows = [(place, name, f"{eci:.4f}", int(diversity[name])) for place, (name, eci) in enumerate(best, 1)]
    return table(("#", say("出口地", "exporter"), "ECI", say("多樣性", "diversity")), rows)
