"""Contacts with customers and prospects, and how often they are to happen."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from argosy.records.columns import choice, day, line, link, moment, person, prose
from argosy.records.record import Record
from argosy.records.wording import said


class Channel(models.TextChoices):
    """How a contact was made."""

    PHONE = "phone", said("電話", "Phone")
    MAIL = "mail", said("電郵", "E-mail")
    APP = "app", said("通訊APP", "App")
    VIDEO = "video", said("視訊", "Video")
    VISIT = "visit", said("實地拜訪", "Visit")


class Purpose(models.TextChoices):
    """What a contact was for."""

    UPKEEP = "upkeep", said("例行維護", "Upkeep")
    QUOTE = "quote", said("報價追蹤", "Quotation")
    ORDER = "order", said("訂單與交期", "Order and delivery")
    STOCK = "stock", said("庫存與備貨", "Stock")
    MONEY = "money", said("帳款", "Payment")
    COMPLAINT = "complaint", said("客訴處理", "Complaint")
    PROMOTION = "promotion", said("推廣與邀請", "Promotion")
    PROSPECT = "prospect", said("開發", "Prospecting")


class Interaction(Record):
    """One contact with a customer, or with a prospect who is no party yet. ``due`` is the day the support asked for is due."""

    party = link("parties.Party", "客戶", "customer", name="interactions")
    lead = link("care.Lead", "潛在客戶", "prospect", name="interactions")
    contact = models.ForeignKey(
        "parties.Contact", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=said("對象", "with whom")
    )
    channel = choice("方式", "channel", Channel.choices, default="")
    at = moment("時間", "when", needed=True)
    minutes = models.PositiveSmallIntegerField(
        said("分鐘", "minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    purpose = choice("目的", "purpose", Purpose.choices, default=Purpose.UPKEEP)
    content = prose("內容", "what was said")
    support = line("所需支援", "support needed", 300)
    owner = person("負責人", "owner", needed=True)
    due = day("期限", "due")
    result = line("結果", "result", 300)
    done_on = day("完成日", "done on")
    next_on = day("下次聯繫", "next contact")
    subject = line("有關紀錄", "about", 100)

    class Meta:
        verbose_name = said("聯繫紀錄", "interaction")
        verbose_name_plural = said("聯繫紀錄", "interactions")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["party", "at"], name="interaction_party"),
            models.Index(fields=["at"], name="interaction_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.party or self.lead}"

    def clean(self) -> None:
        """It is with a customer or a prospect, by a channel, and what follows from it comes after it."""
        faults = {}
        if (self.party_id is None) == (self.lead_id is None):
            faults["party"] = said("須填客戶或潛在客戶其一", "name a customer or a prospect, one of them")
        if not self.channel:
            faults["channel"] = said("須填聯繫方式", "say how the contact was made")
        if self.contact is not None and self.party_id is not None and self.contact.party_id != self.party_id:
            faults["contact"] = said("此聯絡人不屬於該客戶", "this contact belongs to another party")
        if self.due is not None and not self.support:
            faults["due"] = said("有期限者須填所需支援", "what is due? name the support needed")
        faults |= {
            name: said("不得早於聯繫日", "it cannot be before the contact") for name in ("due", "next_on", "done_on") if self._early(name)
        }
        if faults:
            raise ValidationError(faults)

    def _early(self, name: str) -> bool:
        given = getattr(self, name)
        return given is not None and self.at is not None and given < self.at.date()


class PlannedContact(Record):
    """How often one customer is to be contacted instead of what its class asks, from a day on. Without ``every_days``: not at all, until ``until``."""

    party = link("parties.Party", "客戶", "customer", needed=True, name="planned_contacts")
    every_days = models.PositiveSmallIntegerField(
        said("每幾日", "every so many days"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    since = day("起日", "from", needed=True)
    until = day("迄日", "until")
    reason = line("理由", "reason", 300, needed=True)
    by = person("決定人", "decided by", needed=True)

    class Meta:
        verbose_name = said("聯繫頻率", "planned frequency")
        verbose_name_plural = said("聯繫頻率", "planned frequencies")
        ordering: ClassVar = ["party", "-since", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party", "since"],
                name="planned_contact_once",
                violation_error_message=said("此客戶同日已有聯繫頻率", "this customer has a frequency from that day already"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.party.code} {self.every_days or '-'}"

    def clean(self) -> None:
        """A pause ends on a day, and nothing ends before it starts."""
        if self.every_days is None and self.until is None:
            raise ValidationError({"until": said("暫停聯繫須有迄日", "a pause needs the day it ends")})
        if self.until is not None and self.since is not None and self.until < self.since:
            raise ValidationError({"until": said("迄日不得早於起日", "it cannot end before it starts")})

    def holds(self, on: date) -> bool:
        """Whether it decides on a day."""
        return self.since <= on and (self.until is None or on <= self.until)
