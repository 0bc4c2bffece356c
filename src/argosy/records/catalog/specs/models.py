"""Specifications of one's own products: attribute, unit, nominal value and tolerance."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import exact, line, part_of
from argosy.records.record import Record
from argosy.records.wording import said


class ProductSpec(Record):
    """One attribute a product is made to. ``lower`` and ``upper`` are the limits in the attribute's own ``unit``; empty is no limit on that side.

    Without a ``nominal`` the attribute is told in ``words``.
    """

    product = part_of("catalog.Product", "specs")
    attribute = line("特性", "attribute", 60, needed=True)
    attribute_en = line("特性(英)", "attribute (English)", 60)
    unit = line("單位", "unit", 12)
    nominal = exact("標稱值", "nominal", digits=14)
    lower = exact("下限", "lower limit", digits=14)
    upper = exact("上限", "upper limit", digits=14)
    words = line("文字規格", "in words", 160)
    words_en = line("文字規格(英)", "in words (English)", 160)
    method = line("檢驗方法", "method of inspection", 80)
    critical = models.BooleanField(said("關鍵特性", "critical"), default=False)

    class Meta:
        verbose_name = said("商品規格", "product specification")
        verbose_name_plural = said("商品規格", "product specifications")
        ordering: ClassVar = ["product", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["product", "attribute"], name="product_spec_once")]

    def __str__(self) -> str:
        return f"{self.attribute} {self.nominal if self.nominal is not None else self.words} {self.unit}".strip()

    def clean(self) -> None:
        """It says something, and its limits lie around the nominal value."""
        faults = {}
        if self.nominal is None and not self.words:
            faults["nominal"] = said("請填標稱值或文字規格", "give a nominal value, or say it in words")
        low, high = self.lower, self.upper
        if self.nominal is not None and ((low is not None and low > self.nominal) or (high is not None and high < self.nominal)):
            faults["lower"] = said("標稱值須介於上下限之間", "the nominal value lies between the limits")
        if faults:
            raise ValidationError(faults)

    def holds(self, measured: Decimal) -> bool:
        """Whether a measured value lies within the limits, both included."""
        return (self.lower is None or measured >= self.lower) and (self.upper is None or measured <= self.upper)
