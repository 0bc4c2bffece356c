"""A study and a consultation as the public contract shows them: the same for the API and the command line."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from argosy.engines.duty.consignment import Unresolved
from argosy.records.people.models import Consultation, Person
from argosy.records.tariffs.study import queries, stating
from argosy.records.tariffs.study.comparing import ITEMS
from argosy.records.tariffs.study.models import ApplicabilityStudy, OptionCondition, StudyCheck, StudyLine, TariffMeasure, TaxOption


def row(study: ApplicabilityStudy) -> dict[str, Any]:
    """A study in a list. ``undecided`` measures and ``disputed`` items are counted."""
    return {
        "study": study.ref,
        "title": study.title,
        "order": study.order.ref if study.order else None,
        "jurisdiction": study.jurisdiction,
        "flow": study.flow,
        "procedure": study.procedure,
        "date": study.date.isoformat(),
        "rulebook": study.rulebook,
        "edition": study.edition,
        "state": study.state,
        "author": study.author.login,
        "made_at": _moment(study.made_at),
        "checker": _login(study.checker),
        "checked_at": _moment(study.checked_at),
        "undecided": getattr(study, "undecided", 0),
        "disputed": getattr(study, "disputed", 0),
    }


def shown(ref: str) -> dict[str, Any]:
    """A study whole: the answer of ``argosy study show``. Money and quantities are text."""
    study = queries.study(ref)
    return {
        **row(study),
        "lines": [_line(one) for one in queries.lines(study)],
        "measures": [_measure(one) for one in queries.measures(study)],
        "options": [_option(one) for one in queries.options(study)],
        "checks": [_check(one) for one in queries.checks(study)],
        "questions": [_question(study, gap) for gap in stating.open_questions(study)],
    }


def _line(one: StudyLine) -> dict[str, Any]:
    plain = ("line_no", "description", "codes", "code", "code_reason", "origin", "unit", "currency", "rates", "facts")
    return {**{n: getattr(one, n) for n in plain}, **{n: _number(getattr(one, n)) for n in ("quantity", "value", "net_kg")}}


def _measure(one: TariffMeasure) -> dict[str, Any]:
    plain = ("code", "kind", "subject", "rule", "rate", "coverage", "confidence", "version", "reason")
    both = ("label", "formula", "legal", "source", "note")
    return {
        "measure": one.place,
        "line": one.line_no or None,
        **{n: getattr(one, n) for n in plain},
        **{n: _both(one, n) for n in both},
        "valid_from": _day(one.valid_from),
        "valid_to": _day(one.valid_to),
        "decision": one.decision or None,
        "by": _login(one.person),
        "at": _moment(one.at),
    }


def _option(one: TaxOption) -> dict[str, Any]:
    verdict, why = queries.verdict(one)
    chosen = {"by": _login(one.chosen_by), "at": _moment(one.chosen_at), "lines": one.chosen_lines, "reason": one.chosen_reason}
    return {
        "programme": one.programme,
        "kind": one.kind,
        "label": _both(one, "label"),
        "verdict": verdict,
        "why": {"zh": why.zh, "en": why.en},
        "payable": _number(one.payable),
        "saving": _number(one.saving),
        "currency": one.currency,
        "lines": one.lines,
        "ready": one.ready,
        "conditions": [_condition(c) for c in one.conditions.all()],
        "chosen": chosen if one.chosen_by else None,
    }


def _condition(one: OptionCondition) -> dict[str, Any]:
    return {
        "key": one.key,
        "line": one.line_no or None,
        "words": _both(one, "words"),
        "ask": _both(one, "ask"),
        "asks": one.asks,
        "evidenced": one.evidenced,
        "document": one.document,
        "value": one.value,
        "note": one.note,
        "on": _day(one.on),
        "by": _login(one.person),
    }


def _check(one: StudyCheck) -> dict[str, Any]:
    label = ITEMS[one.item]
    return {
        "id": one.pk,
        "line": one.line_no or None,
        "item": one.item,
        "label": {"zh": label.zh, "en": label.en},
        "outcome": one.outcome,
        "found": _both(one, "found"),
        "verdict": one.verdict or None,
        "note": one.note,
        "by": _login(one.person),
        "answer": one.answer,
        "answered_by": _login(one.answered_by),
        "open": one.open,
    }


def _question(study: ApplicabilityStudy, gap: Unresolved) -> dict[str, Any]:
    """What nobody stated. ``state`` is the name to answer it under, null where the goods or the order themselves must change."""
    words = {"what": gap.what, "why": gap.why, "ask": gap.ask}
    texts = {name: {"zh": text.zh, "en": text.en} for name, text in words.items()}
    return {
        "line": int(gap.line) if gap.line else None,
        "field": gap.field,
        "state": stating.answer_key(study, gap) or None,
        "blocks": gap.blocks,
        **texts,
    }


def consultation(one: Consultation, today: date) -> dict[str, Any]:
    """A consultation. ``asked`` is a login, a role or a name outside the firm; ``overdue`` when nobody answered by its day."""
    return {
        "id": one.pk,
        "subject": one.subject,
        "name": one.name,
        "question": one.question,
        "matters": one.matters,
        "asked": one.whom,
        "asked_kind": "person" if one.person else "role" if one.role else "outside",
        "due": one.due.isoformat(),
        "overdue": one.open and one.due < today,
        "asker": one.asker.login,
        "asked_at": _moment(one.asked_at),
        "answer": one.answer,
        "stance": one.stance or None,
        "effect": one.effect,
        "document": one.document,
        "answered_by": _login(one.answered_by),
        "answered_at": _moment(one.answered_at),
    }


def _both(one: Any, name: str) -> dict[str, str]:
    return {"zh": getattr(one, f"{name}_zh"), "en": getattr(one, f"{name}_en")}


def _number(value: Decimal | None) -> str | None:
    if value is None:
        return None
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _login(person: Person | None) -> str | None:
    return person.login if person else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
