"""Section: what is known of culture and e-commerce in the candidate markets, each with its source, and what nobody has covered."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.intelligence.facts import BRIEFS
from argosy.deliverables.families.intelligence.pack_facts import PackFacts
from argosy.deliverables.families.intelligence.places import Channel, Note
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import rate as rated
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

TITLE = Text("文化與電商來源", "Culture and e-commerce")
CULTURE, COMMERCE = "culture", "commerce"


def section(facts: PackFacts) -> Section:
    """Culture notes, then channels."""
    return Section(
        id="culture_section",
        title=TITLE,
        sheet=Text("文化與電商", "Culture and commerce"),
        audience="internal",
        blocks=(culture(facts), commerce(facts)),
    )


def culture(facts: PackFacts) -> Table:
    """One row a verified note; the note says what is not covered."""
    columns = (
        Column(key="market", label=Text("市場", "Market"), width=12),
        Column(key="factor", label=Text("因素", "Factor"), type="e", width=12),
        Column(key="finding", label=Text("內容", "Finding"), width=42),
        Column(key="effects", label=Text("影響", "Effect"), width=34),
        Column(key="source", label=Text("來源", "Source"), width=24),
        Column(key="review", label=Text("複查日", "Review"), type="d", width=12),
    )
    return Table(
        id=CULTURE, title=Text("文化因素", "Cultural factors"), columns=columns, rows=tuple(_note(facts, one) for one in facts.places.notes), note=plain(_bare(facts)),
        empty=Text("候選市場沒有經查證之文化筆記", "No verified culture note on the candidates"),
    )  # fmt: skip


def _note(facts: PackFacts, one: Note) -> Row:
    name = facts.origins[one.source].name if one.source in facts.origins else NOTHING
    cites = facts.cite(one.source)
    cells: dict[str, Cell] = {
        "market": words(country(one.market)), "factor": words(one.factor_words), "finding": words(one.finding, cites=cites), "effects": words(one.effects),
        "source": words(name, cites=cites), "review": day(one.review),
    }  # fmt: skip
    return row(CULTURE, f"C{one.id}", cells)


def _bare(facts: PackFacts) -> Text:
    told = [(country(m), factors) for m, factors in facts.places.bare.items() if factors]
    zh = "；".join(f"{name.zh}：{'、'.join(f.zh for f in factors)}" for name, factors in told)
    en = "; ".join(f"{name.en}: {', '.join(f.inside.en for f in factors)}" for name, factors in told)
    left = facts.places.unverified
    more = (
        Text(f"另有 {left} 則筆記無來源或逾複查日，未列入。", f" {left} notes without a source or past review are left out.")
        if left
        else NOTHING
    )
    return Text(f"尚無查證筆記者：{zh or '無'}。{more.zh}", f"Not covered by a verified note: {en or 'none'}.{more.en}")


def commerce(facts: PackFacts) -> Table:
    """One row a channel dossier."""
    columns = (
        Column(key="code", label=Text("代號", "Code"), type="c", width=12),
        Column(key="market", label=Text("市場", "Market"), width=14),
        Column(key="name", label=Text("通路", "Channel"), width=34),
        Column(key="kind", label=Text("類別", "Kind"), type="e", width=16),
        Column(key="complete", label=Text("檔案完整度", "Dossier complete"), type="r", dp=0, width=13, trace="filled"),
        Column(key="fees", label=Text("費用項數", "Fees"), type="n", width=10, trace="count"),
        Column(key="as_of", label=Text("最近資料日", "As of"), type="d", width=14),
        Column(key="state", label=Text("狀態", "State"), type="e", width=16),
    )
    none = Text(
        "候選市場尚無通路檔案；跨境電商數列未登錄，未列。",
        "No channel dossier on the candidates; no cross-border series is on record and none is shown.",
    )
    return Table(
        id=COMMERCE, title=Text("電商與通路", "E-commerce and channels"), columns=columns, rows=tuple(_channel(facts, one) for one in facts.places.channels), empty=none
    )  # fmt: skip


def _channel(facts: PackFacts, one: Channel) -> Row:
    cites = facts.cite(*one.sources) or (BRIEFS,)
    cells: dict[str, Cell] = {
        "code": code(one.code), "market": words(country(one.market)), "name": words(one.name, cites=cites), "kind": words(one.kind),
        "complete": lambda i: rated(i, one.complete / 100, dp=0, trace="filled", cites=cites), "fees": count(one.fees, cites), "as_of": day(one.as_of, "not_recorded"),
        "state": words(one.state),
    }  # fmt: skip
    return row(COMMERCE, one.code, cells)
