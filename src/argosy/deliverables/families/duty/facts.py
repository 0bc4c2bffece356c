"""What the duty worksheet reads: the order, the rates of exchange, the rules of the day, reasons for codes, earlier entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from argosy.deliverables.deliverable import Request
from argosy.engines.duty.consignment import Consignment
from argosy.engines.duty.reading import read_consignment
from argosy.engines.duty.whatif import Change, changes
from argosy.engines.tariff.rows import EditionFacts
from argosy.kernel.errors import BadInput
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text, same
from argosy.records.catalog import queries as catalog
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.places import place_name
from argosy.records.reference.queries import FirmFacts
from argosy.records.reports import queries as reports
from argosy.records.tariffs import consignments
from argosy.records.tariffs import queries as tariffs
from argosy.records.tariffs.consignments import Exchange
from argosy.records.tariffs.study import queries as studies
from argosy.rules.library import pack_for
from argosy.rules.pack import Pack

if TYPE_CHECKING:
    from argosy.deliverables.families.duty.result import Result

ORDER, FX, RULES, CODES, TARIFF = "S1", "S2", "S3", "S4", "S5"


@dataclass(frozen=True, slots=True)
class Goods:
    """One goods line as ordered; ``rationale`` is why its code is right, ``reason_from`` where that stands."""

    id: str
    source_row: int
    item: str
    description: Text
    code: str
    origin: str
    unit: str
    rates: dict[str, str]
    rationale: str
    reason_from: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last worksheet line of the same code and origin: effective rate as a fraction of its customs value."""

    line: str
    document: str
    on: date
    rate: Fraction


@dataclass(frozen=True)
class Facts:
    """Everything the builder needs; no query is made after this. ``disputed`` are open disagreements of its applicability study."""

    request: Request
    firm: FirmFacts
    ref: str
    title: Text
    seller: Text
    client: Text
    invoice: str
    vessel: str
    place: Text
    costs: dict[str, str]
    goods: tuple[Goods, ...]
    consignment: Consignment
    pack: Pack
    exchange: tuple[Exchange, ...]
    earlier: tuple[Earlier, ...]
    demo_rates: bool
    sources: tuple[Source, ...]
    changes: tuple[Change, ...] = ()
    disputed: tuple[Text, ...] = ()

    @property
    def term(self) -> Text:
        """The trade term with its named place, as it is written on papers."""
        code = self.consignment.incoterm
        return Text(f"{code} {self.place.zh}".strip(), f"{code} {self.place.en}".strip())

    @cached_property
    def result(self) -> Result:
        """The worksheet of the order as it stands, computed once."""
        from argosy.deliverables.families.duty.result import compute

        return compute(self, self.consignment)


def gather(request: Request) -> Facts:
    """Read everything for one order. ``NotFound`` when there is no such order or no rule pack for its jurisdiction."""
    order = tariffs.order(request.params["order"])
    lines, costs = tariffs.lines(order), tariffs.costs(order)
    pack = pack_for(order.jurisdiction, order.flow)
    exchange = consignments.exchanges(order, costs, pack)
    decided = catalog.reasons((line.product.sku for line in lines if line.product), actor=LOCAL_READER)
    goods = tuple(_goods(line, decided, request.params.get("rationale", "")) for line in lines)
    stated = consignments.plain(order, lines, costs, exchange, request.params.get("allocation", ""), entry_facts(request))
    entry = consignments.completed(read_consignment(stated), pack)
    return Facts(
        request=request,
        firm=reference.firm(),
        ref=order.ref,
        title=Text(order.title_zh or order.title_en or order.file_name, order.title_en or order.title_zh or order.file_name),
        seller=_party(order.seller),
        client=_party(order.client) or reference.firm().name,
        invoice="　".join(filter(None, (order.invoice_no, order.invoice_date.isoformat() if order.invoice_date else ""))),
        vessel=order.vessel,
        place=place_name(order.place),
        costs={c.kind: c.document for c in costs},
        goods=goods,
        consignment=entry,
        pack=pack,
        exchange=tuple(e for e in exchange if e.rate),
        earlier=tuple(_earlier(order, lines)),
        demo_rates=order.rates_are_demo,
        sources=tuple(_sources(order, pack, exchange, goods, entry)),
        changes=changes(entry, pack, wishes(request), lambda changed: consignments.completed(changed, pack)),
        disputed=tuple(studies.disputed(order.ref)),
    )


def wishes(request: Request) -> list[str]:
    """The user's own what-ifs: ``2.commodity_tax=8%; fx.JPY=0.22; 1.origin=VN + incoterm=CIF``."""
    return [wish.strip() for wish in request.params.get("what_if", "").split(";") if wish.strip()]


def entry_facts(request: Request) -> dict[str, str]:
    """Facts of the whole entry: ``fact_<name>`` parameters, and ``facts`` as ``name=value`` parted by ``;``. ``BadInput`` for anything else."""
    stated = {k.removeprefix("fact_"): v for k, v in request.params.items() if k.startswith("fact_") and v}
    pairs = [part.partition("=") for part in request.params.get("facts", "").split(";") if part.strip()]
    wrong = [name.strip() for name, equals, value in pairs if not (equals and value.strip())]
    if wrong:
        message = Text("事實「{f}」須寫成 名稱=值", "Fact “{f}” must be written name=value")
        raise BadInput(message.format(f=", ".join(wrong)))
    return stated | {name.strip(): value.strip() for name, _, value in pairs}


def _goods(line: Any, decided: dict[str, Any], common: str) -> Goods:
    rationale, where = line.rationale, ORDER
    if not rationale and line.product:
        found = next((c for c in decided.get(line.product.sku, ()) if line.code.startswith(c.code)), None)
        rationale, where = (found.rationale, CODES) if found else ("", ORDER)
    return Goods(
        id=str(line.line_no),
        source_row=line.source_row,
        item=line.item,
        description=Text(line.description, line.product.name_en if line.product else line.description),
        code=line.code,
        origin=line.origin,
        unit=line.unit,
        rates=dict(line.rates),
        rationale=rationale or common,
        reason_from=where,
    )


def _party(party: Any) -> Text:
    return Text(party.name_zh or party.name_en, party.name_en or party.name_zh) if party else NOTHING


def _earlier(order: Any, lines: Any) -> list[Earlier]:
    """Against issued worksheets only, and once this order has one of its own, only against those it could know then: a rebuild compares alike."""
    issues = reports.issued_until(tariffs.first_computed(order.ref)).values_list("document__ref")
    last = tariffs.last_entries((line.code for line in lines if line.code), order.date, order.ref, issues)
    used = {row.worksheet.document for row in last.values()}
    numbers = dict(issues.filter(document__ref__in=used).values_list("document__ref", "doc_no")) if used else {}
    pairs = ((line, last.get((line.code, line.origin))) for line in lines)
    return [
        Earlier(str(line.line_no), numbers[row.worksheet.document], row.worksheet.on, Fraction(row.total) / Fraction(row.customs_value))
        for line, row in pairs
        if row is not None and row.customs_value
    ]


def _sources(order: Any, pack: Pack, exchange: tuple[Exchange, ...], goods: tuple[Goods, ...], entry: Consignment) -> list[Source]:
    order_file = Text(f"訂單檔 {order.ref}（{order.file_name}）", f"Order file {order.ref} ({order.file_name})")
    publisher = _party(order.seller)
    found = [
        Source(
            ORDER,
            "document",
            order_file,
            publisher,
            order.invoice_no,
            order.invoice_date or order.date,
            rows=len(goods),
            sha256=order.sha256,
        )
    ]
    tables = [e.table for e in exchange if e.table]
    if tables:
        found.append(reference.source(reference.dataset(tables[0]), FX))
    found.append(Source(RULES, "rule", pack.label, same(pack.id), pack.version, pack.reviewed, rows=len(pack.charges)))
    if any(g.reason_from == CODES for g in goods):
        title = Text("稅則歸列紀錄", "Classification records")
        found.append(
            Source(CODES, "record", title, reference.firm().name, as_of=order.date, rows=sum(g.reason_from == CODES for g in goods))
        )
    found += [_edition(e, i) for i, e in enumerate(consignments.tariff_editions(entry))]
    return found


def _edition(facts: EditionFacts, place: int) -> Source:
    """A tariff edition as a source; the first is S5, further ones (agreements beside the schedule) count on from there."""
    return Source(
        f"S{int(TARIFF[1:]) + place}", "dataset", Text(facts.title_zh, facts.title_en), Text(facts.publisher_zh, facts.publisher_en),
        facts.edition, facts.valid_from or facts.imported, facts.imported, facts.url, facts.licence, facts.rates, facts.sha256,
    )  # fmt: skip
