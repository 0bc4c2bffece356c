"""What customers report of their stock, and the seasons they plan for."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from argosy.records.columns import day, exact, line, link
from argosy.records.record import Record
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(Decimal(0), said("不得為負數", "it cannot be negative"))


class StockSnapshot(Record):
    """What a customer had of a product at the close of ``on``, and what it sold and received in the seven days to it, in the product's unit."""

    party = link("parties.Party", "客戶", "customer", needed=True)
    product = link("catalog.Product", "商品", "product", needed=True)
    on = day("日期", "date", needed=True)
    quantity = exact("庫存", "stock", digits=14, needed=True, validators=[NOT_NEGATIVE])
    sold = exact("當週銷售", "sold in the week", digits=14, validators=[NOT_NEGATIVE])
    received = exact("當週進貨", "received in the week", digits=14, validators=[NOT_NEGATIVE])

    class Meta:
        verbose_name = said("客戶庫存", "customer's stock")
        verbose_name_plural = said("客戶庫存", "customers' stock")
        ordering: ClassVar = ["-on", "party", "product"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party", "product", "on"],
                name="stock_snapshot_once",
                violation_error_message=said(
                    "此客戶此商品當日已有庫存回報", "this customer's stock of this product is entered for that day already"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.product_id} {self.on}"


class SeasonPlan(Record):
    """How busy a customer expects a month to be for a product line (two digits of the HS), 100 being a usual month."""

    party = link("parties.Party", "客戶", "customer", needed=True)
    month = models.PositiveSmallIntegerField(said("月份", "month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    index = exact("淡旺季指數", "season index", digits=6, places=1, needed=True, validators=[NOT_NEGATIVE])
    note = line("說明", "note")
    line = line("產品線", "product line", 6)
    told_on = day("告知日", "told on", needed=True)

    class Meta:
        verbose_name = said("淡旺季計畫", "season plan")
        verbose_name_plural = said("淡旺季計畫", "season plans")
        ordering: ClassVar = ["party", "line", "month"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "line", "month"], name="season_plan_once")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.line} {self.month}"

    def clean(self) -> None:
        """A product line is two, four or six digits."""
        if self.line and not (self.line.isascii() and self.line.isdigit() and len(self.line) in (2, 4, 6)):
            raise ValidationError({"line": said("產品線應為 HS 2、4 或 6 碼", "a product line is 2, 4 or 6 digits of the HS")})
