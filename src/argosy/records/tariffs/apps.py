"""The tariffs app."""

from django.apps import AppConfig


class TariffsConfig(AppConfig):
    """Import orders, and the duty and tax worksheets made from them."""

    name = "argosy.records.tariffs"
    label = "tariffs"
    default_auto_field = "django.db.models.BigAutoField"
