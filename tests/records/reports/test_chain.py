from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from argosy.records.reports import actions, archive, chain, ledger
from argosy.records.reports.models import ChainEntry, Issue, ReportVersion
from tests.records.reports.samples import issued


@pytest.fixture
def three(people, db):
    return [issued(people) for _ in range(3)]


@pytest.fixture
def unguarded(three):
    """Someone with the keys of the database: the triggers are gone."""
    tables = ("chainentry", "issue", "reportversion", "issuedfile")
    with connection.cursor() as cursor:
        for table in tables:
            on = f" ON reports_{table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER reports_{table}_once{on}")
        yield lambda sql, *args: cursor.execute(sql, args)


def problems() -> str:
    return " ".join(ledger.verify()["problems"])


def test_an_untouched_archive_is_proven(three):
    proof = ledger.verify()
    assert (proof["ok"], proof["entries"], proof["problems"]) == (True, 3, [])
    assert len(proof["root"]) == 64


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
        ("DELETE FROM reports_chainentry WHERE seq = 3 AND %s <> ''", "3 links were written, 2 are here"),
    ],
)
def test_every_tampering_in_the_database_is_found(three, unguarded, sql, found):
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


@pytest.mark.parametrize("table", ["issue", "reportversion", "approval", "issuedfile", "chainentry"])
def test_the_database_refuses_even_plain_sql(three, table):
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE reports_{table} SET id = id + 100")


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
    assert ledger.verify()["problems"] == []


def test_merkle_root_depends_on_order_and_on_every_leaf():
    leaves = ["a" * 64, "b" * 64, "c" * 64]
    roots = {chain.merkle_root(x) for x in (leaves, leaves[::-1], leaves[:2], [*leaves, leaves[2]], [])}
    assert len(roots) >= 4
