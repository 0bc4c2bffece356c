"""What goes wrong, said once: what happened, where, what to do. Exit codes follow the public contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argosy.kernel.text import Text, same


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in given data. ``where`` names the file or record, ``row`` counts from 1, ``field`` is the column."""

    message: Text
    where: str = ""
    row: int | None = None
    field: str = ""


class ArgosyError(Exception):
    """Any failure a user may meet. ``message`` says what, where and what to do, in both languages."""

    exit_code = 2

    def __init__(self, message: Text | str, problems: Sequence[Problem] = ()) -> None:
        self.message = message if isinstance(message, Text) else same(message)
        self.problems = tuple(problems)
        super().__init__(self.message.en)


class BadInput(ArgosyError):
    """Given data cannot be used; nothing was written. Exit code 2."""


class Refused(ArgosyError):
    """Permission, lifecycle or validity forbids it; nothing was written. Exit code 3."""

    exit_code = 3


class NotFound(BadInput):
    """No such record, key or file. Exit code 2."""
