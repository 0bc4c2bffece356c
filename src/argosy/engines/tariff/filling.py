"""A consignment with the rates its tariff states: what is given on a line stays, the rest comes from the schedule and says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from argosy.engines.duty.consignment import Consignment, Line, TariffRate, Unresolved
from argosy.engines.duty.rate import currencies, in_currency, read_rate
from argosy.engines.tariff.lookup import Book, Found, Offer, look_up
from argosy.kernel.text import Text

Worth = Callable[[str], Fraction]
DUTY = "duty"
CODE = Text("稅則號別", "commodity code")
NO_FX = Text("稅率以 {c} 計，缺 {c} 匯率", "the rate is in {c} and no exchange rate of {c} was given")


def fill(consignment: Consignment, book: Book) -> Consignment:
    """The consignment with the rates of the book, and what is wrong with a code in ``found``.

    ``tariff`` of a line maps each charge to the rate that applies without a claim, unless a rate was given for it; ``columns`` maps each
    programme and column the origin may qualify for to its rate of duty. What is on the line already stands. Amounts in other currencies are
    converted at the consignment's ``fx``.
    """
    lines: list[Line] = []
    gaps: list[Unresolved] = []
    seen: dict[tuple[str, str], Found] = {}
    titles = {series.id: series.title for series in book.source.series}
    for line in consignment.lines:
        if not line.code:
            lines.append(line)
            continue
        found = seen.setdefault((line.code, line.origin), look_up(book, line.code, line.origin))
        lines.append(_filled(line, found, consignment.fx.__getitem__, titles))
        gaps += _gaps(line, found)
    return replace(consignment, lines=tuple(lines), found=(*consignment.found, *gaps))


def codes(consignment: Consignment) -> frozenset[str]:
    """The codes a book must know for the consignment."""
    return frozenset(line.code for line in consignment.lines if line.code)


def _filled(line: Line, found: Found, worth: Worth, titles: Mapping[str, Text]) -> Line:
    stated = {o.charge: tariff_rate(o, worth, titles) for o in (*found.needs_person, *found.rates.values()) if o.charge not in line.rates}
    columns: dict[str, TariffRate] = {}
    for offer in sorted(found.programmes, key=lambda o: (o.eligible is None, not o.text)):
        if offer.charge == DUTY:
            columns.setdefault(offer.programme, tariff_rate(offer, worth, titles))
    return replace(line, tariff={**stated, **line.tariff}, columns={**columns, **line.columns})


def tariff_rate(offer: Offer, worth: Worth, titles: Mapping[str, Text]) -> TariffRate:
    """An offer as a line carries it, in the jurisdiction's own currency."""
    text, why = _own_currency(offer, worth)
    return TariffRate(
        text, offer.raw, offer.programme or offer.column, titles.get(offer.series, Text(offer.series, offer.series)), offer.edition, offer.quota, offer.code,
        offer.label, offer.use, offer.conditions, why, offer.eligible,
    )  # fmt: skip


def _own_currency(offer: Offer, worth: Worth) -> tuple[str, Text]:
    rate = read_rate(offer.text, foreign=True) if offer.text else None
    if rate is None:
        return f"? {offer.raw}".strip(), offer.why
    for currency in sorted(currencies(rate)):
        try:
            worth(currency)
        except KeyError:
            return f"? {offer.text}", NO_FX.format(c=currency)
    return str(in_currency(rate, worth)), offer.why


def _gaps(line: Line, found: Found) -> list[Unresolved]:
    """What is wrong with the code of a line. Without any rate the charges that need one cannot be worked out."""
    status = found.status
    if status.usable or status.state in ("no_schedule", "no_edition"):
        return []
    return [Unresolved(line.id, "code", CODE, status.message, status.ask, blocks=not (found.rates or line.rates))]
