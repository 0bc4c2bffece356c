"""One pack on one day, made ready for many lines: its rows, the kinds of goods it tells apart, a card of rates per charge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from argosy.engines.duty.goods import Goods
from argosy.engines.duty.numbering import Numbering
from argosy.engines.duty.ratecard import RateCard
from argosy.engines.duty.rowbook import rows_on
from argosy.rules.pack import Pack


class Rulebook:
    """What all frames of lines under one pack and day share. ``choices`` is the place of the reading taken of every disputed rule; ``codes``
    numbers the codes of goods, and may be shared by the rulebooks of a run."""

    def __init__(self, pack: Pack, on: date, choices: Mapping[str, int] | None = None, codes: Numbering | None = None) -> None:
        self.pack, self.on = pack, on
        self.rows = rows_on(pack, on)
        self.law: dict[str, Fraction] = {name: fact.value for name, fact in pack.facts_on(on).items()}
        self.choices = {one.id: one.place(one.default) or 0 for one in pack.interpretations} | dict(choices or {})
        self.goods = Goods(self.rows, pack, codes)
        signs = (pack.currency, *pack.symbols)
        self.cards = {name: RateCard(signs) for name in self.rows.line_ids}
