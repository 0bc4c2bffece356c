"""The web app: templates, static files and template tags."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for the people of the firm."""

    name = "argosy.web"
    label = "web"
