"""What there is to make, and making a draft of it without storing anything."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from argosy.api.door import person, reads
from argosy.api.files import as_file
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.publishing.listing import listed, listing
from argosy.publishing.produce import Produced, as_json, produce
from argosy.records.reports.rights import need_any
from argosy.standards import catalogue

router = Router(tags=["Outputs"])
Lang = Literal["zh-Hant", "en", "both"]
BAD_PARAM = Text("參數應寫成 名稱=值，而非「{p}」", "A parameter is written name=value, not '{p}'")


class OutputRow(Schema):
    """A work output. ``status`` is ``ready`` or ``planned``; ``formats`` begins with the usual one."""

    key: str
    short: str
    standard: str
    code: str
    task: str
    title_zh: str
    title_en: str
    family: str
    formats: list[str]
    status: str


class ParamOut(Schema):
    """One thing an output is asked for with."""

    name: str
    label_zh: str
    label_en: str
    type: str
    required: bool
    default: str
    choices: list[str]


class OutputOut(OutputRow):
    """A work output with its parameters."""

    params: list[ParamOut]


class Asked(Schema):
    """What to make. ``params`` as listed for the output; ``as_of`` defaults to the firm's day."""

    key: str = Field(description="As printed (KPS1420-002/O1.2.1) or short (CS/O1.2.1)")
    params: dict[str, str] = Field(default_factory=dict)
    as_of: date | None = None
    lang: Lang = "zh-Hant"


class AskedFiles(Asked):
    """What to make, and in which formats the answer carries it."""

    formats: list[str] = Field([], max_length=8, description="Formats to answer with; none gives the checks and citations alone")


class ProducedFile(Schema):
    """One file of a draft. ``content`` is its bytes in Base64."""

    path: str
    format: str
    sha256: str
    content: str


class CheckOut(Schema):
    """One check: ``block`` stops issue, ``warn`` needs a reason, ``ok`` passed."""

    id: str
    level: str
    message: str


class CitationOut(Schema):
    """One source of a document."""

    dataset: str
    version: str
    as_of: date | None
    licence: str


class ProducedOut(Schema):
    """A draft: its files, checks and sources; how many figures it has and how many of them can say why."""

    key: str
    title: str
    lang: str
    as_of: date
    files: list[ProducedFile]
    checks: list[CheckOut]
    citations: list[CitationOut]
    figures: int
    traced: int


class FileQuery(Schema):
    """A draft in one format."""

    key: str
    format: str
    param: list[str] = Field([], description="name=value; may be repeated")
    as_of: date | None = None
    lang: Lang = "zh-Hant"


@reads(router, "/outputs", list[OutputRow])
def outputs_list(request: HttpRequest) -> Any:
    """The 43 outputs."""
    return listing()


@reads(router, "/outputs/{standard}/{code}", OutputOut)
def outputs_one(request: HttpRequest, standard: str, code: str) -> Any:
    """One output with its parameters."""
    return listed(f"{standard}/{code}")


@reads(router, "/produce", ProducedOut, method="POST", scope="documents")
def produce_summary(request: HttpRequest, body: AskedFiles) -> Any:
    """Make a draft and look at its checks.

    Built from the records as of a day; nothing is stored. A failed blocking check is listed, and stops issue only.
    """
    with TemporaryDirectory() as folder:
        made = _made(request, body, body.formats or ["json"], Path(folder))
        files = [{**f, "path": Path(f["path"]).name, "content": _content(f["path"])} for f in as_json(made)["files"]]
    return {**as_json(made), "files": files if body.formats else []}


@reads(router, "/produce/file", bytes, scope="documents")
def produce_file(request: HttpRequest, asked: Query[FileQuery]) -> HttpResponse:
    """A draft as a file.

    The document itself in one format; its other renditions are made when it is issued.
    """
    wanted = Asked(key=asked.key, params=_params(asked.param), as_of=asked.as_of, lang=asked.lang)
    with TemporaryDirectory() as folder:
        path, form, _ = _made(request, wanted, [asked.format], Path(folder)).files[0]
        return as_file(path.name, form, path.read_bytes())


def _made(request: HttpRequest, asked: Asked, formats: list[str], folder: Path) -> Produced:
    need_any(person(request), catalogue.output(asked.key).key)
    return produce(asked.key, asked.params, folder, as_of=asked.as_of, lang=asked.lang, formats=formats)


def _content(path: str) -> str:
    return b64encode(Path(path).read_bytes()).decode()


def _params(pairs: list[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise BadInput(BAD_PARAM.format(p=pair))
    return dict(pair.split("=", 1) for pair in pairs)
