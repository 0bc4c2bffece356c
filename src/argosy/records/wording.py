"""Names of fields and choices in both languages, spoken in whichever the reader has chosen."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from argosy.kernel.text import Text


def _speak(text: Text) -> str:
    return text.say(get_language() or "en")


_lazy_speak = lazy(_speak, str)


def said(zh: str, en: str) -> Any:
    """A lazy string: Chinese or English by the active language; English when none is active (as in migrations)."""
    return _lazy_speak(Text(zh, en))
