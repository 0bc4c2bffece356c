"""Sources, culture notes and compliance checklists of the sample firm, and the channels it knows."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone

from argosy.records.channels.models import ChannelDossier, ChannelFee, ChannelScore, DossierSection
from argosy.records.reference.sourcing.models import ComplianceChecklist, ComplianceRule, CultureNote, Source, SourceGrade, WatchRule
from argosy.records.sample.world import Part, Plan, Row, World, written

GRADED = date(2026, 1, 5)
OPENED = date(2026, 5, 18)
WATCHES = (
    ("S-COM", "越南 8714 進口成長", "growth", "VN", "8714", "10", "cs3"),
    ("S-COM", "茶葉進口成長", "growth", "", "0902", "15", "ep1"),
    ("S-CUS", "新增 8712 目", "subheading", "", "8712", None, "cs3"),
    ("S-RMU", "自行車燈新上架", "listing", "US", "8512", None, "ep1"),
    ("S-OFC", "東南亞新標準", "standard", "VN", "", None, "cs3"),
)


@cache
def _dossiers() -> dict[str, dict[str, Any]]:
    text = files("argosy.records.sample").joinpath("data", "dossiers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def source_rows(plan: Plan) -> list[Row]:
    """Sixteen sources; they do not depend on the seed."""
    return [dict(row) for row in written("sources")]


def culture_rows(plan: Plan) -> list[Row]:
    """Notes on four markets: Japan and Germany whole, Vietnam with headings uncovered and one past its review date."""
    return [dict(row) for row in written("culture")]


def compliance_rows(plan: Plan) -> list[Row]:
    """Two checklists: one rule without citation, one past its last day, one nobody decided."""
    return [dict(row) for row in written("compliance")]


def watch_rows(plan: Plan) -> list[Row]:
    """Five watch rules."""
    names = ("source", "name", "kind", "market", "hs", "threshold", "owner")
    return [dict(zip(names, row, strict=True)) for row in WATCHES]


def dossier_rows(plan: Plan) -> list[Row]:
    """Three marketplaces and a distributor, with sections, fees and scores."""
    return [
        {"code": code, **{name: value for name, value in one.items() if name != "as_of"}, "as_of": one["as_of"].isoformat()}
        for code, one in _dossiers().items()
    ]


def store_sources(world: World, rows: list[Row]) -> None:
    """Sources by code, each graded once."""
    people = world.made["person"]
    plain = ("code", "name_zh", "name_en", "kind", "owner", "address", "coverage", "licence", "acquisition")
    made = [
        Source(
            **{name: row[name] for name in plain}, refresh_days=int(row["refresh_days"]) if row["refresh_days"] else None, reliability=row["grade"],
            refreshed=date.fromisoformat(row["refreshed"]), lawful=True, steward=people[row["steward"]],
        )
        for row in rows
    ]  # fmt: skip
    world.keep(Source, made, "source", "code")
    kept = world.made["source"]
    world.keep(
        SourceGrade,
        [SourceGrade(source=kept[r["code"]], reliability=r["grade"], reason=r["grade_reason"], by=people["tm1"], on=GRADED) for r in rows],
    )


def store_culture(world: World, rows: list[Row]) -> None:
    """Culture notes; an empty source leaves a note unverified."""
    people, sources = world.made["person"], world.made["source"]
    plain = ("market", "segment", "factor", "finding", "product", "price", "place", "promotion")
    made = [
        CultureNote(
            **{name: row[name] for name in plain}, no_effect=row["no_effect"] == "1", source=sources.get(row["source"]),
            review_date=date.fromisoformat(row["review_date"]), recorder=people[row["recorder"]],
        )
        for row in rows
    ]  # fmt: skip
    world.keep(CultureNote, made)


def store_compliance(world: World, rows: list[Row]) -> None:
    """Checklists with their rules."""
    people = world.made["person"]
    heads = {(row["market"], row["hs"], row["product"]) for row in rows}
    made = [
        ComplianceChecklist(market=market, hs=hs, product=product, opened=OPENED, opened_by=people["cs3" if market == "VN" else "ep2"])
        for market, hs, product in sorted(heads)
    ]
    lists = {row.market: row for row in world.keep(ComplianceChecklist, made)}
    world.keep(ComplianceRule, [_rule(row, lists[row["market"]], people) for row in rows])


def _rule(row: Row, checklist: ComplianceChecklist, people: dict[str, Any]) -> ComplianceRule:
    plain = ("rule", "topic", "requirement", "citation", "jurisdiction", "verdict", "note", "effect")
    return ComplianceRule(
        checklist=checklist, **{name: row[name] for name in plain}, valid_from=_day(row["valid_from"]), valid_to=_day(row["valid_to"]),
        effect_amount=Decimal(row["effect_amount"]) if row["effect_amount"] else None, effect_unit=row["effect_unit"],
        decided_by=people.get(row["by"]), decided_at=_moment(OPENED) if row["verdict"] else None,
    )  # fmt: skip


def store_watches(world: World, rows: list[Row]) -> None:
    """Watch rules over sources kept before."""
    people, sources = world.made["person"], world.made["source"]
    kept = [WatchRule(**{**row, "source": sources[row["source"]], "owner": people[row["owner"]]}) for row in rows]
    world.keep(WatchRule, kept, "watch", "name")


def store_dossiers(world: World, rows: list[Row]) -> None:
    """Dossiers whole."""
    people, sources = world.made["person"], world.made["source"]
    names = ("code", "name_zh", "name_en", "market", "goods", "weights", "state", "reason", "kind")
    made = [
        ChannelDossier(
            **{name: row[name] for name in names if name in row},
            owner=people[row["owner"]],
            decided_by=people[row["owner"]] if "reason" in row else None,
        )
        for row in rows
    ]
    world.keep(ChannelDossier, made, "dossier", "code")
    for row in rows:
        head = {"dossier": world.made["dossier"][row["code"]], "source": sources[row["source"]], "as_of": date.fromisoformat(row["as_of"])}
        author = people[row["owner"]]
        world.keep(DossierSection, [DossierSection(**head, key=key, words=words, author=author) for key, words in row["sections"].items()])
        fees = [dict(zip(("name", "basis", "rate", "currency"), fee, strict=True)) for fee in row["fees"]]
        world.keep(ChannelFee, [ChannelFee(**head, **{**fee, "rate": Decimal(fee["rate"])}) for fee in fees])
        world.keep(ChannelScore, [ChannelScore(**head, criterion=name, value=Decimal(value)) for name, value in row["scores"].items()])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


PARTS = (
    Part("source", source_rows, store_sources),
    Part("culture", culture_rows, store_culture),
    Part("compliance", compliance_rows, store_compliance),
    Part("watch", watch_rows, store_watches),
    Part("dossier", dossier_rows, store_dossiers),
)
