"""Section 1, 試算摘要: the figures asked for, what they say, what has to be decided."""

from __future__ import annotations

from argosy.deliverables.families.duty.facts import Facts
from argosy.deliverables.families.duty.figures import amount, words
from argosy.deliverables.families.duty.result import Result
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import Prose, plain, prose
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("試算摘要", "Summary")
LABELS = {
    "dpv": Text("完稅價格", "Customs value"),
    "duty": Text("進口稅", "Customs duty"),
    "taxes": Text("內地稅", "Internal taxes"),
    "fees": Text("規費", "Fees"),
    "payable": Text("總稅費", "Total payable"),
    "rate": Text("有效稅率", "Effective rate"),
}


def section(facts: Facts, result: Result) -> Section:
    """Key figures, conclusion, what is still open, chart."""
    return Section(
        id="summary",
        title=TITLE,
        sheet=TITLE,
        audience="internal",
        blocks=(conclusion(facts, result), key_figures(facts, result), decision(facts, result), *landed_chart(facts, result), advice()),
    )


def key_figures(facts: Facts, result: Result) -> KeyFigures:
    """Customs value, duty, other charges, total, effective rate."""
    duty, total = result.made.totals.duty, result.made.totals
    values = {
        "dpv": (total.customs_value, "sum(lines.customs_value)", _subtitle_value(facts)),
        "duty": (duty, _sum_of(result, "duty"), Text("逐項進口稅與貿易救濟稅合計", "Customs duty and remedies, all lines")),
        "taxes": (total.taxes, _sum_of(result, "taxes"), Text("貨物稅、菸酒稅、營業稅等", "Excise, alcohol and business tax")),
        "fees": (total.fees, _sum_of(result, "fees"), Text("推廣貿易服務費等", "Trade promotion fee and others")),
        "payable": (total.payable, "@duty + @taxes + @fees", Text("進口稅、內地稅與規費合計", "Duty, taxes and fees")),
    }
    items = tuple(
        KeyFigure(label=LABELS[k], value=amount(f"key.{k}", v, facts.pack.currency, LABELS[k], expr), sub=plain(sub)) for k, (v, expr, sub) in values.items()
    )
    return KeyFigures(id="key", items=(*items, *_effective(facts, result)))


def names() -> dict[str, str]:
    """Named values the key figures give."""
    return {name: f"key.{name}" for name in ("dpv", "duty", "taxes", "fees", "payable")}


def _sum_of(result: Result, group: str) -> str:
    kinds = result.facts.pack.totals[group]
    line = [c for c in result.facts.pack.charge_ids() if c in {h.charge for h in result.sheet.columns} | set(result.entry_names)]
    wanted = [c for c in line if next(r for r in result.facts.pack.charges if r.id == c).kind in kinds]
    return " + ".join(f"sum(lines.{c})" for c in wanted) or "0"


def _subtitle_value(facts: Facts) -> Text:
    rates = "、".join(f"{e.currency} {e.rate.normalize():f}" for e in facts.exchange)
    term = f"{facts.consignment.incoterm} {facts.consignment.place}"
    return Text(f"{term}" + (f"，匯率 {rates}" if rates else ""), f"{term}" + (f", rate {rates}" if rates else ""))


def _effective(facts: Facts, result: Result) -> tuple[KeyFigure, ...]:
    total = result.made.totals
    if not total.customs_value:
        return ()
    rate = decimal_text(round_to(total.payable / total.customs_value, 1 / (result.zero + 1000)), 3)
    value = Value(id="key.rate", v=rate, kind="rate", dp=1, label=LABELS["rate"], expr="round_to(@payable / @dpv, 0.001)")
    return (KeyFigure(label=LABELS["rate"], value=value, sub=plain(Text("總稅費 ÷ 完稅價格", "Total payable ÷ customs value"))),)


def conclusion(facts: Facts, result: Result) -> Paragraph:
    """One paragraph whose every number is a figure of the document."""
    text = _complete_words(facts) if result.complete else _incomplete_words(result)
    return Paragraph(id="conclusion", role="lead", text=text)


def _complete_words(facts: Facts) -> Prose:
    own = facts.pack.currency
    return prose(
        f"本批 {len(facts.goods)} 項貨物，完稅價格 **[[key.dpv]]**，應繳稅費合計 **[[key.payable]]**（{own}），其中進口稅 [[key.duty]]、內地稅 [[key.taxes]]、規費 [[key.fees]]。",
        f"On {len(facts.goods)} lines with a customs value of **[[key.dpv]]**, **[[key.payable]]** is payable: customs duty [[key.duty]], "
        "internal taxes [[key.taxes]], fees [[key.fees]].",
    )


def _incomplete_words(result: Result) -> Prose:
    lines = "、".join(result.made.incomplete)
    count = len(result.made.unresolved)
    return prose(
        f"**本試算不完整**：第 {lines} 項尚有資料待補，未列入合計。其餘各項應繳 [[key.payable]]。待補事項共 {count} 件，列於第 5 節。",
        f"**This worksheet is incomplete**: line {lines} lacks facts and is left out of the totals. The other lines come to [[key.payable]]. "
        f"{count} open questions are listed in section 5.",
    )


def decision(facts: Facts, result: Result) -> Fields:
    """What has to be decided before lodging: the open questions, or that it may be lodged as it stands."""
    if result.made.unresolved:
        first = result.made.unresolved[0]
        answer = Text("補齊 {n} 件資料後再申報", "Lodge after {n} open points are settled").format(n=len(result.made.unresolved))
        reasons = (
            words("decision.first", first.ask, Text("先回答", "First")),
            words("decision.why", Text(f"{first.what.zh}：{first.why.zh}", f"{first.what.en}: {first.why.en}"), Text("理由", "Reason")),
        )
    else:
        answer = Text("依本表金額申報並繳納", "Lodge and pay as computed")
        reasons = (
            words("decision.why", Text("各項貨物之應計要素齊備，合計與逐項相符。", "Every component is present and the lines sum to the total."), Text("理由", "Reason")),
            words("decision.terms", _terms(facts), Text("條件", "Conditions")),
        )
    return Fields(id="decision", style="decision", question=Text("請客戶決定", "For decision"), answer=plain(answer), items=reasons)


def _terms(facts: Facts) -> Text:
    day = facts.consignment.date
    demo = Text("；稅率為示範稅率，申報前須以海關稅則查核", "; rates are demo rates: check the tariff before lodging") if facts.demo_rates else Text("", "")
    return Text("於 {d} 適用之規則與匯率下有效{x}。", "Valid under the rules and rates of {d}{x}.").format(d=day, x=demo)


def advice() -> Paragraph:
    """The coordinator's own words, kept apart from what the software says."""
    prompt = Text("補充建議（可留白）", "Further advice (may stay empty)")
    return Paragraph(id="advice", role="authored", title=Text("商業建議", "Commercial advice"), prompt=prompt, text=Prose(), min_chars=0)


def landed_chart(facts: Facts, result: Result) -> tuple[Chart, ...]:
    """From the price to the landed cost, in the currency of the pack."""
    total = result.made.totals
    if not total.customs_value:
        return ()
    rows = _steps(result)
    alt = Text("瀑布圖：", "Waterfall: ")
    parts_zh = "、".join(f"{r['step'].zh} {r['shown']}" for r in rows)  # type: ignore[union-attr]
    parts_en = ", ".join(f"{r['step'].en} {r['shown']}" for r in rows)  # type: ignore[union-attr]
    return (
        Chart(
            id="landed",
            chart="waterfall",
            title=_finding(result),
            rows=tuple({k: v for k, v in row.items() if k != "shown"} for row in rows),
            encodings={
                "x": Encoding(field="step", type="nominal"),
                "y": Encoding(field="amount", type="quantitative", unit=facts.pack.currency),
                "role": Encoding(field="role", type="nominal"),
            },
            alt=Text(alt.zh + parts_zh, alt.en + parts_en),
            data_table="lines",
            unit_note=Text(f"{facts.pack.currency} 元" if facts.pack.currency == "TWD" else facts.pack.currency, facts.pack.currency),
            height_mm=58,
        ),
    )


def _finding(result: Result) -> Text:
    total = result.made.totals
    share = decimal_text(round_to(total.payable / total.customs_value * 100, result.zero + 1), 0)
    largest = max(("duty", "taxes", "fees"), key=lambda name: getattr(total, name))
    return Text(f"稅費為完稅價格之 {share}%，最大宗為{LABELS[largest].zh}", f"Charges come to {share}% of the customs value, most of it {LABELS[largest].en.lower()}")


def _steps(result: Result) -> list[dict[str, object]]:
    """Price, costs up to the customs value, then each charge: the parts sum to the landed cost."""
    total, build = result.made.totals, result.made.build_up
    full = [i for i, x in enumerate(result.made.lines) if x.line.id not in result.made.incomplete]
    steps: list[tuple[Text, object, str]] = []
    left = total.customs_value
    for part in (p for p in build.parts if p.effect in ("add", "deduct") and p.shares):
        signed = sum((part.shares[i] for i in full), result.zero) * build.rates[part.cost.currency] * (1 if part.effect == "add" else -1)  # type: ignore[index]
        steps.append((part.label, round_to(signed), "part"))
        left -= round_to(signed)
    price = Text(f"{build.term.code} 貨價", f"{build.term.code} price")
    rows = [(price, left, "part"), *steps, (Text("完稅價格", "Customs value"), total.customs_value, "total")]
    for charge in result.facts.pack.charge_ids():
        if f"lines.{charge}" and any(h.key == charge for h in result.sheet.columns):
            value = sum((result.sheet.rows[i][charge].value or result.zero for i in full), result.zero)
            if value:
                label = next(h.label for h in result.sheet.columns if h.key == charge)
                rows.append((label, value, "part"))
    rows.append((Text("到岸稅後總額", "Landed with charges"), total.customs_value + total.payable, "total"))
    return [{"step": label, "amount": decimal_text(value), "role": role, "shown": f"{int(value):,}"} for label, value, role in rows]  # type: ignore[arg-type, call-overload]
