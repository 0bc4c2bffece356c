"""What is known of a channel in a market, section by section, with its fees and its score."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import choice, day, exact, in_currency, line, link, mapped, of_market, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said


class Section(models.TextChoices):
    """The twelve sections of a dossier."""

    MODEL = "platform_model", said("平台模式", "Platform model")
    LAW = "trading_law", said("交易法規", "Trading law")
    DUTY = "entry_duty", said("入境關稅", "Entry duty")
    PAYMENT = "payment_links", said("金流串接", "Payment links")
    LOGISTICS = "logistics_links", said("物流串接", "Logistics links")
    ORDERS = "order_handling", said("訂單管理", "Order handling")
    DATA = "data_links", said("資訊流整合", "Data links")
    DISPATCH = "local_dispatch", said("據點出貨", "Local dispatch")
    DELIVERY = "delivery", said("實體配送", "Delivery")
    SECURE = "secure_payment", said("安全跨境支付", "Secure payment")
    FEES = "platform_fees", said("平台費用", "Platform fees")
    ADS = "ads", said("廣告投放", "Advertising")


class Criterion(models.TextChoices):
    """What channels are scored on, 0 to 100 each, higher is better."""

    REACH = "reach", said("觸及", "Reach")
    FIT = "fit", said("適配", "Fit")
    FEES = "fees", said("費用", "Fees")
    LOGISTICS = "logistics", said("物流", "Logistics")
    DUTY = "entry_duty", said("入境關稅", "Entry duty")
    MARGIN = "net_margin", said("淨利", "Net margin")


class ChannelDossier(Record):
    """A channel in a market. ``weights`` maps a criterion to its weight; a launch needs every section with a source, none over twelve months."""

    class Kind(models.TextChoices):
        """Where it sells."""

        PLATFORM = "platform", said("跨境電商平台", "Cross-border platform")
        PHYSICAL = "physical", said("實體通路", "Physical channel")

    class State(models.TextChoices):
        """What was decided about it."""

        CANDIDATE = "candidate", said("候選", "Candidate")
        CHOSEN = "chosen", said("選定", "Chosen")
        LAUNCHED = "launched", said("上線", "Launched")
        DROPPED = "dropped", said("放棄", "Dropped")

    code = line("代號", "code", 30, needed=True, unique=True)
    name_zh = line("通路", "channel", 160, needed=True)
    name_en = line("通路(英)", "channel (English)", 160)
    kind = choice("類別", "kind", Kind.choices, default=Kind.PLATFORM)
    market = of_market(needed=True)
    goods = line("標的產品", "goods", 200)
    weights = mapped("權重", "weights")
    state = choice("狀態", "state", State.choices, default=State.CANDIDATE)
    reason = prose("決定理由", "reason of the decision")
    decided_by = person("決定人", "decided by")
    owner = person("負責人", "owner", needed=True)

    class Meta:
        verbose_name = said("通路檔案", "channel dossier")
        verbose_name_plural = said("通路檔案", "channel dossiers")
        ordering: ClassVar = ["market", "code"]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Weights are of known criteria and not negative."""
        strange = [name for name in self.weights if name not in Criterion.values]
        bad = [name for name, weight in self.weights.items() if not isinstance(weight, int | float) or weight < 0]
        if strange or bad:
            raise ValidationError({"weights": said("權重應為已知項目與非負數", "weights are numbers from zero up, of known criteria")})


class DossierSection(Record):
    """One section of a dossier, with its source and the day it was so."""

    dossier = part_of(ChannelDossier, "sections")
    key = choice("段落", "section", Section.choices, default=Section.MODEL, longest=20)
    words = prose("內容", "words", needed=True)
    source = link("reference.Source", "來源", "source")
    as_of = day("資料日", "as of", needed=True)
    author = person("撰寫人", "author", needed=True)

    class Meta:
        verbose_name = said("通路檔案段落", "section of a dossier")
        verbose_name_plural = said("通路檔案段落", "sections of dossiers")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "key"], name="dossier_section_once")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.key}"


class ChannelFee(Record):
    """One fee of a channel: per cent of the sale, or an amount for each order, item or month."""

    class Basis(models.TextChoices):
        """What it is charged on."""

        PERCENT = "percent", said("銷售額百分比", "Per cent of sales")
        ORDER = "order", said("每單", "Per order")
        ITEM = "item", said("每件", "Per item")
        MONTH = "month", said("每月", "Per month")

    dossier = part_of(ChannelDossier, "fees")
    name = line("費用", "fee", 120, needed=True)
    basis = choice("計費基礎", "basis", Basis.choices, default=Basis.PERCENT)
    rate = exact("費率", "rate", needed=True)
    currency = in_currency()
    as_of = day("資料日", "as of", needed=True)
    source = link("reference.Source", "來源", "source")

    class Meta:
        verbose_name = said("通路費用", "channel fee")
        verbose_name_plural = said("通路費用", "channel fees")
        ordering: ClassVar = ["basis", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "name"], name="channel_fee_once")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.name}"

    def clean(self) -> None:
        """An amount says its currency; a rate is not negative."""
        if self.basis != self.Basis.PERCENT and not self.currency:
            raise ValidationError({"currency": said("請填幣別", "say in which currency")})
        if self.rate is not None and self.rate < 0:
            raise ValidationError({"rate": said("不得為負數", "it cannot be negative")})


class ChannelScore(Record):
    """How a channel does on one criterion, 0 to 100. Without a source it stays blank in the score."""

    dossier = part_of(ChannelDossier, "scores")
    criterion = choice("項目", "criterion", Criterion.choices, default=Criterion.REACH)
    value = exact("分數", "score", digits=5, places=1, needed=True)
    basis = line("依據", "basis", 300)
    source = link("reference.Source", "來源", "source")
    as_of = day("資料日", "as of", needed=True)

    class Meta:
        verbose_name = said("通路評分", "channel score")
        verbose_name_plural = said("通路評分", "channel scores")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "criterion"], name="channel_score_once")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.criterion}"

    def clean(self) -> None:
        """From 0 to 100."""
        if self.value is not None and not 0 <= self.value <= 100:
            raise ValidationError({"value": said("分數應為 0 至 100", "a score is 0 to 100")})
