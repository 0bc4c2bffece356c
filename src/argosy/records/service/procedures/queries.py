"""Reading procedures, training, and the service policy with its rules and roster."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.service.procedures.models import (
    EnquiryRule,
    ProcedureStep,
    ProcedureTraining,
    ProcedureVersion,
    RosterEntry,
    ServicePolicy,
)


def procedures(*, actor: Actor | None, code: str = "") -> QuerySet[ProcedureVersion]:
    """Versions by code, the newest first."""
    require(actor, "service.procedure.read", Text("查看作業程序", "see procedures"))
    steps = Prefetch("steps", ProcedureStep.objects.select_related("accountable", "responsible", "cover"))
    training = Prefetch("trainings", ProcedureTraining.objects.select_related("person"))
    rows = ProcedureVersion.objects.select_related("owner", "author", "approver").prefetch_related(steps, training)
    return rows.filter(code=code) if code else rows


def procedure(code: str, version: int, *, actor: Actor | None) -> ProcedureVersion:
    """One version, or ``NotFound``."""
    row: ProcedureVersion = found(procedures(actor=actor), f"{code} v{version}", code=code, version=version)
    return row


def mine(person: Any) -> QuerySet[ProcedureTraining]:
    """Training of this person that is not acknowledged yet."""
    return ProcedureTraining.objects.filter(person=person, acknowledged_at=None).select_related("procedure")


def policies(*, actor: Actor | None, on: date | None = None) -> QuerySet[ServicePolicy]:
    """Policies, the latest first; those in force on a day, or all."""
    require(actor, "service.policy.read", Text("查看服務準則", "see service policies"))
    rules = Prefetch("rules", EnquiryRule.objects.select_related("owner", "deputy"))
    roster = Prefetch("roster", RosterEntry.objects.select_related("person"))
    rows = ServicePolicy.objects.select_related("owner", "procedure").prefetch_related(rules, roster)
    return rows.filter(effective__lte=on) if on else rows


def policy(ref: str, *, actor: Actor | None) -> ServicePolicy:
    """One policy with rules, roster and the training of its procedure, or ``NotFound``."""
    row: ServicePolicy = found(policies(actor=actor), ref, ref=ref.strip().upper())
    return row
