"""The report as data: the model itself, and the schema outside programs may rely on."""

from __future__ import annotations

import json
from typing import Any

from argosy.report.model import Report


def render(report: Report, lang: str = "both") -> bytes:
    """UTF-8 JSON of the model without empty fields. It holds both languages whatever ``lang`` says."""
    return report.model_dump_json(exclude_none=True, indent=1).encode()


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a report, as published with the documentation."""
    found = Report.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def schema_bytes() -> bytes:
    """The schema as the file that is committed: sorted, two-space indent, one newline at the end."""
    return (json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
