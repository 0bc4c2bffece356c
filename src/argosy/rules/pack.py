"""What a rule pack says, as frozen values. Nothing here computes: engines do, with the expressions a pack carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from argosy.kernel.expression import Expr
from argosy.kernel.rounding import Rounding
from argosy.kernel.text import Text
from argosy.rules.authority import NOTHING, Authority, Condition, Span
from argosy.rules.provisions import FxRule, Interpretation, OriginScope, PackRate, Programme, Relation

ChargeKind = Literal["duty", "remedy", "excise", "vat", "fee"]
CHARGE_KINDS: tuple[ChargeKind, ...] = ("duty", "remedy", "excise", "vat", "fee")
ValueBasis = Literal["cif", "fob"]
Level = Literal["line", "entry"]
RATE = "rated"
PERCENT = "rated_percent"
BASE = "base"
CUSTOMS_VALUE = "customs_value"
MEASURE = "measure_"
COST = "cost_"
OUTSIDE, CARRIAGE = "outside", "carriage"
CHOICE = "choice_"
ENTRY_LINES = "entry_lines"
EVERY_ORIGIN = OriginScope()


@dataclass(frozen=True, slots=True)
class Input:
    """A fact of a line or of the whole entry that rules ask for.

    ``kind`` ``yes_no`` counts 1 or 0. ``unit`` is a Rec 20 code or empty. A fact that is not given is taken from the quantity of the line
    when ``from_quantity`` and the unit converts, else worked out by ``expr`` from other facts, else ``default`` is assumed and said.
    """

    name: str
    label: Text
    question: Text
    kind: Literal["number", "yes_no"] = "number"
    scope: Level = "line"
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    expr: Expr | None = None
    from_quantity: bool = False
    default: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated scalar of the law: a rate, a threshold, an amount. Money is in the currency of the pack."""

    id: str
    label: Text
    value: Fraction
    unit: str
    span: Span
    authority: Authority


@dataclass(frozen=True, slots=True)
class Step:
    """Rounding of one rule. ``confirmed`` says whether the mode was read in a source."""

    rounding: Rounding
    at: Level = "line"
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Charge:
    """One row of one charge, in force on ``span`` for codes that begin with one of ``codes`` (empty: every code) and goods from ``origins``.

    ``expr`` may use inputs, facts, earlier charges, ``customs_value``, ``base`` (the row's own ``base`` expression) and ``rated``: the rate
    text of the line applied to ``base`` (``rated_percent``: the part of the rate that is a percentage, 0.15 for 15%). A row whose ``expr`` uses ``rated`` applies to lines that carry a rate, and asks for one where the
    code begins with one of ``ask`` (``*``: always). ``measures`` names the inputs that give quantities for specific rates, before the
    quantity of the line. ``silent`` is said once where the charge was neither given nor asked for. ``only_if`` zero means not applicable.
    An entry charge (``step.at``) is computed once from column sums and shared over the lines by ``share_by``.
    """

    id: str
    rule: str
    kind: ChargeKind
    label: Text
    formula: Text
    base: Expr
    expr: Expr
    step: Step
    span: Span
    authority: Authority
    codes: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    question: Text = NOTHING
    measures: tuple[str, ...] = ()
    silent: Text = NOTHING
    only_if: Expr | None = None
    share_by: str = CUSTOMS_VALUE
    origins: OriginScope = EVERY_ORIGIN

    def covers(self, code: str) -> bool:
        """Whether a commodity code falls under the row."""
        return not self.codes or code.startswith(self.codes)

    def asks(self, code: str) -> bool:
        """Whether a line of this code must carry a rate."""
        return "*" in self.ask or (bool(self.ask) and code.startswith(self.ask))


@dataclass(frozen=True, slots=True)
class Exemption:
    """Sets ``charges`` to 0 for the whole entry when every condition holds and no code begins with one of ``excluded``."""

    id: str
    label: Text
    charges: tuple[str, ...]
    conditions: tuple[Condition, ...]
    excluded: tuple[str, ...]
    excluded_text: Text
    span: Span
    authority: Authority


@dataclass(frozen=True, slots=True)
class Penalty:
    """A note on what a wrong declaration costs and how to be heard; printed, never computed."""

    id: str
    text: Text
    span: Span
    authority: Authority


@dataclass(frozen=True, slots=True)
class CustomsValue:
    """How the customs value is stated and rounded."""

    label: Text
    formula: Text
    step: Step
    authority: Authority


@dataclass(frozen=True, slots=True)
class Component:
    """One kind of cost beside the price. ``art8`` kinds are added under article 8 of the WTO Valuation Agreement; ``never`` kinds are not.

    ``incidental``: outside the customs value it still goes with the goods to where they are bound, as carriage and commission do, so that a
    tax on the whole cost of an import counts it.
    """

    kind: str
    label: Text
    question: Text
    treatment: Literal["transport", "art8", "never"]
    share_by: Literal["weight", "value"] = "value"
    incidental: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """What the price at one Incoterm holds, and what each value basis must add to it or take from it.

    ``add`` and ``deduct`` must be known; ``add_if_given`` and ``deduct_if_given`` count only when they are shown separately.
    ``taxes_included`` marks a price that already holds duties and taxes.
    """

    code: str
    editions: tuple[int, ...]
    label: Text
    includes: frozenset[str]
    add: Mapping[ValueBasis, tuple[str, ...]]
    add_if_given: Mapping[ValueBasis, tuple[str, ...]]
    deduct: Mapping[ValueBasis, tuple[str, ...]]
    deduct_if_given: Mapping[ValueBasis, tuple[str, ...]]
    taxes_included: bool = False


@dataclass(frozen=True, slots=True)
class Valuation:
    """The table Incoterm × value basis, with its cost components and its source."""

    terms: Mapping[str, Term]
    components: Mapping[str, Component]
    authority: Authority


@dataclass(frozen=True)
class Pack:
    """The rules of one jurisdiction and flow. Amounts are in ``currency``, a multiple of ``quantum``.

    ``totals`` maps duty, taxes and fees to the charge kinds they hold. ``costs_asked`` are cost kinds a charge may not take as none when
    nobody stated them; ``costs_presumed`` what the law takes of price plus transport for a cost it adds and nobody stated. Rows keep the order of the file; charges of one id stand together
    at the place of the first.
    """

    id: str
    jurisdiction: str
    flow: Literal["import", "export"]
    currency: str
    symbols: tuple[str, ...]
    quantum: Fraction
    value_basis: ValueBasis
    version: str
    reviewed: date
    review_by: date
    label: Text
    value: CustomsValue
    inputs: Mapping[str, Input]
    facts: tuple[Fact, ...]
    charges: tuple[Charge, ...]
    exemptions: tuple[Exemption, ...]
    penalties: tuple[Penalty, ...]
    totals: Mapping[str, tuple[ChargeKind, ...]]
    valuation: Valuation
    costs_asked: tuple[str, ...] = ()
    costs_presumed: Mapping[str, Fraction] = field(default_factory=dict)
    rates: tuple[PackRate, ...] = ()
    relations: tuple[Relation, ...] = ()
    programmes: tuple[Programme, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    fx: FxRule | None = None

    def charge_ids(self) -> tuple[str, ...]:
        """Every charge id once, in legal order."""
        return tuple(dict.fromkeys(c.id for c in self.charges))

    def rows(self, charge: str, on: date) -> Iterator[Charge]:
        """The rows of a charge in force on a day."""
        return (c for c in self.charges if c.id == charge and c.span.holds(on))

    def facts_on(self, on: date) -> dict[str, Fact]:
        """The facts in force on a day."""
        return {f.id: f for f in self.facts if f.span.holds(on)}

    def exemptions_on(self, on: date) -> tuple[Exemption, ...]:
        """The exemptions in force on a day."""
        return tuple(e for e in self.exemptions if e.span.holds(on))

    def penalties_on(self, on: date) -> tuple[Penalty, ...]:
        """The penalty notes in force on a day."""
        return tuple(p for p in self.penalties if p.span.holds(on))
