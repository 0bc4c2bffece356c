"""Whether the server answers and reaches its database: for supervisors and start scripts."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from argosy.records.health import answers


def health(request: HttpRequest) -> JsonResponse:
    """``{"ok": true}``, or 503 when the database does not answer. Says nothing else to strangers."""
    ok = answers()
    return JsonResponse({"ok": ok}, status=200 if ok else 503)
