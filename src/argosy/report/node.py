"""The base of every part of a report: frozen, strict, with a published JSON form."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[\w.\-]+$", max_length=120)]


class Node(BaseModel):
    """Unknown fields are refused, so that a misspelt one is found at once."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_timedelta="iso8601")
