"""Eighteen months of the intelligence register: some 120 items, most graded B2, one in six or so expired, a few without a source."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

from django.utils import timezone

from argosy.records.markets.intel.grading import content_digest, title_key
from argosy.records.markets.intel.models import IntelligenceItem, ItemGrading
from argosy.records.reference.known import known
from argosy.records.reports.models import NumberSeries
from argosy.records.sample.firm import AS_OF
from argosy.records.sample.stream import Stream
from argosy.records.sample.world import Part, Plan, Row, World

FIRST = date(2025, 1, 1)
WEEKS = 78
PER_WEEK = 1.6
EXPIRED = 18
"""Per cent of the items that no longer hold on the firm's day."""
MARKETS = ("US", "US", "JP", "JP", "DE", "DE", "AU", "NL", "GB", "SG", "MY", "TH", "VN", "VN", "VN", "KR")
NAMES = {
    "US": ("美國", "the US"), "JP": ("日本", "Japan"), "DE": ("德國", "Germany"), "AU": ("澳洲", "Australia"), "NL": ("荷蘭", "the Netherlands"), "GB": ("英國", "the UK"),
    "SG": ("新加坡", "Singapore"), "MY": ("馬來西亞", "Malaysia"), "TH": ("泰國", "Thailand"), "VN": ("越南", "Vietnam"), "KR": ("韓國", "Korea"),
}  # fmt: skip
GOODS = (
    ("871492", "輪圈", "rims", "87-02"), ("871493", "花鼓", "hubs", "87-03"), ("871491", "前叉", "forks", "87-01"), ("871494", "碟煞", "disc brakes", "87-04"),
    ("851210", "自行車燈", "bicycle lights", "85-02"), ("731815", "螺栓", "bolts", "73-01"), ("732393", "不銹鋼鍋具", "stainless cookware", "73-08"),
    ("090230", "烏龍茶", "oolong tea", "09-01"), ("090210", "綠茶", "green tea", "09-04"), ("850760", "行動電源", "power banks", "85-05"),
)  # fmt: skip
SOURCES = {
    "price": ("S-CUS2", "S-FAR", "S-NET"), "tender": ("S-OFC",), "regulation": ("S-OFC", "S-PRS"), "macro": ("S-WBK", "S-PRS"), "rival": ("S-PRS", "S-FAR", "S-ASC"),
    "demand": ("S-CUS2", "S-FAR", "S-INH"), "channel": ("S-RMU", "S-LMS", "S-SIJ"), "technology": ("S-ASC", "S-FAR"), "culture": ("S-OFC", "S-CUS2"),
}  # fmt: skip
CHANNELS = {
    "S-CUS2": "customer", "S-FAR": "fair", "S-NET": "web", "S-OFC": "office", "S-PRS": "media", "S-WBK": "official", "S-ASC": "peer", "S-INH": "inhouse",
    "S-RMU": "platform", "S-LMS": "platform", "S-SIJ": "platform",
}  # fmt: skip
RECORDERS = ("cs3", "cs3", "cs1", "ws1", "ws2", "ep1", "tm2")
RELIABILITY, RELIABLE = "ABCDEF", (10, 60, 85, 95, 98, 100)
CREDIBILITY, CREDIBLE = "123456", (6, 56, 86, 95, 98, 100)
KINDS = tuple(SOURCES)
UNGRADED_DAYS = 7


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("argosy.records.sample").joinpath("data", "intelligence.toml").read_text(encoding="utf-8"))


def item_rows(plan: Plan) -> list[Row]:
    """Items by day. Which of them have expired is drawn first, so that their share holds at any seed; then a kind that lives that long."""
    draws = plan.stream("intelligence_item")
    days = sorted(_days(draws))
    old = [place for place, day in enumerate(days) if (AS_OF - day).days > int(known("markets.shelf_life.tender").default)]
    expired = set(draws.shuffled(old)[: round(len(days) * EXPIRED / 100)])
    rows = [_item(number, day, number - 1 in expired, draws) for number, day in enumerate(days, 1)]
    for place in draws.shuffled(range(len(rows)))[:4]:
        rows[place] |= {"source": "", "reliability": "", "credibility": "", "relevance": None}
    return rows


def _days(draws: Stream) -> list[date]:
    """A Poisson number of items each week (Knuth), on working days."""
    found = []
    for week in range(WEEKS):
        left, count = draws.unit(), 0
        while left > exp(-PER_WEEK):
            left, count = left * draws.unit(), count + 1
        found += [min(FIRST + timedelta(weeks=week, days=draws.integer(0, 4)), AS_OF - timedelta(days=2)) for _ in range(count)]
    return found


def _item(number: int, observed: date, gone: bool, draws: Stream) -> Row:
    age = (AS_OF - observed).days
    kind = draws.pick([name for name in KINDS if _lives(name, age) != gone])
    life = known(f"markets.shelf_life.{kind}").default
    market, goods, source = draws.pick(MARKETS), draws.pick(GOODS), draws.pick(SOURCES[kind])
    reliability, credibility = _drawn(draws, RELIABLE, RELIABILITY), _drawn(draws, CREDIBLE, CREDIBILITY)
    fresh = age < UNGRADED_DAYS
    return {
        "ref": f"IN-{number:04d}", "kind": kind, "market": market, "hs": goods[0], "product": goods[3], **_said(kind, market, goods, observed, draws),
        "source": source, "second_source": _second(source, kind, draws) if credibility == "1" else "", "channel": CHANNELS[source],
        "observed": observed.isoformat(), "collected": (observed + timedelta(days=draws.integer(0, 2))).isoformat(),
        "expires": "" if life == "never" else (observed + timedelta(days=int(life))).isoformat(),
        "reliability": "" if fresh else reliability, "credibility": "" if fresh else credibility,
        "relevance": None if fresh else draws.pick((1, 2, 2, 2, 3, 3)), "recorder": draws.pick(RECORDERS),
    }  # fmt: skip


def _lives(kind: str, age: int) -> bool:
    life = known(f"markets.shelf_life.{kind}").default
    return life == "never" or int(life) >= age


def _second(source: str, kind: str, draws: Stream) -> str:
    others = [code for code in ("S-OFC", "S-PRS", "S-ASC", "S-CUS2") if code != source]
    return draws.pick(others)


def _drawn(draws: Stream, upto: tuple[int, ...], letters: str) -> str:
    roll = draws.integer(1, 100)
    return next(letter for letter, most in zip(letters, upto, strict=True) if roll <= most)


def _said(kind: str, market: str, goods: Sequence[str], observed: date, draws: Stream) -> Row:
    """Title, contents and effect of an item, in both languages where there are two."""
    words = _words()[kind]
    place = draws.integer(0, len(words["zh"]) - 1)
    given = {"n": draws.integer(*words["range"]), "d": f"{observed:%Y-%m-%d}"}
    zh = words["zh"][place].format(m=NAMES[market][0], g=goods[1], **given)
    en = words["en"][place].format(m=NAMES[market][1], g=goods[2], **given)
    return {
        "title_zh": zh,
        "title_en": en[:1].upper() + en[1:],
        "summary": f"{zh}。示範資料。",
        "impact": words["impact"].format(m=NAMES[market][0], g=goods[1]),
    }


def store_items(world: World, rows: list[Row]) -> None:
    """Items with the grading each got two days after it came in."""
    people, sources, products = world.made["person"], world.made["source"], world.made["product"]
    plain = (
        "ref",
        "kind",
        "market",
        "hs",
        "title_zh",
        "title_en",
        "summary",
        "impact",
        "channel",
        "reliability",
        "credibility",
        "relevance",
    )
    made = []
    for row in rows:
        collected = date.fromisoformat(row["collected"])
        made.append(
            IntelligenceItem(
                **{name: row[name] for name in plain}, product=products[row["product"]], source=sources.get(row["source"]), second_source=sources.get(row["second_source"]),
                observed=date.fromisoformat(row["observed"]), collected=collected, expires=date.fromisoformat(row["expires"]) if row["expires"] else None,
                lawful=True if row["source"] else None, digest=content_digest("", row["market"], row["title_zh"], row["summary"]), title_key=title_key(row["title_zh"]),
                recorder=people[row["recorder"]], recorded_at=_moment(collected),
            )
        )  # fmt: skip
    world.keep(IntelligenceItem, made, "item", "ref")
    NumberSeries(series="IN", last=len(rows)).save()
    world.keep(ItemGrading, [_grading(row, world) for row in rows if row["reliability"]])


def _grading(row: Row, world: World) -> ItemGrading:
    item = world.made["item"][row["ref"]]
    grader = world.made["person"]["tm1" if row["recorder"] != "tm2" else "cs3"]
    at = _moment(min(item.collected + timedelta(days=2), AS_OF))
    return ItemGrading(
        item=item,
        reliability=item.reliability,
        credibility=item.credibility,
        relevance=item.relevance,
        expires=item.expires,
        reason="逐則評定",
        by=grader,
        at=at,
    )


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16)))


PARTS = (Part("intelligence_item", item_rows, store_items),)
