"""Positioning plans with their candidate positions and culture checks; what the business is."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from argosy.records.columns import choice, day, exact, in_currency, line, link, listed, mapped, moment, of_market, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said

SCORE = [MinValueValidator(1), MaxValueValidator(5)]


class PositioningPlan(Record):
    """Where a product is to stand in a market. ``axes`` are two attributes of the map, ``weights`` those of the four scores.

    ``actions`` maps product, price, place and promotion to what is done; ``kpis`` is a list of ``{kpi, target, unit, by}``.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", said("草稿", "Draft")
        APPROVED = "approved", said("已核准", "Approved")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    market = of_market(needed=True)
    product = link("catalog.Product", "商品", "product", needed=True)
    segment = link("markets.Segment", "客群", "segment", name="plans")
    needs = prose("客群需求", "needs")
    objectives = prose("目標", "objectives")
    axes = listed("定位圖座標", "axes of the map")
    weights = mapped("權重", "weights")
    chosen = link("markets.CandidatePosition", "選定定位", "chosen position")
    reason = prose("選定理由", "why it was chosen")
    statement = prose("定位陳述", "position statement")
    actions = mapped("4P 行動", "4P actions")
    kpis = listed("KPI", "KPI")
    budget = exact("預算", "budget", places=2)
    currency = in_currency()
    start = day("開始日", "starts on")
    end = day("結束日", "ends on")
    owner = person("負責人", "owner", needed=True)
    author = person("撰寫人", "author", needed=True)
    state = choice("狀態", "state", State.choices, default=State.DRAFT)
    approver = person("核准人", "approver")
    approved_at = moment("核准時間", "approved at")

    class Meta:
        verbose_name = said("定位計畫", "positioning plan")
        verbose_name_plural = said("定位計畫", "positioning plans")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """Two axes or none, and days in order."""
        if self.axes and (len(self.axes) != 2 or self.axes[0] == self.axes[1]):
            raise ValidationError({"axes": said("定位圖須有兩個不同座標", "a map has two different axes")})
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": said("結束日不得早於開始日", "it cannot end before it begins")})


class CandidatePosition(Record):
    """One strategy, scored 1 to 5 on need, consumer profile, culture and margin after landed cost."""

    plan = part_of(PositioningPlan, "candidates")
    name = line("策略", "strategy", 120, needed=True)
    words = prose("說明", "description")
    need = models.PositiveSmallIntegerField(said("需求符合", "fits the need"), validators=SCORE)
    consumer = models.PositiveSmallIntegerField(said("消費者輪廓", "fits the consumer"), validators=SCORE)
    culture = models.PositiveSmallIntegerField(said("文化符合", "fits the culture"), validators=SCORE)
    margin = models.PositiveSmallIntegerField(said("落地後毛利", "margin after landed cost"), validators=SCORE)
    margin_percent = exact("落地後毛利率(%)", "margin after landed cost (%)", digits=6, places=2)

    class Meta:
        verbose_name = said("候選定位", "candidate position")
        verbose_name_plural = said("候選定位", "candidate positions")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "name"], name="candidate_position_once")]

    def __str__(self) -> str:
        return f"{self.plan} {self.name}"

    def score(self) -> Decimal:
        """The weighted mean of the four scores, 1 to 5, under the plan's weights (1 where none is given)."""
        names = ("need", "consumer", "culture", "margin")
        weights = {name: Decimal(str(self.plan.weights.get(name, 1))) for name in names}
        total = sum(weights.values(), Decimal(0))
        return (
            (sum((getattr(self, name) * weights[name] for name in names), Decimal(0)) / total).quantize(Decimal("0.01"), ROUND_HALF_UP)
            if total
            else Decimal(0)
        )


class CultureCheck(Record):
    """One element of a position held against the culture of its market: by a note of a source graded C or better, or by asking there."""

    class Element(models.TextChoices):
        """What kind of element it is."""

        CLAIM = "claim", said("訴求", "Claim")
        NAME = "name", said("名稱", "Name")
        COLOUR = "colour", said("顏色", "Colour")
        PRICE = "price", said("價格點", "Price point")
        CHANNEL = "channel", said("通路", "Channel")

    class Verdict(models.TextChoices):
        """What the check found."""

        FIT = "fit", said("適合", "Fit")
        CHANGE = "change", said("須修改", "Change")
        REJECT = "reject", said("不可用", "Reject")

    plan = part_of(PositioningPlan, "checks")
    element = choice("要素", "element", Element.choices, default=Element.CLAIM)
    words = line("內容", "content", 200, needed=True)
    note = link("reference.CultureNote", "文化筆記", "culture note", name="checks")
    consultation = link("people.Consultation", "當地諮詢", "local consultation")
    verdict = choice("判定", "verdict", Verdict.choices)
    reason = line("說明", "reason", 300)
    by = person("判定人", "checked by")
    at = moment("判定時間", "checked at")

    class Meta:
        verbose_name = said("文化檢核", "culture check")
        verbose_name_plural = said("文化檢核", "culture checks")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "element", "words"], name="culture_checked_once")]

    def __str__(self) -> str:
        return f"{self.plan} {self.words}"

    @property
    def backed(self) -> bool:
        """Whether it stands on a source graded C or better, or on an answered question."""
        source = self.note.source if self.note else None
        asked = self.consultation is not None and not self.consultation.open
        return asked or (source is not None and source.reliability in ("A", "B", "C"))

    @property
    def resolved(self) -> bool:
        """Whether a verdict that stands on something says that the element fits."""
        return self.verdict == self.Verdict.FIT and self.backed


class BusinessProfile(Record):
    """What the business is: activities with their share of sales and whether they are declared core, segments, value, direction.

    ``activities`` is a list of ``{activity, core, share, reason}``, share in per cent or null; versions are kept beside each other.
    """

    version = models.PositiveIntegerField(said("版次", "version"), unique=True)
    as_of = day("資料日", "as of", needed=True)
    activities = listed("核心活動", "activities")
    segments = listed("客群", "segments")
    value_statement = prose("企業價值", "value statement")
    direction = prose("營運方向", "direction")
    author = person("撰寫人", "author", needed=True)
    confirmed_by = person("確認人", "confirmed by")
    confirmed_at = moment("確認時間", "confirmed at")

    class Meta:
        verbose_name = said("企業概況", "business profile")
        verbose_name_plural = said("企業概況", "business profiles")
        ordering: ClassVar = ["-version"]

    def __str__(self) -> str:
        return f"v{self.version}"
