"""The signature row: each step with who acted and when, taken from the report's own record of approvals."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.renderers.formatting import pair
from argosy.renderers.phrases import METHOD_WORDS, local_time
from argosy.report.model import Report
from argosy.report.words import Approval, SignStep


@dataclass(frozen=True, slots=True)
class Signed:
    """A step to print. ``who`` and ``at`` are empty while nobody has acted."""

    label: tuple[str, str]
    who: str = ""
    role: str = ""
    at: str = ""
    comment: str = ""


def signed_steps(block: Approval, report: Report, lang: str) -> list[Signed]:
    """The steps in order, filled where ``report.approvals`` has the act."""
    return [_step(step, report, lang) for step in block.steps]


def _step(step: SignStep, report: Report, lang: str) -> Signed:
    label, said = pair(step.label, lang), "zh-Hant" if lang == "both" else lang
    role = step.role.say(said) if step.role else ""
    codes = report.audience == "internal"  # the short names of desks say nothing to those outside
    act = next((signature for signature in report.approvals if signature.act == step.act), None)
    if act is None:
        return Signed(label, role=role)
    at = f"{local_time(act.at):%Y-%m-%d %H:%M}　{METHOD_WORDS[act.method].say(said)}"
    return Signed(label, act.person.say(said), (act.role or role) if codes else role, at, act.comment)
