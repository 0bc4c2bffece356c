"""Section: tariffs faced, law, ethics and environment of the leading markets: requirement, law, our state. What is open is said."""

from __future__ import annotations

from argosy.deliverables.families.market import tariffs
from argosy.deliverables.families.market.facts import RECORDS, MarketFacts, country
from argosy.deliverables.families.market.figures import words
from argosy.deliverables.families.market.known import Law
from argosy.deliverables.families.market.rank_facts import RankFacts
from argosy.kernel.text import Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Group, Row, Table
from argosy.report.words import Paragraph

TITLE = Text("關稅、法規、道德與環境限制", "Tariffs, law, ethics and environment")
OPEN = ("gap", "")


def section(facts: MarketFacts, rank: RankFacts) -> Section:
    """The tariff table where there is one, the checklist, and which leading markets have none."""
    first = tariffs.table(facts) if facts.tariffs else Paragraph(id="tariff_words", text=plain(tariffs.NO_TARIFFS))
    blocks: tuple[AnyBlock, ...] = (first, checklist(facts, rank))
    return Section(id="law", title=TITLE, sheet=Text("法規檢核", "Law"), audience="internal", blocks=blocks)


def laws(facts: MarketFacts, rank: RankFacts) -> tuple[Law, ...]:
    """The requirements of the leading markets."""
    return tuple(law for law in facts.known.laws if law.market in rank.shown)


def unlisted(facts: MarketFacts, rank: RankFacts) -> tuple[str, ...]:
    """Leading markets for which no checklist was ever opened."""
    told = {law.market for law in laws(facts, rank)}
    return tuple(m for m in rank.shown if m not in told)


def checklist(facts: MarketFacts, rank: RankFacts) -> Table:
    """Requirement by requirement, grouped by market."""
    columns = (
        Column(key="topic", label=Text("類別", "Topic"), type="t", width=12),
        Column(key="requirement", label=Text("要求", "Requirement"), type="t", width=38),
        Column(key="law", label=Text("法規依據", "Law"), type="t", width=24),
        Column(key="state", label=Text("本公司狀態", "Our state"), type="t", width=12),
        Column(key="note", label=Text("說明", "Note"), type="t", width=20, hide_if_empty=True),
    )
    rows = tuple(_row(law) for law in laws(facts, rank))
    none = unlisted(facts, rank)
    zh, en = "、".join(country(m).zh for m in none), ", ".join(country(m).en for m in none)
    note = plain(Text(f"尚未建立檢核表之市場：{zh}。建議前須先建立並結清。", f"No checklist has been opened for {en}: open and close one before going ahead.")) if none else None  # fmt: skip
    return Table(
        id="checklist", title=Text("法規、道德規範與環境限制檢核", "Checklist of law, ethics and environment"), columns=columns, rows=rows,
        groups=tuple(Group(id=m, label=country(m)) for m in dict.fromkeys(law.market for law in laws(facts, rank))), note=note, cites=(RECORDS,) if rows else (),
        empty=Text("領先市場均無檢核表", "No checklist for any leading market"),
    )  # fmt: skip


def _row(law: Law) -> Row:
    at = f"checklist.{law.id}".replace(" ", "_")
    cells = {
        "topic": words(f"{at}.topic", law.topic_words), "requirement": words(f"{at}.requirement", law.requirement), "law": words(f"{at}.law", same(law.citation)),
        "state": words(f"{at}.state", tariffs.STATES[law.state]),
    }  # fmt: skip
    if law.note:
        cells["note"] = words(f"{at}.note", same(law.note))
    return Row(id=law.id.replace(" ", "_"), group=law.market, cells=cells, style="mark" if law.state in OPEN else "normal")


def still_open(facts: MarketFacts, rank: RankFacts) -> tuple[str, ...]:
    """Recommended markets whose checklist is missing or has an open item (check MR8)."""
    wanted = rank.made.recommended
    return tuple(m for m in wanted if m in unlisted(facts, rank) or any(law.market == m and law.state in OPEN for law in facts.known.laws))
