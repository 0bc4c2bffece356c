"""The answer of an origin test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argosy.engines.origin.facts import Facts, Product
from argosy.engines.origin.outcome import Ask, Check, Met, every
from argosy.engines.origin.standing import Standing
from argosy.kernel.text import Text
from argosy.rules.authority import Authority
from argosy.rules.origin.agreement import Agreement, ProductRule

WORDS = {True: "yes", False: "no", None: "cannot_tell"}


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a reader must know beside the answer. ``code`` is stable; ``text`` names the rule."""

    code: str
    text: Text


@dataclass(frozen=True)
class Verdict:
    """``originating`` whether the product qualifies; ``claim`` whether preference may be claimed for this consignment.

    ``criterion`` says by which way: wholly_obtained, exclusively_originating, product_rule, none. ``product`` holds the checks of origin,
    ``trade`` those of transport, proof and time.
    """

    agreement: Agreement
    asked: Product
    facts: Facts
    standings: tuple[Standing, ...]
    originating: Met
    criterion: str
    rules: tuple[ProductRule, ...]
    rule_words: Text
    product: tuple[Check, ...]
    trade: tuple[Check, ...]
    cautions: tuple[Caution, ...]
    authorities: tuple[Authority, ...]

    @property
    def claim(self) -> Met:
        """Origin, transport, proof and time together."""
        return every([self.originating, *(c.met for c in self.trade)])

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Every open question once, those of origin first."""
        found = {a.field: a for _, c in self.steps() for a in c.asks}
        return tuple(found.values())

    @property
    def fixes(self) -> tuple[Text, ...]:
        """What would make conditions of origin that are not met pass, each once; nothing when the product qualifies."""
        if self.originating:
            return ()
        return tuple(dict.fromkeys(f for c in self.product for _, part in c.flat() for f in part.fixes))

    def steps(self) -> Iterator[tuple[int, Check]]:
        """Every condition with its depth, as a table shows them."""
        for check in (*self.product, *self.trade):
            yield from check.flat()
