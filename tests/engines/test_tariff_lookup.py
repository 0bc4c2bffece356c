"""Look-ups: which code it is, which column an origin falls under, what may be claimed, what a person must settle."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from argosy.engines.duty.consignment import Consignment, Line
from argosy.engines.tariff.filling import codes, fill
from argosy.engines.tariff.lookup import Book, look_up
from tests.engines.tariff_world import DAY, SOURCE, book, rate

GENERAL, HOSTILE = rate("1001", "general", "5%"), rate("1001", "hostile", "40%")


def duty(held: Book, code: str, origin: str) -> str:
    """The rate of duty that applies without a claim, or what stands in its place."""
    found = look_up(held, code, origin)
    return found.rates["duty"].text if "duty" in found.rates else "; ".join(o.why.en for o in found.needs_person)


@pytest.mark.parametrize(
    ("code", "state", "line"),
    [
        ("10011010", "ok", "10011010"), ("1002", "ok", "10020000"), ("100110", "not_declarable", "100110"), ("1001109", "ok", "10011090"),
        ("10030000", "not_valid", "10030000"), ("1003", "ok", "10030010"), ("1004001", "longer", "100400"), ("10011011", "unknown", "100110"),
        ("99999999", "unknown", ""), ("1001101055", "unknown", "10011010"),
    ],
)  # fmt: skip
def test_a_code_is_told_apart(code: str, state: str, line: str) -> None:
    status = look_up(book(GENERAL), code).status
    assert (status.state, status.code) == (state, line)
    assert status.usable == (state in ("ok", "longer"))
    assert bool(status.message) == (state != "ok")


def test_codes_to_use_instead_are_proposed() -> None:
    held = book(GENERAL)
    near = {code: [line.code for line in look_up(held, code).status.suggestions] for code in ("1001", "10030000", "10011011", "99999999")}
    assert near == {"1001": ["10011010", "10011090"], "10030000": ["10030010"], "10011011": ["10011010", "10011090"], "99999999": []}


def test_parents_and_children_of_a_code() -> None:
    lines = book().lines
    assert [line.code for line in lines.parents("10011010")] == ["10", "1001", "100110"]
    assert [line.code for line in lines.children("1001")] == ["100110"]
    assert [line.code for line in lines.children("10")] == ["1001", "1002", "10030000", "10030010", "100400"]


def test_the_rate_of_the_longest_code_holds() -> None:
    held = book(GENERAL, HOSTILE, rate("10011010", "general", "free"))
    assert (duty(held, "10011010", "JP"), duty(held, "10011090", "JP")) == ("free", "5%")


def test_the_origin_decides_between_standard_columns() -> None:
    held = book(GENERAL, HOSTILE)
    assert (duty(held, "10011010", "JP"), duty(held, "10011010", "CU")) == ("5%", "40%")
    assert duty(held, "10011010", "").startswith("the rate depends on the origin")
    assert duty(book(rate("1001", "general", "5%"), rate("1001", "hostile", "5%")), "10011010", "") == "5%"


def test_a_column_that_must_be_confirmed_gives_no_rate() -> None:
    held = book(rate("1001", "outside", "9%"))
    assert (duty(held, "10011010", "XO"), duty(held, "10011010", "JP")) == ("check", "")


def test_words_are_for_a_person() -> None:
    found = look_up(book(rate("1001", "general", "")), "10011010", "JP")
    assert found.rates == {}
    assert [(o.charge, o.raw, o.why.en) for o in found.needs_person] == [("duty", "in words", "read it")]


def test_a_rate_holds_on_its_days_only() -> None:
    held = book(rate("1001", "general", "5%", valid_to=date(2026, 6, 29)), rate("1001", "general", "4%", valid_from=DAY))
    assert duty(held, "10011010", "JP") == "4%"


def test_several_rates_by_additional_code_need_a_person_and_may_be_claimed() -> None:
    held = book(GENERAL, rate("1001", "ad", "20%", additional_code="B1"), rate("1001", "ad", "30%", additional_code="B9"))
    found = look_up(held, "10011010", "JP")
    assert "anti_dumping" not in found.rates
    assert "B1 20%; B9 30%" in found.needs_person[0].why.en
    assert [(o.programme, o.text) for o in found.programmes] == [("B1", "20%"), ("B9", "30%")]


def test_a_rate_without_additional_code_comes_before_those_with_one() -> None:
    held = book(rate("1001", "ad", "20%"), rate("1001", "ad", "free", additional_code="Z0"))
    assert look_up(held, "10011010", "JP").rates["anti_dumping"].text == "20%"


def claims(held: Book, origin: str, every: bool = False) -> dict[str, tuple[str, bool | None]]:
    """Programme to its rate and whether the origin qualifies."""
    return {o.programme: (o.text, o.eligible) for o in look_up(held, "10011010", origin, every).programmes}


def test_programmes_are_open_to_their_origins() -> None:
    held = book(rate("1001", "special", "2%", names=("P1", "OLD", "GOODS", "XX", "MX")))
    assert claims(held, "KR") == {"P1": ("2%", True), "GOODS": ("2%", True)}
    assert claims(held, "MX") == {"GOODS": ("2%", True), "MX": ("2%", True)}
    assert claims(held, "")["P1"] == ("2%", None)
    assert claims(held, "KR", every=True)["OLD"] == ("2%", False)


def test_a_group_nobody_lists_is_not_known() -> None:
    held = book(rate("1001", "special", "2%", group="2005"))
    assert claims(held, "KR") == {"2005": ("2%", None)}
    assert claims(book(rate("1001", "special", "2%", group="2005"), groups={"2005": frozenset({"KR"})}), "KR") == {"2005": ("2%", True)}


def test_a_class_of_places_is_not_the_country_of_the_same_letters() -> None:
    row = rate("1001", "special", "2%", names=("FI",))
    assert claims(book(row), "FI") == {"FI": ("2%", None)}
    held = book(row, groups={"FI": frozenset({"FJ"})})
    assert (claims(held, "FJ"), claims(held, "FI")) == ({"FI": ("2%", True)}, {})


def test_everyone_but_the_excluded() -> None:
    held = book(rate("1001", "ad", "20%", group="1011", excluded=("CA", "far")))
    got = {origin: "anti_dumping" in look_up(held, "10011010", origin).rates for origin in ("JP", "CA", "CU")}
    assert got == {"JP": True, "CA": False, "CU": False}


def test_quotas_of_one_place_stand_side_by_side() -> None:
    rows = [rate("1001", "quota", text, origins=("MA",), quota=number) for text, number in (("0%", "051104"), ("3%", "051193"))]
    assert claims(book(*rows), "MA") == {"MA 051104": ("0%", True), "MA 051193": ("3%", True)}


def test_what_an_agreement_does_not_list_is_free_under_it() -> None:
    held = book(GENERAL, series=("zz-main", "zz-pact"))
    assert claims(held, "SG") == {"PACT": ("free", True)}
    assert claims(book(GENERAL), "SG") == {}
    listed = book(GENERAL, rate("1001", "special", "3%", names=("PACT",), origins=("GB",)), series=("zz-main", "zz-pact"))
    assert claims(listed, "GB") == {"PACT": ("3%", True)}
    assert claims(listed, "SG") == {"PACT": ("", None)}


def test_where_nothing_was_imported_the_status_says_so() -> None:
    empty = Book(SOURCE, DAY, (), book().lines, {}, {}, imported=False)
    assert look_up(empty, "10011010").status.state == "no_schedule"
    assert look_up(Book(SOURCE, DAY, (), book().lines, {}, {}), "10011010").status.state == "no_edition"


def entry(*lines: Line, **fx: str) -> Consignment:
    """A consignment of lines."""
    return Consignment("ZZ", DAY, "FOB", "ZZD", lines, fx={code: Fraction(value) for code, value in fx.items()})


def test_a_consignment_is_filled_where_nothing_was_given() -> None:
    held = book(GENERAL, rate("1001", "special", "2%", names=("P1",)))
    made = fill(entry(Line("1", "10011010", "JP"), Line("2", "10011010", "JP", rates={"duty": "1%"}), Line("3")), held)
    assert [line.tariff["duty"].text if line.tariff else "" for line in made.lines] == ["5%", "", ""]
    stated = made.lines[0].tariff["duty"]
    assert (stated.source.en, stated.edition, stated.code, stated.column) == ("Tariff of a place", "1", "1001", "general")
    assert made.lines[1].columns["P1"].text == "2%"
    assert made.found == ()


def test_a_rate_for_a_person_never_reads_as_a_rate() -> None:
    held = book(rate("1001", "outside", "9%"))
    stated = fill(entry(Line("1", "10011010", "XO")), held).lines[0].tariff["duty"]
    assert (stated.text, stated.why.en) == ("? 9%", "check")


def test_amounts_in_another_currency_are_converted_or_asked_for() -> None:
    held = book(rate("1001", "general", "10% + EUR 90/DTN"))
    goods = Line("1", "10011010", "JP")
    assert fill(entry(goods, EUR="0.5"), held).lines[0].tariff["duty"].text == "10% + 45/DTN"
    missing = fill(entry(goods), held).lines[0].tariff["duty"]
    assert (missing.text[0], "EUR" in missing.why.en) == ("?", True)


def test_a_code_that_cannot_be_used_is_told_with_what_to_use() -> None:
    made = fill(entry(Line("1", "100110", "JP"), Line("2", "99999999", "JP", rates={"duty": "5%"})), book(GENERAL))
    assert [(gap.line, gap.field, gap.blocks) for gap in made.found] == [("1", "code", False), ("2", "code", False)]
    assert "10011010" in made.found[0].ask.en
    assert codes(made) == {"100110", "99999999"}
