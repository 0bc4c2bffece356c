"""Two editions of one series side by side: codes added and gone, and every rate that reads otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from argosy.engines.tariff.rows import EditionFacts
from argosy.engines.tariff.shown import edition_json
from argosy.engines.tariff.versions import HeldEdition
from argosy.kernel.tariff_code import printed_code
from argosy.kernel.text import NOTHING, Text

if TYPE_CHECKING:
    import polars

Kind = Literal["added", "gone", "rate"]
Described = dict[str, tuple[Text, Text]]
NOWHERE = (NOTHING, NOTHING)
KEY = ("code", "charge", "column", "name", "for", "additional_code", "quota")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``added`` and ``gone`` are codes; ``rate`` is a rate of a code both have, ``old`` or ``new`` empty where it has none.

    ``text`` describes the code, ``path`` what stands above it. ``names`` are the programmes, or the origins, it changes for alike.
    """

    kind: Kind
    code: str
    text: Text
    path: Text
    charge: str = ""
    column: str = ""
    names: tuple[str, ...] = ()
    old: str = ""
    new: str = ""


def changes(before: HeldEdition, after: HeldEdition) -> tuple[Change, ...]:
    """What the later edition has otherwise, by code. A rate is compared as it can be used, else by its published words."""
    old, new = _codes(before), _codes(after)
    described = _described(before) | _described(after)
    made = [_code("added", code, described) for code in new - old] + [_code("gone", code, described) for code in old - new]
    made += _rates(before, after, old & new, described)
    return tuple(sorted(made, key=lambda c: (c.code, c.kind, c.charge, c.column, c.names)))


def counts(found: Iterable[Change]) -> dict[Kind, int]:
    """How many codes are added and gone, and how many rates differ."""
    tally = Counter(c.kind for c in found)
    return {"added": tally["added"], "gone": tally["gone"], "rate": tally["rate"]}


def changes_json(before: EditionFacts, after: EditionFacts, found: Sequence[Change], most: int) -> dict[str, Any]:
    """The comparison as plain data, with at most ``most`` of the changes."""
    rows = [
        {
            "kind": c.kind, "code": c.code, "printed": printed_code(c.code), "zh": c.text.zh, "en": c.text.en, "path_zh": c.path.zh, "path_en": c.path.en, "charge": c.charge or None,
            "column": c.column or None, "names": list(c.names), "old": c.old or None, "new": c.new or None,
        }
        for c in found[:most]
    ]  # fmt: skip
    return {"before": edition_json(before), "after": edition_json(after), "counts": counts(found), "total": len(found), "changes": rows}


def _codes(held: HeldEdition) -> set[str]:
    return {*held.lines["code"].to_list(), *held.rates["code"].to_list()}


def _described(held: HeldEdition) -> Described:
    rows = held.lines.select("code", "zh", "en", "path_zh", "path_en").iter_rows()
    return {code: (Text(zh, en), Text(path_zh, path_en)) for code, zh, en, path_zh, path_en in rows}


def _code(kind: Kind, code: str, described: Described) -> Change:
    return Change(kind, code, *described.get(code, NOWHERE))


def _rates(before: HeldEdition, after: HeldEdition, both: set[str], described: Described) -> list[Change]:
    import polars as pl

    joined = _texts(before.rates).join(_texts(after.rates), on=KEY, how="full", coalesce=True, suffix="_new")
    joined = joined.with_columns(pl.col("text", "text_new").fill_null("")).filter(
        (pl.col("text") != pl.col("text_new")) & pl.col("code").is_in(list(both))
    )
    alike = ["code", "charge", "column", "text", "text_new"]
    grouped = joined.with_columns(who=pl.concat_str("name", "for", "additional_code", "quota", separator=" ").str.strip_chars())
    grouped = grouped.group_by(alike, maintain_order=True).agg(pl.col("who").unique().sort())
    return [
        Change("rate", code, *described.get(code, NOWHERE), charge, column, tuple(w for w in who if w), old, new)
        for code, charge, column, old, new, who in grouped.iter_rows()
    ]


def _texts(rates: polars.DataFrame) -> polars.DataFrame:
    """A row per code, column and programme: its rates as one text."""
    import polars as pl

    without = pl.when(pl.col("excluded").list.len() > 0).then(pl.lit(" −") + pl.col("excluded").list.join(" −")).otherwise(pl.lit(""))
    nobody = pl.lit([""], dtype=pl.List(pl.String))
    plain = rates.with_columns(
        pl.when(pl.col("names").list.len() == 0).then(nobody).otherwise(pl.col("names")).alias("names"),
        (pl.col("origins").list.sort().list.join(" ") + without).alias("for"),
        text=pl.when(pl.col("canonical") != "").then(pl.col("canonical")).otherwise(pl.col("raw")),
    )
    named = plain.explode("names").rename({"names": "name"})
    return named.group_by(KEY).agg(pl.col("text").unique().sort().str.join(" | "))
