"""What of a report prints and under which numbers: sections, captions, and blocks that stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from argosy.kernel.text import Text
from argosy.renderers.phrases import WORDS
from argosy.report.model import AnyBlock, Finding, Report, Section
from argosy.report.table import Table
from argosy.report.visual import Chart, Map, Matrix, Timeline
from argosy.report.words import Approval, Asset, Clauses, Fields, Paragraph

_FIGURES = (Chart, Map, Timeline, Asset)
_NARROW_TABLE, _SAME_CHECK = 5, 5
_ISSUED = ("issued", "superseded", "withdrawn")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A section with its printed number (empty when unnumbered) and the blocks that print."""

    section: Section
    number: str
    blocks: tuple[AnyBlock, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The printed sections, and for each titled block its caption number, e.g. ``表 1`` / ``Table 1``."""

    sections: tuple[Numbered, ...]
    captions: dict[str, Text] = field(default_factory=dict)


def outline(report: Report) -> Outline:
    """Sections numbered 1, 1.1 …; blocks meant for the workbook only, and guidance once issued, left out."""
    counters = [0, 0, 0]
    sections = []
    for section in report.sections:
        blocks = tuple(block for block in section.blocks if prints(block, report))
        if section.blocks and not blocks:
            continue
        sections.append(Numbered(section, _number(section, counters), blocks))
    return Outline(tuple(sections), _captions(block for part in sections for block in part.blocks))


def prints(block: AnyBlock, report: Report) -> bool:
    """Whether a block belongs on the page. Once issued, guidance and paragraphs nobody wrote are gone."""
    if isinstance(block, Table):
        return not block.sheet_only
    if not isinstance(block, Paragraph) or report.state not in _ISSUED:
        return True
    return block.role != "guidance" and not unwritten(block)


def listed(report: Report) -> list[Finding]:
    """What to print above section 1: failures, then warnings; of one check the first few, and how many more there are."""
    rank = {"block": 0, "warn": 1}
    shown: list[Finding] = []
    by_check: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted((f for f in report.findings if f.level in rank), key=lambda f: rank[f.level]):
        by_check.setdefault((finding.level, finding.id), []).append(finding)
    for alike in by_check.values():
        shown += alike if len(alike) <= _SAME_CHECK else alike[: _SAME_CHECK - 1]
        if len(alike) > _SAME_CHECK:
            more = WORDS["same_check"].format(n=f"{len(alike) - _SAME_CHECK + 1:,}")
            shown.append(Finding(id=alike[0].id, level=alike[0].level, message=more))
    return shown


def unwritten(block: Paragraph) -> bool:
    """Whether an authored paragraph still waits for its author."""
    return block.role == "authored" and not (block.text.zh or block.text.en)


def _number(section: Section, counters: list[int]) -> str:
    if not section.numbered:
        return ""
    counters[section.level - 1] += 1
    counters[section.level :] = [0] * (3 - section.level)
    return ".".join(str(n) for n in counters[: section.level] if n)


def _captions(blocks: Iterator[AnyBlock]) -> dict[str, Text]:
    counts = {"table": 0, "figure": 0}
    captions = {}
    for block in blocks:
        kind = "figure" if isinstance(block, _FIGURES) else "table" if isinstance(block, Table | Matrix) else ""
        if kind and block.title:
            counts[kind] += 1
            word = WORDS[kind]
            captions[block.id] = Text(f"{word.zh} {counts[kind]}", f"{word.en} {counts[kind]}")
    return captions


def side_by_side(blocks: Sequence[AnyBlock]) -> list[tuple[AnyBlock, ...]]:
    """Blocks in reading order, in rows of one or two: a ``half`` or ``wide`` chart takes a fitting neighbour beside it."""
    rows: list[tuple[AnyBlock, ...]] = []
    at = 0
    while at < len(blocks):
        step = 2 if at + 1 < len(blocks) and _pairs(blocks[at], blocks[at + 1]) else 1
        rows.append(tuple(blocks[at : at + step]))
        at += step
    return rows


def is_part(block: AnyBlock) -> bool:
    """Whether a block is a chart drawn narrower than the page."""
    return isinstance(block, Chart) and block.share != "full"


def _pairs(left: AnyBlock, right: AnyBlock) -> bool:
    return (is_part(left) and _beside(right)) or (is_part(right) and _beside(left))


def _beside(block: AnyBlock) -> bool:
    if isinstance(block, Table):
        return len(block.columns) <= _NARROW_TABLE
    if isinstance(block, Fields):
        return block.style == "decision" or block.columns == 1
    return is_part(block) or (isinstance(block, Paragraph) and block.role in ("auto", "authored"))


def columns(row: Sequence[AnyBlock]) -> tuple[int, ...]:
    """Relative widths of a row: a ``wide`` chart takes 64 of 100, a lone ``half`` one 50, everything else shares evenly."""
    if len(row) == 1:
        return (50,) if isinstance(row[0], Chart) and row[0].share == "half" else (100,)
    shares = [block.share if isinstance(block, Chart) else "" for block in row]
    if "wide" in shares and shares.count("wide") == 1:
        return (64, 36) if shares[0] == "wide" else (36, 64)
    return (50, 50)


def is_contract(report: Report) -> bool:
    """Whether the parties initial every page: an external document with clauses and seals."""
    blocks = list(report.blocks())
    sealed = any(isinstance(block, Approval) and block.seals for block in blocks)
    return report.audience != "internal" and sealed and any(isinstance(block, Clauses) for block in blocks)
