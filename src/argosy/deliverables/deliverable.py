"""What every deliverable is: a key, what it asks for, and four functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.reports.needs import Needed
from argosy.report.checks import Hit
from argosy.report.ledger import Mismatch
from argosy.report.model import Report

ParamType = Literal["order", "date", "text", "choice", "flag"]


@dataclass(frozen=True, slots=True)
class Param:
    """One thing a document is asked for with. ``choices`` maps a code to its words."""

    name: str
    label: Text
    type: ParamType = "text"
    required: bool = False
    default: str = ""
    choices: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph as a person wrote it, and the hash of the figures it was written about."""

    text: Text
    author: str
    at: datetime
    values_hash: str


@dataclass(frozen=True, slots=True)
class Request:
    """All that a draft stores: parameters, date, language, authored words. ``today`` decides what is overdue."""

    key: str
    params: Mapping[str, str]
    as_of: date
    today: date
    lang: str = "zh-Hant"
    built_at: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    narratives: Mapping[str, Written] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One way the same issue goes out: the worksheet itself, or a letter made of its external sections.

    ``own`` leaves out what every reader may see: an annex of the parts meant for its reader alone.
    """

    name: str
    title: Text
    audience: Literal["internal", "external", "authority"]
    orientation: Literal["portrait", "landscape"]
    formats: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True)
class Deliverable:
    """``gather(request)`` queries records and returns facts; ``build(facts)`` is pure; ``check(facts, report)`` yields the family's hits;
    ``usual()`` gives the parameters when none are asked for, such as the newest order, or ``None`` where there is nothing to make it of; ``hands(facts)`` are the logins of those who entered what it rests on: they never check it;
    ``recompute(facts, report)`` works every computed amount out again by another way and yields what differs;
    ``confirmations(facts)`` is what somebody who knows must confirm before the document is approved;
    ``nothing`` is what is missing and what to do where what it must be asked for cannot be named yet, such as a quotation where there is none;
    ``main`` is how the document itself goes out where that is not to the firm: its parts for everybody, under this title."""

    key: str
    params: tuple[Param, ...]
    gather: Callable[[Request], Any]
    build: Callable[[Any], Report]
    check: Callable[[Any, Report], list[Hit]] = lambda facts, report: []
    recompute: Callable[[Any, Report], list[Mismatch]] = lambda facts, report: []
    record: Callable[[Any, Report, Any, str], None] = lambda facts, report, actor, ref: None
    renditions: tuple[Rendition, ...] = ()
    main: Rendition | None = None
    nothing: Text | None = None
    usual: Callable[[], Mapping[str, str] | None] = dict
    hands: Callable[[Any], frozenset[str]] = lambda facts: frozenset()
    confirmations: Callable[[Any], tuple[Needed, ...]] = lambda facts: ()


def asked(params: tuple[Param, ...], given: Mapping[str, str]) -> dict[str, str]:
    """The parameters with defaults filled in. Unknown, missing and impossible ones raise ``BadInput``, all at once."""
    known = {p.name: p for p in params}
    faults = [Text("不認得參數 {n}", "unknown parameter {n}").format(n=name) for name in given if name not in known]
    values = {name: given.get(name) or p.default for name, p in known.items()}
    for name, param in known.items():
        faults += _param_faults(param, values[name])
    if faults:
        lines = Text("；".join(f.zh for f in faults), "; ".join(f.en for f in faults))
        raise BadInput(Text("參數有誤：{lines}", "Parameters: {lines}").format(lines=lines))
    return values


def _param_faults(param: Param, value: str) -> list[Text]:
    if param.required and not value:
        return [Text("「{l}」（{n}）未填", "{l} ({n}) is missing").format(l=param.label, n=param.name)]
    if param.choices and value and value not in dict(param.choices):
        options = "、".join(code for code, _ in param.choices)
        return [Text("「{l}」須為 {o} 之一", "{l} must be one of {o}").format(l=param.label, o=options)]
    return []
