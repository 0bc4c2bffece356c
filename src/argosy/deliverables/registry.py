"""The deliverables that are built, by unversioned key. Outside packages add theirs by the entry point ``argosy.deliverables``."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.freight_manager import o3_1_1_service_guideline
from argosy.deliverables.trade_coordinator import o1_2_1_duty_worksheet, o2_1_1_research_pack, o2_2_1_market_trends, o2_3_1_decision_report
from argosy.deliverables.trade_manager import (
    o1_1_1_business_strategy,
    o1_3_1_service_review,
    o2_1_1_market_intelligence,
    o2_2_1_market_statistics,
    o2_3_1_market_assessment,
    o2_4_1_positioning_plan,
)
from argosy.deliverables.wholesale_sales import (
    o1_1_1_market_analysis,
    o1_2_1_past_sales,
    o1_3_1_customer_upkeep,
    o1_3_2_satisfaction_survey,
    o1_4_1_prospects,
    o2_1_1_competitor_analysis,
    o2_3_1_coaching_schedule,
    o2_3_2_coaching_programme,
    o2_4_1_quotation,
    o2_4_2_contract,
    o2_5_1_sales_management,
)
from argosy.kernel.errors import NotFound
from argosy.kernel.registry import Registry
from argosy.kernel.text import Text
from argosy.standards import catalogue

DELIVERABLES: Registry[Deliverable] = Registry(Text("產出", "output"), "argosy.deliverables")
for _built in (
    o1_2_1_duty_worksheet.DELIVERABLE,
    o1_1_1_business_strategy.DELIVERABLE,
    o1_3_1_service_review.DELIVERABLE,
    o2_1_1_market_intelligence.DELIVERABLE,
    o2_1_1_research_pack.DELIVERABLE,
    o2_2_1_market_statistics.DELIVERABLE,
    o2_2_1_market_trends.DELIVERABLE,
    o2_3_1_market_assessment.DELIVERABLE,
    o2_3_1_decision_report.DELIVERABLE,
    o2_4_1_positioning_plan.DELIVERABLE,
    o1_1_1_market_analysis.DELIVERABLE,
    o1_3_1_customer_upkeep.DELIVERABLE,
    o1_4_1_prospects.DELIVERABLE,
    o1_3_2_satisfaction_survey.DELIVERABLE,
    o2_1_1_competitor_analysis.DELIVERABLE,
    o2_3_1_coaching_schedule.DELIVERABLE,
    o2_3_2_coaching_programme.DELIVERABLE,
    o2_5_1_sales_management.DELIVERABLE,
    o1_2_1_past_sales.DELIVERABLE,
    o2_4_1_quotation.DELIVERABLE,
    o3_1_1_service_guideline.DELIVERABLE,
    o2_4_2_contract.DELIVERABLE,
):
    DELIVERABLES.add(_built.key, _built)


def deliverable(key: str) -> Deliverable:
    """The builder of an output, by any form of its key. An output of the standards that has no builder yet raises ``NotFound`` saying so."""
    output = catalogue.output(key)
    if output.key not in DELIVERABLES:
        built = ", ".join(DELIVERABLES.keys())
        message = Text("{title}（{key}）尚未提供；目前可產生：{built}", "{title} ({key}) is not available yet; available: {built}")
        raise NotFound(message.format(title=output.title, key=output.key, built=built))
    return DELIVERABLES.get(output.key)
