"""Facts of the intelligence and strategy documents without any database: nine items, four sources, two goods in two markets, one brief, one plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from argosy.deliverables.deliverable import Deliverable, Request, asked
from argosy.deliverables.families.intelligence import asked as briefs
from argosy.deliverables.families.intelligence.choosing import Choice
from argosy.deliverables.families.intelligence.extract import Extract
from argosy.deliverables.families.intelligence.facts import BRIEFS, OWN, REGISTER, TRADE, IntelFacts, pairs_of
from argosy.deliverables.families.intelligence.items import Item, Register, weightiest
from argosy.deliverables.families.intelligence.origins import Origin, citations
from argosy.deliverables.families.intelligence.own_record import Market, OwnRecord
from argosy.deliverables.families.intelligence.pack_facts import RIVALS, PackFacts, Priced, Sold
from argosy.deliverables.families.intelligence.params import read_ask
from argosy.deliverables.families.intelligence.places import Channel, Note, Places
from argosy.deliverables.families.market.facts import edition_source
from argosy.deliverables.families.market.known import Finding
from argosy.deliverables.families.strategy import facts as strategy
from argosy.deliverables.families.strategy.plan import CRITERIA, Candidate, Check, Measured, Plan
from argosy.kernel.source import Source
from argosy.kernel.text import Text, same
from tests.deliverables.market_world import edition
from tests.deliverables.world import FIRM

DAY = date(2026, 6, 30)
HUBS, TEA = "871493", "090230"
SIZES = {(HUBS, "VN"): 4.0, (HUBS, "NL"): 9.0, (TEA, "VN"): 1.5, (TEA, "NL"): 0.8}
GROWTH = {"VN": 0.14, "NL": 0.03}
SHARES = {"TW": 0.1, "CN": 0.6, "IT": 0.3}
MONTHS = [year * 100 + month for year in (2023, 2024, 2025, 2026) for month in range(1, 13) if year * 100 + month <= 202606]
MIRROR = 0.95
"""What the exporter tells, as a share of what the importer tells: every mirror gap is 5 %."""
WHO = Text("吳示範", "Demo Wu")


def request(deliverable: Deliverable, **params: str) -> Request:
    """A request on the sample firm's day."""
    return Request(deliverable.key, asked(deliverable.params, params), DAY, DAY, "zh-Hant", datetime(2026, 6, 30, 9, tzinfo=UTC))


def item(number: int, kind: str = "regulation", market: str = "VN", hs: str = HUBS, grade: str = "B2", **changes: Any) -> Item:
    """One item, usable unless changed."""
    made = Item(
        f"IN-{number:04d}", kind, Text({"regulation": "法規", "price": "價格", "culture": "文化"}[kind], kind.capitalize()), market, hs,
        Text(f"情報標題 {number}", f"Title {number}"), f"全文 {number}", f"影響 {number}", "S-OFC", "", Text("駐外單位", "Trade office abroad"), date(2026, 3, number),
        date(2026, 3, number + 1), date(2026, 12, 31), grade, 2, Text("內部", "Internal"), True, WHO, 0, "",
    )  # fmt: skip
    return replace(made, **changes)


def items() -> tuple[Item, ...]:
    """Usable items: the weightiest is A1 of relevance 3 with a second source."""
    return (
        item(1, grade="A1", relevance=3, second="S-PRS", uses=2), item(2, "price", "NL"), item(3, "culture", "VN", TEA), item(4, "price", "VN", grade="C3", relevance=1),
        item(5, "regulation", "NL", TEA, "B3", relevance=3), item(6, "culture", "NL", expires=None),
    )  # fmt: skip


def origin(code: str, kind: str, grade: str, **changes: Any) -> Origin:
    """One source."""
    made = Origin(
        code, Text(f"來源 {code}", f"Source {code}"), kind, Text("類別", "Kind"), f"機構 {code}", f"https://{code.lower()}.example", "", "範圍", "內部使用", "", "訂閱", 31, date(2026, 6, 20),
        0, grade, ((date(2026, 1, 5), grade),), "理由", True,
    )  # fmt: skip
    return replace(made, **changes)


def origins() -> dict[str, Origin]:
    """Four sources: one local, one overdue whose grade fell, one never heard from."""
    rows = (
        origin("S-OFC", "office", "B", kept=5, used=1, heard="B"), origin("S-PRS", "media", "C", kept=2, used=0, heard="C", late=12, grades=((date(2025, 1, 5), "B"), (date(2026, 1, 5), "C"))),
        origin("S-CUS", "customer", "C", kept=0), origin("S-COM", "official", "B", refresh_days=None),
    )  # fmt: skip
    return {row.code: row for row in rows}


def flows() -> pl.DataFrame:
    """Months of every good, market and supplier by formula: size × growth × share, fifteen dollars a kilogram."""
    rows = [
        (p, x, m, hs, float(round(size * 1e6 / 12 * (1 + GROWTH[m]) ** (at / 12) * share)), 0.0, "M")
        for (hs, m), size in SIZES.items() for at, p in enumerate(MONTHS) for x, share in SHARES.items()
    ]  # fmt: skip
    names = ["period", "exporter", "importer", "product", "value", "quantity", "side"]
    frame = pl.DataFrame(rows, schema=names, orient="row", schema_overrides={"period": pl.Int32})
    return frame.with_columns(quantity=pl.col("value") / 15)


def extract(rows: pl.DataFrame | None = None, mirrored: bool = True) -> Extract:
    """The flows as gathered, told by importers; exporters tell five per cent less."""
    rows = flows() if rows is None else rows
    whole = rows.filter(pl.col("period") < 202601).with_columns(year=pl.col("period") // 100)
    sums = whole.group_by("product", "importer", "year").agg(pl.col("value").sum(), pl.col("quantity").sum())
    cells = {(hs, m, y): (v, q) for hs, m, y, v, q in sums.iter_rows()}
    other = rows.select("period", "exporter", "importer", "product", value=pl.col("value") * MIRROR) if mirrored else None
    return Extract(edition(), "M", rows, cells, other, {(HUBS, "NL"): 2})


def own() -> OwnRecord:
    """Sales in both markets; three decided quotations in the Netherlands are too few."""
    markets = {
        "VN": Market(29_880_000.0, -0.128, (18, 20), 21, 8, 20, 0.22, 0.61),
        "NL": Market(50_320_000.0, None, (3, 9), 3, 1, 3, 0.06, 0.79),
    }
    return OwnRecord("TWD", markets, {(HUBS, "VN"): 0.02}, {(HUBS, "VN"): 0.006}, 120, 24)


def needs() -> tuple[briefs.Need, ...]:
    """Covered, in the pack, a gap with a note, and one not answerable as written."""

    def need(number: int, question: str, measure: str, state: str, **more: Any) -> briefs.Need:
        made = briefs.Need(
            f"RB-0001.{number}", "RB-0001", question, question, measure, "美元", "2025", "HS6 × 年", "篩選", WHO, None, state, (), (), 0, "", "", ()
        )  # fmt: skip
        return replace(made, **more)

    late = briefs.Help("RB-0001.3", same("示範駐外經貿單位"), "關稅？", date(2026, 6, 2), date(2026, 6, 16), "", "", True)
    return (
        need(1, "需求多大？", "need", "covered", items=("IN-0001",)), need(2, "進口多大？", "import_value", "open"),
        need(3, "關稅多少？", "tariff", "gap", gap_note="官方稅則尚未匯入", help=(late,)), need(4, "氣氛如何？", "", "not_answerable", faults=(Text("缺單位", "no unit"),)),
    )  # fmt: skip


def brief(**changes: Any) -> briefs.Brief:
    """A brief on two candidates."""
    made = briefs.Brief(
        "RB-0001", "越南是下一個市場嗎？", "官方統計", ("VN", "NL"), (HUBS, TEA), date(2026, 7, 15), date(2026, 7, 31), WHO, "cs3", Text("林示範", "Demo Lin"), None, needs()
    )  # fmt: skip
    return replace(made, **changes)


def intel_facts(
    deliverable: Deliverable, listed: tuple[Item, ...] | None = None, key: tuple[Item, ...] | None = None, **changes: Any
) -> IntelFacts:
    """The facts of the market intelligence file."""
    told = items() if listed is None else listed
    register = Register(told, weightiest(told) if key is None else key, len(told) + 3, len(told), 1, 1, 1, "C3")
    asked_for = request(deliverable)
    known = origins()
    named, cited = citations(known, {"S-OFC", "S-PRS"})
    sources = (edition_source(edition(), TRADE), _record(OWN), _record(REGISTER), _record(BRIEFS), *cited)
    made = IntelFacts(
        asked_for, FIRM, read_ask(asked_for), register, (brief(),), known, pairs_of(register), extract(), own(), sources, named
    )
    return replace(made, **changes)


def _record(identity: str) -> Source:
    return Source(identity, "record", same(identity), FIRM.name, as_of=DAY, rows=1)


def note(number: int, factor: str, source: str) -> Note:
    """A culture note of Viet Nam."""
    return Note(
        str(number),
        "VN",
        "",
        factor,
        Text({"taboo": "禁忌", "language": "語言"}[factor], factor),
        f"內容 {number}",
        Text("產品：改", "product: change"),
        source,
        date(2027, 1, 1),
    )


def places() -> Places:
    """Two notes, one channel; Dutch habits are not covered."""
    shop = Channel(
        "LM",
        "VN",
        Text("示範平台", "Demo platform"),
        Text("平台", "Platform"),
        58,
        4,
        date(2026, 5, 1),
        Text("候選", "Candidate"),
        ("S-OFC",),
    )
    return Places((note(1, "taboo", "S-OFC"), note(2, "language", "S-CUS")), (shop,), {"VN": (), "NL": (Text("禁忌", "Taboos"),)}, 1)


def pack_facts(deliverable: Deliverable, **changes: Any) -> PackFacts:
    """The facts of the research data pack."""
    known = origins()
    named, cited = citations(known, {"S-OFC", "S-PRS", "S-CUS"})
    sources = (edition_source(edition(), TRADE), *(_record(s) for s in (OWN, REGISTER, BRIEFS, RIVALS)), *cited)
    rival = Priced(
        "R2-02", Text("競品花鼓", "Rival hub"), "示範競爭者", "VN", HUBS, Decimal("41.20"), "USD", "SET", date(2026, 6, 22), False, "S-PRS"
    )
    choice = Choice("DR-0002", False, "規模、成長", (), {"VN": ("進口成長快", "市占低")})
    made = PackFacts(
        request(deliverable, brief="RB-0001"), FIRM, brief(), ("VN", "NL"), (HUBS, TEA), choice, items(), known, places(), extract(), own(),
        (Sold(HUBS, "VN", 2025, 9, Decimal("1200000")),), (rival,), sources, named,
    )  # fmt: skip
    return replace(made, **changes)


def check(number: int, element: str, sources: tuple[str, ...] = ("S-OFC", "S-CUS"), **changes: Any) -> Check:
    """An element that fits and has two sources, one of them local."""
    made = Check(
        str(number), element, Text(element, element), f"內容 {element}", "fit", Text("適合", "Fit"), "", "已知事實", Text("產品：改", "product: change"), sources, "", True
    )  # fmt: skip
    return replace(made, **changes)


def plan(**changes: Any) -> Plan:
    """A whole plan for tea in Viet Nam: two candidates, 4.3 against 3.1."""
    weights = {name: Decimal(w) for (name, _), w in zip(CRITERIA, (3, 2, 3, 2), strict=True)}

    def candidate(name: str, *scores: int) -> Candidate:
        return Candidate(name, f"{name}之主張", dict(zip((n for n, _ in CRITERIA), scores, strict=True)), Decimal("31.5"))

    def point(key: str, own_one: bool, x: int, y: int) -> Measured:
        return Measured(key, same(key), own_one, "" if own_one else "US", Decimal(x), Decimal(y), date(2026, 5, 20), ("S-CUS",))

    made = Plan(
        "PP-0001", "VN", "09-01", Text("高山烏龍", "Mountain oolong"), "CN", "0902302000", Decimal("320"), "TWD", "送禮者", "體面", "售出 3,000 罐", (("焙火", "1-5"), ("保存期限", "month")),
        weights, (candidate("產地故事", 4, 4, 5, 4), candidate("日常平價", 3, 3, 4, 2)), "產地故事", "加權最高", "產地可查的高山烏龍。",
        {"product": "禮盒", "price": "含稅價", "place": "平台", "promotion": "搜尋廣告"}, ({"kpi": "units", "target": "3000", "unit": "CN", "by": "2026-12-31"},), Decimal("780000"), "TWD",
        date(2026, 9, 1), date(2026, 12, 31), WHO, True, WHO, "ep2", False, (check(1, "claim"), check(2, "colour")),
        (point("09-01", True, 3, 24), point("R5-02", False, 2, 26), point("R5-03", False, 4, 21)), 3, (),
    )  # fmt: skip
    return replace(made, **changes)


def plan_facts(deliverable: Deliverable, prices: strategy.PriceIndex | None = None, **changes: Any) -> strategy.PlanFacts:
    """The facts of the positioning plan; ``changes`` are of the plan."""
    known = origins()
    named, cited = citations(known, {"S-OFC", "S-CUS"})
    sources = (
        *(_record(s) for s in (strategy.PLAN, strategy.OWN, strategy.ATTRIBUTES, strategy.REGISTER, strategy.MARKET, strategy.FX)),
        *cited,
    )
    segment = strategy.Segment("1", "送禮者", None, "", "體面", None, None, "", ("IN-0003",))
    threat = Finding(
        "OR-0001",
        "VN",
        False,
        Text("法律", "Legal"),
        same("標示規定趨嚴"),
        4,
        -0.3,
        -0.2,
        -0.1,
        ("IN-0001",),
        "",
        date(2026, 12, 31),
        "林示範",
    )
    resource = strategy.Resource(
        Text("人力", "Staff"), "越南語能力", Decimal(1), "人", Decimal(0), Decimal(1), Decimal(45000), "TWD", "客服"
    )
    told = prices or strategy.PriceIndex(3, "USD", Decimal("10.00"), Decimal("32.0"), Decimal("8.00"), 0)
    return strategy.PlanFacts(
        request(deliverable, plan="PP-0001"), FIRM, plan(**changes), (segment,), items()[2:3], places(), known, strategy.Baseline(Decimal(1200), "CN", Decimal(384000), "TWD", 7), told,
        (resource,), (threat,), sources, named,
    )  # fmt: skip
