"""What an offer is made from and what is kept of it: price lists, costs, approvals, frozen revisions, negotiation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from argosy.engines.offer.terms import COST_KINDS
from argosy.records.codes import CURRENCY
from argosy.records.columns import choice, day, exact, line, link, moment, part_of, person, prose
from argosy.records.record import Record, WrittenOnce
from argosy.records.sales.models import ABOVE_ZERO, NOT_NEGATIVE, Quotation
from argosy.records.wording import said

KINDS = [(kind.code, said(kind.name.zh, kind.name.en)) for kind in COST_KINDS]


class PriceList(Record):
    """Dated prices in one currency, for one customer, one class of customers, or everybody."""

    code = line("代號", "code", 30, needed=True, unique=True)
    name_zh = line("名稱", "name", 80, needed=True)
    name_en = line("名稱(英)", "name (English)", 80)
    currency = models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])
    valid_from = day("生效日", "valid from", needed=True)
    valid_to = day("失效日", "valid to")
    customer = link("parties.Party", "客戶", "customer")
    grade = choice("客戶等級", "class of customers", [("A", "A"), ("B", "B"), ("C", "C")], longest=1)
    owner = person("負責人", "owner")

    class Meta:
        verbose_name = said("價目表", "price list")
        verbose_name_plural = said("價目表", "price lists")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name_zh}"

    def clean(self) -> None:
        """Ends after it begins; for a customer or for a class, not both."""
        faults = {}
        if self.valid_to is not None and self.valid_to < self.valid_from:
            faults["valid_to"] = said("失效日不得早於生效日", "it cannot end before it begins")
        if self.customer_id is not None and self.grade:
            faults["grade"] = said("價目表屬於客戶或等級，擇一", "a list is for a customer or for a class, not both")
        if faults:
            raise ValidationError(faults)


class PriceListLine(Record):
    """The price of a product from a quantity up."""

    list = part_of(PriceList, "lines")
    product = link("catalog.Product", "商品", "product", needed=True)
    from_quantity = exact("起訂量", "from quantity", digits=14, needed=True, validators=[ABOVE_ZERO])
    unit_price = exact("單價", "unit price", digits=16, places=6, needed=True, validators=[ABOVE_ZERO])

    class Meta:
        verbose_name = said("價目", "price")
        verbose_name_plural = said("價目", "prices")
        ordering: ClassVar = ["list", "product", "from_quantity"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["list", "product", "from_quantity"], name="price_tier_once")]

    def __str__(self) -> str:
        return f"{self.product_id} ≥ {self.from_quantity}: {self.unit_price}"


class QuotationCost(Record):
    """A cost of getting the goods there, for the whole quotation, in its own currency; ``fx`` is units of the firm's currency for one of it."""

    quotation = part_of(Quotation, "costs")
    kind = choice("費用", "cost", KINDS, default="main_carriage", longest=20)
    amount = exact("金額", "amount", digits=16, places=2, needed=True, validators=[NOT_NEGATIVE])
    currency = models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])
    fx = exact("匯率", "exchange rate", digits=18, places=8, needed=True, validators=[ABOVE_ZERO])
    source = line("依據", "basis", 120)

    class Meta:
        verbose_name = said("報價費用", "cost of a quotation")
        verbose_name_plural = said("報價費用", "costs of a quotation")
        ordering: ClassVar = ["quotation", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["quotation", "kind"], name="quotation_cost_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency} {self.amount}"


class OfferApproval(Record):
    """Leave to go below the floor or beyond a band, down to ``least_margin`` and up to ``most_discount`` (percent): a worse offer needs another."""

    quotation = part_of(Quotation, "approvals")
    least_margin = exact("最低毛利(%)", "least margin (%)", digits=7, places=2, needed=True)
    most_discount = exact("最高折扣(%)", "most discount (%)", digits=5, places=2, needed=True)
    reason = line("理由", "reason", 300, needed=True)
    by = person("核准人", "approved by", needed=True)
    role = line("職務", "role", 8, needed=True)
    at = moment("核准時間", "approved at", needed=True)

    class Meta:
        verbose_name = said("報價核准", "approval of an offer")
        verbose_name_plural = said("報價核准", "approvals of offers")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.quotation_id} ≥ {self.least_margin} %"


class QuotationRevision(WrittenOnce):
    """A quotation as it was offered: ``content`` is the whole of it, ``digest`` the SHA-256 of its canonical JSON. Written once."""

    quotation = models.ForeignKey(Quotation, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    valid_to = models.DateField()
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=18, decimal_places=4)
    fx = models.DecimalField(max_digits=18, decimal_places=8)
    fx_date = models.DateField()
    credit = models.CharField(max_length=6, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = said("報價版次", "revision of a quotation")
        verbose_name_plural = said("報價版次", "revisions of quotations")
        ordering: ClassVar = ["quotation", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["quotation", "number"], name="quotation_revision_once")]

    def __str__(self) -> str:
        return f"{self.quotation_id} R{self.number}"


class NegotiationRecord(Record):
    """A step of a negotiation: what the customer asked, what was conceded (``value`` in the quotation's currency) and gained in return."""

    quotation = part_of(Quotation, "negotiations")
    revision = models.PositiveIntegerField(said("版次", "revision"), default=1)
    date = day("日期", "date", needed=True)
    concern = line("關切點", "concern", 160)
    asked = line("對方要求", "what was asked", 200, needed=True)
    conceded = line("我方讓步", "what we conceded", 200)
    gained = line("換得", "what we gained", 200)
    value = exact("讓步金額", "worth conceded", digits=16, places=2, validators=[NOT_NEGATIVE])
    note = prose("說明", "note")
    by = person("登錄人", "recorded by", needed=True)
    approved_by = person("核准人", "approved by")

    class Meta:
        verbose_name = said("議價紀錄", "negotiation record")
        verbose_name_plural = said("議價紀錄", "negotiation records")
        ordering: ClassVar = ["quotation", "date", "pk"]

    def __str__(self) -> str:
        return f"{self.quotation_id} {self.date} {self.asked}"

    def clean(self) -> None:
        """What is worth something was conceded."""
        if self.value and not self.conceded:
            raise ValidationError({"conceded": said("讓步金額須說明讓步內容", "say what was conceded for this worth")})
