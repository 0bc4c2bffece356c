"""A contract: what both parties see and sign, and the internal pages on its obligations, deviations and renewal."""

from __future__ import annotations

from decimal import Decimal

from argosy.deliverables.families.offer.contract_facts import ContractFacts, Line, Party
from argosy.deliverables.families.offer.figures import QUOTE, day, figure, money, plain, words
from argosy.engines.offer.spelling import amount_in_words
from argosy.kernel.tariff_code import printed_code
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain as said
from argosy.report.table import Column, Row, Table
from argosy.report.words import Approval, Clause, Clauses, Fields, Paragraph, SignStep

OPENING = Text("雙方茲就{subject}，同意依下列條款訂立本合約。", "The parties agree on {subject} on the terms below.")
NOT_ADVICE = Text(
    "本頁為內部作業資料，非法律意見；條款之適用請洽法務。",
    "These pages are for the firm's own work and are not legal advice; ask legal how clauses apply.",
)
ANNEX = Text("內部附件：履約、偏離與續約", "Internal annex: obligations, deviations, renewal")
US, THEM = Text("我方", "us"), Text("對方", "the other party")


def sections(facts: ContractFacts) -> tuple[Section, ...]:
    """Parties, goods, articles, signatures."""
    goods = (goods_table(facts), in_words(facts)) if facts.lines else ()
    return (
        Section(id="parties", title=Text("當事人與標的", "Parties and goods"), numbered=False, blocks=(parties(facts), opening(facts), *goods)),
        Section(id="articles", title=Text("條款", "Terms and conditions"), numbered=False, blocks=(articles(facts),)),
        Section(id="signing", title=Text("簽署", "Signatures"), numbered=False, blocks=(signing(facts), signatures(facts))),
    )  # fmt: skip


def parties(facts: ContractFacts) -> Fields:
    """Who agrees, on what basis, for how much, how long."""
    top = facts.head
    until = (
        Text(f"{top.starts} 至 {top.ends}", f"{top.starts} to {top.ends}") if top.ends else Text(f"{top.starts} 起", f"From {top.starts}")
    )
    total = f"{top.currency} {top.total:,.2f}　{top.term}".strip("　") if top.total is not None and facts.lines else ""
    items = (
        words("parties.us", _party(facts.us), Text("賣方", "Seller"), required=True), words("parties.them", _party(facts.them), Text("買方", "Buyer") if top.kind == "sale" else Text("對方", "Other party"), required=True),
        words("parties.number", top.number, Text("合約編號", "Contract no.")), words("parties.until", until, Text("期間", "Term")),
        *((words("parties.quotation", top.quotation, Text("依據報價單", "Quotation")),) if top.quotation else ()), *((words("parties.total", total, Text("總價", "Total")),) if total else ()),
    )  # fmt: skip
    return Fields(id="parties_fields", items=items, columns=2)


def _party(one: Party) -> Text:
    number = f"統一編號 {one.tax_id}" if one.tax_id else ""
    english = f"Tax ID {one.tax_id}" if one.tax_id else ""
    return Text(
        "\n".join(p for p in (one.name.zh, one.address.zh, number) if p), "\n".join(p for p in (one.name.en, one.address.en, english) if p)
    )


def opening(facts: ContractFacts) -> Paragraph:
    """The sentence that binds."""
    goods = next((a.words for a in facts.articles if a.source.startswith("goods")), None)
    subject = (
        Text(goods.zh.removeprefix("標的為").partition("，")[0], goods.en.removeprefix("The goods are ").partition(", as listed")[0])
        if goods
        else facts.head.title
    )
    return Paragraph(id="opening", text=said(OPENING.format(subject=subject)))


def goods_table(facts: ContractFacts) -> Table:
    """The goods; amounts are formulas."""
    top = facts.head
    columns = (
        Column(key="no", label=Text("項次", "No."), type="c", width=6), Column(key="goods", label=Text("品名", "Description"), width=34), Column(key="code", label=Text("稅則號別", "HS code"), type="c", width=15),
        Column(key="quantity", label=Text("數量", "Qty"), type="q", width=12, total="sum"), Column(key="tolerance", label=Text("允差", "Tolerance"), type="c", width=9),
        Column(key="price", label=Text("單價", "Unit price"), type="m", unit=top.currency, width=12), Column(key="amount", label=Text("金額", "Amount"), type="m", unit=top.currency, width=14, total="sum", trace="line_amount"),
    )  # fmt: skip
    rows = [_row(facts, line) for line in facts.lines]
    more = top.extras
    for key, label, amount in more:
        told = money(f"sums.{key}", amount, top.currency, label, cites=(QUOTE,))
        rows.append(Row(id=key, style="sub", cells={"goods": words(f"sums.{key}_label", label), "amount": told}))
    whole = sum((line.amount for line in facts.lines), Decimal(0)) + sum((amount for _, _, amount in more), Decimal(0))
    expr = "sum(lines.amount)" + "".join(f" + @{key}" for key, _, _ in more)
    total = Row(id="total", cells={"goods": words("sums.total_label", Text("總計", "Total")), "amount": money("sums.total", whole, top.currency, Text("總計", "Total"), expr=expr, trace="sums", required=True)})  # fmt: skip
    return Table(id="lines", title=Text("標的明細", "Goods"), columns=columns, rows=tuple(rows), totals=total, unit_note=same(top.currency))


def names(facts: ContractFacts) -> dict[str, str]:
    """Named values of the goods."""
    return {key: f"sums.{key}" for key in ("total", *(key for key, _, _ in facts.head.extras))} if facts.lines else {}


def _row(facts: ContractFacts, line: Line) -> Row:
    key, top = f"lines.L{line.no}", facts.head
    digits = max(2, -int(Decimal(plain(line.unit_price)).as_tuple().exponent))
    agrees = (line.quantity * line.unit_price).quantize(Decimal("0.01"), "ROUND_HALF_UP") == line.amount
    what = Text(f"第 {line.no} 項", f"Item {line.no}")
    tolerance = f"±{plain(top.tolerance)}%" if top.tolerance is not None else ""
    return Row(id=f"L{line.no}", cells={
        "no": words(f"{key}.no", str(line.no), kind="code"), "goods": words(f"{key}.goods", Text(f"{line.name.zh}　{line.sku}", f"{line.name.en}  {line.sku}")),
        "code": words(f"{key}.code", printed_code(line.code) if line.code else "", kind="code"), "quantity": figure(f"{key}.quantity", line.quantity, "quantity", what, unit=line.unit, dp=0),
        "tolerance": words(f"{key}.tolerance", tolerance, kind="code", missing="not_applicable"), "price": figure(f"{key}.price", line.unit_price, "money", what, unit=top.currency, dp=digits),
        "amount": money(f"{key}.amount", line.amount, top.currency, what, expr="round_to([quantity] * [price], 0.01)" if agrees else None, dp=2),
    })  # fmt: skip


def in_words(facts: ContractFacts) -> Fields:
    """The total in words."""
    top = facts.head
    whole = top.total if top.total is not None else sum((line.amount for line in facts.lines), Decimal(0))
    told = amount_in_words(whole, top.currency)
    return Fields(id="in_words", columns=1, items=(words("sums.words", told, Text("總價大寫", "Amount in words")),))


def articles(facts: ContractFacts) -> Clauses:
    """Every article in both languages."""
    items = tuple(Clause(no=str(a.no), heading=a.heading, text=a.words, source=a.source) for a in facts.articles)
    prevails = "en" if facts.head.prevails == "en" else "zh-Hant"
    return Clauses(id="clauses", items=items, prevails=prevails)  # type: ignore[arg-type]


def signing(facts: ContractFacts) -> Fields:
    """Who signs for each side."""
    items = (
        words("signing.us", facts.us.signatory, Text("我方簽約人", "For the seller"), missing="pending"), words("signing.them", facts.them.signatory, Text("對方簽約人", "For the other party"), missing="pending"),
        day("signing.on", facts.head.signed_on, Text("簽約日", "Signed on"), missing="pending"),
    )  # fmt: skip
    return Fields(id="signing_fields", items=items, columns=2)


def signatures(facts: ContractFacts) -> Approval:
    """Seal boxes of both parties."""
    return Approval(
        id="contract_signatures",
        steps=(SignStep(act="countersigned", label=Text("見證", "Witness")),),
        seals=(facts.us.name, facts.them.name),
    )


def annex(facts: ContractFacts) -> tuple[Section, ...]:
    """Obligations, deviations, differences from the quotation, renewal and signed scan."""
    return (
        Section(id="annex", title=ANNEX, audience="internal", blocks=(Paragraph(id="not_advice", role="note", text=said(NOT_ADVICE)), standing(facts))),
        Section(id="duties", title=Text("履約義務", "Obligations"), audience="internal", blocks=(duties(facts),)),
        Section(id="deviations", title=Text("偏離標準條款", "Deviations from the library"), audience="internal", blocks=(deviations(facts),)),
        Section(id="differences", title=Text("與客戶接受之報價比較", "Against the accepted quotation"), audience="internal", blocks=(differences(facts),)),
    )  # fmt: skip


def standing(facts: ContractFacts) -> Fields:
    """State, renewal alarm, authorities on file, signed scan."""
    top = facts.head
    late = next((a.words for a in facts.articles if a.source.startswith("delivery")), None)
    items = (
        words("standing.state", top.state, Text("狀態", "State")), day("standing.alarm", top.alarm, Text("續約決定日（屆期 − 通知天數）", "Renewal decided by (end − notice)"), missing="not_applicable"),
        words("standing.our_paper", facts.us.paper, Text("我方授權文件", "Our authority")), words("standing.their_paper", facts.them.paper, Text("對方授權文件", "Their authority")),
        words("standing.scan", f"{top.scan} {top.scan_sha256[:16]}".strip(), Text("簽署掃描檔與雜湊", "Signed scan and hash"), missing="pending"),
        words("standing.late", late or "", Text("遲延違約金", "Penalty for delay"), missing="not_applicable"),
    )  # fmt: skip
    return Fields(id="standing_fields", items=items, columns=1)


def duties(facts: ContractFacts) -> Table:
    """Each obligation with who owes it, until when, and its proof."""
    columns = (
        Column(key="what", label=Text("義務", "Obligation"), width=30), Column(key="who", label=Text("義務人", "Owed by"), width=12), Column(key="due", label=Text("期限", "Due"), type="d", width=13),
        Column(key="article", label=Text("條款", "Article"), type="c", width=9), Column(key="remind", label=Text("提前提醒", "Reminder"), type="n", width=12), Column(key="proof", label=Text("完成證明", "Proof"), width=26),
    )  # fmt: skip
    rows = []
    for n, one in enumerate(facts.duties, 1):
        key = f"duties.D{n}"
        late = one.done_on is None and one.due < facts.request.as_of
        proof = f"{one.done_on} {one.proof}".strip() if one.done_on else Text("▲ 逾期未完成", "▲ overdue") if late else ""
        rows.append(Row(id=f"D{n}", style="mark" if late else "normal", cells={
            "what": words(f"{key}.what", one.what), "who": words(f"{key}.who", US if one.ours else THEM), "due": day(f"{key}.due", one.due), "article": words(f"{key}.article", str(one.article or ""), kind="code", missing="not_applicable"),
            "remind": figure(f"{key}.remind", Decimal(one.remind_days), "count", Text("提前提醒天數", "Days of reminder"), dp=0), "proof": words(f"{key}.proof", proof, missing="pending"),
        }))  # fmt: skip
    return Table(
        id="duties",
        title=Text("履約義務表", "Obligations and dates"),
        columns=columns,
        rows=tuple(rows),
        empty=Text("未登錄義務", "No obligation is entered"),
    )


def deviations(facts: ContractFacts) -> Table:
    """Articles worded otherwise than the library, with legal's word."""
    columns = (
        Column(key="no", label=Text("條", "Article"), type="c", width=7), Column(key="heading", label=Text("條款", "Clause"), width=18), Column(key="reason", label=Text("理由", "Reason"), width=26),
        Column(key="risk", label=Text("風險", "Risk"), width=26), Column(key="state", label=Text("法務", "Legal"), width=18), Column(key="by", label=Text("核定人", "By"), type="p", width=12),
    )  # fmt: skip
    rows = tuple(
        Row(id=f"V{one.no}", style="normal" if one.decided else "mark", cells={
            "no": words(f"deviations.V{one.no}.no", str(one.no), kind="code"), "heading": words(f"deviations.V{one.no}.heading", one.heading), "reason": words(f"deviations.V{one.no}.reason", one.reason),
            "risk": words(f"deviations.V{one.no}.risk", one.risk), "state": words(f"deviations.V{one.no}.state", one.state), "by": words(f"deviations.V{one.no}.by", one.decided, missing="pending"),
        })
        for one in facts.articles if one.own
    )  # fmt: skip
    return Table(
        id="deviations",
        title=Text("偏離標準條款表", "Deviations"),
        columns=columns,
        rows=rows,
        empty=Text("全部採用標準條款", "Every article is the library's"),
    )


def differences(facts: ContractFacts) -> Table:
    """Figures that are not those of the accepted quotation, with the explanation."""
    columns = (
        Column(key="what", label=Text("差異", "Difference"), width=60),
        Column(key="why", label=Text("說明", "Explanation"), width=30),
    )
    rows = tuple(
        Row(id=f"F{n}", style="normal" if facts.head.explanation else "mark", cells={"what": words(f"differences.F{n}.what", told), "why": words(f"differences.F{n}.why", facts.head.explanation, missing="pending")})
        for n, told in enumerate(facts.differences, 1)
    )  # fmt: skip
    empty = (
        Text("與客戶接受之報價相符", "As the accepted quotation says")
        if facts.head.quotation
        else Text("非依報價單訂立", "Not drawn from a quotation")
    )
    return Table(id="differences", columns=columns, rows=rows, empty=empty)
