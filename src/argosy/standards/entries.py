"""What the built-in catalogue holds. Codes repeat between standards, so every reference carries the standard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from argosy.kernel.text import Text

Key = Literal["TM", "CS", "WS", "FM", "EP"]
Severity = Literal["block", "warn"]
Kind = Literal["record", "compute", "check", "workflow", "document", "monitor", "notify"]


@dataclass(frozen=True, slots=True)
class Competence:
    """A knowledge (K), skill (S) or attitude (A) by its code in one standard."""

    standard: str
    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Task:
    """A task as printed, with our short label for the menu, one sentence on its purpose, and the codes it holds.

    ``outputs`` are registry keys, ``indicators``, ``knowledge`` and ``skills`` codes of the same standard.
    """

    standard: str
    code: str
    name: Text
    rail: Text
    purpose: Text
    level: int
    knowledge: tuple[str, ...]
    skills: tuple[str, ...]
    outputs: tuple[str, ...]
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A main duty and its tasks. ``rail`` is the short label."""

    standard: str
    code: str
    name: Text
    rail: Text
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """One of the five jobs. ``key`` is the short key, ``code`` the published code with its version, ``role`` the job's short name."""

    key: str
    code: str
    level: int
    name: Text
    role: Text
    duties: tuple[Duty, ...]
    knowledge: tuple[Competence, ...]
    skills: tuple[Competence, ...]
    attitudes: tuple[Competence, ...]

    @property
    def base(self) -> str:
        """The code without version: ``KPS1420-002``."""
        return self.code.rpartition("v")[0]

    @property
    def version(self) -> str:
        """The version alone: ``v3``."""
        return "v" + self.code.rpartition("v")[2]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in printed order."""
        return tuple(task for duty in self.duties for task in duty.tasks)


@dataclass(frozen=True, slots=True)
class Output:
    """A finished document of one task.

    ``key`` is the registry key (``KPS1420-002/O1.2.1``), ``short`` the short one (``CS/O1.2.1``). ``title`` is what the product
    shows, ``printed_zh`` what the standard prints. ``formats`` are X xlsx, D docx, P pdf, J json, the main one first;
    ``orientation`` is v or h; ``audience`` lists internal, letter, client copy, external, authority.
    """

    key: str
    standard: str
    code: str
    task: str
    title: Text
    printed_zh: str
    family: str
    signing: str
    formats: tuple[str, ...]
    orientation: Literal["v", "h"]
    prefix: str
    audience: tuple[str, ...]

    @property
    def short(self) -> str:
        """``CS/O1.2.1``."""
        return f"{self.standard}/{self.code}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A performance indicator in our own words.

    ``title`` names the step; ``statement`` says what the user and the software do; ``evidence`` is the event that proves it, a
    suggestion for an assessor; ``context`` is the app it lives in; ``outputs`` are registry keys of its own task.
    """

    standard: str
    code: str
    task: str
    context: str
    kind: Kind
    title: Text
    statement: Text
    evidence: Text
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which output evidences which indicator; ``also`` marks indicators of a task that prints no output of its own."""

    standard: str
    indicator: str
    output: str
    kind: Literal["primary", "also"]


@dataclass(frozen=True, slots=True)
class Record:
    """A shared record, built once under ``name``. ``indicators`` are (standard key, indicator) pairs that use it."""

    name: str
    title: Text
    fields: str
    indicators: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """Data of a task (or one ``indicator`` of it) that flows into an output of another task."""

    standard: str
    task: str
    indicator: str
    output: str
    what: Text


@dataclass(frozen=True, slots=True)
class Check:
    """A check on a document before issue. Both languages of ``message`` hold the same ``{places}``."""

    id: str
    family: str
    severity: Severity
    condition: str
    message: Text


@dataclass(frozen=True, slots=True)
class Signing:
    """Who may make, check and approve an output: role codes, and what else holds in ``notes``."""

    makers: tuple[str, ...]
    checkers: tuple[str, ...]
    approvers: tuple[str, ...]
    notes: tuple[Text, ...] = field(default=())
