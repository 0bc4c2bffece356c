"""What an assessment is asked about: one entry of goods with its costs, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from argosy.kernel.quantity import Unit
from argosy.kernel.text import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Something nobody stated. ``line`` is a line id, or ``None`` for the entry; ``field`` is the path of the field to fill in.

    ``blocks`` says that an amount could not be worked out for want of it.
    """

    line: str | None
    field: str
    what: Text
    why: Text
    ask: Text
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost beside the price, shared by all lines. ``dutiable`` overrides what the kind would mean; ``None`` leaves it to the rules."""

    kind: str
    amount: Fraction
    currency: str
    dutiable: bool | None = None


@dataclass(frozen=True, slots=True)
class TariffRate:
    """A rate that a tariff schedule gives: its text in canonical form, as printed (``raw``), the column or programme and the edition it stands in.

    Where a person must read or settle it, ``text`` is no rate (it begins with ``?``) and ``why`` says what to do. ``code`` is where the
    schedule states it. ``eligible``: whether the origin qualifies as far as the schedule goes; ``None`` is not known.
    """

    text: str
    raw: str
    column: str
    source: Text
    edition: str = ""
    quota: str = ""
    code: str = ""
    label: Text = NOTHING
    use: str = "standard"
    conditions: str = ""
    why: Text = NOTHING
    eligible: bool | None = True


@dataclass(frozen=True, slots=True)
class Claim:
    """A programme the importer asks for on a line, with its rate when stated."""

    programme: str
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of goods. ``value`` is the price of the whole line at the Incoterm, in the currency of the consignment.

    ``code`` holds digits only and is empty when none was usable. Weights are in kg, the volume in m³. ``facts`` are numbers, yes as 1 and no as 0.
    ``rates`` maps a charge id to a rate text stated by a person; ``tariff`` to what a schedule gives, ``columns`` a column or programme of
    the schedule to its rate of duty.
    """

    id: str
    code: str = ""
    origin: str = ""
    description: str = ""
    value: Fraction | None = None
    quantity: Fraction | None = None
    unit: Unit | None = None
    net_kg: Fraction | None = None
    gross_kg: Fraction | None = None
    volume_m3: Fraction | None = None
    facts: Mapping[str, Fraction] = field(default_factory=dict)
    rates: Mapping[str, str] = field(default_factory=dict)
    claim: Claim | None = None
    tariff: Mapping[str, TariffRate] = field(default_factory=dict)
    columns: Mapping[str, TariffRate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Consignment:
    """One entry. ``fx`` holds units of the jurisdiction's currency per 1 unit. ``edition`` 0 means that none was stated.

    ``allocation`` maps a cost kind to weight, value, quantity or volume where the choice is not left to the rules. ``facts`` hold for the entry.
    ``interpretations`` maps a disputed rule to the reading chosen.
    ``found`` lists what was wrong with single lines when they were read; those lines are still assessed as far as they go.
    """

    jurisdiction: str
    date: date
    incoterm: str
    currency: str
    lines: tuple[Line, ...]
    flow: str = "import"
    edition: int = 0
    place: str = ""
    fx: Mapping[str, Fraction] = field(default_factory=dict)
    costs: tuple[Cost, ...] = ()
    allocation: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Fraction] = field(default_factory=dict)
    interpretations: Mapping[str, str] = field(default_factory=dict)
    found: tuple[Unresolved, ...] = ()
