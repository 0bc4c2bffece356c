"""Matrices as data for the template: quadrants and the risk grid."""

from __future__ import annotations

from typing import Any

from argosy.renderers.matrices import Quadrants, quadrants, risks
from argosy.renderers.phrases import LEVEL_WORDS, WORDS
from argosy.report.visual import Matrix

Data = dict[str, Any]


def matrix_data(block: Matrix, lang: str) -> Data | None:
    """Data for the quadrant or risk drawing; ``None`` for kinds that print as a table."""
    if block.type == "risk":
        return _risk(block, lang)
    found = quadrants(block, lang)
    return _quadrants(found) if found else None


def _quadrants(found: Quadrants) -> Data:
    keys = ("letter", "name", "items", "level")
    cells = [[dict(zip(keys, cell, strict=True)) for cell in row] for row in found.cells]
    return {"kind": "quadrants", "cols": found.cols, "rows": found.rows, "cells": cells}


def _risk(block: Matrix, lang: str) -> Data:
    found, keys = risks(block, lang), ("level", "words", "marks")
    return {
        "kind": "risk",
        "cols": [[number, *label] for number, label in found.cols],
        "rows": [[number, *label] for number, label in found.rows],
        "corner": found.corner,
        "cells": [[dict(zip(keys, cell, strict=True)) for cell in row] for row in found.cells],
        "items": found.items,
        "legend": _legend(lang),
    }


def _legend(lang: str) -> list[str]:
    said = "zh-Hant" if lang == "both" else lang
    letters = "　".join(f"{letter} {words.say(said)}" for letter, words in LEVEL_WORDS.values())
    return [WORDS["legend_fixed"].say(said), letters]
