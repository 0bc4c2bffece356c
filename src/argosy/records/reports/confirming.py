"""What somebody who knows must confirm before a document is approved, and whether they have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.people.consulting import answers, confirmed
from argosy.records.people.models import Consultation
from argosy.records.reports.models import Confirmation, Document, ReportVersion
from argosy.records.reports.needs import Needed

__all__ = ["Needed", "Standing", "keep", "need_confirmed", "needed", "standings"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A thing to be confirmed and how far it is: ``open`` (nobody was asked), ``asked``, ``objected`` or ``confirmed``."""

    needed: Needed
    state: str
    consultation: Consultation | None = None


def keep(version: ReportVersion, needs: Iterable[Needed]) -> None:
    """Write down with a version what it needs confirmed."""
    for need in needs:
        Confirmation.objects.create(
            version=version, key=need.key, matter=need.matter, why_zh=need.why.zh, why_en=need.why.en, question_zh=need.question.zh,
            question_en=need.question.en, subjects=list(need.subjects),
        )  # fmt: skip


def needed(version: ReportVersion) -> list[Needed]:
    """What was written down with a version."""
    rows = Confirmation.objects.filter(version=version)
    return [
        Needed(r.key, r.matter, Text(r.why_zh, r.why_en), Text(r.question_zh, r.question_en), tuple(r.subjects)) for r in rows
    ]  # fmt: skip


def standings(document: Document, needs: Sequence[Needed], hands: Collection[str] = ()) -> list[Standing]:
    """Each thing to be confirmed and where it stands. ``hands`` entered what the document is made from: their answers do not count."""
    without = {document.maker.login, *hands}
    return [_standing(document, need, without) for need in needs]


def _standing(document: Document, need: Needed, without: Collection[str]) -> Standing:
    subjects = (document.reference, *need.subjects)
    done = confirmed(subjects, need.key, need.matter, without)
    if done:
        return Standing(need, "confirmed", done)
    asked = answers(subjects, need.key, need.matter)
    if not asked:
        return Standing(need, "open")
    return Standing(need, "objected" if asked[0].stance == Consultation.Stance.OBJECTS else "asked", asked[0])


def need_confirmed(version: ReportVersion, hands: Collection[str] = ()) -> None:
    """Refuse while something a version needs confirmed is not. The author's own word, and that of who entered the figures, is none."""
    open_ = [s.needed for s in standings(version.document, needed(version), {version.author.login, *hands}) if s.state != "confirmed"]
    if open_:
        lines = Text("；".join(n.why.zh for n in open_), "; ".join(n.why.en for n in open_))
        raise Refused(
            Text(
                "核准前須經專家確認：{lines}。請提出諮詢並取得答覆",
                "An expert must confirm before approval: {lines}. Ask, and get the answer",
            ).format(lines=lines)
        )
