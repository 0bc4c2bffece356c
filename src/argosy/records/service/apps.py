"""The service app."""

from __future__ import annotations

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    """Return notes and service cases."""

    name = "argosy.records.service"
    label = "service"
    default_auto_field = "django.db.models.BigAutoField"
