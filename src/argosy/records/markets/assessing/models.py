"""What the firm itself knows of a market for a ranking: scores by people, facts of gates, figures no table holds."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import day, exact, hs_code, line, listed, of_market, person
from argosy.records.record import Record
from argosy.records.wording import said
from argosy.rules.markets.library import scheme

SCORED_BY_PEOPLE = ("culture_fit", "regulatory_readiness")
LOW, HIGH = 1, 5


class MarketFact(Record):
    """One fact of a market: an indicator's value in its own unit, or a gate's (1 yes, 0 no). It names its evidence and is looked at again by a day.

    ``hs`` is the code it holds for, empty for all goods; the longest that fits counts, then the latest. ``error`` is the standard error.
    """

    market = of_market(needed=True)
    hs = hs_code()
    metric = line("指標", "metric", 40, needed=True)
    value = exact("數值", "value", digits=20, places=6, needed=True)
    error = exact("標準誤", "standard error", digits=20, places=6, default=0)
    evidence = listed("佐證", "evidence")
    reason_zh = line("理由", "reason", 300)
    reason_en = line("理由(英)", "reason (English)", 300)
    scored_by = person("評定人", "scored by", needed=True)
    on = day("評定日", "scored on", needed=True)
    review_date = day("複查日", "review date", needed=True)

    class Meta:
        verbose_name = said("市場事實", "fact of a market")
        verbose_name_plural = said("市場事實", "facts of markets")
        ordering: ClassVar = ["market", "metric", "-on", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["market", "hs", "metric", "on"], name="market_fact_once_a_day")]

    def __str__(self) -> str:
        return f"{self.market} {self.metric}"

    def clean(self) -> None:
        """A metric of the scheme, evidence, and a score within its scale."""
        book = scheme()
        faults = {}
        if self.metric not in {i.id for i in book.indicators} | {g.metric for g in book.gates}:
            faults["metric"] = said("不是評估架構之指標或門檻", "no indicator or gate of the scheme")
        if not self.evidence:
            faults["evidence"] = said("請附佐證", "name the evidence")
        if self.metric in SCORED_BY_PEOPLE and self.value is not None and not LOW <= self.value <= HIGH:
            faults["value"] = said("人工評分為 1 至 5", "a score by people goes from 1 to 5")
        if faults:
            raise ValidationError(faults)
