"""What programmes and readings change is worked out from what they do not: the same as working everything out anew."""

from __future__ import annotations

from fractions import Fraction

import pytest

from argosy.engines.duty.assessor import _Assessor, assess, settle
from argosy.engines.duty.consignment import Consignment, Cost, Line
from argosy.engines.duty.reading import read_consignment
from argosy.engines.duty.rounds import Plan, Round, Rounds
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


@pytest.mark.parametrize("key", KEYS)
def test_a_relief_or_a_reading_worked_from_a_round_in_use_is_what_the_whole_round_says(key: str) -> None:
    tried = 0
    for case in cases(key):
        consignment = read_consignment(case.ask)
        rounds = rounds_of(consignment, key)
        pack_ = rounds.law.pack
        for programme in pack_.programmes[::5]:
            plan = Plan(chosen={line.id: (programme,) for line in consignment.lines if line.code})
            used = rounds.play(plan)
            freed = dict.fromkeys(rounds.rows.line_ids[:1] + rounds.rows.entry_ids[:1], "relief")
            assert amounts(rounds.relieved(used, freed)) == amounts(rounds.play(Plan(freed, plan.chosen))), (case.id, programme.id)
            for one in pack_.interpretations:
                for place in range(len(one.choices)):
                    anew = rounds.with_choice(one.id, place).play(plan)
                    assert amounts(rounds.reread(used, one.id, place)) == amounts(anew), (case.id, programme.id, one.id)
            tried += 1
    assert tried >= 4


def amounts(made: Round) -> tuple[object, ...]:
    return [x.total for x in made.lines], [e.by_line for e in made.entry]


def test_a_fee_of_the_entry_follows_a_fact_a_programme_brings_though_no_charge_of_the_line_moves() -> None:
    rules = pack("us-import")
    korus = next(p for p in rules.programmes if p.id == "korus")
    line = Line("1", "85044095", "KR", value=Fraction(40_000), rates={"duty": "free"})
    consignment = Consignment("US", DAY, "FOB", "USD", (line,), facts={"formal_entry": Fraction(1), "by_sea": Fraction(0)})
    rounds = rounds_of(consignment, "us-import")
    declared = rounds.play(Plan())
    plan = Plan(chosen={"1": (korus,)})
    fees = [{e.row.id: e.amount for e in made.entry}["mpf"] for made in (declared, rounds.play(plan, declared), rounds.play(plan))]
    assert fees[0] > 0
    assert fees[1] == fees[2] == 0
