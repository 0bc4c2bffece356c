"""The five published standards, read whole. The originals are not part of the repository."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from argosy.standards.published import PublishedStandard
from argosy.standards.reader import read_file

CODES = ("KPS1420-001v4", "KPS1420-002v3", "KPS3322-002v2", "RTM1324-002v4", "KMM2431-007v2")
#        duties, tasks, outputs, indicators, K, S, A
COUNTS = {
    "KPS1420-001v4": (3, 11, 10, 46, 17, 16, 5),
    "KPS1420-002v3": (4, 16, 10, 60, 17, 12, 4),
    "KPS3322-002v2": (2, 9, 13, 26, 18, 16, 6),
    "RTM1324-002v4": (3, 10, 4, 40, 10, 14, 7),
    "KMM2431-007v2": (5, 11, 6, 21, 17, 9, 6),
}


@cache
def original(shared: Path, code: str) -> PublishedStandard:
    path = shared / "data" / "standards" / f"{code}.txt"
    if not path.is_file():
        pytest.skip(f"no published original of {code}")
    return read_file(path)


def rows(shared: Path, name: str) -> list[dict[str, str]]:
    path = shared / "spec" / name
    if not path.is_file():
        pytest.skip(f"no {name} beside the originals")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def squeezed(text: str) -> str:
    return "".join(text.split())


def counts(found: PublishedStandard) -> tuple[int, ...]:
    outputs = sum(len(t.outputs) for t in found.tasks)
    named = (found.indicators, found.knowledge, found.skills, found.attitudes)
    return (len(found.duties), len(found.tasks), outputs, *map(len, named))


def test_counts_of_all_five(shared: Path) -> None:
    assert {code: counts(original(shared, code)) for code in CODES} == COUNTS
    assert [sum(column) for column in zip(*COUNTS.values(), strict=True)] == [17, 57, 43, 193, 79, 67, 28]


@pytest.mark.parametrize("code", CODES)
def test_every_indicator_is_whole_and_with_its_task(shared: Path, code: str) -> None:
    found = original(shared, code)
    expected = {r["indicator"]: r for r in rows(shared, "indicators.csv") if r["standard"] == code}
    assert {i.code: squeezed(i.name) for i in found.indicators} == {k: squeezed(r["text_zh"]) for k, r in expected.items()}
    assert {p: t.code for t in found.tasks for p in t.indicators} == {k: r["task"] for k, r in expected.items()}


@pytest.mark.parametrize("code", CODES)
def test_outputs_stay_with_the_task_that_prints_them(shared: Path, code: str) -> None:
    found = {(o.code, t.code): o.name for t in original(shared, code).tasks for o in t.outputs}
    expected = {(r["output"], r["task"]): r["title_zh"] for r in rows(shared, "outputs.csv") if r["standard"] == code}
    assert found.keys() == expected.keys()
    assert all(expected[key] == name or expected[key].startswith(f"{name}（") for key, name in found.items())


def test_nothing_printed_in_a_table_is_lost(shared: Path) -> None:
    for code in CODES:
        found = original(shared, code)
        assert found.unplaced == ()
        assert Counter(p for t in found.tasks for p in t.indicators) == Counter(i.code for i in found.indicators)
        assert all(t.level and t.knowledge and t.skills for t in found.tasks)
        assert (found.attitudes[0].text[-1], found.history[0].code) == ("。", code)


def test_names_broken_over_pages(shared: Path) -> None:
    clerk, freight = original(shared, "KPS1420-002v3"), original(shared, "RTM1324-002v4")
    assert clerk.duties[2].name == "執行商品與服務之國際行銷"
    assert {t.code: t.name for t in clerk.tasks}["T1.2"] == "計算一般稅與貨物稅"
    assert {t.code: t.name for t in freight.tasks}["T1.5"] == "掌握及協調進出口物流相關計畫的流程"
    assert {s.code: s.name for s in clerk.skills}["S05"] == "撰寫行銷活動與策略的讀寫技能"
    assert {k.code: k.name for k in freight.knowledge}["K04"] == "國際運送承攬業相關資訊系統和文件"


def test_cells_printed_once_reach_every_task_of_the_duty(shared: Path) -> None:
    found = {t.code: t for t in original(shared, "KPS1420-002v3").tasks}
    assert {found[c].knowledge for c in ("T1.1", "T1.2", "T1.3")} == {("K01", "K02", "K03", "K04", "K05")}
    assert [found[c].level for c in ("T1.1", "T1.3", "T2.3", "T4.7")] == [3, 3, 4, 4]
    assert {found[f"T4.{n}"].skills for n in range(1, 8)} == {tuple(f"S{n:02}" for n in range(6, 13))}


def test_a_name_in_two_wordings_and_the_version_history(shared: Path) -> None:
    found = original(shared, "KPS3322-002v2")
    assert [v.code for v in found.variants] == ["S05"]
    assert [(e.code, e.date) for e in found.history] == [("KPS3322-002v2", "2019-04-19"), ("KPS3322-002v1", "2016-03-22")]
