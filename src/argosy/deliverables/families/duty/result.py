"""The computed worksheet: the exact assessment, its sheet of cells, and the independent vectorised run."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from argosy.deliverables.families.duty.facts import Facts
from argosy.engines.duty.assessment import Assessment
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.consignment import Consignment
from argosy.engines.duty.worksheet import Sheet, worksheet
from argosy.kernel.text import Text


@dataclass(frozen=True)
class Result:
    """One assessment and what the sections ask of it."""

    facts: Facts
    made: Assessment

    zero = Fraction(0)

    @cached_property
    def sheet(self) -> Sheet:
        """Every figure with its formula."""
        return worksheet(self.made)

    @cached_property
    def entry_names(self) -> tuple[str, ...]:
        """Names of the entry charges."""
        return tuple(e.row.id for e in self.made.entry)

    @cached_property
    def basis_names(self) -> tuple[str, ...]:
        """Names of rates of exchange and shared costs."""
        return tuple(n for n in self.sheet.names if n not in self.entry_names)

    @cached_property
    def wide_bases(self) -> frozenset[str]:
        """Charges whose base prints: those whose base is a sum of several charges."""
        return frozenset(c.row.id for x in self.made.lines for c in x.charges if c.applicable and c.row.kind == "vat")

    def charge_label(self, charge: str) -> Text | None:
        """The label of a line charge."""
        return next((c.row.label for x in self.made.lines for c in x.charges if c.row.id == charge), None)

    def waits(self, i: int, charge: str) -> bool:
        """Whether line ``i`` lacks something for this charge (for any charge, when none is named)."""
        found = (c for c in self.made.lines[i].charges if not charge or c.row.id == charge)
        return any(c.missing for c in found)

    def total(self, key: str) -> Fraction | None:
        """The sum of a column; ``None`` while one line is not known."""
        cells = [row[key].value for row in self.sheet.rows]
        return None if None in cells else sum((c for c in cells if c is not None), self.zero)

    def charges_in(self, group: str) -> tuple[str, ...]:
        """Charges of the worksheet that count to ``duty``, ``taxes`` or ``fees``, as columns of the sheet."""
        kinds, shown = self.facts.pack.totals[group], {h.key for h in self.sheet.columns}
        found = dict.fromkeys(c.id for c in self.facts.pack.charges if c.kind in kinds and c.id in shown)
        return tuple(found)

    def group(self, group: str) -> Fraction | None:
        """The amount of ``duty``, ``taxes`` or ``fees`` over all lines; ``None`` while one is not known."""
        totals = [self.total(c) for c in self.charges_in(group)]
        return None if None in totals else sum((t for t in totals if t is not None), self.zero)

    @property
    def other(self) -> Fraction | None:
        """Taxes and fees together; ``None`` while something is not known."""
        groups = [self.group(g) for g in ("taxes", "fees")]
        return None if None in groups else sum((g for g in groups if g is not None), self.zero)

    @property
    def payable(self) -> Fraction | None:
        """Everything payable on the entry; ``None`` while something is not known."""
        groups = [self.group(g) for g in ("duty", "taxes", "fees")]
        return None if None in groups else sum((g for g in groups if g is not None), self.zero)

    @property
    def complete(self) -> bool:
        """Whether every line could be worked out."""
        return not self.made.incomplete


def compute(facts: Facts, entry: Consignment) -> Result:
    """The worksheet of a consignment under the facts' rule pack: the order's own, or the order changed."""
    return Result(facts, assess(entry, facts.pack, today=facts.request.today))
