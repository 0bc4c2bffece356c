"""How a value prints: the one place for digits, signs, units, dates, missing words and marks, for every paper format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from argosy.kernel.money import SCALED, minor_digits
from argosy.kernel.quantity import UNITS
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text, same
from argosy.report.value import MISSING_WORDS, STATUS_MARKS, Value

Tone = Literal["", "good", "near", "bad", "none"]
MINUS = "−"
NBSP = "\u00a0"
YES, NO = Text("是", "yes"), Text("否", "no")
_SCALE = {"%": 100, "‰": 1000}
GLYPHS: dict[Tone, str] = {"good": "●", "near": "◑", "bad": "▲", "none": "○"}
_TONES = {glyph: tone for tone, glyph in GLYPHS.items()}


@dataclass(frozen=True, slots=True)
class Printed:
    """A value ready to print. ``text`` is the main string; ``en`` the second language in ``both``, empty when alike.

    ``currency`` stands before, ``unit`` after; ``mark`` is the raised e, f, p or m; ``interval`` is ``[lo, hi]``; ``note`` a small
    grey line beneath; ``tone`` colours a leading verdict glyph; ``figure`` is the id a reader may ask about: set for
    figures, gaps, and words that have a rule or a source.
    """

    text: str = ""
    en: str = ""
    currency: str = ""
    unit: str = ""
    mark: str = ""
    interval: str = ""
    missing: bool = False
    strong: bool = False
    note: str = ""
    tone: Tone = ""
    figure: str = ""

    @property
    def plain(self) -> str:
        """The whole as one line of text, mark and interval left out."""
        tight = "" if self.unit in _SCALE else NBSP
        body = f"{self.text}{tight}{self.unit}" if self.unit else self.text
        body = f"{self.currency}{NBSP}{body}" if self.currency else body
        return f"{body} {self.en}" if self.en else body


def pair(text: Text | None, lang: str) -> tuple[str, str]:
    """Main and second line of a phrase: only ``both`` has a second, and only when the languages differ."""
    if not text:
        return "", ""
    if lang != "both":
        return text.say(lang), ""
    first, second = text.say("zh-Hant"), text.say("en")
    return first, "" if first == second else second


def printed(value: Value, lang: str, *, dp: int | None = None, unit: bool = True, scale: str = "") -> Printed:
    """The value as it prints on its own. ``unit=False`` leaves the unit to a column head; ``dp`` is a column's decimals.

    ``scale`` is ``%`` or ``‰`` when a head already says so and the cells carry the bare number.
    """
    if value.missing is not None:
        text, en = pair(MISSING_WORDS[value.missing], lang)
        return Printed(text, en, missing=True, figure=value.id)
    if value.is_figure:
        return _figure(value, lang, dp, unit, scale)
    return _words(value, lang)


def _figure(value: Value, lang: str, dp: int | None, unit: bool, scale: str) -> Printed:
    places = dp if dp is not None else decimals(value, scale)
    factor = _factor(value, scale)
    text = number(value.number * factor, places)
    mark, interval = STATUS_MARKS[value.status], _interval(value, factor, places)
    bare = Printed(text, mark=mark, interval=interval, figure=value.id)
    return bare if not unit else _with_unit(bare, value, lang)


def _with_unit(bare: Printed, value: Value, lang: str) -> Printed:
    if value.kind == "money" and value.unit in SCALED:
        currency, words = SCALED[value.unit]
        english = lang == "en"
        return replace(bare, currency=currency if english else "", unit=words.en.removeprefix(f"{currency} ") if english else words.zh)
    if value.kind == "money":
        return replace(bare, currency=value.unit)
    if value.kind == "rate":
        return replace(bare, unit=value.unit if value.unit in _SCALE else "%")
    words = unit_words(value.unit)
    return replace(bare, unit=words.say("zh-Hant" if lang == "both" else lang))


def _words(value: Value, lang: str) -> Printed:
    if value.kind == "bool":
        text, en = pair(YES if str(value.v).lower() in ("true", "1", "yes") else NO, lang)
    elif isinstance(value.v, Text):
        text, en = pair(value.v, lang)
    else:
        text, en = str(value.v), ""
    tone = _TONES.get(text[:1], "")
    asked = value.id if value.trace or value.cites or value.expr else ""
    return Printed(text, en[1:].strip() if tone else en, mark=STATUS_MARKS[value.status], tone=tone, figure=asked)


def number(amount: Fraction, places: int) -> str:
    """Digits grouped by three with a true minus; rounded half away from zero. Zero never carries a sign."""
    rounded = round_to(amount, Fraction(1, 10**places))
    whole, rest = divmod(abs(rounded.numerator) * 10**places // rounded.denominator, 10**places)
    digits = f"{whole:,}" + (f".{rest:0{places}d}" if places else "")
    return f"{MINUS}{digits}" if rounded < 0 else digits


def decimals(value: Value, scale: str = "") -> int:
    """Decimals of a figure: its own ``dp``, else its currency's minor unit, else as many as it has (at most 6)."""
    if value.dp is not None:
        return value.dp
    if value.kind == "money":
        return minor_digits(value.unit)
    text = Decimal(str(value.v)) * _factor(value, scale)
    exponent = text.normalize().as_tuple().exponent
    return min(6, max(0, -exponent)) if isinstance(exponent, int) else 0


def unit_words(unit: str) -> Text:
    """A unit as read: the label of a Rec 20 code, money in thousands or millions in words, any other unit as it stands."""
    if unit in SCALED:
        return SCALED[unit][1]
    found = UNITS.get(unit)
    return found.label if found else same(unit)


def interval_words(lo: str, hi: str) -> str:
    """An interval from its printed ends."""
    return f"[{lo}, {hi}]"


def _interval(value: Value, factor: int, places: int) -> str:
    if value.lo is None or value.hi is None:
        return ""
    return interval_words(*(number(Fraction(end) * factor, places) for end in (value.lo, value.hi)))


def _factor(value: Value, scale: str) -> int:
    return _SCALE.get(scale or value.unit, 100) if value.kind == "rate" else 1
