"""Every figure of the worksheet follows from its formula, worked out again by the kernel's own evaluator."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.engines.duty.assessment import Assessment
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.engines.duty.sheet import Sheet
from argosy.engines.duty.worksheet import worksheet
from argosy.kernel.evaluation import evaluate
from argosy.kernel.expression import Ref, parse
from argosy.kernel.rounding import share
from argosy.rules.cases import Case, cases
from argosy.rules.library import pack, packs
from tests.engines.duty_world import World

pytestmark = pytest.mark.slow

KEYS = packs().keys()
ALL = [(key, case) for key in KEYS for case in cases(key)]


class SheetScope:
    def __init__(self, sheet: Sheet, row: int) -> None:
        self.sheet, self.row = sheet, row

    def value(self, ref: Ref) -> Fraction:
        cell = self.sheet.rows[self.row][ref.name] if ref.scope == "cell" else self.sheet.names[ref.name]
        assert cell.value is not None
        return cell.value

    def column(self, name: str) -> Sequence[Fraction]:
        return [row[name.removeprefix("lines.")].value for row in self.sheet.rows]  # type: ignore[misc]

    def parts(self, total: Fraction, name: str) -> Sequence[Fraction]:
        return [Fraction(p) for p in share(int(total), self.column(name))]


def recomputed(sheet: Sheet) -> int:
    """Work every formula out again; how many there were."""
    found = [(i, key, cell) for i, row in enumerate(sheet.rows) for key, cell in row.items()]
    found += [(0, name, cell) for name, cell in sheet.names.items()]
    counted = 0
    for row, key, cell in found:
        if cell.expr is not None and cell.value is not None:
            assert evaluate(parse(cell.expr), SheetScope(sheet, row)) == cell.value, (key, row, cell.expr)
            counted += 1
    return counted


@pytest.mark.parametrize(("key", "case"), ALL, ids=[f"{key}:{case.id}" for key, case in ALL])
def test_every_cell_of_every_case_follows_from_its_formula(key: str, case: Case) -> None:
    sheet = worksheet(assess(read_consignment(case.ask), pack(key)))
    assert recomputed(sheet) >= (0 if case.expect.get("incomplete") else 2)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_every_cell_of_random_packs_follows_from_its_formula(seed: int) -> None:
    world = World(seed)
    sheets = [worksheet(assess(world.consignment(4, str(i)), world.pack)) for i in range(6)]
    assert sum(recomputed(sheet) for sheet in sheets) > 0


def sheet_of(case_id: str) -> tuple[Assessment, Sheet]:
    case = next(c for key, c in ALL if key == "tw-import" and c.id == case_id)
    made = assess(read_consignment(case.ask), pack("tw-import"))
    return made, worksheet(made)


def test_the_reference_worksheet_has_live_formulas() -> None:
    _, sheet = sheet_of("drinks-from-japan")
    first, fourth = sheet.rows[0], sheet.rows[3]
    assert first["freight"].expr == "share(@freight, lines.gross_kg)"
    assert first["customs_value"].expr == "round_to(([goods] + [freight] + [insurance]) * @fx_JPY)"
    assert first["duty"].expr == "round_to([customs_value] * [duty_rate])"
    assert first["vat"].expr == "round_to([vat_base] * 0.05)"
    assert fourth["alcohol_tax"].expr == "round_to([alcohol_litres] * [alcohol_degree] * 7)"
    assert first["tps"].expr == "share(@tps, lines.customs_value)"
    assert first["payable"].value == 116767


def test_columns_come_in_legal_order_and_untouched_charges_have_none() -> None:
    _, sheet = sheet_of("drinks-from-japan")
    keys = [c.key for c in sheet.columns]
    assert [k for k in keys if k in ("customs_value", "duty", "commodity_tax", "alcohol_tax", "vat", "total", "tps", "payable")] == [
        "customs_value", "duty", "commodity_tax", "alcohol_tax", "vat", "total", "tps", "payable",
    ]  # fmt: skip
    assert "tobacco_tax" not in keys
    assert all(set(row) == set(keys) for row in sheet.rows)


def test_a_charge_that_does_not_touch_a_line_is_0_there() -> None:
    _, sheet = sheet_of("drinks-from-japan")
    assert (sheet.rows[0]["alcohol_tax"].value, sheet.rows[0]["alcohol_tax"].expr) == (0, None)


def test_an_unknown_amount_has_no_value() -> None:
    _, sheet = sheet_of("wine-without-degree")
    assert sheet.rows[0]["alcohol_tax"].value is None
    assert sheet.rows[0]["payable"].value is None
    assert sheet.rows[1]["total"].value == 2050


def test_a_value_worked_back_says_so() -> None:
    made, sheet = sheet_of("ddp")
    assert sheet.rows[0]["customs_value"].source == "searched"
    assert "exact search" in made.method.en


def test_every_formula_names_a_rule_the_assessment_explains() -> None:
    made, sheet = sheet_of("drinks-from-japan")
    rules = {r.id for r in made.rules}
    named = {cell.rule for row in sheet.rows for cell in row.values() if cell.rule and cell.value}
    assert named <= rules
