"""Provisions beside the charges themselves: rates a pack carries, how measures stack, programmes to choose from, disputed readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from argosy.kernel.expression import Expr
from argosy.kernel.text import Text
from argosy.rules.authority import Authority, Condition, Span

How = Literal["stacks", "excludes", "replaces", "displaces", "floor"]
HOWS: tuple[How, ...] = ("stacks", "excludes", "replaces", "displaces", "floor")
ProgrammeKind = Literal["preference", "suspension", "quota", "relief", "regime", "drawback"]
PROGRAMME_KINDS: tuple[ProgrammeKind, ...] = ("preference", "suspension", "quota", "relief", "regime", "drawback")
NOT_CHARGED = "none"


@dataclass(frozen=True, slots=True)
class OriginScope:
    """Countries of origin (ISO 3166-1 alpha-2) a rule is for. Empty ``only`` means all; ``but`` are left out."""

    only: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.only or self.but)

    def holds(self, origin: str) -> bool | None:
        """Whether goods of that origin fall under the rule; ``None`` when it depends on an origin nobody stated."""
        if not self:
            return True
        if not origin:
            return None
        return (not self.only or origin in self.only) and origin not in self.but


@dataclass(frozen=True, slots=True)
class PackRate:
    """A dated rate of a charge that the pack itself carries, for codes that begin with one of ``codes`` (empty: every code).

    ``text`` is a rate text, or ``none``: nothing is charged, and ``label`` says why. ``lengths`` are the lengths of the prefixes.
    """

    charge: str
    rule: str
    text: str
    label: Text
    codes: frozenset[str]
    origins: OriginScope
    only_if: Expr | None
    span: Span
    authority: Authority
    lengths: tuple[int, ...] = ()

    def reach(self, code: str) -> int | None:
        """The length of the longest prefix that fits the code; 0 when the rate is for every code, ``None`` when it is not for this one."""
        if not self.codes:
            return 0
        return next((n for n in self.lengths if code[:n] in self.codes and len(code) >= n), None)

    def may_reach(self, code: str) -> bool:
        """Whether a longer code that begins with this one could fall under the rate."""
        return any(len(prefix) > len(code) and prefix.startswith(code) for prefix in self.codes)


@dataclass(frozen=True, slots=True)
class Relation:
    """How two charges meet on a line where ``subject`` owes more than 0.

    ``excludes`` and ``replaces`` set ``object`` to 0, ``displaces`` even where ``subject`` applies and comes to 0; ``floor`` leaves of it what tops ``subject`` up to it; ``stacks``: both are due in full.
    """

    id: str
    subject: str
    how: How
    object: str
    label: Text
    span: Span
    authority: Authority


@dataclass(frozen=True, slots=True)
class Programme:
    """A lawful way to pay less: chosen by the importer, never applied unasked. Who states the fact ``stated_by`` has chosen it.

    ``rates`` fixes the rate of a charge, ``facts`` are facts of the line that go with it (0 or 1, or a number), ``columns`` names the columns of a tariff that state one, ``effect`` gives the new amount of a
    charge over names, its own usual amount among them; for a drawback that is what is added (below 0: paid back). ``conditions`` are over
    the line and the entry.
    """

    id: str
    kind: ProgrammeKind
    label: Text
    origins: OriginScope
    codes: tuple[str, ...]
    columns: tuple[str, ...]
    rates: Mapping[str, str]
    effect: Mapping[str, Expr]
    conditions: tuple[Condition, ...]
    span: Span
    authority: Authority
    facts: Mapping[str, Fraction] = field(default_factory=dict)
    stated_by: str = ""

    def covers(self, code: str) -> bool:
        """Whether goods of a commodity code may use it."""
        return not self.codes or code.startswith(self.codes)


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of a disputed rule."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A rule that is read in more than one way: rules see ``choice_<id>`` as the place of the reading chosen, counted from 0."""

    id: str
    label: Text
    choices: tuple[Choice, ...]
    default: str
    authority: Authority

    def place(self, choice: str) -> int | None:
        """The place of a reading, or ``None`` when there is no such one."""
        return next((i for i, one in enumerate(self.choices) if one.id == choice), None)


@dataclass(frozen=True, slots=True)
class FxRule:
    """Which exchange rate the authority takes: how often it sets one, and the table that holds it."""

    label: Text
    cycle: str
    table: str
    authority: Authority
