"""Why a customer, or a line, is behind its target."""

from __future__ import annotations

from django.db import models

from argosy.records.wording import said


class Cause(models.TextChoices):
    """The cause codes of the coaching family."""

    KNOWLEDGE = "knowledge", said("產品知識", "Product knowledge")
    PRICE = "price", said("價格", "Price")
    STOCK = "stock", said("庫存", "Stock")
    CHANNEL = "channel", said("通路", "Channel")
    STAFF = "staff", said("人員", "Staff")
    RIVAL = "rival", said("競品", "Rival product")
