"""The channels app."""

from __future__ import annotations

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """Channels goods are sold through."""

    name = "argosy.records.channels"
    label = "channels"
