"""Cells as people write them, made exact: numbers, money, dates, codes, countries, units. What cannot be read says why."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache

from argosy.kernel.errors import BadInput
from argosy.kernel.quantity import unit_of
from argosy.kernel.text import Text

_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?|[+-]?\.\d+")
_MONEY = re.compile(r"(?P<before>[A-Z]{3})?\s*(?P<number>[-+\d.,]+)\s*(?P<after>[A-Z]{3})?")
_ROC = re.compile(r"(?:民國)?\s*(\d{2,3})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")


def number(text: str) -> Decimal:
    """``1,080.50`` as a Decimal; full-width digits are read, a comma that groups nothing is refused (``BadInput``)."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace(" ", "")
    if not (_PLAIN.fullmatch(plain) or _GROUPED.fullmatch(plain)):
        raise BadInput(
            Text("「{t}」不是數字（小數點用「.」，千分位用「,」）", "“{t}” is not a number (decimal point “.”, thousands “,”)").format(
                t=text
            )
        )
    return Decimal(plain.replace(",", ""))


def words(text: str, *, longest: int) -> str:
    """Text of at most ``longest`` characters, none of them a control character."""
    if len(text) > longest:
        raise BadInput(
            Text("共 {n} 字，最多 {m} 字", "It has {n} characters; at most {m} are kept").format(n=str(len(text)), m=str(longest))
        )
    if any(unicodedata.category(ch) == "Cc" and ch not in "\t\r\n" for ch in text):
        raise BadInput(Text("含有控制字元，請清除後再匯入", "It holds control characters: remove them"))
    return text


def positive(text: str, *, zero: bool = False, whole: int = 16) -> Decimal:
    """A number above zero, or from zero on, with at most ``whole`` digits before the point."""
    value = number(text)
    if value.adjusted() >= whole:
        raise BadInput(Text("「{t}」整數超過 {w} 位", "“{t}” has more than {w} whole digits").format(t=text[:40], w=str(whole)))
    if value < 0 or (value == 0 and not zero):
        raise BadInput(
            Text(
                "「{t}」必須大於零" if not zero else "「{t}」不可為負",
                "“{t}” must be above zero" if not zero else "“{t}” must not be negative",
            ).format(t=text)
        )
    return value


def money(text: str, currency: str) -> tuple[Decimal, str]:
    """An amount with its currency, written before or after it, else ``currency``."""
    match = _MONEY.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    if not match:
        raise BadInput(
            Text("「{t}」不是金額（例：1,200 或 USD 1,200）", "“{t}” is not an amount (such as 1,200 or USD 1,200)").format(t=text)
        )
    return positive(match["number"], zero=True), match["before"] or match["after"] or currency


def day(text: str) -> date:
    """A date: 2026-06-30, 2026/6/30, 2026年6月30日, or 民國 115/6/30."""
    match = _DAY.fullmatch(text.strip())
    year = int(match[1]) if match else 0
    if not match and (match := _ROC.fullmatch(text.strip())):
        year = int(match[1]) + 1911
    try:
        return date(year, int(match[2]), int(match[3])) if match else _refuse_day(text)
    except ValueError:
        return _refuse_day(text)


def _refuse_day(text: str) -> date:
    raise BadInput(Text("「{t}」不是日期（例：2026-06-30）", "“{t}” is not a date (such as 2026-06-30)").format(t=text))


def tariff_code(text: str) -> str:
    """The digits of a tariff code, 6 to 11 of them; points, spaces and hyphens are dropped."""
    digits = re.sub(r"[.\s-]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"\d{6,11}", digits):
        raise BadInput(Text("稅則號別「{t}」須為 6 至 11 位數字", "tariff code “{t}” must have 6 to 11 digits").format(t=text))
    return digits


def unit(text: str) -> str:
    """The Rec 20 code of a unit."""
    return unit_of(unicodedata.normalize("NFKC", text)).code


def currency(text: str) -> str:
    """An ISO 4217 code."""
    code = {"NTD": "TWD", "NT$": "TWD", "US$": "USD", "RMB": "CNY"}.get(text.strip().upper(), text.strip().upper())
    if code not in _currencies():
        raise BadInput(
            Text("不認得幣別「{t}」，請用 ISO 4217 代碼（例：USD）", "Unknown currency “{t}”: use an ISO 4217 code such as USD").format(
                t=text
            )
        )
    return code


def country(text: str) -> str:
    """An ISO 3166-1 alpha-2 code, from the code or from the name in Chinese or English."""
    key = unicodedata.normalize("NFKC", text).strip()
    code = _countries().get(key.upper())
    if code is None:
        raise BadInput(
            Text("不認得國別「{t}」，請用 ISO 代碼（例：JP）", "Unknown country “{t}”: use an ISO code such as JP").format(t=text)
        )
    return code


@cache
def _currencies() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").currencies)


@cache
def _countries() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for locale in (Locale("en"), Locale("zh", "TW", script="Hant")):
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB"):
                names[name.upper()] = names[code] = code
    return names | {
        "臺灣": "TW",
        "UK": "GB",
        "USA": "US",
        "U.S.A.": "US",
        "英國": "GB",
        "中國大陸": "CN",
        "南韓": "KR",
        "韓國": "KR",
        "KOREA": "KR",
        "VIETNAM": "VN",
        "VIET NAM": "VN",
    }
