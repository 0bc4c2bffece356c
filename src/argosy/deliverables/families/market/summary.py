"""Section 1: what the manager reads first. Key figures, one paragraph, the decision asked."""

from __future__ import annotations

from argosy.deliverables.families.market import forecasting, opportunities, own, rivals, size
from argosy.deliverables.families.market.facts import OWN, TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import MILLION, estimate, millions, rate, words, worked
from argosy.deliverables.families.market.growth import HAC
from argosy.engines.series.forecast import LOSES
from argosy.engines.series.growth import Growth
from argosy.engines.series.outcome import METHOD_WORDS
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain, prose
from argosy.report.value import Value
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")


def section(facts: MarketFacts, decision: Fields | None = None) -> Section:
    """The summary; ``decision`` is what a variant asks for, by default which markets to look into next."""
    blocks = (conclusion(facts), key_figures(facts), decision or next_step(facts))
    return Section(id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def key_figures(facts: MarketFacts) -> KeyFigures:
    """Size, change, growth, forecast, the home country's share or the largest market's, own share."""
    return KeyFigures(id="key", items=(*_size(facts), *_growth(facts), *_forecast(facts), *_share(facts), *_own(facts))[:6])


def _size(facts: MarketFacts) -> tuple[KeyFigure, ...]:
    table = size.levels(facts)
    assert table.totals is not None
    now, before = table.totals.cells["value"], table.totals.cells["before"]
    year, said = facts.trade.year, facts.trade.measure
    label = Text(f"{year} 年{said.zh}", f"{said.en} {year}")
    total = Value(
        id="key.total", v=decimal_text(now.number), kind="money", unit=MILLION, dp=1, label=label, expr="sum(size.value)", cites=(TRADE,)
    )
    count = len(facts.trade.markets)
    first = KeyFigure(label=label, value=total, sub=plain(Text(f"{count} 個國外市場", f"{count} foreign markets")))
    if not before.is_figure or before.number <= 0:
        return (first,)
    change = worked(
        "key.yoy",
        now.number / before.number - 1,
        "0.0001",
        "rate",
        "sum(size.value) / sum(size.before) - 1",
        Text("年增率", "Year on year"),
        dp=1,
        trace="yoy",
    )
    return first, KeyFigure(label=Text("年增率", "Year on year"), value=change, sub=plain(Text(f"較 {year - 1} 年", f"on {year - 1}")))


def _growth(facts: MarketFacts) -> tuple[KeyFigure, ...]:
    found = facts.trends[""].growth
    if not isinstance(found, Growth):
        return ()
    label = Text("趨勢成長率", "Trend growth")
    value = estimate(rate, "key.growth", found.year, (found.year_low, found.year_high), label, n=found.n, method=HAC, trace="log_growth")
    return (KeyFigure(label=label, value=value, sub=plain(Text("每年，95% 區間", "a year, 95% interval"))),)


def _forecast(facts: MarketFacts) -> tuple[KeyFigure, ...]:
    found = facts.forecasts[""]
    if not forecasting.shown(found):
        return ()
    last = found.steps[-1]
    label = (
        Text(f"{last.date} 單月預測", f"Forecast {last.date} (month)")
        if facts.trade.monthly
        else Text(f"{last.date} 年預測", f"Forecast {last.date}")
    )
    why = Text("各期相同", "the values are all the same")
    method = METHOD_WORDS[found.method or "naive"]
    value = estimate(
        millions,
        "key.forecast",
        last.point,
        (last.lo95, last.hi95),
        label,
        n=found.n,
        method=method,
        why=why,
        scale=1e6,
        status="forecast",
        trace="forecast",
    )
    sub = LOSES if found.tested and not found.tested.beats else method
    return (KeyFigure(label=label, value=value, sub=plain(sub)),)


def _share(facts: MarketFacts) -> tuple[KeyFigure, ...]:
    home = country(facts.trade.home)
    if not facts.trade.complete:
        first = facts.focus[0]
        part = (facts.trade.value(first, facts.trade.year) or 0.0) / facts.trade.total(facts.trade.year)
        label = Text(f"{country(first).zh}占比", f"Share of {country(first).en}")
        return (KeyFigure(label=label, value=rate("key.first", part, label, trace="share"), sub=plain(Text("最大市場", "largest market"))),)
    sums = rivals.totals(facts)
    label = Text(f"{home.zh}占比", f"Share of {home.en}")
    value = rate("key.home", sums.get(facts.trade.home, 0.0) / sum(sums.values()), label, trace="share")
    return (KeyFigure(label=label, value=value, sub=plain(Text("所列市場合計", "over the markets listed"))),)


def _own(facts: MarketFacts) -> tuple[KeyFigure, ...]:
    told = own.shares(facts)
    if not told:
        return ()
    whole = sum(facts.trade.value(m, facts.trade.year) or 0.0 for m in told)
    label = Text("本公司占比", "Own share")
    value = rate("key.own", sum(own.sales(facts)[m] for m in told) / whole, label, trace="own_share", dp=2, cites=(OWN, TRADE))
    return (KeyFigure(label=label, value=value, sub=plain(Text("有銷售之市場合計", "over the markets sold to"))),)


def conclusion(facts: MarketFacts) -> Paragraph:
    """One paragraph; every number in it is a figure of the document."""
    keys = {item.value.id for item in key_figures(facts).items if item.value.is_figure}
    said, year = facts.trade.measure, facts.trade.year
    zh = [f"{facts.named.zh}國外市場 {year} 年{said.zh} **[[key.total]]**" + ("，年增 [[key.yoy]]" if "key.yoy" in keys else "")]
    en = [
        f"{said.en} of {facts.named.en} came to **[[key.total]]** in {year}"
        + (", [[key.yoy]] on the year before" if "key.yoy" in keys else "")
    ]
    if "key.growth" in keys:
        zh.append("長期趨勢每年 [[key.growth]]")
        en.append("the trend is [[key.growth]] a year")
    if "key.home" in keys:
        zh.append(f"{country(facts.trade.home).zh}占所列市場 [[key.home]]")
        en.append(f"{country(facts.trade.home).en} has [[key.home]] of the markets listed")
    if "key.forecast" in keys:
        span = Text("單月", "the month ") if facts.trade.monthly else Text("年", "")
        weak = facts.forecasts[""].tested is not None and facts.forecasts[""].verdict == LOSES
        zh.append(f"{facts.forecasts[''].steps[-1].date} {span.zh}預測為 [[key.forecast]]" + ("（模型未優於單純季節法）" if weak else ""))
        en.append(
            f"[[key.forecast]] is forecast for {span.en}{facts.forecasts[''].steps[-1].date}"
            + (" (no better than seasonal naive)" if weak else "")
        )
    mark = ("**資料為合成，僅供示範。**", " **The data are synthetic, for demonstration only.**") if facts.trade.synthetic else ("", "")
    return Paragraph(id="conclusion", role="lead", text=prose("；".join(zh) + "。" + mark[0], "; ".join(en) + "." + mark[1]))


def next_step(facts: MarketFacts) -> Fields:
    """Which markets to assess next: those that grow faster than all together by their interval. Figures alone choose no market."""
    chosen = opportunities.faster(facts)[:3]
    names = Text("、".join(country(m).zh for m in chosen), ", ".join(country(m).en for m in chosen))
    if chosen:
        answer = Text(f"就{names.zh}進行市場評估（TM/O2.3.1）", f"Assess {names.en} (TM/O2.3.1)")
        why = Text(
            "成長率區間全在全部市場之上，見「各市場之成長」",
            "their growth lies above that of all markets by its whole interval, see Growth of the markets",
        )
    else:
        answer = Text("維持現行市場，下次更新時再檢視", "Keep the present markets and look again at the next update")
        why = Text("無市場之成長可與全部市場區別", "no market's growth can be told from that of all markets")
    terms = Text(
        "本報告為統計描述；選擇市場須另行評估關稅、法規與資源。",
        "This report describes; choosing a market needs tariffs, law and resources assessed.",
    )
    items = (words("decision.why", why, Text("理由", "Reason")), words("decision.terms", terms, Text("條件", "Conditions")))
    return Fields(id="decision", style="decision", question=Text("請核定", "For decision"), answer=plain(answer), items=items)
