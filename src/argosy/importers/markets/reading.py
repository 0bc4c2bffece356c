"""What a form says of its file: which expression of the raw text gives each column, in what unit, which rows are left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from argosy.importers.markets.raw import Raw, named
from argosy.kernel.errors import BadInput
from argosy.kernel.text import NOTHING, Text

MISSING = ("", "NA", "N/A", "n/a", "-", "..", "null", "NULL", "NaN", "nan")
"""What sources write where they have no figure."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """What a data set is, whoever gives the file: its name, title, publisher, licence and address.

    After how many days past its last period it is old: ``max_age_days``, or ``monthly_days`` where the periods are months.
    """

    name: str
    title: Text
    publisher: Text
    licence: str
    url: str
    max_age_days: int | None = None
    monthly_days: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What the person said besides the file: a name for the edition, the direction of trade, the level of codes, the HS edition; empty or 0: the form's."""

    edition: str = ""
    flow: str = ""
    level: int = 0
    hs: str = ""
    today: date = date.min


@dataclass(frozen=True, slots=True)
class Reading:
    """How one file becomes rows of ``table``.

    ``columns`` maps each column to an SQL expression of text over the raw rows; ``scales`` multiplies a measure (thousand dollars to
    dollars). ``left`` gives, in order, why rows are left out and the SQL condition. ``source`` replaces the raw rows by a query over them
    (a wide table made long). ``system`` says whose country codes they are. ``needed`` are columns that must not be empty; measures not among
    them may be. ``signed`` are measures that may be below zero. ``edition`` is what the file itself says it is; ``mirrored``: its rows say who
    told them.
    """

    table: str
    dataset: DataSet
    columns: Mapping[str, str]
    needed: Sequence[str]
    system: str = "any"
    scales: Mapping[str, float] = field(default_factory=dict)
    left: Sequence[tuple[str, Text, str]] = ()
    source: str = "raw"
    unit: Text = NOTHING
    edition: str = ""
    notes: Sequence[Text] = ()
    signed: Sequence[str] = ()
    mirrored: bool = False


def column(raw: Raw, *headings: str) -> str:
    """The heading of the file that is one of these, whatever its case; empty when there is none."""
    found = {h.casefold(): h for h in raw.headings}
    return next((found[h.casefold()] for h in headings if h.casefold() in found), "")


def wanted(raw: Raw, *headings: str) -> str:
    """The SQL name of a heading that must be there; ``BadInput`` says which are missing and which the file has."""
    heading = column(raw, *headings)
    if not heading:
        raise lacking(raw, [headings[0]])
    return named(heading)


def lacking(raw: Raw, missing: Sequence[str]) -> BadInput:
    """The refusal of a file with the wrong columns."""
    return BadInput(
        Text("「{n}」缺少欄位：{m}。現有欄位：{h}", "{n} lacks the columns {m}. It has: {h}").format(
            n=raw.given.name, m=", ".join(missing), h=", ".join(raw.headings[:30])
        )
    )


def padded(expression: str, digits: int) -> str:
    """A code of so many digits whose leading zeros a number has lost; longer ones and words stay."""
    bare = f"regexp_replace(trim({expression}), '\\.0+$', '')"
    short = f"CASE WHEN regexp_matches({bare}, '^[0-9]+$') AND length({bare}) < {digits} THEN lpad({bare}, {digits}, '0') ELSE {bare} END"
    return f"CASE WHEN length({expression}) = {digits} AND NOT contains({expression}, '.') THEN {expression} ELSE {short} END"


def even_padded(expression: str) -> str:
    """A code of 2, 4 or 6 digits that may have lost one leading zero: an odd number of digits gets it back."""
    bare = f"regexp_replace(trim({expression}), '\\.0+$', '')"
    odd = f"CASE WHEN regexp_matches({bare}, '^[0-9]+$') AND length({bare}) IN (1, 3, 5) THEN '0' || {bare} ELSE {bare} END"
    return f"CASE WHEN length({expression}) IN (2, 4, 6) AND NOT contains({expression}, '.') THEN {expression} ELSE {odd} END"
