"""Which programme a line claims, and the rate it gives."""

from __future__ import annotations

from argosy.engines.duty.consignment import Line, TariffRate
from argosy.kernel.text import Text
from argosy.rules.pack import Charge
from argosy.rules.provisions import Programme


def programme_rate(programme: Programme, row: Charge, line: Line) -> TariffRate | None:
    """The rate a programme gives for a charge on a line, or ``None``. Columns of a schedule hold rates of duty.

    Who claims a programme and states a rate of duty on the line states the rate of that programme.
    """
    if row.id in programme.rates:
        return TariffRate(programme.rates[row.id], programme.rates[row.id], programme.id, programme.authority.source)
    if row.kind != "duty" or programme.effect or not (programme.columns or claimed(line, programme)):
        return None
    stated = (line.claim.rate or line.rates.get(row.id)) if line.claim and claimed(line, programme) else None
    if stated:
        return TariffRate(stated, stated, programme.id, Text("使用者填列", "stated by the user"))
    return next((line.columns[name] for name in (programme.id, *programme.columns) if name in line.columns), None)


def claimed(line: Line, programme: Programme) -> bool:
    """Whether the importer asks for the programme on the line."""
    return line.claim is not None and spelt(line.claim.programme) in (spelt(name) for name in (programme.id, *programme.columns))


def spelt(name: str) -> str:
    """A programme as it is looked up: small letters, one kind of hyphen."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")
