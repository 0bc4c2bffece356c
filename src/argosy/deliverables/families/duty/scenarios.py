"""Section 6, 情境: what the total becomes when one fact changes, and which fact moves it most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from argosy.deliverables.families.duty.facts import Facts
from argosy.deliverables.families.duty.figures import amount, words
from argosy.deliverables.families.duty.result import Result, compute
from argosy.engines.duty.consignment import Consignment, Cost, Line
from argosy.kernel.errors import BadInput
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.kernel.wording import number_words
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding

TITLE = Text("情境", "What if")
SWINGS = {"fx": Fraction(5, 100), "cost": Fraction(10, 100)}


@dataclass(frozen=True, slots=True)
class Scenario:
    """One change and what is payable under it; ``None`` when it cannot be worked out."""

    id: str
    label: Text
    payable: Fraction | None


def section(facts: Facts, result: Result) -> Section:
    """The scenarios beside the worksheet, and the tornado of those that swing both ways."""
    found = tuple(_scenarios(facts)) if result.complete else ()
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


def _scenarios(facts: Facts) -> Iterator[Scenario]:
    for exchange in facts.exchange:
        for sign in (-1, 1):
            rate = facts.consignment.fx[exchange.currency] * (1 + sign * SWINGS["fx"])
            label = Text(
                f"匯率 {exchange.currency} {_swing(sign * 5)}（{_short(rate)}）",
                f"Exchange rate {exchange.currency} {_swing(sign * 5)} ({_short(rate)})",
            )
            fx = {**facts.consignment.fx, exchange.currency: rate}
            yield Scenario(f"fx_{exchange.currency}_{_side(sign)}", label, _payable(facts, replace(facts.consignment, fx=fx)))
    for i, cost in enumerate(facts.consignment.costs):
        for sign in (-1, 1):
            yield _cost_scenario(facts, i, cost, sign)
    yield from _asked(facts)


def _cost_scenario(facts: Facts, i: int, cost: Cost, sign: int) -> Scenario:
    changed = replace(cost, amount=Fraction(round(cost.amount * (1 + sign * SWINGS["cost"]))))
    costs = (*facts.consignment.costs[:i], changed, *facts.consignment.costs[i + 1 :])
    component = facts.pack.valuation.components.get(cost.kind)
    name = component.label if component else Text(cost.kind, cost.kind)
    label = Text(f"{name.zh} {_swing(sign * 10)}", f"{name.en} {_swing(sign * 10)}")
    return Scenario(f"cost_{i + 1}_{_side(sign)}", label, _payable(facts, replace(facts.consignment, costs=costs)))


def _payable(facts: Facts, entry: Consignment) -> Fraction | None:
    made = compute(facts, entry).made
    return made.totals.payable if made.totals.complete else None


def _asked(facts: Facts) -> Iterator[Scenario]:
    """The user's own what-ifs: ``2.commodity_tax=8%; fx.JPY=0.22; incoterm=CIF; 3.origin=VN``."""
    for i, wish in enumerate(filter(None, (w.strip() for w in facts.request.params.get("what_if", "").split(";"))), 1):
        yield Scenario(f"asked_{i}", wish_words(facts, wish), _payable(facts, apply(facts.consignment, wish)))


def wish_words(facts: Facts, wish: str) -> Text:
    """A what-if as people say it: ``2.commodity_tax=8%`` is 第 2 項貨物稅率改為 8%."""
    target, _, value = (part.strip() for part in wish.partition("="))
    line, _, name = target.partition(".")
    if line == "fx":
        return Text(f"假設匯率 {name.upper()} 為 {value}", f"If the rate of {name.upper()} is {value}")
    if target == "incoterm":
        return Text(f"假設貿易條件為 {value.upper()}", f"If the term is {value.upper()}")
    if name == "origin":
        return Text(f"假設第 {line} 項原產地為 {value.upper()}", f"If the origin of line {line} is {value.upper()}")
    charge = next((c.label for c in facts.pack.charges if c.id == name), Text(name, name))
    return Text(f"假設第 {line} 項{charge.zh}率為 {value}", f"If the {charge.en.lower()} rate of line {line} is {value}")


def apply(entry: Consignment, wish: str) -> Consignment:
    """The consignment with one wish granted; ``BadInput`` says how to write one."""
    target, _, value = (part.strip() for part in wish.partition("="))
    line, _, name = target.partition(".")
    try:
        if line == "fx":
            return replace(entry, fx={**entry.fx, name.upper(): Fraction(value)})
        if target == "incoterm":
            return replace(entry, incoterm=value.upper())
        if any(x.id == line for x in entry.lines) and name:
            return replace(entry, lines=tuple(_line(x, name, value) if x.id == line else x for x in entry.lines))
    except (ValueError, ZeroDivisionError):
        pass
    message = Text(
        "假設條件「{w}」看不懂，請寫成 2.commodity_tax=8%、fx.JPY=0.22 或 incoterm=CIF",
        "What-if “{w}” is not understood: write 2.commodity_tax=8%, fx.JPY=0.22 or incoterm=CIF",
    )
    raise BadInput(message.format(w=wish))


def _line(line: Line, name: str, value: str) -> Line:
    return replace(line, origin=value.upper()) if name == "origin" else replace(line, rates={**line.rates, name: value})


def _tornado(facts: Facts, result: Result, found: tuple[Scenario, ...]) -> tuple[Chart, ...]:
    pairs = [(a, b) for a, b in zip(found[::2], found[1::2], strict=False) if a.id.endswith("_down") and b.id.endswith("_up")]
    base = result.payable
    if base is None or len(pairs) < 2:
        return ()
    swings = sorted(pairs, key=lambda pair: -abs((pair[1].payable or base) - (pair[0].payable or base)))
    rows = tuple(
        {"change": _name(down.label), "lo": decimal_text((down.payable or base) - base), "hi": decimal_text((up.payable or base) - base)}
        for down, up in swings
    )
    first = swings[0]
    spread = number_words(abs((first[1].payable or base) - (first[0].payable or base)))
    title = Text(
        f"{_name(first[0].label).zh}影響最大，上下相差 {spread} 元",
        f"{_name(first[0].label).en} moves the total most: {spread} from low to high",
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


def _name(label: Text) -> Text:
    return Text(label.zh.rpartition(" ")[0].rstrip() or label.zh, label.en.split(" \u2212")[0])


def _swing(percent: int) -> str:
    return f"{percent:+d}%".replace("-", "\u2212")


def _short(rate: Fraction) -> str:
    return decimal_text(rate, 4)


def _side(sign: int) -> str:
    return "up" if sign > 0 else "down"
