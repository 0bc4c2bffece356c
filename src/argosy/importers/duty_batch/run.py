"""``argosy duty batch``: the whole of a file, in pieces, to one Parquet file with the amounts beside every row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argosy import __version__
from argosy.importers.duty_batch.headings import WANTED, field_of, fields_of
from argosy.importers.duty_batch.parts import FaultRow, Parts
from argosy.importers.duty_batch.source import PIECE, Piece, open_source
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.registry import Registry
from argosy.kernel.text import Text
from argosy.rules.library import pack_for, packs

if TYPE_CHECKING:
    from argosy.engines.duty.catalogue import Catalogue
    from argosy.engines.duty.heads import Fault
    from argosy.engines.duty.ratetable import RateTable
    from argosy.engines.duty.tables import Tables

SHOWN = 50
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run came to. ``resumed`` rows were there from a run before; ``faults`` are the first of all, which stand in ``faults_file``;
    ``unused`` are columns that are no field."""

    out: Path
    rows: int
    unresolved: int
    singly: int
    resumed: int
    fault_count: int
    faults: tuple[Problem, ...]
    faults_file: Path | None
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What to work out: the file, where the answer goes, values for columns it does not have, a tariff per jurisdiction, rows at a time.

    ``tables`` is where exchange and tariff are looked up besides; the digests say which tables these are.
    """

    path: Path
    out: Path
    given: Mapping[str, str]
    rates: Mapping[str, RateTable]
    rates_digest: str = ""
    tables: Tables | None = None
    tables_digest: str = ""
    piece: int = PIECE


def run(order: Order, told: Told = lambda done, all_rows: None) -> Finished:
    """Work the file out. ``told`` hears of every piece: rows done and rows there are. ``BadInput`` for a file that cannot be used at all."""
    return _Run(order).run(told)


class _Run:
    def __init__(self, order: Order) -> None:
        from argosy.engines.duty.catalogue import Catalogue
        from argosy.importers.duty_batch.adjacency import Adjacency

        self.order = order
        work = order.out.with_name(f"{order.out.name}.parts")
        self.source = open_source(order.path, work)
        schema = self.source.schema()
        self.fields = fields_of(schema)
        self.unused = tuple(column for column in schema if column not in self.fields)
        self._check(schema)
        self.entry = next((column for column, name in self.fields.items() if name == "entry"), None)
        self.parts = Parts(work, self._made_of())
        self.catalogue: Catalogue = Catalogue(pack_for, lambda jurisdiction, flow: order.rates.get(jurisdiction), order.tables)
        self.adjacency = Adjacency(order.path.name, self.entry)

    def _check(self, schema: dict[str, Any]) -> None:
        from argosy.importers.duty_batch.cells import refuse_floats

        refuse_floats(schema, self.fields)
        there = {*self.fields.values(), *self.order.given}
        missing = [name for name in WANTED if name not in there] + ([] if there & {"value", "unit_price"} else ["value"])
        strange = [name for name in self.order.given if field_of(name) != name or name in self.fields.values()]
        if missing or strange:
            message = Text("「{f}」缺少欄位：{c}；不能另給：{s}", "{f} lacks the columns: {c}; cannot be given beside it: {s}")
            raise BadInput(message.format(f=self.order.path.name, c=", ".join(missing) or "-", s=", ".join(strange) or "-"))

    def _made_of(self) -> dict[str, Any]:
        rules = sha256(b"".join(_texts(packs()))).hexdigest()
        return {
            "input": self.source.sha256, "given": dict(self.order.given), "rules": rules, "rates": self.order.rates_digest, "tables": self.order.tables_digest,
            "piece": self.order.piece, "argosy": __version__,
        }  # fmt: skip

    def run(self, told: Told) -> Finished:
        if self.parts.resumed and self.entry is not None:
            self.adjacency.known(self.parts.column(self.entry))
        told(self.parts.done.rows, self.source.rows)
        for piece in self.source.pieces(self.fields, self.parts.done.rows, self.order.piece):
            self._piece(piece)
            told(self.parts.done.rows, max(self.source.rows, self.parts.done.rows))
        return self._finished()

    def _piece(self, piece: Piece) -> None:
        from argosy.importers.duty_batch.cells import read_cells

        self.adjacency.check(piece.rows, piece.first + self.source.heading_rows)
        read = read_cells(piece.rows, self.fields, self.order.given)
        answer = self.catalogue.answer(read.frame, read.unread)
        faults = [*read.faults, *(fault for fault in answer.faults if fault.field not in read.unread)]
        unresolved = int((answer.frame["unresolved"] != "").sum())
        self.parts.add(piece.rows.hstack(answer.frame), self._rows(faults, piece.first), unresolved, answer.singly)

    def _rows(self, faults: list[Fault], first: int) -> list[FaultRow]:
        titles = {name: column for column, name in self.fields.items()}
        start = first + self.source.heading_rows
        return sorted((f.row + start, titles.get(f.field, f.field), f.why.en, f.why.zh) for f in faults)

    def _finished(self) -> Finished:
        done, out = self.parts.done, self.order.out
        if not done.files:
            raise BadInput(Text("「{f}」沒有任何貨物列", "{f} has no goods lines").format(f=self.order.path.name))
        shown = [Problem(Text(zh, en), self.order.path.name, row, name) for row, name, en, zh in islice(self.parts.faults(), SHOWN)]
        kept = self._faults_file() if done.faults else None
        self.parts.join(out)
        return Finished(
            out, done.rows, done.unresolved, done.singly, self.parts.resumed, done.faults, tuple(shown), kept, self.unused,
        )  # fmt: skip

    def _faults_file(self) -> Path:
        kept = self.order.out.with_name(f"{self.order.out.name}.faults.csv")
        partial = kept.with_name(f"{kept.name}.part")
        with partial.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("row", "field", "message", "message_zh"))
            writer.writerows(self.parts.faults())
        partial.replace(kept)
        return kept


def _texts(registry: Registry[Traversable]) -> Iterator[bytes]:
    """The files of every rule pack: another text of a rule makes another answer."""
    for key in registry.keys():  # noqa: SIM118 - a registry yields its things, not their keys
        source = registry.get(key)
        yield source.read_bytes()
        if not isinstance(source, Path) or source.parent.is_dir():
            yield from (file.read_bytes() for file in _beside(source))


def _beside(source: Traversable) -> list[Traversable]:
    folder = source.parent if isinstance(source, Path) else None
    return sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name) if folder is not None else []
