from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from argosy.records.care.contacting.models import Interaction, PlannedContact
from argosy.records.care.events.models import Event, Invitation
from argosy.records.care.leads.models import Lead, LeadStage, SourceCost
from argosy.records.care.supply.models import SeasonPlan, StockSnapshot
from argosy.records.record import validate_all
from argosy.records.sample import contacts, prospects, stock_reports
from argosy.records.sample.load import SEED, load_sample, plan

pytestmark = pytest.mark.slow
PARTS = (*contacts.PARTS, *stock_reports.PARTS, *prospects.PARTS)


@pytest.fixture(scope="module", params=(SEED, 7, 99))
def made(request):
    return {"seed": request.param, **{part.name: part.rows(plan(request.param)) for part in PARTS}}


def test_counts_hold_at_any_seed(made):
    assert len(made["interaction"]) == 1621
    assert len(made["stock_snapshot"]) == 12 * 6 * 78
    assert Counter(row["source"] for row in made["lead"]) == {"cold": 12, "alliance": 9, "seminar": 8, "club": 6, "fair": 24, "web": 16}
    assert 13 <= sum(row["stage"] == "won" for row in made["lead"]) <= 15


def test_the_channels_follow_their_shares(made):
    home = Counter(row["channel"] for row in made["interaction"] if row["party"].startswith("C-TW"))
    abroad = Counter(row["channel"] for row in made["interaction"] if not row["party"].startswith("C-TW"))
    assert abs(home["visit"] / home.total() - 0.20) < 0.07
    assert abs(abroad["mail"] / abroad.total() - 0.36) < 0.06


def test_contacts_with_one_customer_stop_in_february_2026(made):
    silent = [row["at"][:10] for row in made["interaction"] if row["party"] == contacts.SILENT]
    assert max(silent) == "2026-02-06"


def test_every_other_weekly_customer_was_contacted_in_the_last_week(made):
    latest = {row["party"]: row["at"][:10] for row in made["interaction"]}
    often = contacts.weekly(plan(made["seed"]))
    assert len(often) >= 12
    assert {code for code in often if latest[code] < "2026-06-25"} == {contacts.SILENT}


def test_stock_is_conserved(made):
    before: dict[tuple[str, str], int] = {}
    for row in made["stock_snapshot"]:
        key = row["party"], row["product"]
        if key in before:
            assert row["quantity"] == before[key] + row["received"] - row["sold"]
        before[key] = row["quantity"]
    assert len(before) == 72


def test_moves_of_prospects_go_forward_in_time(made):
    for row in made["lead"]:
        days = [day for _, day in row["moves"]]
        assert days == sorted(days)
        assert row["moves"][0] == ("potential", row["created"])
        assert (row["stage"] == "lost") == bool(row["lost_reason"])
        assert row["screened_on"] or not {"quote", "won"} & {name for name, _ in row["moves"]}


@pytest.mark.django_db
def test_the_rows_load_and_keep_their_rules():
    load_sample(password="for-the-tests-only")
    assert Interaction.objects.exclude(party=None).count() == 1621
    assert StockSnapshot.objects.count() == 5616
    for model in (Interaction, PlannedContact, Event, Invitation, Lead, LeadStage, SourceCost, SeasonPlan, StockSnapshot):
        rows = list(model.objects.order_by("-pk")[:150])
        assert rows
        validate_all(rows)
    assert Lead.objects.filter(created__gt=date(2026, 6, 30)).count() == 0
