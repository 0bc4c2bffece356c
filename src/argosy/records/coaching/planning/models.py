"""Coaching plans with their follow-up, notes of coaching, and answers to objections."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from argosy.records.coaching.causes import Cause
from argosy.records.columns import choice, day, exact, line, link, moment, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))
ABOVE_ZERO = MinValueValidator(Decimal("0.01"), said("必須大於零", "it must be above zero"))


class CoachingPlan(Record):
    """What is done for a customer behind target: the cause, the measures with dates, the KPI, and the help asked for.

    Without ``no_session`` a plan is expected to have a session. ``gap`` is target less actual, in the firm's own currency, when it was opened.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", said("進行中", "Open")
        FOLLOWED = "followed", said("已追蹤", "Followed up")
        CLOSED = "closed", said("結案", "Closed")

    number = line("編號", "number", 20, needed=True, unique=True)
    customer = link("parties.Party", "客戶", "customer", needed=True)
    cause = models.CharField(said("原因", "cause"), max_length=16, choices=Cause.choices)
    interview = prose("客戶訪談", "customer interview")
    interviewed = day("訪談日", "interviewed on")
    measures = prose("改善措施", "measures", needed=True)
    opened = day("立案日", "opened", needed=True)
    due = day("完成期限", "due", needed=True)
    kpi = line("KPI", "KPI", 200, needed=True)
    kpi_target = exact("KPI 目標(達成率 %)", "KPI target (achievement %)", digits=7, places=2, needed=True, validators=[ABOVE_ZERO])
    gap = exact("落後金額", "gap", places=2, needed=True)
    owner = person("負責人", "owner", needed=True)
    state = choice("狀態", "state", State.choices, default=State.OPEN)
    no_session = line("無場次之說明", "why there is no session", 200)
    request = link("people.ResourceRequest", "爭取之協助", "help asked for")
    programme = link("coaching.Programme", "方案", "programme", name="plans")

    class Meta:
        verbose_name = said("輔導計畫", "coaching plan")
        verbose_name_plural = said("輔導計畫", "coaching plans")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """It is due after it is opened, and the interview says what was said."""
        faults = {}
        if self.opened and self.due and self.due < self.opened:
            faults["due"] = said("期限不得早於立案日", "it cannot be due before it is opened")
        if self.interviewed is not None and not self.interview:
            faults["interview"] = said("請填訪談內容", "say what the customer said")
        if faults:
            raise ValidationError(faults)


class PlanCheck(Record):
    """The follow-up of a plan on a day: target and actual of the months since it was opened, in the firm's own currency."""

    plan = part_of(CoachingPlan, "checks")
    on = day("追蹤日", "on", needed=True)
    target = exact("目標", "target", places=2, needed=True, validators=[NOT_NEGATIVE])
    actual = exact("實績", "actual", places=2, needed=True, validators=[NOT_NEGATIVE])
    behaviour = line("行為觀察", "behaviour seen", 300)
    note = line("說明", "note", 300)
    by = person("追蹤人", "followed up by", needed=True)

    class Meta:
        verbose_name = said("輔導追蹤", "plan follow-up")
        verbose_name_plural = said("輔導追蹤", "plan follow-ups")
        ordering: ClassVar = ["plan", "on"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "on"], name="coaching_plan_followed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.on}"


class CoachingNote(Record):
    """What a person or a customer was advised, the next step and what came of it."""

    about = person("對象同仁", "about a colleague")
    customer = link("parties.Party", "對象客戶", "about a customer")
    on = day("日期", "date", needed=True)
    occasion = line("場合", "occasion", 160, needed=True)
    advice = prose("建議", "advice", needed=True)
    next_step = line("下一步", "next step", 300)
    result = line("結果", "result", 300)
    by = person("輔導人", "coach", needed=True)

    class Meta:
        verbose_name = said("輔導紀錄", "coaching note")
        verbose_name_plural = said("輔導紀錄", "coaching notes")
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.occasion}"

    def clean(self) -> None:
        """About one of them."""
        if (self.about_id is None) == (self.customer_id is None):
            raise ValidationError(said("請指定同仁或客戶其一", "name a colleague or a customer, one of them"))


class AnswerLibrary(Record):
    """An end customer's objection and the answer to give, with its evidence; usable once somebody else than its author approved it."""

    class Theme(models.TextChoices):
        """What the objection is about."""

        PRICE = "price", said("價格", "Price")
        QUALITY = "quality", said("品質", "Quality")
        DELIVERY = "delivery", said("交期", "Delivery")
        CERTIFICATE = "certificate", said("認證", "Certificates")
        WARRANTY = "warranty", said("保固", "Warranty")
        RIVAL = "rival", said("競品", "Rival product")

    code = line("編號", "code", 20, needed=True, unique=True)
    product = link("catalog.Product", "商品", "product", needed=True)
    theme = models.CharField(said("主題", "theme"), max_length=16, choices=Theme.choices)
    objection_zh = line("異議", "objection", 300, needed=True)
    objection_en = line("異議(英)", "objection (English)", 300, needed=True)
    answer_zh = prose("答覆", "answer", needed=True)
    answer_en = prose("答覆(英)", "answer (English)", needed=True)
    evidence = line("佐證", "evidence", 300)
    segment = line("客群", "customer group", 80)
    author = person("負責人", "owner", needed=True)
    approver = person("核准人", "approver")
    approved_at = moment("核准時間", "approved at")
    valid_from = day("生效日", "valid from", needed=True)
    valid_to = day("有效至", "valid to")

    class Meta:
        verbose_name = said("異議答覆", "answer to an objection")
        verbose_name_plural = said("異議答覆庫", "answer library")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.objection_zh}"

    def clean(self) -> None:
        """Approved by somebody else, with evidence, and valid after it begins."""
        faults = {}
        if self.approver_id is not None and self.approver_id == self.author_id:
            faults["approver"] = said("核准人不得為撰寫人", "its author cannot approve it")
        if self.approver_id is not None and not self.evidence:
            faults["evidence"] = said("核准前須有佐證", "it needs evidence before approval")
        if self.valid_to is not None and self.valid_from and self.valid_to < self.valid_from:
            faults["valid_to"] = said("有效日不得早於生效日", "it cannot end before it begins")
        if faults:
            raise ValidationError(faults)
