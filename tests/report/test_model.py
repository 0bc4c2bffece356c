import pytest
from pydantic import ValidationError

from argosy.kernel.text import Text
from argosy.report.model import Report, hash_content
from argosy.report.prose import prose
from argosy.report.value import Value
from tests.report.samples import sample


def test_a_report_survives_its_json_form():
    report = sample()
    again = Report.model_validate_json(report.model_dump_json(exclude_none=True))
    assert again == report
    assert hash_content(again) == report.content_hash


def test_numbering_and_state_do_not_change_the_content_hash():
    report = sample()
    issued = report.model_copy(update={"state": "issued", "doc_no": "DTX-202606-0001-R0", "revision": 1})
    assert hash_content(issued) == report.content_hash


def test_a_changed_figure_changes_the_content_hash():
    assert sample().content_hash != sample(names={}).content_hash


@pytest.mark.parametrize(
    "fields",
    [
        {"v": None},
        {"v": "5", "missing": "pending"},
        {"v": "five", "kind": "money"},
        {"v": "NaN", "kind": "count"},
        {"v": "2026-02-30", "kind": "date"},
        {"v": "1", "colour": "red"},
    ],
)
def test_a_value_that_is_not_whole_is_refused(fields):
    with pytest.raises(ValidationError):
        Value(id="x", **fields)


def test_only_numbers_have_a_number():
    with pytest.raises(ValueError, match="holds no number"):
        _ = Value(id="x", v="0012", kind="code").number


def test_prose_keeps_figures_as_references():
    text = prose("稅費 [[t.sum]] 元，**須補件**", "Payable [[t.sum]]")
    assert text.refs == {"t.sum"}
    assert [r.strong for r in text.zh] == [False, False, False, True]
    assert prose("共 **[[t.sum]]** 元", "").zh[1].model_dump() == {"text": "", "strong": True, "ref": "t.sum"}
    assert prose("只有中文", "").runs("en")[0].text == "只有中文"


def test_the_printed_number_is_the_draft_reference_until_there_is_one():
    report = sample(draft_ref="d-7f31")
    assert (report.printed_no, report.basis) == ("d-7f31", "KPS1420-002v3 T1.2 O1.2.1")
    assert report.title == Text("試算表", "Worksheet")
