"""The built-in scheme and rules, read once."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.rules.markets.reading import read_claims, read_scheme, read_swot
from argosy.rules.markets.scheme import ClaimWord, Scheme, SwotBook

SCHEMES = ("assessment.toml",)  # one file per dated version


@cache
def schemes() -> tuple[Scheme, ...]:
    """Every version of the built-in scheme."""
    return tuple(read_scheme(_text(name), name) for name in SCHEMES)


def scheme(on: date | None = None) -> Scheme:
    """The scheme in force on a day, or the latest; ``NotFound`` when none holds that day."""
    held = [s for s in schemes() if on is None or s.span.holds(on)]
    if not held:
        raise NotFound(Text("{d} 沒有有效的評估架構", "No assessment scheme holds on {d}").format(d=on))
    return max(held, key=lambda s: s.span.valid_from)


@cache
def swot_book() -> SwotBook:
    """The SWOT and TOWS rules."""
    return read_swot(_text("swot.toml"), "swot.toml")


@cache
def claim_words() -> tuple[ClaimWord, ...]:
    """Words of claims that figures are held against."""
    return read_claims(_text("claims.toml"), "claims.toml")


def _text(name: str) -> str:
    return files("argosy.rules.markets").joinpath(name).read_text("utf-8")
