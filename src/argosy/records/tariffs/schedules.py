"""Reading tariff schedules: the editions there are, a code on a day, words, a consignment filled, rates in bulk. Open to everyone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from argosy.engines.duty.consignment import Consignment
from argosy.engines.tariff import filling, versions
from argosy.engines.tariff.lookup import Book, Found, look_up
from argosy.engines.tariff.nomenclature import Nomenclature
from argosy.engines.tariff.rows import EditionFacts, ScheduleRow, TariffLine, editions_of, line_frame, rows_of
from argosy.engines.tariff.search import ranked
from argosy.engines.tariff.versions import HeldEdition, in_force
from argosy.rules.tariff_library import tariff_source
from argosy.rules.tariff_source import TariffSource
from argosy.warehouse.store import open_warehouse
from argosy.warehouse.tariffs import TariffTables

if TYPE_CHECKING:
    import polars

Key = tuple[str, str, tuple[tuple[str, str], ...]]


def tables(url: str = "") -> TariffTables:
    """The tariff tables of the firm's warehouse."""
    return TariffTables(open_warehouse(url or settings.ARGOSY_WAREHOUSE_URL))


def editions(jurisdiction: str = "") -> list[EditionFacts]:
    """Every imported edition, of one jurisdiction or of all, by jurisdiction, series and the day it holds from."""
    place = tariff_source(jurisdiction).tables if jurisdiction else ""
    found = [facts for frame in tables().editions(place) for facts in editions_of(frame)]
    return sorted(found, key=lambda e: (e.jurisdiction, e.series, e.start, e.imported, e.edition))


def book(jurisdiction: str, codes: Iterable[str], on: date) -> Book:
    """What look-ups of these codes on a day need, in one batch. A jurisdiction with no edition gives an empty book, which says so."""
    source = tariff_source(jurisdiction)
    known = editions(jurisdiction)
    held = tuple(in_force(known, on))
    key = _key(source, held)
    return Book(source, on, held, nomenclature(source, held), _rows(key, _prefixes(key, codes)), _groups(key), bool(known))


def find(jurisdiction: str, code: str, on: date, origin: str = "", every: bool = False) -> Found:
    """What the tariff says of a code (digits) on a day, for an origin."""
    return look_up(book(jurisdiction, [code], on), code, origin, every)


def search(jurisdiction: str, text: str, on: date, most: int = 20) -> polars.DataFrame:
    """The lines that fit words in Chinese or English best, with ``score``."""
    return ranked(_lines(_key(tariff_source(jurisdiction), in_force(editions(jurisdiction), on))), text, most)


def filled(consignment: Consignment) -> Consignment:
    """The consignment with the rates of its tariff on the lines that were given none; where no tariff was imported, as it is."""
    return filling.fill(consignment, book(consignment.jurisdiction, filling.codes(consignment), consignment.date))


def rate_frame(jurisdiction: str, charge: str = "duty", column: str = "") -> polars.DataFrame:
    """``code, valid_from, valid_to, rate, state, raw, additional_code, edition`` of a column, all editions; the default one when none is named."""
    source, here = tariff_source(jurisdiction), tables()
    held = [
        HeldEdition(e, here.frame(e.jurisdiction, e.series, e.edition, "lines"), here.frame(e.jurisdiction, e.series, e.edition, "rates"))
        for e in editions(jurisdiction)
    ]
    return versions.rate_frame(held, charge, column or source.default_column(charge))


def frames(jurisdiction: str, name: str) -> list[polars.DataFrame]:
    """The ``lines`` or ``rates`` of every edition."""
    here = tables()
    return [here.frame(e.jurisdiction, e.series, e.edition, name) for e in editions(jurisdiction)]


def nomenclature(source: TariffSource, held: Sequence[EditionFacts]) -> Nomenclature:
    """The lines in force as a nomenclature."""
    columns = _columns(_key(source, held))
    named = {e.series for e in held}
    digits = max((s.digits for s in source.series if s.id in named), default=0)
    whole = any(e.coverage == "whole" and e.lines for e in held)
    return Nomenclature(columns["code"], lambda place: _line(columns, place), digits or 99, whole)


def _line(columns: Mapping[str, list[Any]], place: int) -> TariffLine:
    cells = {name: values[place] for name, values in columns.items()}
    return TariffLine(**cells | {"units": tuple(cells["units"] or ())})


def _key(source: TariffSource, held: Sequence[EditionFacts]) -> Key:
    """What the tables in memory go by: which warehouse, whose tariff, which editions."""
    return settings.ARGOSY_WAREHOUSE_URL, source.tables, tuple((e.series, e.edition) for e in held)


@lru_cache(maxsize=8)
def _columns(key: Key) -> Mapping[str, list[Any]]:
    return _lines(key).to_dict(as_series=False)


@lru_cache(maxsize=16)
def _lines(key: Key) -> polars.DataFrame:
    """All lines in force by code. The first series that has lines decides which codes there are; later ones add the levels above them."""
    import polars as pl

    url, place, held = key
    order = [s.id for s in tariff_source(place).series]
    frames = [
        (series, tables(url).frame(place, series, edition, "lines")) for series, edition in sorted(held, key=lambda k: order.index(k[0]))
    ]
    first = next((series for series, frame in frames if frame.height), "")
    made = pl.concat([line_frame([]), *(frame for series, frame in frames if series == first)])
    made = made.unique("code", keep="first", maintain_order=True).sort("code")
    for frame in (frame for series, frame in frames if series != first and frame.height):
        made = pl.concat([made, _above(frame, made)]).sort("code")
    below = pl.col("code").shift(-1).str.starts_with(pl.col("code")).fill_null(value=False)
    return made.with_columns(declarable=pl.col("declarable") & ~below)


def _above(frame: polars.DataFrame, lines: polars.DataFrame) -> polars.DataFrame:
    """The lines of ``frame`` that stand above codes of ``lines`` and are not among them."""
    codes = lines["code"].to_list()
    known = set(codes)

    def stands_above(code: str) -> bool:
        place = bisect_left(codes, code)
        return code not in known and place < len(codes) and codes[place].startswith(code)

    kept = [code for code in frame["code"].to_list() if stands_above(code)]
    return frame.filter(frame["code"].is_in(kept)).unique("code", keep="first")


@lru_cache(maxsize=16)
def _rates(key: Key) -> polars.DataFrame:
    """All rates in force with their edition, by code. Of a series in parts the newest edition that has a code and charge gives its rates."""
    import polars as pl

    url, place, held = key
    partial = {s.id for s in tariff_source(place).series if s.coverage == "part"}
    parts: list[polars.DataFrame] = []
    taken: dict[str, polars.DataFrame] = {}
    for series, edition in held:
        frame = tables(url).frame(place, series, edition, "rates")
        frame = frame.with_columns(series=pl.lit(series), edition=pl.lit(edition), jurisdiction=pl.lit(place))
        if series in partial:
            seen = taken.get(series, pl.DataFrame(schema={"code": pl.String, "charge": pl.String}))
            frame = frame.join(seen, on=["code", "charge"], how="anti")
            taken[series] = pl.concat([seen, frame.select("code", "charge").unique()])
        parts.append(frame)
    return pl.concat(parts) if parts else pl.DataFrame(schema={"code": pl.String})


def _prefixes(key: Key, codes: Iterable[str]) -> set[str]:
    """Every beginning of the codes, and of the one code that a shorter one stands for."""
    known = _columns(key)["code"]
    found: set[str] = set()
    for code in codes:
        at = bisect_left(known, code)
        below = known[at : at + 2] if at < len(known) and known[at].startswith(code) else []
        for name in (code, *below):
            found.update(name[:n] for n in range(2, len(name) + 1))
    return found


def _rows(key: Key, wanted: set[str]) -> dict[str, list[ScheduleRow]]:
    import polars as pl

    rates = _rates(key)
    found: dict[str, list[ScheduleRow]] = {}
    for row in rows_of(rates.filter(pl.col("code").is_in(list(wanted)))) if rates.height else ():
        found.setdefault(row.code, []).append(row)
    return found


@lru_cache(maxsize=16)
def _groups(key: Key) -> Mapping[str, frozenset[str]]:
    """The members of each group, as the newest edition that lists it has them."""
    url, place, held = key
    found: dict[str, frozenset[str]] = {}
    for series, edition in held:
        frame = tables(url).frame(place, series, edition, "groups")
        for (group,), members in frame.group_by("group"):
            found.setdefault(str(group), frozenset(members["member"].to_list()))
    return found


def with_path(line: TariffLine, parents: Sequence[TariffLine]) -> TariffLine:
    """The line with the descriptions above it, where the file of the line itself did not bring them."""
    if line.path_zh or line.path_en or not parents:
        return line
    return replace(line, path_zh=" › ".join(p.zh for p in parents if p.zh), path_en=" › ".join(p.en for p in parents if p.en))
