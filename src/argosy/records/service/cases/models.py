"""What happened to a case, step by step, and the short form of the eight disciplines."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from argosy.records.columns import choice, day, line, moment, part_of, person, prose
from argosy.records.record import Record
from argosy.records.service.models import ServiceCase
from argosy.records.wording import said


class CaseEvent(Record):
    """One step in the life of a case, by whom and when, in their words."""

    class Kind(models.TextChoices):
        """What happened."""

        RECEIVED = "received", said("收件", "received")
        ASSIGNED = "assigned", said("指派", "assigned")
        ANSWERED = "answered", said("首次回覆", "first answer")
        NOTE = "note", said("補充", "note")
        CAUSE = "cause", said("查明原因", "cause found")
        ACTION = "action", said("處置", "action taken")
        ESCALATED = "escalated", said("升級", "escalated")
        CONFIRMED = "confirmed", said("客戶確認", "confirmed by the customer")
        CLOSED = "closed", said("結案", "closed")
        REOPENED = "reopened", said("重啟", "reopened")

    case = part_of(ServiceCase, "events")
    kind = choice("事件", "event", Kind.choices, default=Kind.NOTE)
    at = moment("時間", "at", needed=True)
    by = person("經手人", "by", needed=True)
    words = prose("說明", "words")

    class Meta:
        verbose_name = said("案件事件", "event of a case")
        verbose_name_plural = said("案件事件", "events of cases")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case.number} {self.kind}"


class EightD(Record):
    """The eight disciplines in short: team, problem, containment, root cause, correction, check of its effect, prevention, close."""

    case = models.OneToOneField(ServiceCase, models.CASCADE, related_name="eight_d", verbose_name=said("案件", "case"))
    leader = person("負責人", "leader", needed=True)
    team = line("D1 小組", "D1 team", 200, needed=True)
    problem = prose("D2 問題描述", "D2 problem", needed=True)
    containment = prose("D3 暫時措施", "D3 containment")
    root_cause = prose("D4 真因", "D4 root cause")
    correction = prose("D5 永久對策", "D5 correction")
    verification = prose("D6 效果確認", "D6 check of its effect")
    prevention = prose("D7 預防再發", "D7 prevention")
    due = day("期限", "due date", needed=True)
    closed_on = day("D8 結案日", "D8 closed on")

    class Meta:
        verbose_name = said("8D 報告", "8D report")
        verbose_name_plural = said("8D 報告", "8D reports")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"8D {self.case.number}"

    def clean(self) -> None:
        """It closes only when every discipline is filled in."""
        from django.core.exceptions import ValidationError

        parts = ("containment", "root_cause", "correction", "verification", "prevention")
        if self.closed_on is not None:
            wanting = [name for name in parts if not getattr(self, name).strip()]
            if wanting:
                raise ValidationError(dict.fromkeys(wanting, said("8D 結案前必填", "it is needed before the 8D report closes")))
