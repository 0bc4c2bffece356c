"""A CSV or Parquet file in pieces that keep the rows of an entry together, in bounded memory."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argosy.importers.table_file import ENCODINGS
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars as pl

PIECE = 64_000
BYTES_A_ROW = 120  # of a text file, about
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows: the number of the first (from 0) and the rows as they stand in the file."""

    first: int
    rows: pl.DataFrame


@dataclass(frozen=True)
class Source:
    """A file to work out. ``rows`` is how many it has (of a CSV as many as it has lines, at most), ``heading_rows`` what to add to a
    row number for people."""

    path: Path
    form: str
    sha256: str
    rows: int
    heading_rows: int
    encoding: str = "utf-8"
    separator: str = ","

    def schema(self) -> dict[str, Any]:
        """Columns and their types. ``BadInput`` when the file has none, or one twice."""
        import polars as pl

        try:
            if self.form == "parquet":
                return dict(pl.read_parquet_schema(self.path))
            names = self._headings()
            return (
                dict(pl.DataFrame(schema=dict.fromkeys(names, pl.String)).schema) if len(set(names)) == len(names) else self._twice(names)
            )
        except (pl.exceptions.PolarsError, OSError) as error:
            raise unreadable(self.path, str(error).splitlines()[0]) from error

    def _headings(self) -> list[str]:
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file, delimiter=self.separator), [])

    def _twice(self, names: list[str]) -> dict[str, Any]:
        again = sorted({name for name in names if names.count(name) > 1})
        raise unreadable(self.path, f"headings twice: {', '.join(again)}")

    def pieces(self, fields: dict[str, str], after: int = 0, size: int = PIECE) -> Iterator[Piece]:
        """The rows from number ``after`` on, about ``size`` at a time, cut where an entry ends. ``BadInput`` for what cannot be read."""
        import polars as pl

        entry = next((column for column, name in fields.items() if name == "entry"), None)
        held: pl.DataFrame | None = None
        first = after
        try:
            for batch in self._batches(after, size):
                rows = batch if held is None else pl.concat([held, batch], how="vertical_relaxed")
                whole, held = _cut(rows, entry)
                if whole.height:
                    yield Piece(first, whole)
                    first += whole.height
        except pl.exceptions.PolarsError as error:
            raise unreadable(self.path, str(error).splitlines()[0]) from error
        if held is not None and held.height:
            yield Piece(first, held)

    def _batches(self, after: int, size: int) -> Iterator[pl.DataFrame]:
        import polars as pl

        if self.form == "parquet":
            yield from (pl.scan_parquet(self.path).slice(at, size).collect() for at in range(after, self.rows, size))
            return
        names, skip = self._headings(), after
        for block in whole_records(self.path, size * BYTES_A_ROW):
            rows = _parsed(block, names, self.separator)
            yield rows.slice(skip) if skip else rows
            skip = max(0, skip - rows.height)


def _cut(rows: pl.DataFrame, entry: str | None) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """The rows of the entries that are surely whole, and those of the last one."""
    if entry is None or not rows.height or rows[entry][-1] is None:
        return rows, None
    other = (rows[entry] != rows[entry][-1]).fill_null(value=True).reverse().arg_max()
    same = rows.height if other is None or not bool((rows[entry] != rows[entry][-1]).fill_null(value=True).any()) else other
    return rows.head(rows.height - same), rows.tail(same)


def whole_records(path: Path, size: int) -> Iterator[bytes]:
    """The text below the headings in blocks of some bytes, each cut after a record: a line break within quotes ends none."""
    with path.open("rb") as file:
        left, headings = b"", True
        while block := file.read(size):
            left += block
            cut = _last_record(left)
            if headings and cut:
                start = _first_record(left)
                left, cut, headings = left[start:], cut - start, False
            if cut:
                yield left[:cut]
                left = left[cut:]
        if left and headings:
            left = left[_first_record(left) or len(left) :]
        if left.strip():
            yield left


def _last_record(text: bytes) -> int:
    """Where the last whole record ends; 0 when there is none."""
    at, inside = len(text), text.count(b'"') % 2
    while (at := text.rfind(b"\n", 0, at)) >= 0:
        if inside == text.count(b'"', at) % 2:
            return at + 1
    return 0


def _first_record(text: bytes) -> int:
    at = -1
    while (at := text.find(b"\n", at + 1)) >= 0:
        if text.count(b'"', 0, at) % 2 == 0:
            return at + 1
    return 0


def _parsed(block: bytes, names: list[str], separator: str) -> pl.DataFrame:
    import polars as pl

    return pl.read_csv(block, has_header=False, new_columns=names, schema=dict.fromkeys(names, pl.String), separator=separator)


def unreadable(path: Path, why: str) -> BadInput:
    """The file cannot be read."""
    return BadInput(Text("「{f}」無法讀取：{w}", "{f} cannot be read: {w}").format(f=path.name, w=why))


def open_source(path: Path, work: Path) -> Source:
    """The file, looked at once from end to end. Text that is not UTF-8 is written anew as such in the folder ``work``."""
    form = path.suffix.lower().lstrip(".")
    if form == "parquet":
        return Source(path, form, _digest(path), _parquet_rows(path), 1)
    if form not in ("csv", "tsv", "txt"):
        raise BadInput(Text("「{f}」須為 CSV 或 Parquet", "{f} must be CSV or Parquet").format(f=path.name))
    digest, encoding, lines = _looked_through(path)
    text = path if encoding == "utf-8" else _as_utf8(path, encoding, work)
    return Source(text, "csv", digest, max(lines - 1, 0), 2, encoding, _separator(text))


def _parquet_rows(path: Path) -> int:
    import polars as pl

    try:
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise unreadable(path, str(error).splitlines()[0]) from error


def _digest(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def _looked_through(path: Path) -> tuple[str, str, int]:
    """The hash of the file, its encoding, and how many lines it has."""
    found, lines = sha256(), 0
    with path.open("rb") as file:
        head = file.read(2)
        names = ["utf-16"] if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else list(ENCODINGS)
        decoders = {name: codecs.getincrementaldecoder(name)() for name in names}
        block = head + file.read(BLOCK)
        while block:
            found.update(block)
            lines += block.count(b"\n")
            decoders = {name: decoder for name, decoder in decoders.items() if _decodes(decoder, block)} if len(decoders) else {}
            if "utf-8-sig" in decoders:
                decoders = {"utf-8-sig": decoders["utf-8-sig"], **decoders}
            block = file.read(BLOCK)
    if not decoders:
        raise unreadable(path, "the text is neither UTF-8, UTF-16 nor Big5")
    chosen = next(iter(decoders))
    return found.hexdigest(), "utf-8" if chosen == "utf-8-sig" else chosen, lines


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes) -> bool:
    try:
        decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _as_utf8(path: Path, encoding: str, work: Path) -> Path:
    work.mkdir(parents=True, exist_ok=True)
    text = work / "as-utf-8.csv"
    with path.open(encoding=encoding, newline="") as old, text.open("w", encoding="utf-8", newline="") as new:
        while block := old.read(BLOCK):
            new.write(block)
    return text


def _separator(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline(65536)
    try:
        return csv.Sniffer().sniff(head, delimiters=",;\t|").delimiter
    except csv.Error:
        return ","
