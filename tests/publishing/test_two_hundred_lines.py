"""A hand-made order of 200 lines: the workbook, recalculated by another program, equals the engine to the dollar."""

import pytest

from argosy.publishing.build import build, request_for
from argosy.report.ledger import Ledger
from argosy.report.why import explain
from tests.importers.orders import many
from tests.publishing.conftest import WHY
from tests.renderers.office import needs_office
from tests.renderers.test_xlsx_recalculation import differences

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def report(stored):
    ref = stored(many(200), currency="USD", fx="31.985", freight="1234.56", insurance="78.90")
    return build(request_for("CS/O1.2.1", {"order": ref, "rationale": WHY})).report


def test_every_formula_gives_its_figure_and_says_why(report):
    book = Ledger(report)
    assert list(book.mismatches()) == []
    figures = [p.value.id for p in book.places.values() if p.value.is_figure]
    assert len(figures) > 3000
    assert all(explain(report, figure, book).label.zh for figure in figures)


@needs_office
@pytest.mark.office
@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_workbook_recalculates_to_the_same_figures(report, lang, tmp_path):
    assert list(differences(report, lang, tmp_path)) == []
