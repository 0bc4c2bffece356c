"""Whether a role carries a permission. Documents follow the catalogue of standards; everything else follows ``roles.toml``."""

from __future__ import annotations

from argosy.kernel.errors import NotFound
from argosy.records.people.roles import grants
from argosy.standards.signing import roles_for

DOCUMENT_ACTS = {"make": "makers", "check": "checkers", "approve": "approvers"}
OF_EVERYONE = ("people.work_item.", "people.consultation.")
# What people know of markets and resources is records like any others, although it stands in apps that are administered.
KNOWLEDGE = ("reference.source.", "reference.culture.", "reference.compliance.", "reference.watch.", "people.resource.")
# Writes of other apps that submitting and issuing a document brings about: they take no scope of their own.
BY_DOCUMENTS = frozenset({"people.evidence.suggest", "tariffs.worksheet.record"})


def document_permission(act: str, key: str) -> str:
    """The permission to ``make``, ``check`` or ``approve`` the output ``key``, e.g. ``document.make:KPS1420-002/O1.2.1``."""
    return f"document.{act}:{key}"


def allowed(role: str, permission: str) -> bool:
    """Whether ``role`` carries ``permission``; an unknown output or act carries nothing."""
    if permission.startswith("document.") and ":" in permission:
        act, key = permission.removeprefix("document.").split(":", 1)
        return role in document_roles(act, key)
    return grants(role, permission)


def document_roles(act: str, key: str) -> frozenset[str]:
    """Role codes that may ``make``, ``check`` or ``approve`` an output, from its maker, checker and approver in the catalogue."""
    if act not in DOCUMENT_ACTS:
        return frozenset()
    try:
        signing = roles_for(key)
    except NotFound:
        return frozenset()
    return frozenset(getattr(signing, DOCUMENT_ACTS[act]))


def scope_of(permission: str) -> str:
    """The token scope a permission falls under: ``read``, ``documents``, ``admin`` or ``write``."""
    app = permission.split(".", 1)[0]
    if permission.endswith(".read"):
        return "read"
    if app in {"document", "reports"} or permission in BY_DOCUMENTS:
        return "documents"
    if app in {"people", "reference", "audit"} and not permission.startswith((*OF_EVERYONE, *KNOWLEDGE)):
        return "admin"
    return "write"
