"""A document walked through its life with a hand-made report, without any deliverable."""

from __future__ import annotations

from datetime import date

from argosy.kernel.text import Text, same
from argosy.records.reports import actions
from argosy.records.reports.actions import NewDocument, Numbered, RenderedFile
from argosy.report.model import Finding, Report, Signature, sealed
from tests.report.samples import sample

KEY = "KPS1420-002/O1.2.1"
BLOCK = Finding(id="DT9", level="block", message=Text("無理由", "no rationale"))
WARN = Finding(id="DT8", level="warn", message=Text("可信度中", "medium"))


def draft(actor, **changes):
    new = NewDocument(
        key=KEY, title=Text("試算表", "Worksheet"), subject=same("OF-1"), params={"order": "OF-1"}, as_of=date(2026, 6, 30), **changes
    )
    return actions.open_draft(actor=actor, new=new)


def submitted(people, *findings, report: Report | None = None):
    document = draft(people["cs1"])
    actions.submit(actor=people["cs1"], ref=document.ref, report=report or sealed(sample(findings=findings)))
    return document.ref


def checked(people):
    ref = submitted(people)
    actions.check(actor=people["cs2"], ref=ref)
    return ref


def approved(people):
    ref = checked(people)
    actions.approve(actor=people["tm1"], ref=ref)
    return ref


def issued(people, ref: str = ""):
    return actions.issue(actor=people["cs1"], ref=ref or approved(people), prefix="DTX", render=render)


def render(numbered: Numbered):
    version, person = numbered.version, lambda who: {"person": same(who.login), "role": who.login.upper()}
    made = Signature(act="made", at=version.frozen_at, content_hash=version.content_hash, **person(version.author))
    signed = [Signature(act=a.decision, at=a.at, content_hash=a.content_hash, **person(a.person)) for a in version.approvals.all()]
    frame = {"doc_no": numbered.doc_no, "revision": numbered.revision, "state": "issued", "approvals": (made, *signed)}
    report = Report.model_validate_json(version.model).model_copy(update=frame)
    data = f"{numbered.doc_no} as printed".encode()
    return report, [RenderedFile("document", "pdf", "zh-Hant", f"{numbered.doc_no}.pdf", "application/pdf", data)]
