"""Columns that many records share, each labelled in both languages. All are optional unless they are ``needed``."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from argosy.records.codes import CURRENCY
from argosy.records.wording import said
from argosy.rules.nomenclature import EDITION, titles

HS_CODE = RegexValidator(
    r"\A\d{2}(\d{2}){0,4}\d?\Z", said("商品號列應為 2 至 11 位數字，不含點號", "a commodity code is 2 to 11 digits without dots")
)
# Two-letter codes of CLDR that ISO 3166-1 has not assigned to a country.
_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})


@cache
def countries() -> frozenset[str]:
    """The 249 alpha-2 codes of ISO 3166-1, from the territories of Unicode CLDR."""
    from babel import Locale

    return frozenset(code for code in Locale("en").territories if len(code) == 2 and code.isalpha()) - _NO_COUNTRY


def iso_country(value: str) -> None:
    """Only a country of ISO 3166-1; anything else raises ``ValidationError``."""
    if value not in countries():
        raise ValidationError(said(f"「{value}」不是 ISO 3166-1 國家代碼，例如 JP", f"'{value}' is no country code of ISO 3166-1, like JP"))


def iso_countries(value: list[str]) -> None:
    """A list of countries of ISO 3166-1."""
    for code in value:
        iso_country(code)


def hs_in_edition(code: str, edition: str) -> ValidationError | None:
    """What is wrong with a commodity code under an edition of the HS; only the current edition's titles are at hand to check against."""
    if not code or edition != EDITION or code[:6] in titles() or (len(code) < 6 and code in titles()):
        return None
    return ValidationError(said(f"{EDITION} 沒有號列 {code[:6]}", f"{EDITION} has no code {code[:6]}"))


def line(zh: str, en: str, longest: int = 200, *, needed: bool = False, **more: Any) -> Any:
    """One line of text."""
    return models.CharField(said(zh, en), max_length=longest, blank=not needed, **more)


def prose(zh: str, en: str, *, needed: bool = False) -> Any:
    """Text of any length."""
    return models.TextField(said(zh, en), blank=not needed)


def choice(zh: str, en: str, choices: Any, *, default: str = "", longest: int = 16) -> Any:
    """One of some choices; without a default it may be left open."""
    return models.CharField(said(zh, en), max_length=longest, choices=choices, default=default, blank=not default)


def day(zh: str, en: str, *, needed: bool = False) -> Any:
    """A date."""
    return models.DateField(said(zh, en), null=not needed, blank=not needed)


def moment(zh: str, en: str, *, needed: bool = False) -> Any:
    """A time with its zone."""
    return models.DateTimeField(said(zh, en), null=not needed, blank=not needed)


def exact(zh: str, en: str, *, digits: int = 20, places: int = 4, needed: bool = False, **more: Any) -> Any:
    """An exact number."""
    return models.DecimalField(said(zh, en), max_digits=digits, decimal_places=places, null=not needed, blank=not needed, **more)


def person(zh: str, en: str, *, needed: bool = False) -> Any:
    """A person of the firm."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=not needed, blank=not needed, related_name="+", verbose_name=said(zh, en)
    )


def link(to: str, zh: str, en: str, *, needed: bool = False, name: str = "+") -> Any:
    """Another record, which cannot be removed while this one names it."""
    return models.ForeignKey(to, models.PROTECT, null=not needed, blank=not needed, related_name=name, verbose_name=said(zh, en))


def part_of(to: Any, name: str) -> Any:
    """The record this row is a part of and goes with."""
    return models.ForeignKey(to, models.CASCADE, related_name=name)


def of_market(*, needed: bool = False) -> Any:
    """A country as a market; empty for all of them."""
    return models.CharField(said("市場", "market"), max_length=2, blank=not needed, validators=[iso_country], db_index=True)


def hs_code() -> Any:
    """A commodity code of 2 to 11 digits; empty for all goods."""
    return models.CharField(said("商品 HS", "HS code"), max_length=11, blank=True, validators=[HS_CODE])


def in_currency() -> Any:
    """A currency of ISO 4217."""
    return models.CharField(said("幣別", "currency"), max_length=3, blank=True, validators=[CURRENCY])


def listed(zh: str, en: str) -> Any:
    """A list in JSON."""
    return models.JSONField(said(zh, en), default=list, blank=True)


def mapped(zh: str, en: str) -> Any:
    """An object in JSON."""
    return models.JSONField(said(zh, en), default=dict, blank=True)
