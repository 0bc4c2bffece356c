"""Answering what the rules ask before amounts can be worked out: facts and rates of the goods studied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from argosy.engines.duty.consignment import Unresolved
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.people.models import Person
from argosy.records.tariffs.actions import revise_line, revise_order
from argosy.records.tariffs.models import OrderFile
from argosy.records.tariffs.study.actions import being_made, refresh_lines
from argosy.records.tariffs.study.listing import found
from argosy.records.tariffs.study.models import ApplicabilityStudy
from argosy.records.tariffs.study.storing import relist
from argosy.rules.valuation import valuation

GROUPS = ("facts", "rates", "costs")


def open_questions(study: ApplicabilityStudy) -> tuple[Unresolved, ...]:
    """What nobody stated yet, those first that an amount waits for."""
    made = found(study).made
    return tuple(sorted(made.unresolved, key=lambda gap: not gap.blocks)) if made else ()


def answer_key(study: ApplicabilityStudy, gap: Unresolved) -> str:
    """Where the answer to a question goes, such as ``1.facts.alcohol_degree`` (line 0: the whole entry) or ``0.costs.freight``.

    Empty where the goods or the order themselves must change: an order keeps its own costs.
    """
    group, _, name = gap.field.partition(".")
    if group in ("facts", "rates") and name:
        return f"{gap.line or 0}.{group}.{name}"
    kind = name if group == "other" else gap.field
    costly = gap.line is None and study.order is None and kind in valuation().components
    return f"0.costs.{kind}" if costly else ""


@action("tariffs.study.state", Text("填列研究所需事實", "state facts of a study"))
def state_facts(*, actor: Person, ref: str, answers: Mapping[str, str]) -> ApplicabilityStudy:
    """Answers by ``line.facts.name`` or ``line.rates.charge`` (line 0: the entry); an empty one takes an answer away.

    Those of an order are written to the order, so that its worksheet has them too.
    """
    study = being_made(ref)
    by_line = _by_line(study, answers)
    if study.order:
        _to_order(study.order, by_line, actor)
        refresh_lines(study, study.order)
    else:
        _to_goods(study, by_line)
    relist(study, actor)
    study.save()
    return study


def _by_line(study: ApplicabilityStudy, answers: Mapping[str, str]) -> dict[int, dict[str, dict[str, str]]]:
    known = {0, *study.lines.values_list("line_no", flat=True)}
    by_line: dict[int, dict[str, dict[str, str]]] = {}
    for key, value in answers.items():
        line, group, name = (*key.split(".", 2), "", "")[:3]
        if not (line.isdecimal() and int(line) in known and name and _fits(study, int(line), group, name, value.strip())):
            raise BadInput(Text("「{k}」不是可填列之事項，例：1.facts.名稱", "“{k}” cannot be stated; write 1.facts.name").format(k=key))
        by_line.setdefault(int(line), {}).setdefault(group, {})[name] = value.strip()
    return by_line


def _fits(study: ApplicabilityStudy, line: int, group: str, name: str, value: str) -> bool:
    """Facts hold for a line or the entry, rates for a line, costs for an entry of goods typed in."""
    if group == "costs":
        number = value.replace(".", "", 1)
        return (
            line == 0 and study.order is None and name in valuation().components and (not value or (number.isascii() and number.isdigit()))
        )
    return group == "facts" or (group == "rates" and line > 0)


def _to_order(order: OrderFile, by_line: Mapping[int, Mapping[str, Mapping[str, str]]], actor: Person) -> None:
    stored = {line.line_no: line for line in order.lines.all()}
    for line_no, groups in by_line.items():
        if line_no == 0:
            revise_order(actor=actor, ref=order.ref, fields={"facts": _merged(order.facts, groups["facts"])})
        else:
            changed: dict[str, Any] = {name: _merged(getattr(stored[line_no], name), given) for name, given in groups.items()}
            revise_line(actor=actor, ref=order.ref, line_no=line_no, **changed)


def _to_goods(study: ApplicabilityStudy, by_line: Mapping[int, Mapping[str, Mapping[str, str]]]) -> None:
    rows = {row.line_no: row for row in study.lines.all()}
    for line_no, groups in by_line.items():
        target: Any = rows.get(line_no, study)
        for name, given in groups.items():
            setattr(target, name, _merged(getattr(target, name), given))
        target.save()


def _merged(old: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in {**old, **given}.items() if value != ""}
