"""Customs value from any Incoterm: what is added, what is taken off, what is missing, what contradicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.engines.duty.assessor import assess
from argosy.engines.duty.buildup import build_up
from argosy.engines.duty.consignment import Consignment, Cost, Line
from argosy.engines.duty.reading import read_consignment
from argosy.kernel.errors import BadInput
from argosy.rules.library import pack_for
from argosy.rules.pack import Pack

TW = pack_for("TW")
FOB_BASED = replace(TW, value_basis="fob")
F = Fraction


def goods(term: str, *costs: Cost, values: tuple[int, ...] = (1000,), **more: object) -> Consignment:
    lines = tuple(Line(str(i), code="850440", origin="JP", value=F(v), rates={"duty": "5%"}) for i, v in enumerate(values, 1))
    base = Consignment("TW", date(2026, 6, 30), term, "USD", lines, fx={"USD": F(32)}, costs=costs)
    return replace(base, **more)


def usd(kind: str, amount: int, dutiable: bool | None = None) -> Cost:
    return Cost(kind, F(amount), "USD", dutiable)


FULL = (usd("origin_inland", 10), usd("loading", 5), usd("freight", 100), usd("insurance", 7))


@pytest.mark.parametrize(
    ("term", "costs", "expected"),
    [
        ("EXW", FULL, 1122), ("FCA", FULL, 1122), ("FAS", FULL[1:], 1112), ("FOB", FULL[2:], 1107), ("CFR", FULL[3:], 1007), ("CIF", (), 1000),
        ("CPT", (FULL[3], usd("destination_inland", 40)), 967), ("CIP", (usd("destination_inland", 40),), 960), ("DAP", (usd("destination_inland", 40),), 960),
        ("DPU", (usd("destination_inland", 40), usd("unloading", 3)), 957), ("DAT", (usd("unloading", 3),), 997),
    ],
)  # fmt: skip
def test_cif_basis(term: str, costs: tuple[Cost, ...], expected: int) -> None:
    made = build_up(goods(term, *costs), TW)
    assert made.exact == (F(expected * 32),)
    assert not made.unresolved


@pytest.mark.parametrize(
    ("term", "costs", "expected"),
    [
        ("EXW", FULL, 1015), ("FCA", FULL, 1015), ("FAS", FULL[1:], 1005), ("FOB", (), 1000), ("CFR", (usd("freight", 100),), 900),
        ("CIF", (usd("freight", 100), usd("insurance", 7)), 893), ("DAP", (usd("freight", 100), usd("insurance", 7), usd("destination_inland", 40)), 853),
    ],
)  # fmt: skip
def test_fob_basis(term: str, costs: tuple[Cost, ...], expected: int) -> None:
    made = build_up(goods(term, *costs), FOB_BASED)
    assert made.exact == (F(expected * 32),)
    assert not made.unresolved


@pytest.mark.parametrize(
    ("term", "missing"),
    [("EXW", ["origin_inland", "loading", "freight", "insurance"]), ("FOB", ["freight", "insurance"]), ("CFR", ["insurance"])],
)
def test_a_missing_cost_is_asked_for_and_nothing_is_assumed(term: str, missing: list[str]) -> None:
    made = build_up(goods(term), TW)
    assert [u.field.removeprefix("other.") for u in made.unresolved] == missing
    assert made.exact == (None,)
    assert all(u.ask.zh and u.ask.en for u in made.unresolved)


def test_freight_on_a_cif_price_is_a_conflict_and_is_not_added() -> None:
    made = build_up(goods("CIF", usd("freight", 100)), TW)
    assert [c.kind for c in made.conflicts] == ["freight"]
    assert made.exact == (F(32000),)


def test_a_zero_freight_on_a_cif_price_is_no_conflict() -> None:
    assert not build_up(goods("CIF", usd("freight", 0)), TW).conflicts


def test_article_8_costs_are_added_and_a_buying_commission_never_is() -> None:
    costs = [usd(k, 10) for k in ("commission", "packing", "assist", "royalty", "proceeds")]
    made = build_up(goods("CIF", *costs, usd("buying_commission", 99, True)), TW)
    assert made.exact == (F(1050 * 32),)
    assert [c.kind for c in made.conflicts] == ["buying_commission"]


def test_an_unknown_cost_asks_whether_it_counts() -> None:
    assert build_up(goods("CIF", usd("fumigation", 10)), TW).unresolved[0].field == "other.fumigation.dutiable"
    assert build_up(goods("CIF", usd("fumigation", 10, True)), TW).exact == (F(1010 * 32),)
    assert build_up(goods("CIF", usd("fumigation", 10, False)), TW).exact == (F(32000),)


def test_each_currency_needs_its_rate() -> None:
    made = build_up(goods("CFR", Cost("insurance", F(100), "EUR")), TW)
    assert [u.field for u in made.unresolved] == ["fx.EUR"]
    known = build_up(goods("CFR", Cost("insurance", F(100), "EUR"), fx={"USD": F(32), "EUR": F(35)}), TW)
    assert known.exact == (F(32000 + 3500),)


def test_costs_over_the_price_are_not_a_negative_value() -> None:
    made = build_up(goods("CIP", usd("destination_inland", 4000)), TW)
    assert made.exact == (None,)
    assert made.unresolved[0].field == "value"


def test_an_unknown_incoterm_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="DPU"):
        build_up(goods("XYZ"), TW)
    with pytest.raises(BadInput):
        build_up(goods("DAT", edition=2020), TW)


def weighed(gross: tuple[int | None, ...], net: tuple[int | None, ...]) -> Consignment:
    base = goods("FOB", usd("freight", 100), usd("insurance", 7), values=(100, 300))
    lines = [replace(x, gross_kg=g and F(g), net_kg=n and F(n)) for x, g, n in zip(base.lines, gross, net, strict=True)]
    return replace(base, lines=tuple(lines))


@pytest.mark.parametrize(
    ("gross", "net", "by", "first"),
    [((1, 1), (1, 4), "gross_kg", 50), ((1, None), (1, 4), "net_kg", 20), ((1, None), (None, 4), "goods", 25)],
)
def test_freight_goes_by_weight_where_every_line_has_one(
    gross: tuple[int | None, ...], net: tuple[int | None, ...], by: str, first: int
) -> None:
    freight, insurance = build_up(weighed(gross, net), TW).parts
    assert (freight.allocation.by, freight.shares and freight.shares[0]) == (by, first)
    assert insurance.allocation.by == "goods"


def test_insisting_on_weights_that_are_missing_asks_for_them() -> None:
    made = build_up(replace(weighed((1, None), (None, 4)), allocation={"freight": "weight"}), TW)
    assert [u.field for u in made.unresolved] == ["allocation.freight"]


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=12), st.integers(0, 10**7))
def test_an_allocation_conserves_the_cost_in_cents(values: list[int], cents: int) -> None:
    cost = Cost("freight", F(cents, 100), "USD")
    made = build_up(goods("FOB", cost, usd("insurance", 0), values=tuple(values)), TW)
    shares = made.parts[0].shares
    assert shares is not None
    assert sum(shares) == cost.amount
    assert all((s * 100).denominator == 1 for s in shares)


amounts = st.integers(0, 10**6)


@given(amounts, amounts, amounts, amounts, amounts, st.sampled_from(("0.2135", "32.105", "1", "1000.5")))
def test_the_same_goods_at_any_term_have_one_customs_value(
    price: int, inland: int, loading: int, freight: int, insurance: int, fx: str
) -> None:
    steps = [usd("origin_inland", inland), usd("loading", loading), usd("freight", freight), usd("insurance", insurance)]
    prices = {"EXW": 0, "FCA": 0, "FAS": 1, "FOB": 2, "CFR": 3, "CIF": 4}
    values = set()
    for term, paid in prices.items():
        whole = price + sum(c.amount for c in steps[:paid])
        values.add(assess(goods(term, *steps[paid:], values=(int(whole),), fx={"USD": F(fx)}), TW).lines[0].customs_value)
    assert len(values) == 1


@given(st.lists(st.integers(3000, 10**7), min_size=1, max_size=4), st.sampled_from(("free", "5%", "17.5%", "MAX(10%, 3/kg)")))
def test_a_duty_paid_price_is_worked_back_to_what_makes_it_up(values: list[int], rate: str) -> None:
    pack: Pack = replace(TW, programmes=())
    base = Consignment(
        "TW",
        date(2026, 6, 30),
        "CIF",
        "TWD",
        tuple(Line(str(i), "850440", "JP", value=F(v), net_kg=F(9), rates={"duty": rate}) for i, v in enumerate(values)),
    )
    bill = assess(base, pack)
    paid = [x.customs_value + x.total + bill.entry[0].by_line[i] for i, x in enumerate(bill.lines)]
    ddp = replace(base, incoterm="DDP", lines=tuple(replace(x, value=F(p)) for x, p in zip(base.lines, paid, strict=True)))
    back = assess(ddp, pack)
    total = back.totals.customs_value + back.totals.payable
    assert 0 <= sum(paid) - total <= 2 * len(values) + (100 if bill.totals.fees <= 101 else 1)
    assert abs(back.totals.customs_value - bill.totals.customs_value) <= 2 * len(values) + (100 if bill.totals.fees <= 101 else 1)


def test_a_cost_is_shared_by_volume() -> None:
    lines = [
        {"id": "1", "code": "84713000", "origin": "JP", "value": "100", "volume_m3": "3", "rates": {"duty": "0%"}},
        {"id": "2", "code": "84713000", "origin": "JP", "value": "900", "volume_m3": "1", "rates": {"duty": "0%"}},
    ]
    head = {"jurisdiction": "TW", "date": "2026-06-30", "incoterm": "FOB", "currency": "TWD", "allocation": {"freight": "volume"}}
    costs = {"freight": {"amount": "40", "currency": "TWD"}, "insurance": {"amount": "0", "currency": "TWD"}}
    made = assess(read_consignment({**head, **costs, "lines": lines}), pack_for("TW"))
    assert [x.customs_value for x in made.lines] == [130, 910]


def test_a_cost_shared_by_a_volume_nobody_gave_is_asked_for() -> None:
    line = {"code": "84713000", "origin": "JP", "value": "100", "rates": {"duty": "0%"}}
    head = {"jurisdiction": "TW", "date": "2026-06-30", "incoterm": "FOB", "currency": "TWD", "allocation": {"freight": "volume"}}
    costs = {"freight": {"amount": "40", "currency": "TWD"}, "insurance": {"amount": "0", "currency": "TWD"}}
    made = assess(read_consignment({**head, **costs, "lines": [{**line, "id": "1"}, {**line, "id": "2"}]}), pack_for("TW"))
    assert "allocation.freight" in {u.field for u in made.unresolved}


def test_sums_of_costs_hold_what_goes_with_the_goods_once() -> None:
    costs = [usd("freight", 50), usd("storage", 7, dutiable=False), usd("royalty", 11, dutiable=False), usd("carriage", 3, dutiable=True)]
    found = build_up(goods("FOB", usd("insurance", 0), *costs), TW).costs()
    assert found["outside"] == (F(7 * 32),)
    assert found["carriage"] == (F(50 * 32),)


def test_a_rate_of_exchange_that_was_divided_out_is_read() -> None:
    said = {"jurisdiction": "DE", "date": "2025-03-03", "incoterm": "CIF", "currency": "JPY", "fx": {"JPY": "0.006799483240633712"}}
    made = read_consignment({**said, "lines": [{"id": "1", "code": "852190", "origin": "JP", "value": "963310"}]})
    assert made.fx["JPY"] == F("0.006799483241")
    assert not made.found


def test_freight_that_is_not_dutiable_under_a_price_that_holds_it_is_said() -> None:
    made = build_up(goods("CPT", usd("insurance", 0), usd("freight", 9, dutiable=False)), TW)
    assert made.outside_price([0]) == F(9 * 32)
    assert any("paid beside it" in note.en for note in made.notes)
