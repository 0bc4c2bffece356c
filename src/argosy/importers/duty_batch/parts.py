"""The answer of a run while it is being made: numbered part files and a manifest, so that a run that was stopped goes on where it stood."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

MANIFEST = "manifest.json"
ADDED = ("customs_value", "charge_", "total")
FaultRow = tuple[int, str, str, str]  # row in the file, column, message in English and Chinese


@dataclass
class Progress:
    """What a run has done: the rows finished, and what it counted on the way."""

    rows: int = 0
    unresolved: int = 0
    singly: int = 0
    faults: int = 0
    files: list[str] = field(default_factory=list)


class Parts:
    """The folder of part files beside the answer. ``made_of`` says from what and by what the answer is made: another one begins anew."""

    def __init__(self, folder: Path, made_of: dict[str, Any]) -> None:
        self.folder, self.made_of = folder, made_of
        self.done = self._found()
        if not self.done.files:
            self.clear()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.resumed = self.done.rows

    def _found(self) -> Progress:
        try:
            kept = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
            done = Progress(**kept["done"])
        except (OSError, ValueError, KeyError, TypeError):
            return Progress()
        whole = kept.get("made_of") == self.made_of and all((self.folder / name).is_file() for name in done.files)
        return done if whole else Progress()

    def clear(self) -> None:
        """Remove everything made so far, but a text written anew."""
        for file in self.folder.glob("part-*"):
            file.unlink()
        (self.folder / MANIFEST).unlink(missing_ok=True)

    def add(self, frame: pl.DataFrame, faults: Sequence[FaultRow], unresolved: int, singly: int) -> None:
        """One more piece of the answer, with what is wrong in it. It counts once the manifest says so."""
        name = f"part-{len(self.done.files):05d}"
        _compact(frame).write_parquet(self.folder / f"{name}.parquet", compression="zstd", compression_level=1, statistics=False)
        if faults:
            _write(self.folder / f"{name}.faults.csv", faults)
        self.done.files.append(f"{name}.parquet")
        self.done.rows += frame.height
        self.done.unresolved += unresolved
        self.done.singly += singly
        self.done.faults += len(faults)
        self._save()

    def faults(self) -> Iterator[FaultRow]:
        """Everything found wrong so far, in the order of the rows."""
        for file in sorted(self.folder.glob("part-*.faults.csv")):
            if file.name.replace(".faults.csv", ".parquet") in self.done.files:
                with file.open(encoding="utf-8", newline="") as text:
                    yield from ((int(row), name, en, zh) for row, name, en, zh in csv.reader(text))

    def column(self, name: str) -> Iterator[pl.DataFrame]:
        """One column of every part made so far."""
        import polars as pl

        return (pl.read_parquet(self.folder / file, columns=[name]) for file in self.done.files)

    def _save(self) -> None:
        text = json.dumps({"made_of": self.made_of, "done": asdict(self.done)}, ensure_ascii=False)
        partial = self.folder / f"{MANIFEST}.part"
        partial.write_text(text, encoding="utf-8")
        partial.replace(self.folder / MANIFEST)

    def join(self, out: Path) -> None:
        """Put the parts together as one file that appears whole, and remove them."""
        partial = out.with_name(f"{out.name}.part")
        files = [self.folder / name for name in self.done.files]
        if len(files) == 1:
            files[0].replace(partial)
        else:
            _together(files).sink_parquet(partial, compression="zstd", compression_level=1, row_group_size=250_000)
        partial.replace(out)
        shutil.rmtree(self.folder)


def _compact(frame: pl.DataFrame) -> pl.DataFrame:
    """Amounts in 18 digits where they fit: half the size, and faster to write."""
    import polars as pl

    wide = {
        name: pl.Decimal(18, dtype.scale)
        for name, dtype in frame.schema.items()
        if isinstance(dtype, pl.Decimal) and name.startswith(ADDED)
    }
    try:
        return frame.cast(wide)  # type: ignore[arg-type]
    except pl.exceptions.InvalidOperationError:
        return frame


def _write(path: Path, faults: Iterable[FaultRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(faults)


def _together(files: list[Path]) -> pl.LazyFrame:
    """The parts under each other. An amount has in all of them the decimals it needs in any."""
    import polars as pl

    schemas = [pl.read_parquet_schema(file) for file in files]
    wanted: dict[str, Any] = {}
    for schema in schemas:
        for name, dtype in schema.items():
            known = wanted.get(name)
            if isinstance(dtype, pl.Decimal) and isinstance(known, pl.Decimal):
                wanted[name] = pl.Decimal(max(dtype.precision or 38, known.precision or 38), max(dtype.scale, known.scale))
            elif known is None or known == pl.Null:
                wanted[name] = dtype
    order = _ordered(list(wanted))
    return pl.concat([_shaped(file, schema, wanted, order) for file, schema in zip(files, schemas, strict=True)])


def _shaped(file: Path, schema: Any, wanted: dict[str, Any], order: list[str]) -> pl.LazyFrame:
    import polars as pl

    columns = [(pl.col(name) if name in schema else pl.lit(None)).cast(wanted[name]).alias(name) for name in order]
    return pl.scan_parquet(file).select(columns)


def _ordered(names: list[str]) -> list[str]:
    """Charges that only later parts know stand with the others, before the total."""
    late = [name for name in names if name.startswith("charge_")]
    rest = [name for name in names if not name.startswith("charge_")]
    place = rest.index("total")
    return [*rest[:place], *late, *rest[place:]]
