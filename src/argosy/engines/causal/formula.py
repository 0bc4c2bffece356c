"""A regression formula as econometricians write it: ``y ~ x1 + x2:x3 + log(x) + i(cat, ref=a) | fe1 + fe2^fe3``.

The notation is that of R (Wilkinson and Rogers 1973) with the fixed-effect part of fixest: what follows ``|`` is absorbed, ``a^b`` there means
one effect per combination. ``*`` spells out both effects and their product, ``:`` is a product, ``- 1`` or ``0`` leaves the constant out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

_NAME = re.compile(r"[^\W\d][\w.]*")
_CATEGORY = re.compile(r"(?:i|C|factor)\((.*)\)")
_OPEN, _CLOSE = "([", ")]"
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Category:
    """Dummies of a column's values; ``ref`` is left out, ``times`` a column they multiply (or none)."""

    column: str
    ref: str | None = None
    times: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One summand of the right-hand side: ``text`` as written, and the factors whose product it is (expressions or categories)."""

    text: str
    factors: tuple[str | Category, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """The parsed formula: outcome expression, terms, whether there is a constant, and the absorbed effects (columns of each)."""

    text: str
    outcome: str
    terms: tuple[Term, ...]
    constant: bool
    effects: tuple[tuple[str, ...], ...]


def parse(text: str) -> Formula:
    """The formula in ``text``. ``BadInput`` says which part cannot be read and how to write it."""
    if len(text) > LONGEST:
        raise _bad(text[:40], Text("太長", "it is too long"))
    sides = split(text, "~")
    if len(sides) != 2 or not all(side.strip() for side in sides):
        raise _bad(text, Text("須恰有一個「~」，左為應變數、右為解釋變數", "it needs one “~” between the outcome and the regressors"))
    parts = split(sides[1], "|")
    if len(parts) > 2:
        raise _bad(text, Text("只可有一個「|」；叢集請用 --cluster", "only one “|” may stand in it; give clusters with --cluster"))
    effects = _effects(parts[1]) if len(parts) == 2 else ()
    terms, constant = _terms(parts[0])
    return Formula(" ".join(text.split()), sides[0].strip(), terms, constant and not effects, effects)


def with_effects(formula: Formula, names: str) -> Formula:
    """The formula with more absorbed effects, given as ``a,b^c``; one already there is not taken twice."""
    added = tuple(e for e in _effects(names.replace(",", "+")) if e not in formula.effects)
    effects = formula.effects + added
    return Formula(formula.text, formula.outcome, formula.terms, formula.constant and not effects, effects)


def split(text: str, mark: str) -> list[str]:
    """``text`` cut at each ``mark`` that stands outside brackets; ``BadInput`` when brackets do not match."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth < 0:
            break
        if char == mark and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    if depth:
        raise _bad(text, Text("括號不成對", "its brackets do not match"))
    return [*parts, text[start:]]


def _effects(text: str) -> tuple[tuple[str, ...], ...]:
    names = [name.strip() for name in split(text, "+")]
    if names in (["0"], [""]):
        return ()
    effects = [tuple(column.strip() for column in name.split("^")) for name in names]
    wrong = [c for effect in effects for c in effect if not _NAME.fullmatch(c)]
    if wrong:
        raise _bad(text, Text("「{c}」不是欄名", "“{c}” is no column").format(c=wrong[0]))
    return tuple(dict.fromkeys(effects))


def _terms(text: str) -> tuple[tuple[Term, ...], bool]:
    constant, found = True, []
    for sign, piece in _signed(text):
        if piece in ("0", "1", ""):
            constant = constant and (piece != "0") and not (sign == "-" and piece == "1")
        elif sign == "-":
            raise _bad(text, Text("「- {p}」：只有「- 1」可減", "“- {p}”: only “- 1” may be taken away").format(p=piece))
        else:
            found += _crossed(piece)
    return tuple({term.text: term for term in found}.values()), constant


def _signed(text: str) -> list[tuple[str, str]]:
    pieces = []
    for plus in split(text, "+"):
        first, *less = split(plus, "-")
        pieces += [("+", first.strip()), *(("-", piece.strip()) for piece in less)]
    return pieces


def _crossed(piece: str) -> list[Term]:
    """``a*b`` as a, b and a:b, in all orders up to the full product."""
    made: list[tuple[str, ...]] = []
    for part in (p.strip() for p in split(piece, "*")):
        alone = tuple(p.strip() for p in split(part, ":"))
        made += [alone, *((*before, *alone) for before in made)]
    return [_term(factors) for factors in made]


def _term(names: tuple[str, ...]) -> Term:
    if not all(names):
        raise _bad(":".join(names), Text("少了一個變數", "a variable is missing"))
    factors = tuple(_factor(name) for name in names)
    return Term(":".join("".join(name.split()) for name in names), factors)


def _factor(text: str) -> str | Category:
    match = _CATEGORY.fullmatch(text)
    if not match:
        return text
    given = [part.strip() for part in split(match[1], ",")]
    named = {part.partition("=")[0].strip(): part.partition("=")[2].strip() for part in given if "=" in part}
    plain = [part for part in given if "=" not in part]
    if not 1 <= len(plain) <= 2 or set(named) - {"ref"} or not all(_NAME.fullmatch(p) for p in plain):
        raise _bad(text, Text("請寫成 i(欄, ref=基準) 或 i(欄, 連續變數)", "write i(column, ref=base) or i(column, number column)"))
    reference = named["ref"].strip("'\"") if "ref" in named else None
    return Category(plain[0], reference, plain[1] if len(plain) == 2 else "")


def _bad(text: str, why: Text) -> BadInput:
    return BadInput(Text("公式「{t}」無法讀取：{w}", "The formula “{t}” cannot be read: {w}").format(t=text, w=why))
