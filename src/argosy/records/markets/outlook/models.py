"""Findings about markets, and results of the engines as they were kept: assessments, forecasts, causal studies."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from argosy.records.columns import (
    choice,
    day,
    exact,
    hs_code,
    in_currency,
    iso_countries,
    line,
    link,
    listed,
    mapped,
    moment,
    of_market,
    person,
    prose,
)
from argosy.records.record import Record
from argosy.records.wording import said

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class OpportunityRisk(Record):
    """A chance or a threat in a market, under PESTLE, with what it stands on.

    ``exposed`` is the own sales value it bears on, in ``currency``; ``low``, ``base`` and ``high`` are effects on it in per cent, a loss
    negative. ``evidence`` are references of items, runs and documents. Without evidence, or past its review date, no document prints it.
    """

    class Direction(models.TextChoices):
        """Which way it goes."""

        OPPORTUNITY = "opportunity", said("機會", "Opportunity")
        THREAT = "threat", said("威脅", "Threat")

    class Pestle(models.TextChoices):
        """What kind of development it is."""

        POLITICAL = "P", said("政治", "Political")
        ECONOMIC = "E", said("經濟", "Economic")
        SOCIAL = "S", said("社會", "Social")
        TECHNICAL = "T", said("科技", "Technological")
        LEGAL = "L", said("法律", "Legal")
        ENVIRONMENT = "V", said("環境", "Environmental")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    market = of_market(needed=True)
    hs = hs_code()
    direction = choice("方向", "direction", Direction.choices, default=Direction.THREAT)
    pestle = choice("PESTLE", "PESTLE", Pestle.choices, default=Pestle.ECONOMIC, longest=1)
    finding = prose("內容", "finding", needed=True)
    likelihood = models.PositiveSmallIntegerField(said("可能性(1–5)", "likelihood (1 to 5)"), validators=ONE_TO_FIVE)
    exposed = exact("影響之銷售額", "sales value exposed", places=2)
    currency = in_currency()
    low = exact("低(%)", "low (%)", digits=7, places=2)
    base = exact("中(%)", "base (%)", digits=7, places=2)
    high = exact("高(%)", "high (%)", digits=7, places=2)
    evidence = listed("證據", "evidence")
    run = line("分析編號", "run", 40)
    owner = person("負責人", "owner", needed=True)
    review_date = day("複查日", "review date", needed=True)

    class Meta:
        verbose_name = said("機會與風險", "opportunity or risk")
        verbose_name_plural = said("機會與風險", "opportunities and risks")
        ordering: ClassVar = ["market", "-likelihood", "pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """Effects in order, and a value with its currency."""
        given = [value for value in (self.low, self.base, self.high) if value is not None]
        if given != sorted(given):
            raise ValidationError({"low": said("影響應由低至高", "the effects go from low to high")})
        if self.exposed is not None and not self.currency:
            raise ValidationError({"currency": said("請填幣別", "say in which currency")})

    def printed(self, on: date) -> bool:
        """Whether documents print it: it has evidence and is not past its review date."""
        return bool(self.evidence) and self.review_date >= on

    def effects(self) -> dict[str, Decimal] | None:
        """Low, base and high effect on the exposed sales, in its currency; ``None`` while one of the four is unknown."""
        if self.exposed is None or None in (self.low, self.base, self.high):
            return None
        return {
            name: (self.exposed * getattr(self, name) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP) for name in ("low", "base", "high")
        }


class SwotItem(Record):
    """A strength, weakness, opportunity or threat with the figure it stands on. A rule proposes it; a person accepts or rejects."""

    class Kind(models.TextChoices):
        """Which quarter it belongs in."""

        STRENGTH = "S", said("優勢", "Strength")
        WEAKNESS = "W", said("劣勢", "Weakness")
        OPPORTUNITY = "O", said("機會", "Opportunity")
        THREAT = "T", said("威脅", "Threat")

    class State(models.TextChoices):
        """What a person said of it."""

        PROPOSED = "proposed", said("建議", "Proposed")
        ACCEPTED = "accepted", said("採納", "Accepted")
        REJECTED = "rejected", said("不採納", "Rejected")

    kind = choice("類別", "kind", Kind.choices, default=Kind.STRENGTH, longest=1)
    market = of_market()
    product = link("catalog.Product", "商品", "product")
    metric = line("指標", "metric", 80, needed=True)
    value = exact("數值", "value", places=6)
    unit = line("單位", "unit", 20)
    benchmark = exact("比較基準", "benchmark", places=6)
    threshold = exact("門檻", "threshold", places=6)
    n = models.PositiveIntegerField(said("樣本數", "sample size"), null=True, blank=True)
    words_zh = line("說明", "words", 300, needed=True)
    words_en = line("說明(英)", "words (English)", 300)
    rule = line("規則", "rule", 60)
    evidence = listed("證據", "evidence")
    state = choice("狀態", "state", State.choices, default=State.PROPOSED)
    on = day("資料日", "as of", needed=True)
    proposed_by = person("提出人", "proposed by", needed=True)
    decided_by = person("決定人", "decided by")
    decided_at = moment("決定時間", "decided at")
    reason = line("理由", "reason", 300)

    class Meta:
        verbose_name = said("SWOT 項目", "SWOT item")
        verbose_name_plural = said("SWOT 項目", "SWOT items")
        ordering: ClassVar = ["kind", "market", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.metric}"


class Segment(Record):
    """A group of end customers: its size, its need and its price band, with the items it was seen in."""

    name = line("客群", "segment", 120, needed=True)
    market = of_market(needed=True)
    size = exact("規模", "size")
    size_unit = line("規模單位", "unit of size", 40)
    need = prose("需求", "need", needed=True)
    price_low = exact("價格帶下限", "price band from", places=2)
    price_high = exact("價格帶上限", "price band to", places=2)
    currency = in_currency()
    evidence = listed("情報", "items")
    answers = listed("問卷", "survey answers")
    owner = person("負責人", "owner", needed=True)

    class Meta:
        verbose_name = said("終端客群", "end-customer segment")
        verbose_name_plural = said("終端客群", "end-customer segments")
        ordering: ClassVar = ["market", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["market", "name"], name="segment_once")]

    def __str__(self) -> str:
        return f"{self.market} {self.name}"

    def clean(self) -> None:
        """A price band goes up and says its currency."""
        if self.price_low is not None and self.price_high is not None and self.price_low > self.price_high:
            raise ValidationError({"price_high": said("上限不得低於下限", "it cannot be below where the band starts")})
        if (self.price_low is not None or self.price_high is not None) and not self.currency:
            raise ValidationError({"currency": said("請填幣別", "say in which currency")})


class MarketAssessment(Record):
    """Markets compared under visible weights, as computed on one day from named editions of data.

    ``results`` maps a market to ``{rank, score, rank_low, rank_high, coverage, gate?, indicators:{name:{value, unit, source}}, parts:{…}}``;
    ``vintage`` maps a data set to its edition; ``stability`` holds what was drawn and the flip point.
    """

    ref = line("編號", "reference", 20, needed=True, unique=True)
    title = line("名稱", "title", 200, needed=True)
    product = hs_code()
    home = models.CharField(said("出口國", "home"), max_length=2, default="TW")
    universe = models.JSONField(said("市場", "markets"), default=list, validators=[iso_countries])
    weights = mapped("權重", "weights")
    method = mapped("方法", "method")
    vintage = mapped("資料版本", "data vintage")
    seed = models.PositiveBigIntegerField(said("亂數種子", "seed"), null=True, blank=True)
    results = mapped("結果", "results")
    stability = mapped("穩定度", "stability")
    brief = link("markets.ResearchBrief", "研究需求書", "research brief", name="assessments")
    author = person("製作人", "author", needed=True)
    at = moment("時間", "at", needed=True)

    class Meta:
        verbose_name = said("市場評估", "market assessment")
        verbose_name_plural = said("市場評估", "market assessments")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """At least two markets, and the editions it was computed from."""
        if len(self.universe) < 2:
            raise ValidationError({"universe": said("至少比較兩個市場", "compare two markets at least")})
        if not self.vintage:
            raise ValidationError({"vintage": said("請附資料版本", "name the editions of the data")})

    @property
    def top(self) -> str:
        """The market that ranks first; empty when none is ranked."""
        ranked = [(row["rank"], code) for code, row in self.results.items() if row.get("rank") is not None]
        return min(ranked)[1] if ranked else ""


class _Run(Record):
    """What forecasts and causal studies share."""

    ref = line("編號", "reference", 20, needed=True, unique=True)
    title = line("名稱", "title", 200, needed=True)
    series = mapped("序列", "series")
    method = line("方法", "method", 80, needed=True)
    vintage = mapped("資料版本", "data vintage")
    results = mapped("結果", "results")
    conclusion = prose("結論", "conclusion")
    author = person("製作人", "author", needed=True)
    at = moment("時間", "at", needed=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.ref


class ForecastRun(_Run):
    """A forecast as computed: points with 80 and 95 % intervals and the rolling back-test beside seasonal naive in ``results``."""

    horizon = models.PositiveSmallIntegerField(said("期數", "horizon"))
    mase = exact("MASE", "MASE", digits=10, places=4)
    beats_naive = models.BooleanField(said("優於單純季節法", "beats seasonal naive"), null=True, blank=True)

    class Meta(_Run.Meta):
        verbose_name = said("預測", "forecast")
        verbose_name_plural = said("預測", "forecasts")


class CausalRun(_Run):
    """A study of cause: event, controls, placebo and effect with its interval. A person accepts the verdict and lists other explanations."""

    event = line("事件", "event", 200, needed=True)
    event_date = day("事件日", "date of the event", needed=True)
    rung = line("證據階", "rung of evidence", 40)
    verdict = line("判定", "verdict", 80, needed=True)
    placebo = exact("安慰劑 p 值", "placebo p", digits=8, places=6)
    explanations = prose("其他可能解釋", "competing explanations")
    accepted_by = person("採納人", "accepted by")
    accepted_at = moment("採納時間", "accepted at")

    class Meta(_Run.Meta):
        verbose_name = said("因果分析", "causal study")
        verbose_name_plural = said("因果分析", "causal studies")
