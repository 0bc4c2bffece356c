"""Section: the register, one row an item, and what was left out of it."""

from __future__ import annotations

from collections import Counter

from argosy.deliverables.families.intelligence.cells import code, count, day, row, words
from argosy.deliverables.families.intelligence.facts import REGISTER, IntelFacts
from argosy.deliverables.families.intelligence.items import Item
from argosy.deliverables.families.market.facts import country
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding

TITLE = Text("情報登錄表", "Register of items")
TABLE = "register"


def section(facts: IntelFacts) -> Section:
    """How many items each market and topic has, and the table."""
    return Section(id="register_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(*spread(facts), table(facts)))


def table(facts: IntelFacts) -> Table:
    """All listed items, the newest first; expired ones are marked."""
    return Table(
        id=TABLE, title=Text("市場情報", "Market intelligence"), columns=COLUMNS, rows=tuple(_row(facts, item) for item in facts.register.listed),
        note=plain(left_out(facts)), cites=(REGISTER,), empty=Text("範圍內沒有可用的情報", "No usable item in scope"),
    )  # fmt: skip


COLUMNS = (
    Column(key="no", label=Text("編號", "No."), type="c", width=13),
    Column(key="collected", label=Text("蒐集日", "Collected"), type="d", width=15),
    Column(key="observed", label=Text("發生日", "Happened"), type="d", width=15),
    Column(key="market", label=Text("市場", "Market"), width=12),
    Column(key="hs", label=Text("商品 HS", "HS"), type="c", width=11),
    Column(key="kind", label=Text("主題", "Topic"), type="e", width=13),
    Column(key="title", label=Text("內容摘要", "Contents"), width=42),
    Column(key="summary", label=Text("登錄全文", "As entered"), width=50, sheet_only=True),
    Column(key="source", label=Text("來源", "Source"), width=22),
    Column(key="channel", label=Text("管道", "Channel"), type="e", width=13),
    Column(key="grade", label=Text("可信度", "Grade"), type="c", width=8),
    Column(key="relevance", label=Text("相關性", "Relevance"), type="n", width=9),
    Column(key="impact", label=Text("對本公司影響", "Effect on us"), width=32),
    Column(key="expires", label=Text("有效至", "Valid to"), type="d", width=15),
    Column(key="secrecy", label=Text("保密", "Secrecy"), type="e", width=9),
    Column(key="recorder", label=Text("蒐集人", "Recorded by"), type="p", width=12),
    Column(key="uses", label=Text("引用次數", "Uses"), type="n", width=8),
)


def _row(facts: IntelFacts, item: Item) -> Row:
    cites = facts.cite(item.source, item.second)
    cells = {
        "no": code(item.ref), "collected": day(item.collected), "observed": day(item.observed), "market": words(country(item.market) if item.market else NOTHING),
        "hs": code(item.hs), "kind": words(item.kind_words), "title": words(item.title, cites=cites), "summary": words(item.summary),
        "source": words(facts.origin(item.source) if item.source else NOTHING, cites=cites), "channel": words(item.channel), "grade": code(item.grade),
        "relevance": count(item.relevance, (REGISTER,), trace="relevance"), "impact": words(item.impact), "expires": day(item.expires), "secrecy": words(item.secrecy),
        "recorder": words(item.recorder), "uses": count(item.uses, (REGISTER,)),
    }  # fmt: skip
    return row(TABLE, item.ref, cells, "mark" if item.expired(facts.request.as_of) else "normal")


def left_out(facts: IntelFacts) -> Text:
    """How many items of the period are not usable, by reason."""
    r = facts.register
    told = Text(
        "{a} 起蒐集 {n} 則；未達可用者：無來源草稿 {d} 則、評等低於 {g} 或未評 {low} 則、逾期 {x} 則{what}。相關性 0–3：市場、商品、決策各一分。各則以登錄時之語言列示。",
        "{n} items collected since {a}. Not usable: {d} drafts without a source, {low} graded below {g} or not graded, {x} expired{what}. "
        "Relevance 0 to 3: one each for a market, a product and a decision of ours. Entries stand in the language they were made in.",
    )
    what = Text("（仍予列示）", " (listed all the same)") if facts.ask.everything else Text("（均未列入）", " (all left out)")
    return told.format(a=facts.ask.since.isoformat(), n=r.heard, d=r.drafts, g=r.least, low=r.low, x=r.expired, what=what)


def spread(facts: IntelFacts) -> tuple[Chart, ...]:
    """Items by market and topic: where we hear much, and where nothing."""
    told = Counter((item.market, item.kind) for item in facts.register.listed if item.market)
    if not told:
        return ()
    markets = [m for m, _ in Counter(i.market for i in facts.register.listed if i.market).most_common()]
    kinds = {item.kind: item.kind_words for item in facts.register.listed}
    rows = tuple({"market": country(m), "kind": kinds[k], "n": str(told[m, k])} for m in markets for k in kinds)
    most = markets[0]
    share = f"{sum(n for (m, _), n in told.items() if m == most)}/{sum(told.values())}"
    return (
        Chart(
            id="spread", chart="heat", rows=rows, data_table=TABLE, height_mm=max(36, 7 * len(markets) + 14),
            title=Text(f"情報最多的市場是{country(most).zh}（{share}）；點表示沒有情報", f"Most is heard of {country(most).en} ({share}); a dot means nothing was heard"),
            encodings={
                "x": Encoding(field="kind", type="nominal", title=Text("主題", "Topic")), "y": Encoding(field="market", type="nominal", title=Text("市場", "Market")),
                "color": Encoding(field="n", type="quantitative", title=Text("則數", "Items"), format=",.0f"),
            },
            alt=Text("熱圖：各市場與主題之情報則數", "Heat map: number of items by market and topic"), cites=(REGISTER,),
        ),
    )  # fmt: skip
