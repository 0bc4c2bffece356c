"""The arithmetic under every document: parsing an expression, evaluating it exactly, recomputing a whole report."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from benchmarks.bench import Bench

CHARGE = "round_to((value + duty) * 0.15)"


def parsing() -> Callable[[], object]:
    """Parse one charge."""
    from argosy.kernel.expression import parse

    return lambda: parse(CHARGE)


def evaluating() -> Callable[[], object]:
    """Evaluate one parsed charge exactly, a thousand times."""
    from argosy.kernel.evaluation import Names, evaluate
    from argosy.kernel.expression import parse

    charge, names = parse(CHARGE), Names({"value": Fraction(123456), "duty": Fraction(21605)})
    return lambda: [evaluate(charge, names) for _ in range(1000)]


def recomputing() -> Callable[[], object]:
    """Recompute every figure of the sample report."""
    from argosy.report.ledger import Ledger
    from tests.report.samples import sample

    report = sample()
    return lambda: list(Ledger(report).mismatches())


BENCHES = (
    Bench("expression parse", parsing),
    Bench("expression evaluate x 1000", evaluating),
    Bench("report recompute", recomputing),
)
