"""The vendored fonts (Noto Sans TC, with Noto Sans for the Latin, Greek and Cyrillic it lacks), their reach and their widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar
from unicodedata import category

T = TypeVar("T")

DIRECTORY = Path(__file__).parent
FAMILIES = ("Noto Sans TC", "Noto Sans")
_FILES = ("NotoSansTC-Regular.ttf", "NotoSans-Regular.ttf")
BOX, _MARKS = "□", ("Mn", "Me", "Cf")
"""What stands for a character no font holds."""
_INVISIBLE = frozenset("\n\r\t\u200b\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class _Face:
    glyphs: dict[int, str]
    advances: dict[str, tuple[int, int]]
    em: int


@cache
def _faces() -> tuple[_Face, ...]:
    return tuple(_read(DIRECTORY / name) for name in _FILES)


def _read(path: Path) -> _Face:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return _Face(dict(font.getBestCmap()), dict(font["hmtx"].metrics), font["head"].unitsPerEm)


@cache
def reach() -> frozenset[int]:
    """Every code point the fonts can print."""
    return frozenset().union(*(face.glyphs for face in _faces()))


def missing_glyphs(text: str) -> set[str]:
    """The characters of ``text`` that would print as boxes."""
    return {c for c in set(text) if ord(c) not in reach() and c not in _INVISIBLE}


@cache
def _advance(character: str) -> float:
    for face in _faces():
        name = face.glyphs.get(ord(character))
        if name is not None:
            return face.advances[name][0] / face.em
    return 0.0


def text_width(text: str, size: float) -> float:
    """The printed width of one line of regular text, in the unit of ``size``."""
    return sum(_advance(c) for c in text) * size


# What stays on one line: a Han character or a word, with the brackets that open before it and the marks that close after it.
_UNBROKEN = re.compile(r"[（「『《〈【(\[]*(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef]+)[，。、；：）」』》〉】％,.;:)\]]*\s?|\s+")


def wrap(text: str, width: float, size: float) -> list[str]:
    """``text`` in as few lines as fit ``width``, made about equally long: broken between Han characters, else at spaces."""
    lines = _greedy(text, width, size)
    even = text_width(text, size) / len(lines)
    tries = (_greedy(text, min(width, even + step * size), size) for step in range(8))
    return next((found for found in tries if len(found) == len(lines)), lines)


def _greedy(text: str, width: float, size: float) -> list[str]:
    lines, line = [], ""
    for part in _UNBROKEN.findall(text):
        if line and text_width(line + part.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += part
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def boxed(text: str) -> str:
    """``text`` with a visible box for every character no font can print; marks that only change the character before them are left out."""
    strange = missing_glyphs(text)
    return text.translate({ord(c): "" if category(c) in _MARKS else BOX for c in strange}) if strange else text


def printable(node: T, leave: frozenset[str] = frozenset()) -> T:
    """Nested dicts and lists with every string as it can be printed, save what stands under the keys of ``leave``."""
    if isinstance(node, str):
        return boxed(node)  # type: ignore[return-value]
    if isinstance(node, dict):
        return {key: part if key in leave else printable(part, leave) for key, part in node.items()}  # type: ignore[return-value]
    return [printable(part, leave) for part in node] if isinstance(node, list | tuple) else node  # type: ignore[return-value]


def strings(node: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every string in nested dicts and lists with the nearest ``id`` above it."""
    if isinstance(node, str):
        yield where, node
    elif isinstance(node, dict):
        here = str(node.get("id") or where)
        for value in node.values():
            yield from strings(value, here)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from strings(value, where)
