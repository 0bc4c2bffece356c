"""Rates as the Customs Import Tariff of Taiwan writes them: ``0% (PA,GT) 12.5% (NI)``, ``NT$ 6.3/KGM``, ``17.5% 或 NT$11.3/KGM 從高徵稅``."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from argosy.engines.duty.rate import Rate, per, read_rate
from argosy.engines.tariff.dialects.reading import NONE, Clause, Reading, bounded, names_in, parsed, person, without_grouping
from argosy.kernel.errors import BadInput

SIGNS = ("NT$", "NTD", "TWD", "新臺幣", "新台幣", "N.T.$")
HIGHER = re.compile(r"從高(?:徵稅|課徵|徵收|計徵|計徵關稅)?|whichever\s+(?:is\s+)?(?:the\s+)?higher|較高者|孰高", re.IGNORECASE)
LOWER = re.compile(r"從低(?:徵稅|課徵|徵收|計徵|計徵關稅)?|whichever\s+(?:is\s+)?(?:the\s+)?lower|較低者|孰低", re.IGNORECASE)
_OR = re.compile(r"\s*(?:[,，;；]?\s*(?:\bor\b|或)\s*|[,，;；]\s*)", re.IGNORECASE)
_WORDED = re.compile(r"每(?P<number>\d+(?:\.\d+)?)?\s*(?P<unit>[^\d\s]+?)\s*(?:課徵|徵收|徵)?\s*(?P<amount>\d+(?:\.\d+)?)\s*元?")
_CLAUSE = re.compile(r"(?P<rate>[^()]*)\((?P<names>[A-Za-z*+,;、，；/\s\d-]+)\)")
_FREE = re.compile(r"免稅|免|free|無稅", re.IGNORECASE)


def read_cell(text: str) -> Reading:
    """A cell without an origin list."""
    words = _tidied(text)
    if not words:
        return NONE
    if _FREE.fullmatch(words):
        return parsed(read_rate("free") or _never())
    higher, lower = HIGHER.search(words), LOWER.search(words)
    if higher and lower:
        return person()
    if higher or lower:
        bare = (HIGHER if higher else LOWER).sub("", words).strip(" ,，;；。.")
        parts = [_term(part) for part in _OR.split(bare) if part]
        return _several(parts, "max" if higher else "min")
    rate = _term(words)
    return person() if rate is None else parsed(rate)


def read_listed(text: str) -> list[Clause]:
    """The clauses of a cell with origins in brackets; a rate with none is for whoever the column is for."""
    words = _tidied(text)
    if not words:
        return []
    found = [Clause(f"{m['rate'].strip()} ({m['names']})", read_cell(m["rate"]), names_in(m["names"])) for m in _CLAUSE.finditer(words)]
    rest = _CLAUSE.sub("", words).strip(" ,，;；")
    return [*found, *([Clause(rest, read_cell(rest))] if rest else [])]


def _several(parts: list[Rate | None], how: str) -> Reading:
    known = [part for part in parts if part is not None]
    return parsed(bounded(how, known)) if len(known) == len(parts) > 1 else person()


def _tidied(text: str) -> str:
    return without_grouping(re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip())


def _term(text: str) -> Rate | None:
    rate = read_rate(text, SIGNS)
    if rate is not None:
        return rate
    words = text
    for sign in SIGNS:
        words = words.replace(sign, "")
    worded = _WORDED.fullmatch(words.strip())
    try:
        return per(Fraction(worded["amount"]), Fraction(worded["number"] or 1), worded["unit"]) if worded else None
    except BadInput:
        return None


def _never() -> Rate:
    raise AssertionError
