"""Who acts: the owner of the token in ``ARGOSY_TOKEN``. The shell is no way round a permission."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.records.people.queries import Person


@contextmanager
def acting_person() -> Iterator[Person]:
    """The person who acts in this command, the store open; ``Refused`` without a valid ``ARGOSY_TOKEN``."""
    from argosy.records.boot import boot

    boot()
    from argosy.records.origin import came_from
    from argosy.records.people.tokens import token_owner

    secret = os.environ.get("ARGOSY_TOKEN", "")
    if not secret:
        raise Refused(
            Text(
                "此指令會寫入資料，須知道由誰執行。請先：export ARGOSY_TOKEN=$(argosy token 帳號)",
                "This command writes, so it must know who acts. First: export ARGOSY_TOKEN=$(argosy token LOGIN)",
            )
        )
    with came_from("cli"):
        yield token_owner(secret)
