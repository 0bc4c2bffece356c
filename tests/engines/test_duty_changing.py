"""What programmes and readings change is worked out from what they do not: the same as working everything out anew."""

from __future__ import annotations

from fractions import Fraction

import pytest

from argosy.engines.duty.assessor import _Assessor, assess, settle
from argosy.engines.duty.consignment import Consignment, Cost, Line
from argosy.engines.duty.reading import read_consignment
from argosy.engines.duty.rounds import Plan, Rounds
from argosy.engines.duty.rowbook import Rows, era_starts, rows_on
from argosy.rules.cases import cases
from argosy.rules.library import pack, packs
from tests.engines.duty_world import DAY, World

pytestmark = pytest.mark.slow

KEYS = [key for key in packs().keys() if pack(key).programmes]  # noqa: SIM118 - a registry yields its things, not their keys


def rounds_of(consignment: Consignment, key: str) -> Rounds:
    rules = pack(key)
    return _Assessor(consignment, rules, consignment.date, consignment.date).rounds


@pytest.mark.parametrize("key", KEYS)
def test_a_programme_played_from_the_usual_round_pays_what_it_pays_alone(key: str) -> None:
    tried = 0
    for case in cases(key):
        consignment = read_consignment(case.ask)
        rounds = rounds_of(consignment, key)
        declared = rounds.play(Plan())
        for programme in rounds.law.pack.programmes:
            plan = Plan(chosen={line.id: (programme,) for line in consignment.lines if line.code})
            again, anew = rounds.play(plan, declared), rounds.play(plan)
            assert [x.total for x in again.lines] == [x.total for x in anew.lines], (case.id, programme.id)
            assert [e.by_line for e in again.entry] == [e.by_line for e in anew.entry]
            tried += 1
    assert tried >= 20


def test_a_reading_taken_otherwise_is_what_the_whole_round_says() -> None:
    for seed in range(40):
        world = World(seed)
        consignment = world.consignment(3, "1")
        rounds = _Assessor(consignment, world.pack, DAY, DAY).rounds
        declared = rounds.play(Plan())
        anew = rounds.with_choice("base", 0).play(Plan())
        again = rounds.reread(declared, "base", 0)
        assert [x.total for x in again.lines] == [x.total for x in anew.lines]
        assert [e.amount for e in again.entry] == [e.amount for e in anew.entry]


def test_settling_gives_the_amounts_of_the_assessment() -> None:
    for seed in range(30):
        world = World(seed)
        consignment = world.consignment(2, "1")
        made, settled = assess(consignment, world.pack), settle(consignment, world.pack)
        assert [x.total for x in made.lines] == [x.total for x in settled.lines]
        assert [e.by_line for e in made.entry] == [e.by_line for e in settled.entry]


def test_days_of_one_era_share_their_rows() -> None:
    rules = pack("tw-import")
    starts = era_starts(rules)
    assert rows_on(rules, starts[-1]) is rows_on(rules, starts[-1].replace(year=starts[-1].year + 1))
    assert rows_on(rules, starts[0]) is not rows_on(rules, starts[-1])
    assert rows_on(rules, DAY).line_ids == Rows(rules, DAY).line_ids


def test_a_cost_inside_the_price_in_the_own_currency_needs_no_rate() -> None:
    line = Line("1", "392690", "CH", value=Fraction(45), rates={"duty": "6.5%"})
    made = Consignment("DE", DAY, "CIP", "CHF", (line,), fx={"CHF": Fraction(93, 100)}, costs=(Cost("freight", Fraction(4), "EUR"),))
    assert rounds_of(made, "de-import").costs["freight"] == (Fraction(4),)
