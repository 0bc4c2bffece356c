"""The tariffs app."""

from importlib import import_module

from django.apps import AppConfig


class TariffsConfig(AppConfig):
    """Import orders, and the duty and tax worksheets made from them."""

    name = "argosy.records.tariffs"
    label = "tariffs"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """The models of the app, and those of its studies."""
        super().import_models()
        import_module("argosy.records.tariffs.study.models")
