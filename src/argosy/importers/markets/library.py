"""Which forms of market data can be read, and reading one: staged, checked, totalled, described; ready to be kept or only shown."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argosy.importers.markets import baci, comtrade, ecb, generic, hs_tables, tw_customs, wits, worldbank
from argosy.importers.markets.checks import findings
from argosy.importers.markets.finding import Finding, refusal
from argosy.importers.markets.given import Given, Part, given
from argosy.importers.markets.raw import Raw, opened
from argosy.importers.markets.reading import Ask, Reading
from argosy.importers.markets.staging import Staged, finished, staged, tied, totals
from argosy.kernel.errors import BadInput
from argosy.kernel.periods import MONTHLY
from argosy.kernel.registry import Registry
from argosy.kernel.text import Text
from argosy.warehouse.trade import TRADE, MarketEdition, columns_of

if TYPE_CHECKING:
    import polars

READER = 1
"""Raised when a form gives other rows for the same bytes, so that editions read before stay what they were."""
SHOWN_ROWS = 5
LEFT_OVER = 86_400
"""Seconds after which a folder of an import can only be left over."""
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of file: the headings it is known by, how its columns are read, which parts of an archive are of it, encodings besides UTF-8."""

    headings: tuple[str, ...]
    read: Callable[[Raw, Ask], Reading]
    fits: re.Pattern[str]
    encodings: tuple[str, ...] = ()
    frame_of: Callable[[Part], Any] = lambda part: None


@cache
def forms() -> Registry[Form]:
    """The forms by kind; an outside package adds one by the entry point ``argosy.market_forms``."""
    registry: Registry[Form] = Registry(Text("市場資料格式", "form of market data"), "argosy.market_forms")
    registry.add("baci", Form(baci.HEADINGS, baci.read, baci.FITS))
    registry.add("comtrade", Form(comtrade.HEADINGS, comtrade.read, comtrade.FITS, frame_of=comtrade.frame_of))
    registry.add("tw-customs", Form(tw_customs.HEADINGS, tw_customs.read, tw_customs.FITS, tw_customs.ENCODINGS))
    registry.add("wits", Form(wits.HEADINGS, wits.read, wits.FITS, wits.ENCODINGS))
    for name in worldbank.DATASETS:
        registry.add(name, Form(worldbank.HEADINGS, worldbank.reader(name), worldbank.FITS, worldbank.ENCODINGS, worldbank.frame_of))
    registry.add("ecb", Form(ecb.HEADINGS, ecb.read, ecb.FITS))
    registry.add(
        "hs-nomenclature",
        Form(hs_tables.NOMENCLATURE_HEADINGS, hs_tables.nomenclature, hs_tables.FITS, hs_tables.ENCODINGS, hs_tables.frame_of),
    )
    registry.add(
        "hs-correspondence", Form(hs_tables.CORRESPONDENCE_HEADINGS, hs_tables.correspondence, hs_tables.FITS, hs_tables.ENCODINGS)
    )
    registry.add("csv", Form(generic.HEADINGS, generic.read, generic.FITS, generic.ENCODINGS))
    return registry


@dataclass(frozen=True, slots=True)
class ReadMarket:
    """A file read and checked: its edition, what was found, the totals beside the source, first rows, and the finished Parquet file."""

    facts: MarketEdition
    findings: tuple[Finding, ...]
    totals: tuple[dict[str, Any], ...]
    sample: tuple[dict[str, Any], ...]
    rows: Path

    @property
    def refusal(self) -> BadInput | None:
        """Why it cannot be imported, or nothing."""
        return refusal(self.facts.file, self.findings)


@contextmanager
def read_market(path: Path, kind: str, folder: Path, ask: Ask) -> Iterator[ReadMarket]:
    """A file read in a folder of its own below ``folder`` (of the disk it is to be kept on), gone at the end whatever happens.

    ``BadInput`` when it is no such file; ``Refused`` when the disk is too small. What the checks refuse stands in ``refusal``.
    """
    form = forms().get(kind)
    folder.mkdir(parents=True, exist_ok=True)
    _swept(folder)
    with tempfile.TemporaryDirectory(prefix="staging-", dir=folder, ignore_cleanup_errors=True) as place:
        files = given(path, Path(place), form.fits, form.encodings)
        raw = opened(files, Path(place), form.headings, _frame(form, files))
        try:
            yield _read(staged(raw, form.read(raw, ask), Path(place)), kind, ask, Path(place) / "finished.part")
        finally:
            raw.con.close()


def _swept(folder: Path) -> None:
    """Take away what an import that was killed left behind."""
    for old in folder.glob("staging-*"):
        if time.time() - old.stat().st_mtime > LEFT_OVER:
            shutil.rmtree(old, ignore_errors=True)


def _frame(form: Form, files: Given) -> polars.DataFrame | None:
    import polars

    frames = [form.frame_of(part) for part in files.parts]
    found = [frame for frame in frames if frame is not None]
    return polars.concat(found, how="diagonal") if found else None


def _read(made: Staged, kind: str, ask: Ask, target: Path) -> ReadMarket:
    rows = finished(made, target)
    lines, found = totals(made, target), findings(made)
    if not tied(lines):
        found.append(Finding("totals", "refused", 1, Text("總值與來源不符", "The total does not tie to the source")))
    if not rows:
        found.append(Finding("rows", "refused", 0, Text("沒有可採用之列", "No row is left to keep")))
    facts = _facts(made, kind, ask, rows, found)
    sample = made.raw.con.execute(f"SELECT * FROM read_parquet('{str(target).replace(chr(39), chr(39) * 2)}') LIMIT {SHOWN_ROWS}")
    names = [column[0] for column in sample.description or []]
    shown = tuple(dict(zip(names, row, strict=True)) for row in sample.fetchall())
    return ReadMarket(facts, tuple(found), tuple(lines), shown, target)


def _facts(made: Staged, kind: str, ask: Ask, rows: int, found: list[Finding]) -> MarketEdition:
    reading, files = made.reading, made.raw.given
    first, last = _span(made)
    notes = [*reading.notes, *(f.message for f in found if f.level == "warning" or f.check == "taiwan")]
    name = ask.edition or "-".join(
        filter(None, (_UNFIT.sub("-", reading.edition)[:24], files.sha256[:8], f"r{READER}" if READER > 1 else ""))
    )
    trade, data = reading.table.startswith(TRADE), reading.dataset
    return MarketEdition(
        reading.table, data.name, name, kind, data.title.zh, data.title.en, data.publisher.zh, data.publisher.en, data.licence, data.url, files.name, files.sha256,
        ask.today, min(_end(last), ask.today) if last else ask.today, rows, first, last, _hs(made), _sides(made), _value(made) if trade else None,
        _mirror(made) if trade and reading.mirrored else None, reading.unit.zh, reading.unit.en, "\n".join(n.zh for n in notes), "\n".join(n.en for n in notes),
        data.monthly_days if last and MONTHLY < last < 999_999 else data.max_age_days, reader=READER,
    )  # fmt: skip


def _span(made: Staged) -> tuple[int | None, int | None]:
    if "period" in made.keys:
        first, last = made.rows("SELECT min(period), max(period) FROM kept")[0]
    elif "date" in made.keys:
        first, last = made.rows(
            "SELECT min(year(date) * 10000 + month(date) * 100 + day(date)), max(year(date) * 10000 + month(date) * 100 + day(date)) FROM kept"
        )[0]
    else:
        first = last = None
    return first, last


def _end(period: int) -> date:
    """The last day of a year, a month or a day written as a number."""
    if period > 999_999:
        return date(period // 10_000, period // 100 % 100, period % 100)
    if period > MONTHLY:
        return (date(period // 100, period % 100, 1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return date(period, 12, 31)


def _hs(made: Staged) -> str:
    if "hs" not in columns_of(made.reading.table):
        return ""
    found = [row[0] for row in made.rows("SELECT DISTINCT hs FROM kept WHERE hs <> '' ORDER BY hs")]
    return found[0] if len(found) == 1 else "mixed" if found else ""


def _sides(made: Staged) -> str:
    return "".join(row[0] for row in made.rows("SELECT DISTINCT side FROM kept ORDER BY side")) if "side" in made.keys else ""


def _value(made: Staged) -> float:
    return float(made.rows("SELECT coalesce(fsum(value), 0) FROM kept")[0][0])


def _mirror(made: Staged) -> float | None:
    told, whole = made.rows("SELECT sum(value) FILTER (side = 'M'), sum(value) FROM kept")[0]
    return float(told or 0) / float(whole) if whole else None


def shown(read: ReadMarket) -> dict[str, Any]:
    """What a file comes to, before or after it is kept: edition, counts, totals, findings with rows, first rows."""
    facts = read.facts
    return {
        "dataset": facts.dataset, "table": facts.table, "edition": facts.edition, "kind": facts.kind, "file": facts.file, "sha256": facts.sha256, "licence": facts.licence,
        "rows": facts.rows, "first_period": facts.first_period, "last_period": facts.last_period, "hs_edition": facts.hs_edition, "sides": facts.sides,
        "value_total": facts.value_total, "mirror_share": facts.mirror_share, "unit": {"zh": facts.unit_zh, "en": facts.unit_en}, "as_of": facts.as_of, "totals": list(read.totals),
        "findings": [f.as_json() for f in read.findings], "importable": read.refusal is None, "sample": list(read.sample),
    }  # fmt: skip
