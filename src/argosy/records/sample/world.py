"""What a part of the sample firm is given to load with, and how its rows are kept."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from django.db.models import Model

from argosy.records import clock
from argosy.records.bulk import insert
from argosy.records.sample.stream import Stream

Row = dict[str, Any]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Plan:
    """What decides the rows: the seed, and how many times the demo size (1 for the demo, 200 for load tests)."""

    seed: int
    times: int = 1

    def stream(self, table: str) -> Stream:
        """The draws of one table."""
        return Stream(self.seed, table)


@dataclass(slots=True)
class World:
    """The store while it is being filled. ``made`` holds what earlier parts kept, by kind and natural key."""

    plan: Plan
    now: datetime
    password: str
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def keep(self, model: type[M], rows: Iterable[M], kind: str = "", key: str = "") -> list[M]:
        """Write rows with their history, all at once; under ``kind`` later parts find them by their field ``key``."""
        kept = list(rows)
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        columns = {field.attname: [field.pre_save(row, add=True) for row in kept] for field in fields}
        with clock.at(self.now):
            keys = insert(model, columns, len(kept), reason="sample", checked=True)
        for row, number in zip(kept, keys, strict=True):
            row.pk, row._state.adding = number, False
        if kind:
            self.made[kind] = {getattr(row, key): row for row in kept}
        return kept


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the sample firm: ``rows`` are plain and decided by the plan alone, ``store`` turns them into records."""

    name: str
    rows: Callable[[Plan], list[Row]]
    store: Callable[[World, list[Row]], None]


@cache
def written(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file in ``data``, as text."""
    with files("argosy.records.sample").joinpath("data", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
