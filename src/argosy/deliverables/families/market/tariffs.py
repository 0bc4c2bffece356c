"""What stands at the border and behind it: tariff position, then law, ethics and environment from the compliance checklists."""

from __future__ import annotations

from argosy.deliverables.families.market.facts import RECORDS, TARIFF, TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import rate, score, words
from argosy.deliverables.families.market.known import Law
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.words import Paragraph

TITLE = Text("關稅、非關稅、法規與倫理", "Tariffs, other measures, law and ethics")
TABLE, LAWS = "tariffs", "laws"
STATES = {
    "met": Text("● 符合", "● met"),
    "gap": Text("▲ 缺口", "▲ gap"),
    "na": Text("－ 不適用", "－ n/a"),
    "waived": Text("－ 免除", "－ waived"),
    "": Text("○ 未判定", "○ undecided"),
}
NO_TARIFFS = Text(
    "倉儲沒有本商品之適用稅率資料（例：WITS/TRAINS），關稅地位無法計算。",
    "The warehouse has no tariffs faced by this product (such as WITS/TRAINS): the tariff position cannot be computed.",
)
NO_LAWS = Text("所列市場尚無本商品之法規檢核表。", "There is no compliance checklist for this product in the markets listed.")


def section(facts: MarketFacts) -> Section:
    """Both tables, or what is missing for them."""
    first = table(facts) if facts.tariffs else Paragraph(id="tariff_words", text=plain(NO_TARIFFS))
    second = laws(facts) if facts.known.laws else Paragraph(id="law_words", text=plain(NO_LAWS))
    return Section(
        id="tariff_section", title=TITLE, sheet=Text("關稅與法規", "Tariffs and law"), audience="internal", blocks=(first, second)
    )


def position(facts: MarketFacts, market: str) -> tuple[float | None, float | None, float | None]:
    """Own rate, import-weighted mean of the rivals whose rate is known, and the share of rivals' imports covered; shares of one."""
    if facts.tariffs is None:
        return None, None, None
    own = facts.tariffs.faced(market, facts.trade.home)
    rivals = {s: v for s, v in facts.trade.supplied(market, facts.trade.year).items() if s != facts.trade.home}
    known = {s: found[0] for s in rivals if (found := facts.tariffs.faced(market, s))}
    weight = sum(rivals[s] for s in known)
    mean = sum(rivals[s] * r for s, r in known.items()) / weight / 100 if weight > 0 else None
    covered = weight / sum(rivals.values()) if rivals and sum(rivals.values()) > 0 else None
    return (own[0] / 100 if own else None), mean, covered


def table(facts: MarketFacts) -> Table:
    """Own rate beside the rivals', and the difference in percentage points: above zero the home country pays more."""
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=20),
        Column(key="own", label=Text("本國適用稅率", "Home rate"), type="r", unit="%", trace="tariff_position", width=12),
        Column(key="rivals", label=Text("競爭者平均", "Rivals' mean"), type="r", unit="%", trace="tariff_position", width=12),
        Column(key="gap", label=Text("關稅地位（百分點）", "Tariff position (pp)"), type="s", dp=1, trace="tariff_position", width=12),
        Column(key="covered", label=Text("競爭者稅率涵蓋", "Rivals covered"), type="r", unit="%", trace="tariff_position", width=12),
    )
    note = Text(
        "關稅地位＝本國適用稅率−競爭者以進口值加權之平均；正值表示本國較不利。多碼商品為簡單平均。",
        "Tariff position is the home rate minus the import-weighted mean of the rivals; above zero home is worse off. Over several codes a simple mean.",
    )
    rows = tuple(_row(facts, m) for m in facts.focus)
    return Table(
        id=TABLE,
        title=Text("各市場之關稅地位", "Tariff position by market"),
        columns=columns,
        rows=rows,
        note=plain(note),
        cites=(TARIFF, TRADE),
    )


def _row(facts: MarketFacts, market: str) -> Row:
    at, (own, mean, covered) = f"{TABLE}.{market}", position(facts, market)
    gap = None if own is None or mean is None else (own - mean) * 100
    cited = (TARIFF, TRADE)
    return Row(
        id=market,
        cells={
            "market": words(f"{at}.market", country(market)),
            "own": rate(f"{at}.own", own, cites=(TARIFF,)),
            "rivals": rate(f"{at}.rivals", mean, cites=cited),
            "gap": score(f"{at}.gap", gap, dp=1, cites=cited),
            "covered": rate(f"{at}.covered", covered, cites=cited),
        },
    )


def laws(facts: MarketFacts) -> Table:
    """Every requirement of the checklists, with where it stands in the law and our state."""
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=10),
        Column(key="topic", label=Text("類別", "Topic"), type="t", width=12),
        Column(key="requirement", label=Text("要求", "Requirement"), type="t", width=34),
        Column(key="citation", label=Text("依據", "Citation"), type="t", width=22),
        Column(key="state", label=Text("本公司狀態", "Our state"), type="t", width=11),
        Column(key="note", label=Text("說明", "Note"), type="t", width=20),
    )
    note = Text("無依據或已逾效期之要求視為缺口。", "A requirement without a citation or past its last day counts as a gap.")
    rows = tuple(_law(i, law) for i, law in enumerate(facts.known.laws, 1))
    title = Text("法規、道德規範與環境要求", "Law, ethics and environment")
    return Table(id=LAWS, title=title, columns=columns, rows=rows, note=plain(note), cites=(RECORDS,))


def _law(number: int, law: Law) -> Row:
    at = f"{LAWS}.l{number}"
    return Row(
        id=f"l{number}",
        cells={
            "market": words(f"{at}.market", country(law.market)),
            "topic": words(f"{at}.topic", law.topic_words),
            "requirement": words(f"{at}.requirement", law.requirement),
            "citation": words(f"{at}.citation", same(law.citation)) if law.citation else words(f"{at}.citation", ""),
            "state": words(f"{at}.state", STATES[law.state], cites=(RECORDS,)),
            "note": words(f"{at}.note", same(law.note), missing="not_applicable"),
        },
    )
