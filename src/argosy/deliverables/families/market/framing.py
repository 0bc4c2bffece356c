"""The frame of a market report: what its variants share around the sections they choose."""

from __future__ import annotations

from collections.abc import Iterable

from argosy.deliverables.deliverable import Param
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.facts import MarketFacts
from argosy.deliverables.families.market.rounding import whole_millions
from argosy.deliverables.families.market.rules import used
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import AnyBlock, Report, Rule, Section
from argosy.report.prose import plain
from argosy.report.table import Table
from argosy.report.value import Value
from argosy.report.words import KeyFigures, Paragraph

MANAGER = Text("國際貿易部", "International trade")
NOTE = Paragraph(
    id="trace_note",
    role="note",
    text=plain(
        Text(
            "列出主要數字、各表第一列與合計之算法；其餘各列相同，每一數值之說明見 JSON 檔（argosy why）或於螢幕上點選。",
            "Workings of the key figures, of the first row and the totals of every table; other rows go the same way. Every figure is explained in the "
            "JSON file (argosy why) or by a click on screen.",
        )
    ),
)
COORDINATOR = Text("進出口客戶服務組", "Import and export service")


def framed_report(
    facts: MarketFacts, params: tuple[Param, ...], unit: Text, sections: Iterable[Section], *, decision: tuple[AnyBlock, ...] = (),
    subtitle: Text = NOTHING, rules: tuple[Rule, ...] = (), names: dict[str, str] | None = None,
) -> Report:  # fmt: skip
    """The whole report of a variant: its sections that hold something, then the common tail. ``rules`` are a variant's own beside those of the family."""
    kept = tuple(section for section in sections if section.blocks)
    kept = kept if facts.trade.dp else tuple(whole_millions(section) for section in kept)
    ends = tail(decision=decision, figures=explained(kept), note=NOTE)
    frame = Frame(
        request=facts.request, firm=facts.firm, params=params, subtitle=subtitle or _subtitle(facts), unit=unit, citations=facts.sources,
        rules=used((*kept, *ends), rules), names=names or {},
    )  # fmt: skip
    return framed(frame, (*kept, *ends))


def explained(sections: Iterable[Section]) -> tuple[str, ...]:
    """What the printed workings show: key figures, and of every table its first row and its totals; the rest go the same way."""
    shown: list[Value] = []
    for block in (b for section in sections for b in section.blocks):
        if isinstance(block, KeyFigures):
            shown += [item.value for item in block.items]
        elif isinstance(block, Table):
            shown += [v for row in (*block.rows[:1], *((block.totals,) if block.totals else ())) for v in row.cells.values()]
    return tuple(dict.fromkeys(value.id for value in shown if value.is_figure))


def _subtitle(facts: MarketFacts) -> Text:
    """The product and the years; made-up data say so under the title."""
    trade = facts.trade
    years = str(trade.year) if trade.base == trade.year else f"{trade.base}–{trade.year}"
    told = Text(f"{facts.product.zh}，{years} 年", f"{facts.product.en}, {years}")
    return Text(f"{told.zh}（合成示範資料）", f"{told.en} (synthetic demo data)") if trade.synthetic else told
