"""What the packs of three countries ask of the language: tax inside its own base, Incoterms as a law reads them, facts that a claim brings."""

from __future__ import annotations

from typing import Any

import pytest

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.kernel.errors import BadInput
from argosy.rules.library import pack_for
from argosy.rules.merging import merged
from argosy.rules.reading import parsed, read_pack
from argosy.rules.valuation import valuation
from tests.engines.test_duty_provisions import HEAD


def answer(jurisdiction: str, line: dict[str, Any], **given: Any) -> dict[str, Any]:
    ask: dict[str, Any] = {"jurisdiction": jurisdiction, "date": "2024-06-30", "incoterm": "FOB", "place": "X", "currency": "USD"}
    ask |= {"fx": {"USD": "7"} if jurisdiction == "CN" else {}, "lines": [{"id": "1", "value": "10000", "origin": "DE", **line}], **given}
    if jurisdiction == "CN":
        ask |= {"incoterm": "CIF"}
    return to_json(assess(read_consignment(ask), pack_for(jurisdiction.lower())))


def amounts(made: dict[str, Any]) -> dict[str, str | None]:
    return {c["id"]: c["amount"] for c in made["lines"][0]["charges"]}


@pytest.mark.parametrize(("rate", "tax"), [("20%", "17500.00"), ("20% + 1/kg", "18750.00"), ("1/kg", "1000.00"), ("0%", "0.00")])
def test_a_tax_inside_its_own_base(rate: str, tax: str) -> None:
    line = {"code": "220830", "net_kg": "1000", "rates": {"duty": "0%", "consumption_tax": rate}}
    assert amounts(answer("CN", line))["consumption_tax"] == tax


def test_a_choice_of_rates_has_no_percentage_of_its_own_and_needs_a_person() -> None:
    line = {"code": "220830", "net_kg": "1000", "rates": {"duty": "0%", "consumption_tax": "MAX(20%, 1/kg)"}}
    assert "rates.consumption_tax" in {u["field"] for u in answer("CN", line)["unresolved"]}


def test_the_same_price_ex_works_means_different_values() -> None:
    inland = [{"kind": "origin_inland", "amount": "500", "currency": "USD"}, {"kind": "loading", "amount": "0", "currency": "USD"}]
    line = {"code": "392350", "rates": {"duty": "1%"}}
    assert answer("US", line, incoterm="EXW", other=inland)["totals"]["customs_value"] == "10000.00"
    assert answer("US", line, incoterm="EXW")["unresolved"] == answer("US", line)["unresolved"]


def test_a_term_nobody_knows_is_refused() -> None:
    table = '\n[terms.XYZ]\nadd = []\n[terms.EXW]\nadd = ["teleport"]\n'
    with pytest.raises(BadInput) as caught:
        read_pack(HEAD + table, "zz", valuation())
    assert "terms.XYZ" in caught.value.message.en
    assert "teleport" in caught.value.message.en


def test_a_pack_that_extends_another_reads_incoterms_as_it_does() -> None:
    parent = parsed(HEAD + "\n[terms.EXW]\nadd = []\n", "zz")
    child = read_pack(merged(parent, {"pack": {"id": "yy-import"}}), "yy", valuation())
    assert (child.valuation.terms["EXW"].add["fob"], child.valuation.terms["FCA"].add["fob"]) == ((), ("origin_inland", "loading"))


def test_a_claim_brings_its_facts_and_what_is_stated_stands() -> None:
    claim = {"programme": "usmca", "facts": {"origin_claim": True}}
    line = {"code": "392350", "origin": "MX", "rates": {"duty": "5%"}, "preference": claim}
    free, stated = answer("US", line), answer("US", line | {"facts": {"mpf_exempt": False}})
    assert (free["totals"]["duty"], free["totals"]["fees"]) == ("0.00", "0.00")
    assert stated["totals"]["fees"] == "34.64"


def test_facts_a_programme_brings_must_be_inputs() -> None:
    with pytest.raises(BadInput, match="nosuch"):
        read_pack(HEAD.replace("conditions = [", 'facts = {nosuch = "1"}\nconditions = [', 1), "zz", valuation())


def test_a_preference_claimed_with_a_rate_on_the_line_is_that_rate() -> None:
    claim = {"programme": "korus", "facts": {"origin_claim": True}}
    made = answer("US", {"code": "392350", "origin": "KR", "rates": {"duty": "0%"}, "preference": claim})
    assert (made["totals"]["duty"], made["totals"]["fees"]) == ("0.00", "0.00")
    assert "preference.rate" not in {u["field"] for u in made["unresolved"]}


def test_whole_dollars_when_worked_back() -> None:
    costs = {k: {"amount": "0", "currency": "USD"} for k in ("freight", "insurance")}
    made = answer("US", {"code": "392350", "value": "10534.90", "rates": {"duty": "5%"}}, incoterm="DDP", facts={"by_sea": False}, **costs)
    assert made["totals"]["customs_value"] == "10000.00"


@pytest.mark.parametrize(
    ("date", "duty"),
    [("2018-07-05", "530.00"), ("2018-09-24", "1530.00"), ("2019-05-10", "3030.00"), ("2025-02-04", "4030.00"), ("2025-03-04", "5030.00"),
     ("2025-04-05", "6030.00"), ("2025-04-09", "13430.00"), ("2025-04-10", "17530.00"), ("2025-05-14", "6030.00"), ("2025-11-10", "5030.00"),
     ("2026-02-23", "5030.00"), ("2026-02-24", "4030.00"), ("2026-07-23", "4030.00")],
)  # fmt: skip
def test_what_chinese_plastic_bags_bore_day_by_day(date: str, duty: str) -> None:
    line = {"code": "39235000", "origin": "CN", "rates": {"duty": "5.3%"}}
    assert answer("US", line, date=date, facts={"by_sea": False})["totals"]["duty"] == duty


@pytest.mark.parametrize(("date", "tax"), [("2017-06-15", "1785.00"), ("2018-05-01", "1680.00"), ("2019-04-01", "1365.00")])
def test_vat_in_china_through_the_years(date: str, tax: str) -> None:
    line = {"code": "392350", "value": "1500", "rates": {"duty": "0%"}}
    assert amounts(answer("CN", line, date=date))["vat"] == tax


def test_a_short_code_under_which_only_some_goods_have_a_row_is_asked_for() -> None:
    short, whole = (answer("US", {"code": code, "rates": {"duty": "0%"}}, date="2025-09-01") for code in ("843143", "84314380"))
    assert amounts(short)["section_232"] is None
    assert "code" in {u["field"] for u in short["unresolved"]}
    assert "rates.section_232" in {u["field"] for u in whole["unresolved"]}
