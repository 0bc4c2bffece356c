from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from argosy.records.clock import at
from argosy.records.reports import actions, archive, chain, ledger, proof
from argosy.records.reports.models import ChainEntry, ChainRoot, Issue, ReportVersion
from tests.records.reports.samples import issued

pytestmark = pytest.mark.slow


@pytest.fixture
def three(people, db):
    return [issued(people) for _ in range(3)]


@pytest.fixture
def sent(people, three):
    actions.log_sending(actor=people["cs1"], ref=three[2].doc_no, recipient="示範客戶", channel="email")


@pytest.fixture
def unguarded(three):
    """Someone with the keys of the database: the triggers are gone."""
    tables = ("chainentry", "chainroot", "issue", "reportversion", "issuedfile", "approval")
    with connection.cursor() as cursor:
        for name, table in ((f"reports_{table}_{guard}", table) for table in tables for guard in ("once", "kept")):
            on = f" ON reports_{table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        yield lambda sql, *args: cursor.execute(sql, args)


def problems() -> str:
    return " ".join(proof.verify()["problems"])


def test_an_untouched_archive_is_proven(three):
    told = proof.verify()
    assert (told["ok"], told["entries"], told["problems"]) == (True, 3, [])
    assert len(told["root"]) == 64


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE reports_issue SET envelope = replace(envelope, '213', '214') WHERE doc_no = %s", "issued content was changed"),
        (
            "UPDATE reports_issuedfile SET sha256 = 'x' WHERE issue_id = (SELECT id FROM reports_issue WHERE doc_no = %s)",
            "missing or replaced",
        ),
        ("UPDATE reports_chainentry SET event = 'send' WHERE seq = 2 AND %s <> ''", "link #2 was changed"),
        ("DELETE FROM reports_chainentry WHERE seq = 2 AND %s <> ''", "link #2 is missing"),
        ("DELETE FROM reports_chainentry WHERE seq = 3 AND %s <> ''", "4 links were written, 3 are here"),
        (
            "UPDATE reports_reportversion SET model = replace(model, '213', '214') WHERE %s <> ''",
            "the version it was issued from was changed",
        ),
        ("DELETE FROM reports_approval WHERE %s <> ''", "its signatures are not those"),
        ("UPDATE reports_document SET state = 'draft' WHERE doc_no = %s", "the chain says issued, the record says draft"),
        ("UPDATE reports_document SET state = 'withdrawn' WHERE doc_no = %s", "the record says withdrawn"),
        ("UPDATE reports_document SET doc_no = 'DTX-9' WHERE doc_no = %s", "the record says issued DTX-9"),
        ("UPDATE reports_document SET revision = 7 WHERE doc_no = %s", "its output, revision or maker was changed"),
        ("UPDATE reports_sendinglog SET recipient = 'somebody else' WHERE %s <> ''", "a sending to 示範客戶 is gone or was changed"),
        ("DELETE FROM reports_sendinglog WHERE %s <> ''", "a sending to 示範客戶 is gone or was changed"),
        (
            "INSERT INTO reports_issuedfile (issue_id, rendition, format, lang, name, media_type, sha256, size)"
            " SELECT id, 'document', 'pdf', 'en', 'forged.pdf', 'application/pdf', 'ab', 1 FROM reports_issue WHERE doc_no = %s",
            "file forged.pdf was not issued with it",
        ),
    ],
)
def test_every_tampering_in_the_database_is_found(three, sent, unguarded, sql, found):
    unguarded(sql, three[0].doc_no)
    assert found in problems()


def test_two_links_that_changed_places_are_found(three, unguarded):
    for old, new in ((1, 90), (2, 1), (90, 2)):
        unguarded("UPDATE reports_chainentry SET seq = %s WHERE seq = %s", new, old)
    assert "does not follow" in problems()


def test_one_changed_byte_in_a_file_is_found(three):
    path = archive.path_of(three[1].files.get().sha256)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert "was changed" in problems()
    with pytest.raises(Exception, match="was changed"):
        archive.fetch(three[1].files.get().sha256)


def test_a_lost_file_is_found(three):
    archive.path_of(three[2].files.get().sha256).unlink()
    assert "lacks file" in problems()


def test_no_row_that_is_written_once_can_be_saved_again(three):
    for row in (Issue.objects.first(), ReportVersion.objects.first(), ChainEntry.objects.first()):
        with pytest.raises(TypeError, match="never"):
            row.save()
        with pytest.raises(TypeError, match="never"):
            row.delete()


@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id + 100", "DELETE FROM {}"])
@pytest.mark.parametrize(
    "table",
    [
        "reports_issue",
        "reports_reportversion",
        "reports_approval",
        "reports_issuedfile",
        "reports_chainentry",
        "reports_chainroot",
        "audit_auditentry",
    ],
)
def test_the_database_refuses_even_plain_sql(three, table, sql):
    ledger.close_days(date(2100, 1, 1))
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


def test_a_lost_root_of_a_day_and_a_lost_number_are_found(people, unguarded):
    with at(datetime(2100, 6, 1, 4, tzinfo=UTC)):
        issued(people)
    with at(datetime(2100, 6, 2, 4, tzinfo=UTC)):
        issued(people)
    assert problems() == ""
    unguarded("DELETE FROM reports_chainroot WHERE day = '2100-06-01' AND %s <> ''", "x")
    unguarded("UPDATE reports_numberseries SET last = 9 WHERE series = %s", "DTX-210006")
    assert "day 2100-06-01: it is over, but its root is gone" in problems()
    assert "DTX-210006-0009-R0: the number was given" in problems()


def test_a_clock_set_back_neither_stops_issuing_nor_reopens_a_day(people):
    for day in (10, 11, 10, 12):
        with at(datetime(2026, 6, day, 4, tzinfo=UTC)):
            issued(people)
    assert [(root.day.day, root.first, root.last) for root in ChainRoot.objects.all()] == [(10, 1, 1), (11, 2, 3)]
    assert problems() == ""


def test_a_closed_day_has_a_root_that_its_links_give(three, unguarded):
    unguarded("UPDATE reports_chainentry SET at = '2026-06-29 04:00:00' WHERE %s <> ''", "x")
    ledger.close_days(datetime(2026, 6, 30, tzinfo=UTC).date())
    assert "day 2026-06-29" not in problems()
    unguarded("UPDATE reports_chainentry SET entry_hash = %s WHERE seq = 1", "f" * 64)
    assert "day 2026-06-29" in problems()


def test_sending_and_withdrawing_are_links_too(people, three):
    actions.log_sending(actor=people["cs1"], ref=three[0].doc_no, recipient="x", channel="post")
    actions.withdraw(actor=people["cs1"], ref=three[0].doc_no, reason="誤植")
    assert [e.event for e in ChainEntry.objects.order_by("seq")] == ["issue", "issue", "issue", "send", "withdraw"]
    assert proof.verify()["problems"] == []


def test_merkle_root_depends_on_order_and_on_every_leaf():
    leaves = ["a" * 64, "b" * 64, "c" * 64]
    roots = {chain.merkle_root(x) for x in (leaves, leaves[::-1], leaves[:2], [*leaves, leaves[2]], [])}
    assert len(roots) >= 4


def test_the_archive_mends_a_damaged_copy_and_leaves_nothing_else_behind():
    name = archive.keep(b"as issued")
    path = archive.path_of(name)
    path.chmod(0o644)
    path.write_bytes(b"")
    assert (archive.keep(b"as issued"), archive.fetch(name)) == (name, b"as issued")
    assert [file.name for file in path.parent.iterdir()] == [name]
