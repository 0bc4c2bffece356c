"""What an assessment says: amounts per line and for the entry, totals, options, and everything that is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from argosy.engines.duty.buildup import BuildUp, Conflict
from argosy.engines.duty.charging import Charged, LineCharge
from argosy.engines.duty.consignment import Consignment, Line, Unresolved
from argosy.engines.duty.entry import EntryCharge
from argosy.kernel.source import Confidence
from argosy.kernel.text import Text
from argosy.rules.pack import Pack, Penalty
from argosy.rules.provisions import Choice, Interpretation


@dataclass(frozen=True, slots=True)
class AssessedLine:
    """One line. ``price`` is its price basis in the currency of the pack before rounding; ``total`` its charges without entry charges.

    ``total`` is ``None`` when an amount is missing; such a line stays out of the totals.
    """

    line: Line
    price: Fraction | None
    customs_value: Fraction | None
    charged: Charged
    total: Fraction | None

    @property
    def charges(self) -> tuple[LineCharge, ...]:
        """The charges in legal order, those that do not apply included."""
        return self.charged.charges


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the complete lines, in the currency of the pack. ``payable`` = duty + taxes + fees.

    ``complete``: no line and no entry charge was left out.
    """

    customs_value: Fraction
    duty: Fraction
    taxes: Fraction
    fees: Fraction
    payable: Fraction
    landed_cost: Fraction
    complete: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One lawful way to pay. ``eligible`` is ``None`` while ``missing`` has something. ``saving`` is against the entry as declared.

    ``used`` marks the one the amounts of the assessment follow. ``kind`` is that of a programme, ``lines`` the lines it could be used on
    (empty: the whole entry), ``ready`` those of them on which nothing is missing.
    """

    programme: str
    label: Text
    eligible: bool | None
    used: bool
    missing: tuple[Text, ...] = ()
    reasons: tuple[Text, ...] = ()
    payable: Fraction | None = None
    saving: Fraction | None = None
    kind: str = ""
    lines: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A disputed rule that touched the entry: the place of the reading used, and what is payable under each."""

    rule: Interpretation
    used: int
    payable: tuple[Fraction, ...]

    @property
    def sides(self) -> tuple[tuple[Choice, Fraction], ...]:
        """Each reading with what is payable under it."""
        return tuple(zip(self.rule.choices, self.payable, strict=True))


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know before relying on a figure. ``rule`` and ``lines`` name where it counts; empty means the whole entry."""

    code: str
    message: Text
    rule: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleUse:
    """One rule that made an amount: formula in words, rounding, law, source, confidence. ``given_on`` lists lines that brought their rate."""

    id: str
    charge: str
    label: Text
    formula: Text
    rounding: Text
    legal: Text
    source: Text
    read_on: date | None
    confidence: Confidence
    review_by: date | None
    note: Text
    given_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """The whole answer. Amounts are exact fractions in the currency of the pack.

    ``method`` says how the customs value was reached; ``incomplete`` lists the lines left out of the totals.
    """

    consignment: Consignment
    pack: Pack
    on: date
    build_up: BuildUp
    lines: tuple[AssessedLine, ...]
    entry: tuple[EntryCharge, ...]
    totals: Totals
    options: tuple[Option, ...]
    unresolved: tuple[Unresolved, ...]
    warnings: tuple[Caution, ...]
    rules: tuple[RuleUse, ...]
    penalties: tuple[Penalty, ...]
    method: Text
    incomplete: tuple[str, ...]
    readings: tuple[Reading, ...] = ()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Costs that contradict the Incoterm."""
        return self.build_up.conflicts
