"""argosy order: a whole order, or every bad row and nothing written."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
HEADINGS = "貨號,品名,稅則號別,原產地,數量,單位,單價,淨重,毛重,進口稅率,貨物稅率"
GOOD = "J-1,果汁,20098990009,JP,100,PCE,12.50,80,95,20%,8%"
TERMS = ("--date", "2026-06-30", "--incoterm", "FOB", "--place", "JPYOK", "--currency", "USD", "--fx", "32.10", "--freight", "250")


@pytest.fixture
def order(tmp_path):
    """An order file of the given rows."""

    def write(*rows: str):
        file = tmp_path / "order.csv"
        file.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8-sig")
        return file

    return write


@pytest.fixture
def as_cs1(people, monkeypatch):
    """ARGOSY_TOKEN of the coordinator."""
    from argosy.records.people.tokens import issue_token

    issued = issue_token(actor=people["cs1"], name="test", scopes=("read", "write", "documents"))
    monkeypatch.setenv("ARGOSY_TOKEN", issued.secret)


def stored() -> int:
    from argosy.records.tariffs.models import OrderLine

    return OrderLine.objects.count()


def test_an_order_is_stored_whole(argosy, order, as_cs1):
    ran = argosy("order", "import", order(GOOD, GOOD.replace("J-1", "J-2")), *TERMS, "--json")
    assert ran.code == 0, ran.err
    assert (ran.json["lines"], ran.json["accepted"], ran.json["rejected"]) == (2, 2, [])
    assert ran.json["order"]
    assert stored() == 2


def test_bad_rows_are_all_told_and_nothing_is_written(argosy, order, as_cs1):
    bad = [GOOD.replace("100,PCE", "many,PCE"), GOOD, GOOD.replace("JP", "Nowhere")]
    ran = argosy("order", "import", order(*bad), *TERMS, "--json")
    assert ran.code == 2
    assert [(row["row"], row["field"]) for row in ran.json["rejected"]] == [(2, "quantity"), (4, "origin")]
    assert ran.json["order"] is None
    assert stored() == 0


def test_a_dry_run_needs_no_token_and_writes_nothing(argosy, order):
    ran = argosy("order", "import", order(GOOD), *TERMS, "--dry-run", "--json")
    assert (ran.code, ran.json["accepted"], ran.json["order"]) == (0, 1, None)
    assert stored() == 0


def test_writing_needs_to_know_who(argosy, order, monkeypatch):
    monkeypatch.delenv("ARGOSY_TOKEN", raising=False)
    ran = argosy("order", "import", order(GOOD), *TERMS)
    assert ran.code == 3
    assert stored() == 0


def test_a_role_without_the_right_is_refused(argosy, order, people, monkeypatch):
    from argosy.records.people.tokens import issue_token

    monkeypatch.setenv("ARGOSY_TOKEN", issue_token(actor=people["fin"], name="test", scopes=("read", "write")).secret)
    assert argosy("order", "import", order(GOOD), *TERMS).code == 3
    assert stored() == 0


def test_people_read_each_fault_on_a_line(argosy, order, as_cs1):
    ran = argosy("order", "import", order(GOOD.replace("100,PCE", "many,PCE")), *TERMS)
    assert "order.csv row 2 quantity:" in ran.err
