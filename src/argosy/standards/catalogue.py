"""The built-in catalogue: five standards with our own titles and statements, outputs, evidence, records, feeds and checks.

The publisher's sentences are not part of it; importing a published file with ``argosy.standards.reader`` adds them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.standards.entries import Check, Competence, Duty, Evidence, Feed, Indicator, Kind, Output, Record, Severity, Standard, Task
from argosy.standards.tables import Row, rows, text

COMMON = "all"


@cache
def standards() -> tuple[Standard, ...]:
    """The five standards in the order TM, CS, WS, FM, EP."""
    return tuple(_standard(row) for row in rows("standards"))


def standard(name: str) -> Standard:
    """By short key (``CS``), code (``KPS1420-002``) or code with version (``KPS1420-002v3``). ``NotFound`` otherwise."""
    found = _by_name().get(name.strip())
    if found is None:
        raise _unknown(Text("職能基準", "standard"), name, [s.code for s in standards()])
    return found


def task(name: str, code: str) -> Task:
    """The task ``code`` (``T1.2``) of a standard named as in ``standard``. ``NotFound`` otherwise."""
    job = standard(name)
    found = next((t for t in job.tasks if t.code == code), None)
    if found is None:
        raise _unknown(Text(f"{job.code} 工作任務", f"task of {job.code}"), code, [t.code for t in job.tasks])
    return found


@cache
def outputs() -> tuple[Output, ...]:
    """The 43 outputs in catalogue order."""
    return tuple(_output(row) for row in rows("outputs"))


def output(key: str) -> Output:
    """By ``CS/O1.2.1``, ``KPS1420-002/O1.2.1`` or ``KPS1420-002v3/O1.2.1``. ``NotFound`` otherwise."""
    name, _, code = key.strip().partition("/")
    job = _by_name().get(name)
    found = next((o for o in outputs() if job and (o.standard, o.code) == (job.key, code)), None)
    if found is None:
        raise _unknown(Text("工作產出", "output"), key, [o.short for o in outputs()])
    return found


@cache
def _all_indicators() -> tuple[Indicator, ...]:
    return tuple(_indicator(row) for row in rows("indicators"))


def indicators(standard_name: str = "", task_code: str = "", output_key: str = "") -> tuple[Indicator, ...]:
    """The 193 indicators, or those of one standard, of one task of it, or of the task that prints an output."""
    job = standard(standard_name).key if standard_name else ""
    key = output(output_key).key if output_key else ""
    return tuple(
        i
        for i in _all_indicators()
        if (not job or i.standard == job) and (not task_code or i.task == task_code) and (not key or key in i.outputs)
    )


def indicator(standard_name: str, code: str) -> Indicator:
    """One indicator by standard and code (``P1.2.2``). ``NotFound`` otherwise."""
    found = next((i for i in indicators(standard_name) if i.code == code), None)
    if found is None:
        raise _unknown(Text("行為指標", "indicator"), f"{standard_name} {code}", [i.code for i in indicators(standard_name)])
    return found


@cache
def evidence() -> tuple[Evidence, ...]:
    """Which output evidences which indicator: 221 links."""
    return tuple(
        Evidence(r["standard"], r["indicator"], _key(r["standard"], r["output"]), "primary" if r["kind"] == "primary" else "also")
        for r in rows("evidence")
    )


def evidenced_by(key: str) -> tuple[Evidence, ...]:
    """The indicators an output evidences, its key given as in ``output``."""
    wanted = output(key).key
    return tuple(link for link in evidence() if link.output == wanted)


@cache
def records() -> tuple[Record, ...]:
    """The 99 shared records."""
    return tuple(_record(row) for row in rows("records"))


@cache
def feeds() -> tuple[Feed, ...]:
    """Data that flows from a task into an output of another task."""
    return tuple(Feed(r["standard"], r["task"], r["indicator"], _key(r["standard"], r["output"]), text(r)) for r in rows("feeds"))


@cache
def _all_checks() -> tuple[Check, ...]:
    return tuple(Check(r["id"], r["family"], cast(Severity, r["severity"]), r["condition"], text(r)) for r in rows("checks"))


def checks(family: str = "") -> tuple[Check, ...]:
    """The 164 checks; for a family (``F12``) the common ones and its own; for ``all`` the common ones."""
    return tuple(c for c in _all_checks() if not family or c.family in (COMMON, family))


def check(check_id: str) -> Check:
    """One check by id (``DT9``). ``NotFound`` otherwise."""
    found = next((c for c in _all_checks() if c.id == check_id), None)
    if found is None:
        raise _unknown(Text("檢查項目", "check"), check_id, [c.id for c in _all_checks()])
    return found


def summary() -> list[dict[str, Any]]:
    """The list of ``argosy standards list --json``: each standard with its counts."""
    return [
        {
            "code": s.code,
            "name_zh": s.name.zh,
            "name_en": s.name.en,
            "level": s.level,
            "duties": len(s.duties),
            "tasks": len(s.tasks),
            "outputs": sum(len(t.outputs) for t in s.tasks),
            "indicators": sum(len(t.indicators) for t in s.tasks),
            "knowledge": len(s.knowledge),
            "skills": len(s.skills),
            "attitudes": len(s.attitudes),
        }
        for s in standards()
    ]


@cache
def _by_name() -> dict[str, Standard]:
    return {name: s for s in standards() for name in (s.key, s.base, s.code)}


@cache
def _bases() -> dict[str, str]:
    return {r["key"]: r["code"].rpartition("v")[0] for r in rows("standards")}


def _key(standard_key: str, code: str) -> str:
    return f"{_bases()[standard_key]}/{code}"


def _standard(row: Row) -> Standard:
    key = row["key"]
    named = [Competence(key, r["code"], text(r)) for r in rows("competences") if r["standard"] == key]
    return Standard(
        key=key,
        code=row["code"],
        level=int(row["level"]),
        name=text(row),
        role=text(row, "role_"),
        duties=tuple(_duty(r) for r in rows("duties") if r["standard"] == key),
        knowledge=tuple(c for c in named if c.code[0] == "K"),
        skills=tuple(c for c in named if c.code[0] == "S"),
        attitudes=tuple(c for c in named if c.code[0] == "A"),
    )


def _duty(row: Row) -> Duty:
    key, code = row["standard"], row["code"]
    own = [r for r in rows("tasks") if r["standard"] == key and r["code"].split(".")[0] == code]
    return Duty(key, code, text(row), text(row, "rail_"), tuple(_task(r) for r in own))


def _task(row: Row) -> Task:
    key, code = row["standard"], row["code"]
    return Task(
        standard=key,
        code=code,
        name=text(row),
        rail=text(row, "rail_"),
        purpose=text(row, "purpose_"),
        level=int(row["level"]),
        knowledge=tuple(row["knowledge"].split()),
        skills=tuple(row["skills"].split()),
        outputs=tuple(o.key for o in outputs() if (o.standard, o.task) == (key, code)),
        indicators=tuple(i.code for i in _all_indicators() if (i.standard, i.task) == (key, code)),
    )


def _output(row: Row) -> Output:
    return Output(
        key=_key(row["standard"], row["code"]),
        standard=row["standard"],
        code=row["code"],
        task=row["task"],
        title=text(row),
        printed_zh=row["printed_zh"],
        family=row["family"],
        signing=row["signing"],
        formats=tuple(row["formats"]),
        orientation="h" if row["orientation"] == "h" else "v",
        prefix=row["prefix"],
        audience=tuple(row["audience"].split("+")),
    )


def _indicator(row: Row) -> Indicator:
    return Indicator(
        standard=row["standard"],
        code=row["code"],
        task=row["task"],
        context=row["context"],
        kind=cast(Kind, row["kind"]),
        title=text(row, "title_"),
        statement=text(row),
        evidence=text(row, "evidence_"),
        outputs=tuple(_key(row["standard"], code) for code in row["outputs"].split()),
    )


def _record(row: Row) -> Record:
    pairs = tuple((key, code) for key, _, code in (used.partition("/") for used in row["indicators"].split()))
    return Record(row["name"], text(row), row["fields"], pairs)


def _unknown(what: Text, given: str, known: list[str]) -> NotFound:
    words = Text("沒有這個{what}：{given}。可用的有：{known}", "No {what} called {given}. There are: {known}")
    return NotFound(words.format(what=what, given=given, known=", ".join(known)))
