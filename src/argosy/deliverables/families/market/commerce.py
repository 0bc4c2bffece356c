"""Cross-border electronic trade: the channels on file. Ranks, search indices and parcel counts are listed as lacking while none are kept."""

from __future__ import annotations

from argosy.deliverables.families.market.facts import MarketFacts, country
from argosy.deliverables.families.market.figures import rate, words
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.words import Paragraph

TITLE = Text("跨境電商", "Cross-border electronic trade")
TABLE = "channels"
LACKING = Text(
    "未留存平台排名、搜尋指數與包裹件數之序列，故無線上趨勢；以下僅列已建檔之通路。",
    "No series of marketplace ranks, search indices or parcel counts are kept, so no online trend can be told; below are the channels on file.",
)


def section(facts: MarketFacts) -> Section:
    """The channels on file for the markets, and what is lacking."""
    columns = (
        Column(key="code", label=Text("代號", "Code"), type="c", width=14),
        Column(key="name", label=Text("通路", "Channel"), type="t", width=34),
        Column(key="market", label=Text("市場", "Market"), type="t", width=16),
        Column(key="kind", label=Text("類別", "Kind"), type="t", width=18),
        Column(key="complete", label=Text("檔案完整度", "File complete"), type="r", unit="%", dp=0, trace="count", width=14),
    )
    rows = tuple(
        Row(
            id=f"c{i}",
            cells={
                "code": words(f"{TABLE}.c{i}.code", same(one.code), kind="code"),
                "name": words(f"{TABLE}.c{i}.name", one.name),
                "market": words(f"{TABLE}.c{i}.market", country(one.market)),
                "kind": words(f"{TABLE}.c{i}.kind", one.kind),
                "complete": rate(f"{TABLE}.c{i}.complete", one.complete / 100, dp=0, trace="count", cites=()),
            },
        )
        for i, one in enumerate(facts.known.channels, 1)
    )
    empty = Text("所列市場無通路檔案", "No channel of these markets is on file")
    table = Table(id=TABLE, title=Text("通路檔案", "Channels on file"), columns=columns, rows=rows, empty=empty)
    lacking = Paragraph(id="commerce_words", text=plain(LACKING))
    return Section(id="commerce_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(lacking, table))
