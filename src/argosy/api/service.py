"""Service: every room's list, its records and its acts."""

from __future__ import annotations

from ninja import Router

from argosy.api.rooms import serve
from argosy.publishing.service_acts import ALL
from argosy.publishing.service_rooms import ROOMS, listed

router = Router(tags=["Service"])
serve(router, "service", ROOMS, ALL, listed)
