"""One table of plain data read field by field; what is wrong with it is collected with its place, not raised at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.kernel.errors import Problem
from argosy.kernel.text import Text

_NUMBER = re.compile(r"\d+(\.\d+)?")
LONGEST = 40


class Fields:
    """A table at ``place`` (``materials.3``). A wrong field adds a ``Problem`` and gives a harmless value."""

    def __init__(self, data: Any, place: str, problems: list[Problem]) -> None:
        self.place, self.problems = place, problems
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.wrong("", "須為物件", "must be an object")

    def wrong(self, field: str, zh: str, en: str) -> None:
        """Note a fault of one field."""
        at = ".".join(p for p in (self.place, field) if p)
        self.problems.append(Problem(Text(f"{at or 'JSON'} {zh}", f"{at or 'JSON'} {en}"), "", None, at))

    def known(self, *names: str) -> None:
        """Every field that is none of ``names`` is a fault: a misspelt one must not pass in silence."""
        for name in sorted(self.data.keys() - set(names)):
            self.wrong(name, "是不認得的欄位", "is not a known field")

    def inner(self, field: str) -> Fields:
        """A table within."""
        return Fields(self.data.get(field, {}), self._at(field), self.problems)

    def rows(self, field: str) -> list[Fields]:
        """A list of tables within."""
        found = self.data.get(field, [])
        if not isinstance(found, list):
            self.wrong(field, "須為清單", "must be a list")
            return []
        return [Fields(row, self._at(f"{field}.{self._id(row, i)}"), self.problems) for i, row in enumerate(found, 1)]

    def words(self, field: str, required: bool = False) -> str:
        """A text."""
        value = self.data.get(field)
        if isinstance(value, str) and (value.strip() or not required):
            return value.strip()
        if value is not None or required:
            self.wrong(field, "須為文字", "must be a text" if value is not None else "is missing")
        return ""

    def names(self, field: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self.data.get(field, [])
        if not isinstance(found, list) or not all(isinstance(v, str) for v in found):
            self.wrong(field, "須為文字清單", "must be a list of texts")
            return ()
        return tuple(found)

    def number(self, field: str, positive: bool = False) -> Fraction | None:
        """An exact number from zero on, as text, whole number or decimal; a float is refused."""
        value = self.data.get(field)
        if value is None:
            return None
        text = f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else str(value)
        if isinstance(value, bool | float) or len(text) > LONGEST or not _NUMBER.fullmatch(text):
            self.wrong(field, f"「{text[:LONGEST]}」須為不小於零之數", f"{text[:LONGEST]!r} must be a number from zero on")
            return None
        if positive and Fraction(text) == 0:
            self.wrong(field, "須大於零", "must be above zero")
            return None
        return Fraction(text)

    def whole(self, field: str) -> int | None:
        """A whole number."""
        value = self.data.get(field)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.wrong(field, "須為整數", "must be a whole number")
        return None

    def yes_no(self, field: str) -> bool | None:
        """True, false, or nothing said."""
        value = self.data.get(field)
        if value is None or isinstance(value, bool):
            return value
        self.wrong(field, "須為 true 或 false", "must be true or false")
        return None

    def day(self, field: str, required: bool = False) -> date | None:
        """An ISO 8601 date."""
        value = self.data.get(field)
        if isinstance(value, date):
            return value
        text = self.words(field, required)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.wrong(field, f"「{text[:LONGEST]}」不是日期", f"{text[:LONGEST]!r} is no date")
            return None

    def code(self, field: str, least: int) -> str:
        """A tariff code of at least ``least`` digits; dots, hyphens and spaces are dropped."""
        digits = re.sub(r"[.\s-]", "", self.words(field, required=True))
        if not re.fullmatch(rf"[0-9]{{{least},14}}", digits):
            if self.data.get(field):
                self.wrong(field, f"須為 {least} 碼以上之稅則號列", f"must be a code of {least} digits or more")
            return "0" * least
        return digits

    def country(self, field: str, required: bool = False) -> str:
        """An ISO 3166-1 alpha-2 code or the code of a customs union."""
        text = self.words(field, required).upper()
        if text and not re.fullmatch(r"[A-Z]{2}", text):
            self.wrong(field, f"「{text[:LONGEST]}」須為二碼國碼", f"{text[:LONGEST]!r} must be a two-letter code")
            return ""
        return text

    def choice(self, field: str, allowed: Collection[str], default: str) -> str:
        """One of ``allowed``; required when the default is empty."""
        text = self.words(field, required=not default) or default
        if text in allowed:
            return text
        if text:
            self.wrong(field, f"須為 {'、'.join(allowed)} 之一", f"must be one of {', '.join(allowed)}")
        return next(iter(allowed))

    def _at(self, field: str) -> str:
        return f"{self.place}.{field}" if self.place else field

    @staticmethod
    def _id(row: Any, place: int) -> str:
        found = row.get("id") if isinstance(row, Mapping) else None
        return found if isinstance(found, str) and found else str(place)
