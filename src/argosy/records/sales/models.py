"""Quotations, sales orders and sales targets. Amounts are in the currency of their document; costs are in the firm's own currency."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from argosy.records.codes import COUNTRY, CURRENCY
from argosy.records.columns import choice, day, exact, line, person, prose
from argosy.records.record import Record
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))
ABOVE_ZERO = MinValueValidator(Decimal("0.00000001"), said("必須大於零", "it must be above zero"))
AT_MOST_ALL = MaxValueValidator(100, said("不得大於 100", "it cannot be above 100"))
LINE = RegexValidator(r"\A\d{2}(\d{2}(\d{2})?)?\Z", said("產品線應為 HS 2、4 或 6 碼", "a product line is 2, 4 or 6 digits of the HS"))
TERRITORY = RegexValidator(
    r"\A[A-Z]{2}(\+[A-Z]{2})*\Z", said("區域應為以 + 相連之國家代碼，例如 JP+KR", "a territory is country codes joined by +, like JP+KR")
)
TERMS = [(term, term) for term in ("EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP")]


class Deal(Record):
    """What a quotation and an order have in common. ``fx`` is units of the firm's own currency for one of ``currency``, on ``fx_date``.

    ``net`` is the lines less ``discount`` plus freight and insurance charged, ``tax`` on it, ``total`` both; empty where a file did not say.
    ``version`` counts edits: an edit names the one it was made on.
    """

    number = models.CharField(said("編號", "number"), max_length=30, unique=True)
    customer = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name=said("客戶", "customer"))
    market = models.CharField(said("市場", "market"), max_length=2, validators=[COUNTRY])
    date = models.DateField(said("日期", "date"))
    incoterm = models.CharField(said("貿易條件", "Incoterm"), max_length=3, choices=TERMS)
    place = models.CharField(said("指定地點", "named place"), max_length=60, blank=True)
    currency = models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])
    fx = models.DecimalField(said("匯率", "exchange rate"), max_digits=18, decimal_places=8, validators=[ABOVE_ZERO])
    fx_date = day("匯率日期", "date of the rate")
    incoterms = line("國貿條規版本", "edition of Incoterms", 4, default="2020")
    payment = line("付款條件", "terms of payment", 200)
    tax_rate = models.DecimalField(
        said("營業稅率(%)", "sales tax rate (%)"), max_digits=5, decimal_places=2, default=0, validators=[NOT_NEGATIVE, AT_MOST_ALL]
    )
    discount = models.DecimalField(
        said("總折扣(%)", "discount on the whole (%)"), max_digits=5, decimal_places=2, default=0, validators=[NOT_NEGATIVE, AT_MOST_ALL]
    )
    freight_charged = models.DecimalField(
        said("另計運費", "freight charged"), max_digits=16, decimal_places=2, default=0, validators=[NOT_NEGATIVE]
    )
    insurance_charged = models.DecimalField(
        said("另計保險費", "insurance charged"), max_digits=16, decimal_places=2, default=0, validators=[NOT_NEGATIVE]
    )
    net = exact("未稅金額", "net amount", digits=18)
    tax = exact("稅額", "tax", digits=18)
    total = exact("總額", "total", digits=18)
    version = models.PositiveIntegerField(said("修改次數", "edits"), default=0)
    seller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("業務人員", "salesperson")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number


class DealLine(Record):
    """A goods line. ``unit_cost`` is the goods' cost in the firm's own currency; ``amount`` is net of discount, in the document's currency."""

    line_no = models.PositiveIntegerField(said("行號", "line"))
    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="+", verbose_name=said("商品", "product"))
    quantity = models.DecimalField(said("數量", "quantity"), max_digits=14, decimal_places=4, validators=[ABOVE_ZERO])
    unit_price = models.DecimalField(said("單價", "unit price"), max_digits=16, decimal_places=6, validators=[NOT_NEGATIVE])
    discount = models.DecimalField(
        said("折扣(%)", "discount (%)"), max_digits=5, decimal_places=2, default=0, validators=[NOT_NEGATIVE, AT_MOST_ALL]
    )
    amount = models.DecimalField(said("金額", "amount"), max_digits=18, decimal_places=4, validators=[NOT_NEGATIVE])
    unit_cost = models.DecimalField(
        said("單位成本", "unit cost"), max_digits=14, decimal_places=4, null=True, blank=True, validators=[NOT_NEGATIVE]
    )

    class Meta:
        abstract = True


class Outcome(models.TextChoices):
    """What became of a quotation."""

    OPEN = "open", said("未決", "open")
    WON = "won", said("得標", "won")
    LOST = "lost", said("失單", "lost")
    EXPIRED = "expired", said("逾期未回", "expired")


class State(models.TextChoices):
    """Where a quotation stands. What it came to is its outcome; a draft and a cancelled one have none."""

    DRAFT = "draft", said("草稿", "draft")
    OFFERED = "offered", said("已報價", "offered")
    WON = "won", said("成交", "won")
    LOST = "lost", said("失單", "lost")
    EXPIRED = "expired", said("已逾期", "expired")
    CANCELLED = "cancelled", said("已取消", "cancelled")


class OrderState(models.TextChoices):
    """Where the goods of an order stand."""

    CONFIRMED = "confirmed", said("已確認", "confirmed")
    PART_RELEASED = "part_released", said("部分放行", "partly released")
    RELEASED = "released", said("已放行", "released")
    PART_SHIPPED = "part_shipped", said("部分出貨", "partly shipped")
    SHIPPED = "shipped", said("已出貨", "shipped")
    CANCELLED = "cancelled", said("已取消", "cancelled")


class Variant(models.TextChoices):
    """For whom a quotation is printed."""

    EXPORT = "export", said("外銷", "export")
    DOMESTIC = "domestic", said("內銷", "domestic")


class LostReason(models.TextChoices):
    """Why a quotation was lost, as the customer said or the salesperson judged."""

    PRICE = "price", said("價格", "price")
    LEAD_TIME = "lead_time", said("交期", "lead time")
    QUALITY = "quality", said("品質或規格", "quality or specification")
    TERMS = "terms", said("付款條件", "terms of payment")
    INCUMBENT = "incumbent", said("原供應商", "incumbent supplier")
    NO_PROJECT = "no_project", said("案子取消", "project dropped")


class Quotation(Deal):
    """An offer and its outcome. ``price_gap`` is our price over the rival's less one, in percent; ``response_h`` hours until the offer went out."""

    valid_to = models.DateField(said("有效期限", "valid to"), null=True, blank=True)
    revision = models.PositiveIntegerField(said("版次", "revision"), default=1)
    outcome = models.CharField(said("結果", "outcome"), max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    decided_on = models.DateField(said("結案日", "decided on"), null=True, blank=True)
    lost_reason = models.CharField(said("失單原因", "lost reason"), max_length=12, choices=LostReason.choices, blank=True)
    rival = models.CharField(said("競爭者", "rival"), max_length=80, blank=True)
    price_gap = models.DecimalField(
        said("與競爭者價差(%)", "price gap to the rival (%)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    response_h = models.DecimalField(
        said("回覆時數", "response time (h)"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    repeat = models.BooleanField(said("舊客戶", "repeat customer"), default=False)
    state = choice("狀態", "state", State.choices, default=State.OFFERED)
    variant = choice("內外銷", "export or domestic", Variant.choices, default=Variant.EXPORT)
    attention = models.ForeignKey(
        "parties.Contact", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("聯絡人", "attention")
    )
    offered_on = day("報價發出日", "offered on")
    lead_days = models.PositiveIntegerField(said("交期(天)", "lead time (days)"), null=True, blank=True)
    port_loading = line("裝運港", "port of loading", 60)
    port_discharge = line("目的港", "port of discharge", 60)
    partial = models.BooleanField(said("可分批", "partial shipment allowed"), default=False)
    transship = models.BooleanField(said("可轉運", "transhipment allowed"), default=True)
    tax_included = models.BooleanField(said("單價含稅", "prices include tax"), default=False)
    commission = exact("佣金(%)", "commission (%)", digits=5, places=2, validators=[NOT_NEGATIVE, AT_MOST_ALL])
    bank_cost = exact("銀行費用(%)", "bank cost (%)", digits=5, places=2, validators=[NOT_NEGATIVE, AT_MOST_ALL])
    quality = line("檢驗與品質標準", "inspection and quality", 200)
    warranty = line("保固", "warranty", 200)
    expectations = prose("客戶期望", "what the customer expects")
    sales_model = line("銷售模式", "sales model", 120)
    notes_zh = prose("備註", "notes")
    notes_en = prose("備註(英)", "notes (English)")
    closing_note = line("結案說明", "closing note", 300)
    author = person("製作人", "made by")

    class Meta:
        verbose_name = said("報價單", "quotation")
        verbose_name_plural = said("報價單", "quotations")
        ordering: ClassVar = ["-date", "-number"]

    def clean(self) -> None:
        """A decided quotation has its day, not before its own; only a lost one has a reason for the loss. Its state follows its outcome."""
        faults = {}
        if self.outcome != Outcome.OPEN:
            self.state = self.outcome
        elif self.state in (State.WON, State.LOST, State.EXPIRED):
            self.state = State.OFFERED
        if self.valid_to is not None and self.valid_to < self.date:
            faults["valid_to"] = said("有效期限不得早於報價日", "it cannot end before its date")
        if (self.outcome in (Outcome.WON, Outcome.LOST)) != (self.decided_on is not None):
            faults["decided_on"] = said(
                "得標或失單者須填結案日，其他不得填", "a won or lost quotation has the day it was decided, another has none"
            )
        if self.decided_on is not None and self.decided_on < self.date:
            faults["decided_on"] = said("結案日不得早於報價日", "it cannot be decided before its date")
        if self.lost_reason and self.outcome != Outcome.LOST:
            faults["lost_reason"] = said("僅失單者填失單原因", "only a lost quotation has a reason for the loss")
        if faults:
            raise ValidationError(faults)


class QuotationLine(DealLine):
    """A goods line of a quotation. ``price_reason`` says where its price came from; ``confirmed_on`` is when stock or lead time was confirmed."""

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="lines", verbose_name=said("報價單", "quotation"))
    specification = line("規格", "specification", 300)
    list_price = exact("牌價", "list price", digits=16, places=6, validators=[NOT_NEGATIVE])
    price_reason = line("價格來源", "where the price came from", 120)
    lead_days = models.PositiveIntegerField(said("交期(天)", "lead time (days)"), null=True, blank=True)
    confirmed_on = day("庫存或交期確認日", "stock or lead time confirmed on")

    class Meta:
        verbose_name = said("報價明細", "quotation line")
        verbose_name_plural = said("報價明細", "quotation lines")
        ordering: ClassVar = ["quotation", "line_no"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["quotation", "line_no"], name="quotation_line_once")]

    def __str__(self) -> str:
        return f"{self.quotation_id}/{self.line_no}"


class SalesOrder(Deal):
    """A customer's order. ``promised`` is the day of shipment promised, ``shipped`` the day the last goods left. ``taken_over``: out of a book of invoice
    lines, invoiced elsewhere, so that nothing is owed on it here."""

    promised = models.DateField(said("承諾出貨日", "promised"), null=True, blank=True)
    shipped = models.DateField(said("出貨日", "shipped"), null=True, blank=True)
    cancelled = models.BooleanField(said("已取消", "cancelled"), default=False)
    quotation = models.ForeignKey(
        Quotation, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=said("報價單", "quotation")
    )
    state = choice("狀態", "state", OrderState.choices, default=OrderState.CONFIRMED)
    customer_ref = line("客戶訂單號", "customer's order number", 60)
    lead_days = models.PositiveIntegerField(said("交期(天)", "lead time (days)"), null=True, blank=True)
    closing_note = line("取消原因", "why it was cancelled", 300)
    taken_over = models.BooleanField(said("由帳冊接收", "taken over from a book"), default=False)

    class Meta:
        verbose_name = said("銷售訂單", "sales order")
        verbose_name_plural = said("銷售訂單", "sales orders")
        ordering: ClassVar = ["-date", "-number"]
        indexes: ClassVar = [models.Index(fields=["market", "date"], name="sales_order_market")]

    def clean(self) -> None:
        """Nothing is promised or shipped before it is ordered. A file says shipped or cancelled, and the state follows."""
        if self.cancelled:
            self.state = OrderState.CANCELLED
        elif self.shipped is not None:
            self.state = OrderState.SHIPPED
        early = {name for name in ("promised", "shipped") if getattr(self, name) is not None and getattr(self, name) < self.date}
        if early:
            raise ValidationError(dict.fromkeys(sorted(early), said("不得早於訂單日", "it cannot be before the order's date")))


class SalesOrderLine(DealLine):
    """A goods line of an order. ``freight`` and ``duty`` are what the firm itself bears for the line, in its own currency; empty means not known."""

    order = models.ForeignKey(SalesOrder, models.CASCADE, related_name="lines", verbose_name=said("銷售訂單", "sales order"))
    released_quantity = models.DecimalField(
        said("放行數量", "quantity released"), max_digits=14, decimal_places=4, default=0, validators=[NOT_NEGATIVE]
    )
    shipped_quantity = models.DecimalField(
        said("出貨數量", "quantity shipped"), max_digits=14, decimal_places=4, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    freight = models.DecimalField(
        said("運費", "freight"), max_digits=16, decimal_places=4, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    duty = models.DecimalField(said("關稅", "duty"), max_digits=16, decimal_places=4, null=True, blank=True, validators=[NOT_NEGATIVE])

    class Meta:
        verbose_name = said("銷售訂單明細", "sales order line")
        verbose_name_plural = said("銷售訂單明細", "sales order lines")
        ordering: ClassVar = ["order", "line_no"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["order", "line_no"], name="sales_order_line_once")]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.line_no}"


class SalesTarget(Record):
    """What a person is to sell of a product line in a territory in one month, in the firm's own currency."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=said("業務人員", "salesperson"))
    territory = models.CharField(said("區域", "territory"), max_length=60, validators=[TERRITORY])
    line = models.CharField(said("產品線", "product line"), max_length=6, validators=[LINE])
    month = models.DateField(said("月份", "month"))
    amount = models.DecimalField(said("目標金額", "target"), max_digits=16, decimal_places=2, validators=[NOT_NEGATIVE])

    class Meta:
        verbose_name = said("銷售目標", "sales target")
        verbose_name_plural = said("銷售目標", "sales targets")
        ordering: ClassVar = ["month", "territory", "line"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["territory", "line", "month"], name="sales_target_once")]

    def __str__(self) -> str:
        return f"{self.territory} {self.line} {self.month:%Y-%m}"

    def clean(self) -> None:
        """A month is named by its first day."""
        if self.month is not None and self.month.day != 1:
            raise ValidationError({"month": said("月份請填當月 1 日", "a month is given by its first day")})
