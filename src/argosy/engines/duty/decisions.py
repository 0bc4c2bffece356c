"""What the rules say of goods before any figure is known: per commodity code and origin, decided once by the rows of the exact engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from argosy.engines.duty.ratecard import ABSENT, UNKNOWN, UNRATED
from argosy.engines.duty.rowbook import OriginUnknownError, Rows
from argosy.kernel.expression import Expr
from argosy.rules.pack import Pack
from argosy.rules.provisions import NOT_CHARGED

NO_ROW = -1
Outcome = str | int
Steps = tuple[tuple[Expr | None, Outcome], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One charge on goods. ``row`` is the place of the rule row among those of the day, or ``NO_ROW``.

    ``open``: a rate stated on the line is taken; ``scheduled``: a schedule is looked at. Else the first step whose test holds gives the
    outcome: a rate text, or one of ``UNKNOWN``, ``ABSENT``, ``UNRATED``. The last step has no test.
    """

    row: int
    open: bool
    scheduled: bool
    steps: Steps


def decide(rows: Rows, charge: str, code: str, origin: str) -> Choice:
    """How a charge meets goods of a code (digits, empty: none usable) and an origin (empty: not known)."""
    closed = Choice(NO_ROW, False, False, ((None, UNKNOWN),))
    if not code:
        return closed
    try:
        row = rows.row(charge, code, origin)
    except OriginUnknownError:
        return closed
    place = NO_ROW if row is None else next(i for i, one in enumerate(rows.all[charge]) if one is row)
    if rows.splits(charge, code, origin):
        return Choice(place, True, False, ((None, UNKNOWN),))
    if row is None:
        return Choice(NO_ROW, True, False, ((None, ABSENT),))
    if not rows.rated(row):
        return Choice(place, True, False, ((None, UNRATED),))
    return Choice(place, True, True, _steps(rows, charge, code, origin))


def _steps(rows: Rows, charge: str, code: str, origin: str) -> Steps:
    steps: list[tuple[Expr | None, Outcome]] = []
    for rate in rows.found_rates(charge, code, origin):
        if rate.origins.holds(origin) is None:
            return (*steps, (None, UNKNOWN))
        outcome: Outcome = ABSENT if rate.text == NOT_CHARGED else rate.text
        steps.append((rate.only_if, UNKNOWN if rows.too_short(charge, code, origin, rate.text) else outcome))
        if rate.only_if is None:
            return tuple(steps)
    row = rows.row(charge, code, origin)
    unsure = rows.too_short(charge, code, origin, "") or (row is not None and row.asks(code))
    return (*steps, (None, UNKNOWN if unsure else ABSENT))


def prefixes(rows: Rows, pack: Pack) -> dict[str, tuple[str, ...]]:
    """Every code prefix the rules of the day name, with the rules that name it."""
    found: dict[str, set[str]] = {}
    for rule, codes in _naming(rows, pack):
        for prefix in codes:
            found.setdefault(prefix, set()).add(rule)
    return {prefix: tuple(sorted(names)) for prefix, names in found.items()}


def _naming(rows: Rows, pack: Pack) -> Iterator[tuple[str, Iterable[str]]]:
    """Each rule that names prefixes, with these."""
    for charge, every in rows.all.items():
        for i, row in enumerate(every):
            yield f"{charge} row {i}", row.codes
            yield f"{charge} ask {i}", (code for code in row.ask if code != "*")
        for i, rate in enumerate(rows.rates.get(charge, ())):
            yield f"{charge} rate {i}", rate.codes
    for exemption in pack.exemptions:
        yield f"exemption {exemption.id}", exemption.excluded
