"""Section: which items serve which activity, and how much of our business stands where something was heard."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from argosy.deliverables.families.intelligence.cells import code, count, gap, rate, row, words
from argosy.deliverables.families.intelligence.facts import OWN, REGISTER, TRADE, IntelFacts
from argosy.deliverables.families.intelligence.items import Item
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import count as counted
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Axis, Matrix, MatrixCell

TITLE = Text("適用性矩陣", "Applicability")
TABLE = "exposure"
WHITE_SPACE = Text("空白市場", "white space")
PRINTED = 30
ACTIVITIES = (
    ("quoting", Text("報價", "Offers")),
    ("product", Text("商品", "Product")),
    ("channel", Text("通路", "Channels")),
    ("promotion", Text("推廣", "Promotion")),
    ("compliance", Text("法規文件", "Compliance")),
    ("planning", Text("預測備貨", "Planning")),
)


@cache
def uses() -> dict[str, dict[str, int]]:
    """How much each topic serves each activity, 0 to 3, from ``uses.toml``."""
    return tomllib.loads(files("argosy.deliverables.families.intelligence").joinpath("uses.toml").read_text(encoding="utf-8"))


def applicability(item: Item, activity: str) -> int:
    """What an item is worth for an activity, 0 to 3: the use of its topic, and never more than its own relevance."""
    return min(uses().get(item.kind, {}).get(activity, 0), item.relevance or 0)


def section(facts: IntelFacts) -> Section:
    """Items against activities; then goods and markets against our own sales."""
    return Section(id="fit_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(matrix(facts), exposure(facts)))


def matrix(facts: IntelFacts) -> Matrix:
    """The key items against the activities."""
    rows = tuple(Axis(id=item.ref, label=Text(f"{item.ref} {item.title.zh}", f"{item.ref} {item.title.en}")) for item in facts.register.key)
    cells = tuple(
        MatrixCell(row=item.ref, col=name, values=(counted(f"fit.{item.ref}.{name}", applicability(item, name), words, cites=(REGISTER,), trace="fit"),))
        for item in facts.register.key for name, words in ACTIVITIES
    )  # fmt: skip
    return Matrix(
        id="fit", type="traceability", title=Text("重點情報對各項作業之適用性（0–3）", "Use of the key items for each activity (0 to 3)"), rows=rows,
        cols=tuple(Axis(id=name, label=label) for name, label in ACTIVITIES), cells=cells, row_title=Text("情報", "Item"), col_title=Text("作業", "Activity"),
        note=plain(Text("取主題對作業之適用度與情報相關性之較小者；對照表為預設。", "The use of its topic for the activity, and never more than the item's relevance; the uses are defaults.")),
        empty=Text("沒有重點情報", "No key items"),
    )  # fmt: skip


def exposure(facts: IntelFacts) -> Table:
    """One row a HS6 and market heard of: items, own sales exposed, market growth, own share."""
    columns = (
        Column(key="hs", label=Text("HS", "HS"), type="c", width=10),
        Column(key="market", label=Text("市場", "Market"), width=18),
        Column(key="items", label=Text("情報則數", "Items"), type="n", width=10, trace="count"),
        Column(key="exposed", label=Text("曝險之外銷占比", "Share of our exports"), type="r", width=16, trace="exposed"),
        Column(key="yoy", label=Text("市場年增率", "Market growth, YoY"), type="r", dp=1, width=14, trace="yoy"),
        Column(key="share", label=Text("本公司占比", "Our share of imports"), type="r", dp=2, width=16, trace="own_share"),
    )
    return Table(
        id=TABLE, title=Text("市場與商品之相關性", "How far our business stands there"), columns=columns, rows=tuple(_row(facts, *pair) for pair in facts.pairs),
        print_rows=PRINTED, note=plain(_note()), empty=Text("沒有商品與市場", "No goods and markets"),
    )  # fmt: skip


def _row(facts: IntelFacts, hs: str, market: str, heard: int) -> Row:
    cells = {"hs": code(hs), "market": words(country(market)), "items": count(heard, (REGISTER,))}
    sold = facts.own.exposed.get((hs, market)) if facts.own else None
    cells["exposed"] = words(WHITE_SPACE) if sold is None else rate(sold, "exposed", (OWN,))
    cells["yoy"] = rate(facts.trade.change(hs, market), "yoy", (TRADE,)) if facts.trade else gap("rate", "source_gap")
    share = facts.own.share.get((hs, market)) if facts.own else None
    cells["share"] = (
        gap("rate", "not_applicable" if sold is None else "source_gap") if share is None else rate(share, "own_share", (OWN, TRADE), dp=2)
    )
    return row(TABLE, f"{hs}-{market}", cells)


def _note() -> Text:
    return Text(
        "「空白市場」表示十二個月內沒有銷售，並非零需求。占比以可比之最近一年計，本公司銷售調整為 CIF。",
        "“White space”: nothing was sold in twelve months, which is not the same as no demand. Shares are of the latest year that can be compared, own sales brought to CIF.",
    )
