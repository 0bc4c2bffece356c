"""Price lists, bank accounts, programmes, product training and personal data as people work with them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from argosy.records.coaching.training import actions as training
from argosy.records.coaching.training.models import Course, Programme, TrainingSession
from argosy.records.parties.actions import add_contact
from argosy.records.parties.banking import BankAccount
from argosy.records.parties.banking_queries import trust
from argosy.records.parties.models import Contact
from argosy.records.parties.privacy.models import PrivacyRequest
from argosy.records.sales.offering.models import PriceList
from argosy.records.sales.offering.queries import price_for
from tests.records.owing import shop
from tests.web.test_pages import check_sound

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROOMS = ("prices", "accounts", "programmes", "courses", "persons")
TODAY = date(2026, 6, 30)
IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
def firm(people):
    return shop(people)


@pytest.fixture
def seat(browser, firm):
    """``seat("tm1")`` acts: ``seat("tm1")("prices", "set", **fields)`` gives the answer."""

    def sit(login):
        client = browser(login)

        def act(room, what, key="", **told):
            where = reverse("web:trade-change", args=[room, key, what]) if key else reverse("web:trade-make", args=[room, what])
            return client.post(where, told)

        return act

    return sit


def page(browser, login, room, key="", language="en", query=""):
    where = reverse("web:trade-record", args=[room, key]) if key else reverse("web:trade-list", args=[room])
    return check_sound(browser(login, language).get(where + query), language)


def a_list(seat, code="PL-1", since="2026-06-01", prices="J-1 | 1 | 300\nJ-1 | 100 | 280", **more):
    return seat("tm1")("prices", "set", code=code, name_zh="牌價", currency="TWD", valid_from=since, prices=prices, **more)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_every_list_opens_with_nothing_in_both_languages(browser, firm, room, language):
    assert page(browser, "ep1", room, language=language)


def test_every_card_of_the_sample_firm_opens(client, db):
    from argosy.publishing.trade_rooms import ROOMS as KNOWN
    from argosy.records.people.models import Person
    from argosy.records.sample.load import load_sample
    from argosy.web.views.trade import FAMILY

    load_sample(password="quiet-river-51")
    actor = Person.objects.get(login="tm1")
    client.force_login(actor, "allauth.account.auth_backends.AuthenticationBackend")
    for room in ROOMS:
        row = KNOWN[room].rows(actor, {}).first()
        key = FAMILY.key(room, row)
        assert check_sound(client.get(FAMILY.home(room)), "zh-hant")
        assert check_sound(client.get(FAMILY.home(room, key)), "zh-hant")
        assert KNOWN[room].one(actor, key)


# price lists


def test_a_list_shows_its_tiers_and_is_quoted_from(browser, firm, seat):
    assert a_list(seat).status_code == 302
    shown = page(browser, "ws1", "prices", "PL-1")
    assert all(words in shown for words in ("300", "280", "100", "in force", "J-1"))
    ask = {"actor": firm["ws1"], "customer": "C-1", "currency": "TWD", "on": TODAY}
    assert [price_for("J-1", quantity=Decimal(n), **ask).unit_price for n in (1, 99, 100)] == [300, 300, 280]


def test_prices_are_pasted_from_a_spreadsheet(seat):
    assert a_list(seat, prices="J-1\t1\t1,300.5\nJ-1\t100\t1,200").status_code == 302
    assert [(line.from_quantity, line.unit_price) for line in PriceList.objects.get().lines.all()] == [(1, Decimal("1300.5")), (100, 1200)]


def test_a_list_in_force_is_not_rewritten_but_set_anew(browser, firm, seat):
    a_list(seat)
    refused = a_list(seat, prices="J-1 | 1 | 1")
    assert refused.status_code == 403
    assert "set a new one from a new day" in refused.content.decode()
    renewed = seat("tm1")("prices", "renew", "PL-1", new_code="PL-2", valid_from="2026-08-01", prices="J-1 | 100 | 270")
    assert renewed.status_code == 302
    ask = {"actor": firm["ws1"], "customer": "C-1", "quantity": Decimal(100), "currency": "TWD"}
    assert [price_for("J-1", on=day, **ask).unit_price for day in (date(2026, 7, 31), date(2026, 8, 1))] == [280, 270]
    old, new = PriceList.objects.get(code="PL-1"), PriceList.objects.get(code="PL-2")
    assert (old.valid_to, [line.unit_price for line in old.lines.all()]) == (date(2026, 7, 31), [300, 280])
    assert [(line.from_quantity, line.unit_price) for line in new.lines.all()] == [(1, 300), (100, 270)]
    assert "PL-2" in page(browser, "ws1", "prices", "PL-1")


def test_a_list_to_come_may_still_be_brought_to_what_is_given(firm, seat):
    a_list(seat, since="2026-09-01")
    assert a_list(seat, since="2026-09-01", prices="J-1 | 1 | 290").status_code == 302
    assert [line.unit_price for line in PriceList.objects.get().lines.all()] == [290]


@pytest.mark.parametrize(
    ("prices", "words"),
    [
        ("J-1 | 1 | much", "much"),
        ("J-1 | 0 | 5", "no number above nought"),
        ("X-9 | 1 | 5", "X-9"),
        ("J-1 | 1 | 5\nJ-1 | 1 | 6", "priced twice"),
    ],
)
def test_wrong_prices_are_named_and_nothing_is_written(firm, seat, prices, words):
    answer = a_list(seat, prices=prices)
    assert answer.status_code in (400, 422)
    assert words in answer.content.decode()
    assert PriceList.objects.count() == 0


def test_a_new_list_neither_begins_before_the_old_nor_takes_its_code(firm, seat):
    a_list(seat)
    act = seat("tm1")
    assert act("prices", "renew", "PL-1", new_code="PL-2", valid_from="2026-06-01").status_code == 422
    assert act("prices", "renew", "PL-1", new_code="PL-1", valid_from="2026-08-01").status_code == 422
    assert act("prices", "end", "PL-1", valid_to="2026-06-29").status_code == 422
    assert act("prices", "end", "PL-1", valid_to="2026-07-15").status_code == 302
    assert PriceList.objects.get().valid_to == date(2026, 7, 15)


def test_lists_are_found_by_customer_currency_and_day(browser, firm, seat):
    a_list(seat, customer="C-1")
    a_list(seat, code="PL-9", since="2026-09-01")
    assert "PL-9" not in page(browser, "ws1", "prices", query="?state=now")
    assert "PL-9" not in page(browser, "ws1", "prices", query="?find=C-1")
    assert "PL-9" in page(browser, "ws1", "prices", query="?currency=TWD")
    assert "PL-1" not in page(browser, "ws1", "prices", query="?currency=USD")


# bank accounts


def an_account(seat, login="ws1", **more):
    told = {
        "party": "C-2",
        "holder": "Demo Rad",
        "bank": "Demo Bank",
        "bic": "demodeff",
        "iban": IBAN,
        "country": "DE",
        "currency": "EUR",
        **more,
    }
    return seat(login)("accounts", "add", **told)


def test_an_account_is_trusted_only_after_somebody_else_called(browser, firm, seat):
    assert an_account(seat).status_code == 302
    row = BankAccount.objects.get()
    assert (row.iban, row.bic, trust(row, TODAY)) == ("DE89370400440532013000", "DEMODEFF", "unverified")
    assert "Nobody has confirmed these details" in page(browser, "fin", "accounts", str(row.pk))
    call = {"spoke_to": "Demo CFO", "known_number": "+49 30 000", "confirmed": "on"}
    own = seat("ws1")("accounts", "check", str(row.pk), **call)
    assert (own.status_code, "somebody else calls" in own.content.decode()) == (403, True)
    assert seat("fin")("accounts", "check", str(row.pk), **call).status_code == 302
    assert trust(row, TODAY + timedelta(days=60)) == "verified"
    shown = page(browser, "ws1", "accounts", str(row.pk))
    assert all(words in shown for words in ("Demo CFO", "+49 30 000", "FIN", "WS1", "confirmed"))


def test_a_change_takes_the_trust_away_and_says_who_made_it(browser, firm, seat):
    an_account(seat)
    row = BankAccount.objects.get()
    seat("fin")("accounts", "check", str(row.pk), spoke_to="x", known_number="1", confirmed="on")
    assert trust(row, TODAY) == "recent"
    held = {
        "holder": "Demo Rad",
        "bank": "Other Bank",
        "bic": "DEMODEFF",
        "iban": IBAN,
        "country": "DE",
        "currency": "EUR",
        "branch": "",
        "account_no": "",
    }
    assert seat("cs1")("accounts", "change", str(row.pk), **held).status_code == 302
    row = BankAccount.objects.get()
    assert trust(row, TODAY) == "unverified"  # the call of the same day was about the details before
    seat("fin")("accounts", "check", str(row.pk), spoke_to="x", known_number="1")
    shown = page(browser, "fin", "accounts", str(row.pk))
    assert all(words in shown for words in ("Other Bank", "CS1", "not confirmed", "Nobody has confirmed"))


def test_the_same_details_with_blanks_are_no_change(firm, seat):
    an_account(seat)
    row = BankAccount.objects.get()
    states = row.history.count()
    held = {"holder": "Demo Rad", "bank": "Demo Bank", "bic": "DEMODEFF", "iban": IBAN, "country": "DE", "currency": "EUR"}
    assert seat("fin")("accounts", "change", str(row.pk), **held).status_code == 302
    assert row.history.count() == states


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"iban": "DE88 3704 0044 0532 0130 00"}, "check digits do not match"),
        ({"bic": "DEMO"}, "8 or 11"),
        ({"iban": "", "account_no": ""}, "IBAN or the account number"),
    ],
)
def test_wrong_codes_are_refused_with_what_to_do(firm, seat, wrong, words):
    answer = an_account(seat, **wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert BankAccount.objects.count() == 0


def test_a_bare_number_of_an_iban_country_is_pointed_out_and_the_card_leads_there(browser, firm, seat):
    an_account(seat, iban="", account_no="0532013000")
    assert "ask for the IBAN" in page(browser, "fin", "accounts", str(BankAccount.objects.get().pk))
    assert "/trade/accounts/?party=C-2" in browser("ws1").get("/customers/cards/C-2/").content.decode()
    assert "Demo Rad" not in page(browser, "fin", "accounts", query="?party=C-1")


# programmes and courses


@pytest.fixture
def school(firm):
    training.write_course(actor=firm["ws1"], code="TR-1", title_zh="選型", title_en="Choosing", goal="會選型", hours=Decimal(2))
    for code in ("K-1", "K-2"):
        training.write_coach(actor=firm["tm1"], code=code, name=f"講師{code}", capacity=Decimal(20))
    return firm


def a_programme(seat, **more):
    told = {
        "code": "PG-1", "title_zh": "方案", "title_en": "Programme", "starts": "2026-06-01", "ends": "2026-12-31", "ceiling": "5000", "currency": "TWD",
        "modules": "選型 | Choosing | 門市 | 內容 | 演練 | 2 | 後測達 80 | 後測平均 | 80 | 分 | TR-1\n話術 | Talk | 門市 | 內容 | 演練 | 1 | 更好",
        "costs": "教材 | 10 | 300 | own", **more,
    }  # fmt: skip
    return seat("ws1")("programmes", "write", **told)


def test_a_programme_with_goals_says_which_are_not_measurable(browser, school, seat):
    assert a_programme(seat).status_code == 302
    shown = page(browser, "tm1", "programmes", "PG-1")
    assert "後測平均: 80 分" in shown
    assert "1 modules have no measurable goal" in shown
    assert "3,000" in shown
    assert "1 of 2 measurable" in page(browser, "tm1", "programmes")


def test_a_change_begins_with_the_modules_there_and_replaces_them(browser, school, seat):
    a_programme(seat)
    form = browser("ws1").get(reverse("web:trade-record", args=["programmes", "PG-1"])).content.decode()
    assert "選型 | Choosing | 門市 | 內容 | 演練 | 2 | 後測達 80 | 後測平均 | 80 | 分 | TR-1" in form
    one = "選型 | Choosing | 門市 | 內容 | 演練 | 2 | 後測達 80 | 後測平均 | 85 | 分 | TR-1"
    assert seat("ws1")("programmes", "change", "PG-1", modules=one, ceiling="1000").status_code == 302
    assert [module.target for module in Programme.objects.get().modules.all()] == [85]
    assert "above its ceiling" in page(browser, "tm1", "programmes", "PG-1")
    bad = seat("ws1")("programmes", "change", "PG-1", modules=one.replace("85", "many"))
    assert (bad.status_code, "many" in bad.content.decode()) == (422, True)


def test_a_coach_is_not_booked_twice_at_one_time(school, seat):
    a_programme(seat)
    told = {"course": "TR-1", "coach": "K-1", "day": "2026-07-20", "time": "14:00", "place": "教室"}
    act = seat("ws1")
    assert act("programmes", "book", "PG-1", **told).status_code == 302
    again = act("programmes", "book", "PG-1", **told | {"time": "15:30"})
    assert (again.status_code, "Take another time or another coach" in again.content.decode()) == (403, True)
    assert act("programmes", "book", "PG-1", **told | {"coach": "K-2"}).status_code == 302
    assert act("programmes", "book", "PG-1", **told | {"time": "16:00"}).status_code == 302
    assert TrainingSession.objects.filter(programme__code="PG-1").count() == 3


def test_what_it_brought_has_its_interval_and_too_few_are_not_told(browser, school, seat):
    a_programme(seat)
    seat("ws1")("programmes", "book", "PG-1", course="TR-1", coach="K-1", day="2026-06-20", time="14:00", place="教室")
    row = TrainingSession.objects.get()
    training.invite(actor=school["ws1"], number=row.number, customers=[("C-1", f"人{n}") for n in range(6)], colleagues=["ws2"])
    marks = [(50, 70), (55, 72), (48, 71), (60, 80), (52, 75), (49, 66)]
    guests = list(row.guests.all())
    told = [
        {"guest": g.pk, "attended": True, "before": Decimal(b), "after": Decimal(a), "reaction": 4}
        for g, (b, a) in zip(guests, [*marks, (60, 90)], strict=True)
    ]
    training.attend(actor=school["ws1"], number=row.number, actual=date(2026, 6, 20), marks=told)
    shown = page(browser, "tm1", "programmes", "PG-1")
    # gains 20 17 23 20 23 17: mean 20, s = √7.2, t(5) = 2.5706 → half 2.82
    assert "+20.0 [17.2, 22.8]" in shown
    assert "1 pairs of tests, fewer than 5" in shown
    trained = page(browser, "tm1", "courses", "TR-1")
    assert all(words in trained for words in ("passed", "WS1", "not yet"))
    assert trained.count("not passed") == 2  # the heading, and the one of 66 below the mark of 70


def test_a_course_is_entered_changed_and_closed(browser, school, seat):
    act = seat("ws1")
    told = {"code": "TR-2", "title_zh": "報價", "title_en": "Quoting", "goal": "會報價", "hours": "3", "pass_mark": "80"}
    assert act("courses", "write", **told).status_code == 302
    assert act("courses", "change", "TR-2", hours="4", offered="no").status_code == 302
    row = Course.objects.get(code="TR-2")
    assert (row.hours, row.is_active, row.goal) == (4, False, "會報價")


# personal data


@pytest.fixture
def someone(firm):
    return add_contact(actor=firm["ws1"], code="C-1", name="王示範", email="w@demo.example", phone="02-000")


def test_a_persons_requests_are_done_and_kept(browser, someone, seat):
    act, key = seat("ws1"), str(someone.pk)
    shown = page(browser, "ws1", "persons", key)
    assert all(words in shown for words in ("王示範", "w@demo.example", "090 customers and service", "art. 8"))
    held = {"name": "王示範", "title": "", "email": "new@demo.example", "phone": "02-000", "language": "en", "note": "本人來電"}
    assert act("persons", "change", key, **held).status_code == 302
    assert act("persons", "consent", key, consent="on", purpose="marketing").status_code == 302
    assert Contact.objects.get().consent is True
    assert act("persons", "stop", key).status_code == 302
    copy = act("persons", "copy", key, note="複本")
    assert (copy["Content-Type"], copy.json()["contact"]["email"]) == ("application/json", "new@demo.example")
    assert [row.kind for row in PrivacyRequest.objects.order_by("pk")] == ["correct", "stop", "copy"]
    assert "本人來電" in page(browser, "cs1", "persons", key)
    assert "王示範" in page(browser, "cs1", "persons", query="?asked=stop")
    assert "王示範" not in page(browser, "cs1", "persons", query="?asked=remove")


def test_a_removal_empties_every_state_and_is_done_once(browser, someone, seat):
    act, key = seat("tm1"), str(someone.pk)
    assert act("persons", "remove", key, note="本人書面請求").status_code == 302
    assert act("persons", "remove", key).status_code == 403
    shown = page(browser, "tm1", "persons", key)
    assert "王示範" not in shown
    assert "w@demo.example" not in shown
    assert "business records stay and name nobody" in shown
    assert "remove personal data" not in shown.lower().split("requests and what was done")[0].split("<aside")[-1]
    assert set(Contact.history.values_list("email", flat=True)) == {""}


def test_who_may_not_neither_sees_the_forms_nor_does_it(browser, someone, seat):
    key = str(someone.pk)
    assert "persons/change" not in page(browser, "gm", "persons", key)
    assert f"/trade/persons/{key}/remove/" not in page(browser, "gm", "persons", key)
    assert seat("gm")("persons", "copy", key).status_code == 403
    assert seat("gm")("persons", "remove", key).status_code == 403
    assert PrivacyRequest.objects.count() == 0


def test_bad_addresses_are_not_found(browser, firm):
    client = browser("tm1")
    for where in (
        "/trade/nonsense/",
        "/trade/prices/NONE/",
        "/trade/accounts/x/",
        "/trade/accounts/9/",
        "/trade/persons/x/",
        "/trade/courses/NONE/",
    ):
        assert client.get(where).status_code == 404
    assert client.post("/trade/prices/make/renew/").status_code == 404
    assert client.post("/trade/prices/PL-1/set/").status_code == 404
