"""Rival products with their attributes, dated prices and moves; measured attributes of one's own; what the product manager says."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from argosy.records.catalog.models import Product
from argosy.records.codes import rec20_unit
from argosy.records.columns import choice, day, exact, hs_code, in_currency, line, link, moment, of_market, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))


class CompetitorProduct(Record):
    """A product of a rival maker, with the product of one's own it stands against."""

    code = line("代號", "code", 30, needed=True, unique=True)
    maker = line("製造商", "maker", 120, needed=True, db_index=True)
    maker_country = models.CharField(said("製造商國別", "country of the maker"), max_length=2, blank=True)
    name_zh = line("品名", "name", 160, needed=True)
    name_en = line("品名(英)", "name (English)", 160)
    hs = hs_code()
    market = of_market()
    channel = line("通路", "channel", 120)
    terms = line("交易條件", "terms", 300)
    specification = prose("規格說明", "specification")
    own = link("catalog.Product", "對應之本公司商品", "own product it stands against", name="rivals")
    source = link("reference.Source", "來源", "source")
    recorder = person("登錄人", "recorded by", needed=True)
    is_active = models.BooleanField(said("銷售中", "on sale"), default=True)

    class Meta:
        verbose_name = said("競品", "competitor product")
        verbose_name_plural = said("競品", "competitor products")
        ordering: ClassVar = ["maker", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name_zh}"


class CompetitorPrice(Record):
    """What a rival product cost on a day: ``price`` in ``currency`` for one ``unit``, as the source says."""

    product = part_of(CompetitorProduct, "prices")
    on = day("日期", "date", needed=True)
    price = exact("價格", "price", needed=True, validators=[NOT_NEGATIVE])
    currency = in_currency()
    unit = models.CharField(said("單位", "unit"), max_length=3, default="H87", validators=[rec20_unit])
    promotion = models.BooleanField(said("促銷價", "on promotion"), default=False)
    source = link("reference.Source", "來源", "source")

    class Meta:
        verbose_name = said("競品價格", "competitor price")
        verbose_name_plural = said("競品價格", "competitor prices")
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["product", "on", "currency", "unit"], name="competitor_price_once_a_day")]

    def __str__(self) -> str:
        return f"{self.product.code} {self.on} {self.price}"

    def clean(self) -> None:
        """A price says in which currency."""
        if not self.currency:
            raise ValidationError({"currency": said("請填幣別", "say in which currency")})


class CompetitorMove(Record):
    """What a rival did."""

    class Kind(models.TextChoices):
        """What kind of move it is."""

        PRICE = "price", said("調價", "Price change")
        LAUNCH = "launch", said("上市", "Launch")
        PROMOTION = "promotion", said("促銷", "Promotion")
        CHANNEL = "channel", said("通路", "Channel")
        ENTRY = "entry", said("進入市場", "Entry")
        EXIT = "exit", said("退出市場", "Exit")

    maker = line("製造商", "maker", 120, needed=True, db_index=True)
    product = link("catalog.CompetitorProduct", "競品", "competitor product", name="moves")
    kind = choice("動作", "move", Kind.choices, default=Kind.PRICE)
    market = of_market()
    on = day("日期", "date", needed=True)
    note = prose("說明", "note", needed=True)
    source = link("reference.Source", "來源", "source")
    recorder = person("登錄人", "recorded by", needed=True)

    class Meta:
        verbose_name = said("競爭動態", "competitor move")
        verbose_name_plural = said("競爭動態", "competitor moves")
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.maker} {self.on}"


class ProductAttribute(Record):
    """One attribute of a product, one's own or a rival's, with the day it was found and its source.

    ``value`` is a number in ``unit`` when it was measured; ``words`` is what cannot be. Both empty: known to be unknown.
    """

    own = link("catalog.Product", "本公司商品", "own product", name="attributes")
    rival = models.ForeignKey(
        CompetitorProduct, models.CASCADE, null=True, blank=True, related_name="attributes", verbose_name=said("競品", "competitor product")
    )
    attribute = line("屬性", "attribute", 60, needed=True)
    value = exact("數值", "value")
    unit = line("單位", "unit", 20)
    words = line("文字", "words", 200)
    on = day("日期", "date", needed=True)
    source = link("reference.Source", "來源", "source")

    class Meta:
        verbose_name = said("商品屬性", "product attribute")
        verbose_name_plural = said("商品屬性", "product attributes")
        ordering: ClassVar = ["attribute", "-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.own or self.rival} {self.attribute}"

    def clean(self) -> None:
        """Of one product."""
        if (self.own_id is None) == (self.rival_id is None):
            raise ValidationError(said("請指定本公司商品或競品其一", "name one product, own or rival"))


class ProductNote(Record):
    """What the product manager says about a product: a change, a new price, a launch."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="notes", verbose_name=said("商品", "product"))
    author = person("產品經理", "product manager", needed=True)
    change = prose("變更內容", "change", needed=True)
    price = exact("新價格", "new price", validators=[NOT_NEGATIVE])
    currency = in_currency()
    launch = day("上市日", "launch date")
    at = moment("時間", "at", needed=True)

    class Meta:
        verbose_name = said("產品經理筆記", "product note")
        verbose_name_plural = said("產品經理筆記", "product notes")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.product.sku} {self.at:%Y-%m-%d}"


class AttributeWeight(Record):
    """How much an attribute counts when products are compared, and which way is better. Words have no order: alike or not comparable."""

    class Better(models.TextChoices):
        """Which way is better for the buyer."""

        HIGHER = "higher", said("越高越好", "Higher is better")
        LOWER = "lower", said("越低越好", "Lower is better")
        NONE = "none", said("不分高下", "No order")

    attribute = line("屬性", "attribute", 60, needed=True, unique=True)
    attribute_en = line("屬性(英)", "attribute (English)", 60)
    importance = models.PositiveIntegerField(
        said("重要度", "importance"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5, said("為 1 至 5", "it is 1 to 5"))]
    )
    better = choice("方向", "direction", Better.choices, default=Better.NONE)

    class Meta:
        verbose_name = said("屬性重要度", "weight of an attribute")
        verbose_name_plural = said("屬性重要度", "weights of attributes")
        ordering: ClassVar = ["-importance", "attribute"]

    def __str__(self) -> str:
        return self.attribute
