"""Return notes and service cases."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from argosy.records.columns import choice, exact, line, moment, person, prose
from argosy.records.record import Record
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))
ABOVE_ZERO = MinValueValidator(Decimal("0.0001"), said("必須大於零", "it must be above zero"))


class ReturnReason(models.TextChoices):
    """Why goods came back."""

    DEFECT = "defect", said("瑕疵", "defect")
    DAMAGE = "damage", said("運送損壞", "damaged on the way")
    WRONG = "wrong", said("錯品或數量不符", "wrong goods or quantity")
    OTHER = "other", said("其他", "other")


class ReturnNote(Record):
    """Goods of one order line that came back. ``credit`` is what the customer was credited, in the firm's own currency."""

    number = models.CharField(said("編號", "number"), max_length=30, unique=True)
    line = models.ForeignKey("sales.SalesOrderLine", models.PROTECT, related_name="returns", verbose_name=said("訂單明細", "order line"))
    date = models.DateField(said("日期", "date"))
    quantity = models.DecimalField(said("數量", "quantity"), max_digits=14, decimal_places=4, validators=[ABOVE_ZERO])
    credit = models.DecimalField(said("折讓金額", "credit"), max_digits=18, decimal_places=4, validators=[NOT_NEGATIVE])
    reason = models.CharField(said("原因", "reason"), max_length=8, choices=ReturnReason.choices)

    class Meta:
        verbose_name = said("退貨單", "return note")
        verbose_name_plural = said("退貨單", "return notes")
        ordering: ClassVar = ["-date", "-number"]

    def __str__(self) -> str:
        return self.number


class CaseKind(models.TextChoices):
    """What a case is about."""

    COMPLAINT = "complaint", said("客訴", "complaint")
    QUESTION = "question", said("詢問", "question")
    OBJECTION = "objection", said("終端客戶異議", "end-customer objection")
    OBSTACLE = "obstacle", said("執行障礙", "obstacle")
    IMPROVEMENT = "improvement", said("改善建議", "suggestion")


CONFIRMED_KINDS = frozenset({CaseKind.COMPLAINT.value, CaseKind.OBSTACLE.value})
"""Kinds that close only with a cause, what was done, and the word of who raised them."""


class EnquiryCategory(models.TextChoices):
    """What an enquiry is about, as the enquiry guideline lists it."""

    QUOTE = "quote", said("報價", "Quotation")
    SCHEDULE = "schedule", said("船期", "Schedule")
    DOCUMENTS = "documents", said("文件", "Documents")
    CUSTOMS = "customs", said("通關", "Customs")
    STATUS = "status", said("貨況", "Status of goods")
    CHARGES = "charges", said("費用", "Charges")
    EXCEPTION = "exception", said("異常", "Exception")
    CLAIM = "claim", said("理賠", "Claim")


class Severity(models.TextChoices):
    """How much hangs on it."""

    LOW = "low", said("輕微", "low")
    NORMAL = "normal", said("一般", "normal")
    HIGH = "high", said("嚴重", "high")


class ServiceCase(Record):
    """Something a customer asks or complains of, and when it was answered and closed.

    ``version`` counts the acts on it: who acts on an older version than the one kept is told what came in between. ``worth`` is what it is
    about in the firm's own currency. A complaint or an obstacle closes only with its cause, what was done, and the word of who raised it.
    """

    number = models.CharField(said("編號", "number"), max_length=30, unique=True)
    kind = models.CharField(said("類別", "kind"), max_length=12, choices=CaseKind.choices)
    category = choice("諮詢分類", "category", EnquiryCategory.choices)
    severity = choice("嚴重度", "severity", Severity.choices, default=Severity.NORMAL)
    customer = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name=said("客戶", "customer"))
    contact = line("聯絡人", "contact", 80)
    product = models.ForeignKey(
        "catalog.Product", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("商品", "product")
    )
    order = line("訂單", "order", 30)
    words = prose("內容", "what was said")
    worth = exact("涉及金額", "amount at stake", places=2)
    received = models.DateTimeField(said("收到時間", "received"))
    answered = models.DateTimeField(said("首次回覆", "first answered"), null=True, blank=True)
    closed = models.DateTimeField(said("結案時間", "closed"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("承辦人", "owner")
    )
    helper = person("協助人", "helper")
    cause = models.CharField(said("原因", "cause"), max_length=200, blank=True)
    action = prose("處置", "what was done")
    confirmed_by = line("確認人", "confirmed by", 80)
    confirmed_at = moment("客戶確認時間", "confirmed at")
    escalated_to = person("升級對象", "escalated to")
    escalated_at = moment("升級時間", "escalated at")
    reopened = models.PositiveSmallIntegerField(said("重啟次數", "times reopened"), default=0)
    version = models.PositiveIntegerField(said("版次", "version"), default=1)

    class Meta:
        verbose_name = said("服務案件", "service case")
        verbose_name_plural = said("服務案件", "service cases")
        ordering: ClassVar = ["-received", "-number"]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """Nothing is answered, confirmed or closed before it was received; a complaint or an obstacle closes whole."""
        named = ("answered", "confirmed_at", "closed")
        early = {name for name in named if getattr(self, name) is not None and getattr(self, name) < self.received}
        faults = dict.fromkeys(sorted(early), said("不得早於收到時間", "it cannot be before it was received"))
        if self.closed is not None and self.kind in CONFIRMED_KINDS:
            wanting = [name for name in ("cause", "action", "confirmed_by") if not str(getattr(self, name)).strip()]
            faults |= dict.fromkeys(wanting, said("結案前必填", "it is needed before the case closes"))
        if faults:
            raise ValidationError(faults)
