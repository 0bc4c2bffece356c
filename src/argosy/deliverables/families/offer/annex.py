"""The internal annex: verdict, margins, cost chain, price at every term, what the buyer pays in the end, concessions, credit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from argosy.deliverables.families import lacking
from argosy.deliverables.families.offer import workings
from argosy.deliverables.families.offer.facts import Facts
from argosy.deliverables.families.offer.figures import COSTS, CREDIT, day, figure, money, words
from argosy.deliverables.families.offer.landing import Landed
from argosy.engines.offer.chain import AtTerm, Costs, Markup, break_even_rate, ladder
from argosy.engines.offer.chain import lacking as costs_lacking
from argosy.engines.offer.terms import BY_CODE, payer
from argosy.kernel.money import decimal_of
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text, halved, same
from argosy.records.sales.offering.pricing import said_reason
from argosy.report.model import Section
from argosy.report.prose import plain as said
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("內部附件：成本、毛利與議價", "Internal annex: cost, margin and negotiation")
LIGHTS = {"pass": Text("通過", "pass"), "warn": Text("提醒", "warning"), "hold": Text("管制", "hold"), "": Text("未檢查", "not checked")}
GOODS = Text("貨品成本", "Goods")


def markup(facts: Facts) -> Markup:
    """What the offer earns as it stands: its margin on the whole, commission and bank cost, each of one."""
    return Markup(Fraction(facts.margin or 0) / 100, Fraction(facts.head.commission) / 100, Fraction(facts.head.bank_cost) / 100)


def rungs(facts: Facts) -> tuple[AtTerm, ...]:
    """Every term side by side in the firm's own currency; empty while a cost is not known or the offer earns nothing."""
    known = all(g.unit_cost is not None for g in facts.goods)
    if not known or not facts.goods or facts.margin is None:
        return ()
    goods = sum((Fraction(g.unit_cost or 0) * Fraction(g.quantity) for g in facts.goods), Fraction(0))
    return ladder(Costs(goods, {c.kind: Fraction(c.home) for c in facts.costs}), markup(facts))


def sections(facts: Facts, landed: dict[str, Landed]) -> tuple[Section, ...]:
    """In order: summary, margins, cost chain, terms, negotiation, credit."""
    found = rungs(facts)
    return (
        Section(id="annex", title=TITLE, audience="internal", sheet=Text("內部摘要", "Internal summary"), blocks=(conclusion(facts), key_figures(facts), *lacking.table(lacks(facts)))),
        Section(id="margins", title=Text("逐項毛利與底價", "Margin by line and the floor"), audience="internal", sheet=Text("毛利", "Margins"), blocks=(margin_table(facts), *leaves(facts))),
        Section(id="chain", title=Text("成本鏈與各貿易條件價格", "Cost chain and price at every term"), audience="internal", sheet=Text("成本鏈", "Cost chain"), blocks=(*chain_chart(facts, found), cost_table(facts), term_table(facts, found, landed), landed_note(landed))),
        Section(id="negotiation", title=Text("議價與版次", "Negotiation and revisions"), audience="internal", sheet=Text("議價", "Negotiation"), blocks=(expectations(facts), steps(facts), revisions(facts))),
        Section(id="credit", title=Text("信用檢查", "Credit"), audience="internal", sheet=Text("信用", "Credit"), blocks=(credit(facts),)),
    )  # fmt: skip


def lacks(facts: Facts) -> tuple[lacking.Lack, ...]:
    """What is not on record of the goods and the customer offered."""
    missing = ((any(g.unit_cost is None for g in facts.goods), lacking.COSTS), (not facts.credit.limit, lacking.CREDIT))
    return tuple(lack for absent, lack in missing if absent)


def explained(facts: Facts, found: tuple[AtTerm, ...]) -> tuple[str, ...]:
    """What the workings list: the margin and the term offered; other lines and terms go the same way."""
    own = [f"terms.{facts.head.incoterm}.{name}" for name in ("cost", "price", "quoted")] if found else []
    first = [f"margins.L{facts.goods[0].no}.margin"] if facts.goods else []
    return (*first, "annex.total", "annex.margin", *own)


def conclusion(facts: Facts) -> Paragraph:
    """What the annex says in one paragraph."""
    below = [str(g.no) for g in facts.goods if g.margin is not None and g.margin < facts.policy.floor]
    unknown = "、".join(str(g.no) for g in facts.goods if g.unit_cost is None)
    low = (
        Text(
            f"第 {unknown} 項無成本，無從與底價比較", f"items {unknown.replace('、', ', ')} have no cost, so they cannot be held against it"
        )
        if unknown and not below
        else Text(f"第 {'、'.join(below)} 項低於底價", f"items {', '.join(below)} are below the floor")
        if below
        else Text("各項均不低於底價", "no item is below the floor")
    )
    light = LIGHTS[facts.credit.verdict]
    text = prose(
        f"整單毛利 **[[annex.margin]]**，底價 [[annex.floor]]；{low.zh}。信用檢查：**{light.zh}**，出單後額度使用率 [[annex.utilisation]]。",
        f"Margin on the whole **[[annex.margin]]** against a floor of [[annex.floor]]; {low.en}. Credit: **{light.en}**, [[annex.utilisation]] of the limit used with this deal.",
    )
    return Paragraph(id="annex_conclusion", role="lead", text=text)


def key_figures(facts: Facts) -> KeyFigures:
    """Total in both currencies, margin against the floor, break-even rate, utilisation."""
    top = facts.head
    home = facts.totals.total * top.fx
    items = [
        KeyFigure(label=Text("報價總額", "Total offered"), value=money("annex.total", home.quantize(Decimal("0.01"), ROUND_HALF_UP), facts.base, Text("報價總額", "Total offered"), trace="home", expr=workings.home(facts)), sub=said(Text(f"{top.currency} {facts.totals.total:,.2f}，匯率 {top.fx.normalize():f}", f"{top.currency} {facts.totals.total:,.2f} at {top.fx.normalize():f}"))),
        KeyFigure(label=Text("整單毛利", "Margin on the whole"), value=workings.whole("annex.margin", facts, Text("整單毛利", "Margin on the whole")), comparison=_percent("annex.floor", facts.policy.floor, Text("底價", "Floor"), "policy"), **_verdict(facts)),
        KeyFigure(label=Text("額度使用率", "Limit used"), value=_share("annex.utilisation", facts.credit.utilisation, Text("額度使用率", "Limit used")), sub=said(LIGHTS[facts.credit.verdict])),
        *_break_even(facts),
    ]  # fmt: skip
    return KeyFigures(id="annex_key", items=tuple(items))


def _verdict(facts: Facts) -> dict[str, object]:
    if facts.margin is None:
        return {}
    good = facts.margin >= facts.policy.floor
    return {
        "verdict": "good" if good else "bad",
        "verdict_words": Text("達底價", "at or above the floor") if good else Text("低於底價", "below the floor"),
        "direction": "up",
    }


def _break_even(facts: Facts) -> tuple[KeyFigure, ...]:
    top, found = facts.head, rungs(facts)
    own = next((rung for rung in found if rung.term == top.incoterm), None)
    price = facts.totals.net
    if own is None or top.fx == 1 or not price:
        return ()
    rate = break_even_rate(own.cost, Fraction(price), Fraction(top.commission + top.bank_cost) / 100)
    label = Text("損益兩平匯率", "Break-even rate")
    value = figure(
        "annex.break_even", decimal_of(round_to(rate, Fraction(1, 10000)), 4), "score", label, dp=4, trace="break_even", cites=(COSTS,)
    )
    return (KeyFigure(label=label, value=value, sub=said(Text(f"{facts.base}／{top.currency}，報價匯率 {top.fx.normalize():f}", f"{facts.base} per {top.currency}; offered at {top.fx.normalize():f}"))),)  # fmt: skip


def _percent(identity: str, percent: Decimal | None, label: Text, trace: str) -> Value:
    return figure(identity, None if percent is None else percent / 100, "rate", label, dp=2, trace=trace, cites=(COSTS,))


def _share(identity: str, share: Decimal | None, label: Text) -> Value:
    kept = None if share is None else share.quantize(Decimal("0.001"), ROUND_HALF_UP)
    return figure(identity, kept, "rate", label, dp=1, cites=(CREDIT,), trace="exposure", missing="not_applicable")


def margin_table(facts: Facts) -> Table:
    """Each line's price, cost and margin against the floor."""
    columns = (
        Column(key="no", label=Text("項", "No."), type="c", width=5), Column(key="goods", label=Text("品名", "Goods"), width=32),
        Column(key="price", label=Text("單價", "Unit price"), type="m", unit=facts.head.currency, width=12), Column(key="why", label=Text("價格來源", "Where from"), width=24),
        Column(key="cost", label=Text("單位成本", "Unit cost"), type="m", unit=facts.base, width=12), Column(key="discount", label=Text("折扣", "Discount"), type="r", width=9),
        Column(key="earned", label=Text("淨價", "Net price"), type="m", unit=facts.base, sheet_only=True), Column(key="borne", label=Text("全部成本", "Cost in full"), type="m", unit=facts.base, sheet_only=True),
        Column(key="margin", label=Text("毛利", "Margin"), type="r", width=9, trace="margin"), Column(key="verdict", label=Text("判定", "Verdict"), width=12),
    )  # fmt: skip
    rows = []
    for one in facts.goods:
        key, low = f"margins.L{one.no}", one.margin is not None and one.margin < facts.policy.floor
        told = (
            Text("▲ 低於底價", "▲ below the floor")
            if low
            else Text("● 達標", "● at or above")
            if one.margin is not None
            else Text("○ 無判定", "○ cannot tell")
        )
        what = Text(f"第 {one.no} 項", f"Item {one.no}")
        rows.append(Row(id=f"L{one.no}", style="mark" if low else "normal", cells={
            "no": words(f"{key}.no", str(one.no), kind="code"), "goods": words(f"{key}.goods", Text(f"{one.name.zh}　{one.sku}", f"{one.name.en}  {one.sku}")),
            "price": figure(f"{key}.price", one.unit_price, "money", what, unit=facts.head.currency, dp=4), "why": words(f"{key}.why", said_reason(one.price_reason), missing="not_applicable"),
            "cost": figure(f"{key}.cost", one.unit_cost, "money", what, unit=facts.base, dp=2, cites=(COSTS,)),
            "discount": figure(f"{key}.discount", one.discount / 100, "rate", what, dp=1), "margin": workings.margin(f"{key}.margin", facts, one, what),
            **workings.parts(key, facts, one, what), "verdict": words(f"{key}.verdict", told),
        }))  # fmt: skip
    return Table(id="margins", title=Text("逐項毛利", "Margin by line"), columns=columns, rows=tuple(rows))


def leaves(facts: Facts) -> tuple[Table, ...]:
    """Approvals below the floor or beyond a band, when there are any."""
    if not facts.leaves:
        return ()
    columns = (
        Column(key="at", label=Text("日期", "Date"), type="d", width=12), Column(key="by", label=Text("核准人", "By"), type="p", width=16), Column(key="margin", label=Text("至毛利", "Down to"), type="r", width=10),
        Column(key="discount", label=Text("至折扣", "Up to"), type="r", width=10), Column(key="reason", label=Text("理由", "Reason"), width=40),
    )  # fmt: skip
    rows = tuple(
        Row(id=f"A{n}", cells={
            "at": day(f"leaves.A{n}.at", one.at), "by": words(f"leaves.A{n}.by", f"{one.by} {one.role}"), "margin": _percent(f"leaves.A{n}.margin", one.least_margin, Text("核准之最低毛利", "Least margin approved"), "policy"),
            "discount": _percent(f"leaves.A{n}.discount", one.most_discount, Text("核准之最高折扣", "Most discount approved"), "policy"), "reason": words(f"leaves.A{n}.reason", one.reason),
        })
        for n, one in enumerate(facts.leaves, 1)
    )  # fmt: skip
    return (
        Table(
            id="leaves",
            title=Text("低於底價或超過折扣權限之核准", "Approvals below the floor or beyond a band"),
            columns=columns,
            rows=rows,
        ),
    )


def chain_chart(facts: Facts, found: tuple[AtTerm, ...]) -> tuple[Chart, ...]:
    """The waterfall from the goods to the cost at the term offered."""
    own = next((rung for rung in found if rung.term == facts.head.incoterm), None)
    if own is None or len(own.steps) < 2:
        return ()
    rows = [{"step": _kind(step.kind), "amount": _cents(step.amount), "role": "part"} for step in own.steps]
    rows.append({"step": Text(f"{own.term} 成本", f"Cost {own.term}"), "amount": _cents(own.cost), "role": "total"})
    share = float((own.cost - own.steps[0].amount) / own.cost)
    return (
        Chart(
            id="chain_chart", chart="waterfall", title=Text(f"貨品以外之費用占 {own.term} 成本 {share:.1%}", f"{share:.1%} of the {own.term} cost is not the goods"), rows=tuple(rows),
            encodings={"x": Encoding(field="step", type="nominal"), "y": Encoding(field="amount", type="quantitative", unit=facts.base, format=",.0f"), "role": Encoding(field="role", type="nominal")},
            alt=Text("瀑布圖：" + "、".join(f"{_kind(s.kind).zh} {int(s.amount):,}" for s in own.steps), "Waterfall: " + ", ".join(f"{_kind(s.kind).en} {int(s.amount):,}" for s in own.steps)),
            data_table="costs", unit_note=same(facts.base), height_mm=50,
        ),
    )  # fmt: skip


def _kind(code: str) -> Text:
    return GOODS if code == "goods" else BY_CODE[code].name


def _cents(amount: Fraction) -> str:
    return f"{decimal_of(round_to(amount, Fraction(1, 100)), 2):f}"


def cost_table(facts: Facts) -> Table:
    """Each cost with who pays it under the term offered."""
    columns = (
        Column(key="kind", label=Text("費用", "Cost"), width=26), Column(key="amount", label=Text("金額", "Amount"), type="m", width=14), Column(key="rate", label=Text("匯率", "Rate"), type="s", width=10),
        Column(key="home", label=Text("折合", "Comes to"), type="m", unit=facts.base, width=14, trace="home"), Column(key="payer", label=Text(f"{facts.head.incoterm} 負擔", f"Paid under {facts.head.incoterm}"), width=14),
        Column(key="basis", label=Text("依據", "Basis"), width=24),
    )  # fmt: skip
    rows = workings.goods(facts, GOODS)
    for one in facts.costs:
        key, name = f"costs.{one.kind}", BY_CODE[one.kind].name
        ours = payer(one.kind, facts.head.incoterm) == "seller"
        rows.append(Row(id=one.kind, cells={
            "kind": words(f"{key}.kind", name), "amount": money(f"{key}.amount", one.amount, one.currency, name, cites=(COSTS,)), "rate": figure(f"{key}.rate", one.fx, "score", name, dp=4, cites=(COSTS,)),
            "home": figure(f"{key}.home", one.home, "money", name, unit=facts.base, dp=2, cites=(COSTS,)), "payer": words(f"{key}.payer", Text("我方", "us") if ours else Text("買方", "the buyer")),
            "basis": words(f"{key}.basis", halved(one.source)),
        }))  # fmt: skip
    return Table(
        id="costs",
        title=Text("費用與負擔", "Costs and who pays"),
        columns=columns,
        rows=tuple(rows),
        empty=Text("未登錄貨品以外之費用", "No costs beside the goods are entered"),
    )


def term_table(facts: Facts, found: tuple[AtTerm, ...], landed: dict[str, Landed]) -> Table:
    """Cost and price at every term, and the buyer's landed cost where the rules of the market can tell."""
    own = facts.base
    columns = (
        Column(key="term", label=Text("條件", "Term"), type="c", width=9), Column(key="cost", label=Text("我方成本", "Our cost"), type="m", unit=own, width=15, trace="chain"),
        Column(key="price", label=Text("價格", "Price"), type="m", unit=own, width=15, trace="back_out"), Column(key="quoted", label=Text("價格", "Price"), type="m", unit=facts.head.currency, width=15, trace="back_out"),
        Column(key="charges", label=Text("進口稅費", "Import charges"), type="m", unit=facts.head.currency, width=15, trace="landed"),
        Column(key="landed", label=Text("買方到岸總成本", "Buyer's landed cost"), type="m", unit=facts.head.currency, width=17, trace="landed"),
    )  # fmt: skip
    rows = tuple(_rung(facts, rung, landed.get(rung.term)) for rung in found)
    return Table(
        id="terms", title=Text("同一毛利下各貿易條件之價格", "The price at every term, at the same margin"), columns=columns, rows=rows,
        empty=Text("成本未齊備，無法推算各貿易條件價格", "Costs are missing, so prices at other terms cannot be worked out"),
    )  # fmt: skip


def _rung(facts: Facts, rung: AtTerm, buyer: Landed | None) -> Row:
    key, currency = f"terms.{rung.term}", facts.head.currency
    own, known = rung.term == facts.head.incoterm, not costs_lacking({cost.kind for cost in facts.costs}, rung.term)
    quoted = decimal_of(round_to(rung.price / Fraction(facts.head.fx), Fraction(1, 100)), 2) if own or known else None
    cost, price = (Decimal(_cents(amount)) if own or known else None for amount in (rung.cost, rung.price))
    shares = {
        "charges": buyer.charges if buyer and price is not None else None,
        "landed": buyer.landed if buyer and price is not None else None,
    }
    label, told = same(rung.term), workings.terms(facts, rung) if price is not None else {}
    return Row(id=rung.term, style="mark" if own else "normal", cells={
        "term": words(f"{key}.term", rung.term, kind="code"), "cost": money(f"{key}.cost", cost, facts.base, label, cites=(COSTS,), dp=2, expr=told.get("cost")),
        "price": money(f"{key}.price", price, facts.base, label, cites=(COSTS,), dp=2, expr=told.get("price")), "quoted": money(f"{key}.quoted", quoted, currency, label, cites=(COSTS,), dp=2, expr=told.get("quoted")),
        **{name: money(f"{key}.{name}", amount, currency, label, cites=(COSTS,), missing="pending", dp=2) for name, amount in shares.items()},
    })  # fmt: skip


def landed_note(landed: dict[str, Landed]) -> Paragraph:
    """Which rules the landed cost follows, or why it cannot be told."""
    first = next(iter(landed.values()), None)
    told = (
        first.told
        if first
        else Text(
            "目的國無稅費規則包，或成本未齊備，買方到岸成本無法推算。",
            "There is no rule pack for the country of destination, or costs are missing: the buyer's landed cost cannot be worked out.",
        )
    )
    return Paragraph(id="landed_note", role="note", text=said(told))


def expectations(facts: Facts) -> Fields:
    """What the customer expects and how they sell."""
    return Fields(id="expectations", columns=1, items=(
        words("negotiation.expects", facts.head.expectations, Text("客戶期望", "The customer expects")), words("negotiation.model", facts.head.sales_model, Text("銷售模式", "Sales model")),
    ))  # fmt: skip


def steps(facts: Facts) -> Table:
    """What was asked, conceded and gained."""
    columns = (
        Column(key="on", label=Text("日期", "Date"), type="d", width=12), Column(key="concern", label=Text("關切點", "Concern"), width=10), Column(key="asked", label=Text("對方要求", "Asked"), width=22),
        Column(key="conceded", label=Text("我方讓步", "Conceded"), width=22), Column(key="gained", label=Text("換得", "Gained"), width=22),
        Column(key="value", label=Text("讓步金額", "Worth"), type="m", unit=facts.head.currency, width=13, total="sum"), Column(key="by", label=Text("核准", "Approved"), type="p", width=10),
    )  # fmt: skip
    rows = tuple(
        Row(id=f"N{n}", cells={
            "on": day(f"steps.N{n}.on", one.on), "concern": words(f"steps.N{n}.concern", one.concern), "asked": words(f"steps.N{n}.asked", one.asked), "conceded": words(f"steps.N{n}.conceded", one.conceded, missing="not_applicable"),
            "gained": words(f"steps.N{n}.gained", one.gained, missing="not_applicable"), "value": money(f"steps.N{n}.value", one.value, facts.head.currency, Text("讓步金額", "Worth conceded"), missing="not_applicable"),
            "by": words(f"steps.N{n}.by", one.approved_by, missing="not_applicable"),
        })
        for n, one in enumerate(facts.steps, 1)
    )  # fmt: skip
    worth = [one.value for one in facts.steps if one.value is not None]
    total = (
        Row(
            id="total",
            cells={
                "value": money(
                    "steps.total", sum(worth, Decimal(0)), facts.head.currency, Text("讓步合計", "Conceded in all"), expr="sum(steps.value)"
                )
            },
        )
        if worth
        else None
    )
    return Table(
        id="steps",
        title=Text("讓步紀錄", "Concession log"),
        columns=columns,
        rows=rows,
        totals=total,
        empty=Text("尚無議價紀錄", "Nothing was negotiated yet"),
    )


def revisions(facts: Facts) -> Table:
    """Every frozen revision with its total and hash."""
    columns = (
        Column(key="no", label=Text("版次", "Revision"), type="c", width=10), Column(key="on", label=Text("發出日", "Offered on"), type="d", width=14),
        Column(key="total", label=Text("總額", "Total"), type="m", unit=facts.head.currency, width=18), Column(key="digest", label=Text("內容雜湊", "Hash of contents"), type="c", width=30),
    )  # fmt: skip
    rows = tuple(
        Row(id=f"R{number}", cells={
            "no": words(f"revisions.R{number}.no", f"R{number}", kind="code"), "on": day(f"revisions.R{number}.on", on),
            "total": money(f"revisions.R{number}.total", total, facts.head.currency, Text(f"R{number} 總額", f"Total of R{number}")), "digest": words(f"revisions.R{number}.digest", digest[:16], kind="code"),
        })
        for number, on, total, digest in facts.revisions
    )  # fmt: skip
    return Table(
        id="revisions",
        title=Text("已發出之版次", "Revisions sent out"),
        columns=columns,
        rows=rows,
        empty=Text("尚未發出", "Nothing was sent out yet"),
    )


def credit(facts: Facts) -> Fields:
    """Exposure before and with this deal, the limit, and why."""
    one = facts.credit
    why = Text("；".join(r.text.zh for r in one.reasons), "; ".join(r.text.en for r in one.reasons)) if one.reasons else Text("無", "none")
    items = (
        words("credit.light", LIGHTS[one.verdict], Text("結果", "Result")), money("credit.exposure", one.exposure, facts.base, Text("目前曝險", "Exposure now"), cites=(CREDIT,), trace="exposure"),
        money("credit.after", one.after, facts.base, Text("含本單曝險", "With this deal"), cites=(CREDIT,), trace="exposure"), money("credit.limit", one.limit, facts.base, Text("信用額度", "Limit"), cites=(CREDIT,)),
        words("credit.why", why, Text("理由", "Reasons")), words("credit.override", one.overridden_by, Text("放行人", "Overridden by"), missing="not_applicable"),
    )  # fmt: skip
    return Fields(id="credit_fields", items=items, columns=2)
