"""The firm, dated settings, data sets, exchange rates and published standards."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from argosy.records.codes import CURRENCY, SHA256
from argosy.records.record import Record
from argosy.records.wording import said

ENDS_AFTER_START = said("結束日不得早於開始日", "it cannot end before it begins")


class Firm(Record):
    """The firm itself: one row. ``as_of`` and ``seed`` are set for a sample firm, whose day stands still."""

    name_zh = models.CharField(said("中文名稱", "Chinese name"), max_length=120)
    name_en = models.CharField(said("英文名稱", "English name"), max_length=120)
    address_zh = models.CharField(said("中文地址", "Chinese address"), max_length=200)
    address_en = models.CharField(said("英文地址", "English address"), max_length=200)
    tax_id = models.CharField(said("統一編號", "tax id"), max_length=20, blank=True)
    phone = models.CharField(said("電話", "phone"), max_length=40, blank=True)
    email = models.EmailField(said("電子郵件", "email"), blank=True)
    base_currency = models.CharField(said("記帳幣別", "base currency"), max_length=3, default="TWD", validators=[CURRENCY])
    demo = models.BooleanField(said("示範資料", "demo data"), default=False)
    as_of = models.DateField(said("資料截止日", "data as of"), null=True, blank=True)
    seed = models.PositiveBigIntegerField(said("亂數種子", "seed"), null=True, blank=True)

    class Meta:
        verbose_name = said("本公司", "firm")
        verbose_name_plural = said("本公司", "firm")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(pk=1), name="one_firm", violation_error_message=said("一個資料庫僅存一家公司", "a store holds one firm")
            )
        ]

    def __str__(self) -> str:
        return self.name_zh


class Setting(Record):
    """A threshold or choice of the firm, from one day to another, with its owner and the reason. Never two on one day."""

    name = models.CharField(said("設定", "setting"), max_length=60)
    value = models.CharField(said("值", "value"), max_length=200)
    valid_from = models.DateField(said("生效日", "valid from"))
    valid_to = models.DateField(said("失效日", "valid to"), null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=said("負責人", "owner"))
    reason = models.TextField(said("理由", "reason"))

    class Meta:
        verbose_name = said("設定", "setting")
        verbose_name_plural = said("設定", "settings")
        ordering: ClassVar = ["name", "-valid_from"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="setting_ends_after_start",
                violation_error_message=ENDS_AFTER_START,
            ),
            models.UniqueConstraint(fields=["name", "valid_from"], name="setting_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value} {self.valid_from}"

    def clean(self) -> None:
        """Values of one setting never overlap."""
        others = (
            Setting.objects.filter(name=self.name).exclude(pk=self.pk).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from))
        )
        if self.valid_to is not None:
            others = others.filter(valid_from__lte=self.valid_to)
        if others.exists():
            raise ValidationError(said("與另一期間之值重疊", "it overlaps with a value of another period"))


class Dataset(Record):
    """One edition of a body of outside data, as it was taken: what it is, how old, under what licence, and the hash of its rows."""

    name = models.CharField(said("資料集", "data set"), max_length=60)
    title_zh = models.CharField(said("中文名稱", "Chinese title"), max_length=160)
    title_en = models.CharField(said("英文名稱", "English title"), max_length=160)
    publisher_zh = models.CharField(said("發布者", "publisher"), max_length=120)
    publisher_en = models.CharField(said("發布者(英)", "publisher (English)"), max_length=120)
    edition = models.CharField(said("版本", "edition"), max_length=40)
    as_of = models.DateField(said("資料截止日", "as of"))
    retrieved = models.DateField(said("取得日", "retrieved"), null=True, blank=True)
    licence = models.CharField(said("授權", "licence"), max_length=120)
    url = models.URLField(said("網址", "address"), blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, validators=[SHA256])
    rows = models.PositiveBigIntegerField(said("筆數", "rows"))
    max_age_days = models.PositiveIntegerField(said("更新週期(日)", "maximum age (days)"), null=True, blank=True)

    class Meta:
        verbose_name = said("資料集", "data set")
        verbose_name_plural = said("資料集", "data sets")
        ordering: ClassVar = ["name", "-as_of"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "edition"], name="dataset_edition_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.edition}"


class ExchangeRate(Record):
    """Units of the firm's base currency for one unit of ``currency``, from one published table.

    Customs tables give two rates a period: ``import`` (the banks' selling rate) and ``export`` (their buying rate).
    """

    class Flow(models.TextChoices):
        """Which trade the rate is for."""

        IMPORT = "import", said("進口(賣出)", "import (selling)")
        EXPORT = "export", said("出口(買入)", "export (buying)")

    table = models.CharField(said("匯率表", "table"), max_length=40)
    flow = models.CharField(said("用途", "use"), max_length=6, choices=Flow.choices)
    currency = models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])
    rate = models.DecimalField(said("匯率", "rate"), max_digits=18, decimal_places=8, validators=[MinValueValidator(0)])
    valid_from = models.DateField(said("生效日", "valid from"))
    valid_to = models.DateField(said("失效日", "valid to"))
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="exchange_rates", verbose_name=said("資料集", "data set"))

    class Meta:
        verbose_name = said("匯率", "exchange rate")
        verbose_name_plural = said("匯率", "exchange rates")
        ordering: ClassVar = ["table", "currency", "flow", "-valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "flow", "currency", "valid_from"], name="rate_once_a_period"),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="rate_ends_after_start", violation_error_message=ENDS_AFTER_START
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0), name="rate_positive", violation_error_message=said("匯率應為正數", "a rate is positive")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.rate} {self.valid_from}"


class StandardVersion(Record):
    """A competency standard's published text as imported, word for word. Versions are kept beside each other."""

    code = models.CharField(said("基準代碼", "standard"), max_length=20)
    version = models.CharField(said("版本", "version"), max_length=8)
    name_zh = models.CharField(said("名稱", "name"), max_length=120)
    text = models.TextField(said("全文", "text"))
    sha256 = models.CharField("SHA-256", max_length=64, validators=[SHA256])
    imported = models.DateTimeField(said("匯入時間", "imported at"))
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=said("匯入人", "imported by"))

    class Meta:
        verbose_name = said("職能基準版本", "standard version")
        verbose_name_plural = said("職能基準版本", "standard versions")
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "version"], name="standard_version_once")]

    def __str__(self) -> str:
        return f"{self.code}{self.version}"
