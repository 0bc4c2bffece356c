"""Section: scope and assumptions. What is looked at, on which data, and what the data cannot say."""

from __future__ import annotations

from argosy.deliverables.families.market.data_note import notes
from argosy.deliverables.families.market.facts import TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import words
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.words import Fields

TITLE = Text("研究範圍與假設", "Scope and assumptions")
SIDE_WORDS = {
    "R": Text("調和值（BACI）", "reconciled (BACI)"),
    "M": Text("進口國申報", "told by importers"),
    "X": Text("出口國申報", "told by exporters"),
    "S": Text("合成示範資料", "synthetic demo data"),
}


def section(facts: MarketFacts, more: tuple[Text, ...] = ()) -> Section:
    """The scope as fields, and a table of what to know of the data; ``more`` are a variant's own limits."""
    return Section(
        id="scope", title=TITLE, sheet=Text("研究範圍", "Scope"), audience="internal", blocks=(_fields(facts), limits(facts, more))
    )


def _fields(facts: MarketFacts) -> Fields:
    trade, edition = facts.trade, facts.trade.edition
    names = [country(m) for m in facts.focus]
    markets = Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))
    period = str(trade.year) if trade.years[0] == trade.year else f"{trade.years[0]}–{trade.year}"
    monthly = Text("月資料", "monthly") if trade.monthly else Text("年資料", "annual")
    rows = (
        ("product", Text("商品", "Product"), facts.product),
        ("markets", Text("市場", "Markets"), markets),
        ("home", Text("本國", "Home country"), country(facts.ask.home)),
        ("period", Text("期間", "Period"), Text(f"{period}（{monthly.zh}）", f"{period} ({monthly.en})")),
        ("measure", Text("市場規模以", "Market size is"), trade.measure),
        ("side", Text("申報方", "Told by"), SIDE_WORDS[trade.side]),
        ("data", Text("資料", "Data"), Text(f"{edition.title_zh} {edition.edition}", f"{edition.title_en} {edition.edition}")),
        ("compare", Text("比較基期", "Compared with"), same(str(trade.base) if trade.base < trade.year else "—")),
    )
    return Fields(
        id="scope_fields", items=tuple(words(f"scope.{key}", text, label, cites=(TRADE,)) for key, label, text in rows), columns=2
    )


def limits(facts: MarketFacts, more: tuple[Text, ...] = ()) -> Table:
    """What the data cannot say: each limit in a row, listed and not filled in."""
    told = (*notes(facts), *more)
    rows = tuple(
        Row(id=f"n{i}", cells={"no": words(f"limits.n{i}.no", same(str(i))), "what": words(f"limits.n{i}.what", text)})
        for i, text in enumerate(told, 1)
    )
    columns = (
        Column(key="no", label=Text("項", "No."), type="c", width=5),
        Column(key="what", label=Text("限制與說明", "Limit or note"), type="t", width=95),
    )
    return Table(
        id="limits", title=Text("資料之限制與未能回答者", "Limits of the data and what they cannot say"), columns=columns, rows=rows,
        note=plain(Text("未能回答者僅列出，不予推估。", "What cannot be told is listed and not filled in.")), empty=Text("無", "None"),
    )  # fmt: skip
