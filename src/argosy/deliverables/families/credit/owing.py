"""Sheet 5 and the scorecard: ageing with the account of the period, months, points factor by factor."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from argosy.deliverables.families.credit.cells import Cell, code, days, money, plain, row, words
from argosy.deliverables.families.credit.facts import BOOK, PAPERS, CreditFacts, Customer
from argosy.engines.credit.altman import ZONES
from argosy.engines.credit.scorecard import Card, Factor, card
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain as words_of
from argosy.report.table import Column, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding

AGEING, SCORES = Text("帳齡", "Ageing"), Text("評分與等級", "Scorecard")
CAPS = {
    "altman_unknown": Text("無財務報表，最高 B", "no accounts: B at most"), "altman_distress": Text("Altman 危險，最高 D", "Altman distress: D at most"),
    "bounces_standing": Text("退票未註記，最高 D", "cheques not made good: D at most"), "refused": Text("拒絕往來，E", "refused by banks: E"),
}  # fmt: skip
NOUGHT = Decimal(0)


def ageing(facts: CreditFacts) -> Section:
    """Open amounts by days past due, the bar of them, and the account of the period."""
    return Section(
        id="ageing_section",
        title=AGEING,
        sheet=AGEING,
        audience="internal",
        blocks=(*_bar(facts), _aged(facts), _account(facts), _months(facts)),
    )


def _labels(facts: CreditFacts) -> list[Text]:
    return [Text("未到期", "Not due") if key == "not_due" else Text(f"{key} 日", f"{key} days") for key in facts.buckets]


def _aged(facts: CreditFacts) -> Table:
    keys = [f"b{at}" for at in range(len(facts.buckets))]
    columns = (
        Column(key="customer", label=Text("客戶", "Customer"), type="c", width=12),
        *(Column(key=key, label=label, type="m", dp=0, trace="ageing", total="sum", width=13) for key, label in zip(keys, _labels(facts), strict=True)),
        Column(key="total", label=Text("未收合計", "Open"), type="m", dp=0, trace="ageing", total="sum", expr=" + ".join(f"[{key}]" for key in keys), width=14),
        Column(key="overdue", label=Text("逾期", "Past due"), type="m", dp=0, trace="ageing", total="sum", expr=" + ".join(f"[{key}]" for key in keys[1:]), width=13),
        Column(key="sales", label=Text("期間賒銷", "Credit sales"), type="m", dp=0, trace="account", total="sum", width=14),
        Column(key="dso", label=Text("週轉天數", "DSO"), type="s", dp=1, trace="dso", width=10),
    )  # fmt: skip
    owing = [one for one in facts.customers if any(one.aged)]
    rows = []
    for one in owing:
        cells: dict[str, Cell] = {"customer": code(one.code)} | {
            key: money(amount, facts.base, trace="ageing") for key, amount in zip(keys, one.aged, strict=True)
        }
        cells |= {"total": money(sum(one.aged, NOUGHT), facts.base, trace="ageing"), "overdue": money(one.overdue, facts.base, trace="ageing"), "sales": money(one.sales, facts.base, trace="account"),
                  "dso": _dso(one, facts)}  # fmt: skip
        rows.append(row("ageing", one.code, cells, "mark" if one.overdue else "normal"))
    sums = {key: sum((one.aged[at] for one in owing), NOUGHT) for at, key in enumerate(keys)}
    sums |= {
        "total": sum(sums.values(), NOUGHT),
        "overdue": sum((one.overdue for one in owing), NOUGHT),
        "sales": sum((one.sales for one in owing), NOUGHT),
    }
    totals = (
        row("ageing", "total", {key: money(amount, facts.base, trace="ageing", expr=f"sum(ageing.{key})") for key, amount in sums.items()})
        if rows
        else None
    )
    return Table(
        id="ageing", title=Text("帳齡分析", "Ageing of receivables"), columns=columns, rows=tuple(rows), totals=totals, cites=(BOOK,), unit_note=Text(f"單位：{facts.base}", f"in {facts.base}"),
        empty=Text("無未收帳款", "Nothing is open"), note=words_of(Text("外幣發票以發票匯率折合；逾期者標示。", "Invoices in other currencies stand at their own rate; marked rows have something past due.")),
    )  # fmt: skip


def _dso(one: Customer, facts: CreditFacts) -> Cell:
    if one.sales <= 0:
        return days(None, "dso")
    value = round_to(Fraction(sum(one.aged, NOUGHT)) / Fraction(one.sales) * facts.days, Fraction("0.1"))
    return lambda identity: Value(
        id=identity,
        v=decimal_text(value),
        kind="score",
        dp=1,
        trace="dso",
        expr=f"round_to([total] / [sales] * {facts.days}, 0.1)",
        cites=(BOOK,),
    )


def _bar(facts: CreditFacts) -> tuple[Chart, ...]:
    sums = [sum((one.aged[at] for one in facts.customers), NOUGHT) for at in range(len(facts.buckets))]
    whole = sum(sums, NOUGHT)
    if whole <= 0:
        return ()
    share = f"{(whole - sums[0]) / whole:.1%}"
    rows = tuple({"step": label, "amount": f"{amount / 1_000_000:.2f}"} for label, amount in zip(_labels(facts), sums, strict=True))
    unit = Text(f"{facts.base} 百萬", f"{facts.base} m")
    return (
        Chart(
            id="ageing_chart", chart="bar", rows=rows, data_table="ageing", cites=(BOOK,), height_mm=45, unit_note=unit,
            title=Text(f"未收帳款之 {share} 已逾期", f"{share} of what is open is past due"), alt=Text("長條：各帳齡級距之未收金額", "Bars: open amounts by days past due"),
            encodings={"x": Encoding(field="step", type="ordinal", title=Text("帳齡", "Days past due")), "y": Encoding(field="amount", type="quantitative", format=",.1f")},
        ),
    )  # fmt: skip


def _account(facts: CreditFacts) -> Table:
    """The reconciliation CR1 looks at."""
    fields = (
        ("opening", Text("期初應收", "Opening")), ("invoiced", Text("開立發票", "Invoiced")), ("paid", Text("收款", "Received")), ("used", Text("預收沖抵", "Prepaid used")), ("credited", Text("折讓", "Credited")),
    )  # fmt: skip
    columns = (
        Column(key="customer", label=Text("客戶", "Customer"), type="c", width=12),
        *(Column(key=key, label=label, type="m", dp=0, trace="account", total="sum", width=13) for key, label in fields),
        Column(key="closing", label=Text("期末應收", "Closing"), type="m", dp=0, trace="account", total="sum", expr="[opening] + [invoiced] - [paid] - [used] - [credited]", width=13),
        Column(key="book", label=Text("發票未收數", "Open on invoices"), type="m", dp=0, trace="booked", total="sum", width=13),
        Column(key="gap", label=Text("差異", "Difference"), type="m", dp=2, trace="account", total="sum", expr="[closing] - [book]", width=11),
    )  # fmt: skip
    rows, sums = [], dict.fromkeys([*(key for key, _ in fields), "closing", "book", "gap"], NOUGHT)
    for one in facts.customers:
        told = {key: getattr(one.recon, key) for key, _ in fields}
        told["closing"] = closing(one)
        told |= {"book": one.recon.closing, "gap": told["closing"] - one.recon.closing}
        sums = {key: sums[key] + amount for key, amount in told.items()}
        rows.append(
            row(
                "account",
                one.code,
                {"customer": code(one.code)}
                | {key: money(amount, facts.base, trace="account", dp=2 if key == "gap" else 0) for key, amount in told.items()},
            )
        )
    totals = row(
        "account",
        "total",
        {
            key: money(amount, facts.base, trace="account", dp=2 if key == "gap" else 0, expr=f"sum(account.{key})")
            for key, amount in sums.items()
        },
    )
    return Table(
        id="account", title=Text("收款與應收對帳（含稅）", "Account of the period, tax included"), columns=columns, rows=tuple(rows), totals=totals, cites=(BOOK,),
        unit_note=Text(f"單位：{facts.base}", f"in {facts.base}"), empty=Text("無客戶", "No customer"),
        note=words_of(Text("差異為外幣折合之尾差；大於 1 元者不得發行。", "The difference is rounding of foreign currencies; above one unit the document is not issued.")),
    )  # fmt: skip


def closing(one: Customer) -> Decimal:
    """What the account of the period comes to."""
    return one.recon.opening + one.recon.invoiced - one.recon.paid - one.recon.used - one.recon.credited


def _months(facts: CreditFacts) -> Table:
    columns = (
        Column(key="month", label=Text("月份", "Month"), type="c", width=12), Column(key="sales", label=Text("銷售淨額", "Net sales"), type="m", dp=0, trace="home", total="sum", width=15),
        Column(key="returns", label=Text("退貨折讓", "Returns credited"), type="m", dp=0, trace="home", total="sum", width=15),
        Column(key="exposure", label=Text("月底曝險", "Exposure at its end"), type="m", dp=0, trace="exposure", width=15),
    )  # fmt: skip
    rows = tuple(
        row("months", m.month, {"month": code(m.month), "sales": money(m.sales, facts.base, trace="home"), "returns": money(m.returns, facts.base, trace="home"), "exposure": money(m.exposure, facts.base, trace="exposure")})
        for m in facts.months
    )  # fmt: skip
    return Table(
        id="months",
        title=Text("各月銷售、退貨與曝險", "Sales, returns and exposure by month"),
        columns=columns,
        rows=rows,
        cites=(BOOK,),
        unit_note=Text(f"單位：{facts.base}", f"in {facts.base}"),
        empty=Text("無資料", "Nothing"),
    )


def scores(facts: CreditFacts) -> Section:
    """The scorecard in full, then every customer's points, grade, Altman score and proposed limit."""
    used = card()
    return Section(id="scores_section", title=SCORES, sheet=SCORES, audience="internal", blocks=(_bands(used), _points(facts, used)))


def _bands(used: Card) -> Table:
    columns = (
        Column(key="factor", label=Text("項目", "Factor"), width=26), Column(key="band", label=Text("級距", "Band"), width=44), Column(key="most", label=Text("滿分", "Most"), type="n", width=8, trace="points", total="sum"),
        Column(key="unknown", label=Text("無資料", "Unknown"), type="n", width=9, trace="points"),
    )  # fmt: skip
    rows = tuple(
        row("bands", f.key, {"factor": words(f.label), "band": words(_band_words(f)), "most": _whole(f.most), "unknown": _whole(f.unknown)})
        for f in used.factors
    )
    total = sum(f.most for f in used.factors)
    grades = "、".join(f"{name} ≥ {least}" for name, least, _ in used.grades)
    note = Text(
        f"評分表 {used.id}（{used.valid_from} 起）：{grades}；{used.source.zh}。上限：{'；'.join(text.zh for text in CAPS.values())}。",
        f"Scorecard {used.id} (from {used.valid_from}): {grades.replace('、', ', ')}; {used.source.en}. Caps: {'; '.join(text.en for text in CAPS.values())}.",
    )
    whole = Value(id="bands.total.most", v=str(total), kind="count", dp=0, expr="sum(bands.most)", trace="points", cites=(PAPERS,))
    return Table(
        id="bands",
        title=Text("評分表", "The scorecard"),
        columns=columns,
        rows=rows,
        totals=row("bands", "total", {"most": lambda identity: whole}),
        cites=(PAPERS,),
        note=words_of(note),
    )


def _band_words(factor: Factor) -> Text:
    zh, en, low = [], [], ""
    for band in factor.bands:
        if band.label is not None:
            zh.append(f"{band.label.zh} {band.points}")
            en.append(f"{band.label.en} {band.points}")
        elif band.upto is not None:
            zh.append(f"≤ {band.upto} → {band.points}")
            en.append(f"≤ {band.upto} → {band.points}")
            low = str(band.upto)
        else:
            zh.append(f"> {low} → {band.points}")
            en.append(f"> {low} → {band.points}")
    return Text("；".join(zh), "; ".join(en))


def _whole(number: int) -> Cell:
    return lambda identity: Value(id=identity, v=str(number), kind="count", dp=0, trace="points", cites=(PAPERS,))


def _points(facts: CreditFacts, used: Card) -> Table:
    keys = [f.key for f in used.factors]
    columns = (
        Column(key="customer", label=Text("客戶", "Customer"), type="c", width=12),
        *(Column(key=f.key, label=f.label, type="n", trace="points", width=10) for f in used.factors),
        Column(key="total", label=Text("總分", "Total"), type="n", trace="points", expr=" + ".join(f"[{key}]" for key in keys), width=8),
        Column(key="grade", label=Text("等級", "Grade"), type="c", width=7), Column(key="cap", label=Text("上限理由", "Capped by"), width=18),
        Column(key="form", label=Text("適用式", "Form"), type="c", width=8), Column(key="z", label=Text("Altman", "Altman"), type="s", dp=2, trace="altman", width=9), Column(key="zone", label=Text("區間", "Zone"), type="e", width=9),
        Column(key="proposed", label=Text("建議額度", "Proposed limit"), type="m", dp=0, trace="proposed", width=13), Column(key="limit", label=Text("現行額度", "Limit"), type="m", dp=0, trace="booked", width=13),
    )  # fmt: skip
    rows = []
    for one in facts.customers:
        cells: dict[str, Cell] = {"customer": code(one.code)} | {key: _whole(one.graded.points[key]) for key in keys}
        caps = [CAPS[name] for name in one.graded.capped_by]
        cells |= {
            "total": _whole(one.graded.total), "grade": code(one.graded.grade), "cap": words(Text("、".join(c.zh for c in caps), ", ".join(c.en for c in caps)), "not_applicable"),
            "form": code(one.score.name if one.score else one.score_missing, "not_recorded"), "z": _z(one), "zone": words(ZONES[one.score.zone] if one.score else "", "not_recorded"),
            "proposed": money(one.proposed, facts.base, trace="proposed", cites=(BOOK, PAPERS)), "limit": money(one.limit, facts.base, cites=(PAPERS,)),
        }  # fmt: skip
        rows.append(row("points", one.code, cells, "mark" if one.graded.grade in "DE" else "normal"))
    note = Text(
        "Altman 僅於持有財務報表時計算；缺報表之等級最高為 B。", "Altman only where accounts are held; without them the grade is B at most."
    )
    return Table(
        id="points",
        title=Text("各客戶評分", "Points of each customer"),
        columns=columns,
        rows=tuple(rows),
        cites=(BOOK, PAPERS),
        note=words_of(note),
        empty=Text("無客戶", "No customer"),
    )


def _z(one: Customer) -> Cell:
    if one.score is None:
        return lambda identity: Value(id=identity, missing="not_recorded", kind="score")
    text = plain(Decimal(decimal_text(round_to(one.score.value, Fraction("0.001")))))
    return lambda identity: Value(id=identity, v=text, kind="score", dp=2, trace="altman", cites=(PAPERS,))
