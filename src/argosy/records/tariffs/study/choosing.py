"""Choosing how to pay: evidence for each condition, then one option chosen by a person, written to the order it is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from argosy.engines.duty.choosing import AS_DECLARED
from argosy.engines.duty.demands import RATE, needs
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.people.models import Person
from argosy.records.record import found
from argosy.records.tariffs.actions import revise_line, revise_order
from argosy.records.tariffs.study.actions import being_made
from argosy.records.tariffs.study.listing import found as listed
from argosy.records.tariffs.study.models import ApplicabilityStudy, OptionCondition, TaxOption
from argosy.records.tariffs.study.storing import CHOSEN, reprice


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a condition: the paper by its reference, its day, what it says (``value``: yes, no, a number, a rate), and a note."""

    document: str
    on: date | None = None
    value: str = ""
    note: str = ""


@action("tariffs.study.evidence", Text("登錄方案條件之證明", "give evidence for a condition"))
def give_evidence(*, actor: Person, ref: str, programme: str, key: str, evidence: Evidence, lines: Iterable[int] = ()) -> TaxOption:
    """Evidence for one condition of an option, on some lines or on all it concerns. An empty document takes the evidence away."""
    study = being_made(ref)
    option: TaxOption = found(study.options.all(), f"{ref}/{programme}", programme=programme)
    rows = _conditions(option, key, set(lines))
    for row in rows:
        _prove(row, evidence, actor)
    reprice(study, listed(study))
    option.refresh_from_db()
    return option


def _conditions(option: TaxOption, key: str, lines: set[int]) -> list[OptionCondition]:
    rows = [row for row in option.conditions.filter(key=key) if not lines or row.line_no in lines]
    if not rows:
        raise BadInput(Text("方案「{p}」沒有條件 {k}", "Option {p} has no condition {k}").format(p=option.programme, k=key))
    return rows


def _prove(row: OptionCondition, evidence: Evidence, actor: Person) -> None:
    given = bool(evidence.document.strip())
    if given and row.asks != "paper" and not evidence.value.strip():
        raise BadInput(
            Text("請填文件所載之內容：{a}", "Say what the paper states: {a}").format(
                a=Text(row.ask_zh or row.words_zh, row.ask_en or row.words_en)
            )
        )
    row.document, row.note = evidence.document.strip(), evidence.note.strip()
    row.value = evidence.value.strip() if given else ""
    row.on = (evidence.on or now().date()) if given else None
    row.person, row.at = (actor, now()) if given else (None, None)
    row.save()


@action("tariffs.study.choose", Text("選定稅費方案", "choose how to pay"))
def choose_option(*, actor: Person, ref: str, programme: str, reason: str, lines: Iterable[int] = ()) -> TaxOption:
    """Choose an option for some lines, or for all it could be used on. ``Refused`` while a condition lacks its evidence or does not hold.

    The claim and the facts shown are written to the lines of the order, so that the worksheet uses them.
    """
    study = being_made(ref)
    option: TaxOption = found(study.options.all(), f"{ref}/{programme}", programme=programme)
    wanted = _wanted(option, set(lines))
    if len(reason.strip()) < 2:
        raise BadInput(Text("請說明選定理由", "Say why it is chosen"))
    _need_evidence(option, wanted)
    _need_eligible(option, wanted)
    _release(study, option, wanted)
    option.chosen_lines, option.chosen_by, option.chosen_at, option.chosen_reason = sorted(wanted), actor, now(), reason.strip()
    option.save()
    if study.order:
        _write(study, option, wanted, actor)
    return option


def _wanted(option: TaxOption, lines: set[int]) -> set[int]:
    strange = lines - set(option.lines or lines)
    if strange:
        words = Text("方案「{p}」不適用於第 {n} 項", "Option {p} is not for line {n}")
        raise BadInput(words.format(p=option.programme, n=", ".join(map(str, sorted(strange)))))
    everything = set(option.lines) or {row.line_no for row in option.study.lines.all()}
    return lines or everything


def _need_evidence(option: TaxOption, lines: set[int]) -> None:
    lacking = [row for row in option.conditions.all() if row.line_no in (lines | {0}) and not row.evidenced]
    if lacking:
        raise Refused(needs(Text(row.words_zh, row.words_en) for row in lacking))


def _need_eligible(option: TaxOption, lines: set[int]) -> None:
    told = [Text(t["zh"], t["en"]) for t in (option.reasons if option.eligible is False else option.missing)]
    if option.eligible is False:
        words = Text("方案「{p}」不成立：{w}", "Option {p} does not hold: {w}")
        raise Refused(words.format(p=option.programme, w=Text("；".join(t.zh for t in told), "; ".join(t.en for t in told))))
    if option.eligible is None and not (option.lines and lines <= set(option.ready)):
        raise Refused(needs(told) or Text("資料未齊，無法判定是否成立", "facts are missing: whether it holds is not known"))


def _release(study: ApplicabilityStudy, option: TaxOption, lines: set[int]) -> None:
    """What was chosen for these lines before is chosen no more; reliefs of the whole entry stand beside programmes."""
    for other in study.options.exclude(pk=option.pk).exclude(chosen_by=None):
        if other.kind == "relief" or option.kind == "relief":
            continue
        other.chosen_lines = [n for n in other.chosen_lines if n not in lines]
        if not other.chosen_lines:
            for name in CHOSEN[1:]:
                setattr(other, name, "" if name == "chosen_reason" else None)
        other.save()


def _write(study: ApplicabilityStudy, option: TaxOption, lines: set[int], actor: Person) -> None:
    order = study.order
    assert order is not None
    shown = list(option.conditions.all())
    entry = _facts(row for row in shown if row.line_no == 0)
    if entry:
        revise_order(actor=actor, ref=order.ref, fields={"facts": {**order.facts, **entry}})
    if option.kind == "relief":
        return
    for line in order.lines.filter(line_no__in=lines):
        claim = _claim(option, [row for row in shown if row.line_no == line.line_no])
        if claim != line.preference:
            revise_line(actor=actor, ref=order.ref, line_no=line.line_no, preference=claim)


def _claim(option: TaxOption, shown: list[OptionCondition]) -> dict[str, Any]:
    if option.programme == AS_DECLARED:
        return {}
    rate = next((row.value for row in shown if row.key == RATE), "")
    claim = {"programme": option.programme, "rate": rate, "facts": _facts(shown)}
    return {name: value for name, value in claim.items() if value}


def _facts(shown: Iterable[OptionCondition]) -> dict[str, str]:
    return {row.key: row.value for row in shown if row.asks in ("yes_no", "number")}
