"""The price of a product for a customer, and where it was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q

from argosy.kernel.text import Text, same
from argosy.records.sales.offering.models import PriceListLine

CENT = Decimal("0.0001")
_LIST = Text("價目表 {code}（{whose}），{n} 件起", "List {code} ({whose}), from {n} up")
_CUSTOMER, _CLASS, _ALL = Text("客戶專用", "this customer's"), Text("{grade} 級客戶", "class {grade}"), Text("一般", "general")
_CATALOGUE = Text("商品牌價 {currency} {price}，按匯率 {fx} 換算", "Catalogue price {currency} {price} at a rate of {fx}")
_CATALOGUE_SAME = Text("商品牌價 {currency} {price}", "Catalogue price {currency} {price}")


@dataclass(frozen=True, slots=True)
class Priced:
    """A unit price in the currency asked for, and why it is that."""

    unit_price: Decimal
    reason: Text


class PriceBook:
    """The price lists that hold for a customer on a day in a currency, read once for several products."""

    def __init__(self, customer: Any, currency: str, on: date, products: Iterable[Any]) -> None:
        rows = PriceListLine.objects.filter(
            Q(list__valid_to__isnull=True) | Q(list__valid_to__gte=on), Q(list__customer=customer) | Q(list__customer__isnull=True),
            Q(list__grade=customer.grade) | Q(list__grade=""), list__valid_from__lte=on, list__currency=currency, product__in=list(products),
        ).select_related("list").order_by("-list__valid_from", "-from_quantity")  # fmt: skip
        self._rows = list(rows)

    def find(self, product: Any, quantity: Decimal, *, fx: Decimal, currency: str, base: str) -> Priced:
        """The customer's own price, else the class's, else the general list's, by the highest tier the quantity reaches; else the catalogue's."""
        fitting = [row for row in self._rows if row.product_id == product.pk and row.from_quantity <= quantity]
        for group in (self._of_customer, self._of_class, self._general):
            if best := group(fitting):
                return Priced(
                    best.unit_price, _LIST.format(code=best.list.code, whose=_whose(best.list), n=f"{best.from_quantity.normalize():f}")
                )
        return catalogue_price(product, fx=fx, currency=currency, base=base)

    def tiers(self, product: Any) -> list[PriceListLine]:
        """Every tier of the list that would be used for a product, by quantity."""
        rows = [row for row in self._rows if row.product_id == product.pk]
        for group in (self._of_customer, self._of_class, self._general):
            if best := group(rows):
                return sorted((row for row in rows if row.list_id == best.list_id), key=lambda row: row.from_quantity)
        return []

    @staticmethod
    def _of_customer(rows: Sequence[PriceListLine]) -> PriceListLine | None:
        return next((row for row in rows if row.list.customer_id is not None), None)

    @staticmethod
    def _of_class(rows: Sequence[PriceListLine]) -> PriceListLine | None:
        return next((row for row in rows if row.list.grade), None)

    @staticmethod
    def _general(rows: Sequence[PriceListLine]) -> PriceListLine | None:
        return next((row for row in rows if row.list.customer_id is None and not row.list.grade), None)


def said_reason(told: str) -> Text:
    """A reason as it was stored, which is in Chinese, in both languages; words of anybody else stand alike in both."""
    for template in (_LIST, _CATALOGUE, _CATALOGUE_SAME):
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template.zh))
        if found := re.fullmatch(pattern, told):
            return template.format(**{name: _of_whom(value) if name == "whose" else value for name, value in found.groupdict().items()})
    return same(told)


def _of_whom(told: str) -> Text:
    known = {text.zh: text for text in (_CUSTOMER, _ALL, *(_CLASS.format(grade=grade) for grade in "ABC"))}
    return known.get(told) or same(told)


def _whose(row: Any) -> Text:
    return _CUSTOMER if row.customer_id is not None else _CLASS.format(grade=row.grade) if row.grade else _ALL


def catalogue_price(product: Any, *, fx: Decimal, currency: str, base: str) -> Priced:
    """The product's own price: as it is in its currency, else through the firm's currency at the rate of the offer, to four decimals."""
    told = f"{product.price.normalize():f}"
    if product.currency == currency:
        return Priced(product.price, _CATALOGUE_SAME.format(currency=product.currency, price=told))
    if product.currency != base:
        from argosy.kernel.errors import BadInput

        raise BadInput(
            Text("商品 {sku} 之牌價為 {own}，無法換算，請輸入單價", "The price of {sku} is in {own}: give a unit price").format(
                sku=product.sku, own=product.currency
            )
        )
    price = (product.price / fx).quantize(CENT, ROUND_HALF_UP)
    return Priced(price, _CATALOGUE.format(currency=product.currency, price=told, fx=f"{fx.normalize():f}"))
