"""The notation of product rules: what is written is read back, faults are told, words exist in both languages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.kernel.errors import BadInput
from argosy.rules.origin.codes import LENGTHS, Run, any_covers, any_meets, dotted, in_words
from argosy.rules.origin.describing import Describer
from argosy.rules.origin.language import BASES, Ceiling, Content, Either, Every, Process, Rule, Shift, Weight, Wholly, atoms
from argosy.rules.origin.library import agreements, process_names
from argosy.rules.origin.parsing import parse_codes, parse_rule


@st.composite
def runs(draw: st.DrawFn) -> Run:
    length = draw(st.sampled_from(LENGTHS))
    low, high = sorted(draw(st.lists(st.integers(0, 10**length - 1), min_size=2, max_size=2)))
    return Run(f"{low:0{length}}", f"{draw(st.sampled_from([low, high])):0{length}}")


codes = st.lists(runs(), min_size=1, max_size=3).map(tuple)
some = st.one_of(st.just(()), codes)
percents = st.integers(0, 10000).map(lambda n: Fraction(n, 100))
names = st.sampled_from(["spinning", "weaving", "chemical_reaction"])
shifts = st.builds(Shift, st.sampled_from(["CC", "CTH", "CTSH", "ANY"]), some, some, st.one_of(st.none(), percents))
single = st.one_of(
    shifts,
    st.builds(Wholly, some),
    st.builds(Content, percents, st.just("")),
    st.builds(Content, percents, st.sampled_from(["build_down", "net_cost"]), some),
    st.builds(Ceiling, percents, some, st.sampled_from(["", *BASES])),
    st.builds(Weight, codes, percents, some),
    st.builds(Process, names),
)
rules = st.recursive(
    single,
    lambda r: st.one_of(
        st.lists(r, min_size=2, max_size=3).map(lambda p: Every(tuple(p))),
        st.lists(r, min_size=2, max_size=3).map(lambda p: Either(tuple(p))),
    ),
    max_leaves=8,
)


@given(rules)
def test_a_written_rule_is_read_back(rule: Rule) -> None:
    assert parse_rule(str(rule)) == rule


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("CTH except from heading 03.01 / chapter 50 to 55", "CTH except 0301, 50-55"),
        ("cth", "CTH"),
        ("RVC40", "RVC >= 40 %"),
        ("CTH or RVC 40", "CTH or RVC >= 40 %"),
        ("RVC(focused: 8507 and 85.04) ≥ 50 %", "RVC(focused: 8507, 8504) >= 50 %"),
        ("MaxNOM 50 % (EXW)", "MaxNOM 50 % of exw"),
        ("VNM <= 60 % of FOB", "MaxNOM 60 % of fob"),
        ("WO(chapters 01 through 04) and process(weaving)", "WO(01-04) and process(weaving)"),
        (
            "CC except 1701.91–1701.99, 04 and weight(1701 to 1702) ≤ 37.5 %",
            "CC except 1701.91-1701.99, 04 and weight(1701-1702) <= 37.5 %",
        ),
        ("CTH or CC and ANY", "CTH or CC and ANY"),
        ("(CTH or CC) and ANY", "(CTH or CC) and ANY"),
    ],
)
def test_what_people_write_is_understood(text: str, means: str) -> None:
    assert str(parse_rule(text)) == means


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a condition is expected"), ("CTH except", "is expected"), ("CTH and", "is expected"), ("FOO", "no condition"), ("CTH )", "does not belong"),
        ("RVC(build_down >= 40", ") is expected"), ("MaxNOM 120 %", "between 0 and 100"), ("MaxNOM EXW", "no percentage"), ("WO(1)", "2, 4, 6 or 8 digits"),
        ("CC except 55-50", "is no range"), ("CC except 50-5511", "is no range"), ("process(Weaving!)", "not known"), ("process(Weaving)", "small letters"),
        ("CTH ☃", "not known"), ("(" * 30 + "CC" + ")" * 30, "too many parentheses"), ("weight <= 20 %", "( is expected"),
    ],
)  # fmt: skip
def test_faults_are_told(text: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_rule(text)
    assert says in caught.value.message.en
    assert caught.value.message.zh


@pytest.mark.parametrize(
    ("text", "code", "covers", "meets"),
    [
        ("17", "1701", True, True),
        ("1701-1702", "170299", True, True),
        ("1701", "17", False, True),
        ("1704.90", "1704", False, True),
        ("1704", "18", False, False),
    ],
)
def test_codes_cover_and_could_cover(text: str, code: str, covers: bool, meets: bool) -> None:
    found = parse_codes(text)
    assert (any_covers(found, code), any_meets(found, code)) == (covers, meets)


def test_codes_in_words() -> None:
    said = in_words(parse_codes("04, 50-55, 1701-1702, 1704.90"))
    assert said.en == "chapters 4, 50 to 55, 1701 to 1702, 1704.90"
    assert said.zh == "第 4 章、第 50 至 55 章、1701 至 1702、1704.90"
    assert dotted("84812000") == "8481.20.00"


@given(rules)
def test_every_rule_has_words_in_both_languages(rule: Rule) -> None:
    said = Describer(process_names(), {}, "exw").say(rule)
    assert said.zh
    assert said.en


def test_every_rule_in_the_data_reads_back_and_has_words() -> None:
    rows = [(a, r) for a in agreements() for r in a.rules]
    assert len(rows) > 400
    assert [r.text for _, r in rows if parse_rule(str(r.rule)) != r.rule] == []
    assert [r.text for a, r in rows if not Describer(process_names(), {}, a.value_base).say(r.rule).zh] == []
    assert sum(1 for _, r in rows for _ in atoms(r.rule)) > 700
