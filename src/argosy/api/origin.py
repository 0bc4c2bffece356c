"""Rules of origin: a product tested by its bill of materials, and the agreements there are."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import BaseModel

from argosy.api.door import reads
from argosy.engines.origin.tested import listed, tested, tested_json
from argosy.rules.origin.library import agreements, process_names

router = Router(tags=["Origin"])


class OriginQuestion(BaseModel, extra="allow"):
    """One product and its trade, with the fields of `argosy origin test`. Amounts and weights are text or whole numbers."""

    exporter: str = Field(max_length=2)
    importer: str = Field(max_length=2)
    date: dt.date
    product: dict[str, Any]
    materials: list[dict[str, Any]] = Field([], max_length=5000)


class Between(Schema):
    """None of the four for every agreement, or all four for those that could apply."""

    importer: str = Field("", max_length=2)
    exporter: str = Field("", max_length=2)
    code: str = Field("", max_length=20, description="Tariff code, six digits or more")
    date: dt.date | None = None


@reads(router, "/origin/test", dict[str, Any], method="POST")
def origin_test(request: HttpRequest, body: OriginQuestion) -> Any:
    """Test whether a product originates.

    A verdict for each agreement asked, or for all that could apply, with the working of every condition, what is missing, what would make
    it pass, the evidence accepted and what to verify. What is not known is never assumed. Nothing is stored.
    """
    sent = body.model_dump(exclude_unset=True)
    return tested_json(tested({**sent, "date": body.date.isoformat()}, agreements(), process_names()))


@reads(router, "/origin/agreements", list[dict[str, Any]])
def origin_agreements(request: HttpRequest, asked: Query[Between]) -> Any:
    """The agreements on origin, or those that could apply to goods of a code between two territories on a day."""
    return listed(agreements(), asked.importer, asked.exporter, asked.code, asked.date)
