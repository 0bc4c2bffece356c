"""Agreements as data: every file loads, faults are told all at once, look-up takes the longest prefix."""

from __future__ import annotations

from datetime import date

import pytest

from argosy.kernel.errors import BadInput, NotFound
from argosy.rules.origin.agreement import Agreement
from argosy.rules.origin.library import agreement, agreements, groups, process_names, sources
from argosy.rules.origin.reading import country_groups, read_agreement

HEAD = """
[agreement]
id = "x"
kind = "reciprocal"
name_zh = "甲"
name_en = "X"
hs_edition = 2017
value_base = "fob"
legal_zh = "條"
legal_en = "Article"
source_zh = "源"
source_en = "source"
confidence = "low"
read_at_zh = "處"
read_at_en = "there"
[[party]]
code = "AA"
from = 2020-01-01
[[party]]
code = "BB"
from = 2021-01-01
[cumulation]
kind = "bilateral"
[transport]
kind = "none"
evidence_zh = "無"
evidence_en = "none"
"""
GROUP = """
[[psr]]
legal_zh = "條"
legal_en = "Annex"
source_zh = "源"
source_en = "source"
confidence = "low"
valid_from = 2020-01-01
rows = [{rows}]
"""
PART = '[parts.sweet]\nlabel_zh = "甜"\nlabel_en = "sweet"\n[parts.dry]\nlabel_zh = "不甜"\nlabel_en = "dry"\n'


def made(*rows: str, head: str = HEAD, more: str = "") -> Agreement:
    body = GROUP.replace("{rows}", ", ".join(f'"{r}"' for r in rows)) if rows else ""
    return read_agreement(head + more + body, "x.toml", groups(), process_names())


def faults(*rows: str, head: str = HEAD, more: str = "") -> list[str]:
    with pytest.raises(BadInput) as caught:
        made(*rows, head=head, more=more)
    return [p.message.en for p in caught.value.problems]


@pytest.mark.parametrize("key", sources().keys())
def test_every_agreement_loads(key: str) -> None:
    found = agreement(key)
    assert found.id == key
    assert found.name.zh != found.name.en
    assert found.proofs


def test_the_agreements_asked_for_are_there() -> None:
    asked = {
        "rcep",
        "cptpp",
        "eu-uk-tca",
        "eu-japan",
        "usmca",
        "anztec",
        "astep",
        "ecfa",
        "ausfta",
        "chafta",
        "korus",
        "eu-korea",
        "uk-japan",
        "eu-singapore",
    }
    assert asked <= {a.id for a in agreements()}


def test_product_rules_say_where_they_were_read() -> None:
    rows = [r for a in agreements() for r in a.rules]
    assert [r.text for r in rows if r.authority.confidence != "low" and r.authority.read_on is None] == []
    assert sum(r.authority.confidence == "medium" for r in rows) > 400


def test_an_unknown_agreement_names_those_there_are() -> None:
    with pytest.raises(NotFound, match="rcep"):
        agreement("tpp")


@pytest.mark.parametrize(("code", "rule"), [("170490", "CC"), ("170410", "CTH"), ("170300", "CTSH"), ("180000", "")])
def test_the_longest_prefix_wins(code: str, rule: str) -> None:
    rows = made("17: CTSH", "1704: CTH", "1704.90: CC").rows(code, "AA", date(2022, 1, 1))
    assert [str(r.rule) for r in rows] == ([rule] if rule else [])


def test_parts_of_one_code_stand_side_by_side() -> None:
    rows = made("1704 [sweet]: CTH", "1704 [dry]: CC", more=PART).rows("170490", "AA", date(2022, 1, 1))
    assert [r.part for r in rows] == ["sweet", "dry"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (("1704: CTH", "1704: CC"), "two rows hold on one day"),
        (("1701-1704: CTH", "1704: CC"), "two rows hold on one day"),
        (("1704 [sweet]: CTH",), "not explained under [parts]"),
        (("1704: RVC(net_cost) >= 40",), "has no method “net_cost”"),
        (("1704: RVC >= 40",), "has no method “”"),
        (("1704: process(alchemy)",), "no process “alchemy”"),
        (("1704 CTH",), "is not “codes: rule”"),
        (("1704: CTH {nothing}",), "there is no macro “nothing”"),
        (("1704: CTH except",), "cannot be used"),
    ],
)
def test_faulty_rows_are_told(rows: tuple[str, ...], says: str) -> None:
    assert any(says in fault for fault in faults(*rows))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('[[tolerance]]\nmeasure = "value"\npercent = "ten"\nbase = "fob"\nlabel_zh = "甲"\nlabel_en = "x"', "is not a number"),
        (
            '[[tolerance]]\nmeasure = "weight"\npercent = "10"\nbase = "fob"\nlabel_zh = "甲"\nlabel_en = "x"',
            "must be one of product, component",
        ),
        ('[rvc.up]\nkind = "add"\nbase = "fob"\nlabel_zh = "甲"\nlabel_en = "x"', "must be among materials"),
        ('[[party]]\ncode = "AA"\nfrom = 2022-01-01', "stands twice on one day"),
        ('[[pair]]\na = "AA"\nb = "ZZ"\nnever = true', "is no party"),
        ('[[waiver]]\namount = "1"\ncurrency = "USD"\nimporters = ["ZZ"]', "is no party"),
        ('[insufficient]\noperations = ["alchemy"]', "not in the table of processes"),
        ('[[proof]]\nkind = "letter"\nissuer_zh = "甲"\nissuer_en = "x"', "must be one of certificate_of_origin"),
        ("[surprise]\na = 1", "is not a known field"),
    ],
)
def test_faulty_provisions_are_told(more: str, says: str) -> None:
    assert any(says in fault for fault in faults(more=more))


def test_all_faults_come_at_once() -> None:
    found = faults("1704: FOO", "1705: BAR", head=HEAD.replace('value_base = "fob"', 'value_base = "gold"'))
    assert len(found) == 3


def test_broken_toml_is_bad_input() -> None:
    with pytest.raises(BadInput, match="not valid TOML"):
        read_agreement("[[", "x.toml", groups(), process_names())


def test_a_customs_union_is_one_party() -> None:
    tca = agreement("eu-uk-tca")
    assert {tca.party(c, date(2025, 1, 1)).name for c in ("DE", "FR", "IE")} == {"EU"}  # type: ignore[union-attr]
    assert tca.party("DE", date(2020, 12, 31)) is None


def test_groups_hold_two_letter_codes() -> None:
    with pytest.raises(BadInput):
        country_groups('[groups]\nEU = ["DEU"]', "groups.toml")
