from __future__ import annotations

import re
from collections import Counter

import pytest

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.standards import catalogue
from argosy.standards.catalogue import (
    check,
    checks,
    evidence,
    feeds,
    indicator,
    indicators,
    output,
    outputs,
    records,
    standard,
    standards,
    task,
)
from argosy.standards.published import PublishedStandard
from argosy.standards.reader import read_file

CONTEXTS = {
    "parties",
    "people",
    "catalog",
    "sales",
    "service",
    "campaigns",
    "channels",
    "markets",
    "tariffs",
    "customs",
    "freight",
    "reports",
    "reference",
}


def every_text() -> list[Text]:
    tasks = [t for s in standards() for t in s.tasks]
    duties = [d for s in standards() for d in s.duties]
    named = [c.name for s in standards() for c in (*s.knowledge, *s.skills, *s.attitudes)]
    return [
        *(t for s in standards() for t in (s.name, s.role)),
        *(t for d in duties for t in (d.name, d.rail)),
        *(t for k in tasks for t in (k.name, k.rail, k.purpose)),
        *named,
        *(o.title for o in outputs()),
        *(t for i in indicators() for t in (i.title, i.statement, i.evidence)),
        *(r.title for r in records()),
        *(f.what for f in feeds()),
        *(c.message for c in checks()),
    ]


def test_counts() -> None:
    totals = Counter()
    for row in catalogue.summary():
        totals.update({k: v for k, v in row.items() if isinstance(v, int) and k != "level"})
    assert totals == {"duties": 17, "tasks": 57, "outputs": 43, "indicators": 193, "knowledge": 79, "skills": 67, "attitudes": 28}
    assert [len(s.skills) for s in standards()] == [16, 12, 16, 14, 9]
    assert (len(records()), len(evidence()), len(feeds()), len(checks())) == (99, 221, 23, 166)
    assert sum(not i.outputs for i in indicators()) == 64


def test_summary_has_the_shape_of_the_contract() -> None:
    first = catalogue.summary()[1]
    assert first == {
        "code": "KPS1420-002v3",
        "name_zh": "進出口客戶服務(協調)人員",
        "name_en": "Import and export customer service coordinator",
        "level": 4,
        "duties": 4,
        "tasks": 16,
        "outputs": 10,
        "indicators": 60,
        "knowledge": 17,
        "skills": 12,
        "attitudes": 4,
    }


@pytest.mark.parametrize("name", ["CS", "KPS1420-002", "KPS1420-002v3"])
def test_a_standard_by_any_name(name: str) -> None:
    found = standard(name)
    assert (found.key, found.base, found.version, found.level) == ("CS", "KPS1420-002", "v3", 4)
    assert output(f"{name}/O1.2.1").key == "KPS1420-002/O1.2.1"


@pytest.mark.parametrize("key", ["CS/O9.9.9", "KPS1420-002v2/O1.2.1", "O1.2.1", "", "XX/O1.2.1"])
def test_an_unknown_output_is_refused(key: str) -> None:
    with pytest.raises(NotFound) as refusal:
        output(key)
    assert "CS/O1.2.1" in refusal.value.message.en


def test_unknown_names_are_refused() -> None:
    for look in (lambda: standard("CS2"), lambda: task("CS", "T9.9"), lambda: check("DT99"), lambda: indicator("CS", "P9.9.9")):
        with pytest.raises(NotFound, match="There are"):
            look()


def test_a_task_and_an_output() -> None:
    found = task("CS", "T1.2")
    assert (found.rail.zh, found.purpose.zh) == ("計算稅費", "把一份訂單檔變成可以對海關說明的試算表。")
    assert (found.outputs, found.indicators) == (("KPS1420-002/O1.2.1",), ("P1.2.1", "P1.2.2", "P1.2.3"))
    sheet = output("CS/O1.2.1")
    assert (sheet.title.zh, sheet.family, sheet.formats, sheet.orientation) == ("一般稅與貨物稅試算表", "F12", ("X", "P", "D"), "h")
    assert (sheet.short, sheet.prefix, sheet.audience) == ("CS/O1.2.1", "DTX", ("internal", "letter"))


def test_the_printed_pairing_of_outputs_and_tasks() -> None:
    assert (output("TM/O2.3.1").task, output("TM/O2.4.1").task) == ("T2.4", "T2.5")
    assert [o.printed_zh for o in outputs() if o.printed_zh != o.title.zh] == ["分析報告", "分析報告"]
    assert len({o.key for o in outputs()}) == 43


def test_indicators_by_standard_task_and_output() -> None:
    assert len(indicators("WS")) == 26
    assert [i.code for i in indicators("CS", "T1.2")] == ["P1.2.1", "P1.2.2", "P1.2.3"]
    assert [i.code for i in indicators(output_key="WS/O2.2.2")] == ["P2.2.1", "P2.2.4", "P2.2.5"]
    assert indicator("KPS1420-002", "P1.2.3").title.zh == "由第二人複算"
    assert {i.context for i in indicators()} == CONTEXTS


def test_every_indicator_but_one_is_evidenced_and_every_output_evidences_its_own() -> None:
    links = {(e.standard, e.indicator) for e in evidence()}
    # Prospecting by the freight team shows in sales records only; no document of the job proves it.
    assert {(i.standard, i.code) for i in indicators()} - links == {("FM", "P1.1.1")}
    primary = {(e.standard, e.indicator, e.output) for e in evidence() if e.kind == "primary"}
    assert {o.key for o in outputs()} == {key for *_, key in primary}
    assert all(task(s, indicator(s, code).task).outputs for s, code, _ in primary)
    assert [e.indicator for e in catalogue.evidenced_by("CS/O1.2.1")] == [
        e.indicator for e in evidence() if e.output == "KPS1420-002/O1.2.1"
    ]


def test_references_lead_somewhere() -> None:
    assert all(indicator(s, code).code == code for r in records() for s, code in r.indicators)
    assert all(output(f.output).standard == f.standard and task(f.standard, f.task) for f in feeds())
    for s in standards():
        known = {c.code for c in (*s.knowledge, *s.skills)}
        assert all({*t.knowledge, *t.skills} <= known and t.knowledge and t.skills for t in s.tasks)


def test_families_have_the_common_checks_and_their_own() -> None:
    assert [c.id for c in checks("F12")][-2:] == ["DT10", "DT11"]
    assert (len(checks("all")), len(checks("F12"))) == (15, 26)
    assert {o.family for o in outputs()} == {c.family for c in checks()} - {"all"}
    assert (check("DT9").severity, check("DT8").severity) == ("block", "warn")
    assert len({c.id for c in checks()}) == 166


def test_both_languages_of_a_check_take_the_same_values() -> None:
    for one in checks():
        zh, en = (re.findall(r"\{(.*?)\}", side) for side in (one.message.zh, one.message.en))
        assert sorted(zh) == sorted(en), one.id
        assert len(zh) == len(set(zh)), f"{one.id} uses one place for two values"
        said = one.message.format(**dict.fromkeys(zh, "7"))
        assert "{" not in said.zh + said.en


def test_every_text_is_said_in_both_languages() -> None:
    for text in every_text():
        assert text.zh.strip() == text.zh != ""
        assert text.en.strip() == text.en != ""
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"\{.*?\}|待補", "", text.en)), text.en


def test_house_style_of_our_own_words() -> None:
    own = [t for s in standards() for k in s.tasks for t in (k.rail, k.purpose)] + [t for i in indicators() for t in (i.title, i.statement)]
    for text in [*own, *(c.message for c in checks())]:
        assert not re.search(r"[!！]|請您|您", text.zh), text.zh
        assert not re.search(r"[\u4e00-\u9fff][,;:?]|[,;:?][\u4e00-\u9fff]", text.zh), text.zh
        assert text.en[0].isupper() or text.en[0] in '"{', text.en
    for rail in (k.rail for s in standards() for k in s.tasks):
        assert 2 <= len(rail.zh) <= 6
        assert 1 <= len(rail.en.split()) <= 3
    for one in indicators():
        assert len(one.title.zh) <= 8
        assert one.statement.zh[-1] == "。"
        assert len(one.statement.zh) <= 60
        assert len(one.statement.en) <= 160


@pytest.fixture(scope="module")
def originals(shared) -> dict[str, PublishedStandard]:
    folder = shared / "data" / "standards"
    if not folder.is_dir():
        pytest.skip("no published originals")
    return {s.key: read_file(folder / f"{s.code}.txt") for s in standards()}


def test_the_catalogue_says_what_is_published(originals) -> None:
    for s in standards():
        found = originals[s.key]
        assert (found.code, found.name, found.level) == (s.code, s.name.zh, s.level)
        assert [(d.code, d.name) for d in found.duties] == [(d.code, d.name.zh) for d in s.duties]
        assert [(t.code, t.name, t.level, t.knowledge, t.skills) for t in found.tasks] == [
            (t.code, t.name.zh, t.level, t.knowledge, t.skills) for t in s.tasks
        ]
        named = (*found.knowledge, *found.skills, *found.attitudes)
        assert [(c.code, c.name) for c in named] == [(c.code, c.name.zh) for c in (*s.knowledge, *s.skills, *s.attitudes)]
        assert {t.code: set(t.indicators) for t in found.tasks} == {t.code: set(t.indicators) for t in s.tasks}


def test_no_sentence_of_the_publisher_is_carried(originals) -> None:
    for one in indicators():
        printed = next(i.name for i in originals[one.standard].indicators if i.code == one.code)
        pieces = {printed[i : i + 12] for i in range(max(1, len(printed) - 11))}
        assert not any(piece in one.statement.zh for piece in pieces), one.code
