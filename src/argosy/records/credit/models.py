"""What the firm knows of a customer's credit, what it lets the customer owe, and what happened when that was not kept to.

Limits and exposures are in the firm's own currency.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from argosy.records.codes import CURRENCY
from argosy.records.columns import choice, day, exact, line, link, mapped, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))


class CreditProfile(Record):
    """What a customer may owe and on what terms; one row for a customer, and the row exposure checks lock.

    ``limit`` zero or no profile lets nothing out on credit. ``enquired_on`` is the day of the latest credit enquiry (徵信).
    """

    customer = models.OneToOneField("parties.Party", models.PROTECT, related_name="credit", verbose_name=said("客戶", "customer"))
    representative = line("負責人", "representative", 80)
    founded = day("設立日", "founded")
    capital = exact("實收資本額", "paid-in capital", digits=20, places=2)
    terms = line("付款條件", "terms", 20)
    limit = exact("信用額度", "credit limit", digits=18, places=2, needed=True, default=0, validators=[NOT_NEGATIVE])
    limit_from = day("額度生效日", "limit from")
    limit_to = day("額度到期日", "limit to")
    approved_by = person("額度核准人", "limit approved by")
    enquired_on = day("徵信日", "credit enquiry on")
    on_hold = models.BooleanField(said("停止出貨", "on hold"), default=False)
    hold_reason = line("停止出貨理由", "why it is on hold")
    note = prose("備註", "note")

    class Meta:
        verbose_name = said("信用檔", "credit profile")
        verbose_name_plural = said("信用檔", "credit profiles")
        ordering: ClassVar = ["customer"]

    def __str__(self) -> str:
        return f"{self.customer_id}"

    def clean(self) -> None:
        """A hold has its reason."""
        if self.on_hold and not self.hold_reason:
            raise ValidationError({"hold_reason": said("停止出貨須填理由", "a hold has a reason")})


class BankReference(Record):
    """What a bank said of a customer."""

    customer = link("parties.Party", "客戶", "customer", needed=True, name="bank_references")
    bank = line("銀行", "bank", 120, needed=True)
    date = day("日期", "date", needed=True)
    opinion = choice(
        "評語", "opinion", [("good", said("良好", "good")), ("fair", said("普通", "fair")), ("poor", said("不佳", "poor"))], default="fair"
    )
    content = prose("內容", "content")
    obtained_by = person("取得人", "obtained by", needed=True)

    class Meta:
        verbose_name = said("銀行徵信", "bank reference")
        verbose_name_plural = said("銀行徵信", "bank references")
        ordering: ClassVar = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.bank} {self.date}"


class FinancialStatement(Record):
    """A year of a customer's accounts, in one currency and unit. Empty means not stated, and nothing is worked out from it."""

    customer = link("parties.Party", "客戶", "customer", needed=True, name="statements")
    year_end = day("會計年度終了日", "year end", needed=True)
    currency = models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])
    audited = models.BooleanField(said("經會計師查核", "audited"), default=False)
    manufacturer = models.BooleanField(said("製造業", "manufacturer"), default=False)
    current_assets = exact("流動資產", "current assets")
    current_liabilities = exact("流動負債", "current liabilities")
    total_assets = exact("資產總額", "total assets")
    total_liabilities = exact("負債總額", "total liabilities")
    retained_earnings = exact("保留盈餘", "retained earnings")
    ebit = exact("息前稅前利益", "EBIT")
    sales = exact("營業收入", "sales")
    net_income = exact("本期淨利", "net income")
    market_equity = exact("股權市值", "market value of equity")
    source = line("來源", "source", needed=True)

    class Meta:
        verbose_name = said("財務報表", "financial statement")
        verbose_name_plural = said("財務報表", "financial statements")
        ordering: ClassVar = ["customer", "-year_end"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["customer", "year_end"], name="statement_once_a_year")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.year_end}"


class TradeReference(Record):
    """What another firm lawfully told us of how a customer orders or pays. Prices and shares of customers have no place here (competition law)."""

    class Topic(models.TextChoices):
        """What it is about."""

        ORDERS = "orders", said("訂貨狀況", "orders")
        PAYMENT = "payment", said("付款狀況", "payment")

    customer = link("parties.Party", "客戶", "customer", needed=True, name="trade_references")
    informant = line("來源", "informant", 120, needed=True)
    date = day("日期", "date", needed=True)
    topic = choice("主題", "topic", Topic.choices, default=Topic.PAYMENT)
    grade = choice("可信度", "grade", [(g, g) for g in "ABCDEF"], longest=1)
    message = prose("訊息", "message", needed=True)
    lawful = models.BooleanField(said("確認合法取得", "lawfully obtained"), default=False)
    lawful_basis = line("取得方式", "how it was obtained")
    recorded_by = person("登錄人", "entered by", needed=True)

    class Meta:
        verbose_name = said("同業徵信", "trade reference")
        verbose_name_plural = said("同業徵信", "trade references")
        ordering: ClassVar = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.date}"


class CustomerForecast(Record):
    """What a customer said in an interview of its sales so far and of the months to come: month → amount. Months not answered are absent."""

    customer = link("parties.Party", "客戶", "customer", needed=True, name="forecasts")
    date = day("訪談日", "interviewed on", needed=True)
    spoke_to = line("受訪者", "spoke to", 80)
    source = line("來源", "source", 120)
    actual = mapped("現有經營實績", "sales so far")
    months = mapped("未來各月預測", "months to come")
    currency = models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])
    comment = prose("說明", "comment")
    recorded_by = person("登錄人", "entered by", needed=True)

    class Meta:
        verbose_name = said("訪談預測", "customer's forecast")
        verbose_name_plural = said("訪談預測", "customers' forecasts")
        ordering: ClassVar = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.date}"

    def clean(self) -> None:
        """Months are like 2026-07 and amounts are numbers, never negative."""
        for name in ("actual", "months"):
            if not all(_is_month(key) and _is_amount(value) for key, value in getattr(self, name).items()):
                raise ValidationError(
                    {name: said("月份應如 2026-07，金額應為非負數字", "months are like 2026-07 and amounts are numbers not below zero")}
                )


def _is_month(text: str) -> bool:
    return len(text) == 7 and text[:4].isdigit() and text[4] == "-" and "01" <= text[5:] <= "12"


def _is_amount(value: object) -> bool:
    try:
        return Decimal(str(value)) >= 0
    except ArithmeticError:
        return False


class LimitRequest(Record):
    """A request to let a customer owe up to ``amount``, and what was decided by somebody else with the authority for it."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", said("待核", "asked")
        APPROVED = "approved", said("核准", "approved")
        REFUSED = "refused", said("駁回", "refused")
        WITHDRAWN = "withdrawn", said("撤回", "withdrawn")

    number = models.CharField(said("編號", "number"), max_length=30, unique=True)
    customer = link("parties.Party", "客戶", "customer", needed=True, name="limit_requests")
    asked_by = person("申請人", "asked by", needed=True)
    asked_on = day("申請日", "asked on", needed=True)
    before = exact("原額度", "limit before", digits=18, places=2, needed=True)
    amount = exact("申請額度", "limit asked for", digits=18, places=2, needed=True, validators=[NOT_NEGATIVE])
    reason = prose("理由", "reason", needed=True)
    valid_to = day("有效期限", "valid to")
    state = choice("狀態", "state", State.choices, default=State.ASKED)
    decided_by = person("核定人", "decided by")
    decided_on = day("核定日", "decided on")
    comment = line("核定意見", "comment")

    class Meta:
        verbose_name = said("額度申請", "limit request")
        verbose_name_plural = said("額度申請", "limit requests")
        ordering: ClassVar = ["-asked_on", "-number"]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """Nobody decides on an own request."""
        if self.decided_by_id is not None and self.decided_by_id == self.asked_by_id:
            raise ValidationError({"decided_by": said("申請人不得核定自己的申請", "nobody decides on an own request")})


class Cover(Record):
    """What pays if the customer does not: letter of credit, insurance, guarantee. It lowers exposure from one day to another."""

    class Kind(models.TextChoices):
        """What covers."""

        LC = "lc", said("信用狀", "letter of credit")
        INSURANCE = "insurance", said("輸出保險／信用保險", "credit insurance")
        GUARANTEE = "guarantee", said("保證", "guarantee")
        COLLATERAL = "collateral", said("擔保品", "collateral")

    customer = link("parties.Party", "客戶", "customer", needed=True, name="covers")
    kind = choice("種類", "kind", Kind.choices, default=Kind.INSURANCE)
    reference = line("文號", "reference", 60, needed=True)
    issuer = line("開立者", "issuer", 120)
    order = link("sales.SalesOrder", "訂單", "order", name="covers")
    currency = models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])
    fx = exact("匯率", "exchange rate", digits=18, places=8, needed=True, default=1)
    amount = exact("金額", "amount", digits=18, places=2, needed=True, validators=[NOT_NEGATIVE])
    valid_from = day("起日", "from", needed=True)
    valid_to = day("迄日", "to")

    class Meta:
        verbose_name = said("信用保障", "cover")
        verbose_name_plural = said("信用保障", "covers")
        ordering: ClassVar = ["customer", "-valid_from"]

    def __str__(self) -> str:
        return self.reference


class Stage(models.TextChoices):
    """Where in a deal credit is looked at."""

    QUOTATION = "quotation", said("報價", "quotation")
    ORDER = "order", said("接單", "order")
    RELEASE = "release", said("出貨放行", "release")
    PAYMENT = "payment", said("收款", "payment")
    REVIEW = "review", said("檢視", "review")


class Verdict(models.TextChoices):
    """What a credit check says."""

    PASS = "pass", said("通過", "pass")
    WARN = "warn", said("警示", "warn")
    HOLD = "hold", said("暫停", "hold")


class ExposureSnapshot(Record):
    """A customer's exposure as it was worked out on a day: ``parts`` by kind of obligation, the limit then, and what it was for."""

    customer = link("parties.Party", "客戶", "customer", needed=True, name="exposures")
    on = day("日期", "date", needed=True)
    stage = choice("時點", "stage", Stage.choices, default=Stage.REVIEW)
    about = line("單據", "about", 60)
    asked = exact("本次金額", "amount asked for", digits=18, places=2, needed=True, default=0)
    parts = mapped("組成", "parts")
    exposure = exact("曝險", "exposure", digits=18, places=2, needed=True)
    limit = exact("額度", "limit", digits=18, places=2, needed=True)
    verdict = choice("結果", "verdict", Verdict.choices, default=Verdict.PASS)
    reasons = mapped("理由", "reasons")
    by = person("執行人", "by")

    class Meta:
        verbose_name = said("曝險紀錄", "exposure snapshot")
        verbose_name_plural = said("曝險紀錄", "exposure snapshots")
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.on}"


class CreditOverride(Record):
    """Somebody with the authority let a deal pass that credit control held, and said why."""

    customer = link("parties.Party", "客戶", "customer", needed=True, name="overrides")
    stage = choice("時點", "stage", Stage.choices, default=Stage.ORDER)
    about = line("單據", "about", 60, needed=True)
    snapshot = part_of(ExposureSnapshot, "overrides")
    amount = exact("放行金額上限", "amount let pass", digits=18, places=2, needed=True, validators=[NOT_NEGATIVE])
    reason = prose("理由", "reason", needed=True)
    by = person("核准人", "by", needed=True)
    on = day("日期", "date", needed=True)
    valid_to = day("有效期限", "valid to", needed=True)

    class Meta:
        verbose_name = said("信用放行", "credit override")
        verbose_name_plural = said("信用放行", "credit overrides")
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.about} {self.on}"


class AnomalyReport(Record):
    """Something out of order with a customer's account: what, how the limit stood, what was done, to whom it was reported, how it ended."""

    class Kind(models.TextChoices):
        """What happened."""

        OVER_LIMIT = "over_limit", said("超過額度", "over the limit")
        BOUNCE = "bounce", said("退票", "bounced cheque")
        LATE = "late", said("逾期未付", "late payment")
        RETURNS = "returns", said("異常退貨", "unusual returns")
        PEER = "peer", said("同業警訊", "warning from the trade")
        OTHER = "other", said("其他", "other")

    class Measure(models.TextChoices):
        """What is done about it."""

        HOLD = "hold", said("停止出貨", "stop shipping")
        COLLECT = "collect", said("催收", "collect")
        COLLATERAL = "collateral", said("徵提擔保", "ask for collateral")
        CASH = "cash", said("改現金交易", "cash only")
        OVERRIDE = "override", said("核准放行", "let pass")
        WATCH = "watch", said("列管觀察", "watch")

    number = models.CharField(said("編號", "number"), max_length=30, unique=True)
    customer = link("parties.Party", "客戶", "customer", needed=True, name="anomalies")
    date = day("日期", "date", needed=True)
    kind = choice("事由", "kind", Kind.choices, default=Kind.OTHER)
    facts = prose("事實", "facts", needed=True)
    exposure = exact("曝險", "exposure", digits=18, places=2)
    limit = exact("額度", "limit", digits=18, places=2)
    measure = choice("處置", "measure", Measure.choices)
    action = prose("處置說明", "what is done")
    reported_by = person("陳報人", "reported by", needed=True)
    reported_to = person("陳報對象", "reported to")
    decision = line("決策紀錄", "decision record", 40)
    result = prose("結果", "result")
    closed_on = day("結案日", "closed on")

    class Meta:
        verbose_name = said("異常通報", "anomaly report")
        verbose_name_plural = said("異常通報", "anomaly reports")
        ordering: ClassVar = ["-date", "-number"]

    def __str__(self) -> str:
        return self.number
