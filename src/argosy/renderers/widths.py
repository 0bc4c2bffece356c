"""Column widths worked out from what the cells hold, so that no figure, code or date ever breaks over two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from argosy.renderers.fonts import text_width, wrap
from argosy.renderers.formatting import Printed, pair
from argosy.renderers.grid import Grid, Head

MM_PER_PT = 25.4 / 72
PAD_MM, AIR_MM = 1.2, 3.4
BOLD = 1.07
SIZES = (8.0, 7.6, 7.2, 6.8, 6.3, 5.8, 5.4)
_WHOLE_TYPES = frozenset("cdnqmrsb")
_HAN = re.compile("[\u2e80-\uffef]")
_LONGEST = 46.0
_SHORTEST = 5.5
_GROWTH = 0.7  # how much wider than its words a text column may grow before every column takes a share


@dataclass(frozen=True, slots=True)
class Widths:
    """Column widths in millimetres, together at most the measure, and the type size in points that makes them fit."""

    columns: tuple[float, ...]
    size: float


@dataclass(frozen=True, slots=True)
class _Need:
    least: float
    natural: float
    flexible: bool


def fit(grid: Grid, lang: str, measure: float, largest: float = SIZES[0], spread: float = 1.0) -> Widths:
    """Widths over ``measure`` millimetres at the largest size that holds every unbreakable cell.

    ``spread`` is how much wider than the vendored fonts the reader's own may run, where the file carries none.
    """
    sizes = [size for size in SIZES if size <= largest] or [largest]
    for size in sizes:
        needs = [_need(grid, i, head, lang, size * spread) for i, head in enumerate(grid.heads)]
        if sum(need.least for need in needs) <= measure:
            break
    return Widths(tuple(_share(needs, [head.weight for head in grid.heads], measure)), size)


def air(heads: Sequence[Head], i: int) -> float:
    """Space left of column ``i`` in millimetres: more where text follows figures."""
    return AIR_MM if i and heads[i].align == "left" and heads[i - 1].align == "right" else PAD_MM


def _need(grid: Grid, i: int, head: Head, lang: str, size: float) -> _Need:
    pad = air(grid.heads, i) + PAD_MM
    whole = head.type in _WHOLE_TYPES or head.key.endswith(".interval")
    cells = [line.cells[i] for line in grid.lines if line.cells]
    extents = [_extent(cell, size, whole) for cell in cells if cell is not None]
    least, natural = (max((extent[k] for extent in extents), default=0.0) for k in (0, 1))
    head_least, head_natural = _head_extent(head, lang, size)
    return _Need(pad + max(least, head_least), pad + max(natural, head_natural if whole else min(head_natural, 22.0)), not whole)


def _extent(cell: Printed, size: float, whole: bool) -> tuple[float, float]:
    """(narrowest, natural) width of a cell in millimetres."""
    line = _mm(cell.plain if not cell.en else cell.text, size) * BOLD + (1.2 if cell.mark else 0.0)
    line += _mm(cell.interval, size) + 1.0 if cell.interval else 0.0
    second = max(_mm(part, size - 0.9) for part in (cell.en, cell.note))
    if whole and not cell.missing:
        return line, max(line, second * 0.6)
    words = max((_mm(word, size) for word in _unbreakable(f"{cell.text} {cell.en} {cell.note}")), default=0.0)
    return min(line, max(words, _SHORTEST)), min(_LONGEST, max(line, second))


def _head_extent(head: Head, lang: str, size: float) -> tuple[float, float]:
    words = [part for text in (head.label, head.unit) for part in pair(text, lang)]
    longest = max((_mm(word, size) * BOLD for text in words for word in _unbreakable(text)), default=0.0)
    han = [-(-len(_HAN.findall(text)) // (2 if len(text) > 4 else 1)) * size * MM_PER_PT for text in words]
    return max(longest, *han), max(_mm(text, size) for text in words) * BOLD


def head_lines(label: str, width: float, size: float) -> str:
    """A column head broken into even lines over ``width`` millimetres, padding taken off."""
    return "\n".join(wrap(label, max(1.0, width / MM_PER_PT), size * BOLD))


def _unbreakable(text: str) -> list[str]:
    return re.findall(r"[^\s\u2e80-\uffef]+", text)


def _mm(text: str, size: float) -> float:
    return text_width(text, size) * MM_PER_PT


def _share(needs: Sequence[_Need], weights: Sequence[int], measure: float) -> list[float]:
    wanted = _eased(needs, _wanted(needs, weights, measure))
    surplus = measure - sum(wanted)
    if surplus < 0:
        return _shrunk(needs, wanted, -surplus)
    wordy = sum(width for need, width in zip(needs, wanted, strict=True) if need.flexible)
    given = min(surplus, wordy * _GROWTH)
    each = (surplus - given) / len(needs)
    grown = given / wordy if wordy else 0.0
    return [width * (1 + grown * need.flexible) + each for need, width in zip(needs, wanted, strict=True)]


def _wanted(needs: Sequence[_Need], weights: Sequence[int], measure: float) -> list[float]:
    whole = sum(weights)
    left = measure - sum(need.natural for need, weight in zip(needs, weights, strict=True) if not weight)
    return [max(need.least, weight / whole * left) if weight else need.natural for need, weight in zip(needs, weights, strict=True)]


def _eased(needs: Sequence[_Need], wanted: Sequence[float]) -> list[float]:
    """Columns wider than their content give to text that would have to break."""
    lacks = [max(0.0, need.natural - width) for need, width in zip(needs, wanted, strict=True)]
    spare = [max(0.0, width - need.natural) for need, width in zip(needs, wanted, strict=True)]
    moved = min(sum(lacks), sum(spare))
    if moved <= 0:
        return list(wanted)
    parts = zip(wanted, lacks, spare, strict=True)
    return [width + moved * lack / sum(lacks) - moved * can / sum(spare) for width, lack, can in parts]


def _shrunk(needs: Sequence[_Need], wanted: Sequence[float], over: float) -> list[float]:
    """Take ``over`` from columns in proportion to what they can spare; when none can, from all alike."""
    spare = [max(0.0, width - need.least) for need, width in zip(needs, wanted, strict=True)]
    total = sum(spare)
    if total >= over:
        return [width - over * can / total for width, can in zip(wanted, spare, strict=True)]
    least = sum(need.least for need in needs)
    return [need.least * (sum(wanted) - over) / least for need in needs]
