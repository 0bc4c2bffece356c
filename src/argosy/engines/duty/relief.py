"""Whether an exemption holds for an entry: yes, no with the reason, or not known with what to ask."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.engines.duty.consignment import Unresolved
from argosy.engines.duty.scope import EntryScope, MissingError
from argosy.kernel.compilation import evaluate
from argosy.kernel.text import Text
from argosy.rules.authority import Condition
from argosy.rules.pack import Exemption


@dataclass(frozen=True, slots=True)
class Verdict:
    """``eligible`` is ``None`` while something is missing. ``fails`` says which conditions do not hold."""

    exemption: Exemption
    eligible: bool | None
    fails: tuple[Text, ...] = ()
    missing: tuple[Unresolved, ...] = ()


def judge(exemption: Exemption, scope: EntryScope) -> Verdict:
    """The verdict on one exemption. One condition that surely fails settles it, whatever else is missing.

    Nothing is asked while an amount the conditions rest on is not known: the answer could make the question needless.
    """
    codes = [line.line.code for line in scope.lines]
    fails = [exemption.excluded_text] if any(c.startswith(exemption.excluded) for c in codes if c and exemption.excluded) else []
    asks: list[list[Unresolved]] = []
    for condition in exemption.conditions:
        found = _test(condition, scope)
        fails += [_filled(condition, scope)] if found is False else []
        asks += [found] if isinstance(found, list) else []
    if fails:
        return Verdict(exemption, False, tuple(fails))
    if asks or not all(codes):
        return Verdict(exemption, None, (), tuple(dict.fromkeys(a for group in asks for a in group)) if all(asks) else ())
    return Verdict(exemption, True)


def _test(condition: Condition, scope: EntryScope) -> bool | list[Unresolved]:
    """Whether it holds, or what is missing to tell: an empty list when an amount is not known yet."""
    scope.missing = []
    try:
        return bool(evaluate(condition.expr, scope))
    except MissingError as gap:
        return [*scope.missing, *([gap.finding] if gap.finding else [])]


def _filled(condition: Condition, scope: EntryScope) -> Text:
    """The reason, with ``{fact}`` places filled from the law of the day."""
    return condition.fails.format(**scope.law.figures)
