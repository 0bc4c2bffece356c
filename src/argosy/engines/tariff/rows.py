"""The rows of a tariff schedule, as values and as Polars frames: nomenclature lines, rates, and which edition they are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TariffLine:
    """One line of the nomenclature. ``path`` holds the descriptions above it, outermost first, by `` › ``.

    ``declarable``: goods may be entered under it. ``units`` are the units the tariff counts in, as published. ``at`` is its row in the file.
    """

    code: str
    zh: str = ""
    en: str = ""
    path_zh: str = ""
    path_en: str = ""
    declarable: bool = False
    units: Names = ()
    valid_from: date | None = None
    valid_to: date | None = None
    notes: str = ""
    at: int = 0

    @property
    def text(self) -> Text:
        """The description in both languages; one that is not there stays empty."""
        return Text(self.zh, self.en)

    def holds(self, on: date) -> bool:
        """Whether the line is in force on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One rate as a schedule states it, with everything it depends on.

    ``code`` is where it is stated; it holds for every longer code that states none itself. ``column`` is the column, or the measure type, by
    which the source description knows for whom it is. ``use`` overrides what the column is for. ``names`` are programmes of the column
    (``A+``, ``DCS``); ``origins`` and ``excluded`` countries or groups; ``group`` the group of origins as published. ``raw`` is the published
    text, ``canonical`` the rate text of the contract, empty unless ``state`` is parsed; ``why`` then says what a person must do.
    """

    code: str
    charge: str
    column: str
    raw: str
    canonical: str
    state: str
    use: str = ""
    names: Names = ()
    origins: Names = ()
    excluded: Names = ()
    group: str = ""
    measure: str = ""
    additional_code: str = ""
    quota: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    unit: str = ""
    conditions: str = ""
    legal: str = ""
    why_zh: str = ""
    why_en: str = ""
    at: int = 0
    series: str = ""
    edition: str = ""
    jurisdiction: str = ""

    @property
    def why(self) -> Text:
        """What a person must do where the rate could not be read."""
        return Text(self.why_zh, self.why_en)

    def holds(self, on: date) -> bool:
        """Whether the rate is in force on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """One edition of one series: what it is, from which file, and from which day it holds (``None``: no day was stated)."""

    jurisdiction: str
    series: str
    edition: str
    kind: str
    file: str
    sha256: str
    valid_from: date | None
    imported: date
    coverage: str
    lines: int
    rates: int
    parsed: int
    needs_person: int
    title_zh: str
    title_en: str
    publisher_zh: str
    publisher_en: str
    licence: str
    url: str = ""
    reader: int = 1

    @property
    def start(self) -> date:
        """The first day it holds; the beginning of time when none was stated."""
        return self.valid_from or date.min


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a file of a tariff came to: its lines, its rates, groups of origins, and what to know before relying on it."""

    series: str
    lines: tuple[TariffLine, ...] = ()
    rows: tuple[ScheduleRow, ...] = ()
    groups: Mapping[str, Names] | None = None
    notes: tuple[Text, ...] = ()
    valid_from: date | None = None

    @property
    def worded(self) -> tuple[ScheduleRow, ...]:
        """The rates a person must read."""
        return tuple(row for row in self.rows if row.state == "needs_person")


def _schema(cls: Any, without: Iterable[str] = ()) -> dict[str, Any]:
    import polars

    kinds = {
        "str": polars.String, "bool": polars.Boolean, "int": polars.Int32, "date": polars.Date, "date | None": polars.Date,
        "Names": polars.List(polars.String),
    }  # fmt: skip
    return {f.name: kinds[str(f.type)] for f in fields(cls) if f.name not in set(without)}


OF_EDITION = ("series", "edition", "jurisdiction")


def line_frame(lines: Iterable[TariffLine]) -> polars.DataFrame:
    """Nomenclature lines as a frame, a column per field."""
    return _frame(lines, _schema(TariffLine))


def row_frame(rows: Iterable[ScheduleRow]) -> polars.DataFrame:
    """Rates as a frame, a column per field but those of the edition."""
    return _frame(rows, _schema(ScheduleRow, OF_EDITION))


def group_frame(groups: Mapping[str, Names]) -> polars.DataFrame:
    """Groups of origins as a frame of group and member."""
    import polars

    pairs = [(group, member) for group, members in groups.items() for member in members]
    return polars.DataFrame(pairs, schema={"group": polars.String, "member": polars.String}, orient="row")


def edition_frame(facts: EditionFacts) -> polars.DataFrame:
    """The facts of an edition as a frame of one row."""
    return _frame([facts], _schema(EditionFacts))


def _frame(items: Iterable[Any], schema: Mapping[str, Any]) -> polars.DataFrame:
    import polars

    items = list(items)
    return polars.DataFrame({name: [getattr(item, name) for item in items] for name in schema}, schema=dict(schema))


def lines_of(frame: polars.DataFrame) -> list[TariffLine]:
    """The lines in a frame."""
    return [TariffLine(**_tupled(row)) for row in frame.select(*_schema(TariffLine)).iter_rows(named=True)]


def rows_of(frame: polars.DataFrame) -> list[ScheduleRow]:
    """The rates in a frame, with ``series``, ``edition`` and ``jurisdiction`` where it has those columns."""
    wanted = [name for name in _schema(ScheduleRow) if name in frame.columns]
    return [ScheduleRow(**_tupled(row)) for row in frame.select(wanted).iter_rows(named=True)]


def editions_of(frame: polars.DataFrame) -> list[EditionFacts]:
    """The editions in a frame."""
    return [EditionFacts(**row) for row in frame.select(*_schema(EditionFacts)).iter_rows(named=True)]


def _tupled(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def as_json(item: TariffLine | ScheduleRow | EditionFacts) -> dict[str, Any]:
    """A row as plain data for an answer."""
    return asdict(item)


def at_code(row: ScheduleRow, code: str) -> ScheduleRow:
    """The same rate, stated at another code."""
    return replace(row, code=code)
