"""The file of a data set as it was given: hashed, measured, its text made clean UTF-8. Nothing is held whole in memory.

A folder or a ZIP is many parts in the order of their names. Room on disk is looked at before anything is unpacked or written.
"""

from __future__ import annotations

import codecs
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text

CHUNK = 1 << 22
RESERVE = 200_000_000
"""Bytes that must stay free besides what an import needs."""
STAGED_SHARE = 0.5
"""Bytes of staged and finished Parquet per byte of plain text, at most (measured on BACI: 0.25)."""
TABLES = re.compile(r"\.(csv|tsv|txt|json|parquet|xlsx|xls|ods)(\.gz)?$", re.IGNORECASE)
PLAIN_TEXT = ("csv", "tsv", "txt")
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One table file ready to read. ``name`` is as given (without ``.gz``); ``replaced`` counts characters that were no text, ``lines`` shows where."""

    name: str
    path: Path
    replaced: int = 0
    lines: tuple[int, ...] = ()
    encoding: str = "utf-8"

    @property
    def form(self) -> str:
        """The ending that says how to read it, such as csv or parquet."""
        return self.name.rpartition(".")[2].lower()


@dataclass(frozen=True, slots=True)
class Given:
    """What was given: the name, the SHA-256 of its bytes, and its parts."""

    name: str
    sha256: str
    parts: tuple[Part, ...] = field(default=())


def given(path: Path, folder: Path, fits: re.Pattern[str] = TABLES, encodings: tuple[str, ...] = ("cp950",)) -> Given:
    """The parts of a file, folder or ZIP whose names fit, made readable in ``folder``. ``BadInput`` when there is none, ``Refused`` without room."""
    if not path.exists():
        raise BadInput(Text("找不到檔案：{p}", "There is no such file: {p}").format(p=path))
    if path.is_dir():
        files = sorted(p for p in path.iterdir() if p.is_file() and TABLES.search(p.name) and fits.search(p.name))
        room(folder, sum(_needed(p.name, p.stat().st_size) for p in files), path.name)
        parts = tuple(_part(p.name, p, folder, encodings) for p in files)
        return Given(path.name, _together(files), _some(parts, path.name))
    if path.suffix.lower() == ".zip":
        return Given(path.name, _hash(path), _some(tuple(_zipped(path, folder, fits, encodings)), path.name))
    room(folder, _needed(path.name, path.stat().st_size), path.name)
    return Given(path.name, _hash(path), (_part(path.name, path, folder, encodings),))


def room(folder: Path, needed: int, name: str) -> None:
    """Refuse when the disk of ``folder`` has not the bytes that are needed, saying how many there are."""
    free = shutil.disk_usage(folder).free
    if free - RESERVE < needed:
        raise Refused(
            Text(
                "磁碟空間不足：匯入「{n}」約需 {a} MB（另留 {r} MB），{f} 僅餘 {b} MB。未寫入任何資料；請清出空間或將 ARGOSY_WAREHOUSE_URL 指向較大磁碟",
                "The disk is too small: {n} needs about {a} MB (besides {r} MB kept free), {f} has {b} MB. Nothing was written; make room or point ARGOSY_WAREHOUSE_URL to a larger disk",
            ).format(n=name, a=f"{needed / 1e6:,.0f}", r=f"{RESERVE / 1e6:,.0f}", f=folder, b=f"{free / 1e6:,.0f}")
        )


def _needed(name: str, size: int) -> int:
    """Bytes an import writes: staged tables for plain text; for packed text, which unpacks to about eight times its size, of that."""
    packed = name.lower().endswith((".gz", ".parquet", ".xlsx"))
    return int(size * (8 if packed else 1) * STAGED_SHARE)


def _some(parts: tuple[Part, ...], name: str) -> tuple[Part, ...]:
    if not parts:
        raise BadInput(Text("「{n}」內沒有這種資料的檔案", "{n} holds no file of this kind").format(n=name))
    return parts


def _hash(path: Path) -> str:
    made = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            made.update(chunk)
    return made.hexdigest()


def _together(files: list[Path]) -> str:
    return sha256("".join(f"{p.name}\0{_hash(p)}\0" for p in files).encode()).hexdigest()


def _zipped(path: Path, folder: Path, fits: re.Pattern[str], encodings: tuple[str, ...]) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(path) as packed:
            wanted = [i for i in packed.infolist() if not i.is_dir() and TABLES.search(i.filename) and fits.search(Path(i.filename).name)]
            room(folder, sum(int(i.file_size * (1 + STAGED_SHARE)) for i in wanted), path.name)
            for at, item in enumerate(sorted(wanted, key=lambda i: i.filename)):
                target = folder / f"part{at}-{Path(item.filename).name}"
                with packed.open(item) as source, target.open("wb") as out:
                    shutil.copyfileobj(source, out, CHUNK)
                yield _part(Path(item.filename).name, target, folder, encodings)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise BadInput(Text("「{n}」不是可讀的 ZIP：{e}", "{n} is not a readable ZIP: {e}").format(n=path.name, e=error)) from error


def _part(name: str, path: Path, folder: Path, encodings: tuple[str, ...]) -> Part:
    bare = name[:-3] if name.lower().endswith(".gz") else name
    part = Part(bare, path)
    if part.form not in PLAIN_TEXT:
        return replace(part, path=_plain_file(name, path, folder)) if name != bare else part
    encoding = _encoding(name, path, encodings)
    if encoding == "utf-8":
        return part
    room(folder, int(path.stat().st_size * (8 if name != bare else 1) * (1 + STAGED_SHARE)), name)
    return _cleaned(part, name, folder, encoding)


def _encoding(name: str, path: Path, others: tuple[str, ...]) -> str:
    """``utf-8`` for a clean file, UTF-16 by its mark, another one the whole file is valid in, else ``utf-8?``: to be mended."""
    with _opened(name, path) as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    return next((e for e in ("utf-8", *others) if _valid(name, path, e)), "utf-8?")


def _valid(name: str, path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for chunk in _chunks(name, path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _cleaned(part: Part, name: str, folder: Path, encoding: str) -> Part:
    """The text written anew as UTF-8; a byte that is none of the encoding's becomes U+FFFD and is counted."""
    target = folder / f"clean-{part.path.stem}.{part.form}"
    decoder = codecs.getincrementaldecoder(encoding.rstrip("?"))("replace")
    replaced, line, lines = 0, 1, list[int]()
    with target.open("w", encoding="utf-8", newline="") as out:
        for chunk in (*_chunks(name, part.path), b""):
            text = decoder.decode(chunk, final=not chunk)
            if "\ufffd" in text:
                replaced += text.count("\ufffd")
                lines += [line + at for at, row in enumerate(text.split("\n")) if "\ufffd" in row][: EXAMPLES - len(lines)]
            line += text.count("\n")
            out.write(text)
    return Part(part.name, target, replaced, tuple(lines), encoding.rstrip("?"))


def _plain_file(name: str, path: Path, folder: Path) -> Path:
    target = folder / f"plain-{path.stem}"
    with target.open("wb") as out:
        for chunk in _chunks(name, path):
            out.write(chunk)
    return target


def _chunks(name: str, path: Path) -> Iterator[bytes]:
    try:
        with _opened(name, path) as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(Text("「{n}」無法解壓縮：{e}", "{n} cannot be unpacked: {e}").format(n=name, e=error)) from error


@contextmanager
def _opened(name: str, path: Path) -> Iterator[BinaryIO]:
    import gzip

    with gzip.open(path) if name.lower().endswith(".gz") else path.open("rb") as file:
        yield file  # type: ignore[misc]
