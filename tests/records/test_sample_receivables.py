"""The sample firm's receivables and credit: the book adds up, and what was planted holds at any seed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from argosy.engines.receivables.bounces import Presented, bounces
from argosy.records.receivables.billing.models import Invoice
from argosy.records.record import validate_all
from argosy.records.sample import credit, credit_store, receivables_store
from argosy.records.sample.load import SEED, load_sample, plan
from argosy.records.sample.receivables_book import book
from argosy.records.sample.selling import AS_OF

pytestmark = pytest.mark.slow
SEEDS = (SEED, 7, 99, 1, 2, 3)


@pytest.fixture(scope="module", params=SEEDS)
def made(request):
    return book(plan(request.param))


def test_an_invoice_for_every_order_that_left(made):
    assert 690 <= len(made.invoices) <= 712
    lines = Counter()
    for line in made.lines:
        lines[line["invoice"]] += line["amount"] + line["tax"]
    assert {row["number"]: row["total"] for row in made.invoices} == dict(lines)


def test_receipts_and_credits_are_what_invoices_took_and_what_is_left_over(made):
    came = sum(row["amount"] for row in (*made.receipts, *made.credits))
    went = sum(row["amount"] for row in made.allocations)
    kept = sum(row["amount"] - row["used"] for row in made.prepayments)
    assert came == went + kept
    assert all(0 <= row["settled"] <= row["total"] for row in made.invoices)
    assert all((row["settled_on"] is not None) == (row["settled"] == row["total"]) for row in made.invoices)


def test_half_are_paid_late_and_some_are_open(made):
    late = [(row["settled_on"] - row["due"]).days >= 1 for row in made.invoices if row["settled_on"]]
    assert 0.45 <= sum(late) / len(late) <= 0.65
    assert 40 <= sum(row["settled_on"] is None for row in made.invoices) <= 85
    assert all(row["date"] <= AS_OF for row in (*made.receipts, *made.credits, *made.invoices))


def test_seven_cheques_bounced_as_planted(made):
    back = [row for row in made.cheques if row["result"] == "bounced"]
    told = Counter((row["customer"], row["reason"], row["annotation"]) for row in back)
    assert told == {("C-TW-04", "funds", ""): 4, ("C-TW-05", "funds", "redeemed"): 2, ("C-TW-06", "signature", "represented"): 1}
    assert all(row["follow_up"] for row in back)
    mine = [
        Presented(row["amount"], row["presented"], row["bounced_on"], row["reason"], row["annotated_on"])
        for row in back
        if row["customer"] == "C-TW-04"
    ]
    assert bounces(mine, AS_OF).refused_since is not None
    assert all(row["number"].startswith("DM") for row in made.cheques)


def test_every_return_is_credited_or_explained(made):
    assert len(made.credits) + len(made.explained) >= 38
    assert made.explained


@pytest.mark.parametrize("seed", SEEDS)
def test_one_customer_stands_at_131_percent_and_no_other_above_its_limit(seed):
    used = {code: credit.exposures(plan(seed))[code].total / limit for code, (_, limit) in credit.limits(plan(seed)).items()}
    over = {code: round(share, 2) for code, share in used.items() if share > Decimal("0.9")}
    assert over == {"C-TW-04": Decimal("1.31")}


def test_one_account_of_the_firm_changed_lately_and_nobody_called_back():
    rows = [row for row in credit_store.account_rows(plan()) if not row["party"]]
    changed = [row for row in rows if not row["checked"]]
    assert (len(rows), len(changed), changed[0]["changed_on"] > date(2026, 5, 1)) == (3, 1, True)


@pytest.mark.parametrize("seed", SEEDS)
def test_fifteen_customers_hold_accounts_one_in_distress(seed):
    rows = credit.statement_rows(plan(seed))
    assert len(rows) == len({row["customer"] for row in rows}) == 15
    peers = credit_store.trade_rows(plan(seed))
    assert all(row["lawful"] and row["lawful_basis"] for row in peers)


def test_the_rows_are_records_that_keep_their_rules(db):
    from django.apps import apps

    load_sample(password="for-the-tests-only")
    for app in ("receivables", "credit"):
        for model in apps.get_app_config(app).get_models():
            if hasattr(model, "history"):
                validate_all(model.objects.all())
    assert Invoice.objects.filter(settled_on__isnull=True).count() == 58
    assert {row.month for row in apps.get_model("receivables", "ClosedPeriod").objects.all()} >= {date(2025, 1, 1), date(2026, 4, 1)}


def test_numbers_go_on_after_the_samples_own(db):
    from argosy.records.people.models import Person
    from argosy.records.receivables.billing.actions import charge

    load_sample(password="for-the-tests-only")
    last = max(row["number"] for row in book(plan()).invoices if row["number"].startswith("IV-202606"))
    made = charge(
        actor=Person.objects.get(login="fin"),
        customer="C-TW-01",
        date=date(2026, 6, 30),
        description="模具費",
        amount=Decimal(10),
        currency="TWD",
    )
    assert int(made.number[-4:]) == int(last[-4:]) + 1
    assert receivables_store.overdue(plan())
