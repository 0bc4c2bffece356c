"""``argosy market gravity``: a gravity equation estimated on a table, by PPML or least squares with fixed effects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.language import language, say
from argosy.cli.options import Json
from argosy.cli.output import Output, table

if TYPE_CHECKING:
    from argosy.engines.causal.gravity import Estimate

TableFile = Annotated[Path, typer.Argument(metavar="TABLE", help=say("CSV、XLSX 或 Parquet", "CSV, XLSX or Parquet"), show_default=False)]
FormulaText = Annotated[
    str,
    typer.Option(
        "--formula",
        help=say("如 trade ~ log(dist) + contig | exp^year + imp^year", "Such as trade ~ log(dist) + contig | exp^year + imp^year"),
    ),
]
Effects = Annotated[str, typer.Option("--fe", metavar="A,B^C", help=say("吸收的固定效果", "Fixed effects to absorb"))]
Cluster = Annotated[str, typer.Option("--cluster", metavar="C[,D]", help=say("標準誤的叢集欄", "Columns that errors cluster by"))]
FamilyName = Annotated[str, typer.Option("--family", metavar="ppml|ols|gamma|nls", help=say("估計法", "Estimator"))]
Se = Annotated[str, typer.Option("--se", metavar="robust|cluster|iid|hc0..hc3", help=say("標準誤種類", "Kind of standard error"))]
Ssc = Annotated[str, typer.Option("--ssc", metavar="fixest|stata|none", help=say("小樣本係數", "Small-sample factor"))]
Singletons = Annotated[
    str, typer.Option("--singletons", metavar="keep|drop", help=say("固定效果中僅一列者", "Rows alone in a fixed effect"))
]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="CONDITION", help=say("如 trade > 0、exporter != importer", "Such as trade > 0, exporter != importer")),
]
Reset = Annotated[bool, typer.Option("--reset/--no-reset", help=say("RESET 檢定", "Run the RESET test"))]
Level = Annotated[float, typer.Option("--level", help=say("信賴水準", "Level of the intervals"))]


def gravity(
    file: TableFile, formula: FormulaText, fe: Effects = "", cluster: Cluster = "", family: FamilyName = "ppml", se: Se = "",
    ssc: Ssc = "fixest", singletons: Singletons = "keep", where: Where = None, reset: Reset = True, level: Level = 0.95, as_json: Json = False,
) -> None:  # fmt: skip
    """Coefficients with errors, t, p and intervals; measures of fit, RESET, counts of effects, and what was left out."""
    from argosy.engines.causal.filters import filtered
    from argosy.engines.causal.formula import parse, with_effects
    from argosy.engines.causal.gravity import Options, estimate
    from argosy.engines.causal.told import estimate_json
    from argosy.importers.frame_file import read_frame

    read = parse(formula)
    asked = Options(family.lower(), _names(cluster), se, ssc.lower(), singletons.lower(), reset, level)
    found = estimate(filtered(read_frame(file), where or []), with_effects(read, fe) if fe else read, asked)
    Output(as_json).show(estimate_json(found), _lines(found))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.replace("+", ",").split(",") if name.strip())


def _lines(found: Estimate) -> list[str]:
    from argosy.engines.causal.gravity import named
    from argosy.engines.causal.told import notes

    columns = zip(found.names, found.coef, found.se, found.t, found.p, found.low, found.high, strict=True)
    rows = [(name, *(f"{value:.4f}" for value in values)) for name, *values in columns]
    test = say("t", "t") if found.covariance.degrees is not None else "z"
    share = f"{found.options.level:.0%}"
    head = ("", say("係數", "coef"), say("標準誤", "se"), test, "p", say(f"{share} 下限", f"{share} low"), say("上限", "high"))
    return [named(found).say(language()), *table(head, rows), "", *_about(found), *(f"! {note.say(language())}" for note in notes(found))]


def _about(found: Estimate) -> list[str]:
    cov = found.covariance
    groups = ", ".join(f"{name} {count:,}" for name, count in (cov.clusters or {}).items())
    effects = ", ".join(f"{name} {count:,}" for name, count in found.effects.items())
    lines: list[Any] = [
        (say("觀測數", "n"), f"{found.n:,}"),
        (say("固定效果", "Fixed effects"), effects),
        (say("標準誤", "Standard errors"), f"{cov.kind}{f' ({groups})' if groups else ''}, {found.options.ssc}: {cov.rule}"),
        *((name, f"{value:,.4f}") for name, value in found.measures.items()),
        ("RESET p", "" if found.reset is None else f"{found.reset[1]:.4f}"),
    ]
    return [f"{name}: {value}" for name, value in lines if value]
