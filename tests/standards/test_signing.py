from __future__ import annotations

from dataclasses import replace

import pytest

from argosy.kernel.errors import BadInput
from argosy.standards.catalogue import output, outputs
from argosy.standards.signing import roles, roles_for


def test_maker_checker_approver() -> None:
    found = roles_for("CS/O1.2.1")
    assert (found.makers, found.checkers, found.approvers) == (("CS",), ("CS",), ("TM",))
    assert [n.zh for n in found.notes] == ["CS2：另一位進出口客服"]


def test_alternatives_bands_and_the_broker() -> None:
    assert roles_for("TM/O1.1.1").checkers == ("TM", "FIN")
    assert roles_for("FM/O1.4.1").approvers == ("FM", "GM")
    assert "amount band" in roles_for("WS/O2.4.1").notes[-1].en
    assert "broker lodges" in roles_for("CS/O4.6.1").notes[-1].en


def test_maker_and_approver_of_one_role_are_two_persons() -> None:
    assert [n.en for n in roles_for("TM/O2.1.1").notes] == ["Where maker and approver share a role, they are two persons"]


def test_every_output_is_signed_by_known_roles() -> None:
    for one in outputs():
        found = roles_for(one)
        assert found.makers == (one.standard,)
        assert {*found.makers, *found.checkers, *found.approvers} <= roles().keys() - {"ADM"}


def test_a_rule_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(BadInput, match="CS>TM"):
        roles_for(replace(output("CS/O1.2.1"), signing="CS>TM"))
