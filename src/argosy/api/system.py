"""Whether the server answers. The one operation open to strangers, so it says nothing else."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from ninja import Router, Schema

from argosy.records.health import answers

router = Router(tags=["System"])


class Health(Schema):
    """``ok`` is false while the database does not answer."""

    ok: bool


@router.get("/health", auth=None, response={200: Health, 503: Health}, operation_id="health", summary="Whether the server answers")
def health(request: HttpRequest) -> JsonResponse:
    """Open to everyone; 503 while the database does not answer."""
    ok = answers()
    return JsonResponse({"ok": ok}, status=200 if ok else 503)
