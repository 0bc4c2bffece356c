"""``argosy produce``: a draft from the records, in files. A failed blocking check is listed and never stops a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from argosy.deliverables.registry import DELIVERABLES
from argosy.kernel.text import Text
from argosy.publishing.build import build, request_for
from argosy.publishing.render import rendered, wanted_formats
from argosy.report.ledger import Ledger
from argosy.report.model import Finding, Report
from argosy.standards import catalogue


@dataclass(frozen=True)
class Produced:
    """What was made: the report, and each file with its format and hash."""

    report: Report
    lang: str
    files: tuple[tuple[Path, str, str], ...]
    checks: tuple[Finding, ...]


def produce(
    key: str, params: Mapping[str, str], out: Path, *, as_of: date | None = None, lang: str = "zh-Hant", formats: Sequence[str] = ()
) -> Produced:
    """Build the output as of a day and write its files into ``out``, all or none. Raises ``BadInput`` for an unknown key, parameter, format or language."""
    request = request_for(key, params, as_of, lang)
    wanted = wanted_formats(request.key, formats)
    made = build(request)
    draft = made.report.model_copy(update={"draft_ref": draft_ref(made.report), "lang": lang})
    ready = list(rendered(draft, made.deliverable, wanted, lang))
    out.mkdir(parents=True, exist_ok=True)
    files = tuple(_write(out, file.name, file.format, file.data) for file in ready)
    return Produced(draft, lang, files, checked(made.report))


def produce_all(out: Path, *, params: Mapping[str, str] | None = None, as_of: date | None = None, lang: str = "zh-Hant") -> list[Produced]:
    """Every built output, every format of each: with those of ``params`` it knows, else its usual ones (the newest order, …).

    An output there is nothing to make of is left out.
    """
    made = []
    for key in DELIVERABLES.keys():  # noqa: SIM118
        builder = DELIVERABLES.get(key)
        known = {p.name for p in builder.params}
        own = {name: value for name, value in (params or {}).items() if name in known}
        usual = builder.usual()
        if usual is not None:
            made.append(produce(key, {**usual, **own}, out, as_of=as_of, lang=lang))
    return made


def draft_ref(report: Report) -> str:
    """The reference an unnumbered draft prints: its output and the start of its content hash."""
    return f"{report.key.rpartition('/')[2]}-{report.content_hash[:8]}"


def checked(report: Report) -> tuple[Finding, ...]:
    """The findings, and one line ``ok`` for every other check that applies to this kind of document."""
    failed = {f.id for f in report.findings}
    passed = (c for c in catalogue.checks(report.family) if c.id not in failed)
    return (*report.findings, *(Finding(id=c.id, level="ok", message=Text("通過", "passed")) for c in passed))


def as_json(made: Produced) -> dict[str, Any]:
    """The answer of ``argosy produce --json``."""
    figures, traced = count_figures(made.report)
    return {
        "key": made.report.key,
        "title": made.report.title.say(made.lang),
        "lang": made.lang,
        "as_of": made.report.as_of.isoformat(),
        "files": [{"path": str(path), "format": form, "sha256": digest} for path, form, digest in made.files],
        "checks": [{"id": f.id, "level": f.level, "message": f.message.say(made.lang)} for f in made.checks],
        "citations": [
            {
                "dataset": s.title.say(made.lang),
                "version": s.version,
                "as_of": s.as_of.isoformat() if s.as_of else None,
                "licence": s.licence,
            }
            for s in made.report.citations
        ],
        "figures": figures,
        "traced": traced,
    }


def count_figures(report: Report) -> tuple[int, int]:
    """How many figures the document has, and how many of them can say why."""
    places = [p for p in Ledger(report).places.values() if p.value.is_figure]
    return len(places), sum(bool(p.expr or p.trace or p.value.cites or p.block.cites) for p in places)


def _write(out: Path, name: str, form: str, data: bytes) -> tuple[Path, str, str]:
    path = out / name
    path.write_bytes(data)
    return path, form, sha256(data).hexdigest()
