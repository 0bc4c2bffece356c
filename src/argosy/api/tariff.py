"""Published tariffs: what they say of a code or of words, the editions imported, importing one, and two compared."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from argosy.api.door import person, reads, writes
from argosy.engines.tariff.changes import changes_json
from argosy.engines.tariff.shown import edition_json
from argosy.importers.tariffs.given import received
from argosy.importers.tariffs.library import preview, read_schedule
from argosy.kernel.text import Text
from argosy.records.permission import require
from argosy.records.reference import queries as reference
from argosy.records.tariffs.finding import find
from argosy.records.tariffs.schedule_actions import import_schedule
from argosy.records.tariffs.schedule_changes import compared
from argosy.records.tariffs.schedules import editions

router = Router(tags=["Tariff"])


class FindQuery(Schema):
    """What to look for. A code gives its line, surroundings and rates; words give the lines that fit best."""

    q: str = Field(min_length=1, max_length=200, description="Words in Chinese or English, or a commodity code")
    jurisdiction: str = Field(max_length=2)
    date: dt.date | None = Field(None, description="Today unless given")
    origin: str = Field("", max_length=2)
    top: int = Field(20, ge=1, le=200)


class EditionQuery(Schema):
    """Whose editions."""

    jurisdiction: str = Field("", max_length=2)


class ChangeQuery(Schema):
    """Which two editions of a series."""

    jurisdiction: str = Field(max_length=2)
    series: str = Field(max_length=40)
    before: str = Field(max_length=80)
    after: str = Field(max_length=80)
    top: int = Field(1000, ge=1, le=20000)


class NewEdition(Schema):
    """What the file is, and under which name it is kept."""

    kind: str = Field(max_length=40, description="us-hts, tw-ccc, au-3, au-fta, uk-ott or csv")
    jurisdiction: str = Field("", max_length=2)
    edition: str = Field("", max_length=80)
    valid_from: dt.date | None = None
    preview: bool = Field(False, description="Check only; write nothing")


@reads(router, "/duty/find", dict[str, Any])
def duty_find(request: HttpRequest, asked: Query[FindQuery]) -> Any:
    """Find a line of a tariff.

    By code: whether it may be declared on the day, what is above and below it, and its rates by charge, programme and column. By words: the
    lines that fit best with a rate per column. A rate nobody could read begins with `?` and is for a person.
    """
    return find(asked.jurisdiction, asked.q, asked.date or reference.today(), asked.origin, asked.top)


@reads(router, "/duty/schedules", list[dict[str, Any]])
def schedules_list(request: HttpRequest, asked: Query[EditionQuery]) -> Any:
    """The editions imported, each with its source, licence, hash, the day it holds from and how much of it was read."""
    return [edition_json(facts) for facts in editions(asked.jurisdiction)]


@reads(router, "/duty/schedules/changes", dict[str, Any])
def schedules_changes(request: HttpRequest, asked: Query[ChangeQuery]) -> Any:
    """Compare two editions of one tariff: codes added and gone, and rates that changed."""
    before, after, found = compared(asked.jurisdiction, asked.series, asked.before, asked.after)
    return changes_json(before, after, found, asked.top)


@writes(router, "/duty/schedules", dict[str, Any], scope="write", status=201)
def schedules_import(request: HttpRequest, named: Form[NewEdition], file: File[UploadedFile]) -> Any:
    """Import a published tariff as an edition beside the earlier ones.

    It is stored whole or not at all: a file with faults is answered 422 with every bad row. With `preview` nothing is written, and the
    answer counts what could be read by column and lists what a person must read. The same bytes make the same edition.
    """
    require(person(request), "tariffs.schedule.import", Text("匯入稅則", "import a tariff"))
    read = read_schedule(
        received(file.name or "", file.read()), named.kind, named.jurisdiction, named.edition, named.valid_from, today=reference.today()
    )
    answer = preview(read) | {"stored": not named.preview}
    if not named.preview:
        given = bool(named.edition or named.valid_from)
        answer["edition"] = import_schedule(actor=person(request), schedule=read.schedule, facts=read.facts, named=given).edition
    return Status(201, answer)
