"""Price lists, bank accounts, programmes, product training and personal data: every room's list, its records and its acts."""

from __future__ import annotations

from ninja import Router

from argosy.api.rooms import serve
from argosy.publishing.trade_acts import ALL
from argosy.publishing.trade_rooms import ROOMS, listed

router = Router(tags=["Trade"])
serve(router, "trade", ROOMS, ALL, listed)
