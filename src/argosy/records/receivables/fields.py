"""Columns and rules that records of money share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models

from argosy.records.codes import CURRENCY
from argosy.records.columns import link
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))
ABOVE_ZERO = MinValueValidator(Decimal("0.00000001"), said("必須大於零", "it must be above zero"))


def number() -> Any:
    """The number of a paper, its own among its kind."""
    return models.CharField(said("編號", "number"), max_length=30, unique=True)


def customer() -> Any:
    """Whose paper it is."""
    return link("parties.Party", "客戶", "customer", needed=True)


def currency() -> Any:
    """ISO 4217."""
    return models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])


def fx() -> Any:
    """Units of the firm's own currency for one of the document's, on its day."""
    return models.DecimalField(said("匯率", "exchange rate"), max_digits=18, decimal_places=8, default=1, validators=[ABOVE_ZERO])


def money(zh: str, en: str, *, positive: bool = False, default: int | None = None, needed: bool = True) -> Any:
    """An amount in the document's currency, never negative."""
    return models.DecimalField(
        said(zh, en), max_digits=18, decimal_places=4, validators=[ABOVE_ZERO if positive else NOT_NEGATIVE], null=not needed, blank=not needed,
        **({} if default is None else {"default": default}),
    )  # fmt: skip
