"""Versions of procedures with their steps, training and acknowledgement; the service policy, its enquiry rules and the roster."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from argosy.records.columns import choice, day, exact, line, link, moment, part_of, person, prose
from argosy.records.record import Record
from argosy.records.service.models import EnquiryCategory
from argosy.records.wording import said


class ProcedureVersion(Record):
    """One version of a procedure: its owner, from when it holds, why it was changed, and who approved it (never its author).

    ``evidence`` names the results, causes or themes the change stands on.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", said("草稿", "draft")
        APPROVED = "approved", said("已核准", "approved")
        SUPERSEDED = "superseded", said("已取代", "superseded")

    code = line("代號", "code", 20, needed=True)
    version = models.PositiveSmallIntegerField(said("版次", "version"))
    title_zh = line("名稱", "title", 120, needed=True)
    title_en = line("名稱(英)", "title (English)", 120, needed=True)
    owner = person("負責人", "owner", needed=True)
    effective = day("生效日", "effective", needed=True)
    review_date = day("檢討日", "review date")
    reason = prose("變更理由", "reason for the change", needed=True)
    evidence = line("變更依據", "evidence", 300)
    state = choice("狀態", "state", State.choices, default=State.DRAFT)
    author = person("編製人", "author", needed=True)
    approver = person("核准人", "approver")
    approved_at = moment("核准時間", "approved at")

    class Meta:
        verbose_name = said("作業程序", "procedure")
        verbose_name_plural = said("作業程序", "procedures")
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "version"], name="procedure_version_once")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def ref(self) -> str:
        """Code and version as an address has them: ``SOP-CS~2``."""
        return f"{self.code}~{self.version}"

    def clean(self) -> None:
        """Nobody approves their own; a later version stands on evidence."""
        faults = {}
        if self.approver_id is not None and self.approver_id == self.author_id:
            faults["approver"] = said("核准人不得為編製人", "the approver cannot be the author")
        if self.version is not None and self.version > 1 and not self.evidence.strip():
            faults["evidence"] = said(
                "改版須註明依據（量測、案件原因或調查意見）", "a change names its evidence: results, causes or themes"
            )
        if faults:
            raise ValidationError(faults)


class ProcedureStep(Record):
    """One step: one person accountable, one responsible, one who covers."""

    procedure = part_of(ProcedureVersion, "steps")
    no = models.PositiveSmallIntegerField(said("序號", "number"))
    text_zh = line("步驟", "step", 300, needed=True)
    text_en = line("步驟(英)", "step (English)", 300, needed=True)
    accountable = person("當責", "accountable", needed=True)
    responsible = person("執行", "responsible", needed=True)
    cover = person("代理", "cover")
    hours = exact("時限(小時)", "hours allowed", places=2)

    class Meta:
        verbose_name = said("程序步驟", "step of a procedure")
        verbose_name_plural = said("程序步驟", "steps of procedures")
        ordering: ClassVar = ["procedure", "no"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["procedure", "no"], name="procedure_step_once")]

    def __str__(self) -> str:
        return f"{self.procedure} {self.no}"

    def clean(self) -> None:
        """Who covers is another than who does it."""
        if self.cover_id is not None and self.cover_id == self.responsible_id:
            raise ValidationError({"cover": said("代理人不得為執行人", "who covers is another than who does it")})


class ProcedureTraining(Record):
    """One person taught one version of a procedure: planned, held, tested, and read and acknowledged by that person."""

    procedure = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="trainings", verbose_name=said("作業程序", "procedure"))
    person = person("對象", "person", needed=True)
    topic_zh = line("內容", "contents", 200, needed=True)
    topic_en = line("內容(英)", "contents (English)", 200, needed=True)
    hours = exact("時數", "hours", places=1, needed=True)
    planned_on = day("預定日", "planned on", needed=True)
    held_on = day("實施日", "held on")
    score = models.PositiveSmallIntegerField(said("評量", "test"), null=True, blank=True, validators=[MaxValueValidator(100)])
    passing = models.PositiveSmallIntegerField(said("及格分數", "pass mark"), default=80, validators=[MaxValueValidator(100)])
    acknowledged_at = moment("閱讀確認", "acknowledged at")

    class Meta:
        verbose_name = said("程序訓練", "training in a procedure")
        verbose_name_plural = said("程序訓練", "training in procedures")
        ordering: ClassVar = ["procedure", "planned_on", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["procedure", "person", "planned_on"], name="trained_once_a_day")]

    def __str__(self) -> str:
        return f"{self.procedure} {self.person.login}"

    @property
    def passed(self) -> bool:
        """Whether it was held and the test passed."""
        return self.held_on is not None and self.score is not None and self.score >= self.passing

    def clean(self) -> None:
        """No score before it was held."""
        if self.score is not None and self.held_on is None:
            raise ValidationError({"held_on": said("有評量者須填實施日", "with a score, give the day it was held")})


class ServicePolicy(Record):
    """What the freight department promises its customers: channels, hours, languages and tiers; how busy its people are to be.

    ``occupancy`` is the share of working hours to be spent on enquiries, in percent; ``week_hours`` what one person works a week.
    """

    ref = line("編號", "reference", 20, needed=True, unique=True)
    title_zh = line("名稱", "title", 120, needed=True)
    title_en = line("名稱(英)", "title (English)", 120, needed=True)
    effective = day("生效日", "effective", needed=True)
    review_date = day("檢討日", "review date")
    owner = person("負責人", "owner", needed=True)
    procedure = link("service.ProcedureVersion", "作業程序", "procedure", name="policies")
    channels_zh = line("服務管道", "channels", 200, needed=True)
    channels_en = line("服務管道(英)", "channels (English)", 200, needed=True)
    hours_zh = line("服務時間", "hours", 200, needed=True)
    hours_en = line("服務時間(英)", "hours (English)", 200, needed=True)
    languages_zh = line("服務語言", "languages", 120, needed=True)
    languages_en = line("服務語言(英)", "languages (English)", 120, needed=True)
    tiers_zh = prose("客戶分級", "tiers", needed=True)
    tiers_en = prose("客戶分級(英)", "tiers (English)", needed=True)
    occupancy = exact(
        "目標稼動率(%)",
        "target occupancy (%)",
        places=1,
        needed=True,
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    week_hours = exact("每人每週工時", "hours a week per person", places=1, needed=True, default=40, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = said("服務準則", "service policy")
        verbose_name_plural = said("服務準則", "service policies")
        ordering: ClassVar = ["-effective", "-pk"]

    def __str__(self) -> str:
        return self.ref


class EnquiryRule(Record):
    """Who answers one kind of enquiry, within which hours, after clearing up what, in which words, and when it goes further up.

    ``staffing`` says how people are moved when the promise is tighter than what is measured.
    """

    policy = part_of(ServicePolicy, "rules")
    category = choice("類別", "category", EnquiryCategory.choices, default=EnquiryCategory.QUOTE)
    first_h = exact("首次回應(小時)", "first answer (h)", places=1, needed=True, validators=[MinValueValidator(0)])
    finish_h = exact("完成(小時)", "finished (h)", places=1, needed=True, validators=[MinValueValidator(0)])
    handle_min = exact("處理時間(分)", "handling time (min)", places=1, needed=True, validators=[MinValueValidator(0)])
    owner = person("負責人", "owner")
    deputy = person("代理人", "deputy")
    clarify_zh = line("需釐清事項", "to be cleared up", 300, needed=True)
    clarify_en = line("需釐清事項(英)", "to be cleared up (English)", 300, needed=True)
    words_zh = prose("標準用語", "standard words", needed=True)
    words_en = prose("標準用語(英)", "standard words (English)", needed=True)
    escalate_zh = line("升級條件", "escalation", 300, needed=True)
    escalate_en = line("升級條件(英)", "escalation (English)", 300, needed=True)
    staffing = prose("人力調整", "change of staffing")

    class Meta:
        verbose_name = said("諮詢回應規則", "enquiry rule")
        verbose_name_plural = said("諮詢回應規則", "enquiry rules")
        ordering: ClassVar = ["policy", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["policy", "category"], name="enquiry_rule_once")]

    def __str__(self) -> str:
        return f"{self.policy.ref} {self.category}"

    def clean(self) -> None:
        """It is finished no sooner than first answered, and the deputy is another person."""
        faults = {}
        if self.first_h is not None and self.finish_h is not None and self.finish_h < self.first_h:
            faults["finish_h"] = said("不得短於首次回應時限", "it cannot be shorter than the first answer")
        if self.owner_id is not None and self.owner_id == self.deputy_id:
            faults["deputy"] = said("代理人不得為負責人", "the deputy is another than the owner")
        if faults:
            raise ValidationError(faults)


class RosterEntry(Record):
    """Who is on duty on a weekday (1 Monday to 7 Sunday), from one hour to another, in which part."""

    class Part(models.TextChoices):
        """RACI."""

        RESPONSIBLE = "R", said("R 執行", "R responsible")
        ACCOUNTABLE = "A", said("A 當責", "A accountable")
        CONSULTED = "C", said("C 諮詢", "C consulted")
        INFORMED = "I", said("I 知會", "I informed")

    policy = part_of(ServicePolicy, "roster")
    person = person("人員", "person", needed=True)
    weekday = models.PositiveSmallIntegerField(said("星期", "weekday"), validators=[MinValueValidator(1), MaxValueValidator(7)])
    starts = models.TimeField(said("自", "from"))
    ends = models.TimeField(said("至", "to"))
    part = choice("角色", "part", Part.choices, default=Part.RESPONSIBLE)

    class Meta:
        verbose_name = said("值班", "roster entry")
        verbose_name_plural = said("值班表", "roster")
        ordering: ClassVar = ["policy", "weekday", "starts", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["policy", "person", "weekday", "starts"], name="on_duty_once")]

    def __str__(self) -> str:
        return f"{self.person.login} {self.weekday}"

    def clean(self) -> None:
        """It ends after it starts."""
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": said("結束時間須晚於開始時間", "it ends after it starts")})
