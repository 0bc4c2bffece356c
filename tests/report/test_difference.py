from argosy.kernel.text import Text, same
from argosy.report.difference import differences
from argosy.report.model import Ask
from tests.report.samples import money, sample
from tests.report.test_ledger import with_cell


def test_nothing_changed_gives_nothing():
    assert differences(sample(), sample()) == []


def test_a_figure_that_moved_says_where_and_how_much():
    (change,) = differences(sample(), with_cell(0, "fob", money("lines.a.fob", "1010", cites=("S1",))))
    assert (change.block, change.row, change.column, change.cause, change.delta, change.percent) == ("lines", "a", "fob", "data", "10", "1")
    assert not change.material


def test_a_large_move_is_material():
    (change,) = differences(sample(), with_cell(0, "fob", money("lines.a.fob", "1011", cites=("S1",))))
    assert change.material


def test_a_new_law_marks_the_figures_it_makes():
    rule = sample().traces[0].model_copy(update={"legal": Text("關稅法第 4 條", "Customs Act art. 4")})
    new = with_cell(0, "duty", money("lines.a.duty", "214")).model_copy(update={"traces": (rule,)})
    causes = {(c.block, c.row): c.cause for c in differences(sample(), new)}
    assert causes == {("traces", "duty"): "rule", ("lines", "a"): "rule"}


def test_another_parameter_is_named():
    new = sample(ask=(Ask(name="order", label=Text("訂單", "Order"), value=same("OF-2")),))
    assert [(c.cause, c.old, c.new) for c in differences(sample(), new)] == [("parameter", "OF-1", "OF-2")]


def test_a_row_that_went_is_listed_last():
    old = sample()
    table = old.sections[1].blocks[0]
    fewer = old.sections[1].model_copy(update={"blocks": (table.model_copy(update={"rows": table.rows[:1]}), *old.sections[1].blocks[1:])})
    changes = differences(old, sample(sections=(old.sections[0], fewer)))
    assert {c.row for c in changes if c.new == ""} == {"b"}
