"""Prospective customers, the stages they went through, and what finding them cost."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from argosy.records.care.leads.stages import stages
from argosy.records.columns import choice, day, exact, in_currency, line, link, of_market, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said

STAGES = [(code, said(row.name.zh, row.name.en)) for code, row in stages().items()]
NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))


class LeadSource(models.TextChoices):
    """How a prospect was found."""

    COLD = "cold", said("陌生拜訪", "Cold visit")
    ALLIANCE = "alliance", said("異業結盟", "Alliance")
    SEMINAR = "seminar", said("研討會", "Seminar")
    CLUB = "club", said("社團", "Club")
    FAIR = "fair", said("商展", "Trade fair")
    WEB = "web", said("網路行銷", "Online marketing")
    REFERRAL = "referral", said("轉介", "Referral")
    ENQUIRY = "enquiry", said("主動詢價", "Enquiry received")


class EndReason(models.TextChoices):
    """Why a prospect was lost."""

    PRICE = "price", said("價格", "Price")
    LEAD_TIME = "lead_time", said("交期", "Lead time")
    QUALITY = "quality", said("品質或規格", "Quality or specification")
    INCUMBENT = "incumbent", said("既有供應商", "Incumbent supplier")
    SILENT = "silent", said("無回應", "No answer any more")


class Lead(Record):
    """A prospective customer. ``amount`` is what a year's business is thought to be worth; only one with ``expected_close`` is in the funnel."""

    ref = line("編號", "reference", 20, needed=True, unique=True)
    created = day("建立日", "entered on", needed=True)
    source = choice("來源", "source", LeadSource.choices, default="")
    event = link("care.Event", "活動", "event", name="leads")
    company = line("公司", "company", 120, needed=True)
    party = link("parties.Party", "往來對象", "party", name="leads")
    country = of_market(needed=True)
    contact = line("聯絡人", "contact", 80)
    email = models.EmailField(said("電子郵件", "email"), blank=True)
    phone = line("電話", "phone", 40)
    grade = models.CharField(said("等級", "class"), max_length=1, default="C", choices=[("A", "A"), ("B", "B"), ("C", "C")])
    product = link("catalog.Product", "商品", "product")
    need = line("需求商品", "goods wanted", 200)
    amount = exact("預估金額", "expected amount", places=2, validators=[NOT_NEGATIVE])
    currency = in_currency()
    stage = choice("階段", "stage", STAGES, default="potential")
    stage_since = day("本階段起日", "in this stage since", needed=True)
    expected_close = day("預計結案日", "expected close")
    rival = line("競爭者", "rival", 80)
    sample_on = day("寄樣日", "sample sent on")
    last_on = day("最近追蹤", "last follow-up")
    next_on = day("下次追蹤", "next follow-up")
    next_step = line("下一步", "next step", 200)
    owner = person("負責人", "owner", needed=True)
    lost_reason = choice("失敗原因", "reason of the loss", EndReason.choices, default="")
    consent = models.BooleanField(said("同意行銷", "consents to marketing"), null=True, blank=True)
    consent_on = day("同意日", "consent given on")
    screened_on = day("篩檢日", "screened on")
    screened_by = person("篩檢人", "screened by")
    note = prose("說明", "note")

    class Meta:
        verbose_name = said("潛在客戶", "prospect")
        verbose_name_plural = said("潛在客戶", "prospects")
        ordering: ClassVar = ["-created", "-ref"]
        indexes: ClassVar = [models.Index(fields=["stage", "owner"], name="lead_stage_owner")]

    def __str__(self) -> str:
        return f"{self.ref} {self.company}"

    def clean(self) -> None:
        """A source is named; an amount has its currency; consent has its day; only a lost prospect has a reason for it."""
        faults = {}
        if not self.source:
            faults["source"] = said("須填來源", "say how it was found")
        if self.amount is not None and not self.currency:
            faults["currency"] = said("有金額者須填幣別", "an amount needs its currency")
        if bool(self.consent) != (self.consent_on is not None):
            faults["consent_on"] = said("同意行銷者須填同意日，其他不得填", "consent has its day, and no day comes without consent")
        if self.lost_reason and self.stage != "lost":
            faults["lost_reason"] = said("僅失敗者填失敗原因", "only a lost prospect has a reason for it")
        faults |= {name: said("不得早於建立日", "it cannot be before the prospect was entered") for name in self._early()}
        if faults:
            raise ValidationError(faults)

    def _early(self) -> list[str]:
        names = ("stage_since", "last_on", "sample_on")
        return [name for name in names if self.created and getattr(self, name) is not None and getattr(self, name) < self.created]

    @property
    def is_open(self) -> bool:
        """Whether work goes on."""
        return stages()[self.stage].is_open

    @property
    def in_funnel(self) -> bool:
        """Whether it counts in the funnel: open, and with a day it is expected to close."""
        return self.is_open and self.expected_close is not None


class LeadStage(Record):
    """That a prospect came into a stage on a day."""

    lead = part_of(Lead, "moves")
    stage = choice("階段", "stage", STAGES, default="potential")
    on = day("日期", "on", needed=True)
    by = person("變更人", "changed by", needed=True)
    note = line("說明", "note", 300)

    class Meta:
        verbose_name = said("階段異動", "move of a prospect")
        verbose_name_plural = said("階段異動", "moves of prospects")
        ordering: ClassVar = ["lead", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.stage} {self.on}"


class SourceCost(Record):
    """What one way of finding prospects cost in a month, in the firm's own currency."""

    source = choice("來源", "source", LeadSource.choices, default=LeadSource.FAIR)
    month = day("月份", "month", needed=True)
    amount = exact("投入費用", "spent", places=2, needed=True, validators=[NOT_NEGATIVE])
    note = line("說明", "note")

    class Meta:
        verbose_name = said("開發費用", "cost of finding")
        verbose_name_plural = said("開發費用", "costs of finding")
        ordering: ClassVar = ["month", "source"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "month"], name="source_cost_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.month:%Y-%m}"

    def clean(self) -> None:
        """A month is named by its first day."""
        if self.month is not None and self.month.day != 1:
            raise ValidationError({"month": said("月份請填當月 1 日", "a month is given by its first day")})
