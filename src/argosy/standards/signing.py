"""Who makes, checks and approves an output: role codes read from the catalogue's signing column, e.g. ``TM>TM2/FIN>GM``."""

from __future__ import annotations

import re

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.standards.catalogue import output, standards
from argosy.standards.entries import Output, Signing

OUTSIDE_ROLES: dict[str, Text] = {
    "FIN": Text("財務", "Finance"),
    "LGL": Text("法務", "Legal"),
    "GM": Text("總經理", "General manager"),
    "ADM": Text("系統管理員", "Administrator"),
}
BROKER = Text("報關業者", "Customs broker")
_REMARKS = {
    "by band": Text("核准層級依金額級距", "The approver depends on the amount band"),
    "BRK lodges": Text("由報關業者遞送申報", "The customs broker lodges the declaration"),
}
_PERSON = Text("{code}：另一位{role}", "{code}: another person in the role of {role}")
_TWO = Text("製表與核准為同一職務時，須由兩人分任", "Where maker and approver share a role, they are two persons")


def roles() -> dict[str, Text]:
    """Every role code with its name: the five jobs, then finance, legal, general manager and administrator."""
    return {s.key: s.role for s in standards()} | OUTSIDE_ROLES


def roles_for(document: Output | str) -> Signing:
    """Makers, checkers and approvers of an output or its key. A number after a role (``CS2``) means another person of that role."""
    found = output(document) if isinstance(document, str) else document
    rule, remarks = _split(found.signing)
    sides = [side.split("/") for side in rule.split(">")]
    if len(sides) != 3:
        raise BadInput(
            Text(f"{found.key} 的簽核規則無法判讀：{found.signing}", f"Signing rule of {found.key} cannot be read: {found.signing}")
        )
    makers, checkers, approvers = (tuple(_role(code) for code in side) for side in sides)
    others = [_another(code) for side in sides for code in side if code != _role(code)]
    shared = [_TWO] if set(makers) & set(approvers) else []
    return Signing(makers, checkers, approvers, (*others, *shared, *remarks))


def _split(signing: str) -> tuple[str, list[Text]]:
    rule, *rest = re.split(r"\s*[,(]\s*", signing)
    return rule, [_REMARKS[words.rstrip(") ")] for words in rest]


def _role(code: str) -> str:
    return code.rstrip("0123456789")


def _another(code: str) -> Text:
    return _PERSON.format(code=code, role=roles()[_role(code)])
