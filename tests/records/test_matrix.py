from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import argosy.records
from argosy.kernel.errors import Refused
from argosy.records.action import ACTIONS
from argosy.records.people.roles import grants, roles

pytestmark = pytest.mark.slow

MATRIX = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _every_action_is_registered():
    for module in walk_packages(argosy.records.__path__, "argosy.records."):
        if "migrations" not in module.name:
            import_module(module.name)


def test_every_action_stands_in_the_written_matrix_and_nothing_else():
    assert set(MATRIX["actions"]) == set(ACTIONS)


@pytest.mark.parametrize("permission", sorted([*MATRIX["actions"], *MATRIX["reads"]]))
def test_each_role_holds_exactly_what_is_written(permission):
    written = (MATRIX["actions"] | MATRIX["reads"])[permission]
    expected = set(roles()) if written == "everyone" else set(written.split())
    assert {code for code in roles() if grants(code, permission)} == expected


def test_what_is_written_nowhere_is_granted_to_nobody():
    for permission in ("finance.invoice.issue", "people.person", "reports.read", "nonsense", ""):
        assert [code for code in roles() if grants(code, permission)] == []
    assert not grants("XX", "parties.party.read")


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(MATRIX["actions"]))
def test_the_door_is_shut_to_every_role_not_written(people, name):
    written = MATRIX["actions"][name]
    allowed = set(roles()) if written == "everyone" else set(written.split())
    strangers = [person for person in people.values() if not person.role_codes & allowed]
    for stranger in [*strangers, None]:
        with pytest.raises(Refused) as refused:
            ACTIONS[name].call(actor=stranger)
        assert name in refused.value.message.en


def test_every_action_says_what_it_does_in_both_languages():
    for verb in ACTIONS.values():
        assert verb.label.zh
        assert verb.label.en
        assert verb.label.zh != verb.label.en
        assert verb.name.count(".") == 2
