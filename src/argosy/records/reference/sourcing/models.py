"""Sources with their grades, culture notes, compliance checklists, and rules that watch a source."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import choice, day, exact, hs_code, line, link, moment, of_market, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said


class Reliability(models.TextChoices):
    """How far a source is to be relied on, A to F of the Admiralty scale."""

    A = "A", said("A 完全可靠", "A completely reliable")
    B = "B", said("B 通常可靠", "B usually reliable")
    C = "C", said("C 尚可靠", "C fairly reliable")
    D = "D", said("D 不常可靠", "D not usually reliable")
    E = "E", said("E 不可靠", "E unreliable")
    F = "F", said("F 無從判斷", "F cannot be judged")


class Source(Record):
    """Where knowledge comes from. ``refresh_days`` is its cycle; ``lawful`` says whether it was acquired lawfully, unknown until confirmed.

    ``dataset`` names the data set whose editions are its files. The grade holds from the latest ``SourceGrade``.
    """

    class Kind(models.TextChoices):
        """What kind of source it is."""

        OFFICIAL = "official", said("官方統計", "Official statistics")
        OFFICE = "office", said("駐外單位與公協會", "Trade office or chamber")
        FAIR = "fair", said("展會", "Trade fair")
        CUSTOMER = "customer", said("客戶", "Customers")
        PEER = "peer", said("同業", "The trade")
        MEDIA = "media", said("媒體", "Press")
        PLATFORM = "platform", said("平台", "Platform")
        BANK = "bank", said("銀行與徵信", "Bank or credit agency")
        INHOUSE = "inhouse", said("公司內部", "In-house")

    code = line("代號", "code", 30, needed=True, unique=True)
    name_zh = line("名稱", "name", 160, needed=True)
    name_en = line("名稱(英)", "name (English)", 160)
    kind = choice("類別", "kind", Kind.choices, default=Kind.MEDIA)
    owner = line("來源機構", "owner", 160, needed=True)
    address = line("網址或地點", "address", 300)
    contact = line("聯絡人", "contact", 160)
    coverage = line("涵蓋範圍", "coverage", 300)
    licence = line("授權", "licence", 160)
    fee = line("費用", "fee", 80)
    refresh_days = models.PositiveIntegerField(said("更新週期(日)", "refresh interval (days)"), null=True, blank=True)
    refreshed = day("最近更新", "last refreshed")
    reliability = choice("可信度", "reliability", Reliability.choices, longest=1)
    lawful = models.BooleanField(said("取得方式合法", "lawfully acquired"), null=True, blank=True)
    acquisition = line("取得方式", "how it is acquired", 300)
    dataset = line("資料集", "data set", 60)
    steward = person("負責人", "steward")
    is_active = models.BooleanField(said("使用中", "in use"), default=True)

    class Meta:
        verbose_name = said("情報來源", "source")
        verbose_name_plural = said("情報來源", "sources")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Who says it is lawful says how it was got."""
        if self.lawful is not None and not self.acquisition.strip():
            raise ValidationError({"acquisition": said("請說明取得方式", "say how it is acquired")})

    @property
    def due(self) -> date | None:
        """The day by which it is to be refreshed; ``None`` without a cycle."""
        if self.refresh_days is None:
            return None
        return self.refreshed + timedelta(days=self.refresh_days) if self.refreshed else date.min


class SourceGrade(Record):
    """One grading of a source, with its reason. The latest one holds."""

    source = part_of(Source, "grades")
    reliability = choice("可信度", "reliability", Reliability.choices, default=Reliability.F, longest=1)
    reason = line("理由", "reason", 500, needed=True)
    by = person("評定人", "graded by", needed=True)
    on = day("評定日", "graded on", needed=True)

    class Meta:
        verbose_name = said("來源評定", "grade of a source")
        verbose_name_plural = said("來源評定", "grades of sources")
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.reliability}"


class CultureNote(Record):
    """One cultural factor of a market and what it does to product, price, place and promotion, or that it does nothing."""

    class Factor(models.TextChoices):
        """The headings every market is to be looked at under."""

        LANGUAGE = "language", said("語言", "Language")
        HOLIDAY = "holiday", said("節慶假日", "Holidays")
        TABOO = "taboo", said("禁忌", "Taboos")
        NEGOTIATION = "negotiation", said("談判習慣", "Negotiation")
        RELIGION = "religion", said("宗教", "Religion")
        PAYMENT = "payment", said("付款習慣", "Payment habits")
        DISPUTE = "dispute", said("爭議處理", "Disputes")

    market = of_market(needed=True)
    segment = line("客群", "segment", 120)
    factor = choice("因素", "factor", Factor.choices, default=Factor.LANGUAGE)
    finding = prose("內容", "finding", needed=True)
    product = line("對產品之影響", "effect on product", 300)
    price = line("對價格之影響", "effect on price", 300)
    place = line("對通路之影響", "effect on place", 300)
    promotion = line("對推廣之影響", "effect on promotion", 300)
    no_effect = models.BooleanField(said("確認無影響", "no effect"), default=False)
    source = link("reference.Source", "來源", "source", name="culture_notes")
    review_date = day("複查日", "review date", needed=True)
    recorder = person("登錄人", "recorded by", needed=True)

    class Meta:
        verbose_name = said("文化筆記", "culture note")
        verbose_name_plural = said("文化筆記", "culture notes")
        ordering: ClassVar = ["market", "factor", "pk"]

    def __str__(self) -> str:
        return f"{self.market} {self.get_factor_display()}"

    def clean(self) -> None:
        """An effect on something, or the decision that there is none; never both."""
        effects = any((self.product, self.price, self.place, self.promotion))
        if effects == self.no_effect:
            raise ValidationError(
                said("請填至少一項影響，或勾選「確認無影響」", "give an effect on at least one of the four, or decide that there is none")
            )

    def verified(self, on: date) -> bool:
        """Whether it has a source and is not past its review date; otherwise documents leave it out."""
        return self.source_id is not None and self.review_date >= on


class ComplianceChecklist(Record):
    """What the law, ethics and the environment ask of goods in a market, rule by rule."""

    market = of_market(needed=True)
    hs = hs_code()
    product = line("商品", "product", 120, needed=True)
    opened_by = person("建立人", "opened by", needed=True)
    opened = day("建立日", "opened on", needed=True)

    class Meta:
        verbose_name = said("法規檢核表", "compliance checklist")
        verbose_name_plural = said("法規檢核表", "compliance checklists")
        ordering: ClassVar = ["market", "product"]

    def __str__(self) -> str:
        return f"{self.market} {self.product}"


class ComplianceRule(Record):
    """One rule of a checklist. Without a citation, or past its last day, it counts as a gap whatever was decided."""

    class Topic(models.TextChoices):
        """What every checklist covers."""

        TARIFF = "tariff", said("關稅", "Tariff")
        NTM = "ntm", said("非關稅措施", "Non-tariff measures")
        LABEL = "label", said("標示", "Labelling")
        SANCTIONS = "sanctions", said("制裁", "Sanctions")
        PRIVACY = "privacy", said("個人資料", "Personal data")
        DANGEROUS = "dangerous", said("危險品", "Dangerous goods")
        ETHICS = "ethics", said("道德規範", "Code of ethics")
        ENVIRONMENT = "environment", said("環境", "Environment")

    class Verdict(models.TextChoices):
        """Whether the rule is kept."""

        MET = "met", said("符合", "Met")
        GAP = "gap", said("缺口", "Gap")
        NA = "na", said("不適用", "Not applicable")
        WAIVED = "waived", said("免除", "Waived")

    class Effect(models.TextChoices):
        """What a gap does."""

        COST = "cost", said("成本", "Cost")
        DAYS = "days", said("天數", "Days")
        PROHIBITED = "prohibited", said("禁止", "Prohibition")

    checklist = part_of(ComplianceChecklist, "rules")
    rule = line("規則編號", "rule id", 60, needed=True)
    topic = choice("類別", "topic", Topic.choices, default=Topic.NTM)
    requirement = prose("要求", "requirement", needed=True)
    citation = line("法規依據", "citation", 300)
    jurisdiction = line("管轄", "jurisdiction", 40)
    valid_from = day("生效日", "valid from")
    valid_to = day("失效日", "valid to")
    verdict = choice("判定", "verdict", Verdict.choices)
    note = line("說明", "note", 500)
    effect = choice("影響", "effect", Effect.choices)
    effect_amount = exact("影響數值", "size of the effect", places=2)
    effect_unit = line("單位", "unit", 12)
    decided_by = person("判定人", "decided by")
    decided_at = moment("判定時間", "decided at")

    class Meta:
        verbose_name = said("法規檢核項", "compliance rule")
        verbose_name_plural = said("法規檢核項", "compliance rules")
        ordering: ClassVar = ["topic", "rule"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["checklist", "rule"], name="compliance_rule_once")]

    def __str__(self) -> str:
        return f"{self.checklist} {self.rule}"

    def counts_as(self, on: date) -> str:
        """The verdict that documents print: a gap without citation or past its last day; empty while nobody decided."""
        if self.verdict and (not self.citation.strip() or (self.valid_to is not None and self.valid_to < on)):
            return str(self.Verdict.GAP)
        return self.verdict


class WatchRule(Record):
    """What to look out for in a source each time its data comes in. A hit becomes an item of the register with ``owner``."""

    class Kind(models.TextChoices):
        """What is watched."""

        SUBHEADING = "subheading", said("新增 HS 目", "New HS subheading")
        GROWTH = "growth", said("進口成長逾門檻", "Import growth above a threshold")
        LISTING = "listing", said("新上架商品", "New listing")
        STANDARD = "standard", said("新標準", "New standard")

    source = part_of(Source, "watch_rules")
    name = line("名稱", "name", 160, needed=True)
    kind = choice("監看", "watches", Kind.choices, default=Kind.GROWTH)
    market = of_market()
    hs = hs_code()
    threshold = exact("門檻(%)", "threshold (%)", digits=8, places=2)
    words = line("關鍵字", "words", 160)
    owner = person("負責人", "owner", needed=True)
    last_run = moment("最近執行", "last run")
    last_hit = moment("最近命中", "last hit")
    is_active = models.BooleanField(said("啟用", "active"), default=True)

    class Meta:
        verbose_name = said("監看規則", "watch rule")
        verbose_name_plural = said("監看規則", "watch rules")
        ordering: ClassVar = ["source", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Growth is watched against a threshold."""
        if self.kind == self.Kind.GROWTH and self.threshold is None:
            raise ValidationError({"threshold": said("請填成長門檻(%)", "give the threshold of growth in per cent")})
