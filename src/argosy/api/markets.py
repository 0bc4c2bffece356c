"""Market knowledge: every room's list, its records and its acts."""

from __future__ import annotations

from ninja import Router

from argosy.api.rooms import Rooms
from argosy.publishing.market_acts import ALL
from argosy.publishing.market_records import ROOMS, done

router = Router(tags=["Markets"])
Rooms(router, "markets", done).open(ROOMS, ALL)
