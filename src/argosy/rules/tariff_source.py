"""What a jurisdiction's ``SOURCE.toml`` says of its tariff: where it is published, what its columns are, and for whom each is.

A column, or a measure type, says which charge its rates are of and what they are for: ``standard`` (applies without being claimed),
``preference``, ``quota``, ``suspension``, ``end_use`` or ``document``. Columns stand in order: the first standard one that an origin
belongs to gives the rate. So which rate applies is data, never code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from argosy.kernel.source import Confidence
from argosy.kernel.text import NOTHING, Text

Use = Literal["standard", "preference", "quota", "suspension", "end_use", "document"]
USES: tuple[Use, ...] = ("standard", "preference", "quota", "suspension", "end_use", "document")
COVERAGE = ("whole", "part")


@dataclass(frozen=True, slots=True)
class Series:
    """One body of published data. ``whole``: an edition replaces the one before; ``part``: it adds the codes it holds.

    ``digits`` is the length of its longest codes; a longer code is then no code of this tariff.
    """

    id: str
    kind: str
    title: Text
    publisher: Text
    licence: str
    url: str
    coverage: str
    digits: int
    max_age_days: int
    confidence: Confidence
    read_on: date | None
    note: Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column or measure type. ``origins`` and ``not_origins`` are countries or groups; empty means all.

    ``confirm``: a person must confirm before its rate is used, and why. ``default``: the one for bulk look-ups. ``of_series`` limits a
    measure type to one series letter.
    """

    id: str
    charge: str
    use: Use
    label: Text
    origins: tuple[str, ...] = ()
    not_origins: tuple[str, ...] = ()
    confirm: Text = NOTHING
    default: bool = False
    of_series: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A preference or other programme by the name a cell gives it. ``goods``: it depends on the goods, not on the origin.

    ``absent`` is the rate of lines that ``absent_from`` (a series) does not list; empty when nothing follows from absence.
    """

    id: str
    label: Text
    charge: str = "duty"
    column: str = ""
    origins: tuple[str, ...] = ()
    not_origins: tuple[str, ...] = ()
    goods: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    absent: str = ""
    absent_from: str = ""
    note: Text = NOTHING
    confidence: Confidence = "low"

    def holds(self, on: date) -> bool:
        """Whether the programme is in force on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class TariffSource:
    """The description of a jurisdiction's tariff.

    ``tables`` is the jurisdiction under which its editions are kept (a member of a customs union uses the union's). ``everyone`` names groups
    that hold all origins, ``imported`` groups whose members come with an imported file, ``controls`` series of measures that state no charge,
    ``service`` how the publisher's files of it begin.
    """

    jurisdiction: str
    tables: str
    currency: str
    series: tuple[Series, ...]
    columns: tuple[Column, ...]
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    everyone: tuple[str, ...] = ()
    imported: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    service: str = ""

    def column(self, name: str) -> Column | None:
        """The column called ``name``."""
        return next((c for c in self.columns if c.id == name), None)

    def of_kind(self, kind: str) -> tuple[Series, ...]:
        """The series that files of a kind may be of."""
        return tuple(s for s in self.series if s.kind == kind)

    def default_column(self, charge: str) -> str:
        """The column bulk look-ups of a charge use: the one marked so, else the first standard one."""
        mine = [c for c in self.columns if c.charge == charge and c.use == "standard"]
        return next((c.id for c in mine if c.default), mine[0].id if mine else "")
