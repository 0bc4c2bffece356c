"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Documents, their versions, approvals and archive."""

    name = "argosy.records.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
