"""What follows from a fact or a rate that was stated: a programme chosen by its fact, a charge displaced, a cost the law puts a figure to."""

from __future__ import annotations

from typing import Any

import pytest

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.kernel.errors import BadInput
from argosy.rules.library import pack_for
from argosy.rules.reading import read_pack
from argosy.rules.valuation import valuation
from tests.engines.test_duty_provisions import HEAD
from tests.engines.test_duty_provisions import answer as trial


def answer(jurisdiction: str, line: dict[str, Any], **given: Any) -> dict[str, Any]:
    currency = {"CN": "CNY", "CA": "CAD"}[jurisdiction]
    ask: dict[str, Any] = {"jurisdiction": jurisdiction, "date": "2024-06-30", "incoterm": "CIF" if jurisdiction == "CN" else "FOB"}
    ask |= {"currency": currency, "lines": [{"id": "1", "value": "1000", "origin": "FR", "code": "340111", **line}]} | given
    return to_json(assess(read_consignment(ask), pack_for(jurisdiction.lower())))


def amounts(made: dict[str, Any]) -> dict[str, str | None]:
    return {c["id"]: c["amount"] for c in made["lines"][0]["charges"]}


def asked(made: dict[str, Any]) -> set[str]:
    return {u["field"] for u in made["unresolved"]}


def test_the_fact_of_a_programme_chooses_it() -> None:
    line = {"rates": {"duty": "10%"}}
    usual, chosen = answer("CN", line), answer("CN", line | {"facts": {"cross_border_retail": True}})
    assert (usual["totals"]["payable"], chosen["totals"]["payable"]) == ("243.00", "91.00")
    assert next(o["used"] for o in chosen["options"] if o["programme"] == "cross_border_ecommerce")


def test_a_fact_that_fits_several_programmes_is_asked_about() -> None:
    made = answer("CN", {"facts": {"personal_article": True}})
    assert "preference" in asked(made)
    assert amounts(made)["duty"] is None


def test_the_rate_a_programme_would_fix_may_be_stated_instead() -> None:
    made = answer("CN", {"facts": {"personal_article": True}, "rates": {"articles_tax": "13%"}})
    assert (asked(made), made["totals"]["payable"]) == (set(), "130.00")


def test_a_programme_named_goes_before_the_one_whose_fact_was_stated() -> None:
    facts = {"cross_border_retail": True, "personal_article": True}
    made = answer("CN", {"facts": facts, "preference": "personal_articles_20"})
    assert made["totals"]["payable"] == "200.00"


def test_a_charge_another_one_displaces_needs_no_rate_of_its_own() -> None:
    alone, displaced = answer("CN", {}), answer("CN", {"rates": {"articles_tax": "20%"}})
    assert "rates.duty" in asked(alone)
    assert amounts(displaced) == {"articles_tax": "200.00", "duty": "0.00", "vat": "0.00"}
    shown = next(c for c in displaced["lines"][0]["charges"] if c["id"] == "duty")
    assert shown["relation"] is not None


def test_insurance_nobody_stated_is_what_the_law_takes() -> None:
    freight = {"amount": "100", "currency": "CNY"}
    none, stated = (
        answer("CN", {"rates": {"duty": "10%"}}, incoterm="FOB", freight=freight, **more) for more in ({}, {"insurance": freight})
    )
    assert (none["totals"]["customs_value"], stated["totals"]["customs_value"]) == ("1103.30", "1200.00")
    paid = float(none["totals"]["landed_cost"]) - float(none["totals"]["payable"])
    assert paid == pytest.approx(1100)  # the premium was not paid
    assert any("0.3%" in w["message"] for w in none["warnings"])
    assert "freight" in asked(answer("CN", {"rates": {"duty": "10%"}}, incoterm="FOB"))


def test_insurance_by_law_is_shared_as_price_and_freight_are() -> None:
    lines = [
        {"id": i, "value": v, "origin": "FR", "code": "340111", "net_kg": "1", "gross_kg": g, "rates": {"duty": "0%"}}
        for i, v, g in (("1", "1000", "1"), ("2", "3000", "3"))
    ]
    made = answer("CN", {}, incoterm="FOB", freight={"amount": "400", "currency": "CNY"}, lines=lines)
    assert [x["customs_value"] for x in made["lines"]] == ["1103.30", "3309.90"]


def test_an_exemption_that_holds_leaves_nothing_to_ask_of_others() -> None:
    by_post = answer("CA", {"value": "15", "rates": {"duty": "8%"}}, facts={"by_post": True})
    unknown = answer("CA", {"value": "15", "rates": {"duty": "8%"}})
    assert asked(by_post) == set()
    assert asked(unknown) == {"facts.by_post", "facts.by_courier"}


def test_a_programme_stated_by_no_input_is_refused() -> None:
    text = HEAD.replace('id = "temporary"\n', 'id = "temporary"\nstated_by = "nothing"\n')
    with pytest.raises(BadInput, match="nothing"):
        read_pack(text, "zz", valuation())


def test_a_stated_programme_that_does_not_hold_is_said_and_not_used() -> None:
    pack = read_pack(HEAD.replace('id = "pact"\nkind', 'id = "pact"\nstated_by = "quoted"\nkind'), "zz", valuation())
    made = trial({"origin": "JP", "facts": {"quoted": True, "proof": False}}, pack)
    assert "preference" in asked(made)
    assert amounts(made)["duty"] == "50.00"
