"""``argosy market forecast`` and ``argosy market trend``: what a series will be, beside the naive benchmark, and how it has moved."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json
from argosy.cli.output import Output, table
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.engines.series.outcome import Forecast, Step, Tested
    from argosy.engines.series.trend import Trend

SIGNIFICANT = 0.05  # below which text for people calls a break shown; JSON gives p itself
MAX_LINES = 20  # series of which text for people shows every step
Horizon = Annotated[int, typer.Option("--horizon", metavar="N", min=1, help=say("預測期數", "How many periods ahead"))]
Season = Annotated[
    int,
    typer.Option("--season", metavar="N", min=0, help=say("一季節含幾期；0 依日期判定（月 12、季 4、週 52、年 1）", "Values per season; 0: by the dates (12, 4, 52, 1)")),
]  # fmt: skip
Method = Annotated[
    str,
    typer.Option("--method", metavar="NAME", help=say("指定方法，不指定則回測選出", "theta, theta_classic, ets, combination, snaive, naive2, naive or drift; by back-test if not given")),
]  # fmt: skip


def forecast(file: InFile, horizon: Horizon, season: Season = 0, method: Method = "", as_json: Json = False) -> None:
    """Points with 80 and 95 % intervals per series, the method chosen by rolling origins, and its record beside seasonal naive."""
    from argosy.engines.series.forecast import forecast as act
    from argosy.importers.series_file import read_series

    made = act(read_series(file.name, file.read_bytes()), horizon, season or None, method or None)
    document = {
        "horizon": horizon,
        "season": season or None,
        "n": len(made),
        "series": [_forecast(one) for one in made],
        "summary": _summary(made),
    }
    Output(as_json).show(document, [line for one in made for line in _lines(one, len(made) <= MAX_LINES)])


def trend(file: InFile, season: Season = 0, as_json: Json = False) -> None:
    """Growth with its interval, direction, break with its date, season and change on the year before, per series."""
    from argosy.engines.series.trend import trend as act
    from argosy.importers.series_file import read_series

    made = [act(one, season or None) for one in read_series(file.name, file.read_bytes())]
    Output(as_json).show({"n": len(made), "series": [_trend(one) for one in made]}, [line for one in made for line in _trend_lines(one)])


def _words(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_zh": text.zh, f"{name}_en": text.en}


def _forecast(one: Forecast) -> dict[str, Any]:
    """One series as JSON. Values are statistics, hence numbers and not strings."""
    from argosy.engines.series.outcome import METHOD_WORDS

    label = METHOD_WORDS[one.method] if one.method else Text("", "")
    return {
        "series": one.series, "frequency": one.frequency, "season": one.season, "n": one.n, "first": one.first, "last": one.last,
        "method": one.method, **_words("method", label), **_words("reason", one.reason), **_words("verdict", one.verdict),
        "beats_naive": one.tested.beats if one.tested else None,
        "point": [step.point for step in one.steps], "forecast": [_step(step) for step in one.steps],
        "intervals": {"conformal_steps": one.conformal, **_coverage(one.tested)},
        "backtest": _backtest(one), "description": asdict(one.described),
        "missing": list(one.missing), "notes": [{"zh": note.zh, "en": note.en} for note in one.notes],
    }  # fmt: skip


def _step(one: Step) -> dict[str, Any]:
    return {"date": one.date, "point": one.point, "lo80": one.lo80, "hi80": one.hi80, "lo95": one.lo95, "hi95": one.hi95}


def _coverage(one: Tested | None) -> dict[str, Any]:
    found = (one.coverage80, one.coverage95, one.coverage_n) if one else (None, None, 0)
    return dict(zip(("coverage80", "coverage95", "coverage_n"), found, strict=True))


def _backtest(one: Forecast) -> dict[str, Any] | None:
    """The method used beside the benchmarks, then every method that was tried; ``None`` when there was no back-test."""
    if one.tested is None or one.method is None:
        return None
    scores = {score.method: {"mase": score.mase, "smape": score.smape, "relative_mae": score.relative} for score in one.tested.scores}
    head = {name: scores[name] for name in ("snaive", "naive2")}
    return {"origins": one.tested.origins, "n": one.tested.n, **scores[one.method], **head, "methods": scores}


def _summary(made: list[Forecast]) -> dict[str, Any]:
    """Over all series: how many were forecast, how often each method was used and the benchmark beaten, and coverage over all comparisons."""
    tested = [one.tested for one in made if one.tested]
    n = sum(one.coverage_n for one in tested)
    used = sorted({one.method for one in made if one.method})
    shares = {
        f"coverage{level}": sum((getattr(one, f"coverage{level}") or 0.0) * one.coverage_n for one in tested) / n if n else None
        for level in (80, 95)
    }
    return {
        "forecast": sum(bool(one.steps) for one in made), "described": sum(not one.steps for one in made), "tested": len(tested),
        "beat_naive": sum(one.beats for one in tested), "methods": {name: sum(one.method == name for one in made) for name in used},
        **shares, "coverage_n": n,
    }  # fmt: skip


def _lines(one: Forecast, whole: bool) -> list[str]:
    head = f"{one.series or say('序列', 'series')}  {one.first} – {one.last}  n = {one.n}"
    lines = [head, f"  {one.reason.say(language())}"]
    if one.tested:
        lines.append(f"  {one.verdict.say(language())}  {_record(one.tested)}")
    lines += [f"  ! {note.say(language())}" for note in one.notes]
    if whole and one.steps:
        heads = (say("期間", "date"), say("預測", "point"), "80 %", "", "95 %", "")
        rows = [(s.date, *(_figure(v) for v in (s.point, s.lo80, s.hi80, s.lo95, s.hi95))) for s in one.steps]
        lines += [f"  {line}" for line in table(heads, rows)]
    return [*lines, ""]


def _record(one: Tested) -> str:
    shown = " · ".join(f"{s.method} {s.mase:.2f}" for s in one.scores if s.mase is not None)
    if one.coverage80 is None or one.coverage95 is None:
        return f"MASE: {shown}"
    words = Text("區間實測涵蓋率 {a}／{b}（n = {n}）", "intervals held {a} / {b} of later values (n = {n})")
    held = words.format(a=f"{100 * one.coverage80:.0f} %", b=f"{100 * one.coverage95:.0f} %", n=one.coverage_n)
    return f"MASE: {shown}  {held.say(language())}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _trend(one: Trend) -> dict[str, Any]:
    """One trend as JSON: a part that cannot be told is ``{"n", "least", "reason_zh", "reason_en"}``."""
    from argosy.engines.series.stl import Decomposed

    strong = one.decomposed
    shape = (
        {"trend_strength": strong.trend_strength, "seasonal_strength": strong.seasonal_strength}
        if isinstance(strong, Decomposed)
        else _part(strong)
    )
    broken = _part(one.broken)
    broken.pop("path", None)
    return {
        "series": one.series, "frequency": one.frequency, "season": one.season, "n": one.n, "first": one.first, "last": one.last,
        "growth": _part(one.growth), "monotone": _part(one.monotone), "break": {"date": one.broke, **broken}, "seasonal_indices": _part(one.indices),
        "stl": shape, "compound": one.compound if isinstance(one.compound, float) else _part(one.compound), "year_on_year": one.last_year,
        "description": asdict(one.described), "missing": list(one.missing), "notes": [{"zh": note.zh, "en": note.en} for note in one.notes],
    }  # fmt: skip


def _part(one: Any) -> dict[str, Any]:
    from argosy.engines.series.shortage import Insufficient

    if isinstance(one, Insufficient):
        return {"n": one.n, "least": one.least, **_words("reason", one.reason)}
    return asdict(one)


def _trend_lines(one: Trend) -> list[str]:
    from argosy.engines.series.breaks import Break
    from argosy.engines.series.growth import Growth
    from argosy.engines.series.slope import MonotoneTrend

    lines = [f"{one.series or say('序列', 'series')}  {one.first} – {one.last}  n = {one.n}"]
    grown, way, broken = one.growth, one.monotone, one.broken
    if isinstance(grown, Growth):
        words = say("每年成長", "growth per year")
        lines.append(f"  {words} {grown.year:+.2%} [{grown.year_low:+.2%}, {grown.year_high:+.2%}]  p = {grown.p:.3g}  n = {grown.n}")
    else:
        lines.append(f"  {say('成長', 'growth')}：{grown.reason.say(language())}")
    if isinstance(way, MonotoneTrend):
        lines.append(f"  Mann–Kendall z = {way.z:.2f}, p = {way.p:.3g}; Sen {way.slope:+,.6g} [{way.low:+,.6g}, {way.high:+,.6g}]")
    if isinstance(broken, Break):
        shown = broken.p < SIGNIFICANT
        words = (
            say("結構變動在其後", "a break after")
            if shown
            else say("5 % 水準下未見結構變動；最大 F 在其後", "no break shown at 5 %; largest F after")
        )
        lines.append(f"  {words} {one.broke}  sup F = {broken.f:.2f}, p = {broken.p:.3g}")
    lines += [f"  ! {note.say(language())}" for note in one.notes]
    return [*lines, ""]
