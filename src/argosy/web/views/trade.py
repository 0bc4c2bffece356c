"""Price lists, bank accounts, programmes, product training and personal data: lists, records, and what can be done with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from argosy.publishing.trade_acts import ALL
from argosy.publishing.trade_rooms import ROOMS, numbered
from argosy.records.parties.privacy.actions import give_copy
from argosy.records.reference import queries as reference
from argosy.web.rooms import Family, pages
from argosy.web.trade_cards import CARDS
from argosy.web.trade_lists import LISTS


def _now(room: str, held: Mapping[str, Any]) -> str | None:
    """The acts that fit what a record holds: nothing is asked of a person whose data was removed but a copy."""
    if room == "persons" and held.get("removed_on"):
        return "copy"
    return None


FAMILY = Family("trade", ROOMS, LISTS, CARDS, ALL, _now, beside={"programmes": ("courses",), "courses": ("programmes",)})
rows, record, make, _change = pages(FAMILY)


@require_POST
def change(request: HttpRequest, room: str, key: str, name: str) -> HttpResponse:
    """Do something with a record; a copy of a person's data is a file."""
    if (room, name) != ("persons", "copy"):
        return _change(request, room=room, key=key, name=name)
    told = give_copy(actor=request.user, contact=numbered(key), on=reference.today(), note=request.POST.get("note", "")[:300])
    header = content_disposition_header(True, f"contact-{key}.json") or "attachment"
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers={"Content-Disposition": header})
