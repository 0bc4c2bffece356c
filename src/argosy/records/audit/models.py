"""The audit entry."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from argosy.records.record import WrittenOnce
from argosy.records.wording import said


class Outcome(models.TextChoices):
    """How an act ended."""

    DONE = "done", said("完成", "done")
    DENIED = "denied", said("無權限", "denied")
    REFUSED = "refused", said("退回", "refused")
    FAILED = "failed", said("失敗", "failed")


class AuditEntry(WrittenOnce):
    """One act or attempt. ``login`` is what was given, also when it names nobody; ``record`` is ``app.Model:key``."""

    at = models.DateTimeField(said("時間", "at"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("人員", "person")
    )
    login = models.CharField(said("帳號", "login"), max_length=64, blank=True)
    action = models.CharField(said("動作", "action"), max_length=100, db_index=True)
    record = models.CharField(said("紀錄", "record"), max_length=100, blank=True, db_index=True)
    outcome = models.CharField(said("結果", "outcome"), max_length=8, choices=Outcome.choices)
    detail = models.TextField(said("說明", "detail"), blank=True)
    remote = models.CharField(said("來源", "origin"), max_length=64, blank=True)

    class Meta:
        verbose_name = said("稽核紀錄", "audit entry")
        verbose_name_plural = said("稽核紀錄", "audit entries")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.login} {self.action} {self.outcome}"
