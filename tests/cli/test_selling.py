"""argosy targets and argosy coaching: figures out, acts in, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

pytestmark = pytest.mark.django_db
HEAD = "person,territory,line,month,amount"


@pytest.fixture
def shop(firm, monkeypatch):
    """A coach, a course, an activity, and the token of a manager."""
    from argosy.records.coaching.managing.actions import plan_activity
    from argosy.records.coaching.training.actions import write_coach, write_course
    from argosy.records.people.tokens import issue_token

    write_coach(actor=firm["tm1"], code="K-1", name="講師", capacity=Decimal(20))
    write_course(actor=firm["ws1"], code="TR-1", title_zh="輪圈", title_en="Rims", goal="能選型", hours=Decimal(2))
    plan_activity(actor=firm["ws1"], title="拜訪", planned=date(2026, 6, 12), expected="取得預估")
    monkeypatch.setenv("ARGOSY_TOKEN", issue_token(actor=firm["tm1"], name="test", scopes=("read", "write")).secret)
    return firm


@pytest.fixture
def file(tmp_path):
    def write(*rows, head=HEAD):
        path = tmp_path / "targets.csv"
        path.write_text("\n".join([head, *rows]), encoding="utf-8-sig")
        return path

    return write


def test_targets_of_a_file_are_set_whole_and_the_same_file_changes_nothing(argosy, shop, file):
    rows = ("ws1,TW,87,2026-06,1000", 'ws1,TW,85,2026-06-01,"2,000.50"')
    assert argosy("targets", "plan", file(*rows), "--json").json == {"new": 2, "changed": 0, "same": 0}
    assert argosy("targets", "plan", file(*rows), "--json").json == {"new": 0, "changed": 0, "same": 2}
    assert argosy("targets", "plan", file("ws1,TW,87,2026-06,1500"), "--json").json == {"new": 0, "changed": 1, "same": 0}
    board = argosy("targets", "board", "--as-of", "2026-06-30", "--json").json
    assert {(line["line"], line["target"]) for line in board["lines"]} == {("87", "1500"), ("85", "2000.5")}


@pytest.mark.parametrize("row", ["nobody,TW,87,2026-06,1000", "ws1,TW,87,June,1000", "ws1,TW,87,2026-06,lots", "ws1,TW,8,2026-06,1"])
def test_a_bad_row_writes_nothing(argosy, shop, file, row):
    from argosy.records.sales.models import SalesTarget

    ran = argosy("targets", "plan", file("ws1,TW,85,2026-06,1", row))
    assert ran.code == 2
    assert not SalesTarget.objects.exists()


def test_a_file_without_a_column_says_which(argosy, shop, file):
    ran = argosy("targets", "plan", file("ws1,TW", head="person,territory"))
    assert ran.code == 2
    assert "line, month, amount" in ran.err


def test_an_activity_needs_its_result(argosy, shop):
    assert argosy("targets", "finish", "AC-00001", "--on", "2026-06-12", "--result", " ").code == 2
    assert argosy("targets", "finish", "AC-00001", "--on", "2026-06-12", "--result", "取得", "--json").json["state"] == "done"
    assert argosy("targets", "finish", "AC-00001", "--on", "2026-06-12", "--result", "取得").code == 3


def test_a_coach_who_is_taken_is_refused_and_named(argosy, shop):
    book = ("coaching", "book", "--course", "TR-1", "--coach", "K-1", "--place", "訓練室", "--at")
    first = argosy(*book, "2026-07-20T14:00", "--json")
    assert (first.code, first.json["number"]) == (0, "TS-00001")
    clash = argosy(*book, "2026-07-20T15:00")
    assert clash.code == 3
    assert "TS-00001" in clash.err
    assert argosy(*book, "soon").code == 2
    held = argosy("coaching", "schedule", "--as-of", "2026-06-30", "--json").json
    assert [(one["number"], one["coach"]) for one in held["sessions"]] == [("TS-00001", "講師")]


def test_there_is_nothing_to_answer_and_nothing_to_compare_yet(argosy, shop):
    assert argosy("coaching", "answers", "--json").json == []
    assert argosy("coaching", "rivals").code != 0


def test_courses_coaches_and_weights_come_from_files_all_or_none(argosy, shop, file):
    from argosy.records.coaching.training.models import Course

    head = "code,title_zh,title_en,goal,hours,hs"
    kept = argosy("coaching", "keep", "courses", file("TR-2,碟煞,Brakes,能配對,4,8714", "TR-3,茶葉,Tea,能辨識,2,0902", head=head), "--json")
    assert kept.json == {"kind": "courses", "rows": 2}
    bad = argosy(
        "coaching",
        "keep",
        "courses",
        file("TR-4,燈,Lights,能說明,2,8512", "TR-5,鍋,Pots,能判讀,none,7323", "TR-6,,Bolts,能判讀,3,7318", head=head),
    )
    assert bad.code == 2
    assert "2 rows" in bad.err
    assert sorted(Course.objects.values_list("code", flat=True)) == ["TR-1", "TR-2", "TR-3"]
    assert argosy("coaching", "keep", "weights", file("保固,4,higher", head="attribute,importance,better"), "--json").json["rows"] == 1
    assert argosy("coaching", "keep", "weights", file("保固,9,higher", head="attribute,importance,better")).code == 2
    assert argosy("coaching", "keep", "weights", file("保固,4,x", head="attribute,importance,colour")).code == 2
    assert argosy("coaching", "keep", "teachers", file("x", head="code")).code == 2


def test_customers_targets_come_from_a_file(argosy, shop, file):
    from argosy.records.coaching.managing.models import CustomerTarget
    from argosy.records.parties.actions import register_party

    register_party(actor=shop["cs1"], code="C-1", kinds=["customer"], name_zh="示範車行", name_en="Demo Cycles", country="TW")
    head = "customer,month,amount"
    assert argosy("targets", "customers", file("C-1,2026-06,1000", 'C-1,2026-07,"1,200.50"', head=head)).code == 0
    assert argosy("targets", "customers", file("C-1,2026-08,5", "C-9,2026-08,5", head=head)).code == 2
    assert [row.amount for row in CustomerTarget.objects.order_by("month")] == [Decimal(1000), Decimal("1200.50")]


def test_a_programme_comes_from_a_file_and_is_replaced_whole(argosy, shop, tmp_path):
    path = tmp_path / "programme.toml"
    path.write_text(
        'code = "PG-1"\ntitle_zh = "方案"\ntitle_en = "Programme"\nstarts = 2026-03-02\nends = 2026-07-31\nceiling = 20000\n'
        '[[modules]]\ntitle_zh = "輪組"\ntitle_en = "Wheels"\naudience = "門市"\ncontent = "選型"\nmethod = "實作"\nhours = 3\ncourse = "TR-1"\n'
        '[[costs]]\nitem = "講師費"\nquantity = 2\nunit_price = 6000.5\n',
        encoding="utf-8",
    )
    for _ in range(2):
        assert argosy("coaching", "programme", path, "--json").json == {"code": "PG-1", "modules": 1, "costs": 1}
    path.write_text("code = ", encoding="utf-8")
    assert argosy("coaching", "programme", path).code == 2
