"""A rule file with a fault is refused, and the message names the file, the rule and the dates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest

from argosy.kernel.errors import BadInput, NotFound
from argosy.rules.cases import cases
from argosy.rules.library import pack, pack_for, packs
from argosy.rules.reading import read_pack
from argosy.rules.valuation import read_valuation, valuation

TW = files("argosy.rules").joinpath("packs/tw/charges.toml").read_text("utf-8")


def refused(toml: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_pack(toml, "zz/charges.toml", valuation())
    return caught.value


def row_of(marker: str) -> str:
    """One table of the Taiwan file, from its head to the next."""
    start = TW.rindex("[[", 0, TW.index(marker))
    end = TW.find("[[", TW.index(marker))
    return TW[start : end if end >= 0 else len(TW)]


def test_the_taiwan_pack_is_read() -> None:
    made = pack_for("tw")
    assert (made.id, made.currency, made.value_basis) == ("tw-import", "TWD", "cif")
    assert made.charge_ids()[0] == "duty"
    assert made.charge_ids()[-1] == "tps"


def test_every_pack_there_is_can_be_read_and_has_cases() -> None:
    keys = packs().keys()
    assert [pack(key).id for key in keys] == keys
    assert all(cases(key) for key in keys)


def test_a_jurisdiction_without_pack_is_named() -> None:
    with pytest.raises(NotFound, match="tw-import"):
        pack_for("QQ")


def test_rows_that_overlap_are_refused_with_file_id_and_dates() -> None:
    message = refused(TW + row_of('id = "vat_rate"')).message.en
    assert "zz/charges.toml" in message
    assert "fact vat_rate" in message
    assert "2018-01-01" in message


def test_charge_rows_that_overlap_are_refused() -> None:
    assert "charge tps" in refused(TW + row_of('id = "tps"\n')).message.en


def test_a_new_rate_is_a_new_row() -> None:
    row = row_of('id = "vat_rate"')
    changed = TW.replace(row, row.replace("valid_from = 2018-01-01", "valid_from = 2018-01-01\nvalid_to = 2026-12-31"))
    newer = row.replace('"0.05"', '"0.06"').replace("2018-01-01", "2027-01-01")
    made = read_pack(changed + newer, "zz", valuation())
    assert made.facts_on(date(2026, 12, 31))["vat_rate"].value == Fraction("0.05")
    assert made.facts_on(date(2027, 1, 1))["vat_rate"].value == Fraction("0.06")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('expr = "base * vat_rate"', 'expr = "base * vat_rat"', "vat_rat"),
        ('expr = "base * vat_rate"', 'expr = "base * luxury_tax"', "luxury_tax"),
        ('expr = "base * vat_rate"', 'expr = "base ** 2"', "cannot be used"),
        ('expr = "base * vat_rate"', 'exprs = "base * vat_rate"', "exprs"),
        ('unit = "LPA"', 'unit = "barrel of rum"', "barrel of rum"),
        ('value = "0.05"', "value = 0.05", "wrong type"),
        ('value = "0.05"', 'value = "five"', "not a number"),
        ('label_en = "Business tax"\n', "", "label_en"),
        ("valid_from = 2025-09-07", "valid_from = 2031-01-01", "before valid_from"),
        ('taxes = ["excise", "vat"]', 'taxes = ["excise"]', "vat"),
        ('charges = ["duty", "commodity_tax", "vat"]', 'charges = ["dutty"]', "dutty"),
        ('ask = ["2202", "8703", "8711"]', 'ask = ["22.02"]', "22.02"),
        ('measures = ["vehicles"]', 'measures = ["alcohol_degree"]', "alcohol_degree"),
        ('mode = "half_up"', 'mode = "nearest"', "half_up"),
    ],
)
def test_a_fault_is_told_where_it_is(old: str, new: str, said: str) -> None:
    assert old in TW
    assert said in refused(TW.replace(old, new)).message.en


def test_all_faults_come_at_once() -> None:
    broken = TW.replace('unit = "LPA"', 'unit = "??"').replace('expr = "base * vat_rate"', 'expr = "base * nothing"')
    said = refused(broken).message.en
    assert "pure_alcohol: unit" in said
    assert "nothing" in said


def test_text_that_is_no_toml_is_refused() -> None:
    assert "not valid TOML" in refused("[[charge").message.en


def test_a_name_may_not_be_used_twice() -> None:
    assert "used twice" in refused(TW.replace("[inputs.sticks]", "[inputs.vat_rate]").replace('"sticks"', '"vat_rate"')).message.en


def test_every_rule_says_where_it_comes_from() -> None:
    made = pack_for("TW")
    rules = [*made.facts, *made.charges, *made.exemptions, *made.penalties]
    assert all(r.authority.legal.zh and r.authority.legal.en and r.authority.source.zh for r in rules)
    assert all(r.authority.read_on or r.authority.confidence == "low" for r in rules)


def test_what_was_not_read_in_a_source_has_low_confidence() -> None:
    made = pack_for("TW")
    remembered = [r for r in (*made.facts, *made.charges) if "not read in a source" in r.authority.source.en]
    assert remembered
    assert {r.authority.confidence for r in remembered} == {"low"}


def test_no_country_code_stands_in_python() -> None:
    folder = files("argosy.rules")
    sources = [f for f in folder.iterdir() if f.name.endswith(".py")] + [
        f for f in files("argosy.engines.duty").iterdir() if f.name.endswith(".py")
    ]
    assert len(sources) > 15
    assert not [f.name for f in sources if '"TW"' in f.read_text("utf-8") or '"TWD"' in f.read_text("utf-8")]


def test_the_value_table_knows_every_incoterm_of_both_editions() -> None:
    terms = valuation().terms
    assert {c for c, t in terms.items() if 2020 in t.editions} == {
        "EXW",
        "FCA",
        "FAS",
        "FOB",
        "CFR",
        "CIF",
        "CPT",
        "CIP",
        "DAP",
        "DPU",
        "DDP",
    }
    assert {c for c, t in terms.items() if 2010 in t.editions} == {
        "EXW",
        "FCA",
        "FAS",
        "FOB",
        "CFR",
        "CIF",
        "CPT",
        "CIP",
        "DAP",
        "DAT",
        "DDP",
    }


def test_a_value_table_with_an_unknown_cost_is_refused() -> None:
    text = files("argosy.rules").joinpath("packs/valuation.toml").read_text("utf-8")
    with pytest.raises(BadInput, match="fright"):
        read_valuation(text.replace('cif_add = ["freight", "insurance"]', 'cif_add = ["fright"]'), "v.toml")
