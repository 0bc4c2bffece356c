"""Settings of the firm, and the audit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from argosy.api.door import person, reads, writes
from argosy.api.errors import Words, words
from argosy.api.pages import Page, Window, page
from argosy.records.audit import queries as audit
from argosy.records.reference import actions
from argosy.records.reference import queries as reference
from argosy.records.reference.known import known, known_settings

router = Router(tags=["Administration"])


class SettingOut(Schema):
    """A setting the software reads: its value in force, and the proposed one that holds until the firm decides."""

    name: str
    meaning: Words
    unit: str
    value: str
    default: str
    valid_from: date | None
    owner: str | None
    reason: str


class SettingChange(Schema):
    """A new value from a day on, and why."""

    value: str = Field(max_length=200)
    valid_from: date
    reason: str = Field(min_length=4)


class AuditRow(Schema):
    """One act or attempt: ``done``, ``denied``, ``refused`` or ``failed``."""

    at: datetime
    login: str
    action: str
    record: str
    outcome: str
    detail: str
    remote: str


class AuditSearch(Window):
    """Which entries: the beginning of an action, a login, a record, an outcome."""

    action: str = ""
    login: str = ""
    record: str = ""
    outcome: Literal["", "done", "denied", "refused", "failed"] = ""


@reads(router, "/settings", list[SettingOut])
def settings_list(request: HttpRequest) -> Any:
    """Every setting the software reads, with the value in force today."""
    own = reference.settings_on(reference.today())
    return [_setting(name, own.get(name)) for name in known_settings()]


@writes(router, "/settings/{name}", SettingOut, scope="admin", method="PUT")
def settings_change(request: HttpRequest, name: str, body: SettingChange) -> Any:
    """Set a value from a day on; the value before it ends the day before."""
    return _setting(name, actions.change_setting(actor=person(request), name=name, **body.dict()))


@reads(router, "/audit", Page[AuditRow])
def audit_list(request: HttpRequest, search: Query[AuditSearch]) -> Any:
    """Who did or tried what, the latest first."""
    rows = audit.entries(actor=person(request), **search.dict(exclude={"limit", "offset"}))
    return page(request, rows, search, _entry)


def _setting(name: str, row: Any) -> dict[str, Any]:
    setting = known(name)
    return {
        "name": name,
        "meaning": words(setting.meaning),
        "unit": setting.unit,
        "value": row.value if row else setting.default,
        "default": setting.default,
        "valid_from": row.valid_from if row else None,
        "owner": row.owner.login if row else None,
        "reason": row.reason if row else "",
    }


def _entry(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("at", "login", "action", "record", "outcome", "detail", "remote")}
