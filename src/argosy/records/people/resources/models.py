"""What the firm has to work with, what entering a market takes, and requests for what is missing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from argosy.records.codes import CURRENCY
from argosy.records.columns import choice, day, exact, line, moment, of_market, person, prose
from argosy.records.record import Record
from argosy.records.wording import said


class ResourceClass(models.TextChoices):
    """What kind of resource it is."""

    CAPITAL = "capital", said("資金", "Capital")
    CREDIT = "credit", said("授信額度", "Credit line")
    STAFF = "staff", said("人力工時", "Staff hours")
    SKILL = "skill", said("能力", "Competency")
    STOCK = "stock", said("存貨", "Stock")
    SYSTEM = "system", said("系統", "System")


class ResourceInventory(Record):
    """How much of one resource there was on a day."""

    kind = choice("類別", "class", ResourceClass.choices, default=ResourceClass.CAPITAL)
    name = line("資源", "resource", 120, needed=True)
    quantity = exact("數量", "quantity", needed=True)
    unit = line("單位", "unit", 20, needed=True)
    on = day("盤點日", "as of", needed=True)
    owner = person("負責人", "owner", needed=True)

    class Meta:
        verbose_name = said("資源盤點", "resource")
        verbose_name_plural = said("資源盤點", "resources")
        ordering: ClassVar = ["kind", "name", "-on"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "name", "on"], name="resource_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.quantity} {self.unit}"


class ResourceNeed(Record):
    """What entering or improving a market takes of one resource; ``unit_cost`` is in ``currency``."""

    market = of_market(needed=True)
    kind = choice("類別", "class", ResourceClass.choices, default=ResourceClass.CAPITAL)
    name = line("資源", "resource", 120, needed=True)
    quantity = exact("需求數量", "needed", needed=True)
    unit = line("單位", "unit", 20, needed=True)
    unit_cost = exact("單位成本", "unit cost")
    currency = models.CharField(said("幣別", "currency"), max_length=3, default="TWD", validators=[CURRENCY])
    reason = line("理由", "reason", 300, needed=True)
    owner = person("負責人", "owner", needed=True)

    class Meta:
        verbose_name = said("資源需求", "resource need")
        verbose_name_plural = said("資源需求", "resource needs")
        ordering: ClassVar = ["market", "kind", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["market", "kind", "name"], name="resource_needed_once")]

    def __str__(self) -> str:
        return f"{self.market} {self.name}"


class ResourceRequest(Record):
    """Hours, items or money asked for, with the effect expected, and what was decided by somebody else than who asked."""

    class Decision(models.TextChoices):
        """What was decided."""

        OPEN = "open", said("待決", "Open")
        GRANTED = "granted", said("同意", "Granted")
        REFUSED = "refused", said("不同意", "Refused")

    need = line("需求", "need", 200, needed=True)
    market = of_market()
    kind = choice("類別", "class", ResourceClass.choices, default=ResourceClass.CAPITAL)
    quantity = exact("數量", "quantity", needed=True)
    unit = line("單位", "unit", 20, needed=True)
    cost = exact("金額", "cost", places=2)
    currency = models.CharField(said("幣別", "currency"), max_length=3, default="TWD", validators=[CURRENCY])
    reason = prose("理由", "reason", needed=True)
    expected_effect = line("預期 KPI 效果", "expected effect on a KPI", 300, needed=True)
    requester = person("申請人", "requested by", needed=True)
    requested_at = moment("申請時間", "requested at", needed=True)
    decision = choice("決定", "decision", Decision.choices, default=Decision.OPEN)
    decided_by = person("決定人", "decided by")
    decided_at = moment("決定時間", "decided at")
    comment = line("意見", "comment", 300)

    class Meta:
        verbose_name = said("資源申請", "resource request")
        verbose_name_plural = said("資源申請", "resource requests")
        ordering: ClassVar = ["-requested_at", "-pk"]

    def __str__(self) -> str:
        return self.need
