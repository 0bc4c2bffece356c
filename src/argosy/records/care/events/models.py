"""Events customers and prospects are invited to."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import choice, day, exact, in_currency, line, link, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said


class Event(Record):
    """A fair, seminar, launch or visit. ``cost`` is what it cost the firm, in ``currency``."""

    class Kind(models.TextChoices):
        """What sort of event it is."""

        FAIR = "fair", said("商展", "Trade fair")
        SEMINAR = "seminar", said("研討會", "Seminar")
        CLUB = "club", said("社團活動", "Club")
        ALLIANCE = "alliance", said("異業活動", "Event with another trade")
        LAUNCH = "launch", said("新品發表", "Product launch")
        TRAINING = "training", said("商品訓練", "Product training")
        DINNER = "dinner", said("客戶聯誼", "Customers' gathering")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    kind = choice("類別", "kind", Kind.choices, default=Kind.FAIR)
    name_zh = line("活動", "event", 120, needed=True)
    name_en = line("活動(英)", "event (English)", 120)
    starts = day("開始", "starts", needed=True)
    ends = day("結束", "ends", needed=True)
    place = line("地點", "place", 120)
    cost = exact("費用", "cost", places=2)
    currency = in_currency()
    owner = person("負責人", "owner", needed=True)
    note = prose("說明", "note")

    class Meta:
        verbose_name = said("活動", "event")
        verbose_name_plural = said("活動", "events")
        ordering: ClassVar = ["-starts", "ref"]

    def __str__(self) -> str:
        return f"{self.ref} {self.name_zh}"

    def clean(self) -> None:
        """It ends after it starts; a cost has its currency and is not negative."""
        faults = {}
        if self.starts and self.ends and self.ends < self.starts:
            faults["ends"] = said("結束日不得早於開始日", "it cannot end before it starts")
        if self.cost is not None and self.cost < 0:
            faults["cost"] = said("不得為負數", "it cannot be negative")
        if self.cost is not None and not self.currency:
            faults["currency"] = said("有費用者須填幣別", "a cost needs its currency")
        if faults:
            raise ValidationError(faults)


class Answer(models.TextChoices):
    """What came of an invitation."""

    NONE = "none", said("未回覆", "No answer")
    YES = "yes", said("出席", "Comes")
    NO = "no", said("不克出席", "Does not come")


class Invitation(Record):
    """One customer or prospect invited. ``attended`` is empty until the event is over."""

    event = part_of(Event, "invitations")
    party = link("parties.Party", "客戶", "customer")
    lead = link("care.Lead", "潛在客戶", "prospect", name="invitations")
    contact = models.ForeignKey(
        "parties.Contact", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=said("對象", "with whom")
    )
    sent_on = day("邀請日", "invited on", needed=True)
    answer = choice("回覆", "answer", Answer.choices, default=Answer.NONE)
    answered_on = day("回覆日", "answered on")
    attended = models.BooleanField(said("出席", "attended"), null=True, blank=True)
    note = line("說明", "note")

    class Meta:
        verbose_name = said("邀請", "invitation")
        verbose_name_plural = said("邀請", "invitations")
        ordering: ClassVar = ["event", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "party"],
                condition=models.Q(party__isnull=False),
                name="invitation_party_once",
                violation_error_message=said("此客戶已受邀", "this customer is invited already"),
            ),
            models.UniqueConstraint(
                fields=["event", "lead"],
                condition=models.Q(lead__isnull=False),
                name="invitation_lead_once",
                violation_error_message=said("此潛在客戶已受邀", "this prospect is invited already"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.party_id or self.lead_id}"

    def clean(self) -> None:
        """It is to a customer or a prospect, and an answer has its day."""
        faults = {}
        if (self.party_id is None) == (self.lead_id is None):
            faults["party"] = said("須填客戶或潛在客戶其一", "name a customer or a prospect, one of them")
        if (self.answer != Answer.NONE) != (self.answered_on is not None):
            faults["answered_on"] = said("已回覆者須填回覆日，未回覆者不得填", "an answer has its day, and no day comes without an answer")
        elif self.answered_on is not None and self.sent_on is not None and self.answered_on < self.sent_on:
            faults["answered_on"] = said("不得早於邀請日", "it cannot be before the invitation")
        if faults:
            raise ValidationError(faults)
