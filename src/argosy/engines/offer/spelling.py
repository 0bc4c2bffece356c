"""Amounts in words: Chinese in the financial numerals of cheques (壹貳參), English as on commercial papers.

Taiwan's practice: amounts end in 整; units of Chinese numbers are 拾佰仟萬億兆; a run of zeros is read once. English: SAY … ONLY.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from argosy.kernel.errors import BadInput
from argosy.kernel.money import minor_digits
from argosy.kernel.text import Text

_DIGITS = "零壹貳參肆伍陸柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "萬", "億", "兆")
_ONES = (
    "", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE", "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN",
    "SEVENTEEN", "EIGHTEEN", "NINETEEN",
)  # fmt: skip
_TENS = ("", "", "TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY", "EIGHTY", "NINETY")
_THOUSANDS = ("", "THOUSAND", "MILLION", "BILLION", "TRILLION")
# currency: Chinese name, whole unit; English plural, singular, hundredths
NAMES: dict[str, tuple[str, str, str, str, str]] = {
    "TWD": ("新臺幣", "元", "NEW TAIWAN DOLLARS", "NEW TAIWAN DOLLAR", "CENTS"), "USD": ("美元", "元", "US DOLLARS", "US DOLLAR", "CENTS"),
    "EUR": ("歐元", "元", "EUROS", "EURO", "CENTS"), "JPY": ("日圓", "元", "JAPANESE YEN", "JAPANESE YEN", ""), "GBP": ("英鎊", "元", "POUNDS STERLING", "POUND STERLING", "PENCE"),
    "AUD": ("澳元", "元", "AUSTRALIAN DOLLARS", "AUSTRALIAN DOLLAR", "CENTS"), "SGD": ("新加坡元", "元", "SINGAPORE DOLLARS", "SINGAPORE DOLLAR", "CENTS"),
    "CAD": ("加元", "元", "CANADIAN DOLLARS", "CANADIAN DOLLAR", "CENTS"), "CNY": ("人民幣", "元", "CHINESE YUAN", "CHINESE YUAN", "FEN"),
    "HKD": ("港元", "元", "HONG KONG DOLLARS", "HONG KONG DOLLAR", "CENTS"), "KRW": ("韓元", "元", "KOREAN WON", "KOREAN WON", ""),
    "MYR": ("馬來西亞令吉", "元", "MALAYSIAN RINGGIT", "MALAYSIAN RINGGIT", "SEN"), "THB": ("泰銖", "元", "THAI BAHT", "THAI BAHT", "SATANG"),
    "VND": ("越南盾", "元", "VIETNAMESE DONG", "VIETNAMESE DONG", ""), "PHP": ("菲律賓披索", "元", "PHILIPPINE PESOS", "PHILIPPINE PESO", "CENTAVOS"),
    "NZD": ("紐元", "元", "NEW ZEALAND DOLLARS", "NEW ZEALAND DOLLAR", "CENTS"), "CHF": ("瑞士法郎", "元", "SWISS FRANCS", "SWISS FRANC", "CENTIMES"),
}  # fmt: skip
_TOO_BIG = Text("金額須在零與一京之間，才能寫成大寫", "An amount is written in words from nought up to ten quadrillion")
LIMIT = 10**16


def amount_in_words(amount: Decimal, currency: str) -> Text:
    """The amount in both languages, rounded half up to the hundredth, or to the whole in currencies without one (TWD as cheques have it keeps its cents)."""
    whole, cents = _parts(amount, currency)
    zh_name, unit, plural, single, part = NAMES.get(currency, (currency, "元", currency, currency, "CENTS"))
    zh = f"{zh_name}{chinese_number(whole)}{unit}{_chinese_cents(cents, whole)}"
    words = f"SAY {single if whole == 1 else plural} {english_number(whole)}"
    if cents:
        words += f" AND {part or 'HUNDREDTHS'} {english_number(cents)}"
    return Text(zh, f"{words} ONLY")


def _parts(amount: Decimal, currency: str) -> tuple[int, int]:
    exact = amount.quantize(Decimal("0.01") if currency == "TWD" or minor_digits(currency) else Decimal(1), ROUND_HALF_UP)
    whole, cents = divmod(int((exact * 100).to_integral_value()), 100)
    if exact < 0 or whole >= LIMIT:
        raise BadInput(_TOO_BIG)
    return whole, cents


def _chinese_cents(cents: int, whole: int) -> str:
    if not cents:
        return "整"
    tens, ones = divmod(cents, 10)
    lead = f"{_DIGITS[tens]}角" if tens else "零" if whole else ""
    return f"{lead}{_DIGITS[ones]}分" if ones else f"{lead}整"


def chinese_number(value: int) -> str:
    """A whole number from nought below 10^16 in financial numerals."""
    if value == 0:
        return _DIGITS[0]
    groups = []
    while value:
        value, group = divmod(value, 10_000)
        groups.append(group)
    said, gap = "", False
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if group == 0:
            gap = bool(said)
            continue
        if said and (gap or group < 1000):
            said += _DIGITS[0]
        said, gap = said + _group(group) + _GROUPS[at], False
    return said


def _group(value: int) -> str:
    said, zero = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            said += (_DIGITS[0] if zero and said else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return said


def english_number(value: int) -> str:
    """A whole number from nought below 10^15 in English capitals, hyphened from twenty-one on."""
    if value == 0:
        return "ZERO"
    groups = []
    while value:
        value, group = divmod(value, 1000)
        groups.append(group)
    said = [f"{_hundreds(group)} {_THOUSANDS[at]}".strip() if at < len(_THOUSANDS) else "" for at, group in enumerate(groups) if group]
    return " ".join(reversed(said))


def _hundreds(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    tens = _ONES[rest] if rest < 20 else _TENS[rest // 10] + (f"-{_ONES[rest % 10]}" if rest % 10 else "")
    return " ".join(part for part in (f"{_ONES[hundreds]} HUNDRED" if hundreds else "", tens) if part)
