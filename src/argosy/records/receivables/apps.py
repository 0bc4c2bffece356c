"""The receivables app."""

from __future__ import annotations

from django.apps import AppConfig


class ReceivablesConfig(AppConfig):
    """What customers owe: invoices, receipts, cheques, credit notes, dunning."""

    name = "argosy.records.receivables"
    label = "receivables"
    default_auto_field = "django.db.models.BigAutoField"
