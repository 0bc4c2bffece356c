"""Speaking the language of the page from Python."""

from __future__ import annotations

from django.utils.translation import get_language

from argosy.kernel.text import Text


def say(text: Text) -> str:
    """The text in the active language."""
    return text.say(get_language() or "en")


def lang() -> str:
    """The active language as the documents name it: ``zh-Hant`` or ``en``."""
    return "en" if (get_language() or "en").startswith("en") else "zh-Hant"
