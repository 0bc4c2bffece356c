"""The report itself: frame, sections, sources, rules and signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from argosy.kernel.canonical import digest_plain
from argosy.kernel.source import Confidence, Source
from argosy.kernel.text import NOTHING, Text
from argosy.report.node import Id, Node
from argosy.report.table import Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Map, Matrix, Timeline
from argosy.report.words import Approval, Asset, Audience, Block, Checklist, Clauses, Fields, KeyFigures, Paragraph

SCHEMA_VERSION = 1
State = Literal["draft", "in_check", "checked", "approved", "issued", "superseded", "withdrawn"]


class Citations(Block):
    """Where the list of sources prints; the sources are on the report."""

    kind: Literal["citations"] = "citations"


class TraceTable(Block):
    """Where the workings print; ``figures`` are explained in this order, all traced figures when empty."""

    kind: Literal["trace"] = "trace"
    figures: tuple[Id, ...] = ()


AnyBlock = Annotated[
    Paragraph
    | Fields
    | KeyFigures
    | Table
    | Chart
    | Matrix
    | Timeline
    | Map
    | Checklist
    | Clauses
    | Asset
    | Approval
    | Citations
    | TraceTable,
    Field(discriminator="kind"),
]


class Section(Node):
    """A heading with what follows it. ``sheet`` names its worksheet (at most 31 characters a language)."""

    id: Id
    title: Text
    level: Literal[1, 2, 3] = 1
    blocks: tuple[AnyBlock, ...] = ()
    audience: Audience = "all"
    orientation: Literal["portrait", "landscape"] | None = None
    break_before: bool = False
    numbered: bool = True
    sheet: Text | None = None


class Letterhead(Node):
    """Who sends the document."""

    name: Text
    unit: Text = NOTHING
    address: Text = NOTHING
    tax_id: str = ""
    phone: str = ""
    email: str = ""


class Ask(Node):
    """One parameter the document was asked for with."""

    name: Id
    label: Text
    value: Text


class Rule(Node):
    """How figures were made: a formula with its rounding, law and confidence. Figures name it in ``trace``."""

    id: Id
    label: Text
    expr: str = ""
    rounding: Text = NOTHING
    legal: Text = NOTHING
    confidence: Confidence | None = None
    note: Text = NOTHING
    review_by: date | None = None
    cites: tuple[Id, ...] = ()


class Signature(Node):
    """Who acted in the document's life, and on which content."""

    act: Literal["made", "checked", "approved", "countersigned"]
    person: Text
    role: str
    at: datetime
    method: Literal["click", "drawn", "wet", "certificate"] = "click"
    comment: str = ""
    content_hash: str


class Finding(Node):
    """The result of one check: ``block`` stops issue, ``warn`` needs a reason, ``ok`` passed."""

    id: Id
    level: Literal["block", "warn", "ok"]
    message: Text
    where: tuple[str, ...] = ()
    waived: str = ""


class Evidence(Node):
    """An indicator this document is evidence for; a suggestion for an assessor."""

    standard: str
    indicator: str
    kind: Literal["primary", "also"] = "primary"


class Report(Node):
    """One document, whole. Renderers need nothing else."""

    schema_version: int = SCHEMA_VERSION
    key: str
    standard: str
    task: str
    family: str
    title: Text
    subtitle: Text = NOTHING
    doc_no: str = ""
    draft_ref: str = ""
    revision: int = 0
    replaces: str = ""
    state: State = "draft"
    lang: Literal["zh-Hant", "en", "both"] = "zh-Hant"
    audience: Literal["internal", "external", "authority"] = "internal"
    confidentiality: Literal["public", "external", "internal", "confidential"] = "internal"
    orientation: Literal["portrait", "landscape"] = "portrait"
    letterhead: Letterhead
    demo: bool = False
    ask: tuple[Ask, ...] = ()
    as_of: date
    built_at: datetime
    builder_version: str = ""
    sections: tuple[Section, ...]
    citations: tuple[Source, ...] = ()
    traces: tuple[Rule, ...] = ()
    names: dict[str, Id] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    approvals: tuple[Signature, ...] = ()
    findings: tuple[Finding, ...] = ()
    content_hash: str = ""

    @property
    def printed_no(self) -> str:
        """The document number, or the draft reference before there is one."""
        return self.doc_no or self.draft_ref

    @property
    def basis(self) -> str:
        """Standard, task and O-code, for the foot of internal documents."""
        return f"{self.standard} {self.task} {self.key.rpartition('/')[2]}"

    def blocks(self) -> Iterator[AnyBlock]:
        """Every block in reading order."""
        for section in self.sections:
            yield from section.blocks

    def values(self) -> Iterator[Value]:
        """Every value in reading order."""
        for block in self.blocks():
            yield from block_values(block)


def block_values(block: Block) -> Iterator[Value]:
    """The values a block holds, in reading order."""
    reader = _READERS.get(type(block))
    if reader:
        yield from reader(block)


def _in_table(table: Table) -> Iterator[Value]:
    for row in (*table.rows, *((table.totals,) if table.totals else ())):
        yield from row.cells.values()


def _in_key_figures(block: KeyFigures) -> Iterator[Value]:
    for item in block.items:
        yield from (v for v in (item.value, item.comparison, item.target) if v)


_READERS: dict[type[Block], Callable[..., Iterator[Value]]] = {
    Table: _in_table,
    KeyFigures: _in_key_figures,
    Fields: lambda block: iter(block.items),
    Matrix: lambda block: (value for cell in block.cells for value in cell.values),
    Map: lambda block: (place.value for place in block.places if place.value),
}


def hash_content(report: Report) -> str:
    """SHA-256 of sections, citations, traces and ask: what checking, approving and numbering must not change."""
    return digest_plain(report.model_dump(mode="json", include={"sections", "citations", "traces", "names", "ask"}))


def sealed(report: Report) -> Report:
    """The report with its content hash set."""
    return report.model_copy(update={"content_hash": hash_content(report)})
