"""What people do about money owed and credit: one table of acts for pages and the API, each with its form and its action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from argosy.kernel.errors import BadInput, NotFound, Problem
from argosy.kernel.text import Text
from argosy.publishing.market_fields import day, faults, flag, prose, table, text, whole
from argosy.publishing.owing_fields import Make, choice, figure, number, paid
from argosy.records.action import require
from argosy.records.credit import actions as credit
from argosy.records.credit import queries as credit_rows
from argosy.records.credit.queries import COVERS, Stage
from argosy.records.receivables.banking import actions as banking
from argosy.records.receivables.billing import actions as billing
from argosy.records.receivables.billing.queries import CreditReason, Fault
from argosy.records.receivables.chasing import actions as chasing
from argosy.records.receivables.chasing.queries import Kept
from argosy.records.receivables.cheques import actions as cheques
from argosy.records.receivables.cheques.queries import Annotation, BounceReason
from argosy.records.receivables.money import actions as money
from argosy.records.receivables.money.queries import Method
from argosy.records.reference import queries as reference


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what it is called, the permission it needs, its fields, and what it calls. ``today`` names fields filled with today,
    ``held`` reads what the record holds already, for a form that changes it.
    """

    name: str
    label: Text
    permission: str
    fields: Mapping[str, Make]
    call: Callable[..., Any]
    today: tuple[str, ...] = ()
    held: Callable[..., dict[str, Any]] | None = None

    def form(self) -> type[forms.Form]:
        """The form in the language that is active."""
        return type("OwingForm", (forms.Form,), {name: make() for name, make in self.fields.items()})


CUSTOMER, AMOUNT = text("客戶", "Customer", 20), number("金額", "Amount", low="0.0001")
CURRENCY, NUMBER, BANK = text("幣別", "Currency", 3), text("票號", "Cheque number", 30), text("付款銀行", "Paying bank", 80)
INVOICES = table("發票｜沖銷金額（一行一張）", "Invoices, one a line: invoice | amount", ("invoice", "amount"))
RESTS = (("deposit", Text("留作訂金", "keep as a deposit")), ("overpaid", Text("留作溢收款", "keep as an overpayment")))
REST = choice("餘額", "What is left over", RESTS, needed=False)
FX, FEE = (
    number("匯率", "Exchange rate", needed=False, low="0.00000001"),
    number("本公司負擔之手續費", "Bank charges we bear", needed=False),
)
DAY = day("日期", "Date")
OPINIONS = (("good", Text("良好", "good")), ("fair", Text("普通", "fair")), ("poor", Text("不佳", "poor")))
KINDS = (
    ("over_limit", Text("超過額度", "over the limit")), ("bounce", Text("退票", "bounced cheque")), ("late", Text("逾期未付", "late payment")), ("returns", Text("異常退貨", "unusual returns")),
    ("peer", Text("同業警訊", "warning from the trade")), ("other", Text("其他", "other")),
)  # fmt: skip
MEASURES = (
    ("hold", Text("停止出貨", "stop shipping")), ("collect", Text("催收", "collect")), ("collateral", Text("徵提擔保", "ask for collateral")), ("cash", Text("改現金交易", "cash only")),
    ("override", Text("核准放行", "let pass")), ("watch", Text("列管觀察", "watch")),
)  # fmt: skip


def _receipt(*, invoices: list[dict[str, str]], **given: Any) -> Any:
    return money.record_receipt(allocations=paid(invoices), **given)


def _accept(*, invoices: list[dict[str, str]], **given: Any) -> Any:
    return banking.accept(allocations=paid(invoices), **given)


def _cheque(*, invoices: list[dict[str, str]], **given: Any) -> Any:
    return cheques.receive(invoices=paid(invoices), **given)


def _replace(*, new_number: str, new_due: Any, new_amount: Decimal | None = None, **given: Any) -> Any:
    new = {"number": new_number, "due": new_due, **({"amount": new_amount} if new_amount is not None else {})}
    return cheques.replace(new=new, **given)


def _dun(*, invoices: list[str], **given: Any) -> Any:
    return chasing.dun(invoices=[one["invoice"] for one in invoices], **given)  # type: ignore[index]


FIGURES = {
    "current_assets": figure("流動資產", "Current assets"), "current_liabilities": figure("流動負債", "Current liabilities"), "total_assets": figure("資產總額", "Total assets"),
    "total_liabilities": figure("負債總額", "Total liabilities"), "retained_earnings": figure("保留盈餘", "Retained earnings"), "ebit": figure("息前稅前利益", "EBIT"), "sales": figure("營業收入", "Sales"),
    "net_income": figure("本期淨利", "Net income"), "market_equity": figure("股權市值（上市公司）", "Market value of equity (listed)"),
}  # fmt: skip


def _forecast(*, months: list[dict[str, str]], **given: Any) -> Any:
    return credit.record_forecast(months={one.get("month", ""): one.get("amount", "").replace(",", "") for one in months}, **given)


def _profile(actor: Any, told: Mapping[str, str]) -> dict[str, Any]:
    row = credit_rows.profiles(actor=actor, customers=[told.get("customer", "")]).first()
    return _kept(row, ("representative", "founded", "capital", "terms", "enquired_on", "note"))


def _statement(actor: Any, told: Mapping[str, str]) -> dict[str, Any]:
    rows = credit_rows.statements(actor=actor, customers=[told.get("customer", "")])
    row = next((one for one in rows if one.year_end.isoformat() == told.get("year_end")), None)
    return _kept(row, ("currency", "source", "audited", "manufacturer", *FIGURES))


def _kept(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """What a record holds, numbers without idle noughts; nothing of none."""
    values = {name: getattr(row, name) for name in names} if row is not None else {}
    return {name: f"{value.normalize():f}" if isinstance(value, Decimal) else value for name, value in values.items()}


ALL: tuple[Act, ...] = (
    Act("receipt", Text("登錄收款", "Record a receipt"), "receivables.receipt.record",
        {"customer": CUSTOMER, "date": DAY, "amount": AMOUNT, "currency": CURRENCY, "invoices": INVOICES, "rest": REST, "fee": FEE, "fx": FX, "method": choice("方式", "Method", Method.choices, needed=False), "reference": text("附言", "Reference", 140, needed=False)},
        _receipt, ("date",)),
    Act("invoice", Text("開立發票", "Issue an invoice"), "receivables.invoice.issue", {"order": text("訂單", "Order", 30), "date": DAY, "uniform_no": text("統一發票號碼", "Uniform invoice no.", 20, needed=False)}, billing.issue_invoice, ("date",)),
    Act("credit-note", Text("開立折讓單", "Issue a credit note"), "receivables.credit_note.issue",
        {"invoice": text("發票", "Invoice", 30), "date": DAY, "amount": AMOUNT, "tax": number("其中稅額", "Of it tax", needed=False), "reason": choice("原因", "Reason", CreditReason.choices), "return_note": text("退貨單", "Return note", 30, needed=False),
         "fault": choice("責任", "Fault", Fault.choices, needed=False), "note": text("說明", "Note", needed=False)}, billing.credit_invoice, ("date",)),
    Act("prepayment", Text("以預收款沖發票", "Pay an invoice from a prepayment"), "receivables.prepayment.use", {"number": text("預收款", "Prepayment", 30), "invoice": text("發票", "Invoice", 30), "amount": AMOUNT, "on": DAY}, money.use_prepayment, ("on",)),
    Act("promise", Text("登錄付款承諾", "Record a promise to pay"), "receivables.promise.record",
        {"customer": CUSTOMER, "invoice": text("發票", "Invoice", 30, needed=False), "due": day("承諾付款日", "To be paid by"), "amount": AMOUNT, "currency": CURRENCY, "made_on": day("承諾日", "Promised on"), "by": text("承諾人", "Promised by", 80, needed=False)},
        chasing.promise, ("made_on",)),
    Act("promise-settle", Text("結案付款承諾", "Close a promise to pay"), "receivables.promise.settle", {"promise": whole("承諾", "Promise", 1, 10**9), "outcome": choice("結果", "Outcome", Kept.choices), "follow_up": text("後續", "Follow-up", needed=False)}, chasing.settle_promise),
    Act("dunning", Text("發出催款通知", "Send a dunning notice"), "receivables.dunning.send",
        {"customer": CUSTOMER, "invoices": table("發票（一行一張）", "Invoices, one a line", ("invoice",), needed=True), "level": whole("層級", "Level", 1, 4), "on": DAY, "channel": text("方式", "Channel", 40, needed=False)}, _dun, ("on",)),
    Act("cheque", Text("收票", "Take a cheque"), "receivables.cheque.receive",
        {"customer": CUSTOMER, "number": NUMBER, "bank": BANK, "drawer": text("發票人", "Drawer", 120), "amount": AMOUNT, "received": day("收票日", "Received"), "due": day("到期日", "Due"), "invoices": INVOICES, "currency": text("幣別", "Currency", 3, needed=False), "fx": FX},
        _cheque, ("received",)),
    Act("cheque-present", Text("提示票據", "Present a cheque"), "receivables.cheque.present", {"number": NUMBER, "bank": BANK, "on": DAY}, cheques.present, ("on",)),
    Act("cheque-clear", Text("票據兌現", "Record that a cheque cleared"), "receivables.cheque.clear", {"number": NUMBER, "bank": BANK, "on": DAY}, cheques.clear, ("on",)),
    Act("cheque-bounce", Text("票據退票", "Record that a cheque bounced"), "receivables.cheque.bounce",
        {"number": NUMBER, "bank": BANK, "on": DAY, "reason": choice("退票理由", "Reason", BounceReason.choices), "follow_up": text("後續處理", "What is done")}, cheques.bounce, ("on",)),
    Act("cheque-annotate", Text("退票註記", "Annotate a bounced cheque"), "receivables.cheque.annotate",
        {"number": NUMBER, "bank": BANK, "on": DAY, "annotation": choice("註記", "Annotation", Annotation.choices), "follow_up": text("後續處理", "What was done", needed=False)}, cheques.annotate, ("on",)),
    Act("cheque-follow", Text("登錄退票後續", "Note what is done"), "receivables.cheque.follow", {"number": NUMBER, "bank": BANK, "follow_up": text("後續處理", "What is done")}, cheques.follow),
    Act("cheque-withdraw", Text("撤票", "Give a cheque back"), "receivables.cheque.withdraw", {"number": NUMBER, "bank": BANK, "on": DAY, "follow_up": text("原因", "Why")}, cheques.withdraw, ("on",)),
    Act("bank-accept", Text("接受對帳配對", "Accept a match"), "receivables.bank.accept", {"line": whole("明細", "Line", 1, 10**9), "customer": CUSTOMER, "invoices": INVOICES, "rest": REST, "fee": FEE, "fx": FX}, _accept),
    Act("bank-ignore", Text("標示非應收款", "Set a line aside"), "receivables.bank.ignore", {"line": whole("明細", "Line", 1, 10**9), "note": text("說明", "What it is")}, banking.ignore),
    Act("cheque-replace", Text("換票", "Take another cheque for it"), "receivables.cheque.replace",
        {"number": NUMBER, "bank": BANK, "on": DAY, "new_number": text("新票號", "Number of the new cheque", 30), "new_due": day("新到期日", "New due day"), "new_amount": number("新金額", "New amount", needed=False, low="0.0001")}, _replace, ("on",)),
    Act("limit", Text("申請信用額度", "Ask for a credit limit"), "credit.limit.ask", {"customer": CUSTOMER, "amount": number("申請額度", "Limit asked for"), "reason": prose("理由", "Reason"), "on": DAY, "valid_to": day("有效期限", "Valid to", needed=False)}, credit.ask_limit, ("on",)),
    Act("limit-decide", Text("核定信用額度", "Decide on a credit limit"), "credit.limit.decide", {"number": text("申請編號", "Request", 30), "approve": flag("核准（不勾為駁回）", "Approve (refused unless ticked)"), "comment": text("意見", "Comment", needed=False), "on": DAY}, credit.decide_limit, ("on",)),
    Act("override", Text("信用放行", "Let a deal pass"), "credit.override.grant",
        {"customer": CUSTOMER, "about": text("單據", "Paper", 60), "stage": choice("時點", "Stage", Stage.choices), "amount": number("金額上限", "Up to"), "reason": prose("理由", "Reason"), "at": DAY, "valid_to": day("有效期限", "Valid to", needed=False)}, credit.override, ("at",)),
    Act("hold", Text("停止或恢復出貨", "Hold or release"), "credit.profile.hold", {"customer": CUSTOMER, "on_hold": flag("停止出貨（不勾為恢復）", "On hold (released unless ticked)"), "reason": text("理由", "Reason")}, credit.hold),
    Act("anomaly", Text("通報異常", "Report an anomaly"), "credit.anomaly.report",
        {"customer": CUSTOMER, "date": DAY, "kind": choice("事由", "What", KINDS), "facts": prose("事實", "Facts"), "reported_to": text("陳報對象（帳號）", "Reported to (login)", 40, needed=False), "measure": choice("處置", "Measure", MEASURES, needed=False), "action": prose("處置說明", "What is done", needed=False)},
        credit.report_anomaly, ("date",)),
    Act("anomaly-settle", Text("處置異常", "Act on an anomaly"), "credit.anomaly.settle",
        {"number": text("編號", "Number", 30), "measure": choice("處置", "Measure", MEASURES, needed=False), "action": prose("處置說明", "What is done", needed=False), "result": prose("結果", "Result", needed=False), "closed_on": day("結案日", "Closed on", needed=False)}, credit.settle_anomaly),
    Act("bank-reference", Text("登錄銀行徵信", "Record a bank reference"), "credit.bank_reference.record", {"customer": CUSTOMER, "bank": text("銀行", "Bank", 120), "date": DAY, "opinion": choice("評語", "Opinion", OPINIONS), "content": prose("內容", "Content", needed=False)}, credit.record_bank_reference, ("date",)),
    Act("trade-reference", Text("登錄同業徵信", "Record a trade reference"), "credit.trade_reference.record",
        {"customer": CUSTOMER, "informant": text("來源", "Informant", 120), "date": DAY, "topic": choice("主題", "Topic", (("orders", Text("訂貨狀況", "orders")), ("payment", Text("付款狀況", "payment")))), "grade": choice("可信度", "Grade", tuple((g, g) for g in "ABCDEF")),
         "message": prose("訊息", "Message"), "lawful": flag("確認合法取得", "Lawfully obtained"), "lawful_basis": text("取得方式", "How it was obtained", needed=False)}, credit.record_trade_reference, ("date",)),
    Act("profile", Text("登錄信用檔", "Write the credit profile"), "credit.profile.write",
        {"customer": CUSTOMER, "representative": text("負責人", "Representative", 80, needed=False), "founded": day("設立日", "Founded", needed=False), "capital": figure("實收資本額", "Paid-in capital"),
         "terms": text("付款條件（如 open-60）", "Terms (such as open-60)", 20, needed=False), "enquired_on": day("徵信日", "Credit enquiry on", needed=False), "note": prose("備註", "Note", needed=False)}, credit.write_profile, (), _profile),
    Act("statement", Text("登錄財務報表", "Enter a year of accounts"), "credit.statement.record",
        {"customer": CUSTOMER, "year_end": day("會計年度終了日", "Year end"), "currency": CURRENCY, "source": text("來源", "Source"), "audited": flag("經會計師查核", "Audited"), "manufacturer": flag("製造業", "A manufacturer"), **FIGURES},
        credit.record_statement, (), _statement),
    Act("forecast", Text("登錄客戶預測", "Record a customer's forecast"), "credit.forecast.record",
        {"customer": CUSTOMER, "date": DAY, "spoke_to": text("受訪者", "Spoke to", 80, needed=False), "source": text("來源", "Source", 120, needed=False), "currency": CURRENCY,
         "months": table("各月預測（一行一月，如 2026-07 | 500000）", "Months to come, one a line: 2026-07 | 500000", ("month", "amount"), needed=True), "comment": prose("說明", "Comment", needed=False)}, _forecast, ("date",)),
    Act("cover", Text("登錄信用保障", "Add cover"), "credit.cover.add",
        {"customer": CUSTOMER, "kind": choice("種類", "Kind", COVERS), "reference": text("文號", "Reference", 60), "issuer": text("開立者", "Issuer", 120, needed=False), "amount": AMOUNT, "currency": CURRENCY, "fx": FX,
         "valid_from": day("起日", "From"), "valid_to": day("迄日", "To", needed=False)}, credit.add_cover, ("valid_from",)),
    Act("cover-end", Text("終止信用保障", "End cover"), "credit.cover.end", {"cover": whole("保障編號", "Cover", 1, 10**9), "on": DAY}, credit.end_cover, ("on",)),
    Act("limit-withdraw", Text("撤回額度申請", "Withdraw a limit request"), "credit.limit.withdraw", {"number": text("申請編號", "Request", 30), "on": DAY}, credit.withdraw_limit, ("on",)),
)  # fmt: skip
ACTS = {act.name: act for act in ALL}
ALWAYS = {"invoices": list, "lawful": bool, "approve": bool, "on_hold": bool, "lawful_basis": str}
"""What these fields are when nothing was entered: their action asks for them by name."""


def act(name: str) -> Act:
    """One act, or ``NotFound``."""
    if name not in ACTS:
        raise NotFound(Text("沒有這個動作", "There is no such act"))
    return ACTS[name]


def perform(one: Act, actor: Any, form: forms.Form) -> Any:
    """Do an act with what a form holds. ``BadInput`` names each field that is wrong; the action's own refusals come through."""
    require(actor, one.permission, one.label)
    if not form.is_valid():
        problems = [Problem(message, one.name, None, field) for field, message in faults(form)]
        zh, en = ("；".join(f"{p.field} {p.message.zh}" for p in problems), "; ".join(f"{p.field} {p.message.en}" for p in problems))
        raise BadInput(Text(f"資料有誤：{zh}", f"Something is wrong: {en}"), problems)
    given = {name: value for name, value in form.cleaned_data.items() if value not in (None, "", [])}
    given |= {name: kind() for name, kind in ALWAYS.items() if name in one.fields and name not in given}
    return one.call(actor=actor, **given)


def initial(one: Act, told: Mapping[str, str], actor: Any = None) -> dict[str, Any]:
    """What a form begins with: today where a day is asked, what the record holds, and what the address tells of its own fields."""
    today = reference.today()
    held = one.held(actor, told) if one.held is not None else {}
    return dict.fromkeys(one.today, today) | held | {name: value for name, value in told.items() if name in one.fields and value}


def zero() -> Decimal:
    """Nought, for sums over nothing."""
    return Decimal(0)
