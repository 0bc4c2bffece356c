"""Checks of the codes trade runs on: countries, currencies, units, tariff codes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from argosy.kernel.errors import BadInput
from argosy.kernel.quantity import unit_of
from argosy.records.wording import said

COUNTRY = RegexValidator(
    r"\A[A-Z]{2}\Z", said("國家應為 ISO 3166-1 兩位大寫代碼，例如 TW", "a country is two capital letters of ISO 3166-1, like TW")
)
CURRENCY = RegexValidator(
    r"\A[A-Z]{3}\Z", said("幣別應為 ISO 4217 三位大寫代碼，例如 USD", "a currency is three capital letters of ISO 4217, like USD")
)
TARIFF_CODE = RegexValidator(
    r"\A\d{6}(\d{2}){0,2}\d?\Z", said("稅則號別應為 6 至 11 位數字，不含點號", "a tariff code is 6 to 11 digits without dots")
)
SHA256 = RegexValidator(r"\A[0-9a-f]{64}\Z", said("應為 64 位小寫十六進位的 SHA-256", "a SHA-256 is 64 lower-case hexadecimal digits"))


def rec20_unit(value: str) -> None:
    """A code of UN/ECE Recommendation 20 that this software knows."""
    try:
        known = unit_of(value).code
    except BadInput as unknown:
        raise ValidationError(said(unknown.message.zh, unknown.message.en)) from unknown
    if known != value:
        raise ValidationError(said(f"單位請用代碼 {known}", f"use the code {known} for the unit"))
