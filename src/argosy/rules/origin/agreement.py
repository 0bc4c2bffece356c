"""What an agreement says on origin, as frozen values. Nothing here computes: the origin engine does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from argosy.kernel.source import Confidence
from argosy.kernel.text import NOTHING, Text
from argosy.rules.authority import Authority, Span
from argosy.rules.origin.codes import Codes
from argosy.rules.origin.language import Rule

PartyRole = Literal["both", "giver", "beneficiary"]
CumulationKind = Literal["bilateral", "diagonal", "full"]
CUMULATIONS: tuple[CumulationKind, ...] = ("bilateral", "diagonal", "full")
TransportKind = Literal["direct", "non_alteration", "none"]
TRANSPORTS: tuple[TransportKind, ...] = ("direct", "non_alteration", "none")
ProofKind = Literal[
    "certificate_of_origin", "origin_declaration", "approved_exporter_declaration", "self_certification", "importers_knowledge", "rex_statement", "movement_certificate",
]  # fmt: skip
PROOFS: tuple[ProofKind, ...] = (
    "certificate_of_origin", "origin_declaration", "approved_exporter_declaration", "self_certification", "importers_knowledge", "rex_statement", "movement_certificate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """A territory in the agreement from ``span`` on. ``codes`` are its ISO 3166-1 alpha-2 codes: one, or those of a customs union."""

    name: str
    codes: tuple[str, ...]
    span: Span
    role: PartyRole = "both"


@dataclass(frozen=True, slots=True)
class Pair:
    """Days on which the agreement applies between two parties, where these differ from the parties' own."""

    a: str
    b: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Cumulation:
    """``bilateral``: originating materials of parties count. ``diagonal``: those of ``others`` too. ``full``: working in any party counts."""

    kind: CumulationKind
    others: tuple[str, ...]
    authority: Authority


@dataclass(frozen=True, slots=True)
class Method:
    """A way to work out regional value content. ``subtract``: (base − non-originating) ÷ base. ``add``: sum of ``parts`` ÷ base.

    ``parts`` names costs, ``materials`` being the originating materials.
    """

    id: str
    kind: Literal["subtract", "add"]
    base: str
    parts: tuple[str, ...]
    label: Text
    authority: Authority


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Materials that break a rule are forgiven up to ``percent`` of ``base`` (a value, or ``product`` and ``component`` for weight).

    For products of ``codes`` but not ``barred``. Materials of ``materials_barred`` are never forgiven. ``rescues`` names the conditions it
    may save. ``only_if`` is a process or fact a person confirms.
    """

    measure: Literal["value", "weight"]
    percent: Fraction
    base: str
    codes: Codes
    barred: Codes
    materials: Codes
    materials_barred: Codes
    rescues: tuple[str, ...]
    only_if: str
    label: Text
    authority: Authority


@dataclass(frozen=True, slots=True)
class Disregard:
    """Materials left out of changes of classification for products of ``codes``: those outside ``unless``, or not the main component."""

    codes: Codes
    unless: Codes
    not_component: bool
    label: Text
    authority: Authority


@dataclass(frozen=True, slots=True)
class Transport:
    """What goods may undergo on the way through a third territory."""

    kind: TransportKind
    allowed: tuple[str, ...]
    customs_control: bool
    evidence: Text
    authority: Authority


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof of origin an importing party takes. ``limit`` is the greatest value of a consignment it covers, in ``currency``."""

    kind: ProofKind
    issuer: Text
    months: int | None
    parties: tuple[str, ...]
    limit: Fraction | None
    currency: str
    span: Span
    note: Text
    authority: Authority

    def holds(self, importer: str, on: date) -> bool:
        """Whether an importing party takes it on a day."""
        return self.span.holds(on) and (not self.parties or importer in self.parties)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A consignment of at most ``amount`` needs no proof in ``parties`` (all, when empty)."""

    parties: tuple[str, ...]
    amount: Fraction
    currency: str
    note: Text
    authority: Authority


@dataclass(frozen=True, slots=True)
class Retrospective:
    """Claims after importation within ``months``; ``None`` where the importing party's own law decides."""

    months: int | None
    note: Text
    authority: Authority


@dataclass(frozen=True, slots=True)
class ProductRule:
    """One row: the rule of products whose code falls into ``codes``, in force on ``span``.

    ``part`` tells apart goods of one code that have different rules; ``importers`` limits the row to goods entering those parties.
    """

    codes: Codes
    part: str
    rule: Rule
    text: str
    span: Span
    importers: tuple[str, ...]
    authority: Authority

    def length(self, code: str) -> int:
        """How many digits of the code the row fixes; 0 when it does not cover the code."""
        return max((len(r.low) for r in self.codes if r.covers(code)), default=0)


@dataclass(frozen=True)
class Agreement:
    """The rules of origin of one agreement or scheme. ``any_methods`` are the methods a rule without one may be met by.

    ``entry_confidence`` says how far the days of entry into force may be trusted.
    """

    id: str
    kind: Literal["reciprocal", "unilateral"]
    name: Text
    hs_edition: int
    value_base: str
    any_methods: tuple[str, ...]
    parties: tuple[Party, ...]
    pairs: tuple[Pair, ...]
    cumulation: Cumulation
    methods: Mapping[str, Method]
    tolerances: tuple[Tolerance, ...]
    disregards: tuple[Disregard, ...]
    insufficient: tuple[str, ...]
    transport: Transport
    proofs: tuple[Proof, ...]
    waivers: tuple[Waiver, ...]
    retrospective: Retrospective | None
    parts: Mapping[str, Text]
    rules: tuple[ProductRule, ...]
    general: Rule | None
    read_at: Text
    authority: Authority
    scope_note: Text = NOTHING
    entry_confidence: Confidence = "low"

    def party(self, code: str, on: date) -> Party | None:
        """The party a territory belongs to on a day."""
        return next((p for p in self.parties if code in p.codes and p.span.holds(on)), None)

    def members(self, on: date) -> Iterator[str]:
        """The codes of every territory of the agreement on a day."""
        return (code for p in self.parties if p.span.holds(on) for code in p.codes)

    def rows(self, code: str, importer: str, on: date) -> tuple[ProductRule, ...]:
        """The rows in force for a code with the longest prefix; several only where goods of one code differ by ``part``."""
        fit = [(r.length(code), r) for r in self.rules if r.span.holds(on) and (not r.importers or importer in r.importers)]
        longest = max((n for n, _ in fit), default=0)
        return tuple(r for n, r in fit if n == longest and n)
