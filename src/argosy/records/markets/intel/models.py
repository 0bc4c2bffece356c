"""Items of the intelligence register, their gradings and their uses."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from argosy.records.codes import SHA256
from argosy.records.columns import choice, day, hs_code, hs_in_edition, line, link, mapped, moment, of_market, part_of, person, prose
from argosy.records.record import Record
from argosy.records.reference.sourcing.models import Reliability
from argosy.records.wording import said
from argosy.rules.nomenclature import EDITION


class Credibility(models.TextChoices):
    """How credible one piece of information is, 1 to 6 of the Admiralty scale."""

    ONE = "1", said("1 已由其他來源證實", "1 confirmed by other sources")
    TWO = "2", said("2 可能為真", "2 probably true")
    THREE = "3", said("3 或許為真", "3 possibly true")
    FOUR = "4", said("4 存疑", "4 doubtful")
    FIVE = "5", said("5 不太可能", "5 improbable")
    SIX = "6", said("6 無從判斷", "6 cannot be judged")


class IntelligenceItem(Record):
    """One thing learned about a market. Without a source it is a draft and stays out of reports.

    ``relevance`` is 0 to 3: one each for a market, a product and a decision of ours that it bears on. ``expires`` follows from its kind
    (settings ``markets.shelf_life.…``) unless said otherwise; empty means it does not expire. ``digest`` is the SHA-256 of address or
    contents, ``title_key`` the title without case, blanks and marks: both find duplicates.
    """

    class Kind(models.TextChoices):
        """What it is about; its shelf life follows."""

        PRICE = "price", said("價格", "Price")
        TENDER = "tender", said("標案", "Tender")
        REGULATION = "regulation", said("法規", "Regulation")
        MACRO = "macro", said("總體經濟", "Economy")
        RIVAL = "rival", said("競爭者", "Rivals")
        DEMAND = "demand", said("需求", "Demand")
        CHANNEL = "channel", said("通路", "Channels")
        TECHNOLOGY = "technology", said("技術與產品", "Technology and products")
        CULTURE = "culture", said("文化", "Culture")
        SIGNAL = "signal", said("監看訊號", "Signal of a watch")

    class Channel(models.TextChoices):
        """How it came in."""

        OFFICIAL = "official", said("官方統計", "Official statistics")
        FAIR = "fair", said("展會", "Trade fair")
        CUSTOMER = "customer", said("客戶訪談", "Customer interview")
        PEER = "peer", said("同業", "The trade")
        MEDIA = "media", said("媒體", "Press")
        WEB = "web", said("網路", "Web")
        PLATFORM = "platform", said("平台", "Platform")
        OFFICE = "office", said("駐外單位", "Trade office abroad")
        INHOUSE = "inhouse", said("公司內部", "In-house")
        QUESTIONNAIRE = "questionnaire", said("現場問卷", "On-site questionnaire")

    class Secrecy(models.TextChoices):
        """Who may be told."""

        OPEN = "open", said("公開", "Open")
        INTERNAL = "internal", said("內部", "Internal")
        CONFIDENTIAL = "confidential", said("機密", "Confidential")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    kind = choice("主題", "kind", Kind.choices, default=Kind.DEMAND)
    market = of_market()
    hs = hs_code()
    hs_edition = line("HS 版本", "HS edition", 12, default=EDITION)
    product = link("catalog.Product", "商品", "product")
    title_zh = line("標題", "title", 200)
    title_en = line("標題(英)", "title (English)", 200)
    summary = prose("內容摘要", "summary")
    impact = prose("對本公司影響", "effect on the firm")
    url = line("網址", "address", 500)
    source = link("reference.Source", "來源", "source", name="items")
    second_source = link("reference.Source", "第二來源", "second source", name="second_items")
    channel = choice("管道", "channel", Channel.choices, default=Channel.WEB)
    observed = day("發生日", "happened on", needed=True)
    collected = day("蒐集日", "collected on", needed=True)
    reliability = choice("可信度", "reliability", Reliability.choices, longest=1)
    credibility = choice("內容可信", "credibility", Credibility.choices, longest=1)
    relevance = models.PositiveSmallIntegerField(said("相關性", "relevance"), null=True, blank=True, validators=[MaxValueValidator(3)])
    expires = day("有效至", "expires on")
    secrecy = choice("保密", "secrecy", Secrecy.choices, default=Secrecy.INTERNAL)
    lawful = models.BooleanField(said("取得方式合法", "lawfully acquired"), null=True, blank=True)
    digest = models.CharField("SHA-256", max_length=64, validators=[SHA256], db_index=True)
    title_key = line("標題鍵", "title key", 200, db_index=True)
    recorder = person("蒐集人", "recorded by", needed=True)
    recorded_at = moment("登錄時間", "recorded at", needed=True)
    watch = link("reference.WatchRule", "監看規則", "watch rule", name="signals")
    facts = mapped("監看數據", "what the watch found")
    owner = person("負責評估人", "to be assessed by")
    assessment = prose("評估", "assessment")
    assessed_at = moment("評估時間", "assessed at")

    class Meta:
        verbose_name = said("市場情報", "intelligence item")
        verbose_name_plural = said("市場情報", "intelligence items")
        ordering: ClassVar = ["-collected", "-pk"]

    def __str__(self) -> str:
        return f"{self.ref} {self.title_zh or self.title_en}"

    def clean(self) -> None:
        """A title, a code of its edition, and days in order."""
        faults = {}
        if not (self.title_zh.strip() or self.title_en.strip()):
            faults["title_zh"] = said("請填標題", "give it a title")
        if self.observed and self.collected and self.collected < self.observed:
            faults["collected"] = said("蒐集日不得早於發生日", "it cannot be collected before it happened")
        if bool(self.reliability) != bool(self.credibility):
            faults["credibility"] = said("來源與內容須一併評定", "source and content are graded together")
        if wrong := hs_in_edition(self.hs, self.hs_edition):
            faults["hs"] = wrong
        if faults:
            raise ValidationError(faults)

    @property
    def draft(self) -> bool:
        """Whether it names no source and so stays out of reports."""
        return self.source_id is None

    @property
    def grade(self) -> str:
        """The grade as it is written, such as B2; empty while ungraded."""
        return f"{self.reliability}{self.credibility}"

    def expired(self, on: date) -> bool:
        """Whether it no longer holds on a day."""
        return self.expires is not None and self.expires < on


class ItemGrading(Record):
    """One grading of an item by a named person; the latest one holds."""

    item = part_of(IntelligenceItem, "gradings")
    reliability = choice("可信度", "reliability", Reliability.choices, default=Reliability.F, longest=1)
    credibility = choice("內容可信", "credibility", Credibility.choices, default=Credibility.SIX, longest=1)
    relevance = models.PositiveSmallIntegerField(said("相關性", "relevance"), validators=[MaxValueValidator(3)])
    expires = day("有效至", "expires on")
    reason = line("理由", "reason", 500)
    by = person("評定人", "graded by", needed=True)
    at = moment("評定時間", "graded at", needed=True)

    class Meta:
        verbose_name = said("情報評定", "grading of an item")
        verbose_name_plural = said("情報評定", "gradings of items")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.item.ref} {self.reliability}{self.credibility}"


class ItemUse(Record):
    """Where an item was used: the reference of a document, a decision or a brief, and the name people know it by."""

    item = part_of(IntelligenceItem, "uses")
    subject = line("使用紀錄", "used in", 100, needed=True)
    name = line("名稱", "name", 120, needed=True)
    by = person("使用人", "used by", needed=True)
    at = moment("使用時間", "used at", needed=True)

    class Meta:
        verbose_name = said("情報引用", "use of an item")
        verbose_name_plural = said("情報引用", "uses of items")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "subject"], name="item_used_once")]

    def __str__(self) -> str:
        return f"{self.item.ref} {self.name}"
