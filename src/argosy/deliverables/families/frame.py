"""What every document has around its own sections: letterhead, asked parameters, decision, sources, workings, evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

import argosy
from argosy.deliverables.deliverable import Param, Request
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text, same
from argosy.records.reference.queries import FirmFacts
from argosy.report.model import AnyBlock, Ask, Citations, Evidence, Letterhead, Report, Rule, Section, TraceTable
from argosy.report.words import Approval, SignStep
from argosy.standards import catalogue

DECISION = Text("決議與核准", "Decision and approval")
SOURCES = Text("資料來源與截止日", "Sources and as-of dates")
WORKINGS = Text("計算說明", "Workings")
STEPS = (
    SignStep(act="made", label=Text("製表", "Prepared")),
    SignStep(act="checked", label=Text("覆核", "Checked")),
    SignStep(act="approved", label=Text("核准", "Approved")),
)


@dataclass(frozen=True)
class Frame:
    """All but the sections."""

    request: Request
    firm: FirmFacts
    params: tuple[Param, ...]
    subtitle: Text = NOTHING
    unit: Text = NOTHING
    citations: tuple[Source, ...] = ()
    rules: tuple[Rule, ...] = ()
    names: dict[str, str] = field(default_factory=dict)


def framed(frame: Frame, sections: tuple[Section, ...]) -> Report:
    """The report of an output from its frame and sections. Drafts and unbuilt parts leave no trace of themselves."""
    output = catalogue.output(frame.request.key)
    job = catalogue.standard(output.standard)
    firm = frame.firm
    return Report(
        key=output.key,
        standard=job.code,
        task=output.task,
        family=output.family,
        title=output.title,
        subtitle=frame.subtitle,
        lang=frame.request.lang,
        audience="internal",
        confidentiality="internal",
        orientation="landscape" if output.orientation == "h" else "portrait",
        letterhead=Letterhead(
            name=firm.name, unit=frame.unit, address=firm.address, tax_id=firm.tax_id, phone=firm.phone, email=firm.email
        ),
        demo=firm.demo,
        ask=asks(frame.params, frame.request),
        as_of=frame.request.as_of,
        built_at=frame.request.built_at,
        builder_version=argosy.__version__,
        sections=sections,
        citations=frame.citations,
        traces=frame.rules,
        names=frame.names,
        evidence=tuple(Evidence(standard=job.code, indicator=e.indicator, kind=e.kind) for e in catalogue.evidenced_by(output.key)),
    )


def asks(params: tuple[Param, ...], request: Request) -> tuple[Ask, ...]:
    """The parameters in words, the as-of date first."""
    day = Ask(name="as_of", label=Text("資料截止日", "As of"), value=same(request.as_of.isoformat()))
    given = (
        Ask(name=p.name, label=p.label, value=dict(p.choices).get(request.params[p.name]) or same(request.params[p.name]))
        for p in params
        if request.params.get(p.name)
    )
    return (day, *given)


def tail(decision: tuple[AnyBlock, ...] = (), figures: tuple[str, ...] = (), note: AnyBlock | None = None) -> tuple[Section, ...]:
    """The last three sections: decision and signatures, sources, workings of ``figures`` (all traced figures when empty)."""
    workings = (*((note,) if note else ()), TraceTable(id="workings", figures=figures))
    return (
        Section(id="approval", title=DECISION, audience="internal", blocks=(*decision, Approval(id="signatures", steps=STEPS))),
        Section(id="sources", title=SOURCES, audience="internal", sheet=Text("資料來源", "Sources"), blocks=(Citations(id="citations"),)),
        Section(id="trace", title=WORKINGS, audience="internal", sheet=WORKINGS, blocks=workings),
    )
