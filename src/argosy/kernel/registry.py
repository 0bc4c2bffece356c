"""One kind of registry for deliverables, packs, importers, renderers and charts. Outside packages add by entry point."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things of one kind. ``group`` is the entry-point group an outside package uses, e.g. ``argosy.renderers``."""

    def __init__(self, what: Text, group: str) -> None:
        self.what = what
        self.group = group
        self._things: dict[str, T] = {}
        self._loaded = False

    def add(self, key: str, thing: T) -> T:
        """Register under ``key``; a key used twice raises ``ValueError``."""
        if key in self._things:
            raise ValueError(f"{self.group}: {key} is registered twice")
        self._things[key] = thing
        return thing

    def get(self, key: str) -> T:
        """The thing under ``key``, or ``NotFound`` naming the keys there are."""
        things = self._all()
        if key not in things:
            known = ", ".join(sorted(things))
            raise NotFound(
                Text("沒有這個{what}：{key}。可用的有：{known}", "No {what} called {key}. There are: {known}").format(
                    what=self.what, key=key, known=known
                )
            )
        return things[key]

    def keys(self) -> list[str]:
        """All keys, sorted."""
        return sorted(self._all())

    def __iter__(self) -> Iterator[T]:
        return iter(self._all()[k] for k in self.keys())

    def __contains__(self, key: object) -> bool:
        return key in self._all()

    def _all(self) -> dict[str, T]:
        if not self._loaded:
            self._loaded = True
            for point in entry_points(group=self.group):
                self.add(point.name, point.load())
        return self._things
