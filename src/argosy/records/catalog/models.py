"""Products and how they are classified."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from argosy.records.codes import COUNTRY, CURRENCY, TARIFF_CODE, rec20_unit
from argosy.records.record import Record
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))


class Product(Record):
    """Something bought or sold. Weights are kilograms per ``unit``, ``carton_cbm`` cubic metres per carton, prices per ``unit``."""

    sku = models.CharField(said("貨號", "SKU"), max_length=30, unique=True)
    name_zh = models.CharField(said("中文品名", "Chinese name"), max_length=120)
    name_en = models.CharField(said("英文品名", "English name"), max_length=120)
    code = models.CharField(said("稅則號別", "tariff code"), max_length=11, blank=True, validators=[TARIFF_CODE])
    origin = models.CharField(said("原產地", "origin"), max_length=2, validators=[COUNTRY])
    supplier = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("供應商", "supplier")
    )
    unit = models.CharField(said("單位", "unit"), max_length=3, default="H87", validators=[rec20_unit])
    net_kg = models.DecimalField(said("淨重(公斤)", "net weight (kg)"), max_digits=12, decimal_places=4, validators=[NOT_NEGATIVE])
    gross_kg = models.DecimalField(said("毛重(公斤)", "gross weight (kg)"), max_digits=12, decimal_places=4, validators=[NOT_NEGATIVE])
    carton_pcs = models.PositiveIntegerField(said("每箱數量", "pieces per carton"), default=1)
    carton_cbm = models.DecimalField(
        said("每箱材積(立方公尺)", "carton volume (m³)"), max_digits=10, decimal_places=4, validators=[NOT_NEGATIVE]
    )
    moq = models.PositiveIntegerField(said("最低訂購量", "minimum order"), default=1)
    cost = models.DecimalField(said("成本", "cost"), max_digits=14, decimal_places=4, validators=[NOT_NEGATIVE])
    price = models.DecimalField(said("售價", "price"), max_digits=14, decimal_places=4, validators=[NOT_NEGATIVE])
    currency = models.CharField(said("幣別", "currency"), max_length=3, default="TWD", validators=[CURRENCY])
    is_active = models.BooleanField(said("銷售中", "active"), default=True)

    class Meta:
        verbose_name = said("商品", "product")
        verbose_name_plural = said("商品", "products")
        ordering: ClassVar = ["sku"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(gross_kg__gte=models.F("net_kg")),
                name="gross_at_least_net",
                violation_error_message=said("毛重不得小於淨重", "gross weight cannot be less than net weight"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.name_zh}"


class Classification(Record):
    """Why a product, or goods described in words, carry a tariff code: rationale, who decided and who reviewed. The latest one governs.

    ``candidates`` are the codes that were shown with their scores. A later decision on the same goods names this one in ``supersedes``;
    both are kept, and documents made before keep the code they were made with.
    """

    product = models.ForeignKey(
        Product, models.CASCADE, null=True, blank=True, related_name="classifications", verbose_name=said("商品", "product")
    )
    text = models.CharField(said("貨品說明", "description of the goods"), max_length=500, blank=True)
    code = models.CharField(said("稅則號別", "tariff code"), max_length=11, validators=[TARIFF_CODE])
    edition = models.CharField(said("版本", "edition"), max_length=40)
    rationale = models.TextField(said("歸列理由", "rationale"))
    candidates = models.JSONField(said("當時候選稅則", "codes that were shown"), default=list, blank=True)
    ruling = models.CharField(said("解釋令或預審文號", "ruling reference"), max_length=120, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=said("歸列人", "decided by"))
    date = models.DateField(said("日期", "date"))
    valid_to = models.DateField(said("效期至", "valid to"), null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("覆核人", "reviewer")
    )
    reviewed_on = models.DateField(said("覆核日", "reviewed on"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=said("取代", "supersedes")
    )

    class Meta:
        verbose_name = said("稅則歸列", "classification")
        verbose_name_plural = said("稅則歸列", "classifications")
        ordering: ClassVar = ["product", "-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.product.sku if self.product else self.text} {self.code}"

    def clean(self) -> None:
        """About some goods; reviewed by another person than decided it; valid to a day not before its own."""
        faults = {}
        if self.product_id is None and not self.text.strip():
            faults["text"] = said("請填商品或貨品說明", "name a product or describe the goods")
        if self.reviewer_id is not None and self.reviewer_id == self.decided_by_id:
            faults["reviewer"] = said("覆核人不得為歸列人", "the reviewer cannot be who decided")
        if self.valid_to is not None and self.valid_to < self.date:
            faults["valid_to"] = said("效期不得早於歸列日", "it cannot end before the day of the decision")
        if faults:
            raise ValidationError(faults)
