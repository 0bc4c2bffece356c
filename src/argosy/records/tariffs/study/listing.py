"""What a study lists: the measures of its goods and the lawful ways to pay, from the rules of the day and the schedule, if one is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.engines.duty.assessment import Assessment, Option
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.consignment import Consignment, Line, TariffRate
from argosy.engines.duty.demands import RATE, Demand, programme_demands, relief_demands
from argosy.engines.duty.measures import Measure, entry_measures, line_measures
from argosy.engines.duty.reading import read_consignment
from argosy.kernel.money import decimal_text
from argosy.kernel.text import NOTHING, Text
from argosy.records.record import in_both
from argosy.records.reference import queries as reference
from argosy.records.tariffs import consignments
from argosy.records.tariffs.study.models import ApplicabilityStudy, OptionCondition, StudyLine
from argosy.rules.library import pack_for
from argosy.rules.pack import Pack
from argosy.rules.provisions import Programme

_PROCEDURE = Text(
    "規則未收錄此通關程序，所列為進口供國內使用之措施", "The rules hold nothing on this procedure: listed is what holds for home use"
)


@dataclass(frozen=True)
class Found:
    """What the rules say of a study: its measures, and the assessment its options come from (``None`` where nothing could be worked out)."""

    pack: Pack
    edition: str
    measures: tuple[Measure, ...]
    made: Assessment | None


def found(study: ApplicabilityStudy) -> Found:
    """Everything listed for a study as it stands. ``NotFound`` when there are no rules for its destination."""
    pack = pack_for(study.jurisdiction, study.flow)
    lines = list(study.lines.all())
    entry = consignments.completed(consignment(study, lines, pack), pack)
    usable = entry.lines and any(line.code for line in entry.lines)
    made = assess(entry, pack, today=reference.today()) if usable else None
    return Found(pack, editions(entry), tuple(measures_for(study, lines, entry, pack)), made)


def editions(entry: Consignment) -> str:
    """The editions of the schedules that rates of the entry were read in; empty while none is loaded."""
    rates = (rate for line in entry.lines for rate in (*line.tariff.values(), *line.columns.values()))
    return "、".join(dict.fromkeys(rate.edition for rate in rates if rate.edition))


def measures_for(study: ApplicabilityStudy, lines: Iterable[StudyLine], entry: Consignment, pack: Pack) -> Iterator[Measure]:
    """Every measure in force for each line under each candidate code, then those of the whole entry."""
    by_id = {line.id: line for line in entry.lines}
    for row in lines:
        for code in row.codes or [""]:
            whole = _under(code, by_id[str(row.line_no)], entry, pack)
            line = next(x for x in whole.lines if x.id == str(row.line_no))
            yield from line_measures(pack, line, study.date, _unknown(whole, line))
    yield from entry_measures(pack, entry.lines, study.date)
    if study.procedure != "release" and not any(p.kind == "regime" and p.span.holds(study.date) for p in pack.programmes):
        yield _unruled(study, pack)


def _under(code: str, line: Line, entry: Consignment, pack: Pack) -> Consignment:
    """The line under a candidate code, with what the tables know of that code."""
    if code == line.code:
        return entry
    return consignments.completed(replace(entry, lines=(replace(line, code=code, tariff={}, columns={}),), found=()), pack)


def _unknown(entry: Consignment, line: Line) -> Text:
    """Why the schedule at hand knows no such code; nothing where it does, or where none is loaded."""
    if not line.code or line.tariff or line.columns:
        return NOTHING
    return next((gap.why for gap in entry.found if gap.line == line.id and gap.field == "code"), NOTHING)


def _unruled(study: ApplicabilityStudy, pack: Pack) -> Measure:
    label = in_both(lambda: str(ApplicabilityStudy.Procedure(study.procedure).label))
    return Measure(
        "", "", "procedure", study.procedure, f"procedure.{study.procedure}", label, "", NOTHING, "look_up", NOTHING, NOTHING, "low",
        f"{pack.id} {pack.version}", None, None, _PROCEDURE,
    )  # fmt: skip


def consignment(study: ApplicabilityStudy, lines: Iterable[StudyLine], pack: Pack) -> Consignment:
    """The entry to assess: the order's own terms and costs, or the goods at the border value; with the evidence there is."""
    rows = list(lines)
    evidence = list(OptionCondition.objects.filter(option__study=study).exclude(document=""))
    data = _of_order(study, rows, pack) if study.order else _of_goods(study, rows, pack)
    data["facts"] = {**data["facts"], **_facts(evidence, 0)}
    for line in data["lines"]:
        line["facts"] = {**line["facts"], **_facts(evidence, int(line["id"]))}
    return _with_rates(read_consignment(data), evidence, pack)


def _of_order(study: ApplicabilityStudy, rows: list[StudyLine], pack: Pack) -> dict[str, Any]:
    order = study.order
    assert order is not None
    stored, costs = {line.line_no: line for line in order.lines.all()}, list(order.costs.all())
    data = consignments.plain(order, [stored[row.line_no] for row in rows], costs, consignments.exchanges(order, costs, pack))
    lines = [{**line, "code": row.code, "origin": row.origin, "facts": row.facts} for line, row in zip(data["lines"], rows, strict=True)]
    return {**data, "date": study.date, "lines": lines}


def _of_goods(study: ApplicabilityStudy, rows: list[StudyLine], pack: Pack) -> dict[str, Any]:
    currency = next((row.currency for row in rows if row.currency), pack.currency)
    names = ("code", "origin", "description", "value", "quantity", "unit", "net_kg", "facts", "rates")
    return {
        "jurisdiction": study.jurisdiction, "flow": study.flow, "date": study.date, "incoterm": pack.value_basis.upper(), "currency": currency,
        "facts": study.facts, "other": [{"kind": kind, "amount": amount, "currency": currency} for kind, amount in study.costs.items()], "lines": [{"id": str(r.line_no), **{n: getattr(r, n) for n in names}} for r in rows],
    }  # fmt: skip


def _facts(evidence: Iterable[OptionCondition], line_no: int) -> dict[str, str]:
    return {c.key: c.value for c in evidence if c.line_no == line_no and c.asks in ("yes_no", "number") and c.value}


def _with_rates(entry: Consignment, evidence: Iterable[OptionCondition], pack: Pack) -> Consignment:
    """Rates shown to hold under a programme, as if they stood in its column of a schedule."""
    shown: dict[str, dict[str, TariffRate]] = {}
    for one in evidence:
        if one.key == RATE and one.value:
            by = Text(one.document, one.document)
            shown.setdefault(str(one.line_no), {})[one.option.programme] = TariffRate(one.value, one.value, one.option.programme, by)
    lines = tuple(replace(line, columns={**line.columns, **shown.get(line.id, {})}) for line in entry.lines)
    return replace(entry, lines=lines)


def demands_of(option: Option, pack: Pack, lines: Mapping[str, Line]) -> list[tuple[int, Demand]]:
    """What an option must prove: (line number or 0 for the entry, what). Paying as declared needs nothing."""
    programme: Programme | None = next((p for p in pack.programmes if p.id == option.programme), None)
    if programme is not None:
        pairs = [(int(name), d) for name in option.lines for d in programme_demands(pack, programme, lines[name])]
        entry = {d.key: (0, d) for _, d in pairs if d.scope == "entry"}
        return [*entry.values(), *((n, d) for n, d in pairs if d.scope == "line")]
    if any(e.id == option.programme for e in pack.exemptions):
        return [(0, d) for d in relief_demands(pack, option.programme)]
    return []


def money(amount: Fraction | None) -> Decimal | None:
    """An amount as it is stored."""
    return None if amount is None else Decimal(decimal_text(amount, 2))
