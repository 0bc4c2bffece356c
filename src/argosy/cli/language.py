"""The language of messages and help on the command line, which may differ from that of a document."""

from __future__ import annotations

import os

from argosy.kernel.text import Text


def language() -> str:
    """``zh-Hant`` or ``en``: ``ARGOSY_LANG``, else the locale of the shell, else English."""
    said = next((value for name in ("ARGOSY_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh-Hant" if said.lower().startswith("zh") else "en"


def say(zh: str, en: str) -> str:
    """One phrase of help or of a message in the language of the command line."""
    return Text(zh, en).say(language())
