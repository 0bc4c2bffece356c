import pytest

from argosy.publishing import life
from argosy.publishing.watch import nightly, review_issued, schedule
from argosy.records.audit.models import AuditEntry
from argosy.records.reports import queries
from argosy.records.tariffs import actions as tariffs
from tests.publishing.test_life import issue

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def issued(people, draft):
    return issue(people, draft())


def raise_duty(people, issued, rate="30%"):
    order = issued.document.params["order"]
    tariffs.revise_line(actor=people["cs1"], ref=order, line_no=1, rates={"duty": rate, "commodity_tax": "15%"})


def test_nothing_changed_marks_nothing(issued):
    assert review_issued() == {}


def test_a_document_that_would_say_something_else_is_marked_for_its_maker(people, issued):
    raise_duty(people, issued)
    assert set(review_issued()) == {issued.doc_no}
    assert [d.doc_no for d in queries.to_review(people["cs1"])] == [issued.doc_no]
    assert AuditEntry.objects.filter(action="reports.document.flag", login="night-watch").exists()


def test_the_mark_goes_when_the_data_comes_back(people, issued):
    raise_duty(people, issued)
    review_issued()
    raise_duty(people, issued, "20%")
    assert review_issued() == {}
    assert queries.document(issued.doc_no).needs_review == ""


def test_a_withdrawn_document_is_left_alone(people, issued):
    life.withdraw(actor=people["cs1"], ref=issued.doc_no, reason="誤植")
    raise_duty(people, issued)
    assert review_issued() == {}


def test_the_watch_is_asked_for_once_a_night(db):
    from django_tasks_db.models import DBTaskResult

    schedule()
    schedule()
    assert DBTaskResult.objects.filter(task_path=nightly.module_path).count() == 1
