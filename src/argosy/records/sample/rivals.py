"""Five invented rivals with thirty products, twelve attributes each, weekly prices and moves; word from product managers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from argosy.records.catalog.rivals.models import CompetitorMove, CompetitorPrice, CompetitorProduct, ProductAttribute, ProductNote
from argosy.records.sample.products import product_rows
from argosy.records.sample.stream import Stream
from argosy.records.sample.world import Part, Plan, Row, World, written

FIRST_MONDAY = date(2025, 1, 6)
WEEKS = 78
KEEP = 90  # per cent of last week's distance from the usual price that is left this week
STEP = 200  # standard deviation of a week's own change, in ten-thousandths
CURRENCIES = {"US": "USD", "DE": "EUR", "JP": "JPY", "NL": "EUR", "SG": "SGD"}
PER_TWD = {"USD": 32, "EUR": 34, "JPY": Decimal("0.21"), "SGD": 24}
HUB_CUT = date(2026, 2, 9)
HUB = "R2-02"
"""One rival cuts the price of its hub by 9 % in February 2026 (planted)."""
MEASURED = {
    "09": (("內容量", "g"), ("焙火程度", "1-5"), ("保存期限", "month")),
    "other": (("重量", "g"), ("保固", "month"), ("耐用測試", "cycle")),
}
SAID = ("材質", "認證", "包裝", "產地標示", "配色", "客服語言", "交期", "付款條件", "最低訂購量")
WORDS = ("優於同業", "與同業相當", "標準", "可客製", "僅部分型號", "依訂單")
NOTES = (
    "更換外盒印刷，加註回收標示",
    "原料批次調整，規格不變",
    "改用新供應商零件，已重測",
    "建議售價調整",
    "新增配色",
    "交期縮短五天",
    "說明書補英文版",
)


def rival_rows(plan: Plan) -> list[Row]:
    """Thirty products of five makers, each against one of ours."""
    return [{name: value for name, value in row.items() if name != "level"} for row in written("rivals")]


def attribute_rows(plan: Plan) -> list[Row]:
    """Twelve attributes of each rival product, 15 % of them unknown; three are measured, for ours too."""
    draws = plan.stream("rival_attribute")
    weights = {row["sku"]: int(row["net_g"]) for row in written("products")}
    rows: list[Row] = []
    for own in sorted({row["own"] for row in written("rivals")}):
        rows += [_measured({"sku": own}, name, unit, weights[own] if unit == "g" else _typical(unit)) for name, unit in _names(own)]
    for rival in written("rivals"):
        for name, unit in (*_names(rival["own"]), *((said, "") for said in SAID)):
            row = _attribute(rival, name, unit, weights[rival["own"]], draws)
            rows.append({**row, "value": None, "words": ""} if draws.chance(15) else row)
    return rows


def _attribute(rival: Row, name: str, unit: str, grams: int, draws: Stream) -> Row:
    """One attribute of a rival product: measured within a quarter of what is usual, or said in words."""
    if not unit:
        return _told(rival, name, draws.pick(WORDS))
    usual = grams if unit == "g" else _typical(unit)
    return _measured({"code": rival["code"]}, name, unit, max(1, usual * draws.integer(80, 125) // 100))


def _names(sku: str) -> tuple[tuple[str, str], ...]:
    return MEASURED.get(sku[:2], MEASURED["other"])


def _typical(unit: str) -> int:
    return {"1-5": 3, "month": 24, "cycle": 100_000}[unit]


def _measured(whose: Row, name: str, unit: str, value: int) -> Row:
    return {**whose, "attribute": name, "unit": unit, "value": value, "words": "", "on": "2026-05-20"}


def _told(rival: Row, name: str, words: str) -> Row:
    return {"code": rival["code"], "attribute": name, "unit": "", "value": None, "words": words, "on": "2026-05-20"}


def price_rows(plan: Plan) -> list[Row]:
    """A price a week for 78 weeks: each keeps nine tenths of last week's distance from the usual one, with two promotions a year."""
    draws = plan.stream("rival_price")
    ours = {row["sku"]: row["price"] for row in product_rows(plan)}
    rows: list[Row] = []
    for rival in written("rivals"):
        currency = CURRENCIES[rival["market"]]
        usual = Decimal(ours[rival["own"]]) * int(rival["level"]) / 100 / PER_TWD[currency]
        promoted = {draws.integer(8 + 26 * half, 22 + 26 * half) for half in range(3)}
        off = 0  # distance from the usual price in ten-thousandths
        for week in range(WEEKS):
            on = FIRST_MONDAY + timedelta(weeks=week)
            noise = sum(draws.integer(-STEP, STEP) for _ in range(3))  # three uniform draws of this width have that standard deviation
            off = off * KEEP // 100 + noise
            cut = 91 if rival["code"] == HUB and on >= HUB_CUT else 100
            sale = week in promoted
            price = usual * (10_000 + off) / 10_000 * cut / 100 * (88 if sale else 100) / 100
            places = Decimal(1) if currency == "JPY" else Decimal("0.01")
            rows.append(
                {"code": rival["code"], "on": on.isoformat(), "price": price.quantize(places), "currency": currency, "promotion": sale}
            )
    return rows


def move_rows(plan: Plan) -> list[Row]:
    """What rivals did, the planted cut among it."""
    plain = (
        ("R2", HUB, "price", "US", "2026-02-09", "花鼓組降價 9%，客戶報價單可見", "S-CUS2"),
        ("R1", "R1-01", "launch", "US", "2025-09-15", "推出輕量輪圈 420 公克版", "S-FAR"),
        ("R3", "R3-05", "entry", "JP", "2025-11-03", "進入自行車燈類目，主打防水", "S-SIJ"),
        ("R4", "R4-01", "promotion", "DE", "2026-03-20", "展會期間座墊八折", "S-FAR"),
        ("R5", "R5-04", "entry", "SG", "2026-04-11", "以試飲組進入新加坡平台", "S-LMS"),
        ("R2", "R2-03", "channel", "DE", "2026-05-06", "改由區域代理供貨", "S-ASC"),
        ("R1", "", "exit", "NL", "2026-01-19", "結束荷蘭直營倉", "S-ASC"),
    )
    names = ("maker", "code", "kind", "market", "on", "note", "source")
    return [dict(zip(names, row, strict=True)) for row in plain]


def note_rows(plan: Plan) -> list[Row]:
    """Three notes a month from those who manage products."""
    draws = plan.stream("product_note")
    skus = [row["sku"] for row in written("products")]
    rows = []
    for month in range(18):
        for _ in range(3):
            on = date(2025 + month // 12, month % 12 + 1, draws.integer(1, 27))
            rows.append(
                {"sku": draws.pick(skus), "on": on.isoformat(), "change": draws.pick(NOTES), "by": draws.pick(("tm1", "tm2", "ep1"))}
            )
    return rows


def store_rivals(world: World, rows: list[Row]) -> None:
    """Rival products against products kept before."""
    products, people = world.made["product"], world.made["person"]
    made = [
        CompetitorProduct(**{**row, "own": products[row["own"]], "recorder": people["ws1"], "source": world.made["source"]["S-FAR"]})
        for row in rows
    ]
    world.keep(CompetitorProduct, made, "rival", "code")


def store_attributes(world: World, rows: list[Row]) -> None:
    """Attributes of rivals and of our own products."""
    products, rivals, source = world.made["product"], world.made["rival"], world.made["source"]["S-FAR"]
    plain = ("attribute", "unit", "value", "words")
    made = [
        ProductAttribute(
            **{name: row[name] for name in plain}, on=date.fromisoformat(row["on"]), own=products.get(row.get("sku")), rival=rivals.get(row.get("code")), source=source
        )
        for row in rows
    ]  # fmt: skip
    world.keep(ProductAttribute, made)


def store_prices(world: World, rows: list[Row]) -> None:
    """Prices of rivals kept before."""
    rivals, sources = world.made["rival"], world.made["source"]
    seen = {"US": "S-RMU", "SG": "S-LMS", "JP": "S-SIJ"}
    made = []
    for row in rows:
        rival = rivals[row["code"]]
        plain = {name: row[name] for name in ("price", "currency", "promotion")}
        made.append(
            CompetitorPrice(product=rival, on=date.fromisoformat(row["on"]), source=sources[seen.get(rival.market, "S-CUS2")], **plain)
        )
    world.keep(CompetitorPrice, made)


def store_moves(world: World, rows: list[Row]) -> None:
    """Moves with their sources."""
    rivals, sources, people = world.made["rival"], world.made["source"], world.made["person"]
    names = {row["code"][:2]: row["maker"] for row in written("rivals")}
    made = [
        CompetitorMove(
            maker=names[row["maker"]], product=rivals.get(row["code"]), kind=row["kind"], market=row["market"], on=date.fromisoformat(row["on"]),
            note=row["note"], source=sources[row["source"]], recorder=people["ws1"],
        )
        for row in rows
    ]  # fmt: skip
    world.keep(CompetitorMove, made)


def store_notes(world: World, rows: list[Row]) -> None:
    """Notes on products kept before."""
    products, people = world.made["product"], world.made["person"]
    made = [
        ProductNote(
            product=products[row["sku"]], author=people[row["by"]], change=row["change"], at=timezone.make_aware(datetime.combine(date.fromisoformat(row["on"]), time(15)))
        )
        for row in rows
    ]  # fmt: skip
    world.keep(ProductNote, made)


PARTS = (
    Part("rival", rival_rows, store_rivals),
    Part("attribute", attribute_rows, store_attributes),
    Part("rival_price", price_rows, store_prices),
    Part("rival_move", move_rows, store_moves),
    Part("product_note", note_rows, store_notes),
)
