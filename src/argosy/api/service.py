"""Service: every room's list, its records and its acts."""

from __future__ import annotations

from typing import Any

from ninja import Router

from argosy.api.rooms import Record, Rooms
from argosy.publishing.market_records import Room, done
from argosy.publishing.service_acts import ALL
from argosy.publishing.service_rooms import ROOMS, listed

router = Router(tags=["Service"])


def _row(room: Room, row: Any) -> Record:
    return listed(room, [row])[0]


Rooms(router, "service", done, _row, "service_").open(ROOMS, ALL)
