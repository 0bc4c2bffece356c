"""What happens around the markets: developments under PESTLE with estimated effects, and culture with its sources."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.market.facts import RECORDS, MarketFacts, country
from argosy.deliverables.families.market.figures import count, estimate, rate, words
from argosy.deliverables.families.market.known import Culture, Finding, Item
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.words import Paragraph

TITLE = Text("環境與文化因素", "Environment and culture")
EVENTS, CULTURE = "events", "culture"
LEAST_SOURCES = 2
EVENT_KINDS = ("macro", "regulation", "technology")
UP, DOWN = Text("機會", "opportunity"), Text("威脅", "threat")
OPEN = Text("未評估", "not assessed")
BY_OWNER = Text("負責人估計", "estimated by its owner")
NO_EVENTS = Text(
    "所列市場無可列印之環境事件（須有證據且未逾複查日）。",
    "No development of these markets may be printed: each needs evidence and a review date still ahead.",
)
NO_CULTURE = Text("所列市場無已查證之文化因素。", "There is no verified cultural factor of these markets.")


def section(facts: MarketFacts) -> Section:
    """Developments, then culture; what is missing says so."""
    first = events(facts) if facts.known.findings or _told(facts) else Paragraph(id="event_words", text=plain(NO_EVENTS))
    second = culture(facts) if facts.known.culture else Paragraph(id="culture_words", text=plain(NO_CULTURE))
    return Section(
        id="environment_section", title=TITLE, sheet=Text("環境與文化", "Environment"), audience="internal", blocks=(first, second)
    )


def _told(facts: MarketFacts) -> tuple[Item, ...]:
    """Items of the register on the economy, the law and technology; those that stand behind a finding are told with it."""
    behind = {ref for finding in facts.known.findings for ref in finding.evidence}
    return tuple(item for item in facts.known.items if item.kind in EVENT_KINDS and item.ref not in behind)


def events(facts: MarketFacts) -> Table:
    """事件, 日期, 影響途徑, 方向, 幅度估計 with its range, 證據等級."""
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=9),
        Column(key="event", label=Text("事件", "Development"), type="t", width=32),
        Column(key="on", label=Text("日期", "Date"), type="d", width=10),
        Column(key="path", label=Text("影響途徑", "Channel"), type="t", width=10),
        Column(key="direction", label=Text("方向", "Direction"), type="t", width=9),
        Column(
            key="size",
            label=Text("對銷售之幅度", "Effect on sales"),
            type="r",
            unit="%",
            trace="effect",
            width=9,
            hide_if_empty=not any(_sized(facts)),
        ),
        Column(key="grade", label=Text("證據等級", "Evidence"), type="t", width=9),
    )
    grades = {item.ref: item for item in facts.known.items}
    rows = [_finding(f"f{i}", f, grades) for i, f in enumerate(facts.known.findings, 1)]
    rows += [_item(f"i{i}", item) for i, item in enumerate(_told(facts), 1)]
    note = Text(
        "幅度為負責人對受影響銷售額之估計（低–高），非統計推論；證據等級為來源可信度與內容可信度（A1 最佳）。",
        "Effects are estimates by the owner on the sales exposed (low to high) and no statistical inference; evidence is graded by source and content (A1 is best).",
    )
    title = Text("國際環境影響", "Effects of the international environment")
    return Table(id=EVENTS, title=title, columns=columns, rows=tuple(rows), note=plain(note), cites=(RECORDS,))


def _sized(facts: MarketFacts) -> Iterator[bool]:
    return (finding.base is not None for finding in facts.known.findings)


def _finding(identity: str, one: Finding, items: dict[str, Item]) -> Row:
    at = f"{EVENTS}.{identity}"
    behind = [items[ref] for ref in one.evidence if ref in items]
    first = min((item.observed for item in behind), default=None)
    grade = min((item.grade for item in behind), default="")
    size = estimate(
        rate, f"{at}.size", one.base, (one.low, one.high), level="", method=BY_OWNER, why=BY_OWNER, trace="effect", cites=(RECORDS,), missing="not_recorded"
    )  # fmt: skip
    return Row(
        id=identity,
        cells={
            "market": words(f"{at}.market", country(one.market)),
            "event": words(f"{at}.event", one.words, cites=(RECORDS,)),
            "on": words(f"{at}.on", first.isoformat() if first else "", kind="date"),
            "path": words(f"{at}.path", one.pestle),
            "direction": words(f"{at}.direction", UP if one.opportunity else DOWN),
            "size": size,
            "grade": words(f"{at}.grade", same(grade)),
        },
    )


def _item(identity: str, item: Item) -> Row:
    at = f"{EVENTS}.{identity}"
    return Row(
        id=identity,
        cells={
            "market": words(f"{at}.market", country(item.market) if item.market else ""),
            "event": words(f"{at}.event", item.title, cites=(RECORDS,)),
            "on": words(f"{at}.on", item.observed.isoformat(), kind="date"),
            "path": words(f"{at}.path", item.kind_words),
            "direction": words(f"{at}.direction", OPEN),
            "size": rate(f"{at}.size", None, missing="not_recorded", cites=(RECORDS,)),
            "grade": words(f"{at}.grade", same(item.grade)),
        },
    )


def culture(facts: MarketFacts) -> Table:
    """市場, 因素, 對商業活動之影響, 來源, with how many sources stand behind each."""
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=9),
        Column(key="factor", label=Text("因素", "Factor"), type="t", width=11),
        Column(key="finding", label=Text("內容", "Finding"), type="t", width=28),
        Column(key="effects", label=Text("對商業活動之影響與因應", "Effect on business and response"), type="t", width=28),
        Column(key="sources", label=Text("來源", "Sources"), type="t", width=14),
        Column(key="n", label=Text("來源數", "n"), type="n", trace="count", width=7),
    )
    rows = tuple(_note(facts, i, note) for i, note in enumerate(facts.known.culture, 1))
    note = Text("來源數少於 {n} 者，發行前須補足。", "Rows with fewer than {n} sources must be completed before issue.").format(
        n=LEAST_SOURCES
    )
    return Table(id=CULTURE, title=Text("文化因素", "Cultural factors"), columns=columns, rows=rows, note=plain(note), cites=(RECORDS,))


def sources(facts: MarketFacts, note: Culture) -> tuple[str, ...]:
    """Codes of the sources behind a cultural factor: its own, those of other notes on it, and of items on the market's culture."""
    others = [c.source for c in facts.known.culture if (c.market, c.factor) == (note.market, note.factor)]
    items = [i.source for i in facts.known.items if i.kind == "culture" and i.market == note.market]
    return tuple(dict.fromkeys(code for code in (note.source, *others, *items) if code))


def _note(facts: MarketFacts, number: int, note: Culture) -> Row:
    at, named = f"{CULTURE}.c{number}", sources(facts, note)
    cited = tuple(place for code in named for place in facts.cite(code))
    told = {code: name for code, name, _ in facts.known.sources}
    names = Text("、".join(told[c].zh for c in named if c in told), ", ".join(told[c].en for c in named if c in told))
    return Row(
        id=f"c{number}",
        cells={
            "market": words(f"{at}.market", country(note.market)),
            "factor": words(f"{at}.factor", _factor(note)),
            "finding": words(f"{at}.finding", note.words, cites=cited),
            "effects": words(f"{at}.effects", note.effects),
            "sources": words(f"{at}.sources", names, cites=cited),
            "n": count(f"{at}.n", len(named), cites=cited or (RECORDS,)),
        },
    )


def _factor(note: Culture) -> Text:
    """The factor, with the customers it is about where it is not about all."""
    return Text(f"{note.factor.zh}（{note.segment}）", f"{note.factor.en} ({note.segment})") if note.segment else note.factor


def thin(facts: MarketFacts) -> Iterator[tuple[str, Culture]]:
    """Cells of cultural factors with fewer than two sources (check MR2)."""
    for number, note in enumerate(facts.known.culture, 1):
        if len(sources(facts, note)) < LEAST_SOURCES:
            yield f"{CULTURE}.c{number}.n", note
