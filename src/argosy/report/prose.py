"""Sentences whose figures are references, so that words and numbers cannot disagree."""

from __future__ import annotations

import re
from typing import Literal

from argosy.kernel.text import Text
from argosy.report.node import Id, Node

_PARTS = re.compile(r"(\*\*)?\[\[([\w.\-]+)\]\](?(1)\*\*)|\*\*(.+?)\*\*")


class Run(Node):
    """A piece of a sentence: words, strong words, or the figure ``ref``."""

    text: str = ""
    strong: bool = False
    ref: Id | None = None


class Prose(Node):
    """The same sentence in both languages, each as runs."""

    zh: tuple[Run, ...] = ()
    en: tuple[Run, ...] = ()

    def runs(self, lang: Literal["zh-Hant", "en"]) -> tuple[Run, ...]:
        """The runs in one language, falling back to the other when it is empty."""
        return (self.en or self.zh) if lang == "en" else (self.zh or self.en)

    @property
    def refs(self) -> set[str]:
        """The ids of all figures the sentence uses."""
        return {run.ref for run in (*self.zh, *self.en) if run.ref}


def prose(zh: str, en: str) -> Prose:
    """Runs from plain text in which ``[[figure.id]]`` is a figure and ``**words**`` or ``**[[figure.id]]**`` are strong."""
    return Prose(zh=_runs(zh), en=_runs(en))


def plain(text: Text) -> Prose:
    """Runs from text that holds no figures and no marks."""
    return Prose(zh=(Run(text=text.zh),) if text.zh else (), en=(Run(text=text.en),) if text.en else ())


def _runs(text: str) -> tuple[Run, ...]:
    runs, at = [], 0
    for match in _PARTS.finditer(text):
        if match.start() > at:
            runs.append(Run(text=text[at : match.start()]))
        bold, ref, strong = match.groups()
        runs.append(Run(ref=ref, strong=bool(bold)) if ref else Run(text=strong, strong=True))
        at = match.end()
    if at < len(text):
        runs.append(Run(text=text[at:]))
    return tuple(runs)
