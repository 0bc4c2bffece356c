"""Cheques and promissory notes customers hand over, and the invoices each is meant for."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from argosy.records.columns import choice, day, line, link, part_of
from argosy.records.receivables.fields import currency, customer, fx, money
from argosy.records.record import Record
from argosy.records.wording import said


class Result(models.TextChoices):
    """What became of a cheque; none yet while it is held."""

    CLEARED = "cleared", said("兌現", "cleared")
    BOUNCED = "bounced", said("退票", "bounced")
    WITHDRAWN = "withdrawn", said("撤票", "withdrawn")
    REPLACED = "replaced", said("換票", "replaced")


class BounceReason(models.TextChoices):
    """Reasons the Taiwan Clearing House counts."""

    FUNDS = "funds", said("存款不足", "insufficient funds")
    SIGNATURE = "signature", said("發票人簽章不符", "drawer's signature does not match")
    GUARANTOR = "guarantor", said("擅自指定金融業者為本票擔當付款人", "bank named as paying agent of a note without leave")
    OTHER = "other", said("其他", "other")


class Annotation(models.TextChoices):
    """What the clearing house notes once the drawer has made good."""

    REDEEMED = "redeemed", said("清償贖回", "paid and taken back")
    DEPOSITED = "deposited", said("提存備付", "funds deposited for it")
    REPRESENTED = "represented", said("重提付訖", "paid on second presentation")


class Cheque(Record):
    """One cheque. A bounced one has day, reason and what was done; an annotation says how and when it was made good."""

    number = models.CharField(said("票號", "cheque number"), max_length=30)
    customer = customer()
    bank = line("付款銀行", "paying bank", 80, needed=True)
    drawer = line("發票人", "drawer", 120, needed=True)
    amount = money("金額", "amount", positive=True)
    currency = currency()
    fx = fx()
    received = day("收票日", "received", needed=True)
    due = day("到期日", "due", needed=True)
    presented = day("提示日", "presented")
    result = choice("結果", "result", Result.choices)
    settled = day("結果日", "day of the result")
    bounced_on = day("退票日", "bounced on")
    reason = choice("退票理由", "reason for the bounce", BounceReason.choices)
    annotation = choice("註記", "annotation", Annotation.choices)
    annotated_on = day("註記日", "annotated on")
    follow_up = line("後續處理", "what was done")
    replaced_by = link("self", "換發票據", "replaced by", name="replaces")

    class Meta:
        verbose_name = said("票據", "cheque")
        verbose_name_plural = said("票據", "cheques")
        ordering: ClassVar = ["due", "number"]
        indexes: ClassVar = [models.Index(fields=["customer", "due"], name="cheque_customer_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bank", "number"], name="cheque_once",
                violation_error_message=said("此銀行之票號已登錄，請查票據紀錄，勿重複登錄", "this bank's cheque of this number is entered already: see the register"),
            ),
            models.CheckConstraint(
                condition=Q(result="bounced", bounced_on__isnull=False) | (~Q(result="bounced") & Q(bounced_on__isnull=True, reason="", annotation="")),
                name="cheque_bounce_whole",
                violation_error_message=said("退票須有退票日；未退票者不得有退票日、理由或註記", "a bounced cheque has its day; another has no day, reason or annotation"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """Days follow one another; a result comes after presentation, or without one when it was withdrawn or replaced."""
        faults = {}
        if self.presented and self.due and self.presented < self.due:
            faults["presented"] = said("未到期票據不得提示", "it cannot be presented before it is due")
        if self.result in (Result.CLEARED, Result.BOUNCED) and self.presented is None:
            faults["presented"] = said("兌現或退票須有提示日", "a cheque that cleared or bounced was presented")
        if bool(self.result) != (self.settled is not None):
            faults["settled"] = said("有結果者須填結果日", "a result has its day, and only a result")
        if bool(self.annotation) != (self.annotated_on is not None):
            faults["annotated_on"] = said("註記與註記日須併填", "an annotation has its day, and only an annotation")
        if self.annotated_on and self.bounced_on and self.annotated_on < self.bounced_on:
            faults["annotated_on"] = said("註記日不得早於退票日", "it cannot be annotated before it bounced")
        if faults:
            raise ValidationError(faults)


class ChequeCover(Record):
    """What of a cheque is meant for one invoice, in the currency of both. It pays only when the cheque clears."""

    cheque = part_of(Cheque, "covers")
    invoice = link("receivables.Invoice", "發票", "invoice", needed=True, name="cheque_covers")
    amount = money("金額", "amount", positive=True)

    class Meta:
        verbose_name = said("票據對應發票", "invoice of a cheque")
        verbose_name_plural = said("票據對應發票", "invoices of cheques")
        constraints: ClassVar = [models.UniqueConstraint(fields=["cheque", "invoice"], name="cheque_cover_once")]

    def __str__(self) -> str:
        return f"{self.cheque_id} {self.invoice_id}"

    def clean(self) -> None:
        """Of one customer and one currency."""
        if self.cheque.customer_id != self.invoice.customer_id or self.cheque.currency != self.invoice.currency:
            raise ValidationError(said("票據與發票之客戶或幣別不同", "customer or currency of cheque and invoice differ"))
