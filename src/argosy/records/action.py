"""A write is a verb. Permission, transaction, history and audit of every write are in this one place."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.audit.journal import write
from argosy.records.audit.models import Outcome
from argosy.records.origin import acting
from argosy.records.permission import LOCAL_READER, Actor, Denied, require
from argosy.records.reading import once

__all__ = ["ACTIONS", "LOCAL_READER", "Actor", "Verb", "action", "require"]

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Verb:
    """A registered action: its name is also the permission it needs."""

    name: str
    label: Text
    call: Callable[..., Any]


ACTIONS: dict[str, Verb] = {}
_depth: ContextVar[int] = ContextVar("depth", default=0)


def action(name: str, label: Text) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action: ``name`` is ``app.record.verb``, ``label`` says in both languages what it does.

    The function takes keywords only, ``actor`` among them, and returns the record it wrote (or ``None``). Callers get ``Refused`` when the
    actor lacks the permission. A name used twice raises ``ValueError``.
    """
    if name in ACTIONS:
        raise ValueError(f"action {name} is registered twice")

    def register(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def perform(*args: P.args, **given: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name} takes keywords only")
            return _perform(ACTIONS[name], function, given)

        ACTIONS[name] = Verb(name, label, perform)
        return perform

    return register


def _perform(verb: Verb, function: Callable[..., R], given: dict[str, Any]) -> R:
    actor = given.get("actor")
    outermost = _depth.get() == 0
    token = _depth.set(_depth.get() + 1)
    try:
        require(actor, verb.name, verb.label)
        with transaction.atomic(), acting(actor), once():
            result = function(**given)
            write(verb.name, Outcome.DONE, actor=actor, record=getattr(result, "reference", ""))
        return result
    except Refused as refusal:
        _remember(refusal, verb, actor)
        if outermost:
            _write_refusal(refusal)
        raise
    finally:
        _depth.reset(token)


def _remember(refusal: Refused, verb: Verb, actor: Any) -> None:
    """Note which act was refused, innermost first; it is written once no transaction can take it back."""
    if not hasattr(refusal, "entry"):
        outcome = Outcome.DENIED if isinstance(refusal, Denied) else Outcome.REFUSED
        refusal.entry = {"action": verb.name, "outcome": outcome, "actor": actor, "detail": refusal.message.zh}  # type: ignore[attr-defined]


def _write_refusal(refusal: Refused) -> None:
    write(**refusal.entry)  # type: ignore[attr-defined]
