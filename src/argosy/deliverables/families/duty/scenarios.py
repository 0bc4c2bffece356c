"""Section 6, 情境: what the total becomes when one fact changes, and which fact moves it most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from argosy.deliverables.families.duty.facts import Facts
from argosy.deliverables.families.duty.figures import amount, words
from argosy.deliverables.families.duty.result import Result
from argosy.engines.duty.whatif import compare, sensitivity
from argosy.kernel.money import decimal_text
from argosy.kernel.text import NOTHING, Text
from argosy.kernel.wording import number_words
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding

TITLE = Text("情境", "What if")
SIDES = ("down", "up", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Scenario:
    """One change and what is payable under it; ``None`` when it cannot be worked out. ``about`` is the fact that swings."""

    id: str
    label: Text
    payable: Fraction | None
    about: Text = NOTHING


def section(facts: Facts, result: Result) -> Section:
    """The scenarios beside the worksheet, and the tornado of those that swing both ways."""
    found = tuple(_scenarios(facts, result)) if result.complete else ()
    return Section(
        id="scenarios", title=TITLE, sheet=TITLE, audience="internal", blocks=(table(facts, result, found), *_tornado(facts, result, found))
    )


def table(facts: Facts, result: Result, found: tuple[Scenario, ...]) -> Table:
    """Payable and difference of each scenario."""
    own = facts.pack.currency
    columns = (
        Column(key="change", label=Text("變更", "Change"), width=44),
        Column(key="payable", label=Text("總稅費", "Total payable"), type="m", unit=own, width=16),
        Column(key="difference", label=Text("差異", "Difference"), type="m", unit=own, width=16),
    )
    rows = tuple(_row(s, own, result.payable or Fraction(0)) for s in found)
    note = Text(
        "每列僅變更一項條件，其餘同本表；以同一規則重新試算。", "Each row changes one condition only; the same rules are applied again."
    )
    empty = Text("資料未齊，未作情境試算。", "Facts are missing; nothing was tried.")
    return Table(
        id="scenarios",
        title=Text("條件變動時之總稅費", "Total payable when a condition changes"),
        columns=columns,
        rows=rows,
        note=plain(note),
        empty=empty,
    )


def _row(scenario: Scenario, own: str, base: Fraction) -> Row:
    key = f"scenarios.{scenario.id}"
    payable = amount(f"{key}.payable", scenario.payable, own, scenario.label).model_copy(update={"trace": "scenario"})
    less = None if scenario.payable is None else scenario.payable - base
    difference = amount(f"{key}.difference", less, own, Text("差異", "Difference"), "[payable] - @payable")
    return Row(id=scenario.id, cells={"change": words(f"{key}.change", scenario.label), "payable": payable, "difference": difference})


def _scenarios(facts: Facts, result: Result) -> Iterator[Scenario]:
    """Either side of every unsure fact, the widest first, then the user's own what-ifs."""
    for swing in sensitivity(result.made):
        if swing.spread or not swing.id.startswith("fact_"):
            for side, (value, payable) in zip(SIDES, swing.sides, strict=False):
                yield Scenario(
                    f"{swing.id}_{side}", Text(f"{swing.label.zh} {value.zh}", f"{swing.label.en} {value.en}"), payable, swing.label
                )
    for compared in compare(result.made, facts.changes):
        yield Scenario(compared.change.id, compared.change.label, compared.payable)


def _tornado(facts: Facts, result: Result, found: tuple[Scenario, ...]) -> tuple[Chart, ...]:
    by_id = {s.id: s for s in found}
    pairs = [(s, by_id[s.id[:-5] + "_up"]) for s in found if s.id.endswith("_down") and s.id[:-5] + "_up" in by_id]
    base = result.payable
    if base is None or len(pairs) < 2:
        return ()
    swings = sorted(pairs, key=lambda pair: -abs((pair[1].payable or base) - (pair[0].payable or base)))
    rows = tuple(
        {"change": down.about, "lo": decimal_text((down.payable or base) - base), "hi": decimal_text((up.payable or base) - base)}
        for down, up in swings
    )
    first = swings[0]
    spread = number_words(abs((first[1].payable or base) - (first[0].payable or base)))
    title = Text(
        f"{first[0].about.zh}影響最大，上下相差 {facts.pack.currency} {spread}",
        f"{first[0].about.en} moves the total most: {facts.pack.currency} {spread} from low to high",
    )
    return (
        Chart(
            id="tornado",
            chart="tornado",
            title=title,
            rows=rows,
            encodings={
                "y": Encoding(field="change", type="nominal"),
                "lo": Encoding(field="lo", type="quantitative", unit=facts.pack.currency, format=",.0f"),
                "hi": Encoding(field="hi", type="quantitative", unit=facts.pack.currency, format=",.0f"),
            },
            alt=Text("龍捲風圖：" + title.zh, "Tornado chart: " + title.en),
            data_table="scenarios",
            unit_note=Text(f"{facts.pack.currency}，與本表之差", f"{facts.pack.currency}, against this worksheet"),
            height_mm=34,
        ),
    )
