"""What a person asked of the data held about them. The rows hold no personal data themselves, so they outlive a removal."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import choice, day, line, link, person
from argosy.records.record import Record
from argosy.records.wording import said


class Asked(models.TextChoices):
    """What a person may ask (Personal Data Protection Act, Taiwan, art. 3)."""

    COPY = "copy", said("查詢或複製", "A copy")
    CORRECT = "correct", said("補充或更正", "Correction")
    STOP = "stop", said("停止行銷利用", "No more marketing")
    REMOVE = "remove", said("刪除", "Removal")


class PrivacyRequest(Record):
    """One request and what was done. Contact is kept by its row, whose personal fields a removal empties."""

    contact = link("parties.Contact", "聯絡人", "contact", needed=True, name="privacy_requests")
    kind = choice("請求", "request", Asked.choices, default=Asked.COPY)
    asked_on = day("請求日", "asked on", needed=True)
    done_on = day("辦理日", "done on")
    by = person("承辦人", "done by", needed=True)
    note = line("說明", "note", 300)

    class Meta:
        verbose_name = said("個資請求", "request about personal data")
        verbose_name_plural = said("個資請求", "requests about personal data")
        ordering: ClassVar = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.kind} {self.asked_on}"

    def clean(self) -> None:
        """Nothing is done before it was asked."""
        if self.done_on is not None and self.asked_on is not None and self.done_on < self.asked_on:
            raise ValidationError({"done_on": said("辦理日不得早於請求日", "it cannot be done before it was asked")})
