"""Whether the database answers."""

from __future__ import annotations

from django.db import DatabaseError, connection


def answers() -> bool:
    """``False`` while the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
