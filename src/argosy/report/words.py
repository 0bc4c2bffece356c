"""Blocks made of words and single figures: paragraph, fields, key figures, checklist, clauses, asset, approval."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from argosy.kernel.text import Text
from argosy.report.node import Id, Node
from argosy.report.prose import Prose
from argosy.report.value import Value

Audience = Literal["all", "internal", "external", "authority"]
Verdict = Literal["good", "near", "bad", "none"]


class Block(Node):
    """What every block has. ``id`` is stable across rebuilds; ``empty`` is printed when there is nothing to show."""

    id: Id
    title: Text | None = None
    note: Prose | None = None
    cites: tuple[Id, ...] = ()
    keep_together: bool = False
    audience: Audience = "all"
    empty: Text | None = None


class Paragraph(Block):
    """Prose. ``authored`` text is a person's; it goes stale when a figure it uses changes (``values_hash``) and may stay empty with ``min_chars`` 0."""

    kind: Literal["paragraph"] = "paragraph"
    role: Literal["auto", "authored", "guidance", "lead", "note"] = "auto"
    text: Prose
    author: str = ""
    edited_at: datetime | None = None
    prompt: Text | None = None
    min_chars: int = 0
    values_hash: str = ""
    stale: bool = False


class Fields(Block):
    """Label and value pairs. ``decision`` prints a question, its answer and the reasons below an accent bar."""

    kind: Literal["fields"] = "fields"
    items: tuple[Value, ...]
    columns: int = Field(2, ge=1, le=3)
    style: Literal["grid", "boxed", "decision"] = "grid"
    question: Text | None = None
    answer: Prose | None = None


class KeyFigure(Node):
    """One large figure with what it is compared to."""

    label: Text
    value: Value
    sub: Prose | None = None
    comparison: Value | None = None
    target: Value | None = None
    direction: Literal["up", "down", "none"] = "none"
    verdict: Verdict | None = None
    verdict_words: Text | None = None


class KeyFigures(Block):
    """Two to eight large figures."""

    kind: Literal["key_figures"] = "key_figures"
    items: tuple[KeyFigure, ...] = Field(min_length=2, max_length=8)


class CheckItem(Node):
    """One requirement and its state."""

    id: Id
    label: Text
    requirement: Text | None = None
    state: Literal["done", "open", "waived", "n/a"]
    evidence: str = ""
    by: str = ""
    at: date | None = None
    reason: Text | None = None


class Checklist(Block):
    """Requirements with their state; a waived one says why."""

    kind: Literal["checklist"] = "checklist"
    items: tuple[CheckItem, ...]


class Clause(Node):
    """One numbered article in both languages."""

    no: str
    heading: Text
    text: Text
    source: str = ""
    deviation: bool = False


class Clauses(Block):
    """Articles; two columns when both languages print. ``prevails`` names the language that decides."""

    kind: Literal["clauses"] = "clauses"
    items: tuple[Clause, ...]
    prevails: Literal["zh-Hant", "en"] = "zh-Hant"


class Asset(Block):
    """A picture file. ``data`` is base64 and its SHA-256 is ``sha256``."""

    kind: Literal["asset"] = "asset"
    mime: Literal["image/png", "image/jpeg", "image/svg+xml"]
    data: str
    sha256: str
    caption: Text | None = None
    rights: Text | None = None
    alt: Text
    width_mm: int = 80


class SignStep(Node):
    """A place to sign. Who signed and when is on the report (``approvals``), so signing changes no content hash."""

    act: Literal["made", "checked", "approved", "countersigned"]
    label: Text
    role: Text | None = None


class Approval(Block):
    """The signature row; ``seals`` adds empty seal boxes for the named parties."""

    kind: Literal["approval"] = "approval"
    steps: tuple[SignStep, ...]
    seals: tuple[Text, ...] = ()
