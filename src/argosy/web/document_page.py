"""Everything the page of one document shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from argosy.kernel.errors import NotFound
from argosy.publishing import life, screen
from argosy.publishing.produce import checked
from argosy.publishing.render import MAIN, formats_of
from argosy.records.reports import queries as reports
from argosy.records.reports.confirming import Standing
from argosy.report.ledger import Ledger
from argosy.report.model import Finding, Report
from argosy.report.words import Paragraph
from argosy.standards import catalogue
from argosy.web.acts import Act, acts
from argosy.web.steps import Step, steps_of


@dataclass(frozen=True)
class DocumentPage:
    """A document for one reader. Reports are built or read once."""

    person: Any
    document: Any

    @cached_property
    def report(self) -> Report:
        """What the document says now."""
        return life.current(str(self.document))

    @cached_property
    def book(self) -> Ledger:
        """Every figure by its id."""
        return Ledger(self.report)

    @property
    def order(self) -> str:
        """The order file it is made from, empty when it is made from none."""
        return str(self.document.params.get("order", ""))

    @cached_property
    def version(self) -> Any:
        """The newest frozen version, ``None`` before the first sending to check."""
        try:
            return reports.latest(self.document)
        except NotFound:
            return None

    @cached_property
    def approvals(self) -> list[Any]:
        """Every decision, oldest first."""
        return reports.approvals(self.document)

    @property
    def returned(self) -> Any:
        """The last return, while the document is back in draft."""
        back = [row for row in self.approvals if row.decision == "returned"]
        return back[-1] if back and self.document.state == "draft" else None

    @property
    def output(self) -> Any:
        """The output of the standards this document is."""
        return catalogue.output(self.document.key)

    @property
    def mine(self) -> bool:
        """Whether this person may write in it: its maker, while it is a draft."""
        return self.document.state == "draft" and self.document.maker_id == self.person.pk

    @cached_property
    def acts(self) -> list[Act]:
        """What can be done now."""
        return acts(self.person, self.document, self.version)

    @cached_property
    def paper(self) -> str:
        """The document as its reader will see it."""
        return screen.paper(self.report, self.document.lang)

    @cached_property
    def checks(self) -> dict[str, list[Finding]]:
        """Findings by level."""
        found: dict[str, list[Finding]] = {"block": [], "warn": [], "ok": []}
        for finding in checked(self.report):
            found[finding.level].append(finding)
        return found

    @cached_property
    def confirmations(self) -> list[Standing]:
        """What somebody who knows must confirm before approval, while it is not approved yet."""
        return [] if self.document.state in ("approved", *reports.PUBLIC) else life.confirmations(self.document)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Paragraphs a person writes."""
        return [b for b in self.report.blocks() if isinstance(b, Paragraph) and b.role == "authored"]

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """Formats this output has."""
        return formats_of(self.document.key)

    @cached_property
    def files(self) -> list[Any]:
        """Archived files of an issue: the document in its main format first, then letters and copies."""
        place = {form: at for at, form in enumerate(self.formats)}
        return sorted(reports.files(self.document), key=lambda file: (file.rendition != MAIN, file.rendition, place.get(file.format, 99)))

    @cached_property
    def sendings(self) -> list[Any]:
        """Who received it."""
        return reports.sendings(self.document)

    @cached_property
    def steps(self) -> list[Step]:
        """The life of the document, step by step."""
        return list(steps_of(self))

    @property
    def ended(self) -> bool:
        """Whether nothing more waits for anybody."""
        return self.document.state in ("issued", "superseded", "withdrawn")
