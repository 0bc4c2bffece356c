from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.channels import actions, queries
from argosy.records.channels.models import Section
from argosy.records.people.resources import actions as resources
from argosy.records.people.resources.queries import assessed, gaps
from tests.records.markets.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people, sources):
    actions.open_dossier(actor=people["ep1"], code="LM-SG", name_zh="獅城市集", market="SG")

    def write(count, **fields):
        given = {"words": "x", "as_of": date(2026, 6, 1), "source": "GSO", **fields}
        for key in list(Section.values)[:count]:
            actions.write_section(actor=people["ep1"], code="LM-SG", key=key, **given)
        return queries.dossier("LM-SG", actor=people["ws1"])

    return write


@pytest.mark.parametrize(
    ("count", "fields", "percent"),
    [(12, {}, 100), (11, {}, 91), (12, {"source": ""}, 0), (12, {"as_of": date(2025, 6, 29)}, 0), (12, {"as_of": date(2025, 6, 30)}, 100)],
)
def test_empty_unsourced_and_old_sections_lower_completeness(dossier, count, fields, percent):
    assert queries.completeness(dossier(count, **fields), DAY) == percent


def test_a_launch_needs_a_complete_dossier_and_every_decision_its_reason(dossier, people):
    dossier(11)
    with pytest.raises(Refused, match="91"):
        actions.choose(actor=people["ep1"], code="LM-SG", state="launched", reason="可行", on=DAY)
    with pytest.raises(BadInput):
        actions.choose(actor=people["ep1"], code="LM-SG", state="chosen", reason=" ", on=DAY)
    dossier(12)
    assert actions.choose(actor=people["ep1"], code="LM-SG", state="launched", reason="可行", on=DAY).state == "launched"


def test_a_criterion_without_a_source_is_blank_and_not_zero(dossier, people):
    for criterion, value, source in (("reach", 80, "GSO"), ("fees", 40, "GSO"), ("fit", 10, "")):
        actions.score_channel(actor=people["ep1"], code="LM-SG", criterion=criterion, value=value, as_of=DAY, source=source)
    actions.weigh(actor=people["ep1"], code="LM-SG", weights={"reach": 3})
    made = queries.score(dossier(0))
    assert (made.value, made.blank) == (Decimal("70.0"), ("fit", "logistics", "entry_duty", "net_margin"))
    with pytest.raises(BadInput):
        actions.weigh(actor=people["ep1"], code="LM-SG", weights={"luck": 1})
    with pytest.raises(BadInput):
        actions.score_channel(actor=people["ep1"], code="LM-SG", criterion="fit", value=101, as_of=DAY)


def test_a_fee_is_a_rate_or_an_amount_in_a_currency(dossier, people):
    assert actions.record_fee(
        actor=people["ep1"], code="LM-SG", name="抽成", basis="percent", rate=Decimal("5.45"), as_of=DAY
    ).rate == Decimal("5.45")
    with pytest.raises(BadInput):
        actions.record_fee(actor=people["ep1"], code="LM-SG", name="月費", basis="month", rate=Decimal(30), as_of=DAY)


def test_gaps_are_needed_minus_available_and_stale_entries_are_not_assessed(people, told):
    need = {"market": "VN", "kind": "capital", "name": "週轉金", "unit": "TWD", "reason": "帳期 60 日"}
    resources.need_resource(actor=people["tm1"], quantity=Decimal(5_000_000), unit_cost=Decimal("0.03"), **need)
    assert not assessed(gaps("VN", DAY, actor=people["tm1"]))
    resources.count_resource(
        actor=people["fin"], kind="capital", name="週轉金", quantity=Decimal(3_000_000), unit="TWD", on=date(2026, 6, 1)
    )
    (gap,) = gaps("VN", DAY, actor=people["tm1"])
    assert (gap.missing, gap.cost, assessed([gap])) == (Decimal(2_000_000), Decimal(60_000), True)
    (late,) = gaps("VN", date(2027, 7, 1), actor=people["tm1"])
    assert (late.missing, late.stale) == (None, True)


def test_who_asked_does_not_decide(people, told):
    row = resources.request_resource(
        actor=people["tm1"], need="越南展售", kind="staff", quantity=Decimal(80), unit="h", reason="開發", expected_effect="詢價 +20"
    )
    with pytest.raises(Refused):
        resources.decide_request(actor=people["tm1"], request=row.pk, granted=True)
    assert resources.decide_request(actor=people["gm"], request=row.pk, granted=True).decision == "granted"
    with pytest.raises(Refused):
        resources.decide_request(actor=people["gm"], request=row.pk, granted=False)
