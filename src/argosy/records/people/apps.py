"""The people app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People."""

    name = "argosy.records.people"
    label = "people"

    def import_models(self) -> None:
        """The models of the app, and those of its resources."""
        super().import_models()
        import_module("argosy.records.people.resources.models")

    def ready(self) -> None:
        """Hear of wrong second-factor codes: the one signal of this code base, because the library offers no other hook."""
        from allauth.mfa.signals import authentication_failed

        from argosy.records.people.signin import second_factor_failed

        authentication_failed.connect(second_factor_failed, dispatch_uid="argosy-second-factor")
