"""Trade of one HS edition told in another: by the table, value kept, choices and gaps counted, never an equal split."""

from __future__ import annotations

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.engines.concordance.converting import convert
from argosy.kernel.errors import BadInput

TABLE = polars.DataFrame(
    [
        ("H6", "H5", "conversion", "111111", "222221"),
        ("H6", "H5", "conversion", "111112", "222221"),
        ("H6", "H5", "conversion", "854911", "854810"),
        ("H6", "H5", "correlation", "111111", "222221"),
        ("H6", "H5", "correlation", "111112", "222221"),
        *(("H6", "H5", "correlation", "854911", code) for code in ("854810", "847110", "850710")),
    ],
    schema=["source", "target", "kind", "from_code", "to_code"],
    orient="row",
)


def flows(*rows, hs="H6"):
    """Trade of 2024 from Taiwan to Japan: product, value, quantity."""
    schema = {"period": polars.Int32, "exporter": polars.String, "importer": polars.String, "product": polars.String, "value": polars.Float64,
              "quantity": polars.Float64, "side": polars.String, "hs": polars.String}  # fmt: skip
    return polars.DataFrame(
        [(2024, "TW", "JP", code, value, quantity, "R", hs) for code, value, quantity in rows], schema=schema, orient="row"
    )


def test_codes_that_fall_together_are_added_up_and_choices_counted():
    made = convert(flows(("111111", 60.0, 6.0), ("111112", 20.0, None), ("854911", 15.0, 1.0), ("999999", 5.0, 1.0)), TABLE, "H5")
    assert made.frame.sort("product").select("product", "value", "quantity", "hs").rows() == [
        ("222221", 80.0, None, "H5"), ("854810", 15.0, 1.0, "H5"), ("999999", 5.0, 1.0, "H6"),
    ]  # fmt: skip
    assert (made.value, made.chosen, made.merged, made.unmatched, made.codes_unmatched) == (100.0, 15.0, 80.0, 5.0, ("999999",))
    assert made.chosen_share == 0.15
    assert "15.00%" in made.note.en


def test_rows_already_in_the_edition_stay():
    made = convert(polars.concat([flows(("222221", 5.0, None), hs="H5"), flows(("111111", 1.0, None))]), TABLE, "H5")
    assert made.frame.select("product", "value").rows() == [("222221", 6.0)]
    assert (made.already, made.unmatched) == (5.0, 0.0)


def test_without_a_conversion_table_nothing_is_split():
    with pytest.raises(BadInput, match="no conversion table H5 → H6; there are H6→H5"):
        convert(flows(("222221", 1.0, None), hs="H5"), TABLE, "H6")


def test_weights_split_by_shares_that_add_up_to_one():
    weights = polars.DataFrame(
        {"source": ["H5", "H5"], "from_code": ["222221"] * 2, "to_code": ["111111", "111112"], "weight": [0.75, 0.25]}
    )
    made = convert(flows(("222221", 8.0, 4.0), hs="H5"), TABLE, "H6", weights=weights)
    assert made.frame.sort("product").select("product", "value", "quantity").rows() == [("111111", 6.0, 3.0), ("111112", 2.0, 1.0)]
    with pytest.raises(BadInput, match=r"222221: 0\.7500"):
        convert(flows(("222221", 8.0, 4.0), hs="H5"), TABLE, "H6", weights=weights.head(1))


@pytest.mark.parametrize(("rows", "target", "words"), [(flows(("1111", 1.0, None)), "H5", "six digits"), (flows(("111111", 1.0, None), hs=""), "H5", "--hs"), (flows(("111111", 1.0, None)), "HS17", "is one of H0")])  # fmt: skip
def test_what_cannot_be_converted_says_why(rows, target, words):
    with pytest.raises(BadInput, match=words):
        convert(rows, TABLE, target)


@given(st.lists(st.tuples(st.sampled_from(["111111", "111112", "854911", "999999"]), st.floats(0, 1e9)), min_size=1, max_size=20))
def test_value_is_kept(rows):
    made = convert(flows(*((code, value, None) for code, value in rows)), TABLE, "H5")
    assert made.frame["value"].sum() == pytest.approx(sum(value for _, value in rows), rel=1e-9)


def test_the_published_table_moves_electronic_waste_to_one_code_each(shared):
    folder = shared / "data" / "markets"
    names = {"HS1992": "H0", "HS1996": "H1", "HS2002": "H2", "HS2007": "H3", "HS2012": "H4", "HS2017": "H5", "HS2022": "H6"}
    table = polars.read_parquet(folder / "hs_correspondence.parquet").select(
        polars.col("from_ed").replace(names).alias("source"),
        polars.col("to_ed").replace(names).alias("target"),
        "kind",
        "from_code",
        "to_code",
    )
    counterparts = table.filter(
        (polars.col("kind") == "correlation") & (polars.col("target") == "H5") & polars.col("from_code").str.starts_with("8549")
    )
    code, several = counterparts.group_by("from_code").len().sort("len").row(-1)
    made = convert(flows((code, 100.0, None)), table, "H5")
    assert several > 100
    assert made.frame.height == 1
    assert (made.chosen_share, made.value) == (1.0, 100.0)
