"""The drawn blocks of the gallery: a chart of every kind, matrices, a timeline, a map and a picture."""

from __future__ import annotations

import base64
import struct
import zlib
from datetime import date
from hashlib import sha256
from typing import Any

from argosy.kernel.text import Text, same
from argosy.report.prose import prose
from argosy.report.value import Value
from argosy.report.visual import Axis, Chart, Encoding, Layer, Leg, Map, Matrix, MatrixCell, Place, Timeline, TimelineItem
from argosy.report.words import Asset

MARKETS = (
    (Text("荷蘭", "Netherlands"), "71.7", "66.0", "76.7"),
    (Text("德國", "Germany"), "68.8", "61.4", "75.4"),
    (Text("越南", "Viet Nam"), "66.8", "61.5", "71.4"),
    (Text("日本", "Japan"), "66.1", "59.0", "71.9"),
    (Text("澳洲", "Australia"), "64.5", "57.7", "70.5"),
    (Text("美國", "United States"), "63.4", "55.6", "70.5"),
)
MODES = {"air": Text("空運", "Air"), "sea": Text("海運", "Sea"), "road": Text("陸運", "Road")}


def nominal(field: str, **more: Any) -> Encoding:
    return Encoding(field=field, type="nominal", **more)


def number(field: str, **more: Any) -> Encoding:
    return Encoding(field=field, type="quantitative", **more)


def chart(identity: str, kind: str, title: Text, rows: list[dict[str, Any]], encodings: dict[str, Encoding], **more: Any) -> Chart:
    alt = more.pop("alt", Text(f"圖：{title.zh}", f"Chart: {title.en}"))
    return Chart(id=identity, chart=kind, title=title, rows=tuple(rows), encodings=encodings, alt=alt, **more)  # type: ignore[arg-type]


def waterfall() -> Chart:
    steps = (
        ("FOB 貨價", "FOB value", 960110, ""), ("運費", "Freight", 82518, ""), ("保險費", "Insurance", 4227, ""), ("完稅價格", "Customs value", 1046855, "total"), ("進口稅", "Duty", 209371, ""), ("貨物稅", "Commodity tax", 111572, ""),
        ("菸酒稅", "Alcohol tax", 86184, ""), ("營業稅", "VAT", 72699, ""), ("推貿費", "Promotion fee", 419, ""), ("到岸稅後總額", "Landed total", 1527100, "total"),
    )  # fmt: skip
    rows = [{"step": Text(zh, en), "amount": str(amount), "role": role or None} for zh, en, amount, role in steps]
    encodings = {"x": nominal("step"), "y": number("amount", format=",.0f"), "role": nominal("role")}
    return chart(
        "build-up", "waterfall", Text("稅費使每元貨價增加 0.46 元，其中進口稅約占一半", "Duties and taxes add 0.46 to each dollar of value, half of it import duty"), rows, encodings,
        unit_note=Text("新臺幣元", "TWD"), data_table="lines", share="wide", height_mm=56,
    )  # fmt: skip


def charts() -> tuple[Chart, ...]:
    return (
        _ranking(),
        _trend(),
        _stacked(),
        _change(),
        _grouped(),
        _scatter(),
        _bubble(),
        _heat(),
        _combo(),
        _funnel(),
        _tornado(),
        _rates(),
        _histogram(),
        _pareto(),
        _faceted(),
    )


def _ranking() -> Chart:
    rows = [
        {
            "market": m,
            "score": s,
            "lo": lo,
            "hi": hi,
            "class": Text("建議進入", "enter") if n == 0 else Text("列入觀察", "watch") if n < 3 else Text("其他", "other"),
        }
        for n, (m, s, lo, hi) in enumerate(MARKETS)
    ]
    encodings = {
        "y": nominal("market"),
        "x": number("score", format=".1f", title=Text("加權總分與 90% 區間", "Weighted score with 90% interval")),
        "lo": number("lo"),
        "hi": number("hi"),
        "color": nominal("class"),
    }
    return chart(
        "ranking",
        "bar",
        Text("前四名區間重疊，只有荷蘭整段高於門檻", "The first four overlap; only the Netherlands clears the bar"),
        rows,
        encodings,
        unit_note=Text("總分 0–100", "score 0–100"),
        note=prose("資料來源：S2。", "Source: S2."),
    )


def _trend() -> Chart:
    quarters = [f"{2024 + n // 4}Q{n % 4 + 1}" for n in range(14)]
    rows: list[dict[str, Any]] = [{"q": q, "v": f"{53 * 1.03**n:.1f}", "role": "actual"} for n, q in enumerate(quarters[:10])]
    rows += [
        {
            "q": q,
            "v": f"{53 * 1.03**n:.1f}",
            "lo": f"{53 * 1.03**n - 3 * (n - 9):.1f}",
            "hi": f"{53 * 1.03**n + 3 * (n - 9):.1f}",
            "role": "forecast",
        }
        for n, q in enumerate(quarters)
        if n >= 10
    ]
    encodings = {
        "x": Encoding(field="q", type="ordinal"),
        "y": number("v"),
        "lo": number("lo"),
        "hi": number("hi"),
        "role": nominal("role"),
    }
    layers = (
        Layer(kind="reference", value="60", label=Text("2025 年水準", "2025 level")),
        Layer(kind="band", lo="lo", hi="hi", label=Text("80% 區間", "80% interval")),
    )
    return chart(
        "trend",
        "line",
        Text("進口三年成長五成，預測仍高於 2025 年水準", "Imports grew by half in three years and are forecast to stay above 2025"),
        rows,
        encodings,
        layers=layers,
        unit_note=Text("百萬美元／季", "USD million a quarter"),
    )


def _stacked() -> Chart:
    parts = (
        (Text("進口稅", "Duty"), 209371, 209371),
        (Text("貨物稅", "Commodity tax"), 111572, 71720),
        (Text("菸酒稅", "Alcohol tax"), 86184, 86184),
        (Text("營業稅", "VAT"), 72699, 72740),
    )
    rows = [
        {"option": option, "part": part, "v": str(amounts[i])}
        for i, option in enumerate((Text("A 現況申報", "A as it stands"), Text("B 補成分證明", "B with proof")))
        for part, *amounts in parts
    ]
    return chart(
        "options",
        "stacked",
        Text("選項 B 少繳貨物稅", "Option B pays less commodity tax"),
        rows,
        {"y": nominal("option"), "x": number("v", format=",.0f"), "color": nominal("part")},
        share="half",
        height_mm=48,
        unit_note=Text("新臺幣元", "TWD"),
    )


def _change() -> Chart:
    steps = (
        (Text("市場成長", "Market"), "9.0", None),
        (Text("產品組合", "Mix"), "-2.0", None),
        (Text("競爭力", "Competitiveness"), "-4.0", None),
        (Text("總變動", "Change"), "3.0", "total"),
    )
    rows = [{"k": k, "v": v, "role": role} for k, v, role in steps]
    return chart(
        "change",
        "waterfall",
        Text("競爭力抵減四個百分點", "Competitiveness takes off four points"),
        rows,
        {"x": nominal("k"), "y": number("v", format=".1f"), "role": nominal("role")},
        share="half",
        height_mm=48,
        unit_note=Text("百分點", "points"),
    )


def _grouped() -> Chart:
    rows = [
        {"year": str(year), "mode": MODES[mode], "v": str(base + 14 * (year - 2023) + shift)}
        for year in (2023, 2024, 2025)
        for mode, base, shift in (("sea", 120, 0), ("air", 40, 6), ("road", 22, -3))
    ]
    return chart(
        "modes",
        "grouped",
        Text("空運逐年增加", "Air freight grows year by year"),
        rows,
        {"x": Encoding(field="year", type="ordinal"), "y": number("v"), "color": nominal("mode")},
        unit_note=Text("票", "lots"),
    )


def _scatter() -> Chart:
    rows = [
        {"price": f"{9 + 2.3 * n:.1f}", "share": f"{24 - 1.7 * n + (n % 3):.1f}", "who": Text(f"供應者 {n + 1}", f"Supplier {n + 1}")}
        for n in range(8)
    ]
    return chart(
        "price-share",
        "scatter",
        Text("單價越高，份額越小", "The higher the price, the smaller the share"),
        rows,
        {
            "x": number("price", title=Text("單價（美元／公斤）", "Price, USD per kg")),
            "y": number("share", title=Text("份額 %", "Share %")),
            "label": nominal("who"),
        },
        share="half",
    )


def _bubble() -> Chart:
    rows = [
        {"growth": g, "fit": f, "size": s, "m": m}
        for m, g, f, s in (
            (MARKETS[0][0], "6.8", "86", "968"),
            (MARKETS[1][0], "1.8", "82", "1212"),
            (MARKETS[2][0], "14.0", "62", "312"),
            (MARKETS[3][0], "-1.0", "73", "701"),
        )
    ]
    encodings = {
        "x": number("growth", title=Text("成長 %", "Growth %")),
        "y": number("fit", title=Text("適配", "Fit")),
        "size": number("size", title=Text("進口額", "Imports")),
        "label": nominal("m"),
    }
    return chart(
        "portfolio",
        "bubble",
        Text("越南成長最快，荷蘭兼顧規模與適配", "Viet Nam grows fastest; the Netherlands has both size and fit"),
        rows,
        encodings,
        share="half",
    )


def _heat() -> Chart:
    rows = [{"week": str(w), "who": same(f"C-TW-{c:02d}"), "v": str((w * c) % 5)} for c in range(1, 7) for w in range(14, 27)]
    encodings = {
        "x": Encoding(field="week", type="ordinal", title=Text("2026 年週次", "Week of 2026")),
        "y": nominal("who"),
        "color": number("v"),
    }
    return chart(
        "contacts",
        "heat",
        Text("C-TW-05 整季無聯繫", "C-TW-05 was not contacted all quarter"),
        rows,
        encodings,
        unit_note=Text("每週聯繫次數", "contacts a week"),
        height_mm=50,
    )


def _combo() -> Chart:
    rows = [{"m": f"2026-{n:02d}", "v": str(80 + 11 * n), "role": "bar", "s": Text("銷售額", "Sales")} for n in range(1, 7)]
    rows += [{"m": f"2026-{n:02d}", "v": f"{18 + n * 0.8:.1f}", "role": "line", "s": Text("毛利率 %", "Margin %")} for n in range(1, 7)]
    return chart(
        "sales",
        "combo",
        Text("銷售與毛利率同步上升", "Sales and margin rise together"),
        rows,
        {"x": Encoding(field="m", type="ordinal"), "y": number("v"), "color": nominal("s"), "role": nominal("role", unit="%")},
        unit_note=Text("左軸：萬元；右軸：%", "left: TWD 10,000; right: %"),
    )


def _funnel() -> Chart:
    rows = [
        {"stage": Text(zh, en), "v": v}
        for zh, en, v in (
            ("曝光", "Seen", "48200"),
            ("點擊", "Clicked", "3150"),
            ("詢價", "Asked", "420"),
            ("報價", "Quoted", "180"),
            ("成交", "Won", "37"),
        )
    ]
    return chart(
        "path",
        "funnel",
        Text("點擊到詢價流失最多", "Most are lost between click and enquiry"),
        rows,
        {"y": nominal("stage"), "x": number("v", format=",.0f")},
        share="half",
        height_mm=52,
    )


def _tornado() -> Chart:
    rows = [
        {"f": Text(zh, en), "lo": lo, "hi": hi}
        for zh, en, lo, hi in (
            ("匯率 ±5%", "Exchange rate ±5%", "410", "552"),
            ("稅率 ±2 點", "Duty ±2 points", "452", "508"),
            ("運費 ±20%", "Freight ±20%", "463", "497"),
            ("保險 ±10%", "Insurance ±10%", "478", "482"),
        )
    ]
    return chart(
        "swing",
        "tornado",
        Text("匯率影響最大", "The exchange rate matters most"),
        rows,
        {"y": nominal("f"), "lo": number("lo"), "hi": number("hi")},
        layers=(Layer(kind="reference", value="480", label=Text("基準 480", "base 480")),),
        share="half",
        height_mm=52,
        unit_note=Text("千元", "TWD thousand"),
    )


def _rates() -> Chart:
    rows = [
        {"y": y, "r": r, "lo": lo, "hi": hi, "t": t}
        for y, r, lo, hi, t in (
            ("2023", "14.2", "1.7", "51.2", "14.2（2/141）"),
            ("2024", "17.9", "3.7", "52.2", "17.9（3/168）"),
            ("2025", "19.9", "5.4", "51.0", "19.9（4/201）"),
            ("2026 H1", "19.6", "2.4", "70.8", "19.6（2/102）"),
        )
    ]
    encodings = {"x": nominal("y"), "y": number("r"), "lo": number("lo"), "hi": number("hi"), "label": nominal("t")}
    return chart(
        "incidents",
        "interval",
        Text("四期區間重疊，看不出趨勢", "The four intervals overlap: no trend"),
        rows,
        encodings,
        layers=(Layer(kind="reference", value="17.97", label=Text("四期合計", "all four")),),
        share="half",
        unit_note=Text("每千票，95% 區間", "per thousand lots, 95%"),
    )


def _histogram() -> Chart:
    rows = [{"lo": str(10 + 5 * n), "hi": str(15 + 5 * n), "n": str(c)} for n, c in enumerate((2, 7, 15, 22, 18, 9, 4, 1))]
    return chart(
        "days",
        "histogram",
        Text("交期多在 20 至 35 天", "Most lead times lie between 20 and 35 days"),
        rows,
        {"lo": number("lo", title=Text("天", "days")), "hi": number("hi"), "y": number("n")},
        layers=(Layer(kind="annotation", value="28", label=Text("中位數 28", "median 28")),),
        share="half",
    )


def _pareto() -> Chart:
    rows = [
        {"cause": Text(zh, en), "n": n}
        for zh, en, n in (
            ("文件缺漏", "Papers missing", "42"),
            ("稅則爭議", "Code disputed", "23"),
            ("包裝破損", "Packing damaged", "14"),
            ("延誤", "Late", "8"),
            ("其他", "Other", "5"),
        )
    ]
    return chart(
        "causes",
        "pareto",
        Text("前兩項原因占七成", "Two causes make up seventy percent"),
        rows,
        {"x": nominal("cause"), "y": number("n")},
        unit_note=Text("件；累計 %", "cases; cumulative %"),
        height_mm=50,
    )


def _faceted() -> Chart:
    rows = [{"q": f"Q{q}", "v": str(10 * q + 7 * n), "who": who} for n, (who, *_) in enumerate(MARKETS[:3]) for q in range(1, 5)]
    return chart(
        "panels",
        "bar",
        Text("三市場逐季", "Three markets by quarter"),
        rows,
        {"x": Encoding(field="q", type="ordinal"), "y": number("v"), "facet": nominal("who")},
        height_mm=36,
    )


# ---------------------------------------------------------------- matrices
def words(identity: str, zh: str, en: str) -> Value:
    return Value(id=identity, v=Text(zh, en))


def swot() -> Matrix:
    cells = (
        MatrixCell(row="inside", col="helps", values=(words("swot.s1", "歐洲準時交貨率 91%，高於客戶要求 85%", "On-time rate in Europe 91%, above the 85% asked"), words("swot.s2", "臺灣製品單價為競品 2.2 倍仍增份額", "Share grows at 2.2 times the price of rivals"))),
        MatrixCell(row="inside", col="harms", values=(words("swot.w1", "花鼓售價高 6%，近五筆報價因此失單", "Hubs cost 6% more; the last five offers were lost on price"),)),
        MatrixCell(row="outside", col="helps", values=(words("swot.o1", "荷蘭進口三年複合成長 6.8%", "Dutch imports grew 6.8% a year over three years"),)),
        MatrixCell(row="outside", col="harms", values=(words("swot.t1", "美國附加稅使訂單降至 0.51 倍 [0.30, 0.85]", "US surcharges cut orders to 0.51 of before [0.30, 0.85]"), words("swot.t2", "前四名分數區間重疊，排序可能翻轉", "The first four overlap; the order may turn"))),
    )  # fmt: skip
    rows = (Axis(id="inside", label=Text("內部", "Internal")), Axis(id="outside", label=Text("外部", "External")))
    cols = (Axis(id="helps", label=Text("有助於目標", "Helps")), Axis(id="harms", label=Text("有礙於目標", "Harms")))
    return Matrix(
        id="swot", type="swot", title=Text("機會與威脅", "Strengths, weaknesses, opportunities, threats"), rows=rows, cols=cols, cells=cells
    )


def raci() -> Matrix:
    roles = ("TM1", "WS2", "CS2", "FM2", "FIN")
    tasks = (
        (Text("確認參展與攤位", "Confirm the fair and the stand"), "A R I - I"),
        (Text("展品海運與通關", "Ship and clear the exhibits"), "I - A R -"),
        (Text("線上廣告投放", "Run the advertisements"), "I AR - - C"),
    )
    cells = tuple(
        MatrixCell(row=f"t{n}", col=role, values=(Value(id=f"raci.{n}.{role}", v=letter, kind="code"),))
        for n, (_, letters) in enumerate(tasks)
        for role, letter in zip(roles, letters.split(), strict=True)
        if letter != "-"
    )
    return Matrix(
        id="raci",
        type="raci",
        title=Text("工作與角色", "Tasks and roles"),
        rows=tuple(Axis(id=f"t{n}", label=label) for n, (label, _) in enumerate(tasks)),
        cols=tuple(Axis(id=r, label=same(r)) for r in roles),
        cells=cells,
        row_title=Text("工作項目", "Task"),
    )


LIKELY = (Text("頻繁", "frequent"), Text("常見", "likely"), Text("可能", "possible"), Text("不常", "unlikely"), Text("罕見", "rare"))
HARM = (Text("輕微", "minor"), Text("有限", "limited"), Text("中度", "moderate"), Text("重大", "major"), Text("嚴重", "severe"))


def risk() -> Matrix:
    before = {(3, 4): "轉運倉竊盜", (4, 5): "高價票保額不足", (3, 3): "封條不符或調包"}
    after = {(2, 4): "轉運倉竊盜", (2, 5): "高價票保額不足", (2, 3): "封條不符或調包"}
    english = {
        "轉運倉竊盜": "theft in transit stores",
        "高價票保額不足": "high-value lots under-insured",
        "封條不符或調包": "seal mismatch",
    }
    cells = []
    for likely in (5, 4, 3, 2, 1):
        for harm in range(1, 6):
            product = likely * harm
            level = "extreme" if product >= 15 else "high" if product >= 10 else "medium" if product >= 5 else "low"
            values = (
                [Value(id=f"risk.{likely}{harm}.before", v=Text(before[likely, harm], english[before[likely, harm]]), status="provisional")]
                if (likely, harm) in before
                else []
            )
            values += (
                [Value(id=f"risk.{likely}{harm}.after", v=Text(after[likely, harm], english[after[likely, harm]]))]
                if (likely, harm) in after
                else []
            )
            cells.append(MatrixCell(row=f"l{likely}", col=f"i{harm}", values=tuple(values), level=level))  # type: ignore[arg-type]
    return Matrix(
        id="risk", type="risk", title=Text("風險矩陣", "Risk matrix"), rows=tuple(Axis(id=f"l{5 - n}", label=w) for n, w in enumerate(LIKELY)), cols=tuple(Axis(id=f"i{n + 1}", label=w) for n, w in enumerate(HARM)),
        cells=tuple(cells), row_title=Text("可能性", "Likelihood"), col_title=Text("衝擊", "Impact"),
    )  # fmt: skip


def ansoff() -> Matrix:
    cells = (
        MatrixCell(row="now", col="old", values=(words("ansoff.1", "滲透：荷蘭既有客戶增購", "Penetrate: more from Dutch customers"),), level="low"), MatrixCell(row="now", col="new", values=(words("ansoff.2", "新品：貨運自行車碟煞", "New product: cargo-bike brakes"),), level="medium"),
        MatrixCell(row="next", col="old", values=(words("ansoff.3", "新市場：越南組裝廠", "New market: assemblers in Viet Nam"),), level="high"), MatrixCell(row="next", col="new", values=(words("ansoff.4", "多角化：暫不進行", "Diversify: not now"),), level="extreme"),
    )  # fmt: skip
    return Matrix(
        id="ansoff",
        type="ansoff",
        title=Text("成長方向", "Ways to grow"),
        rows=(Axis(id="now", label=Text("既有市場", "Present markets")), Axis(id="next", label=Text("新市場", "New markets"))),
        cols=(Axis(id="old", label=Text("既有產品", "Present products")), Axis(id="new", label=Text("新產品", "New products"))),
        cells=cells,
    )


def traceability() -> Matrix:
    rows = tuple(Axis(id=f"r{n}", label=Text(f"要求 {n}", f"Requirement {n}")) for n in range(1, 4))
    cols = tuple(Axis(id=f"d{n}", label=Text(f"文件 {n}", f"Document {n}")) for n in range(1, 5))
    cells = tuple(
        MatrixCell(row=r.id, col=c.id, values=(Value(id=f"link.{r.id}.{c.id}", v="✓", kind="code"),))
        for i, r in enumerate(rows)
        for j, c in enumerate(cols)
        if (i + j) % 2 == 0
    )
    return Matrix(
        id="links", type="traceability", title=Text("要求與文件對照", "Requirements against documents"), rows=rows, cols=cols, cells=cells
    )


# ---------------------------------------------------------------- calendar, map, picture
def timeline() -> Timeline:
    items = (
        TimelineItem(id="1.1", label=Text("確認參展與攤位", "Confirm the fair"), start=date(2026, 7, 1), end=date(2026, 7, 17), critical=True, owner="TM1", status="done"), TimelineItem(id="1.2", label=Text("海外客戶邀約", "Invite customers"), start=date(2026, 7, 20), end=date(2026, 10, 9), owner="WS2"),
        TimelineItem(id="2.1", label=Text("展品打樣與寄樣", "Make samples"), start=date(2026, 8, 3), end=date(2026, 9, 11), critical=True, owner="CS3", baseline_start=date(2026, 7, 27), baseline_end=date(2026, 8, 28), status="late"),
        TimelineItem(id="2.3", label=Text("展品海運與通關", "Ship and clear"), start=date(2026, 9, 14), end=date(2026, 10, 16), critical=True, owner="FM2", depends_on=("2.1",)), TimelineItem(id="3.2", label=Text("胡志明展會", "Ho Chi Minh fair"), start=date(2026, 10, 22), milestone=True),
    )  # fmt: skip
    return Timeline(
        id="plan",
        title=Text("關鍵路徑經打樣與海運，展前緩衝六天", "The critical path runs through samples and sea freight; six days to spare"),
        items=items,
        holidays=(date(2026, 9, 25), date(2026, 10, 9), date(2026, 10, 10)),
        today=date(2026, 8, 20),
        unit="month",
    )


def world() -> Map:
    rows = (
        ("NL", "荷蘭", "Netherlands", "968"),
        ("DE", "德國", "Germany", "1212"),
        ("VN", "越南", "Viet Nam", "312"),
        ("JP", "日本", "Japan", "701"),
        ("US", "美國", "United States", "1840"),
        ("AU", "澳洲", "Australia", "236"),
        ("GB", "英國", "United Kingdom", "455"),
        ("KR", "韓國", "Korea", "288"),
        ("CA", "加拿大", "Canada", "241"),
    )
    places = tuple(
        Place(id=code, label=Text(zh, en), country=code, value=Value(id=f"map.{code}", v=v, kind="money", unit="USD", dp=0, cites=("S2",)))
        for code, zh, en, v in rows
    )
    ports = (
        Place(id="TWKHH", label=Text("高雄", "Kaohsiung"), lon="120.3", lat="22.6"),
        Place(id="DEHAM", label=Text("漢堡", "Hamburg"), lon="9.9", lat="53.5"),
        Place(id="SGSIN", label=Text("新加坡", "Singapore"), lon="103.8", lat="1.3"),
        Place(id="EGSUZ", label=Text("蘇伊士", "Suez"), lon="32.6", lat="29.9"),
    )
    legs = (
        Leg(mode="sea", start="TWKHH", end="SGSIN"),
        Leg(mode="sea", start="SGSIN", end="EGSUZ", geometry=(("103.8", "1.3"), ("80", "5.5"), ("45", "12"), ("32.6", "29.9"))),
        Leg(
            mode="sea",
            start="EGSUZ",
            end="DEHAM",
            geometry=(("32.6", "29.9"), ("15", "35"), ("-6", "36"), ("-10", "45"), ("3", "52"), ("9.9", "53.5")),
        ),
    )
    return Map(
        id="world",
        title=Text("進口集中於美國與西歐", "Imports concentrate on the United States and western Europe"),
        places=(*places, *ports),
        legs=legs,
        alt=Text(
            "世界地圖：九國進口額，美國 1,840 最高；海運航線自高雄經新加坡、蘇伊士至漢堡",
            "World map: imports of nine countries, highest the United States at 1,840; the sea route from Kaohsiung by Singapore and Suez to Hamburg",
        ),
        unit_note=Text("百萬美元", "USD million"),
    )


def picture() -> Asset:
    data = png(120, 60)
    return Asset(
        id="photo",
        mime="image/png",
        data=base64.b64encode(data).decode(),
        sha256=sha256(data).hexdigest(),
        title=Text("封條照片", "Seal photograph"),
        caption=Text("封條 DM-0417，裝櫃時拍攝", "Seal DM-0417, taken at loading"),
        rights=Text("示範海舟", "Haizhou Demo"),
        alt=Text("封條特寫", "Close-up of the seal"),
        width_mm=60,
    )


def png(width: int, height: int) -> bytes:
    """A real picture without an image library: a grey ramp."""
    raw = b"".join(b"\x00" + bytes(120 + (x + y) % 120 for x in range(width)) for y in range(height))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
