"""What a pack may say beside plain charges: costs in tax bases, origins, dated rates, relations, programmes, readings, defaults, extends."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.kernel.errors import BadInput
from argosy.rules.merging import merged
from argosy.rules.pack import Pack
from argosy.rules.reading import parsed, read_pack
from argosy.rules.valuation import valuation

BY = 'legal_zh = "法"\nlegal_en = "law"\nsource_zh = "源"\nsource_en = "source"\nsource_read_on = 2026-11-20\nconfidence = "high"\n'
RULE = f'round = {{mode = "half_up", to = "0.01", at = "line"}}\nvalid_from = 2020-01-01\nlabel_zh = "稅"\nlabel_en = "tax"\nformula_zh = "式"\nformula_en = "formula"\n{BY}'
HEAD = f"""
[pack]
id = "zz-import"
jurisdiction = "ZZ"
flow = "import"
currency = "AUD"
quantum = "0.01"
value_basis = "fob"
version = "1"
reviewed = 2026-11-20
review_by = 2027-11-20
label_zh = "測試"
label_en = "Test"
[customs_value]
label_zh = "完稅價格"
label_en = "Customs value"
formula_zh = "式"
formula_en = "formula"
round = {{mode = "half_up", to = "0.01", at = "line"}}
{BY}
[total]
duty = ["duty", "remedy"]
taxes = ["excise", "vat"]
fees = ["fee"]
[groups]
pact = ["JP", "KR"]
[costs]
ask = ["freight"]
[inputs.quoted]
label_zh = "引用"
label_en = "Quoted"
question_zh = "是否引用？"
question_en = "Is it quoted?"
kind = "yes_no"
default = "0"
[inputs.proof]
label_zh = "產證"
label_en = "Proof of origin"
question_zh = "有無產證？"
question_en = "Is there a proof of origin?"
kind = "yes_no"
[[interpretation]]
id = "base"
label_zh = "稅基"
label_en = "Base of the surcharge"
default = "full"
choices = [{{id = "full", label_zh = "全額", label_en = "full value"}}, {{id = "half", label_zh = "半額", label_en = "half of it"}}]
{BY}
[[charge]]
id = "duty"
kind = "duty"
expr = "rated"
ask = ["*"]
question_zh = "稅率？"
question_en = "Which rate?"
{RULE}
[[charge]]
id = "metal"
kind = "remedy"
expr = "rated"
{RULE}
[[charge]]
id = "surcharge"
kind = "remedy"
expr = "where(choice_base == 1, rated / 2, rated)"
{RULE}
[[charge]]
id = "gst"
kind = "vat"
base = "customs_value + duty + metal + surcharge + cost_freight + cost_insurance"
expr = "where(quoted, 0, base / 10)"
{RULE}
[[rate]]
charge = "metal"
rule = "metal.steel"
rate = "25%"
codes = ["7208", "721"]
not_origins = ["pact"]
valid_from = 2025-01-01
label_zh = "鋼鐵"
label_en = "Steel"
{BY}
[[rate]]
charge = "surcharge"
rule = "surcharge.all"
rate = "10%"
valid_from = 2025-01-01
label_zh = "附加"
label_en = "Surcharge"
{BY}
[[rate]]
charge = "surcharge"
rule = "surcharge.books"
rate = "none"
codes = ["49"]
valid_from = 2025-01-01
label_zh = "書籍除外"
label_en = "Books are left out"
{BY}
[[relation]]
subject = "metal"
how = "excludes"
object = "surcharge"
valid_from = 2025-01-01
label_zh = "鋼鐵優先"
label_en = "Metal comes first"
{BY}
[[programme]]
id = "pact"
kind = "preference"
label_zh = "協定"
label_en = "Pact"
origins = ["pact"]
rates = {{duty = "free"}}
conditions = [{{expr = "proof", fails_zh = "無產證", fails_en = "no proof of origin"}}]
valid_from = 2020-01-01
{BY}
[[programme]]
id = "drawback"
kind = "drawback"
label_zh = "退稅"
label_en = "Drawback"
effect = {{duty = "0 - duty * 99 / 100"}}
valid_from = 2020-01-01
{BY}
[[programme]]
id = "temporary"
kind = "regime"
label_zh = "暫准"
label_en = "Temporary"
effect = {{duty = "duty * 3 / 100"}}
valid_from = 2020-01-01
{BY}
"""
ZZ = read_pack(HEAD, "zz", valuation())


def answer(line: dict[str, Any], pack: Pack = ZZ, **entry: Any) -> dict[str, Any]:
    costs = {"freight": {"amount": "100", "currency": "AUD"}, "insurance": {"amount": "10", "currency": "AUD"}}
    head = {"jurisdiction": "ZZ", "date": "2026-06-30", "incoterm": "FOB", "currency": "AUD"}
    usual = {"id": "1", "code": "84713000", "origin": "CN", "value": "1000", "rates": {"duty": "5%"}}
    return to_json(assess(read_consignment({**head, **costs, **entry, "lines": [{**usual, **line}]}), pack))


def amounts(made: dict[str, Any]) -> dict[str, str]:
    return {c["id"]: c["amount"] for c in made["lines"][0]["charges"]}


def test_costs_outside_the_customs_value_enter_a_tax_base() -> None:
    made = answer({})
    assert made["totals"]["customs_value"] == "1000.00"
    assert amounts(made)["gst"] == "126.00"  # (1000 + 50 + 100 + 100 + 10) / 10


def test_a_cost_taken_off_the_price_enters_the_tax_base_all_the_same() -> None:
    made = answer({"value": "1110"}, incoterm="CIF")
    assert made["totals"]["customs_value"] == "1000.00"
    assert amounts(made)["gst"] == "126.00"


def test_a_cost_the_pack_asks_for_is_never_taken_as_none() -> None:
    made = answer({}, freight=None)
    assert "freight" in {u["field"] for u in made["unresolved"]}
    assert amounts(made)["gst"] is None


def test_another_cost_nobody_stated_is_none_and_said() -> None:
    made = answer({}, insurance=None)
    assert amounts(made)["gst"] == "125.00"
    assert "insurance" in {w["rule"] for w in made["warnings"] if w["code"] == "assumed"}


def test_a_default_is_used_and_said_until_somebody_states_the_fact() -> None:
    usual, stated = answer({}), answer({"facts": {"quoted": True}})
    assert "quoted" in {w["rule"] for w in usual["warnings"] if w["code"] == "assumed"}
    assert amounts(stated)["gst"] == "0.00"
    assert "quoted" not in {w["rule"] for w in stated["warnings"]}


def test_a_rate_of_the_pack_is_found_by_code_and_origin() -> None:
    assert amounts(answer({"code": "72081000"}))["metal"] == "250.00"
    assert "metal" not in amounts(answer({"code": "72081000", "origin": "KR"}))
    assert "metal" not in amounts(answer({"code": "72081000"}, date="2024-12-31"))
    assert "metal" not in amounts(answer({"code": "72090000"}))


def test_a_rate_that_depends_on_an_unknown_origin_is_asked_for() -> None:
    made = answer({"code": "72081000", "origin": ""})
    assert amounts(made)["metal"] is None
    assert {"origin"} <= {u["field"] for u in made["unresolved"]}


def test_a_code_too_short_to_tell_is_asked_for() -> None:
    charges = HEAD.replace('codes = ["7208", "721"]', 'codes = ["72081000"]')
    made = answer({"code": "720810"}, read_pack(charges, "zz", valuation()))
    assert amounts(made)["metal"] is None
    assert "code" in {u["field"] for u in made["unresolved"]}


def test_a_rate_stated_on_the_line_wins_and_is_marked() -> None:
    made = answer({"code": "72081000", "rates": {"duty": "5%", "metal": "50%"}})
    charge = next(c for c in made["lines"][0]["charges"] if c["id"] == "metal")
    assert (charge["amount"], charge["given"], charge["rate_from"]) == ("500.00", True, None)


def test_goods_left_out_stay_visible_with_the_reason() -> None:
    charge = next(c for c in answer({"code": "49019900"})["lines"][0]["charges"] if c["id"] == "surcharge")
    assert charge["amount"] == "0.00"
    assert "Books are left out" in charge["trace"]


def test_an_excluded_measure_stays_visible_at_nought() -> None:
    charge = next(c for c in answer({"code": "72081000"})["lines"][0]["charges"] if c["id"] == "surcharge")
    assert (charge["amount"], charge["relation"]) == ("0.00", "metal.excludes.surcharge")


@pytest.mark.parametrize(("rate", "left"), [("4%", "60.00"), ("10%", "0.00"), ("12%", "0.00"), ("0%", "100.00")])
def test_a_floor_tops_up_what_the_other_charge_leaves(rate: str, left: str) -> None:
    toml = HEAD.replace('subject = "metal"\nhow = "excludes"', 'subject = "duty"\nhow = "floor"')
    assert amounts(answer({"rates": {"duty": rate}}, read_pack(toml, "zz", valuation())))["surcharge"] == left


def test_a_preference_without_proof_is_an_option_with_what_is_missing() -> None:
    made = answer({"origin": "JP"})
    option = next(o for o in made["options"] if o["programme"] == "pact")
    assert (option["eligible"], option["missing"], option["saving"]) == (None, ["Is there a proof of origin?"], "55.00")
    assert amounts(made)["duty"] == "50.00"


def test_a_preference_claimed_and_proved_is_used() -> None:
    made = answer({"origin": "JP", "preference": {"programme": "pact", "facts": {"proof": True}}})
    charge = made["lines"][0]["charges"][0]
    assert (charge["amount"], charge["programme"]) == ("0.00", "pact")
    assert next(o for o in made["options"] if o["programme"] == "pact")["used"]


def test_a_preference_claimed_without_proof_is_not_used() -> None:
    made = answer({"origin": "JP", "preference": "pact"})
    assert amounts(made)["duty"] == "50.00"
    assert "facts.proof" in {u["field"] for u in made["unresolved"]}


def test_a_preference_for_another_origin_does_not_hold() -> None:
    made = answer({"origin": "CN", "preference": {"programme": "pact", "facts": {"proof": True}}})
    assert amounts(made)["duty"] == "50.00"
    assert "preference" in {u["field"] for u in made["unresolved"]}


def test_a_regime_changes_an_amount_by_its_effect() -> None:
    option = next(o for o in answer({})["options"] if o["programme"] == "temporary")
    assert (option["eligible"], option["saving"]) == (True, "53.35")  # 48.50 of duty and a tenth of it in GST


def test_eligible_options_come_first_and_the_cheapest_before_the_others() -> None:
    made = answer({"origin": "JP"})
    assert [o["programme"] for o in made["options"]] == ["temporary", "drawback", "as_declared", "pact"]


def test_a_disputed_rule_shows_what_every_reading_comes_to() -> None:
    usual, other = answer({}), answer({}, interpretations={"base": "half"})
    assert [(c["id"], c["payable"]) for c in usual["interpretations"][0]["choices"]] == [("full", "276.00"), ("half", "221.00")]
    assert (other["interpretations"][0]["used"], other["totals"]["payable"]) == ("half", "221.00")
    assert "interpretation" in {w["code"] for w in usual["warnings"]}


def test_a_reading_nobody_knows_is_told() -> None:
    made = answer({}, interpretations={"base": "double"})
    assert "interpretations.base" in {u["field"] for u in made["unresolved"]}


def test_a_ddp_price_is_worked_back_with_costs_in_the_base() -> None:
    price = Fraction("1000") + Fraction("276") + 110
    made = answer({"value": str(price)}, incoterm="DDP")
    assert made["totals"]["customs_value"] == "1000.00"
    assert made["totals"]["payable"] == "276.00"


CHILD = f"""
[pack]
id = "zy-import"
jurisdiction = "ZY"
extends = "zz-import"
without = ["gst"]
label_zh = "子"
label_en = "Child"
[[charge]]
id = "vat"
kind = "vat"
base = "customs_value + duty"
expr = "base * 19 / 100"
{RULE}
"""


def test_a_pack_extends_another_and_leaves_rows_out() -> None:
    made = read_pack(merged(parsed(HEAD, "zz"), parsed(CHILD, "zy")), "zy", valuation())
    assert made.charge_ids() == ("duty", "metal", "surcharge", "vat")
    assert (made.jurisdiction, made.currency, len(made.programmes)) == ("ZY", "AUD", 3)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('codes = ["49"]', 'codes = []', "overlap"),
        ('subject = "metal"', 'subject = "gst"', "before object"),
        ('rates = {duty = "free"}', 'rates = {dutty = "free"}', "dutty"),
        ('not_origins = ["pact"]', 'not_origins = ["pakt"]', "pakt"),
        ("cost_insurance", "cost_assurance", "cost_assurance"),
        ('default = "full"', 'default = "fool"', "none of the choices"),
        ('rate = "25%"', 'rate = "see note"', "cannot be read"),
    ],
)  # fmt: skip
def test_faults_are_refused(old: str, new: str, told: str) -> None:
    assert old in HEAD
    with pytest.raises(BadInput) as caught:
        read_pack(HEAD.replace(old, new), "zz", valuation())
    assert told in caught.value.message.en


def test_a_drawback_pays_duty_back_and_leaves_the_tax_on_it() -> None:
    option = next(o for o in answer({})["options"] if o["programme"] == "drawback")
    assert option["saving"] == "49.50"


def test_a_drawback_takes_nothing_off_at_entry() -> None:
    made = answer({"preference": "drawback"})
    assert amounts(made)["duty"] == "50.00"
    assert any("after export" in u["why"] for u in made["unresolved"])
