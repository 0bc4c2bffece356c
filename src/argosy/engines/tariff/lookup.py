"""The rates of a code, an origin and a day: what applies without a claim, what may be claimed, and what a person must read.

Pure: it works on a ``Book``, which holds the lines and rates already fetched. The rate stated at the longest code holds, column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from argosy.engines.tariff.belonging import Belongs, Places, both
from argosy.engines.tariff.nomenclature import CodeStatus, Nomenclature, unheld
from argosy.engines.tariff.rows import EditionFacts, ScheduleRow
from argosy.kernel.text import NOTHING, Text
from argosy.rules.tariff_source import Programme, TariffSource

SEVERAL = Text("有數個稅率，須人工擇定：{r}", "several rates are stated; a person must choose: {r}")
ORIGIN = Text("稅率依產地而異，產地未填", "the rate depends on the origin, which was not stated")
NOT_LISTED = Text("附表未列此號列，依協定適用", "the schedule does not list this code: the agreement's rate for all others")
OTHERS = Text("附表僅列其他締約國之稅率，須人工判定", "the schedule lists a rate for other parties only: a person must look")
OVER = Text("方案僅於 {a} 至 {b} 有效", "the programme holds from {a} to {b} only")
PLACES = Text("適用國家名單尚未匯入，須人工判定", "the list of places it is for was not imported: a person must decide")


@dataclass(frozen=True, slots=True)
class Offer:
    """A rate a schedule holds out. ``text`` is its canonical rate, empty when a person must read it (``why``).

    ``programme`` is the name a claim gives it, empty for what applies without one. ``eligible`` says whether the origin qualifies as far as
    the schedule goes: ``None`` is not known. ``code`` is where the rate is stated.
    """

    charge: str
    column: str
    use: str
    programme: str
    label: Text
    text: str
    raw: str
    eligible: Belongs
    code: str
    origins: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    quota: str = ""
    additional_code: str = ""
    conditions: str = ""
    unit: str = ""
    legal: str = ""
    why: Text = NOTHING
    valid_from: date | None = None
    valid_to: date | None = None
    series: str = ""
    edition: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What the tariff says of a code. ``rates`` maps a charge to the rate that applies; ``needs_person`` holds what stands in its place.

    ``stated`` is everything in force for the code, for whomever it is; it is filled on demand.
    """

    status: CodeStatus
    origin: str
    rates: Mapping[str, Offer] = field(default_factory=dict)
    programmes: tuple[Offer, ...] = ()
    needs_person: tuple[Offer, ...] = ()
    stated: tuple[Offer, ...] = ()

    def programme(self, name: str, charge: str = "duty") -> Offer | None:
        """The offer of a programme the origin may claim, else any by that name."""
        mine = [o for o in self.programmes if o.programme == name and o.charge == charge]
        return next((o for o in mine if o.eligible), mine[0] if mine else None)


@dataclass(frozen=True)
class Book:
    """Everything a look-up needs of one tariff on one day. ``rows`` maps a code to the rates stated at it, all editions in force."""

    source: TariffSource
    on: date
    editions: tuple[EditionFacts, ...]
    lines: Nomenclature
    rows: Mapping[str, Sequence[ScheduleRow]]
    groups: Mapping[str, frozenset[str]]
    imported: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", Places(self.source, self.groups))

    places: Places = field(init=False, repr=False, compare=False)


def look_up(book: Book, code: str, origin: str = "", every: bool = False) -> Found:
    """The rates of ``code`` (digits) for ``origin`` (ISO 3166-1 alpha-2, empty: not known) on the day of the book.

    ``every`` also gives the programmes the origin does not qualify for, and everything stated.
    """
    if not book.editions:
        return Found(unheld(code, book.source.jurisdiction, book.on, book.imported), origin)
    status = book.lines.status(code, book.on)
    rows = list(_stated(book, status.code or code)) if status.state != "unknown" else []
    offers = [offer for row in rows for offer in _offers(book, row, origin)]
    rates, worded = _standing(book, [o for o in offers if o.use == "standard"])
    claims = [o for o in offers if o.use != "standard"]
    claims += [replace(o, use="document", programme=o.additional_code) for o in offers if o.use == "standard" and o.additional_code]
    if rows:
        claims += _unlisted(book, claims, origin)
    mine = tuple(o for o in claims if every or o.eligible is not False)
    return Found(status, origin, rates, mine, tuple(worded), tuple(offers) if every else ())


def _stated(book: Book, code: str) -> Iterator[ScheduleRow]:
    """The rates in force for a code: for each column and whom it is for, those of the longest code that states any."""
    taken: dict[tuple[object, ...], int] = {}
    for size in range(len(code), 1, -1):
        for row in book.rows.get(code[:size], ()):
            key = (row.charge, row.column, row.names, row.origins, row.group, row.additional_code)
            if row.holds(book.on) and taken.setdefault(key, size) == size:
                yield row


def _offers(book: Book, row: ScheduleRow, origin: str) -> Iterator[Offer]:
    column = book.source.column(row.column)
    open_to = both(book.places.row(row, origin), book.places.column(column, origin))
    use = row.use or (column.use if column else "standard")
    label = column.label if column else Text(row.column, row.column)
    if use == "standard":
        yield _offer(row, use, "", label, open_to)
    elif not row.names:
        yield _offer(row, use, _named(row, use, origin, open_to), label, open_to)
    for name in row.names if use != "standard" else ():
        known = book.source.programmes.get(name)
        if known is None or known.holds(book.on):
            yield _offer(row, use, name, known.label if known else label, both(open_to, book.places.programme(name, origin)))
        else:
            yield replace(_offer(row, use, name, known.label, False), why=OVER.format(a=known.valid_from or "—", b=known.valid_to or "—"))


def _named(row: ScheduleRow, use: str, origin: str, open_to: Belongs) -> str:
    """What a claim calls a rate that names no programme: a preference by its group or origin, a quota by its number too, others by the column."""
    if use not in ("preference", "quota"):
        return row.column
    place = row.group or (origin if open_to and origin in row.origins else row.origins[0] if len(row.origins) == 1 else row.column)
    return f"{place} {row.quota}" if row.quota else place


def _offer(row: ScheduleRow, use: str, programme: str, label: Text, eligible: Belongs) -> Offer:
    return Offer(
        row.charge, row.column, use, programme, label, row.canonical, row.raw, eligible, row.code, row.origins or row.names, row.excluded, row.quota,
        row.additional_code, row.conditions, row.unit, row.legal, row.why, row.valid_from, row.valid_to, row.series, row.edition, row.at,
    )  # fmt: skip


def _standing(book: Book, offers: Sequence[Offer]) -> tuple[dict[str, Offer], list[Offer]]:
    """Of the standard offers of each charge, the one that applies, or what a person must settle."""
    rates: dict[str, Offer] = {}
    worded: list[Offer] = []
    for charge in dict.fromkeys(o.charge for o in offers):
        mine = [o for o in offers if o.charge == charge and o.eligible is not False]
        chosen = _chosen(book, mine)
        if chosen is None:
            continue
        if chosen.text:
            rates[charge] = chosen
        elif chosen.why:
            worded.append(chosen)
    return rates, worded


def _chosen(book: Book, offers: Sequence[Offer]) -> Offer | None:
    order = [c.id for c in book.source.columns]
    offers = sorted(offers, key=lambda o: order.index(o.column) if o.column in order else len(order))
    if not offers:
        return None
    first = [o for o in offers if o.column == offers[0].column]
    if any(o.eligible is None for o in first):
        return _unsure(offers)
    plain = [o for o in first if not o.additional_code] or first
    if len({o.text for o in plain}) > 1 or (plain[0].additional_code and len(plain) > 1) or plain[0].additional_code:
        return _worded(plain, SEVERAL.format(r="; ".join(_told(o) for o in plain)))
    column = book.source.column(plain[0].column)
    if column is not None and column.confirm and plain[0].text:
        return _worded(plain, column.confirm)
    return plain[0]


def _unsure(offers: Sequence[Offer]) -> Offer | None:
    """The origin, or the list of a group, is not known: one text is still sure when every column says the same."""
    if len({o.text for o in offers}) == 1 and offers[0].text and len({o.column for o in offers}) > 1:
        return offers[0]
    reason = PLACES if any(o.eligible is None and o.origins for o in offers) else ORIGIN
    return _worded(offers, Text(f"{reason.zh}：{_listing(offers)}", f"{reason.en}: {_listing(offers)}"))


def _listing(offers: Iterable[Offer]) -> str:
    return "; ".join(_told(o) for o in offers)


def _told(offer: Offer) -> str:
    return " ".join(part for part in (offer.additional_code or offer.column, offer.text or offer.raw) if part)


def _worded(offers: Sequence[Offer], why: Text) -> Offer:
    return replace(offers[0], text="", raw=" | ".join(dict.fromkeys(o.raw or o.text for o in offers)), why=why, eligible=None)


def _unlisted(book: Book, offers: Sequence[Offer], origin: str) -> Iterator[Offer]:
    """Programmes whose schedule lists exceptions only: where it does not list this code, or lists it for other parties."""
    listed = {o.programme: o.eligible for o in sorted(offers, key=lambda o: o.eligible is not False)}
    held = {e.series: e for e in book.editions}
    for programme in book.source.programmes.values():
        if not programme.absent or programme.absent_from not in held or not programme.holds(book.on):
            continue
        eligible = book.places.described(programme, origin)
        if programme.id not in listed:
            yield _absent(programme, held[programme.absent_from], eligible, programme.absent, NOTHING)
        elif listed[programme.id] is False and eligible is not False:
            yield _absent(programme, held[programme.absent_from], None, "", OTHERS)


def _absent(programme: Programme, edition: EditionFacts, eligible: Belongs, text: str, why: Text) -> Offer:
    return Offer(
        programme.charge, programme.column, "preference", programme.id, programme.label, text, "", eligible, "", programme.origins,
        conditions="" if why else NOT_LISTED.say("both"), why=why, series=edition.series, edition=edition.edition,
    )  # fmt: skip
