"""The coaching app."""

from __future__ import annotations

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Training and coaching of customers and staff."""

    name = "argosy.records.coaching"
    label = "coaching"
    default_auto_field = "django.db.models.BigAutoField"
