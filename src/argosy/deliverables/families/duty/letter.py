"""稅費建議函, the advice letter: the same figures for the client, in external sections of the same content."""

from __future__ import annotations

from argosy.deliverables.families.duty.facts import Facts
from argosy.deliverables.families.duty.figures import amount, words
from argosy.deliverables.families.duty.result import Result
from argosy.deliverables.families.duty.summary import LABELS
from argosy.engines.duty.consignment import Unresolved
from argosy.kernel.tariff_code import printed_code
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain, prose
from argosy.report.table import Column, Row, Table
from argosy.report.words import Approval, Fields, Paragraph, SignStep

TITLE = Text("稅費建議函", "Duty and tax advice")
OWN = Text("本公司自行進口，供內部參考", "Own import; for our own use")


def sections(facts: Facts, result: Result) -> tuple[Section, ...]:
    """Question, result, what it rests on, what would change it, penalties, who confirmed it."""
    return (
        Section(id="letter_result", title=Text("主旨與試算結果", "Subject and result"), audience="external", blocks=(question(facts), salutation(), opening(facts, result), charges(facts, result), lines(facts, result))),
        Section(id="letter_basis", title=Text("計算依據與有效範圍", "Basis and validity"), audience="external", blocks=(assumptions(facts, result),)),
        Section(id="letter_change", title=Text("可能改變結果之事項", "What would change the result"), audience="external", blocks=(open_points(facts, result),)),
        Section(id="letter_penalty", title=Text("申報責任提醒", "Responsibility for the declaration"), audience="external", blocks=tuple(penalty_notes(facts))),
        Section(id="letter_signed", title=Text("結語與核准", "Closing and approval"), audience="external", blocks=(*closing(), signatures())),
    )  # fmt: skip


def question(facts: Facts) -> Fields:
    """Whom it answers and about what. Without a client on the order the goods are the firm's own."""
    entry = facts.consignment
    items = (
        words("letter.to", facts.client if facts.client != facts.firm.name else OWN, Text("受文者", "To")),
        words("letter.about", facts.title, Text("主旨", "Subject")),
        words(
            "letter.term",
            Text(f"{facts.term.zh}，{entry.currency}", f"{facts.term.en}, {entry.currency}"),
            Text("貿易條件與幣別", "Term and currency"),
        ),
        words("letter.invoice", facts.invoice or same(facts.ref), Text("發票", "Invoice")),
    )
    return Fields(id="letter_question", items=items, columns=2, style="boxed")


def salutation() -> Paragraph:
    """How the letter begins."""
    return Paragraph(id="letter_salutation", text=plain(Text("敬啟者：", "Dear Sir or Madam,")))


def closing() -> tuple[Paragraph, Paragraph]:
    """How it ends: where to ask, and what to do when a fact changes."""
    text = Text(
        "以上供貴公司申報參考。如有疑問或資料異動，請依函首聯絡方式與本公司聯繫，當即重新試算。",
        "Please write or call as printed above if anything is unclear or a fact changes, and we will work it out again.",
    )
    regards = Text("順頌　商祺", "Yours faithfully,")
    return Paragraph(id="letter_closing", text=plain(text)), Paragraph(id="letter_regards", text=plain(regards))


def opening(facts: Facts, result: Result) -> Paragraph:
    """The answer in one sentence."""
    if not result.complete:
        return Paragraph(
            id="letter_opening",
            role="lead",
            text=plain(
                Text(
                    "資料尚未齊備，稅費合計尚無法計算。請先確認下列「可能改變結果之事項」，本公司當即重新試算。",
                    "Facts are missing, so the total cannot be worked out yet. Please answer the questions under "
                    "'What would change the result', and we will work it out again.",
                )
            ),
        )
    text = prose(
        "依貴公司提供之資料，本批貨物之完稅價格為 [[letter.dpv]]，預計應繳稅費 **[[letter.payable]]**。",
        "On the facts you gave us, the customs value of this consignment is [[letter.dpv]] and **[[letter.payable]]** is expected to be payable.",
    )
    return Paragraph(id="letter_opening", role="lead", text=text)


def charges(facts: Facts, result: Result) -> Table:
    """Each charge of the consignment, and their total: nothing stands in the column that the total does not hold."""
    own = facts.pack.currency
    columns = (
        Column(key="charge", label=Text("項目", "Charge"), width=40),
        Column(key="amount", label=Text("金額", "Amount"), type="m", unit=own, width=20),
    )
    shown = [h for group in ("duty", "taxes", "fees") for c in result.charges_in(group) for h in result.sheet.columns if h.key == c]
    rows = tuple(
        Row(id=h.key, cells={"charge": words(f"letter.{h.key}_label", h.label), "amount": amount(f"letter.{h.key}", result.total(h.key), own, h.label, f"sum(lines.{h.key})")})
        for h in shown
    )  # fmt: skip
    total = Row(id="payable", cells={"charge": words("letter.payable_label", LABELS["payable"]), "amount": amount("letter.payable", result.payable, own, LABELS["payable"], "@payable")})  # fmt: skip
    return Table(id="letter_charges", title=Text("預計應繳稅費", "What is payable"), columns=columns, rows=rows, totals=total)


def lines(facts: Facts, result: Result) -> Table:
    """Each goods line with its code, origin and charges."""
    own = facts.pack.currency
    columns = (
        Column(key="no", label=Text("項", "No."), type="c", width=4),
        Column(key="goods", label=Text("貨名", "Goods"), width=34),
        Column(key="code", label=Text("稅則號別", "Tariff code"), type="c", width=15),
        Column(key="origin", label=Text("原產地", "Origin"), type="c", width=8),
        Column(key="value", label=LABELS["dpv"], type="m", unit=own, width=15),
        Column(key="payable", label=Text("稅費", "Charges"), type="m", unit=own, width=15),
    )
    rows = []
    for i, goods in enumerate(facts.goods):
        key, row = f"letter_lines.L{goods.id}", result.sheet.rows[i]
        cells = {
            "no": words(f"{key}.no", same(goods.id)),
            "goods": words(f"{key}.goods", goods.description),
            "code": words(f"{key}.code", same(printed_code(goods.code)) if goods.code else ""),
            "origin": words(f"{key}.origin", same(goods.origin) if goods.origin else ""),
            "value": amount(f"{key}.value", row["customs_value"].value, own, LABELS["dpv"]).model_copy(update={"trace": "customs_value"}),
            "payable": amount(f"{key}.payable", row["payable"].value, own, Text("稅費", "Charges")).model_copy(
                update={"trace": "as_computed"}
            ),
        }
        rows.append(Row(id=f"L{goods.id}", cells=cells))
    total = Row(
        id="total",
        cells={
            "value": amount("letter.dpv", result.total("customs_value"), own, LABELS["dpv"], "@dpv"),
            "payable": amount("letter.by_line", result.payable, own, LABELS["payable"], "@payable"),
        },
    )
    return Table(id="letter_lines", title=Text("逐項稅費", "By line"), columns=columns, rows=tuple(rows), totals=total)


def assumptions(facts: Facts, result: Result) -> Fields:
    """What the figures rest on and until when they hold."""
    entry = facts.consignment
    holds = Text(
        "進口日 {d} 適用之規則與匯率；改日申報須重新試算。", "The rules and rates of entry date {d}; another date needs a new computation."
    ).format(d=entry.date)
    demo = Text("示範稅率，申報前須以海關稅則查核", "demo rates: check the customs tariff before lodging")
    stated = Text("訂單檔所載稅率", "rates as stated in the order file")
    items = (
        words("letter.valid", holds, Text("有效範圍", "Validity")),
        words("letter.fx", _exchange(facts), Text("匯率", "Exchange rate")),
        words("letter.rates", demo if facts.demo_rates else stated, Text("稅率", "Rates")),
        words("letter.pack", Text(f"{facts.pack.label.zh}（查證日 {facts.pack.reviewed}）", f"{facts.pack.label.en} (reviewed {facts.pack.reviewed})"), Text("規則", "Rules")),
        words("letter.shared", _shared(result), Text("費用分攤", "Shared costs"), missing="not_applicable"),
    )  # fmt: skip
    return Fields(id="letter_assumptions", items=items, columns=1)


def _exchange(facts: Facts) -> Text:
    """Each rate with where it comes from."""
    own, rates = facts.pack.currency, []
    for e in facts.exchange:
        source = (
            Text("依貴公司訂單", "as stated in your order") if e.from_order else Text(f"海關匯率表 {e.period}", f"customs table {e.period}")
        )
        pair = f"1 {e.currency} = {own} {e.rate.normalize():f}"
        rates.append(Text(f"{pair}（{source.zh}）", f"{pair} ({source.en})"))
    return Text("；".join(r.zh for r in rates), "; ".join(r.en for r in rates)) if rates else same(own)


def _shared(result: Result) -> Text | str:
    """How each cost was shared over the lines."""
    parts = [Text("{c}{w}", "{c} {w}").format(c=p.label, w=p.allocation.words) for p in result.made.build_up.parts]
    return Text("；".join(p.zh for p in parts), "; ".join(p.en for p in parts)) if parts else ""


def open_points(facts: Facts, result: Result) -> Table:
    """Questions still open and options that facts would open."""
    columns = (
        Column(key="what", label=Text("事項", "What"), width=24),
        Column(key="ask", label=Text("請確認或補件", "Please confirm or supply"), width=60),
    )
    rows = [
        Row(id=f"O{i}", cells={"what": words(f"letter_open.O{i}.what", _which(item)), "ask": words(f"letter_open.O{i}.ask", item.ask)})
        for i, item in enumerate(result.made.unresolved, 1)
    ]
    for option in (o for o in result.made.options if not o.used and o.eligible is not False and (o.missing or o.reasons)):
        reasons = (*option.missing, *option.reasons)
        ask = Text("；".join(r.zh for r in reasons), "; ".join(r.en for r in reasons))
        key = f"letter_open.{option.programme}"
        rows.append(Row(id=option.programme, cells={"what": words(f"{key}.what", option.label), "ask": words(f"{key}.ask", ask)}))
    empty = Text(
        "稅則號別、原產地、貨價、匯率或進口日變動時，結果隨之變動。",
        "Another code, origin, price, rate of exchange or date changes the result.",
    )
    return Table(id="letter_open", columns=columns, rows=tuple(rows), empty=empty)


def _which(item: Unresolved) -> Text:
    return Text(f"第 {item.line} 項：{item.what.zh}", f"Line {item.line}: {item.what.en}") if item.line else item.what


def penalty_notes(facts: Facts) -> list[Paragraph]:
    """The penalty notes of the rule pack with their law."""
    notes = [p for p in facts.pack.penalties if p.span.holds(facts.consignment.date)]
    return [
        Paragraph(
            id=f"letter_penalty_{p.id}", text=plain(Text(f"{p.text.zh}（{p.authority.legal.zh}）", f"{p.text.en} ({p.authority.legal.en})"))
        )
        for p in notes
    ] + [Paragraph(id="letter_disclaimer", role="note", text=plain(Text("本函為試算與提醒，非法律意見。", "This letter is a computation and a reminder, not legal advice.")))]  # fmt: skip


def signatures() -> Approval:
    """Prepared, checked by a second person, approved."""
    return Approval(
        id="letter_signatures",
        steps=(
            SignStep(act="made", label=Text("承辦", "Prepared")),
            SignStep(act="checked", label=Text("覆核", "Checked")),
            SignStep(act="approved", label=Text("核准", "Approved")),
        ),
    )
