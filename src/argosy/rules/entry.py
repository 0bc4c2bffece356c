"""One table of a rule file, read field by field; what is wrong with it is collected, not raised at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar, cast

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.expression import Expr, Num, parse
from argosy.kernel.quantity import unit_of
from argosy.kernel.rounding import MODES, Mode, Rounding
from argosy.kernel.source import Confidence
from argosy.kernel.text import Text
from argosy.rules.authority import Authority, Span
from argosy.rules.pack import Step

T = TypeVar("T")
ZERO: Expr = Num(Fraction(0))


class Entry:
    """A table called ``name`` in ``where``. A missing or wrong field adds a ``Problem`` and gives a harmless value."""

    def __init__(self, data: Mapping[str, Any], where: str, name: str, problems: list[Problem]) -> None:
        self.data, self.where, self.name, self.problems = data, where, name, problems
        self.read: set[str] = set()

    def wrong(self, field: str, zh: str, en: str) -> None:
        """Note a fault of one field."""
        self.problems.append(Problem(Text(f"{self.name}：{field} {zh}", f"{self.name}: {field} {en}"), self.where, None, field))

    def get(self, field: str, default: T, kind: type | tuple[type, ...], required: bool = False) -> T:
        """The field when it is of ``kind``, else ``default``."""
        self.read.add(field)
        value = self.data.get(field)
        if value is None:
            if required:
                self.wrong(field, "未填", "is missing")
            return default
        if not isinstance(value, kind):
            self.wrong(field, f"型別不對：{value!r}", f"has the wrong type: {value!r}")
            return default
        return cast("T", value)

    def words(self, field: str, required: bool = False) -> str:
        """A string."""
        return self.get(field, "", str, required)

    def text(self, field: str, required: bool = False) -> Text:
        """``field_zh`` and ``field_en``; one without the other is a fault."""
        zh, en = self.words(f"{field}_zh", required), self.words(f"{field}_en", required)
        if bool(zh) != bool(en) and not required:
            self.wrong(field, "須有中英文", "needs both languages")
        return Text(zh, en)

    def day(self, field: str, required: bool = False) -> date | None:
        """A date."""
        return self.get(field, None, date, required)

    def names(self, field: str) -> tuple[str, ...]:
        """A list of strings."""
        found: list[Any] = self.get(field, [], list)
        if not all(isinstance(v, str) for v in found):
            self.wrong(field, "須為文字清單", "must be a list of texts")
            return ()
        return tuple(found)

    def number(self, field: str, required: bool = False) -> Fraction | None:
        """An exact number, written as text or as an integer; a TOML float is refused, for it is not exact."""
        value = self.get(field, None, (str, int), required)
        return None if value is None else self._try(field, lambda: Fraction(value))

    def expr(self, field: str, required: bool = False) -> Expr | None:
        """An expression of the kernel grammar."""
        words = self.words(field, required)
        return self._try(field, lambda: parse(words)) if words else None

    def choice(self, field: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of ``allowed``; required when there is no ``default``."""
        value = self.words(field, required=default is None) or default or next(iter(allowed))
        if value not in allowed:
            self.wrong(field, f"須為 {'、'.join(allowed)} 之一", f"must be one of {', '.join(allowed)}")
            return next(iter(allowed))
        return value

    def unit(self, field: str) -> str:
        """A Rec 20 unit code, or nothing."""
        words = self.words(field)
        return (self._try(field, lambda: unit_of(words).code) or "") if words else ""

    def span(self) -> Span:
        """``valid_from`` (required) and ``valid_to``."""
        start, end = self.day("valid_from", required=True) or date.max, self.day("valid_to")
        if end is not None and end < start:
            self.wrong("valid_to", f"{end} 早於 valid_from {start}", f"{end} is before valid_from {start}")
        return Span(start, end)

    def authority(self) -> Authority:
        """Law, source, day read, confidence, review day, note. High or medium confidence needs the day the source was read."""
        confidence = cast("Confidence", self.choice("confidence", ("high", "medium", "low")))
        read_on = self.day("source_read_on", required=confidence != "low")
        legal, source = self.text("legal", required=True), self.text("source", required=True)
        return Authority(legal, source, read_on, confidence, self.day("review_by"), self.text("note"))

    def step(self) -> Step:
        """``round = {mode, to, at, confirmed}``."""
        table: dict[str, Any] = self.get("round", {}, dict, required=True)
        inner = Entry(table, self.where, f"{self.name}.round", self.problems)
        mode = cast("Mode", inner.choice("mode", MODES))
        to = inner.number("to", required=True) or Fraction(1)
        at = "entry" if inner.choice("at", ("line", "entry")) == "entry" else "line"
        confirmed: bool = inner.get("confirmed", True, bool)
        inner.done()
        return Step(Rounding(mode, to), "entry" if at == "entry" else "line", confirmed)

    def done(self) -> None:
        """Every field nobody asked for is a fault: a misspelt field must not pass in silence."""
        for field in self.data.keys() - self.read:
            self.wrong(field, "是不認得的欄位", "is not a known field")

    def _try(self, field: str, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except BadInput as error:
            self.wrong(field, error.message.zh, error.message.en)
        except (ValueError, ZeroDivisionError):
            self.wrong(field, "不是數字", "is not a number")
        return None
