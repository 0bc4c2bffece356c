"""Imports, merges and personal data of parties."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from argosy.importers.parties_file import read_parties
from argosy.kernel.errors import BadInput, Refused
from argosy.records.care.contacting.actions import log_contact
from argosy.records.care.contacting.models import Interaction
from argosy.records.care.supply.actions import report_stock
from argosy.records.care.supply.models import StockSnapshot
from argosy.records.catalog.actions import register_product
from argosy.records.parties import queries
from argosy.records.parties.actions import add_contact, change_party, register_party
from argosy.records.parties.joining import actions as joining
from argosy.records.parties.joining.queries import leads_to, likely_pairs
from argosy.records.parties.links.actions import relate
from argosy.records.parties.links.queries import relations
from argosy.records.parties.models import Contact, Party, PartyKind
from argosy.records.parties.privacy import actions as privacy
from argosy.records.parties.privacy.models import PrivacyRequest

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
FILE = """代號,名稱,英文名稱,統編,國別,語言,等級,身分,地址,聯絡人,職稱,電話,電子郵件
C-01,示範永順車業股份有限公司,Yongshun Demo Cycles,00000016,TW,繁體中文,A,客戶、競爭者,1 Demo Road,林示範,採購經理,02-0000-0001,a@demo.example
C-01,,,,,,,,,王示範,財務,02-0000-0002,b@demo.example
C-02,Rhine Demo Bikes GmbH,,DE136695976,DE,de,B,customer,,Demo Weber,Einkauf,,w@rhine.example
"""


@pytest.fixture
def ws(people):
    return people["ws1"]


def party(ws, code, **more):
    fields = {"name_zh": f"示範{code}", "name_en": f"Demo {code}", "country": "TW", "kinds": ("customer",)}
    return register_party(actor=ws, code=code, **{**fields, **more})


def read(text=FILE):
    return read_parties("parties.csv", text.encode())


def brought_in(ws, text=FILE, **more):
    file = read(text)
    return joining.import_parties(actor=ws, given=file.given, file_name=file.name, sha256=file.sha256, **more)


def test_a_file_is_shown_before_it_is_written(ws):
    plan = joining.preview(read().given)
    assert (plan.count("new"), plan.problems) == (2, ())
    assert not Party.objects.exists()


def test_parties_come_in_with_their_people(ws):
    brought_in(ws)
    one = queries.party("C-01", actor=ws)
    assert (one.kinds, one.grade, one.tax_id, one.language) == (["competitor", "customer"], "A", "00000016", "zh-Hant")
    assert [c.name for c in one.contacts.all()] == ["林示範", "王示範"]
    assert queries.party("C-02", actor=ws).name_en == "Rhine Demo Bikes GmbH"


def test_the_same_file_again_changes_nothing(ws):
    brought_in(ws)
    states = Party.history.count() + Contact.history.count()
    again = brought_in(ws)
    assert (again.created, again.changed) == ([], [])
    assert Party.history.count() + Contact.history.count() == states


def test_a_changed_file_changes_only_what_differs(ws):
    brought_in(ws)
    kept = brought_in(ws, FILE.replace("採購經理", "採購協理"))
    assert [row[2] for row in kept.changed] == [{"title": "採購經理"}]


def test_an_import_is_undone_whole_or_not_at_all(ws):
    first = brought_in(ws)
    joining.undo_import(actor=ws, ref=first.ref)
    assert not Party.objects.exists()
    with pytest.raises(Refused, match=r"已復原|undone already"):
        joining.undo_import(actor=ws, ref=first.ref)


def test_an_import_whose_party_was_used_is_not_undone(ws):
    kept = brought_in(ws)
    log_contact(actor=ws, party="C-02", channel="phone")
    with pytest.raises(Refused, match="C-02"):
        joining.undo_import(actor=ws, ref=kept.ref)
    assert Party.objects.count() == 2


def test_a_change_by_an_import_is_taken_back(ws):
    brought_in(ws)
    kept = brought_in(ws, FILE.replace("採購經理", "採購協理"))
    joining.undo_import(actor=ws, ref=kept.ref)
    assert Contact.objects.get(name="林示範").title == "採購經理"


def test_a_tax_id_of_another_party_is_refused_naming_it(ws):
    party(ws, "C-99", tax_id="00000016")
    plan = joining.preview(read().given)
    assert any("C-99" in problem.message.en for problem in plan.problems)
    with pytest.raises(BadInput):
        brought_in(ws)
    with pytest.raises(BadInput, match="C-99"):
        party(ws, "C-98", tax_id="00000016")
    other = party(ws, "C-97")
    with pytest.raises(BadInput, match="C-99"):
        change_party(actor=ws, code=other.code, tax_id="00000016")


def test_a_name_alike_is_proposed_and_decided(ws):
    party(ws, "C-90", name_zh="示範永順車業有限公司", name_en="Yongshun Demo Cycles Co., Ltd.")
    plan = joining.preview(read().given)
    assert [like.code for like in plan.steps[0].alike] == ["C-90"]
    with pytest.raises(Refused, match="C-90"):
        brought_in(ws)
    brought_in(ws, same={"C-01": "C-90"})
    assert queries.party("C-90", actor=ws).tax_id == "00000016"
    assert not Party.objects.filter(code="C-01").exists()


def test_one_that_is_another_firm_all_the_same_comes_in(ws):
    party(ws, "C-90", name_zh="示範永順車業有限公司")
    brought_in(ws, same={"C-01": ""})
    assert Party.objects.filter(code="C-01").exists()


def test_every_fault_of_a_file_is_named_and_nothing_written(ws):
    bad = FILE.replace("00000016", "00000017").replace("DE136695976", "DE136695978").replace("a@demo.example", "nonsense")
    plan = joining.preview(read(bad).given)
    assert {(problem.row, problem.field) for problem in plan.problems} == {(2, "tax_id"), (2, "email"), (4, "tax_id")}
    twice = read(FILE + "C-02,Another Name,,,DE,,,,,,,,\n")
    assert [problem.row for problem in twice.rejected] == [5]


def test_a_merge_moves_every_record_and_can_be_undone(ws, people):
    one, gone = party(ws, "C-01"), party(ws, "C-02", tax_id="00000016", website="https://two.example")
    add_contact(actor=ws, code="C-02", name="王示範")
    log_contact(actor=ws, party="C-02", channel="visit")
    register_product(
        actor=people["cs1"],
        sku="K1",
        name_zh="貨",
        name_en="Goods",
        net_kg="1",
        gross_kg="1",
        carton_cbm="1",
        cost="1",
        price="2",
        origin="TW",
    )
    for code in ("C-01", "C-02"):
        report_stock(actor=ws, party=code, sku="K1", on=ON, quantity=Decimal(5))
    trace = joining.merge_parties(actor=ws, kept="C-01", gone="C-02", reason="同一家")
    one.refresh_from_db()
    gone.refresh_from_db()
    assert (one.tax_id, one.website, gone.merged_into, gone.is_active, gone.tax_id) == ("00000016", "https://two.example", one, False, "")
    assert Interaction.objects.get().party == one
    assert Contact.objects.get().party == one
    assert Interaction.history.count() == 2
    assert sorted(StockSnapshot.objects.values_list("party__code", flat=True)) == ["C-01", "C-02"]
    assert PartyKind.objects.filter(party=gone).count() == 1
    assert leads_to("C-02", actor=ws) == "C-01"
    joining.undo_merge(actor=ws, merge=trace.pk)
    one.refresh_from_db()
    gone.refresh_from_db()
    assert (one.tax_id, gone.tax_id, gone.is_active, gone.merged_into) == ("", "00000016", True, None)
    assert Interaction.objects.get().party == gone


def test_a_merge_covers_every_column_that_names_a_party():
    named = {f"{model._meta.label}.{name}" for model, name in joining.links()}
    assert {
        "sales.SalesOrder.customer",
        "sales.Quotation.customer",
        "service.ServiceCase.customer",
        "care.Interaction.party",
        "parties.Contact.party",
    } <= named
    assert not any("Historical" in name for name in named)


def test_a_party_is_not_merged_with_itself_or_twice(ws):
    party(ws, "C-01")
    party(ws, "C-02")
    with pytest.raises(Refused):
        joining.merge_parties(actor=ws, kept="C-01", gone="C-01", reason="x")
    joining.merge_parties(actor=ws, kept="C-01", gone="C-02", reason="同一家")
    with pytest.raises(Refused):
        joining.merge_parties(actor=ws, kept="C-02", gone="C-01", reason="x")


def test_likely_pairs_are_of_one_country(ws):
    party(ws, "C-01", name_zh="示範永順車業", name_en="Yongshun Demo Cycles")
    party(ws, "C-02", name_zh="示範永順車業有限公司", name_en="Yongshun Demo Cycle")
    party(ws, "C-03", name_zh="示範永順車業", name_en="Yongshun Demo Cycles", country="JP")
    pairs = likely_pairs(actor=ws)
    assert [(pair.one.code, pair.other.code, pair.score) for pair in pairs] == [("C-01", "C-02", 1.0)]


def test_relations_show_from_either_side(ws):
    party(ws, "C-01")
    party(ws, "C-02")
    relate(actor=ws, party="C-01", kind="parent", other="C-02", note="持股 60%")
    relate(actor=ws, party="C-01", kind="parent", other="C-02", note="持股 70%")
    for code in ("C-01", "C-02"):
        assert [row.note for row in relations(code, actor=ws)] == ["持股 70%"]
    with pytest.raises(BadInput):
        relate(actor=ws, party="C-01", kind="agent", other="C-01")


def test_personal_data_is_given_corrected_and_removed(ws):
    party(ws, "C-01")
    who = add_contact(actor=ws, code="C-01", name="林示範", email="lin@demo.example", phone="02-1")
    at = datetime(2026, 6, 1, 10, tzinfo=UTC)
    log_contact(actor=ws, party="C-01", contact=who.pk, channel="phone", at=at, content="了解近況")
    privacy.record_consent(actor=ws, contact=who.pk, on=ON, consent=True, purpose="marketing")
    copy = privacy.give_copy(actor=ws, contact=who.pk, on=ON)
    assert copy["contact"]["email"] == "lin@demo.example"
    assert copy["records"]["care.Interaction"][0]["content"] == "了解近況"
    privacy.correct(actor=ws, contact=who.pk, on=ON, phone="02-2")
    privacy.stop_marketing(actor=ws, contact=who.pk, on=ON)
    who.refresh_from_db()
    assert (who.phone, who.consent, who.consent_on) == ("02-2", False, None)
    privacy.remove_person(actor=ws, contact=who.pk, on=ON, note="本人請求")
    who.refresh_from_db()
    assert (who.email, who.phone, who.is_active, who.removed_on) == ("", "", False, ON)
    assert not Contact.history.filter(email="lin@demo.example").exists()
    assert Interaction.objects.get().contact == who
    assert PrivacyRequest.objects.count() == 4
    with pytest.raises(Refused):
        privacy.remove_person(actor=ws, contact=who.pk, on=ON)
