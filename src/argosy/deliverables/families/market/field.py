"""Sections of a field report: information by channel, end-customer segments, interviews, product managers' notes, suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from argosy.deliverables.families.market.facts import OWN, country
from argosy.deliverables.families.market.field_facts import ASKED, CHANNELS, FIELD, FieldFacts, Heard, Suggestion
from argosy.deliverables.families.market.figures import count, figure, plain, rate, words
from argosy.kernel.text import Text, same
from argosy.report import prose as told
from argosy.report.checks import Hit
from argosy.report.model import AnyBlock, Report, Section
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding

INFORMATION = Text("市場資訊彙整", "Market information by channel")
SEGMENTS = Text("終端客群與購買輪廓", "End-customer segments")
TALKS = Text("訪談與產品經理互動", "Interviews and product managers")
ADVICE = Text("開發與維護建議", "Suggestions")
MOST, BINS = 10, 6
THOUSAND = 1000


def information(facts: FieldFacts) -> Section:
    """How much came in by which way, and the latest of each."""
    columns = (
        Column(key="channel", label=Text("管道", "Channel"), type="t", width=22),
        Column(key="n", label=Text("則數", "Items"), type="n", total="sum", trace="count", width=8),
        Column(key="best", label=Text("B 級以上", "B or better"), type="n", trace="count", width=9),
        Column(key="latest", label=Text("最新", "Latest"), type="t", width=12),
        Column(key="what", label=Text("最新訊息", "What it says"), type="t", width=40),
        Column(key="impact", label=Text("對本公司影響", "Effect on the firm"), type="t", width=26),
    )
    rows = []
    for key, label, inside in CHANNELS:
        items, at = [h for h in facts.heard if h.channel in inside], f"channels.{key}"
        cells = {
            "channel": words(f"{at}.channel", label), "n": count(f"{at}.n", len(items), cites=(FIELD,)),
            "best": count(f"{at}.best", sum(h.grade[:1] in ("A", "B") for h in items), cites=(FIELD,)),
            "latest": words(f"{at}.latest", same(items[0].observed.isoformat() if items else ""), missing="not_recorded"),
            "what": words(f"{at}.what", items[0].title if items else same("")), "impact": words(f"{at}.impact", same(items[0].impact if items else "")),
        }  # fmt: skip
        rows.append(Row(id=key, cells=cells))
    total = count("channels.total.n", len(facts.heard), expr="sum(channels.n)", cites=(FIELD,))
    note = Text(f"期間 {facts.since}–{facts.market.request.as_of}；無來源、逾期及可信度不足者不計。", f"From {facts.since} to {facts.market.request.as_of}; items without source, expired or graded too low do not count.")  # fmt: skip
    table = Table(
        id="channels",
        title=INFORMATION,
        columns=columns,
        rows=tuple(rows),
        totals=Row(id="total", cells={"n": total}),
        note=told.plain(note),
        cites=(FIELD,),
    )
    return Section(id="information", title=INFORMATION, sheet=Text("資料彙整", "Information"), audience="internal", blocks=(table,))


def segments(facts: FieldFacts) -> Section:
    """Segments on record, where own sales go, and at which prices."""
    blocks: tuple[AnyBlock, ...] = (profiles(facts), *pareto(facts), *prices(facts))
    return Section(id="segments", title=SEGMENTS, sheet=Text("客群", "Segments"), audience="internal", blocks=blocks)


def sold(facts: FieldFacts) -> dict[str, tuple[float, float]]:
    """Own sales (thousand, base currency) and quantity of the product by market over the period, the largest first."""
    import polars as pl

    if facts.lines is None:
        return {}
    rows = facts.lines.group_by("market").agg(pl.col("sales").sum().cast(pl.Float64), pl.col("quantity").sum().cast(pl.Float64))
    return {m: (s / THOUSAND, q) for m, s, q in rows.sort("sales", "market", descending=[True, False]).iter_rows()}


def profiles(facts: FieldFacts) -> Table:
    """客群｜規模｜需求｜購買量｜價格帶｜通路｜佔比."""
    columns = (
        Column(key="segment", label=Text("客群", "Segment"), type="t", width=17),
        Column(key="market", label=Text("市場", "Market"), type="t", width=10),
        Column(key="size", label=Text("規模", "Size"), type="t", width=11),
        Column(key="need", label=Text("需求", "Need"), type="t", width=24),
        Column(key="bought", label=Text("該市場購買量", "Bought there"), type="n", trace="own_sales", width=11),
        Column(key="band", label=Text("價格帶", "Price band"), type="t", width=12),
        Column(key="share", label=Text("佔比", "Share"), type="r", unit="%", dp=1, trace="own_sales", width=8),
        Column(key="evidence", label=Text("佐證", "Evidence"), type="t", width=18),
    )
    by_market = sold(facts)
    whole = sum(s for s, _ in by_market.values())
    rows = []
    for n, s in enumerate(facts.segments, 1):
        at, own = f"segments.s{n}", by_market.get(s.market)
        band = f"{s.currency} {s.low or ''}–{s.high or ''}" if s.low is not None or s.high is not None else ""
        cells = {
            "segment": words(f"{at}.segment", same(s.name)), "market": words(f"{at}.market", country(s.market)),
            "size": words(f"{at}.size", same(f"{s.size.normalize():f} {s.size_unit}" if s.size is not None else "")), "need": words(f"{at}.need", same(s.need)),
            "bought": count(f"{at}.bought", round(own[1]) if own else None, trace="own_sales", cites=(OWN,), missing="not_recorded"), "band": words(f"{at}.band", same(band)),
            "share": rate(f"{at}.share", own[0] / whole if own else None, trace="own_sales", cites=(OWN,), missing="not_recorded"),
            "evidence": words(f"{at}.evidence", same(", ".join(s.evidence[:3]))),
        }  # fmt: skip
        rows.append(Row(id=f"s{n}", cells=cells))
    note = Text("購買量與佔比為該市場近一年本公司銷售之件數與占本商品銷售之比重；客群層次之購買量尚無紀錄。", "Bought and share are the firm's own sales to that market over the year; nothing is recorded by segment.")  # fmt: skip
    return Table(id="segments_table", title=Text("終端客群輪廓", "Profile of the segments"), columns=columns, rows=tuple(rows), note=told.plain(note), cites=(FIELD,), empty=Text("所列市場尚無客群紀錄", "No segment on record in these markets"))  # fmt: skip


def pareto(facts: FieldFacts) -> Iterator[AnyBlock]:
    """Which markets make most of own sales: table and Pareto chart."""
    found = sold(facts)
    if len(found) < 2:
        return
    whole, unit = sum(s for s, _ in found.values()), facts.market.firm.base_currency
    columns = (
        Column(key="market", label=Text("客群（市場）", "Buyers (market)"), type="t", width=26),
        Column(key="sales", label=Text("銷售", "Sales"), type="s", dp=0, total="sum", trace="own_sales", width=16),
        Column(key="share", label=Text("佔比", "Share"), type="r", unit="%", dp=1, trace="own_sales", width=12),
        Column(key="running", label=Text("累計", "Running"), type="r", unit="%", dp=1, trace="own_sales", width=12),
        Column(key="quantity", label=Text("數量", "Quantity"), type="n", trace="own_sales", width=14),
    )
    rows, running = [], 0.0
    for market, (sales, quantity) in found.items():
        running, at = running + sales, f"buyers.{market}"
        cells = {
            "market": words(f"{at}.market", country(market)), "sales": figure(f"{at}.sales", round(sales), "score", dp=0, trace="own_sales", cites=(OWN,)),
            "share": rate(f"{at}.share", sales / whole, trace="own_sales", cites=(OWN,)), "running": rate(f"{at}.running", running / whole, trace="own_sales", cites=(OWN,)),
            "quantity": count(f"{at}.quantity", round(quantity), trace="own_sales", cites=(OWN,)),
        }  # fmt: skip
        rows.append(Row(id=market, cells=cells))
    total = figure("buyers.total.sales", sum(round(s) for s, _ in found.values()), "score", dp=0, expr="sum(buyers.sales)", cites=(OWN,))
    note = Text(f"千 {unit}，近一年訂單。", f"Thousand {unit}, orders of the last year.")
    title = Text("本公司銷售之客群集中度", "Where own sales go")
    yield Table(
        id="buyers",
        title=title,
        columns=columns,
        rows=tuple(rows),
        totals=Row(id="total", cells={"sales": total}),
        note=told.plain(note),
        cites=(OWN,),
    )
    yield _pareto(facts, found, whole)


def _pareto(facts: FieldFacts, found: dict[str, tuple[float, float]], whole: float) -> Chart:
    running, many = 0.0, 0
    for sales, _ in found.values():
        if running >= 0.8 * whole:
            break
        running, many = running + sales, many + 1
    rows = tuple({"market": country(m), "sales": plain(round(s))} for m, (s, _) in list(found.items())[:MOST])
    unit = facts.market.firm.base_currency
    return Chart(
        id="pareto", chart="pareto", title=Text(f"{many} 個市場占八成銷售", f"{many} markets make four fifths of sales"), rows=rows,
        encodings={"x": Encoding(field="market", type="nominal"), "y": Encoding(field="sales", type="quantitative", format=",.0f")},
        alt=Text("帕累托圖：" + "、".join(country(m).zh for m in found), "Pareto chart: " + ", ".join(country(m).en for m in found)), data_table="buyers",
        unit_note=Text(f"千 {unit}；折線為累計佔比", f"thousand {unit}; the line is the running share"), height_mm=55, cites=(OWN,),
    )  # fmt: skip


def prices(facts: FieldFacts) -> tuple[Chart, ...]:
    """How many order lines fall into each band of unit price."""
    bands = price_bands(facts)
    if len(bands) < 2:
        return ()
    top = max(bands, key=lambda b: b[2])
    unit = facts.market.firm.base_currency
    rows = tuple({"lo": plain(lo), "hi": plain(hi), "n": str(n)} for lo, hi, n in bands)
    said = "、".join(f"{lo:,.0f}–{hi:,.0f}：{n}" for lo, hi, n in bands)
    return (
        Chart(
            id="price_bands", chart="histogram", title=Text(f"單價集中於 {top[0]:,.0f}–{top[1]:,.0f} {unit}", f"Most lines are priced {top[0]:,.0f} to {top[1]:,.0f} {unit}"), rows=rows,
            encodings={
                "x": Encoding(field="lo", type="quantitative"), "lo": Encoding(field="lo", type="quantitative"), "hi": Encoding(field="hi", type="quantitative"),
                "y": Encoding(field="n", type="quantitative", format=",.0f"),
            },
            alt=Text(f"價格帶分布（訂單行數）：{said}", f"Order lines by unit price: {said}"), unit_note=Text(f"{unit}／單位；縱軸為訂單行數", f"{unit} a unit; order lines"), height_mm=48, cites=(OWN,),
        ),
    )  # fmt: skip


def price_bands(facts: FieldFacts) -> list[tuple[float, float, int]]:
    """Equal bands of round width from the lowest to the highest unit price: from, to, order lines."""
    if facts.lines is None:
        return []
    told_prices = sorted(float(s) / float(q) for s, q in facts.lines.select("sales", "quantity").iter_rows() if q and s)
    if len(told_prices) < 2 or told_prices[0] == told_prices[-1]:
        return []
    width = _round_up((told_prices[-1] - told_prices[0]) / BINS)
    low = int(told_prices[0] // width) * width
    many = int((told_prices[-1] - low) // width) + 1
    edges = [low + i * width for i in range(many + 1)]
    return [(a, b, sum(a <= p < b for p in told_prices)) for a, b in pairwise(edges)]


def _round_up(width: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    power = 10.0 ** (len(str(int(width))) - 1) if width >= 1 else 0.1
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= width)


def talks(facts: FieldFacts) -> Section:
    """Interviews, then what product managers said."""
    return Section(
        id="talks", title=TALKS, sheet=Text("訪談", "Interviews"), audience="internal", blocks=(interviews(facts), managers(facts))
    )


def interviews(facts: FieldFacts) -> Table:
    """What was heard from customers, the trade, fairs and questionnaires."""
    columns = (
        Column(key="on", label=Text("日期", "Date"), type="t", width=12),
        Column(key="market", label=Text("市場", "Market"), type="t", width=11),
        Column(key="how", label=Text("方式", "How"), type="t", width=13),
        Column(key="what", label=Text("內容", "What was said"), type="t", width=40),
        Column(key="grade", label=Text("評等", "Grade"), type="c", width=7),
        Column(key="who", label=Text("紀錄人", "By"), type="t", width=12),
        Column(key="ref", label=Text("編號", "Item"), type="c", width=10),
    )
    items = [h for h in facts.heard if h.channel in ASKED]
    rows = tuple(_talk(h) for h in items[:MOST])
    more = len(items) - len(rows)
    note = told.plain(Text(f"另有 {more} 則見情報登錄。", f"{more} more in the register.")) if more else None
    return Table(id="interviews", title=Text("訪談摘要", "Interviews"), columns=columns, rows=rows, note=note, cites=(FIELD,), empty=Text("期間內無訪談紀錄", "No interview in the period"))  # fmt: skip


def _talk(h: Heard) -> Row:
    at = f"interviews.{h.ref}"
    cells = {
        "on": words(f"{at}.on", same(h.observed.isoformat())), "market": words(f"{at}.market", country(h.market) if h.market else Text("不限", "any")), "how": words(f"{at}.how", h.channel_words),
        "what": words(f"{at}.what", h.title), "grade": words(f"{at}.grade", same(h.grade)), "who": words(f"{at}.who", h.who), "ref": words(f"{at}.ref", same(h.ref)),
    }  # fmt: skip
    return Row(id=h.ref, cells=cells)


def managers(facts: FieldFacts) -> Table:
    """日期｜PM｜產品｜訊息｜對策."""
    columns = (
        Column(key="on", label=Text("日期", "Date"), type="t", width=12),
        Column(key="who", label=Text("產品經理", "Product manager"), type="t", width=14),
        Column(key="product", label=Text("產品", "Product"), type="t", width=28),
        Column(key="change", label=Text("市場／產品訊息", "What they said"), type="t", width=34),
        Column(key="launch", label=Text("上市日", "Launch"), type="t", width=12, hide_if_empty=True),
    )
    rows = []
    for n, note in enumerate(facts.notes[:MOST], 1):
        at = f"managers.n{n}"
        cells = {
            "on": words(f"{at}.on", same(note.on.isoformat())), "who": words(f"{at}.who", note.who),
            "product": words(f"{at}.product", Text(f"{note.sku} {note.product.zh}", f"{note.sku} {note.product.en}")), "change": words(f"{at}.change", same(note.change)),
        }  # fmt: skip
        if note.launch:
            cells["launch"] = words(f"{at}.launch", same(note.launch.isoformat()))
        rows.append(Row(id=f"n{n}", cells=cells))
    title = Text("產品經理（PM）互動紀錄", "Exchange with product managers")
    return Table(
        id="managers",
        title=title,
        columns=columns,
        rows=tuple(rows),
        cites=(FIELD,),
        empty=Text("本期無產品經理溝通紀錄", "No product manager note in the period"),
    )


def advice(facts: FieldFacts) -> Section:
    """建議｜客群｜行動｜負責｜期限｜預期效益."""
    columns = (
        Column(key="segment", label=Text("客群／市場", "Segment or market"), type="t", width=18),
        Column(key="action", label=Text("行動", "Action"), type="t", width=40),
        Column(key="owner", label=Text("負責", "Owner"), type="t", width=16),
        Column(key="due", label=Text("期限", "Due"), type="t", width=12),
        Column(key="effect", label=Text("預期效益", "Expected effect"), type="t", width=14),
    )
    rows = tuple(_suggested(s, n) for n, s in enumerate(facts.suggestions, 1))
    note = Text(
        "預期效益為登錄人對受影響銷售之估計，非統計推估。",
        "The expected effect is the owner's estimate on the sales exposed, not statistics.",
    )
    table = Table(
        id="suggestions",
        title=ADVICE,
        columns=columns,
        rows=rows,
        note=told.plain(note),
        cites=(FIELD,),
        empty=Text("尚未提出建議", "No suggestion yet"),
    )
    return Section(id="advice", title=ADVICE, sheet=Text("建議", "Suggestions"), audience="internal", blocks=(table,))


def _suggested(s: Suggestion, n: int) -> Row:
    at = f"suggestions.g{n}"
    whom = country(s.segment) if len(s.segment) == 2 and s.segment.isupper() else same(s.segment)
    cells = {
        "segment": words(f"{at}.segment", whom), "action": words(f"{at}.action", same(s.action)), "owner": words(f"{at}.owner", s.owner if s.owner.zh else ""),
        "due": words(f"{at}.due", same(s.due)), "effect": words(f"{at}.effect", same(s.effect)),
    }  # fmt: skip
    return Row(id=f"g{n}", cells=cells)


def check(facts: FieldFacts, report: Report) -> list[Hit]:
    """MR11: no product manager's note in the period; MR12: a suggestion without owner or date."""
    hits = [] if facts.notes else [Hit("MR11", ("managers",))]
    for n, s in enumerate(facts.suggestions, 1):
        if not (s.owner.zh and s.due):
            hits.append(Hit("MR12", (f"suggestions.g{n}",), {"建議": same(s.action)}))
    return hits
