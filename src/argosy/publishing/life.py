"""The life of a document as every door uses it: web, API and command line call these and nothing below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from argosy.deliverables.deliverable import Request, Written
from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.publishing.build import Built, build, narrative_hash, request_for
from argosy.publishing.render import formats_of, rendered
from argosy.records.people.models import Person
from argosy.records.reports import actions, queries
from argosy.records.reports.confirming import Standing, needed, standings
from argosy.records.reports.models import Approval, Document, Issue, Narrative, ReportVersion
from argosy.report.difference import Change, differences
from argosy.report.ledger import Ledger
from argosy.report.model import Report, Signature
from argosy.standards import catalogue


def draft(
    *,
    actor: Person,
    key: str,
    params: Mapping[str, str],
    as_of: date | None = None,
    lang: str = "zh-Hant",
    replaces: str = "",
    reason: str = "",
) -> Document:
    """Start a draft. It is built once, so that wrong parameters are refused before anything is written."""
    request = request_for(key, params, as_of, lang)
    report = build(request).report
    new = actions.NewDocument(
        key=request.key, title=report.title, subject=report.subtitle, params=dict(request.params), as_of=request.as_of, lang=lang, replaces=replaces, reason=reason
    )  # fmt: skip
    return actions.open_draft(actor=actor, new=new)


def preview(ref: str) -> Built:
    """The document as it would be now: a draft rebuilt from live data."""
    document = queries.document(ref)
    built = build(_request(document), queries.waivers(document))
    return Built(_framed(built.report, document), built.facts, built.deliverable)


def current(ref: str) -> Report:
    """What the document says: the issued envelope, the frozen candidate, or the draft rebuilt now."""
    document = queries.document(ref)
    if hasattr(document, "issue"):
        report = Report.model_validate_json(document.issue.envelope)
        return report.model_copy(update={"state": document.state})
    if document.state != "draft":
        version = queries.latest(document)
        return _signed(_framed(Report.model_validate_json(version.model), document), version)
    return preview(ref).report


def write(*, actor: Person, ref: str, block: str, text: Text) -> Narrative:
    """Write a paragraph of a draft, bound to the figures as they are now."""
    report = preview(ref).report
    if block not in {b.id for b in report.blocks() if getattr(b, "role", "") == "authored"}:
        raise NotFound(Text("文件沒有可撰寫的段落 {b}", "The document has no paragraph {b} to write").format(b=block))
    return actions.write_narrative(actor=actor, ref=ref, block=block, text=text, values_hash=narrative_hash(report, text))


def submit(*, actor: Person, ref: str) -> ReportVersion:
    """Rebuild, freeze, and send to the second person."""
    built = preview(ref)

    def record(version: ReportVersion) -> None:
        built.deliverable.record(built.facts, built.report, actor, version.document.ref)

    needs = built.deliverable.confirmations(built.facts)
    return actions.submit(actor=actor, ref=ref, report=built.report, then=record, needs=needs)


def check(*, actor: Person, ref: str, comment: str = "", content_hash: str = "") -> Approval:
    """The second person's check: every amount is worked out again before the signature counts."""
    document = queries.document(ref)
    if document.state != Document.State.IN_CHECK:  # the action says what it must be
        return actions.check(actor=actor, ref=ref, comment=comment, content_hash=content_hash)
    version = queries.latest(document)
    signed = content_hash or version.content_hash  # what is signed is what was worked out again, whatever is sent meanwhile
    return actions.check(
        actor=actor, ref=ref, comment=comment, content_hash=signed, recomputed=recompute(document, version), hands=hands(document)
    )


def hands(document: Document) -> frozenset[str]:
    """The logins of those who entered what a document is made from, as the records stand."""
    from argosy.deliverables.registry import deliverable

    builder = deliverable(document.key)
    return builder.hands(builder.gather(_request(document)))


def confirmations(document: Document) -> list[Standing]:
    """What must be confirmed before approval and how far it is: of the frozen version, or of the draft as it would be now."""
    from argosy.deliverables.registry import deliverable

    builder = deliverable(document.key)
    facts = builder.gather(_request(document))
    needs = builder.confirmations(facts) if document.state == Document.State.DRAFT else needed(queries.latest(document))
    return standings(document, needs, builder.hands(facts))


def recompute(document: Document, version: ReportVersion) -> dict[str, Any]:
    """The independent recalculation of a frozen version: every printed formula, and the deliverable's own second way."""
    report = Report.model_validate_json(version.model)
    book = Ledger(report)
    built = build(_request(document), queries.waivers(document))
    wrong = [*book.mismatches(), *built.deliverable.recompute(built.facts, report)]
    formulas = sum(1 for place in book.places.values() if place.expr and place.value.is_figure)
    listed = [{"id": m.id, "printed": str(m.printed), "computed": None if m.computed is None else str(m.computed)} for m in wrong[:50]]
    return {"formulas": formulas, "differences": listed}


def approve(*, actor: Person, ref: str, comment: str = "", content_hash: str = "") -> Approval:
    """The approver's consent."""
    entered = hands(queries.document(ref))
    return actions.approve(actor=actor, ref=ref, comment=comment, content_hash=content_hash, hands=entered)


def return_draft(*, actor: Person, ref: str, comment: str) -> Approval:
    """Back to its maker, with reasons."""
    return actions.return_draft(actor=actor, ref=ref, comment=comment)


def issue(*, actor: Person, ref: str) -> Issue:
    """Number, seal, render every format once, archive, and suggest evidence for the indicators."""
    document = queries.document(ref)
    output = catalogue.output(document.key)

    def render(numbered: actions.Numbered) -> tuple[Report, list[actions.RenderedFile]]:
        report = _signed(Report.model_validate_json(numbered.version.model), numbered.version)
        envelope = report.model_copy(
            update={
                "doc_no": numbered.doc_no,
                "revision": numbered.revision,
                "state": "issued",
                "replaces": _replaced(document),
                "lang": document.lang,
            }
        )
        from argosy.deliverables.registry import deliverable

        return envelope, list(rendered(envelope, deliverable(document.key), formats_of(document.key), document.lang))

    return actions.issue(actor=actor, ref=ref, prefix=output.prefix, render=render)


def withdraw(*, actor: Person, ref: str, reason: str) -> Document:
    """Withdraw an issued document."""
    return actions.withdraw(actor=actor, ref=ref, reason=reason)


def send(*, actor: Person, ref: str, recipient: str, channel: str, file: str = "", party: str = "", address: str = "") -> Any:
    """Log a sending."""
    return actions.log_sending(actor=actor, ref=ref, recipient=recipient, channel=channel, file=file, party=party, address=address)


def number_of(ref: str) -> str:
    """The document's number, or its reference while it has none."""
    return str(queries.document(ref))


def compare(ref: str) -> list[Change]:
    """The issued (or frozen) content against the same document rebuilt on the data of now."""
    document = queries.document(ref)
    fresh = build(_request(document), queries.waivers(document)).report
    return differences(current(ref), fresh)


def _request(document: Document) -> Request:
    base = request_for(document.key, document.params, document.as_of, document.lang)
    words = {
        n.block: Written(Text(n.zh, n.en), n.author.login, n.edited_at, n.values_hash)
        for n in queries.narratives(document)
    }  # fmt: skip
    return replace(base, narratives=words)


def _framed(report: Report, document: Document) -> Report:
    frame = {
        "draft_ref": document.ref,
        "state": document.state,
        "lang": document.lang,
        "revision": document.revision,
        "replaces": _replaced(document),
    }
    return report.model_copy(update=frame)


def _replaced(document: Document) -> str:
    return document.replaces.doc_no if document.replaces else ""


def _signed(report: Report, version: ReportVersion) -> Report:
    made = Signature(
        act="made", person=_name(version.author), role=_role(version.author), at=version.frozen_at, content_hash=version.content_hash
    )
    others = (
        Signature(act=a.decision, person=_name(a.person), role=_role(a.person), at=a.at, comment=a.comment, content_hash=a.content_hash)
        for a in version.approvals.select_related("person")
        if a.decision != "returned"
    )
    return report.model_copy(update={"approvals": (made, *others)})


def _name(person: Person) -> Text:
    return Text(person.name_zh, person.name_en)


def _role(person: Person) -> str:
    login: str = person.login
    return login.upper()
