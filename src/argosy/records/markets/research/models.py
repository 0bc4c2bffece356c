"""Research briefs and the information they require."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import choice, day, exact, iso_countries, line, listed, moment, part_of, person, prose
from argosy.records.markets.intel.models import IntelligenceItem
from argosy.records.record import Record
from argosy.records.wording import said


class ResearchBrief(Record):
    """A question about markets, what has to be known to answer it, and until when. Its requester approves the requirements.

    ``candidates`` are the countries under consideration, ``codes`` the commodity codes. The target is fixed by an approved decision.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", said("進行中", "Open")
        APPROVED = "approved", said("需求已核可", "Requirements approved")
        CLOSED = "closed", said("結案", "Closed")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    question = prose("研究問題", "question", needed=True)
    candidates = models.JSONField(said("候選市場", "candidate markets"), default=list, blank=True, validators=[iso_countries])
    codes = listed("商品 HS", "HS codes")
    design = prose("研究設計", "research design")
    due = day("期限", "due date", needed=True)
    decision_date = day("決策日", "decision date")
    owner = person("承辦人", "owner", needed=True)
    requester = person("需求人", "requester", needed=True)
    state = choice("狀態", "state", State.choices, default=State.OPEN)
    approved_by = person("核可人", "approved by")
    approved_at = moment("核可時間", "approved at")
    opened_at = moment("建立時間", "opened at", needed=True)

    class Meta:
        verbose_name = said("研究需求書", "research brief")
        verbose_name_plural = said("研究需求書", "research briefs")
        ordering: ClassVar = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """Markets and codes are lists of text."""
        if not isinstance(self.candidates, list) or not isinstance(self.codes, list):
            raise ValidationError(said("市場與商品應為清單", "markets and codes are lists"))


class Requirement(Record):
    """One thing a brief needs to know. ``measure`` is the measurable field it maps to, empty when it is not answerable as written.

    ``least_grade`` is for intelligence items, ``least_coverage`` in per cent for tables. ``dataset`` names the data set that answers it,
    ``gap_note`` says why nothing does.
    """

    brief = part_of(ResearchBrief, "requirements")
    number = models.PositiveIntegerField(said("序號", "number"))
    question = line("問題", "question", 300, needed=True)
    indicator = line("指標", "indicator", 160, needed=True)
    unit = line("單位", "unit", 60)
    period = line("期間", "period", 60)
    granularity = line("精度", "granularity", 60)
    least_grade = line("最低評等", "minimum grade", 2)
    least_coverage = exact("最低完整度(%)", "minimum coverage (%)", digits=5, places=1)
    use = line("用途", "use", 200)
    owner = person("負責人", "owner", needed=True)
    due = day("期限", "due date")
    measure = line("可量測欄位", "measurable field", 40)
    dataset = line("資料集", "data set", 60)
    gap_note = line("缺口說明", "why there is a gap", 300)

    class Meta:
        verbose_name = said("資訊需求", "requirement")
        verbose_name_plural = said("資訊需求", "requirements")
        ordering: ClassVar = ["brief", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["brief", "number"], name="requirement_number_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What people call it, such as RB-0001.2."""
        return f"{self.brief.ref}.{self.number}"


class RequirementLink(Record):
    """An item of the register that answers a requirement."""

    requirement = part_of(Requirement, "links")
    item = part_of(IntelligenceItem, "links")
    by = person("連結人", "linked by", needed=True)
    at = moment("連結時間", "linked at", needed=True)

    class Meta:
        verbose_name = said("需求與情報之連結", "link of an item to a requirement")
        verbose_name_plural = said("需求與情報之連結", "links of items to requirements")
        constraints: ClassVar = [models.UniqueConstraint(fields=["requirement", "item"], name="item_linked_once")]

    def __str__(self) -> str:
        return f"{self.requirement} {self.item.ref}"
