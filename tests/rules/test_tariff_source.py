"""The descriptions of published tariffs are whole, and a fault in one is told with its place."""

from __future__ import annotations

from importlib.resources import files

import pytest

from argosy.kernel.errors import BadInput
from argosy.rules.tariff_library import home_of, read_source, tariff_source

OWN = sorted(
    f.name.upper() for f in files("argosy.rules").joinpath("packs").iterdir() if f.is_dir() and f.joinpath("SOURCE.toml").is_file()
)


@pytest.mark.parametrize("place", OWN)
def test_a_description_is_whole(place: str) -> None:
    source = tariff_source(place)
    named = {n for c in source.columns for n in (*c.origins, *c.not_origins)} | {n for p in source.programmes.values() for n in p.origins}
    groups = {n for n in named if not (len(n) == 2 and n.isupper())}
    assert groups <= {*source.groups, *source.imported}
    assert all(s.title.zh and s.title.en for s in source.series)
    assert {p.absent_from for p in source.programmes.values()} - {""} <= {s.id for s in source.series}
    assert source.column(source.default_column("duty")) is not None


def test_a_territory_without_a_file_takes_the_generic_table() -> None:
    assert [s.id for s in tariff_source("zz").series] == ["csv"]
    assert tariff_source("de").tables == "EU"
    assert tariff_source("xi").service == "xi"


def test_a_kind_has_a_home_when_it_is_of_one_place() -> None:
    assert (home_of("us-hts"), home_of("tw-ccc"), home_of("uk-ott"), home_of("csv")) == ("US", "TW", "GB", "")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"column": [{"id": "x", "use": "sometimes", "label_zh": "甲", "label_en": "a"}]}, "use must be one of"), ({"colour": 1}, "colour"),
        ({"series": [{"id": "s", "kind": "k", "title_zh": "甲", "title_en": "a", "confidence": "high"}]}, "source_read_on"),
        ({"column": [{"id": "x", "use": "quota", "label_zh": "甲", "label_en": "a"}] * 2}, "twice"),
    ],
)  # fmt: skip
def test_a_faulty_description_is_refused(data: dict[str, object], says: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_source(data, {}, "ZZ", "zz/SOURCE.toml")
    assert says in refused.value.message.en or says in str(refused.value.problems)


def test_a_territory_is_a_code_of_two_letters() -> None:
    with pytest.raises(BadInput, match="two letters"):
        tariff_source("Utopia")
