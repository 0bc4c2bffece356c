"""Watch rules at work: what an import showed is held against every rule, and a hit becomes an item for its owner to assess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now, today
from argosy.records.markets.intel.actions import made
from argosy.records.markets.intel.models import IntelligenceItem
from argosy.records.record import changed
from argosy.records.reference.sourcing.models import WatchRule
from argosy.records.reports.ledger import next_number


@dataclass(frozen=True, slots=True)
class Observed:
    """What one import of a source showed.

    ``growth`` maps (market, commodity code) to the growth of imports in per cent; ``codes`` are commodity codes the edition before did not
    have, with their titles; ``listings`` and ``standards`` map an identifier to its title.
    """

    source: str
    edition: str
    growth: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    listings: Mapping[str, str] = field(default_factory=dict)
    standards: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing a rule looked for."""

    rule: WatchRule
    market: str
    hs: str
    title: Text
    facts: dict[str, Any]


@action("markets.watch.run", Text("執行監看規則", "run the watch rules"))
def run_watch(*, actor: Any, observed: Observed) -> list[IntelligenceItem]:
    """Hold an import against the rules of its source. Each new hit is kept as a signal; one seen before is not raised twice."""
    rules = WatchRule.objects.filter(source__code=observed.source, is_active=True).select_related("source", "owner")
    raised = []
    for rule in rules:
        signals = [row for hit in hits(rule, observed) if (row := _raised(actor, hit, observed)) is not None]
        changed(rule, {"last_run": now(), **({"last_hit": now()} if signals else {})})
        raised += signals
    return raised


def hits(rule: WatchRule, observed: Observed) -> Iterator[Hit]:
    """What one rule finds in what was observed."""
    if rule.kind == WatchRule.Kind.GROWTH:
        yield from _growing(rule, observed)
        return
    named = {
        WatchRule.Kind.SUBHEADING: observed.codes,
        WatchRule.Kind.LISTING: observed.listings,
        WatchRule.Kind.STANDARD: observed.standards,
    }
    for key, title in named[WatchRule.Kind(rule.kind)].items():
        wanted = rule.words.casefold() in title.casefold() if rule.words else True
        if wanted and (rule.kind != WatchRule.Kind.SUBHEADING or key.startswith(rule.hs)):
            hs = key if rule.kind == WatchRule.Kind.SUBHEADING else rule.hs
            words = Text("{kind}：{title}（{key}）", "{kind}: {title} ({key})")
            yield Hit(rule, rule.market, hs, words.format(kind=rule.name, title=title, key=key), {"key": key, "title": title})


def _growing(rule: WatchRule, observed: Observed) -> Iterator[Hit]:
    least = rule.threshold if rule.threshold is not None else Decimal(0)
    for (market, code), growth in observed.growth.items():
        if growth > least and rule.market in ("", market) and code.startswith(rule.hs):
            words = Text("{m} 進口 {c} 成長 {g}%，逾門檻 {t}%", "{m}: imports of {c} grew {g} %, above {t} %")
            title = words.format(m=market, c=code, g=f"{growth:.1f}", t=f"{least.normalize():f}")
            yield Hit(rule, market, code, title, {"growth_percent": str(growth), "threshold_percent": str(least)})


def _raised(actor: Any, hit: Hit, observed: Observed) -> IntelligenceItem | None:
    """The signal of a hit; ``None`` when the same was raised before."""
    fields = {
        "kind": IntelligenceItem.Kind.SIGNAL, "market": hit.market, "hs": hit.hs[:11], "title_zh": hit.title.zh[:200], "title_en": hit.title.en[:200],
        "summary": f"{observed.source} {observed.edition}", "source": hit.rule.source, "channel": IntelligenceItem.Channel.OFFICIAL,
        "collected": today(), "lawful": hit.rule.source.lawful, "owner": hit.rule.owner, "watch": hit.rule, "facts": {**hit.facts, "edition": observed.edition},
    }  # fmt: skip
    row = made(actor, fields)
    if IntelligenceItem.objects.filter(watch=hit.rule, digest=row.digest).exists():
        return None
    row.ref = f"IN-{next_number('IN'):04d}"
    row.save()
    return row
