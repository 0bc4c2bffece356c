"""Section 1, 試算摘要: the figures asked for, what they say, what has to be decided."""

from __future__ import annotations

from fractions import Fraction

from argosy.deliverables.families.duty.facts import Facts
from argosy.deliverables.families.duty.figures import amount, words
from argosy.deliverables.families.duty.result import Result
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import Prose, plain, prose
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("試算摘要", "Summary")
LABELS = {
    "dpv": Text("完稅價格", "Customs value"),
    "duty": Text("進口稅", "Import duty"),
    "other": Text("其他稅費", "Other taxes and fees"),
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
    values = {
        "dpv": (result.total("customs_value"), "sum(lines.customs_value)", _subtitle_value(facts)),
        "duty": (result.group("duty"), _sum_of(result, "duty"), Text("各項進口稅與貿易救濟稅", "Import duty and trade remedies")),
        "other": (result.other, _sum_of(result, "taxes", "fees"), Text("內地稅與規費", "Internal taxes and fees")),
        "payable": (result.payable, "@duty + @other", Text("進口稅與其他稅費合計", "Duty, taxes and fees")),
    }
    items = tuple(
        KeyFigure(label=LABELS[k], value=amount(f"key.{k}", v, facts.pack.currency, LABELS[k], expr), sub=plain(sub))
        for k, (v, expr, sub) in values.items()
    )
    return KeyFigures(id="key", items=(*items, *_effective(result)))


def names() -> dict[str, str]:
    """Named values the key figures give."""
    return {name: f"key.{name}" for name in ("dpv", "duty", "other", "payable")}


def _sum_of(result: Result, *groups: str) -> str:
    return " + ".join(f"sum(lines.{charge})" for group in groups for charge in result.charges_in(group)) or "0"


def _subtitle_value(facts: Facts) -> Text:
    rates = "、".join(f"{e.currency} {e.rate.normalize():f}" for e in facts.exchange)
    term = facts.term
    return Text(term.zh + (f"，匯率 {rates}" if rates else ""), term.en + (f", rate {rates}" if rates else ""))


def _effective(result: Result) -> tuple[KeyFigure, ...]:
    value, payable = result.total("customs_value"), result.payable
    if not value or payable is None:
        return ()
    rate = decimal_text(round_to(payable / value, Fraction(1, 1000)), 3)
    figure = Value(id="key.rate", v=rate, kind="rate", dp=1, label=LABELS["rate"], expr="round_to(@payable / @dpv, 0.001)")
    return (KeyFigure(label=LABELS["rate"], value=figure, sub=plain(Text("總稅費 ÷ 完稅價格", "Total payable ÷ customs value"))),)


def conclusion(facts: Facts, result: Result) -> Paragraph:
    """One paragraph whose every number is a figure of the document."""
    text = _complete_words(facts) if result.complete else _incomplete_words(result)
    return Paragraph(id="conclusion", role="lead", text=text)


def _complete_words(facts: Facts) -> Prose:
    n = len(facts.goods)
    return prose(
        f"本批 {n} 項貨物之完稅價格為 [[key.dpv]]，應繳稅費合計 **[[key.payable]]**，其中進口稅 [[key.duty]]、其他稅費 [[key.other]]。",
        f"**[[key.payable]]** is payable in all on {n} {'line' if n == 1 else 'lines'} with a customs value of [[key.dpv]]: "
        "import duty [[key.duty]], other taxes and fees [[key.other]].",
    )


def _incomplete_words(result: Result) -> Prose:
    lines, count = "、".join(result.made.incomplete), len(result.made.unresolved)
    return prose(
        f"**本試算不完整**：第 {lines} 項資料不足，合計尚無法計算。待決事項共 {count} 件，列於第 5 節；補齊後請重新產生。",
        f"**This worksheet is incomplete**: facts are missing on line {lines}, so the totals cannot be worked out yet. "
        f"Section 5 lists what is open ({count}); settle it and build the worksheet again.",
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
            words(
                "decision.why",
                Text("各項貨物之應計要素齊備，合計與逐項相符。", "Every component is present and the lines sum to the total."),
                Text("理由", "Reason"),
            ),
            words("decision.terms", _terms(facts), Text("條件", "Conditions")),
        )
    return Fields(id="decision", style="decision", question=Text("請客戶決定", "For decision"), answer=plain(answer), items=reasons)


def _terms(facts: Facts) -> Text:
    day = facts.consignment.date
    demo = (
        Text("；稅率為示範稅率，申報前須以海關稅則查核", "; rates are demo rates: check the tariff before lodging")
        if facts.demo_rates
        else Text("", "")
    )
    return Text("於 {d} 適用之規則與匯率下有效{x}。", "Valid under the rules and rates of {d}{x}.").format(d=day, x=demo)


def advice() -> Paragraph:
    """The coordinator's own words, kept apart from what the software says."""
    prompt = Text("補充建議（可留白）", "Further advice (may stay empty)")
    return Paragraph(id="advice", role="authored", title=Text("商業建議", "Commercial advice"), prompt=prompt, text=Prose(), min_chars=0)


def landed_chart(facts: Facts, result: Result) -> tuple[Chart, ...]:
    """From the price to the landed cost, in the currency of the pack; absent while the worksheet is incomplete."""
    if result.payable is None or not result.total("customs_value"):
        return ()
    steps = _steps(result)
    rows = tuple({"step": label, "amount": decimal_text(value), "role": role} for label, value, role in steps)
    told = [(label, f"{int(value):,}") for label, value, _ in steps]
    return (
        Chart(
            id="landed",
            chart="waterfall",
            title=_finding(result),
            rows=rows,
            encodings={
                "x": Encoding(field="step", type="nominal"),
                "y": Encoding(field="amount", type="quantitative", unit=facts.pack.currency, format=",.0f"),
                "role": Encoding(field="role", type="nominal"),
            },
            alt=Text("瀑布圖：" + "、".join(f"{x.zh} {n}" for x, n in told), "Waterfall: " + ", ".join(f"{x.en} {n}" for x, n in told)),
            data_table="lines",
            unit_note=same(facts.pack.currency),
            height_mm=50,
        ),
    )


def _finding(result: Result) -> Text:
    value, payable = result.total("customs_value") or Fraction(1), result.payable or Fraction(0)
    share = decimal_text(round_to(payable / value * 100), 0)
    largest = LABELS[max(("duty", "taxes", "fees"), key=lambda name: result.group(name) or Fraction(0))]
    return Text(
        f"稅費為完稅價格之 {share}%，最大宗為{largest.zh}",
        f"Charges come to {share}% of the customs value, most of it {largest.en.lower()}",
    )


def _steps(result: Result) -> list[tuple[Text, Fraction, str]]:
    """Price, costs up to the customs value, then each charge: the parts sum to the landed cost."""
    build, value = result.made.build_up, result.total("customs_value") or Fraction(0)
    costs = []
    for part in build.parts:
        if part.effect in ("add", "deduct") and part.shares:
            signed = sum(part.shares, Fraction(0)) * build.rates[part.cost.currency] * (1 if part.effect == "add" else -1)
            costs.append((part.label, round_to(signed), "part"))
    price = (Text(f"{build.term.code} 貨價", f"{build.term.code} price"), value - sum((c[1] for c in costs), Fraction(0)), "part")
    charges = [(h.label, result.total(h.key) or Fraction(0), "part") for h in result.sheet.columns if h.key in _shown(result)]
    landed = (Text("到岸稅後總額", "Landed with charges"), value + (result.payable or Fraction(0)), "total")
    return [price, *costs, (Text("完稅價格", "Customs value"), value, "total"), *(c for c in charges if c[1]), landed]


def _shown(result: Result) -> set[str]:
    return {charge for group in ("duty", "taxes", "fees") for charge in result.charges_in(group)}
