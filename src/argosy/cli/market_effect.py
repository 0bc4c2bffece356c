"""``argosy market effect``: what changed when something began, against units it did not touch, and how much of it may be said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from argosy.cli.language import language, say
from argosy.cli.options import Json
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.engines.causal.effect import Effect
    from argosy.engines.causal.panel import Panel
    from argosy.engines.causal.rungs import Thresholds

DataFile = Annotated[
    Path, typer.Argument(metavar="FILE", help=say("長表：單位、時間、結果", "A long table of unit, time, outcome"), show_default=False)
]
Unit = Annotated[str, typer.Option("--unit", metavar="COLUMN", help=say("單位欄", "The column of units"))]
Time = Annotated[str, typer.Option("--time", metavar="COLUMN", help=say("時間欄", "The column of periods"))]
Outcome = Annotated[str, typer.Option("--outcome", metavar="COLUMN", help=say("結果欄", "The column of outcomes"))]
Treated = Annotated[list[str], typer.Option("--treated", metavar="ID", help=say("處理單位，可重複", "A treated unit; may be repeated"))]
Start = Annotated[str, typer.Option("--start", metavar="PERIOD", help=say("開始期間", "The first treated period"))]
Method = Annotated[str, typer.Option("--method", metavar="did|sc|sdid|its", help=say("方法", "The method"))]
Predictors = Annotated[
    list[str] | None,
    typer.Option("--predictor", metavar="COLUMN[@A[:B]]", help=say("合成控制的預測變數，可重複", "A predictor for sc; may be repeated")),
]
Limits = Annotated[
    list[str] | None, typer.Option("--limit", metavar="NAME=VALUE", help=say("改用其他門檻", "Another threshold, such as placebo_p=0.05"))
]
Error = Annotated[
    str, typer.Option("--error", metavar="placebo|cluster|jackknife|bootstrap", help=say("標準誤來源", "Where the error comes from"))
]
Season = Annotated[int, typer.Option("--season", help=say("its 的季節週期，月資料為 12", "Periods in a season of its, 12 for months"))]
Seed = Annotated[int, typer.Option("--seed", help=say("抽籤種子", "Seed of the draws"))]
Level = Annotated[float, typer.Option("--level", help=say("信賴水準", "Level of the interval"))]


def effect(
    file: DataFile, unit: Unit, time: Time, outcome: Outcome, treated: Treated, start: Start, method: Method = "sdid",
    predictor: Predictors = None, error: Error = "", season: Season = 1, limit: Limits = None, seed: Seed = 0, level: Level = 0.95,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Estimate with its interval, placebos, fit before, and the verdict word that the evidence allows."""
    from argosy.engines.causal.effect import Asked, measure
    from argosy.engines.causal.told import effect_json

    asked = Asked(seed, _limits(limit or []), level, error.lower(), season)
    found = measure(_panel(file, (unit, time, outcome), treated, start, method.lower(), predictor or []), method.lower(), asked)
    Output(as_json).show(effect_json(found, asked), _lines(found))


def _panel(file: Path, columns: tuple[str, str, str], treated: list[str], start: str, method: str, predictors: list[str]) -> Panel:
    from argosy.engines.causal.panel import panel
    from argosy.engines.causal.predictors import with_predictors
    from argosy.importers.frame_file import read_frame

    frame = read_frame(file)
    made = panel(frame, *columns, treated, start, alone=method == "its")
    if predictors and method != "sc":
        raise BadInput(Text("--predictor 只用於 --method sc", "--predictor is for --method sc only"))
    return with_predictors(made, frame, columns[0], columns[1], predictors) if predictors else made


def _limits(pairs: list[str]) -> Thresholds:
    from dataclasses import fields

    from argosy.engines.causal.rungs import Thresholds

    known = [field.name for field in fields(Thresholds) if field.name != "since"]
    given: dict[str, float] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        try:
            given[name.strip()] = float(value)
        except ValueError:
            name = ""
        if name.strip() not in known:
            raise BadInput(
                Text(
                    "--limit 應為「名稱=數值」，名稱為 {k}，而非「{p}」", "--limit takes NAME=VALUE with NAME one of {k}, not “{p}”"
                ).format(k=", ".join(known), p=pair)
            )
    return Thresholds(**given)  # type: ignore[arg-type]


def _lines(found: Effect) -> list[str]:
    lang = language()
    ends = "" if found.low is None else f"  {found.level:.0%} [{found.low:,.4g}, {found.high:,.4g}]"
    head = [
        f"{found.verdict.word.say(lang)}  ({found.verdict.rung.name.say(lang)})",
        f"{say('估計值', 'Estimate')}: {found.estimate:,.4f}{ends}",
    ]
    why = [f"! {reason.say(lang)}" for reason in found.verdict.reasons]
    marks = {True: say("符合", "holds"), False: say("不符", "fails"), None: "?"}
    rows = [(c.label.say(lang), _figure(c.value), _figure(c.limit), marks[c.passed]) for c in found.checks]
    return [*head, *why, "", *table((say("檢查", "check"), say("值", "value"), say("門檻", "limit"), ""), rows), "", *_weights(found)]


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _weights(found: Effect) -> list[str]:
    if found.contrast is None or found.method == "did":
        return []
    pairs = sorted(zip(found.panel.units, found.contrast.omega, strict=False), key=lambda pair: -pair[1])
    return table(
        (say("對照", "control"), say("權重", "weight")), [(name, f"{weight:.3f}") for name, weight in pairs[:10] if weight > 0.001]
    )
