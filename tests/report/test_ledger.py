from fractions import Fraction

import pytest

from argosy.kernel.errors import NotFound
from argosy.report.ledger import Ledger
from argosy.report.why import as_json, explain
from tests.report.samples import LINES, lines, money, sample


def with_cell(row: int, key: str, value):
    table = lines()
    rows = list(table.rows)
    rows[row] = rows[row].model_copy(update={"cells": {**rows[row].cells, key: value}})
    report = sample()
    changed = report.sections[1].model_copy(
        update={"blocks": (table.model_copy(update={"rows": tuple(rows)}), *report.sections[1].blocks[1:])}
    )
    return sample(sections=(report.sections[0], changed))


def test_every_figure_equals_its_formula():
    assert list(Ledger(sample()).mismatches()) == []


def test_one_wrong_dollar_is_found_where_it_stands_and_in_the_total():
    wrong = list(Ledger(with_cell(0, "duty", money("lines.a.duty", "214"))).mismatches())
    assert [(m.id, m.printed, m.computed) for m in wrong] == [("lines.a.duty", 214, 213), ("lines.total.duty", 266, 267)]


def test_a_formula_without_its_input_is_a_mismatch_not_a_crash():
    wrong = list(Ledger(sample(names={})).mismatches())
    assert {m.id for m in wrong if m.computed is None} == {"lines.a.freight", "lines.b.freight"}


def test_two_values_with_one_id_are_refused():
    with pytest.raises(ValueError, match=r"lines\.a\.duty"):
        Ledger(with_cell(1, "duty", money("lines.a.duty", "53")))


def test_why_gives_formula_numbers_inputs_law_and_source():
    why = explain(sample(), "lines.a.duty")
    assert why.formula.zh == "四捨五入((貨價 + 運費) × 稅率)"
    assert why.substituted.en == "round((1,000 + 67) × 20%)"
    assert [i.id for i in why.inputs] == ["lines.a.fob", "lines.a.freight", "lines.a.rate"]
    assert (why.legal.en, why.confidence, [s.id for s in why.sources]) == ("Customs Act art. 3", "high", ["S1"])
    assert why.label.zh == "果汁 Juice　進口稅"


def test_why_of_a_share_shows_the_whole_column():
    why = explain(sample(), "lines.b.freight")
    assert why.substituted.en == "share(100, 600 + 300)"


def test_why_of_an_entered_figure_is_its_source():
    answer = as_json(explain(sample(), "lines.a.fob"))
    assert (answer["formula"]["zh"], answer["value"], answer["sources"][0]["id"]) == ("", "1000", "S1")


def test_an_unknown_figure_is_not_found():
    with pytest.raises(NotFound, match=r"no value lines\.z"):
        explain(sample(), "lines.z")


def test_a_column_total_is_the_sum_of_its_rows():
    book = Ledger(sample())
    assert sum(book.column("lines.freight")) == Fraction(100)
    assert len(book.column("lines.kg")) == len(LINES)
