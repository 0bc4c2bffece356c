"""Return notes and service cases."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

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


class ServiceCase(Record):
    """Something a customer asks or complains of, and when it was answered and closed."""

    number = models.CharField(said("編號", "number"), max_length=30, unique=True)
    kind = models.CharField(said("類別", "kind"), max_length=10, choices=CaseKind.choices)
    customer = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name=said("客戶", "customer"))
    product = models.ForeignKey(
        "catalog.Product", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("商品", "product")
    )
    received = models.DateTimeField(said("收到時間", "received"))
    answered = models.DateTimeField(said("首次回覆", "first answered"), null=True, blank=True)
    closed = models.DateTimeField(said("結案時間", "closed"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("承辦人", "owner")
    )
    cause = models.CharField(said("原因", "cause"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("服務案件", "service case")
        verbose_name_plural = said("服務案件", "service cases")
        ordering: ClassVar = ["-received", "-number"]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """Nothing is answered or closed before it was received."""
        early = {name for name in ("answered", "closed") if getattr(self, name) is not None and getattr(self, name) < self.received}
        if early:
            raise ValidationError(dict.fromkeys(sorted(early), said("不得早於收到時間", "it cannot be before it was received")))
