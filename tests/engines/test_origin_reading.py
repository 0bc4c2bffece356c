"""Questions of origin as plain data: every fault at once with its place, exact numbers, currencies converted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from argosy.engines.origin.reading import Question, read_question
from argosy.kernel.errors import BadInput
from argosy.rules.origin.library import process_names

ASK: dict[str, Any] = {
    "exporter": "JP", "importer": "SG", "date": "2026-06-30", "agreement": "rcep", "product": {"code": "8479.89", "currency": "USD", "fob": "100"},
    "materials": [{"id": "a", "code": "8501.10", "value": "10", "origin": "cn"}],
}  # fmt: skip


def read(**changes: Any) -> Question:
    return read_question(ASK | changes, process_names())


def faults(**changes: Any) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read(**changes)
    return [p.field for p in caught.value.problems]


def test_a_question_is_read() -> None:
    found = read(fx={"EUR": "1.25"}, materials=[{"code": "8501", "value": Decimal("8"), "currency": "EUR"}, {"code": "8502", "value": 3}])
    assert [m.value for m in found.bill] == [Fraction(10), Fraction(3)]
    assert [m.id for m in found.bill] == ["1", "2"]
    assert found.agreements == ("rcep",)


def test_codes_lose_their_dots_and_countries_are_capital() -> None:
    found = read()
    assert (found.product.code, found.bill[0].code, found.bill[0].origin) == ("847989", "850110", "CN")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"date": "soon"}, ["date"]), ({"exporter": None}, ["exporter"]), ({"importer": "Japan"}, ["importer"]), ({"surprise": 1}, ["surprise"]),
        ({"product": []}, ["product", "product.currency", "product.code"]), ({"product": ASK["product"] | {"fob": "-1"}}, ["product.fob"]),
        ({"product": ASK["product"] | {"fob": 0.1}}, ["product.fob"]), ({"product": ASK["product"] | {"fob": "0"}}, ["product.fob"]),
        ({"product": ASK["product"] | {"code": "8479"}}, ["product.code"]), ({"product": ASK["product"] | {"fob": "1e400"}}, ["product.fob"]),
        ({"materials": {}}, ["materials"]), ({"materials": [{"code": "x"}]}, ["materials.1.code"]), ({"materials": [7]}, ["materials.1"]),
        ({"materials": [{"id": "q", "code": "8501", "value": "1", "currency": "EUR"}]}, ["materials.q.currency"]),
        ({"materials": [{"id": "q", "code": "8501"}] * 2}, ["materials"]), ({"materials": [{"code": "8501", "originating": "yes"}]}, ["materials.1.originating"]),
        ({"materials": [{"code": "8501", "role": "box"}]}, ["materials.1.role"]), ({"materials": [{"code": "8501", "inputs": [{"code": "1"}]}]}, ["materials.1.inputs.1.code"]),
        ({"processes": ["alchemy"]}, ["processes"]), ({"processes": {"weaving": "yes"}}, ["processes"]), ({"processes": 3}, ["processes"]),
        ({"transport": {"direct": True, "via": ["AE"]}}, ["transport.via"]), ({"transport": {"operations": ["alchemy"]}}, ["transport.operations"]),
        ({"proof": {"kind": "letter"}}, ["proof.kind"]), ({"proof": {"kind": "rex_statement", "date": "x"}}, ["proof.date"]), ({"hs_edition": "2022"}, ["hs_edition"]),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_place(changes: dict[str, Any], fields: list[str]) -> None:
    assert sorted(set(faults(**changes)) & set(fields)) == sorted(fields)


def test_parts_within_parts_end_somewhere() -> None:
    deep: dict[str, Any] = {"code": "8501"}
    for _ in range(30):
        deep = {"code": "8501", "inputs": [deep]}
    assert any("inputs" in field for field in faults(materials=[deep]))


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(BadInput, match="must be an object"):
        read_question(data, process_names())
