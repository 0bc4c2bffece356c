"""A product rule tested as a whole: single conditions joined by and, or."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from argosy.engines.origin.materials import Trial
from argosy.engines.origin.outcome import Check, either, every
from argosy.engines.origin.shift import shift
from argosy.engines.origin.single import process, weight, wholly
from argosy.engines.origin.value import ceiling, content
from argosy.kernel.text import Text
from argosy.rules.origin.describing import Describer
from argosy.rules.origin.language import Ceiling, Content, Either, Every, Process, Rule, Shift, Weight, Wholly

Tester = Callable[[Any, Text, Trial], Check]
TESTERS: Mapping[type, Tester] = {Shift: shift, Wholly: wholly, Content: content, Ceiling: ceiling, Weight: weight, Process: process}


def tested(rule: Rule, trial: Trial, describer: Describer) -> Check:
    """The outcome of a rule with that of every part."""
    label = describer.say(rule)
    if isinstance(rule, Every):
        parts = tuple(tested(p, trial, describer) for p in rule.parts)
        return Check("every", label, every(p.met for p in parts), join="and", parts=parts)
    if isinstance(rule, Either):
        parts = tuple(tested(p, trial, describer) for p in rule.parts)
        return Check("either", label, either(p.met for p in parts), join="or", parts=parts)
    return TESTERS[type(rule)](rule, label, trial)
