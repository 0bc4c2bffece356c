"""Contacts, stock reports, events and prospects: what is kept, what is refused, and what happens when two do it at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from argosy.kernel.errors import BadInput, Refused
from argosy.records.care.contacting import actions as contacting
from argosy.records.care.contacting import queries as contacts
from argosy.records.care.contacting.models import Interaction
from argosy.records.care.events import actions as events
from argosy.records.care.events import queries as happenings
from argosy.records.care.leads import actions as leads
from argosy.records.care.leads import queries as prospects
from argosy.records.care.leads.funnel import funnel
from argosy.records.care.leads.models import Lead, LeadStage
from argosy.records.care.supply import actions as supply
from argosy.records.care.supply.models import StockSnapshot
from argosy.records.care.supply.proposing import proposals
from argosy.records.care.versions import state_of
from argosy.records.catalog.actions import register_product
from argosy.records.parties.actions import add_contact, register_party
from argosy.records.reference.models import Firm

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)


def at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()).replace(hour=hour))


@pytest.fixture
def ws(people):
    Firm(
        pk=1,
        name_zh="示範",
        name_en="Demo",
        address_zh="台北",
        address_en="Taipei",
        tax_id="00000005",
        base_currency="TWD",
        demo=True,
        as_of=ON,
    ).save()
    return people["ws1"]


@pytest.fixture
def customer(ws):
    return register_party(actor=ws, code="C-01", name_zh="示範車行", name_en="Demo Cycles", country="TW", grade="A", kinds=("customer",))


@pytest.fixture
def light(people):
    sizes = {"net_kg": "1", "gross_kg": "1", "carton_cbm": "1", "cost": "1", "price": "2", "origin": "TW", "code": "8512101000"}
    return register_product(actor=people["cs1"], sku="85-02", name_zh="燈", name_en="Light", **sizes)


def log(ws, day=ON, **more):
    return contacting.log_contact(actor=ws, **{"party": "C-01", "channel": "phone", "at": at(day), **more})


def lead(ws, **more):
    given = {
        "company": "示範新客戶",
        "country": "JP",
        "source": "fair",
        "amount": Decimal(100_000),
        "currency": "TWD",
        "expected_close": date(2026, 9, 1),
        "next_on": ON,
    }
    return leads.open_lead(actor=ws, created=date(2026, 5, 1), **{**given, **more})


def test_a_contact_is_logged_by_its_writer(ws, customer):
    row = log(ws, result="已確認", next_on=date(2026, 7, 7))
    assert (row.owner, row.purpose, row.party) == (ws, "upkeep", customer)
    assert Interaction.history.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"party": ""}, "party"), ({"channel": ""}, "channel"), ({"channel": "pigeon"}, "channel"), ({"next_on": date(2026, 6, 1)}, "next_on"),
        ({"due": date(2026, 7, 1)}, "due"), ({"minutes": 0}, "minutes"),
    ],
)  # fmt: skip
def test_an_entry_without_party_date_or_channel_is_refused(ws, customer, wrong, field):
    with pytest.raises(BadInput) as refused:
        log(ws, **wrong)
    assert field in {problem.field for problem in refused.value.problems}
    assert not Interaction.objects.exists()


def test_a_contact_of_another_party_is_refused(ws, customer):
    register_party(actor=ws, code="C-02", name_zh="他", name_en="Other", country="TW", kinds=("customer",))
    stranger = add_contact(actor=ws, code="C-02", name="王")
    with pytest.raises(BadInput):
        log(ws, contact=stranger.pk)


def test_of_two_people_changing_one_contact_the_later_is_told(ws, people, customer):
    row = log(ws)
    seen = state_of(row)
    contacting.change_contact(actor=ws, interaction=row.pk, seen=seen, result="一")
    with pytest.raises(Refused) as refused:
        contacting.change_contact(actor=people["ws2"], interaction=row.pk, seen=seen, result="二")
    assert "ws1" in refused.value.message.en
    row.refresh_from_db()
    assert row.result == "一"


def test_customers_stand_against_their_own_interval(ws, customer):
    log(ws, date(2026, 6, 10))
    assert [(one.idle, one.frequency.days, one.over) for one in contacts.standings(ON, actor=ws)] == [(20, 7, 13)]
    contacting.plan_contact(actor=ws, party="C-01", since=date(2026, 6, 1), every_days=30, reason="客戶要求每月")
    assert [(one.frequency.days, one.over) for one in contacts.standings(ON, actor=ws)] == [(30, 0)]
    contacting.plan_contact(actor=ws, party="C-01", since=date(2026, 6, 2), every_days=None, until=date(2026, 8, 1), reason="盤點")
    assert contacts.standings(ON, actor=ws)[0].frequency.days is None
    assert contacts.standings(date(2026, 8, 2), actor=ws)[0].frequency.days == 30


def test_a_frequency_of_ones_own_needs_its_reason_and_a_pause_its_end(ws, customer):
    with pytest.raises(BadInput):
        contacting.plan_contact(actor=ws, party="C-01", since=ON, every_days=14, reason="")
    with pytest.raises(BadInput):
        contacting.plan_contact(actor=ws, party="C-01", since=ON, reason="暫停")


def test_a_customer_never_contacted_is_past_its_interval(ws, customer):
    one = contacts.standings(ON, actor=ws)[0]
    assert (one.idle, one.over) == (None, 7)


def test_support_is_open_until_it_is_given(ws, customer):
    row = log(ws, date(2026, 6, 1), support="型錄", due=date(2026, 6, 5))
    assert list(contacts.supports_open(actor=ws)) == [row]
    contacting.close_support(actor=ws, interaction=row.pk, on=date(2026, 6, 4))
    assert not contacts.supports_open(actor=ws).exists()
    with pytest.raises(BadInput):
        contacting.close_support(actor=ws, interaction=log(ws).pk, on=ON)


def test_stock_of_a_day_is_corrected_not_doubled_and_never_negative(ws, customer, light):
    for quantity in (5, 7):
        supply.report_stock(actor=ws, party="C-01", sku="85-02", on=ON, quantity=Decimal(quantity))
    assert StockSnapshot.objects.get().quantity == 7
    with pytest.raises(BadInput):
        supply.report_stock(actor=ws, party="C-01", sku="85-02", on=ON, quantity=Decimal(-1))


def test_a_proposal_takes_the_season_the_customer_told(ws, customer, light):
    for week in range(6):
        day = date(2026, 5, 24) + timedelta(weeks=week)
        supply.report_stock(actor=ws, party="C-01", sku="85-02", on=day, quantity=Decimal(0), sold=Decimal(10))
    plain = proposals(ON, actor=ws)[0]
    supply.plan_season(actor=ws, party="C-01", line="85", indices=[Decimal(100)] * 6 + [Decimal(200)] * 2 + [Decimal(100)] * 4, told_on=ON)
    busy = proposals(ON, actor=ws)[0]
    assert (plain.told, busy.told, plain.proposal.n) == (False, True, 6)
    assert busy.proposal.quantity > plain.proposal.quantity


def test_an_event_is_invited_to_once_and_not_after_it_is_over(ws, customer):
    row = events.open_event(actor=ws, name_zh="展", kind="fair", starts=ON, ends=ON, cost=Decimal(10), currency="TWD")
    first = events.invite(actor=ws, event=row.ref, on=date(2026, 6, 1), parties=["C-01"])
    again = events.invite(actor=ws, event=row.ref, on=date(2026, 6, 2), parties=["C-01"])
    assert first == again
    events.answer(actor=ws, invitation=first[0].pk, answer="yes", on=date(2026, 6, 3))
    events.attend(actor=ws, invitation=first[0].pk, came=True)
    told = happenings.event(row.ref, actor=ws)
    assert (told.invited, told.answered, told.coming, told.came) == (1, 1, 1, 1)
    with pytest.raises(Refused):
        events.invite(actor=ws, event=row.ref, on=date(2026, 7, 1), parties=["C-01"])


def test_a_prospect_goes_through_its_stages(ws):
    row = lead(ws)
    leads.move_lead(actor=ws, ref=row.ref, to="need", on=date(2026, 6, 1))
    leads.screen_lead(actor=ws, ref=row.ref, on=date(2026, 6, 2))
    leads.move_lead(actor=ws, ref=row.ref, to="quote", on=date(2026, 6, 3))
    assert list(LeadStage.objects.values_list("stage", flat=True)) == ["potential", "need", "quote"]
    leads.move_lead(actor=ws, ref=row.ref, to="quote", on=ON)
    assert LeadStage.objects.count() == 3


def test_no_quotation_before_screening_and_no_loss_without_reason(ws):
    row = lead(ws)
    with pytest.raises(Refused, match="screened"):
        leads.move_lead(actor=ws, ref=row.ref, to="quote", on=ON)
    with pytest.raises(BadInput, match="reason"):
        leads.move_lead(actor=ws, ref=row.ref, to="lost", on=ON)
    with pytest.raises(BadInput, match="no stage"):
        leads.move_lead(actor=ws, ref=row.ref, to="elsewhere", on=ON)
    with pytest.raises(BadInput):
        leads.move_lead(actor=ws, ref=row.ref, to="need", on=date(2026, 4, 1))
    lost = leads.move_lead(actor=ws, ref=row.ref, to="lost", on=ON, reason="price")
    assert (lost.lost_reason, lost.next_on) == ("price", None)
    assert leads.move_lead(actor=ws, ref=row.ref, to="need", on=ON).lost_reason == ""


def test_of_two_people_moving_one_prospect_the_later_is_told(ws, people):
    row = lead(ws)
    seen = state_of(row)
    leads.move_lead(actor=ws, ref=row.ref, to="need", on=ON, seen=seen)
    with pytest.raises(Refused):
        leads.move_lead(actor=people["ws2"], ref=row.ref, to="cancelled", on=ON, seen=seen)
    assert Lead.objects.get().stage == "need"


def test_a_talk_with_a_prospect_moves_its_follow_up(ws):
    row = lead(ws)
    contacting.log_contact(actor=ws, lead=row.ref, channel="visit", at=at(date(2026, 6, 20)), next_on=date(2026, 7, 4))
    row.refresh_from_db()
    assert (row.last_on, row.next_on) == (date(2026, 6, 20), date(2026, 7, 4))
    contacting.log_contact(actor=ws, lead=row.ref, channel="mail", at=at(date(2026, 6, 1)), next_on=date(2026, 6, 9))
    row.refresh_from_db()
    assert row.last_on == date(2026, 6, 20)


def test_a_prospect_becomes_a_customer_once(ws):
    row = lead(ws)
    made = leads.convert_lead(actor=ws, ref=row.ref, code="C-50")
    assert made.kinds == ["customer"]
    assert leads.convert_lead(actor=ws, ref=row.ref, code="C-51") == made


def test_what_follows_from_acts_is_not_typed_in(ws):
    with pytest.raises(BadInput, match="stage"):
        lead(ws, stage="won")
    with pytest.raises(BadInput):
        lead(ws, consent=True)
    with pytest.raises(BadInput):
        lead(ws, currency="")


def test_the_funnel_counts_only_what_has_a_day_to_close(ws):
    one, _ = lead(ws), lead(ws, expected_close=None)
    held = funnel(ON, actor=ws)
    assert set(held.weighted) == {one.ref}
    assert held.unweighted == 100_000
    assert held.worth == 0
    assert [row.stage for row in held.rates] == list(prospects.open_stages())


def test_amounts_without_a_rate_are_left_out_of_the_funnel(ws):
    lead(ws, amount=Decimal(5), currency="XAU")
    assert funnel(ON, actor=ws).unweighted == 0
