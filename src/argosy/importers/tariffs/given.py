"""The files of a tariff as they were given: unpacked, hashed, and what is wrong with them said all at once."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

MOST_BYTES = 400_000_000
SHOWN = 100
_DATED = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})[-_.]?(?P<month>0[1-9]|1[0-2])(?:[-_.]?(?P<day>0[1-9]|[12]\d|3[01]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file: its name without ``.gz``, and its bytes unpacked."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """What was given: a file, or the files of a folder in the order of their names."""

    name: str
    files: tuple[GivenFile, ...]
    folder: bool = False

    @property
    def sha256(self) -> str:
        """The hash of a file's bytes, or of the names and hashes of all files."""
        if not self.folder:
            return sha256(self.files[0].data).hexdigest()
        return sha256("".join(f"{f.name}\0{sha256(f.data).hexdigest()}\n" for f in self.files).encode()).hexdigest()

    @property
    def dated(self) -> date | None:
        """The day or month in the name of the file: ``us_hts_2024-12`` is of 1 December 2024."""
        match = _DATED.search(self.name)
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"] or 1)) if match else None
        except ValueError:
            return None


@dataclass
class Faults:
    """Faults of a file as they are found. ``refuse`` raises ``BadInput`` with all of them."""

    where: str
    found: list[Problem] = field(default_factory=list)

    def add(self, row: int | None, column: str, zh: str, en: str) -> None:
        """Note one fault; rows are counted as a person counts them."""
        self.found.append(Problem(Text(zh, en), self.where, row, column))

    def refuse(self) -> None:
        """``BadInput`` when there is any fault; nothing was written."""
        if not self.found:
            return
        first = self.found[0]
        place = " ".join(str(part) for part in (first.row, first.field) if part)
        words = Text(
            "「{f}」有 {n} 項錯誤，未寫入任何資料；第一項：{p} {m}", "{f} has {n} faults; nothing was written. The first: {p} {m}"
        ).format(f=self.where, n=len(self.found), p=place, m=first.message)
        raise BadInput(words, self.found[:SHOWN])


def given(path: Path) -> Given:
    """A file, or every JSON file of a folder. ``BadInput`` when there is none, or it does not unpack."""
    if path.is_dir():
        names = sorted(p for p in path.iterdir() if p.name.removesuffix(".gz").endswith(".json"))
        if not names:
            raise BadInput(Text("資料夾「{f}」沒有 JSON 檔", "The folder {f} holds no JSON file").format(f=path.name))
        return Given(path.name, tuple(unpacked(p.name, p.read_bytes()) for p in names), folder=True)
    if not path.is_file():
        raise BadInput(Text("找不到檔案「{f}」", "There is no file {f}").format(f=path))
    return Given(path.name, (unpacked(path.name, path.read_bytes()),))


def received(name: str, data: bytes) -> Given:
    """One file as it came over the network."""
    return Given(name, (unpacked(name, data),))


def unpacked(name: str, data: bytes) -> GivenFile:
    """A file with its gzip taken off; ``BadInput`` when it is damaged or unpacks to too much."""
    if not name.endswith(".gz"):
        return GivenFile(name, data)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            plain = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(Text("「{f}」不是完整的 gzip 檔", "{f} is no whole gzip file").format(f=name)) from error
    if len(plain) > MOST_BYTES:
        raise BadInput(Text("「{f}」解壓後過大", "{f} unpacks to too much").format(f=name))
    return GivenFile(name.removesuffix(".gz"), plain)


def json_rows(file: GivenFile) -> Sequence[tuple[int, Any]]:
    """The values of a JSON list, or of JSON lines, each with its row; ``BadInput`` naming the row that is none."""
    text = text_of(file)
    if text.lstrip()[:1] == "[":
        return list(enumerate(json_value(file), 1))
    faults, rows = Faults(file.name), []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                rows.append((number, json.loads(line, parse_float=Decimal)))
            except json.JSONDecodeError as error:
                faults.add(number, "", f"不是 JSON：{error.msg}", f"is no JSON: {error.msg}")
    faults.refuse()
    return rows


def json_value(file: GivenFile) -> Any:
    """The JSON value of a file, decimals kept exact; ``BadInput`` with line and column."""
    try:
        return json.loads(text_of(file), parse_float=Decimal)
    except json.JSONDecodeError as error:
        words = Text("「{f}」第 {r} 列第 {c} 字起不是 JSON：{m}", "{f} is no JSON from line {r}, column {c}: {m}")
        raise BadInput(words.format(f=file.name, r=error.lineno, c=error.colno, m=error.msg)) from error


def text_of(file: GivenFile) -> str:
    """The text of a UTF-8 file."""
    try:
        return file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(Text("「{f}」不是 UTF-8 文字檔", "{f} is no UTF-8 text file").format(f=file.name)) from error
