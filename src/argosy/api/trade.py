"""Price lists, bank accounts, programmes, product training and personal data: every room's list, its records and its acts."""

from __future__ import annotations

from typing import Any

from ninja import Router

from argosy.api.rooms import Record, Rooms
from argosy.publishing.market_records import Room, done
from argosy.publishing.trade_acts import ALL
from argosy.publishing.trade_rooms import ROOMS, listed

router = Router(tags=["Trade"])


def _row(room: Room, row: Any) -> Record:
    return listed(room, [row])[0]


Rooms(router, "trade", done, _row, "trade_").open(ROOMS, ALL)
