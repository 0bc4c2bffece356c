"""WS/O2.4.1 報價單: the customer's pages, and the internal annex as a file of its own."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable, Param, Rendition
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.offer import annex, pages, workings
from argosy.deliverables.families.offer.checks import check
from argosy.deliverables.families.offer.facts import Facts, gather
from argosy.deliverables.families.offer.landing import landed_costs
from argosy.deliverables.families.offer.rules import RULES
from argosy.kernel.text import Text
from argosy.records.permission import LOCAL_READER
from argosy.records.sales import queries as sales
from argosy.report.model import Report

KEY = "KPS3322-002/O2.4.1"
UNIT = Text("業務部", "Sales")
SHOWN = (("yes", Text("列印", "printed")), ("no", Text("不列印", "left out")))
PARAMS = (
    Param("quotation", Text("報價單", "Quotation"), required=True),
    Param("variant", Text("內外銷（空白依報價單）", "Export or domestic (empty: as the quotation says)"), "choice", choices=(("export", Text("外銷", "export")), ("domestic", Text("內銷", "domestic")))),
    Param("tiers", Text("級距價", "Prices by quantity"), "choice", default="yes", choices=SHOWN),
    Param("terms", Text("並列其他貿易條件之價格（例：EXW, FOB）", "Prices at other trade terms to print (such as EXW, FOB)")),
    Param("hs", Text("稅則號別", "HS codes"), "choice", default="yes", choices=SHOWN),
    Param("duty_rate", Text("目的國關稅率，稅則未匯入時用（例：5%）", "Duty rate of the destination where no tariff is imported (such as 5%)")),
)  # fmt: skip
TITLE = Text("報價單", "Quotation")


def build(facts: Facts) -> Report:
    """Customer's pages first; the annex and the common tail are for the firm."""
    rungs = annex.rungs(facts)
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, unit=UNIT, citations=facts.sources, rules=RULES, names=pages.names(facts) | workings.names(facts),
    )  # fmt: skip
    return framed(
        frame, (*pages.sections(facts), *annex.sections(facts, landed_costs(facts, rungs)), *tail(figures=annex.explained(facts, rungs)))
    )


def usual() -> dict[str, str] | None:
    """The first draft waiting to go out, else the newest quotation."""
    rows = sales.quotations(actor=LOCAL_READER)
    row = rows.filter(state="draft").order_by("number").first() or rows.first()
    return {"quotation": row.number} if row is not None else None


def hands(facts: Facts) -> frozenset[str]:
    """Who made it and who sells."""
    return facts.hands


DELIVERABLE = Deliverable(
    key=KEY,
    params=PARAMS,
    gather=gather,
    build=build,
    check=check,
    nothing=Text(
        "尚未登錄任何報價單。請以 argosy quote draft 或於「報價單」頁草擬一份，再指定其編號（quotation=編號）",
        "No quotation is on record. Draft one with argosy quote draft or on the Quotations page, then name its number (quotation=NUMBER)",
    ),
    usual=usual,
    hands=hands,
    main=Rendition("document", TITLE, "external", "portrait", ("pdf", "docx", "xlsx", "html")),
    renditions=(Rendition("annex", annex.TITLE, "internal", "portrait", ("pdf", "docx", "xlsx"), own=True),),
)
