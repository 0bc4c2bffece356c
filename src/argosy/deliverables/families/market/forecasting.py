"""What comes next: the forecast of all markets with 80 and 95 % intervals, its record beside the seasonal naive method, and each market's."""

from __future__ import annotations

from argosy.deliverables.families.market.facts import TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import MILLION, count, estimate, in_millions, millions, plain, rate, score, words
from argosy.engines.series.forecast import LOSES
from argosy.engines.series.outcome import METHOD_WORDS, Forecast, Score, Step
from argosy.kernel.text import Text, same
from argosy.report.prose import plain as prose_of
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding, Layer
from argosy.report.words import Paragraph

TABLE, RECORD, EACH = "forecast", "backtest", "forecasts"
FEW = 20
"""Comparisons from which a measured coverage is worth a sentence."""
SHOWN = 60
"""Periods of the past that the chart shows: five years of months."""
NO_LIMIT = Text("各期相同，無法給出區間", "the values are all the same: no interval can be told")


def blocks(facts: MarketFacts) -> tuple[Paragraph | Chart | Table, ...]:
    """What the forecast says, the chart, the steps, the back-test, each market. Only the reason where nothing can be forecast."""
    found = facts.forecasts[""]
    if not shown(found):
        why = Text("不列預測：{r}。", "No forecast is given: {r}.").format(r=found.reason)
        return (Paragraph(id="forecast_words", text=prose_of(why)),)
    return (sentence(found), chart(facts, found), steps(found), record(found), each(facts))


def shown(found: Forecast) -> bool:
    """Whether a forecast is printed: only one that was tested on the past."""
    return bool(found.steps) and found.tested is not None


def sentence(found: Forecast) -> Paragraph:
    """Method, verdict beside the benchmark, measured coverage."""
    last = found.steps[-1].date
    zh, en = f"預測至 {last}：{found.reason.zh}。", f"Forecast to {last}: {found.reason.en}."
    if found.tested:
        if not found.tested.beats:
            zh, en = zh + f"**{LOSES.zh}**。", en + " **The model does not beat seasonal naive.**"
        zh += f"回測 MASE 為 [[{RECORD}.{found.method}.mase]]"
        en += f" MASE in the back-test is [[{RECORD}.{found.method}.mase]]"
        if found.tested.coverage95 is not None and found.tested.coverage_n >= FEW:
            zh += f"，80%、95% 區間實測涵蓋率為 [[{RECORD}.coverage80]]、[[{RECORD}.coverage95]]"
            en += f"; the 80% and 95% intervals held [[{RECORD}.coverage80]] and [[{RECORD}.coverage95]] of later values"
        zh, en = zh + "。", en + "."
    return Paragraph(id="forecast_words", text=prose(zh, en))


def chart(facts: MarketFacts, found: Forecast) -> Chart:
    """The past as a line, the forecast dashed with both bands."""
    series = facts.trade.series()
    past = list(zip(series.dates, series.values, strict=True))[-SHOWN:]
    rows: list[dict[str, str | Text | None]] = [{"period": d, "value": plain(v / 1e6, 3)} for d, v in past]
    last = rows[-1]["value"]
    rows[-1] |= {"lo0": last, "hi0": last}
    rows += [
        {
            "period": s.date, "value": plain(s.point / 1e6, 3), "role": "forecast", "lo": _m(s.lo95), "hi": _m(s.hi95), "lo0": _m(s.lo80), "hi0": _m(s.hi80),
        }
        for s in found.steps
    ]  # fmt: skip
    first, ahead = found.steps[0], found.steps[-1]
    title = Text(
        f"預測 {ahead.date} 為 {in_millions(ahead.point)} 百萬美元{_span(ahead).zh}",
        f"USD {in_millions(ahead.point)} million is forecast for {ahead.date}{_span(ahead).en}",
    )
    return Chart(
        id="forecast_chart", chart="line", title=title, rows=tuple(rows),
        encodings={
            "x": Encoding(field="period", type="ordinal"), "y": Encoding(field="value", type="quantitative", unit=MILLION, format=",.0f"),
            "role": Encoding(field="role", type="nominal"), "lo": Encoding(field="lo", type="quantitative"), "hi": Encoding(field="hi", type="quantitative"),
        },
        layers=(
            Layer(kind="band", lo="lo", hi="hi", label=Text("80%、95% 區間", "80% and 95% intervals")), Layer(kind="band", lo="lo0", hi="hi0"),
        ),
        alt=Text(f"折線圖：{facts.trade.measure.zh}歷史值與 {first.date} 至 {ahead.date} 之預測及區間", f"Line chart: {facts.trade.measure.en.lower()} and the forecast from {first.date} to {ahead.date} with intervals"),
        data_table=TABLE, unit_note=Text(f"{facts.trade.measure.zh}，百萬美元", f"{facts.trade.measure.en}, USD million"), cites=(TRADE,), height_mm=58,
    )  # fmt: skip


def _m(value: float | None) -> str | None:
    return None if value is None else plain(value / 1e6, 3)


def _span(step: Step) -> Text:
    if step.lo95 is None or step.hi95 is None:
        return same("")
    ends = f"{in_millions(step.lo95)}–{in_millions(step.hi95)}"
    return Text(f"（95% 區間 {ends}）", f" (95% interval {ends})")


def steps(found: Forecast) -> Table:
    """Every period ahead with its 95 % interval, and the ends of the 80 % one."""
    columns = (
        Column(key="period", label=Text("期間", "Period"), type="t", width=12),
        Column(key="point", label=Text("預測值", "Forecast"), type="m", dp=1, trace="forecast", width=14),
        Column(key="lo80", label=Text("80% 下限", "80% from"), type="m", dp=1, trace="forecast", width=12),
        Column(key="hi80", label=Text("80% 上限", "80% to"), type="m", dp=1, trace="forecast", width=12),
    )
    rows = tuple(Row(id=_key(s), cells=_cells(s, found)) for s in found.steps)
    note = prose_of(_remarks(found)) if found.notes else None
    return Table(id=TABLE, title=Text("各期預測", "The forecast by period"), columns=columns, rows=rows, cites=(TRADE,), note=note)


def _remarks(found: Forecast) -> Text:
    english = "; ".join(n.en for n in found.notes)
    return Text("；".join(n.zh for n in found.notes) + "。", english[:1].upper() + english[1:] + ".")


def _key(step: Step) -> str:
    return f"t{step.date.replace('-', '')}"


def _cells(step: Step, found: Forecast) -> dict[str, Value]:
    at, method = f"{TABLE}.{_key(step)}", METHOD_WORDS[found.method or "naive"]
    point = estimate(
        millions, f"{at}.point", step.point, (step.lo95, step.hi95), n=found.n, method=method, why=NO_LIMIT, scale=1e6, status="forecast", trace="forecast"
    )  # fmt: skip
    return {
        "period": words(f"{at}.period", same(step.date)),
        "point": point,
        "lo80": millions(f"{at}.lo80", step.lo80, trace="forecast", missing="too_few"),
        "hi80": millions(f"{at}.hi80", step.hi80, trace="forecast", missing="too_few"),
    }


def record(found: Forecast) -> Table:
    """Every method over the rolling origins, the chosen one marked; then how often the intervals held."""
    tested = found.tested
    assert tested is not None
    columns = (
        Column(key="method", label=Text("方法", "Method"), type="t", width=30),
        Column(key="mase", label=same("MASE"), type="s", trace="mase", width=10),
        Column(key="smape", label=same("sMAPE"), type="r", unit="%", trace="mase", width=10),
        Column(key="relative", label=Text("誤差÷單純季節法", "Error ÷ seasonal naive"), type="s", trace="mase", width=16),
        Column(key="share", label=Text("涵蓋率", "Coverage"), type="r", unit="%", trace="coverage", width=10, hide_if_empty=True),
        Column(key="n", label=Text("比較數", "n"), type="n", trace="count", width=8),
    )
    rows = [_score(one, found.method or "", tested.n) for one in tested.scores]
    rows += [_covered(level, share, tested.coverage_n) for level, share in (("80", tested.coverage80), ("95", tested.coverage95))]
    note = Text(
        "{o} 個滾動起點；反白列為採用者。MASE 小於 1 表示優於樣本內單純季節法；涵蓋率為其後實際值落在事前區間內之比率。",
        "{o} rolling origins; the method used is marked. A MASE below 1 is better than seasonal naive in sample; coverage is the share of later "
        "values within intervals made beforehand.",
    ).format(o=tested.origins)
    return Table(
        id=RECORD, title=Text("滾動回測，與單純季節法並列", "Rolling back-test beside seasonal naive"), columns=columns, rows=tuple(rows), note=prose_of(note), cites=(TRADE,),
    )  # fmt: skip


def _score(one: Score, chosen: str, n: int) -> Row:
    at = f"{RECORD}.{one.method}"
    cells = {
        "method": words(f"{at}.method", METHOD_WORDS[one.method]),
        "mase": score(f"{at}.mase", one.mase, Text("MASE", "MASE"), missing="not_applicable"),
        "smape": rate(f"{at}.smape", one.smape / 100),
        "relative": score(f"{at}.relative", one.relative, missing="not_applicable"),
        "n": count(f"{at}.n", n),
    }
    return Row(id=one.method, cells=cells, style="mark" if one.method == chosen else "normal")


def _covered(level: str, share: float | None, n: int) -> Row:
    at = f"{RECORD}.coverage{level}"
    label = Text(f"{level}% 區間實測涵蓋率", f"Measured coverage of the {level}% interval")
    cells = {
        "method": words(f"{at}.label", label),
        "share": rate(at, share if n >= FEW else None, label, missing="too_few"),
        "n": count(f"{at}.n", n),
    }
    return Row(id=f"coverage{level}", cells=cells)


def each(facts: MarketFacts) -> Table:
    """The last period ahead for every market in focus, with method and record."""
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=18),
        Column(key="point", label=Text("末期預測", "Last period"), type="m", dp=1, trace="forecast", width=12),
        Column(key="method", label=Text("方法", "Method"), type="t", width=22),
        Column(key="mase", label=same("MASE"), type="s", trace="mase", width=8),
        Column(key="verdict", label=Text("與單純季節法比較", "Beside seasonal naive"), type="t", width=22),
    )
    rows = tuple(_market(m, facts.forecasts[m]) for m in facts.focus)
    last = facts.forecasts[""].steps[-1].date
    return Table(
        id=EACH, title=Text(f"各市場預測（{last}）", f"Forecast of each market ({last})"), columns=columns, rows=rows, cites=(TRADE,)
    )


def _market(market: str, found: Forecast) -> Row:
    at = f"{EACH}.{market}"
    step = found.steps[-1] if shown(found) else None
    tested = found.tested.score(found.method) if found.tested and found.method else None
    point = (
        millions(f"{at}.point", None, missing="too_few")
        if step is None
        else estimate(
            millions, f"{at}.point", step.point, (step.lo95, step.hi95), n=found.n, method=METHOD_WORDS[found.method or "naive"], why=NO_LIMIT, scale=1e6,
            status="forecast", trace="forecast",
        )
    )  # fmt: skip
    cells = {
        "market": words(f"{at}.market", country(market)),
        "point": point,
        "method": words(f"{at}.method", METHOD_WORDS[found.method] if found.method else found.reason),
        "mase": score(f"{at}.mase", tested.mase if tested else None, missing="too_few"),
        "verdict": words(f"{at}.verdict", found.verdict, missing="too_few"),
    }
    return Row(id=market, cells=cells)
