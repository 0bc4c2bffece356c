"""Whom a rate is for: whether an origin belongs to the countries, groups, columns and programmes a schedule names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from argosy.engines.tariff.rows import ScheduleRow
from argosy.rules.tariff_source import Column, Programme, TariffSource

Belongs = bool | None


class Places:
    """The groups of a tariff: those its description lists and those its editions brought."""

    def __init__(self, source: TariffSource, imported: Mapping[str, frozenset[str]]) -> None:
        self.source = source
        self.groups = {name: frozenset(members) for name, members in source.groups.items()} | dict(imported)

    def within(self, origin: str, names: Iterable[str]) -> Belongs:
        """Whether the origin is one of ``names`` or in a group of that name; ``None`` when a group's members are not known."""
        unknown = False
        for name in names:
            if name in self.source.everyone:
                return True
            if name in self.groups:
                if origin in self.groups[name]:
                    return True
            elif name in self.source.imported or len(name) != 2 or not name.isalpha():
                unknown = True
            elif name == origin:
                return True
        return None if unknown or not origin else False

    def row(self, row: ScheduleRow, origin: str) -> Belongs:
        """Whether the origin is among those the row itself names."""
        if row.excluded and (shut := self.within(origin, row.excluded)) is not False:
            return False if shut else None
        named = (*row.origins, *((row.group,) if row.group else ()))
        return self.within(origin, named) if named else True

    def column(self, column: Column | None, origin: str) -> Belongs:
        """Whether the column is for the origin."""
        if column is None:
            return True
        return both(self._listed(column.origins, origin), self._not_listed(column.not_origins, origin))

    def programme(self, name: str, origin: str) -> Belongs:
        """Whether a programme by that name is open to the origin: as described, or as a country or a group of that name."""
        known = self.source.programmes.get(name)
        if known is not None:
            return self.described(known, origin)
        return self.within(origin, (name,))

    def described(self, programme: Programme, origin: str) -> Belongs:
        """Whether a described programme is open to the origin."""
        if programme.origins or programme.not_origins:
            return both(self._listed(programme.origins, origin), self._not_listed(programme.not_origins, origin))
        return True if programme.goods else None

    def _listed(self, names: Iterable[str], origin: str) -> Belongs:
        names = tuple(names)
        return self.within(origin, names) if names else True

    def _not_listed(self, names: Iterable[str], origin: str) -> Belongs:
        names = tuple(names)
        inside = self.within(origin, names) if names else False
        return None if inside is None else not inside


def both(a: Belongs, b: Belongs) -> Belongs:
    """Whether both hold: no when one does not, not known when one is not known."""
    if a is False or b is False:
        return False
    return None if a is None or b is None else True
