"""Deliveries of order lines, with what inspection measured."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import choice, day, exact, line, mapped, part_of, person
from argosy.records.record import Record
from argosy.records.sales.models import ABOVE_ZERO, SalesOrderLine
from argosy.records.wording import said


class DeliveryEvent(Record):
    """Goods of one order line that left on a day: ``quantity`` in the product's unit; ``values`` maps an attribute to what was measured."""

    class Result(models.TextChoices):
        """What inspection said."""

        PASS = "pass", said("合格", "passed")
        FAIL = "fail", said("不合格", "failed")
        WAIVED = "waived", said("特採", "accepted by concession")
        NONE = "none", said("未檢驗", "not inspected")

    order_line = part_of(SalesOrderLine, "deliveries")
    date = day("出貨日", "date", needed=True)
    quantity = exact("數量", "quantity", digits=14, needed=True, validators=[ABOVE_ZERO])
    note_no = line("出貨單號", "delivery note", 40)
    values = mapped("檢驗值", "values measured")
    result = choice("檢驗結果", "result of inspection", Result.choices, default=Result.NONE)
    remark = line("說明", "remark", 200)
    by = person("登錄人", "recorded by")

    class Meta:
        verbose_name = said("出貨紀錄", "delivery")
        verbose_name_plural = said("出貨紀錄", "deliveries")
        ordering: ClassVar = ["date", "pk"]

    def __str__(self) -> str:
        return f"{self.order_line_id} {self.date} {self.quantity}"

    def clean(self) -> None:
        """Accepted by concession needs a word why."""
        if self.result == self.Result.WAIVED and not self.remark:
            raise ValidationError({"remark": said("特採須說明理由", "say why it was accepted by concession")})
