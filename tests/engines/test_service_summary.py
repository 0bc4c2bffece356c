"""A file of answers, read whole or refused whole; and a published survey."""

from __future__ import annotations

from pathlib import Path

import pytest

from argosy.engines.service.summary import answer, summarise
from argosy.kernel.errors import BadInput

REAL = Path(__file__).parents[2].parent / "shared/data/commerce/bayesm_customersat.parquet"


def rows(*told, scale=5):
    return [{"respondent": who, "item": item, "answer": value, "scale_max": scale} for who, item, value in told]


def test_counts_gaps_and_people():
    found = summarise(rows(("a", "q1", 5), ("b", "q1", ""), ("c", "q1", "NA"), ("a", "q2", 4), ("b", "q2", 2)))
    first, second = found.items
    assert (found.respondents, found.complete) == (3, 1)
    assert (first.n, first.missing, second.n, second.missing) == (1, 2, 2, 1)


def test_the_same_twice_counts_once_and_another_is_refused():
    assert summarise(rows(("a", "q1", 5), ("a", "q1", "5.0"))).repeated == 1
    with pytest.raises(BadInput) as refused:
        summarise(rows(("a", "q1", 5), ("a", "q1", 4)))
    assert [(p.row, p.field) for p in refused.value.problems] == [(3, "answer")]


def test_every_bad_row_is_told_at_once():
    bad = [
        *rows(("a", "q1", 6), ("", "q1", 3), ("b", "q1", "x"), ("c", "q1", 0)),
        {"respondent": "d", "item": "q1", "answer": 3, "scale_max": "many"},
    ]
    with pytest.raises(BadInput) as refused:
        summarise(bad)
    assert [(p.row, p.field) for p in refused.value.problems] == [
        (2, "answer"),
        (3, "respondent"),
        (4, "answer"),
        (5, "answer"),
        (6, "scale_max"),
    ]


def test_a_scale_that_changes_is_refused_and_nothing_is_nothing():
    with pytest.raises(BadInput):
        summarise(rows(("a", "q1", 5)) + rows(("b", "q1", 5), scale=7))
    with pytest.raises(BadInput):
        summarise([])


def test_the_answer_names_its_methods():
    told = answer(summarise(rows(*((str(n), "recommend", n % 11) for n in range(22)), scale=10)))
    item = told["items"][0]
    assert item["nps"]["value"] == pytest.approx((4 - 14) / 22)
    assert item["csat"] == item["top2"]
    assert item["small_sample"]
    assert "warning" not in item
    assert "Wilson" in told["definitions"]["top2"]


@pytest.mark.skipif(not REAL.exists(), reason="needs the shared data")
def test_a_real_business_survey():
    import polars as pl

    frame = pl.read_parquet(REAL)
    long = [
        {"respondent": str(n), "item": item, "answer": row[item], "scale_max": 10} for n, row in enumerate(frame.iter_rows(named=True)) for item in frame.columns
    ]  # fmt: skip
    found = summarise(long)
    assert (found.respondents, len(found.items), found.complete) == (1811, 10, 1811)
    for one in found.items:
        column = frame[one.key]
        assert one.mean.value == pytest.approx(column.mean())
        assert one.sd == pytest.approx(column.std())
        assert one.top_two.events == (column >= 9).sum()
        assert one.nps.value == pytest.approx(((column >= 9).mean()) - (column <= 6).mean())
