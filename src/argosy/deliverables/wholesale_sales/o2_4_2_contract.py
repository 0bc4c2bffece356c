"""WS/O2.4.2 合約: the articles in two columns for both parties, and the internal annex on what they bring."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable, Param, Rendition
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.offer import contract_pages as pages
from argosy.deliverables.families.offer.contract_facts import ContractFacts, gather
from argosy.deliverables.families.offer.rules import RULES
from argosy.kernel.text import Text
from argosy.records.contracts import queries as contracts
from argosy.records.permission import LOCAL_READER
from argosy.report.checks import Hit
from argosy.report.model import Report

KEY = "KPS3322-002/O2.4.2"
UNIT = Text("業務部", "Sales")
PARAMS = (Param("contract", Text("合約", "Contract"), required=True),)
WHERE = {"CT1": "differences", "CT2": "clauses", "CT3": "deviations", "CT4": "signing_fields", "CT5": "clauses"}
TITLE = Text("合約", "Contract")


def build(facts: ContractFacts) -> Report:
    """What both sign first; the annex and the common tail are for the firm."""
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=facts.head.title, unit=UNIT, citations=facts.sources, rules=RULES,
        names=pages.names(facts),
    )  # fmt: skip
    return framed(frame, (*pages.sections(facts), *pages.annex(facts), *tail()))


def check(facts: ContractFacts, report: Report) -> list[Hit]:
    """CT1 to CT5, as the action that signs finds them; their words say where."""
    return [Hit(fault.check, (WHERE[fault.check],), dict.fromkeys(("欄位", "條", "變數"), fault.subject)) for fault in facts.faults]


def usual() -> dict[str, str] | None:
    """The first contract with legal or in draft, else the newest."""
    rows = contracts.contracts(actor=LOCAL_READER)
    row = rows.filter(state="review").order_by("number").first() or rows.filter(state="draft").order_by("number").first() or rows.first()
    return {"contract": row.number} if row is not None else None


def hands(facts: ContractFacts) -> frozenset[str]:
    """Who drew it up."""
    return facts.hands


DELIVERABLE = Deliverable(
    key=KEY,
    params=PARAMS,
    gather=gather,
    build=build,
    check=check,
    nothing=Text(
        "尚未登錄任何合約。請由報價單擬定（argosy contract draw 或「合約」頁），再指定其編號（contract=編號）",
        "No contract is on record. Draw one up from a quotation (argosy contract draw or the Contracts page), then name its number (contract=NUMBER)",
    ),
    usual=usual,
    hands=hands,
    main=Rendition("document", TITLE, "external", "portrait", ("pdf", "docx", "html")),
    renditions=(Rendition("annex", pages.ANNEX, "internal", "portrait", ("pdf", "docx"), own=True),),
)
