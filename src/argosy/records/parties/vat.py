"""Check digits of tax numbers abroad: VAT numbers of Europe by their country's rule, and the numbers of Japan, Korea and Australia.

Sources: Council Regulation (EU) 904/2010 and the tax offices' own descriptions of their numbers (ISO 7064 for Germany; modulus 97 for Belgium, France and
the United Kingdom; Luhn for Italy; modulus 89 for Australia's ABN; modulus 9 for Japan's corporate number). A number in another form, or of a country
not listed, is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable


def _de(d: list[int]) -> bool:
    product = 10
    for digit in d[:8]:
        product = (((digit + product) % 10 or 10) * 2) % 11
    return (11 - product) % 10 == d[8]


def _weighed(d: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(d, weights, strict=False))


def _luhn(d: list[int]) -> bool:
    total = sum(digit if at % 2 else sum(divmod(digit * 2, 10)) for at, digit in enumerate(reversed(d), 1))
    return total % 10 == 0


def _at(d: list[int]) -> bool:
    total = sum(digit if at % 2 == 0 else sum(divmod(digit * 2, 10)) for at, digit in enumerate(d[:7]))
    return (10 - (total + 4) % 10) % 10 == d[7]


def _number(d: list[int]) -> int:
    return int("".join(map(str, d)))


def _gb(d: list[int]) -> bool:
    total = _weighed(d[:7], (8, 7, 6, 5, 4, 3, 2)) + _number(d[7:9])
    return total % 97 == 0 or (total + 55) % 97 == 0


def _jp(d: list[int]) -> bool:
    total = sum(digit * (1 if at % 2 else 2) for at, digit in enumerate(d[1:]))
    return 9 - total % 9 == d[0]


def _kr(d: list[int]) -> bool:
    total = _weighed(d[:9], (1, 3, 7, 1, 3, 7, 1, 3, 5)) + d[8] * 5 // 10
    return (10 - total % 10) % 10 == d[9]


def _nl(d: list[int]) -> bool:
    """Nine digits by modulus 11; those of single traders since 2020 by modulus 97 over the whole, which ``_nl97`` reads."""
    return _weighed(d[:8], (9, 8, 7, 6, 5, 4, 3, 2)) % 11 == d[8]


# country: the form of the number, whose groups of digits the rule takes
RULES: dict[str, tuple[str, Callable[[list[int]], bool]]] = {
    "DE": (r"DE(\d{9})", _de),
    "FR": (r"FR(\d{11})", lambda d: (12 + 3 * (_number(d[2:]) % 97)) % 97 == _number(d[:2])),
    "BE": (r"BE(\d{10})", lambda d: 97 - _number(d[:8]) % 97 == _number(d[8:])),
    "IT": (r"IT(\d{11})", _luhn),
    "AT": (r"ATU(\d{8})", _at),
    "NL": (r"NL(\d{9})B\d{2}", _nl),
    "DK": (r"DK(\d{8})", lambda d: _weighed(d, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0),
    "FI": (r"FI(\d{8})", lambda d: _weighed(d, (7, 9, 10, 5, 8, 4, 2, 1)) % 11 == 0),
    "PL": (r"PL(\d{10})", lambda d: _weighed(d[:9], (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == d[9]),
    "SE": (r"SE(\d{10})01", _luhn),
    "GB": (r"GB(\d{9})(?:\d{3})?", _gb),
    "AU": (r"(\d{11})", lambda d: _weighed([d[0] - 1, *d[1:]], (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) % 89 == 0),
    "JP": (r"T?(\d{13})", _jp),
    "KR": (r"(\d{10})", _kr),
}


def plain(number: str) -> str:
    """A number without blanks, points and dashes, in capitals."""
    return re.sub(r"[\s.\-]", "", number).upper()


def check_digits(country: str, number: str) -> bool | None:
    """Whether the check digits of a number match; ``None`` for a country or a form that is not judged."""
    form = RULES.get(country)
    match = re.fullmatch(form[0], plain(number)) if form else None
    if form is None or match is None:
        return None
    digits = [int(ch) for ch in match[1]]
    if form[1](digits):
        return True
    return country == "NL" and _nl97(plain(number))


def _nl97(number: str) -> bool:
    """Modulus 97 over letters as numbers (A = 10 …), as ISO 7064 has it."""
    return int("".join(str(int(ch, 36)) for ch in number)) % 97 == 1
