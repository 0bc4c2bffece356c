"""Opportunities, threats and advice: what the figures signal by rule, what people found, and the author's own words."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.market import rivals, tariffs
from argosy.deliverables.families.market.facts import RECORDS, MarketFacts, country
from argosy.deliverables.families.market.figures import percent, words
from argosy.engines.series.growth import Growth
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import Prose, plain
from argosy.report.table import Column, Row, Table
from argosy.report.words import Paragraph

TITLE = Text("機會、威脅與建議", "Opportunities, threats and advice")
SIGNALS, FINDINGS = "signals", "findings"
SHARE_STEP = 0.01
"""A change of the home country's share from this on is a signal: one percentage point."""
UP, DOWN = Text("機會", "Opportunity"), Text("威脅", "Threat")
Signal = tuple[str, bool, Text, str]
"""Market, whether it is an opportunity, the words, the figure it stands on."""


def section(facts: MarketFacts, duties: bool = False) -> Section:
    """Signals, findings, advice. ``duties``: the report has the section on tariffs, so that signals may refer to it."""
    blocks = (signals(facts, duties), *findings(facts), advice())
    return Section(id="opportunity_section", title=TITLE, sheet=Text("機會與威脅", "Opportunities"), audience="internal", blocks=blocks)


def told(facts: MarketFacts, duties: bool = False) -> tuple[Signal, ...]:
    """Every signal, opportunities first; those of tariffs with ``duties``."""
    found = [s for rule in (_growth, _share, _concentration, *((_tariff,) if duties else ())) for s in rule(facts)]
    order = {m: i for i, m in enumerate(facts.focus)}
    return tuple(sorted(found, key=lambda s: (not s[1], order[s[0]])))


def faster(facts: MarketFacts) -> tuple[str, ...]:
    """Markets whose growth is above that of all markets together by their interval, the fastest first."""
    every = facts.trends[""].growth
    if not isinstance(every, Growth):
        return ()
    rates = {m: g for m in facts.focus if isinstance(g := facts.trends[m].growth, Growth) and g.year_low > every.year}
    return tuple(sorted(rates, key=lambda m: -rates[m].year))


def _growth(facts: MarketFacts) -> Iterator[Signal]:
    every = facts.trends[""].growth
    if not isinstance(every, Growth):
        return
    for market in facts.focus:
        own = facts.trends[market].growth
        if not isinstance(own, Growth):
            continue
        words_ = (percent(own.year), percent(own.year_low), percent(own.year_high), percent(every.year))
        if own.year_low > every.year:
            yield (
                market,
                True,
                _fill(
                    "年成長 {0}（95% 區間 {1} 至 {2}），高於全部市場之 {3}",
                    "grows {0} a year (95% interval {1} to {2}), above {3} of all markets",
                    words_,
                ),
                f"growth.{market}.growth",
            )
        elif own.year_high < every.year:
            yield (
                market,
                False,
                _fill(
                    "年成長 {0}（95% 區間 {1} 至 {2}），低於全部市場之 {3}",
                    "grows {0} a year (95% interval {1} to {2}), below {3} of all markets",
                    words_,
                ),
                f"growth.{market}.growth",
            )


def _share(facts: MarketFacts) -> Iterator[Signal]:
    trade = facts.trade
    if not trade.complete or trade.base == trade.year:
        return
    for market in facts.focus:
        now, was = (_part(trade.supplied(market, y), trade.home) for y in (trade.year, trade.base))
        if abs(now - was) >= SHARE_STEP:
            zh, en = ("上升", "rose") if now > was else ("下降", "fell")
            yield (
                market,
                now > was,
                _fill(f"本國占比由 {{0}} {zh}至 {{1}}", f"the home country's share {en} from {{0}} to {{1}}", (percent(was), percent(now))),
                f"rivals.{market}.own",
            )


def _part(supplied: dict[str, float], home: str) -> float:
    whole = sum(supplied.values())
    return supplied.get(home, 0.0) / whole if whole > 0 else 0.0


def _concentration(facts: MarketFacts) -> Iterator[Signal]:
    """The highly concentrated markets in one signal, filed under the most concentrated."""
    if not facts.trade.complete:
        return
    found = {m: _hhi(facts, m) for m in facts.focus}
    high = sorted((m for m, hhi in found.items() if hhi > rivals.HIGH), key=lambda m: -found[m])
    if high:
        names = Text("、".join(country(m).zh for m in high), ", ".join(country(m).en for m in high))
        given = (f"{found[high[-1]]:.2f}", f"{found[high[0]]:.2f}", names)
        words_ = _fill("供應高度集中（HHI {0} 至 {1}）之市場：{2}", "supply is highly concentrated (HHI {0} to {1}) in {2}", given)
        yield high[0], False, words_, f"rivals.{high[0]}.hhi"


def _hhi(facts: MarketFacts, market: str) -> float:
    supplied = facts.trade.supplied(market, facts.trade.year)
    whole = sum(supplied.values())
    return sum((v / whole) ** 2 for v in supplied.values()) if whole > 0 else 0.0


def _tariff(facts: MarketFacts) -> Iterator[Signal]:
    for market in facts.focus:
        own, mean, _ = tariffs.position(facts, market)
        if own is not None and mean is not None and own != mean:
            worse = own > mean
            zh, en = ("高", "above") if worse else ("低", "below")
            yield market, not worse, _fill(f"本國適用稅率較競爭者平均{zh} {{0}} 個百分點", f"the home rate is {{0}} points {en} the rivals' mean", (f"{abs(own - mean) * 100:.1f}",)), f"tariffs.{market}.gap"  # fmt: skip


def _fill(zh: str, en: str, given: tuple[str | Text, ...]) -> Text:
    texts = [g if isinstance(g, Text) else same(g) for g in given]
    return Text(zh.format(*(t.zh for t in texts)), en.format(*(t.en for t in texts)))


def signals(facts: MarketFacts, duties: bool = False) -> Table:
    """One row a signal, with the id of the figure it stands on."""
    columns = (
        Column(key="kind", label=Text("類別", "Kind"), type="t", width=10),
        Column(key="market", label=Text("市場", "Market"), type="t", width=12),
        Column(key="words", label=Text("數據顯示", "What the figures say"), type="t", width=58),
        Column(key="figure", label=Text("依據數值", "Figure"), type="c", width=20),
    )
    rows = []
    for number, (market, good, text, figure) in enumerate(told(facts, duties), 1):
        at = f"{SIGNALS}.s{number}"
        cells = {
            "kind": words(f"{at}.kind", UP if good else DOWN),
            "market": words(f"{at}.market", country(market)),
            "words": words(f"{at}.words", text),
            "figure": words(f"{at}.figure", same(figure), kind="code"),
        }
        rows.append(Row(id=f"s{number}", cells=cells))
    note = Text(
        "依規則列出：成長區間全在全部市場之上或下、本國占比變動達 {p}、HHI 高於 {h}、關稅地位不為零。訊號不等於結論，成因見前節。",
        "By rule: growth whose interval lies wholly above or below that of all markets, a change of the home share from {p} on, HHI above {h}, a tariff "
        "position that is not zero. A signal is no conclusion; for causes see above.",
    ).format(p=percent(SHARE_STEP, 0), h=rivals.HIGH)
    empty = Text("無達門檻之訊號", "No signal reaches its threshold")
    return Table(
        id=SIGNALS, title=Text("數據訊號", "Signals in the figures"), columns=columns, rows=tuple(rows), note=plain(note), empty=empty
    )


def findings(facts: MarketFacts) -> tuple[Table, ...]:
    """What people found, with evidence, owner and review date; absent where nobody found anything."""
    if not facts.known.findings:
        return ()
    columns = (
        Column(key="kind", label=Text("類別", "Kind"), type="t", width=9),
        Column(key="market", label=Text("市場", "Market"), type="t", width=9),
        Column(key="words", label=Text("內容", "Finding"), type="t", width=40),
        Column(key="likelihood", label=Text("可能性", "Likelihood"), type="t", width=9),
        Column(key="evidence", label=Text("證據", "Evidence"), type="t", width=16),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=8),
        Column(key="review", label=Text("複查日", "Review"), type="d", width=10),
    )
    rows = []
    for number, one in enumerate(facts.known.findings, 1):
        at = f"{FINDINGS}.f{number}"
        cells = {
            "kind": words(f"{at}.kind", UP if one.opportunity else DOWN),
            "market": words(f"{at}.market", country(one.market)),
            "words": words(f"{at}.words", one.words, cites=(RECORDS,)),
            "likelihood": words(f"{at}.likelihood", same(f"{one.likelihood} / 5")),
            "evidence": words(f"{at}.evidence", same(", ".join(one.evidence))),
            "owner": words(f"{at}.owner", one.owner),
            "review": words(f"{at}.review", one.review.isoformat(), kind="date"),
        }
        rows.append(Row(id=f"f{number}", cells=cells))
    title = Text("登錄之機會與威脅", "Opportunities and threats on record")
    return (Table(id=FINDINGS, title=title, columns=columns, rows=tuple(rows), cites=(RECORDS,)),)


def advice() -> Paragraph:
    """The author's own words, kept apart from what the software says."""
    prompt = Text("建議（可留白）", "Advice (may stay empty)")
    return Paragraph(id="advice", role="authored", title=Text("建議", "Advice"), prompt=prompt, text=Prose(), min_chars=0)
