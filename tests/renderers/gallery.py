"""Reports that use everything a renderer must draw: all 14 block kinds, wide and long tables, both languages, awkward text.

``gallery()`` shows every kind; ``quotation()`` is a document of two pages; ``long_table(rows)`` grows to 200 pages.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from argosy.kernel.source import Source
from argosy.kernel.text import Text, same
from argosy.report.model import Ask, Citations, Finding, Letterhead, Report, Rule, Section, Signature, TraceTable, sealed
from argosy.report.prose import prose
from argosy.report.table import Column, Group, Row, Table
from argosy.report.value import Value
from argosy.report.words import Approval, CheckItem, Checklist, Clause, Clauses, Fields, KeyFigure, KeyFigures, Paragraph, SignStep
from tests.renderers import gallery_visuals as drawn

INJECTIONS = (
    '#read("x")',
    "$x^2$",
    "</script><b>bold</b>",
    "=cmd|' /C calc'!A0",
    "*star* _under_ `code` [link] @ref <tag> \\n",
    "{{x}} {% y %} ${z}",
)
LONG_ZH = (
    "本案貨物自日本神戶港裝船至基隆港，交貨條件為 FOB，海運費與保險費另計並依毛重及貨價分攤；"
    "原產地證明、成分表與檢驗報告應於報關前送達，逾期者依現況申報並繳納，放行後再申請退還溢繳之稅款。"
) * 3
LONG_EN = (
    "The goods are shipped from Kobe to Keelung on FOB terms; freight and insurance are added and shared by weight and by value. "
    "Certificates of origin, the list of ingredients and the test report must arrive before the declaration is lodged. "
) * 3
MAKER, CHECKER, APPROVER = Text("陳示範", "Chen Demo"), Text("黃示範", "Huang Demo"), Text("林示範", "Lin Demo")


def value(identity: str, v: object, kind: str = "text", unit: str = "", **more: Any) -> Value:
    return Value(id=identity, v=v if isinstance(v, Text) or v is None else str(v), kind=kind, unit=unit, **more)  # type: ignore[arg-type]


def money(identity: str, amount: object, unit: str = "TWD", **more: Any) -> Value:
    return value(identity, amount, "money", unit, **more)


def missing(identity: str, reason: str = "not_applicable", kind: str = "money") -> Value:
    return Value(id=identity, missing=reason, kind=kind)  # type: ignore[arg-type]


# ---------------------------------------------------------------- the wide table: 18 columns under four spans
GOODS = (
    (Text("柚子果汁飲料 500 ml", "Yuzu juice drink 500 ml"), "2202.99.19.00-1", 12000, "BO", 1080000, 132239, 4755, 259828, "0.15", 0),
    (Text("葡萄果汁飲料 500 ml", "Grape juice drink 500 ml"), "2202.99.19.00-1", 8400, "BO", 798000, 92568, 3514, 190887, "0.15", 0),
    (
        Text("加味氣泡水 350 ml", "Flavoured sparkling water 350 ml"),
        "2202.10.00.10-6",
        15000,
        "BO",
        675000,
        114207,
        2972,
        169130,
        "0.15",
        0,
    ),
    (Text("蜂蜜酒 750 ml，12%", "Mead 750 ml, 12%"), "2206.00.30.00-2", 600, "BO", 912000, 16229, 4015, 199034, None, 37800),
    (Text("梅子發酵酒 720 ml，8%", "Plum wine 720 ml, 8%"), "2206.00.90.00-9", 1200, "BO", 1032000, 31257, 4544, 227976, None, 48384),
)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def duty_table() -> Table:
    spans = {
        k: Text(*words)
        for k, words in {
            "jpy": ("貨價", "Goods value"),
            "duty": ("進口稅", "Import duty"),
            "ct": ("貨物稅", "Commodity tax"),
            "vat": ("營業稅", "VAT"),
        }.items()
    }
    columns = (
        Column(key="no", label=Text("項", "No."), type="c", align="center", width=7), Column(key="name", label=Text("貨名", "Goods"), width=34),
        Column(key="hs", label=Text("稅則號別", "Tariff code"), type="c", width=27), Column(key="qty", label=Text("數量", "Quantity"), type="q", width=16),
        Column(key="fob", label=same("FOB"), type="m", unit="JPY", width=18, span=spans["jpy"]), Column(key="freight", label=Text("運費", "Freight"), type="m", unit="JPY", width=15, span=spans["jpy"]),
        Column(key="ins", label=Text("保險費", "Insurance"), type="m", unit="JPY", width=14, span=spans["jpy"]), Column(key="dpv", label=Text("完稅價格", "Customs value"), type="m", unit="TWD", width=18),
        Column(key="rate", label=Text("稅率", "Rate"), type="r", unit="%", dp=1, width=11, span=spans["duty"]),
        Column(key="duty", label=Text("稅額", "Tax"), type="m", unit="TWD", width=15, span=spans["duty"], expr="round_to([dpv] * [rate])", trace="duty"),
        Column(key="ctr", label=Text("稅率", "Rate"), type="r", unit="%", dp=1, width=11, span=spans["ct"]), Column(key="ct", label=Text("稅額", "Tax"), type="m", unit="TWD", width=15, span=spans["ct"]),
        Column(key="alcohol", label=Text("菸酒稅", "Alcohol tax"), type="m", unit="TWD", width=14),
        Column(key="base", label=Text("稅基", "Base"), type="m", unit="TWD", width=17, span=spans["vat"], expr="[dpv] + [duty] + [ct] + [alcohol]"),
        Column(key="vat", label=Text("稅額", "Tax"), type="m", unit="TWD", width=14, span=spans["vat"], expr="round_to([base] * 0.05)", trace="vat"),
        Column(key="tpsf", label=Text("推貿費", "Promotion fee"), type="m", unit="TWD", width=12, expr="share(@fee, lines.dpv)"),
        Column(key="sum", label=Text("合計", "Total"), type="m", unit="TWD", width=17, expr="[duty] + [ct] + [alcohol] + [vat] + [tpsf]"),
        Column(key="share", label=Text("占完稅價格", "Of value"), type="r", unit="%", dp=1, width=14), Column(key="empty", label=Text("反傾銷稅", "Anti-dumping"), type="m", hide_if_empty=True),
    )  # fmt: skip
    rows = tuple(_goods_row(n, goods, fee) for n, (goods, fee) in enumerate(zip(GOODS, (104, 76, 68, 80, 91), strict=True), 1))
    totals = Row(
        id="total",
        cells={key: _sum(rows, key) for key in ("fob", "freight", "ins", "dpv", "duty", "ct", "alcohol", "base", "vat", "tpsf", "sum")},
    )
    return Table(
        id="lines", title=Text("每項貨物之應繳稅費", "Duties and taxes line by line"), columns=columns, rows=rows, totals=totals, cites=("S1",),
        unit_note=Text("貨價欄 JPY，其餘新臺幣元", "Goods value in JPY, all else in TWD"),
        note=prose("推廣貿易服務費 [[basis.fee]] 依整份報單計徵，按完稅價格分攤至各項，餘數採最大餘數法。", "The promotion fee of [[basis.fee]] is charged on the declaration and shared by customs value (largest remainder)."),
    )  # fmt: skip


def _goods_row(n: int, goods: tuple[Any, ...], fee: int) -> Row:
    name, hs, quantity, unit, fob, freight, insurance, dpv, ct_rate, alcohol = goods
    at = f"lines.{n}"
    duty = _half_up(dpv * 20, 100)
    ct = _half_up((dpv + duty) * 15, 100) if ct_rate else 0
    base = dpv + duty + ct + alcohol
    vat = _half_up(base * 5, 100)
    whole = duty + ct + alcohol + vat + fee
    cells = {
        "no": value(f"{at}.no", n, "code"), "name": value(f"{at}.name", name), "hs": value(f"{at}.hs", hs, "code"), "qty": value(f"{at}.qty", quantity, "quantity", unit, cites=("S1",)),
        "fob": money(f"{at}.fob", fob, "JPY", cites=("S1",)), "freight": money(f"{at}.freight", freight, "JPY"), "ins": money(f"{at}.ins", insurance, "JPY"), "dpv": money(f"{at}.dpv", dpv),
        "rate": value(f"{at}.rate", "0.2", "rate", cites=("S3",)), "duty": money(f"{at}.duty", duty),
        "ctr": value(f"{at}.ctr", ct_rate, "rate", cites=("S3",)) if ct_rate else missing(f"{at}.ctr", kind="rate"), "ct": money(f"{at}.ct", ct),
        "alcohol": money(f"{at}.alcohol", alcohol), "base": money(f"{at}.base", base), "vat": money(f"{at}.vat", vat), "tpsf": money(f"{at}.tpsf", fee),
        "sum": money(f"{at}.sum", whole), "share": value(f"{at}.share", f"{whole / dpv:.6f}", "rate", cites=("S1",)),
    }  # fmt: skip
    return Row(id=str(n), cells=cells)


def _sum(rows: tuple[Row, ...], key: str) -> Value:
    cells = [row.cells[key] for row in rows]
    return money(f"lines.total.{key}", sum(int(str(cell.v)) for cell in cells), cells[0].unit, expr=f"sum(lines.{key})")


# ---------------------------------------------------------------- the grouped table: three groups, subtotals, estimates, gaps
MEASURES = (
    ("goods", Text("貨物與設備", "Goods and equipment"), ((Text("高保全封條與雙人照相", "High-security seals, photographed by two"), "2026-07-15", "38000", "3.1", "1.9", "4.6"), (Text("高價票加掛獨立追蹤器", "Separate trackers on high-value lots"), "2026-07-31", "96000", "1.8", "0.7", "3.2"))),
    ("people", Text("人員與夥伴", "People and partners"), ((Text("提貨駕駛身分與車牌預告比對", "Driver and plate checked before pick-up"), "2026-08-15", "12000", "4.0", "2.4", "5.8"), (Text("六家夥伴安全評鑑", "Security audit of six partners"), "2026-09-30", "126000", None, None, None))),
    ("money", Text("財務", "Finance"), ((Text("貨物險單票限額提高至 4,000 萬元", "Cargo cover per lot raised to TWD 40 million"), "2026-07-10", "42000", "2.2", "1.1", "3.9"),)),
)  # fmt: skip


def grouped_table() -> Table:
    columns = (
        Column(key="what", label=Text("措施", "Measure"), width=60), Column(key="due", label=Text("期限", "Due"), type="d", width=22), Column(key="cost", label=Text("成本", "Cost"), type="m", unit="TWD", width=22),
        Column(key="ratio", label=Text("效益比", "Benefit ratio"), type="s", dp=1, width=18), Column(key="state", label=Text("判定", "Verdict"), type="e", width=24),
        Column(key="by", label=Text("負責", "Owner"), type="p", width=18),
    )  # fmt: skip
    rows, groups, total = [], [], 0
    for key, label, measures in MEASURES:
        groups.append(Group(id=key, label=label))
        rows += [_measure(key, n, *measure) for n, measure in enumerate(measures, 1)]
        cost = sum(int(measure[2]) for measure in measures)
        total += cost
        rows.append(
            Row(
                id=f"{key}.sub",
                group=key,
                style="sub",
                cells={"what": value(f"measures.{key}.sub", Text("小計", "Subtotal")), "cost": money(f"measures.{key}.cost", cost)},
            )
        )
    totals = Row(id="total", cells={"cost": money("measures.total.cost", total)})
    return Table(
        id="measures",
        title=Text("措施、對應風險與驗證方式", "Measures by group, with their worth"),
        columns=columns,
        rows=tuple(rows),
        groups=tuple(groups),
        totals=totals,
    )


def _measure(group: str, n: int, what: Text, due: str, cost: str, ratio: str | None, lo: str | None, hi: str | None) -> Row:
    at = f"measures.{group}.{n}"
    estimate = (
        value(f"{at}.ratio", ratio, "score", status="estimate", lo=lo, hi=hi, level="80%", n=612, method=Text("自助法", "bootstrap"))
        if ratio
        else missing(f"{at}.ratio", "too_few", "score")
    )
    verdict = (
        Text("● 通過", "● passed") if ratio and float(ratio) > 3 else Text("◑ 接近", "◑ near") if ratio else Text("▲ 未達", "▲ missed")
    )
    cells = {
        "what": value(f"{at}.what", what), "due": value(f"{at}.due", due, "date"), "cost": money(f"{at}.cost", cost, cites=("S2",)), "ratio": estimate, "state": value(f"{at}.state", verdict),
        "by": missing(f"{at}.by", "pending", "text") if n == 2 else value(f"{at}.by", "蔡示範"),
    }  # fmt: skip
    return Row(id=f"{group}.{n}", cells=cells, group=group, style="mark" if ratio is None else "normal")


def missing_table() -> Table:
    columns = (
        Column(key="kind", label=Text("種類", "Kind")),
        Column(key="figure", label=Text("數值", "Figure"), type="m", unit="USD"),
        Column(key="rate", label=Text("比率", "Rate"), type="r"),
    )
    reasons = ("not_recorded", "not_applicable", "too_few", "source_gap", "stale", "pending")
    states = ("actual", "estimate", "forecast", "provisional", "manual")
    rows = [
        Row(
            id=r,
            cells={
                "kind": value(f"gaps.{r}.kind", r),
                "figure": missing(f"gaps.{r}.figure", r),
                "rate": missing(f"gaps.{r}.rate", r, "rate"),
            },
        )
        for r in reasons
    ]
    for n, state in enumerate(states):
        reason = {"no_interval": Text("單筆報價，無區間", "one quotation, no interval")} if state in ("estimate", "forecast") else {}
        cells = {
            "kind": value(f"gaps.{state}.kind", state),
            "figure": money(f"gaps.{state}.figure", f"{-1234.5 + n * 1000}", "USD", status=state, **reason),
            "rate": value(f"gaps.{state}.rate", "0.175", "rate"),
        }
        rows.append(Row(id=state, cells=cells))
    return Table(id="gaps", title=Text("缺漏與狀態", "Gaps and states"), columns=columns, rows=tuple(rows))


# ---------------------------------------------------------------- words
def summary() -> tuple[Any, ...]:
    lead = Paragraph(
        id="lead",
        role="lead",
        text=prose(
            "總稅費 **共** [[lines.total.sum]]，占完稅價格 [[basis.rate]]；補齊成分證明後可省 [[basis.saving]]，於 [[basis.due]] 前送達。",
            "Duties and taxes come to [[lines.total.sum]] **in all**, [[basis.rate]] of the customs value; proof of ingredients by [[basis.due]] would save [[basis.saving]].",
        ),
    )
    figures = KeyFigures(
        id="figures",
        items=(
            KeyFigure(label=Text("完稅價格", "Customs value"), value=money("key.dpv", 1046855, cites=("S1",)), sub=prose("匯率 [[basis.fx]]", "exchange rate [[basis.fx]]")),
            KeyFigure(label=Text("總稅費", "Duties and taxes"), value=money("key.sum", 480245, cites=("S1",)), comparison=money("key.before", 512300, cites=("S1",), label=Text("前次", "last time"))),
            KeyFigure(label=Text("可省", "Could be saved"), value=money("key.saving", 39753, status="estimate", lo="31200", hi="44100", level="80%", n=12, method=Text("情境", "scenarios")), verdict="near", verdict_words=Text("待補件", "papers awaited")),
            KeyFigure(label=Text("準時率", "On time"), value=value("key.otif", "0.913", "rate", dp=1, cites=("S2",)), target=value("key.target", "0.95", "rate", label=Text("目標", "target")), verdict="bad", verdict_words=Text("未達標", "below target")),
            KeyFigure(label=Text("毛重", "Gross weight"), value=missing("key.weight", "not_recorded", "quantity"), verdict="none", verdict_words=Text("無判定", "no verdict")),
        ),
    )  # fmt: skip
    decision = Fields(
        id="decision", style="decision", question=Text("請客戶決定", "For the customer to decide"), answer=prose("補齊果汁含量證明後再申報，可省 [[key.saving]]", "Lodge after the juice content is proved: saves [[key.saving]]"),
        items=(value("decision.why", Text("項次 1、2 若屬稀釋天然果汁，貨物稅率由 15% 降為 8%。", "If lines 1 and 2 are diluted natural juice the commodity tax falls from 15% to 8%."), label=Text("理由", "Reason")),
               value("decision.if", Text("成分表與檢驗報告於 2026-07-06 前送達。", "List of ingredients and test report received by 2026-07-06."), label=Text("條件", "Condition")),
               value("decision.else", Text("依現況申報並繳納，放行後再申請退還溢繳稅款。", "Lodge as it stands, pay, and claim the excess after release."), label=Text("若未到件", "Otherwise"))),
    )  # fmt: skip
    return lead, figures, decision


def basis() -> Fields:
    items = (
        value("basis.importer", Text("示範海舟貿易股份有限公司", "Haizhou Demo Trading Co., Ltd."), label=Text("進口人", "Importer")), value("basis.term", "FOB Yokohama, Incoterms® 2020", label=Text("貿易條件", "Trade term")),
        value("basis.vessel", "MV DEMO KEELUNG 026S", label=Text("船名航次", "Vessel")), value("basis.fx", "0.2135", "score", cites=("S2",), label=Text("匯率 JPY→TWD", "Rate JPY→TWD")),
        money("basis.fee", 419, label=Text("推廣貿易服務費", "Promotion fee"), trace="fee", expr="round_to(sum(lines.dpv) * 0.0004)"), money("basis.saving", 39753, status="estimate", no_interval=Text("單一情境", "one scenario"), label=Text("可省", "Saving")),
        value("basis.rate", "0.458750", "rate", dp=1, cites=("S1",), label=Text("有效稅率", "Effective rate")), value("basis.due", "2026-07-06", "date", label=Text("期限", "Due")),
        value("basis.sealed", "true", "bool", label=Text("封條完整", "Seal intact")), value("basis.period", "2026Q2", "period", label=Text("期間", "Period")),
        value("basis.kg", "19290", "quantity", "KGM", cites=("S1",), label=Text("毛重", "Gross weight")), missing("basis.add", "not_applicable").model_copy(update={"label": Text("應加費用", "Additions")}),
    )  # fmt: skip
    return Fields(id="basis", columns=3, items=items)


def stories() -> tuple[Any, ...]:
    strange = "；".join(INJECTIONS)
    return (
        Paragraph(id="long", role="authored", author="cs1", text=prose(LONG_ZH, LONG_EN), note=prose("備註：**粗體** 與數值 [[basis.fee]]。", "Note: **strong** words and the figure [[basis.fee]].")),
        Paragraph(id="guide", role="guidance", text=prose("說明為何採此稅則號別，至少三十字。", "Say why this tariff code was chosen, thirty characters at least.")),
        Paragraph(id="small", role="note", text=prose("本表依 2026-06-30 有效之規則計算，稅率為示範稅率。", "Worked out under the rules in force on 2026-06-30; rates are illustrative.")),
        Fields(id="strange", columns=1, style="boxed", items=(value("strange.all", strange, label=same("#let x = 1")), value("strange.names", "Łódź Kraków Žilina İstanbul Nguyễn Ελλάδα Москва 堃 喆 犇", label=Text("人名", "Names")))),
    )  # fmt: skip


def checklist() -> Checklist:
    items = (
        CheckItem(id="c1", label=Text("進口關稅查核", "Import duty checked"), requirement=Text("海關進口稅則", "Customs tariff"), state="done", evidence="DTX-202606-0012", by="陳示範", at=date(2026, 6, 18)),
        CheckItem(id="c2", label=Text("原產地證明正本", "Original certificate of origin"), requirement=Text("關稅法第 28 條", "Customs Act art. 28"), state="open", by="許示範"),
        CheckItem(id="c3", label=Text("反賄賂聲明", "Anti-bribery statement"), state="waived", evidence="W-07", reason=Text("採集團通用範本，簽約時換簽", "group form used; replaced at signature"), by="林示範", at=date(2026, 6, 25)),
        CheckItem(id="c4", label=Text("電池運送測試摘要", "Battery transport test summary"), requirement=same("UN 38.3"), state="n/a"),
    )  # fmt: skip
    return Checklist(id="checks", title=Text("報關前文件", "Papers before lodging"), items=items)


def clauses() -> Clauses:
    texts = (
        (Text("標的與品質", "Goods and quality"), Text("貨物應符合附件一規格及 ISO 4210。賣方每批隨附檢驗報告。", "The goods shall conform to Annex 1 and to ISO 4210. The seller encloses an inspection report with each lot.")),
        (Text("交貨與風險移轉", "Delivery and passing of risk"), Text("賣方應於收訖訂金後三十五日內於高雄港裝運。風險於貨物裝載於船舶時移轉予買方。每遲延一日，賣方給付遲延部分價款千分之一之違約金，以百分之五為上限。", "Shipment from Kaohsiung within 35 days of receipt of the deposit. Risk passes when the goods are on board. For each day of delay the seller pays 0.1% of the price of the delayed part, up to 5%.")),
        (Text("語言與份數", "Language and counterparts"), Text("本合約以中文為準，英文供參考。正本二份，雙方各執一份。", "The Chinese text prevails; English is for reference. Two originals, one for each party.")),
    )  # fmt: skip
    return Clauses(id="terms", items=tuple(Clause(no=str(n), heading=h, text=t, deviation=n == 2) for n, (h, t) in enumerate(texts, 1)))


# ---------------------------------------------------------------- the reports
LETTERHEAD = Letterhead(
    name=Text("示範海舟貿易股份有限公司", "Haizhou Demo Trading Co., Ltd."), unit=Text("進出口客戶服務組", "Import and export customer service"),
    address=Text("臺北市示範路 1 號", "1 Demo Rd., Taipei, Taiwan"), tax_id="00000005", phone="+886-2-0000-0100", email="trade@haizhou-demo.example",
)  # fmt: skip
SOURCES = (
    Source("S1", "document", Text("商業發票 DM-INV-26061", "Commercial invoice DM-INV-26061"), Text("示範飲料株式會社", "Demo Beverage K.K."), as_of=date(2026, 6, 12), rows=5, sha256="1f0a93c2" * 8),
    Source("S2", "dataset", Text("海關匯率旬表（示範匯率）", "Customs exchange rates (illustrative)"), Text("示範資料", "Demo data"), version="2026-06C", as_of=date(2026, 6, 21), rows=1, sha256="88de4f10" * 8),
    Source("S3", "rule", Text("規則包 tw-import", "Rule pack tw-import"), Text("依關稅法、貨物稅條例整理", "From the Customs Act and the Commodity Tax Act"), version="2026.2", retrieved=date(2026, 6, 15), rows=6, licence="CC BY 4.0"),
)  # fmt: skip
RULES = (
    Rule(id="duty", label=Text("進口稅", "Import duty"), expr="round_to([dpv] * [rate])", rounding=Text("元，四捨五入", "to the dollar, half up"), legal=Text("關稅法第 3 條；海關進口稅則", "Customs Act art. 3; Customs tariff"), confidence="medium", cites=("S3",), review_by=date(2026, 9, 30)),
    Rule(id="vat", label=Text("營業稅", "VAT"), rounding=Text("元，四捨五入", "to the dollar, half up"), legal=Text("營業稅法第 10、20 條", "VAT Act arts. 10 and 20"), confidence="high", cites=("S3",)),
    Rule(id="fee", label=Text("推廣貿易服務費", "Promotion fee"), rounding=Text("元，四捨五入，未滿 100 元免收", "to the dollar, half up; none under 100"), legal=Text("貿易法第 21 條", "Foreign Trade Act art. 21"), confidence="high", cites=("S3",)),
)  # fmt: skip
FINDINGS = (
    Finding(
        id="DT9",
        level="block",
        message=Text("第 2 項稅則歸列無理由，請補登。", "Line 2 has no reason for its tariff code: enter one."),
        where=("lines.2.hs",),
    ),
    Finding(id="DT8", level="warn", message=Text("規則「進口稅」信心為中。", "The rule for import duty has medium confidence.")),
    Finding(id="C07", level="ok", message=Text("合計與明細相符", "Totals foot")),
)
TRACED = ("lines.1.duty", "lines.1.base", "lines.1.vat", "lines.1.tpsf", "lines.1.sum", "lines.total.sum", "basis.fee")


def approval(*seals: Text) -> Approval:
    steps = (
        SignStep(act="made", label=Text("製表", "Made by"), role=same("CS1")),
        SignStep(act="checked", label=Text("覆核", "Checked by"), role=same("CS2")),
        SignStep(act="approved", label=Text("核准", "Approved by"), role=same("TM1")),
    )
    return Approval(id="approval", steps=steps, seals=seals)


def signatures(*acts: str) -> tuple[Signature, ...]:
    people = {"made": MAKER, "checked": CHECKER, "approved": APPROVER}
    return tuple(
        Signature(act=act, person=people[act], role="CS1", at=datetime(2026, 6, 30, 10 + n, 12, tzinfo=UTC), content_hash="b83f20d1" * 8)
        for n, act in enumerate(acts)
    )  # type: ignore[arg-type]


def gallery(**changes: Any) -> Report:
    """Every block kind, portrait with one landscape section, in check with findings."""
    sections = (
        Section(id="summary", title=Text("試算摘要", "Summary"), blocks=summary()),
        Section(id="ground", title=Text("貨價基礎", "Basis of value"), blocks=(basis(), *stories())),
        Section(
            id="lines-section",
            title=Text("逐項試算", "Line by line"),
            orientation="landscape",
            blocks=(duty_table(), drawn.waterfall(), drawn.timeline()),
        ),
        Section(id="security", title=Text("措施與績效", "Measures and performance"), blocks=(grouped_table(), missing_table())),
        Section(
            id="matrices",
            title=Text("矩陣", "Matrices"),
            blocks=(drawn.swot(), drawn.raci(), drawn.risk(), drawn.ansoff(), drawn.traceability()),
        ),
        Section(id="charts", title=Text("圖表", "Charts"), blocks=drawn.charts()),
        Section(id="map-section", title=Text("市場分布", "Where the markets are"), level=2, blocks=(drawn.world(),)),
        Section(id="papers", title=Text("文件與條款", "Papers and terms"), blocks=(checklist(), clauses(), drawn.picture())),
        Section(
            id="decided",
            title=Text("決議與核准", "Decision and approval"),
            blocks=(approval(Text("示範海舟貿易股份有限公司", "Haizhou Demo Trading Co., Ltd."), same("Demo Radsport Handel GmbH")),),
        ),
        Section(id="sources", title=Text("資料來源與截止日", "Sources and dates"), blocks=(Citations(id="citations"),)),
        Section(id="workings", title=Text("計算說明", "Workings"), blocks=(TraceTable(id="trace", figures=TRACED),)),
    )
    report = _report("CS/O1.2.1", Text("一般稅與貨物稅試算表", "Duty and tax worksheet"), sections).model_copy(
        update={
            "subtitle": Text("案 01　日本飲料與發酵酒進口", "Case 01: drinks and ferments from Japan"),
            "state": "in_check",
            "draft_ref": "DTX-D0017",
            "findings": FINDINGS,
            "approvals": signatures("made"),
            "demo": True,
        }
    )
    return sealed(report.model_copy(update=changes))


def _report(key: str, title: Text, sections: tuple[Section, ...]) -> Report:
    return Report(
        key=key, standard="KPS1420-002v3", task="T1.2", family="F12", title=title, letterhead=LETTERHEAD, as_of=date(2026, 6, 30), built_at=datetime(2026, 6, 30, 9, tzinfo=UTC), sections=sections,
        citations=SOURCES, traces=RULES, names={"fee": "basis.fee"} if key.startswith("CS") else {}, ask=(Ask(name="order", label=Text("訂單", "Order"), value=same("OF-0114")),),
    )  # fmt: skip


# ---------------------------------------------------------------- a quotation of two pages
OFFER = (
    (Text("前叉", "Suspension fork"), "87-01", "8714.91.20.00", 300, "48.60"), (Text("花鼓組", "Hub set"), "87-03", "8714.93.10.00", 600, "21.35"), (Text("碟煞組", "Disc brake set"), "87-04", "8714.94.00.00", 800, "17.90"),
    (Text("曲柄組", "Crankset"), "87-07", "8714.96.20.00", 450, "26.75"), (Text("坐墊", "Saddle"), "87-05", "8714.95.00.00", 1200, "6.48"),
)  # fmt: skip


def offer_table() -> Table:
    columns = (
        Column(key="no", label=Text("項次", "No."), type="c", align="center", width=9), Column(key="name", label=Text("品名／規格", "Description"), width=60), Column(key="sku", label=Text("品號", "Item"), type="c", width=16),
        Column(key="hs", label=Text("稅則號別", "HS code"), type="c", width=25), Column(key="qty", label=Text("數量", "Quantity"), type="q", unit="H87", width=16),
        Column(key="price", label=Text("單價", "Unit price"), type="m", unit="USD", width=20), Column(key="amount", label=Text("金額", "Amount"), type="m", unit="USD", width=24, expr="[qty] * [price]"),
    )  # fmt: skip
    rows = []
    for n, (name, sku, hs, quantity, price) in enumerate(OFFER, 1):
        amount = f"{quantity * int(price.replace('.', '')) / 100:.2f}"
        at = f"offer.{n}"
        cells = {
            "no": value(f"{at}.no", n, "code"),
            "name": value(f"{at}.name", name),
            "sku": value(f"{at}.sku", sku, "code"),
            "hs": value(f"{at}.hs", hs, "code"),
            "qty": value(f"{at}.qty", quantity, "quantity", "H87", cites=("S1",)),
            "price": money(f"{at}.price", price, "USD", cites=("S1",)),
            "amount": money(f"{at}.amount", amount, "USD"),
        }
        rows.append(Row(id=str(n), cells=cells))
    return Table(
        id="offer",
        columns=columns,
        rows=tuple(rows),
        totals=Row(id="total", cells={"amount": money("offer.total", "61523.50", "USD", expr="sum(offer.amount)")}),
    )


def quotation(**changes: Any) -> Report:
    """An issued external offer in both languages with seals: the size benchmarks are measured on."""
    parties = Fields(id="parties", items=(
        value("parties.customer", "Demo Radsport Handel GmbH", label=Text("客戶", "Customer")), value("parties.by", Text("王示範（批發業務）", "Wang Demo (Sales)"), label=Text("報價人", "Quoted by")),
        value("parties.valid", "2026-07-30", "date", label=Text("有效期限", "Valid until")), value("parties.term", "CIF Hamburg, Incoterms® 2020", label=Text("交貨條件", "Trade term"))))  # fmt: skip
    terms = Fields(id="terms", columns=1, items=tuple(
        value(f"terms.{n}", Text(zh, en), label=Text(*label)) for n, (label, zh, en) in enumerate((
            (("付款條件", "Payment"), "T/T 30% 訂金，70% 於裝船後憑提單副本付清", "30% deposit by T/T, balance against copy of bill of lading"),
            (("交期", "Lead time"), "收訖訂金後 35 日曆天內出貨", "Ready for shipment within 35 calendar days of receipt of deposit"),
            (("保固與檢驗", "Warranty"), "出貨日起 12 個月；依 ISO 4210 抽驗並附報告", "12 months from shipment; sampled to ISO 4210, report enclosed"),
            (("稅費", "Taxes"), "外銷適用零稅率；目的港稅費由買方負擔", "Export zero-rated in Taiwan; import duty and VAT for account of buyer")))))  # fmt: skip
    bank = Paragraph(
        id="bank",
        role="note",
        text=prose(
            "銀行帳號如有變更，本公司必以電話向貴公司既有聯絡人確認。",
            "We confirm any change of bank details by telephone with your known contact.",
        ),
    )
    sections = (
        Section(id="offer-section", title=Text("報價內容", "Offer"), numbered=False, blocks=(parties, offer_table())), Section(id="terms-section", title=Text("交易條件", "Terms"), numbered=False, blocks=(terms, bank)),
        Section(id="accept", title=Text("確認", "Acceptance"), numbered=False, blocks=(approval(Text("示範海舟貿易股份有限公司", "Haizhou Demo Trading Co., Ltd."), same("Demo Radsport Handel GmbH")),)),
    )  # fmt: skip
    report = _report("WS/O2.4.1", Text("報價單", "Quotation"), sections)
    update = {
        "lang": "both",
        "audience": "external",
        "confidentiality": "external",
        "state": "issued",
        "doc_no": "QTN-202606-0042",
        "revision": 1,
        "demo": True,
        "approvals": signatures("made", "checked", "approved"),
    }
    return sealed(report.model_copy(update=update | changes))


def long_table(rows: int, **changes: Any) -> Report:
    """One table of ``rows`` rows, with a heading on every page: 36 rows a page or so."""
    columns = (
        Column(key="no", label=Text("項", "No."), type="c"),
        Column(key="name", label=Text("品名", "Description"), width=60),
        Column(key="kg", label=Text("毛重", "Gross weight"), type="q", unit="KGM"),
        Column(key="amount", label=Text("金額", "Amount"), type="m", unit="TWD"),
    )
    body = tuple(
        Row(id=f"r{n}", cells={"no": value(f"long.r{n}.no", n, "code"), "name": value(f"long.r{n}.name", Text(f"示範品項 {n:05d}", f"Demo item {n:05d}")), "kg": value(f"long.r{n}.kg", f"{n * 1.25:.2f}", "quantity", "KGM", cites=("S1",)), "amount": money(f"long.r{n}.amount", n * 137, cites=("S1",))})
        for n in range(1, rows + 1)
    )  # fmt: skip
    table = Table(
        id="long",
        title=Text("長表", "A long table"),
        columns=columns,
        rows=body,
        totals=Row(id="total", cells={"amount": money("long.total", sum(n * 137 for n in range(1, rows + 1)), expr="sum(long.amount)")}),
    )
    report = _report("WS/O2.5.1", Text("長表", "Long table"), (Section(id="one", title=Text("明細", "Lines"), blocks=(table,)),))
    return sealed(report.model_copy(update={"state": "issued", "doc_no": "LNG-202606-0001"} | changes))
