"""What the prospect tracking sheet reads, gathered once. No query after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families import lacking
from argosy.deliverables.families.market.known import in_both
from argosy.engines.customers.funnel import SourceYield, StageRate, Weighted
from argosy.kernel.errors import BadInput
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text
from argosy.records.care.leads import queries as leads
from argosy.records.care.leads.funnel import Funnel, funnel
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts

LEADS, COSTS = "S1", "S2"
"""Sources by these ids."""
SOURCES = tuple((code, in_both(lambda label=label: label)) for code, label in leads.LeadSource.choices)
STAGES = tuple((code, row.name) for code, row in leads.stages().items())
PARAMS = (
    Param("rep", Text("業務人員（帳號；空白為全部）", "Salesperson (login; empty: all)")),
    Param("source", Text("來源", "Source"), "choice", choices=SOURCES),
    Param("stage", Text("階段", "Stage"), "choice", choices=(("open", Text("進行中", "Open")), *STAGES)),
    Param("since", Text("建立起日（空白為全部）", "Entered since (empty: all)"), "date"),
)


@dataclass(frozen=True, slots=True)
class Prospect:
    """One prospect as it stood. ``amount`` in ``currency``; ``weighted`` is ``None`` when it is not in the funnel; ``days`` in its stage.

    ``quoted``: whether it ever came to a quotation; ``idle``: days since the last follow-up of an open one.
    """

    ref: str
    created: date
    source: Text
    event: Text
    company: str
    country: str
    contact: str
    need: Text
    amount: Decimal | None
    currency: str
    stage: str
    is_open: bool
    weighted: Weighted | None
    expected_close: date | None
    rival: str
    sample_on: date | None
    last_on: date | None
    next_on: date | None
    days: int
    idle: int | None
    grade: str
    owner: Text
    lost_reason: Text
    consent: bool | None
    quoted: date | None
    screened_on: date | None


@dataclass(frozen=True)
class ProspectFacts:
    """Everything the builder needs. ``rates`` and ``yields`` rest on every prospect, whatever was asked to be listed; ``limits``: idle days by class."""

    request: Request
    firm: FirmFacts
    listed: tuple[Prospect, ...]
    all: int
    rates: tuple[StageRate, ...]
    yields: tuple[SourceYield, ...]
    limits: dict[str, int]
    since: date
    sources: tuple[Source, ...]

    @property
    def on(self) -> date:
        """The last day looked at."""
        return self.request.as_of


def gather(request: Request) -> ProspectFacts:
    """Read everything up to the day asked for; ``BadInput`` for a first day that is none."""
    on, firm = request.as_of, reference.firm()
    if not leads.leads(actor=LOCAL_READER).exists():
        what = Text("尚未登錄任何潛在客戶，銷貨帳冊也不含潛在客戶", "No prospect is on record, and a book of sales holds none")
        raise lacking.refuse(
            what, Text("請於「潛在客戶」頁或以 argosy leads add 登錄", "Enter them on the Prospects page or with argosy leads add")
        )
    held = funnel(on, actor=LOCAL_READER)
    made = [_prospect(row, held, on) for row in held.leads if _wanted(row, request, held)]
    cites = (
        Source(LEADS, "record", Text("潛在客戶與階段異動", "Prospects and their moves"), firm.name, as_of=on, rows=len(held.leads)),
        Source(COSTS, "record", Text("開發費用", "Costs of finding prospects"), firm.name, as_of=on, rows=len(held.yields)),
    )
    return ProspectFacts(
        request, firm, tuple(sorted(made, key=_order)), len(held.leads), held.rates, held.yields, leads.idle_limits(on), held.since, cites
    )  # fmt: skip


def _wanted(row: Any, request: Request, held: Funnel) -> bool:
    given = request.params
    stage, asked = held.tracks[row.ref].stage, given.get("stage", "")
    fits = not asked or stage == asked or (asked == "open" and leads.stage(stage).is_open)
    rep, source = given.get("rep", "").strip().lower(), given.get("source", "")
    return (
        fits
        and (not rep or row.owner.login == rep)
        and (not source or row.source == source)
        and row.created >= _since(given.get("since", ""))
    )


def _since(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.min
    except ValueError:
        raise BadInput(Text("起日「{d}」應為 YYYY-MM-DD", "The day “{d}” is written YYYY-MM-DD").format(d=text)) from None


def _order(one: Prospect) -> tuple[bool, int, str]:
    return not one.is_open, -leads.stage(one.stage).rank if one.is_open else leads.stage(one.stage).rank, one.ref


def _prospect(row: Any, held: Funnel, on: date) -> Prospect:
    track = held.tracks[row.ref]
    stage, since = track.steps[-1]
    told = leads.stage(stage)
    last = row.last_on if row.last_on and row.last_on <= on else since
    quoted = next((day for name, day in track.steps if leads.stage(name).screened), None)
    reason = in_both(row.get_lost_reason_display) if row.lost_reason and stage == "lost" else NOTHING
    return Prospect(
        row.ref, row.created, in_both(row.get_source_display), Text(row.event.name_zh, row.event.name_en or row.event.name_zh) if row.event else NOTHING, row.company,
        row.country, row.contact, _need(row), row.amount, row.currency, stage, told.is_open, held.weighted.get(row.ref), row.expected_close, row.rival,
        row.sample_on if row.sample_on and row.sample_on <= on else None, last, row.next_on if told.is_open else None, (on - since).days,
        (on - last).days if told.is_open else None, row.grade, Text(row.owner.name_zh, row.owner.name_en), reason, row.consent, quoted,
        row.screened_on if row.screened_on and row.screened_on <= on else None,
    )  # fmt: skip


def _need(row: Any) -> Text:
    if row.product is None:
        return Text(row.need, row.need)
    return Text(f"{row.product.sku} {row.product.name_zh}", f"{row.product.sku} {row.product.name_en}")


def usual() -> dict[str, str] | None:
    """Nothing needs to be asked; ``None`` while no prospect is entered."""
    return {} if leads.leads(actor=LOCAL_READER).exists() else None
