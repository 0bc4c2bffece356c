"""A person of the firm by login, for records that name one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

from argosy.records.record import found


def someone(login: str) -> Any:
    """The active person with this login, or ``NotFound``."""
    return found(get_user_model()._default_manager.filter(is_active=True), login, login=login.strip().lower())


def person_in(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    """The fields, with logins under ``names`` turned into persons; an empty login names nobody."""
    given = {name: someone(value) if value else None for name in names if isinstance(value := fields.get(name), str)}
    return {**fields, **given}
