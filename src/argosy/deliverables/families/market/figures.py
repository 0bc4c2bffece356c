"""Numbers as figures of the report: rounded for reading, with unit, certainty, rule and source. A number nobody has says why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.deliverables.families.market.facts import TRADE
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text
from argosy.report.value import Kind, Missing, Value

MILLION, THOUSAND = "USD m", "USD k"
_PLACES = {"money": 6, "rate": 6, "score": 6, "quantity": 3, "count": 0}
LEVEL95 = "95%"


def plain(number: float | Decimal | int, places: int = 6) -> str:
    """A finite number as the shortest decimal text of at most ``places`` decimals."""
    made = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    text = f"{round(made, places):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def figure(
    identity: str, number: float | Decimal | int | None, kind: Kind, label: Text | None = None, *, unit: str = "", dp: int | None = None,
    trace: str | None = None, expr: str | None = None, cites: tuple[str, ...] = (TRADE,), missing: Missing = "source_gap", **more: Any,
) -> Value:  # fmt: skip
    """One figure. ``None`` or a number that is none becomes ``missing``; ``expr`` must give the number exactly."""
    if number is None or (isinstance(number, float) and not math.isfinite(number)):
        return Value(id=identity, missing=missing, kind=kind, unit=unit, label=label, cites=cites)
    text = plain(number, _PLACES.get(kind, 6))
    return Value(id=identity, v=text, kind=kind, unit=unit, dp=dp, label=label, trace=trace, expr=expr, cites=cites, **more)


def millions(identity: str, dollars: float | None, label: Text | None = None, **more: Any) -> Value:
    """US dollars told in millions, one decimal."""
    given = {"trace": "value", "dp": 1, **more}
    return figure(identity, None if dollars is None else dollars / 1e6, "money", label, unit=MILLION, **given)


def thousands(identity: str, dollars: float | None, label: Text | None = None, **more: Any) -> Value:
    """US dollars told in thousands, no decimal."""
    given = {"trace": "value", "dp": 0, **more}
    return figure(identity, None if dollars is None else dollars / 1e3, "money", label, unit=THOUSAND, **given)


def rate(identity: str, share: float | None, label: Text | None = None, **more: Any) -> Value:
    """A fraction of one printed as percent, one decimal."""
    return figure(identity, share, "rate", label, **{"dp": 1, **more})


def score(identity: str, number: float | None, label: Text | None = None, **more: Any) -> Value:
    """A pure number, two decimals."""
    return figure(identity, number, "score", label, **{"dp": 2, **more})


def count(identity: str, number: int | None, label: Text | None = None, **more: Any) -> Value:
    """A whole number."""
    return figure(identity, number, "count", label, **{"dp": 0, "trace": "count", **more})


def estimate(
    make: Any, identity: str, point: float | None, ends: Sequence[float | None], label: Text | None = None, *, level: str = LEVEL95, n: int | None = None,
    method: Text | None = None, why: Text | None = None, scale: float = 1.0, status: str = "estimate", **more: Any,
) -> Value:  # fmt: skip
    """An estimate by ``make`` (``rate``, ``millions`` …) with the ``ends`` of its interval; ``why`` says why there is none. ``scale`` divides the ends."""
    low, high = (None if e is None or not math.isfinite(e) else plain(e / scale) for e in ends)
    whole = low is not None and high is not None
    reason = None if whole else why or Text("資料不足以給出區間", "too little data for an interval")
    told: dict[str, Any] = {"status": status, "n": n, "method": method, "level": level if whole else None, "lo": low if whole else None,
                            "hi": high if whole else None, "no_interval": reason}  # fmt: skip
    if point is None or not math.isfinite(point):
        told = {}
    made: Value = make(identity, point, label, **told, **more)
    return made


def worked(identity: str, number: Fraction, step: str, kind: Kind, expr: str, label: Text | None = None, **more: Any) -> Value:
    """A figure worked out from others of the document: ``expr`` is ``round_to(…, step)`` of the exact ``number``, so that they agree."""
    return Value(
        id=identity, v=decimal_text(round_to(number, Fraction(step))), kind=kind, expr=f"round_to({expr}, {step})", label=label, **more
    )


def words(identity: str, text: Text | str, label: Text | None = None, **more: Any) -> Value:
    """Words as a value; empty words are not recorded."""
    missing = more.pop("missing", "not_recorded")
    if not text:
        return Value(id=identity, missing=missing, label=label, **more)
    return Value(id=identity, v=text, label=label, **more)


def percent(number: float, places: int = 1) -> str:
    """A fraction as it is read in a title: ``12.3%``, with a true minus."""
    return f"{_unsigned(round(number * 100, places)):.{places}f}%".replace("-", "−")


def _unsigned(number: float) -> float:
    """A number rounded to nought without a sign."""
    return number if number else 0.0


def in_millions(dollars: float) -> str:
    """US dollars in millions as read in a title: one decimal, none from a thousand million on."""
    places = 0 if abs(dollars) >= 1e9 else 1
    return f"{_unsigned(round(dollars / 1e6, places)):,.{places}f}".replace("-", "−")
