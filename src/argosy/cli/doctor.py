"""``argosy doctor``: is everything in place, and what is getting old."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import typer

from argosy import __version__
from argosy.cli.language import language, say
from argosy.cli.options import Json
from argosy.cli.output import Output
from argosy.kernel.errors import ArgosyError

Strict = Annotated[bool, typer.Option("--strict", help=say("有問題時以 1 結束", "Exit 1 when there is a problem"))]
PACKAGES = ("django", "django-ninja", "granian", "typst", "python-docx", "xlsxwriter", "vl-convert-python", "duckdb", "polars", "pydantic")
Section = tuple[Any, list[str]]


def doctor(as_json: Json = False, strict: Strict = False) -> None:
    """Versions, database, warehouse, archive, fonts, data sets with vintage, and rule packs past their review date."""
    found: dict[str, Any] = {"ok": True}
    troubled: dict[str, list[str]] = {}
    for name, look in SECTIONS.items():
        found[name], troubles = examined(look)
        for trouble in troubles:
            troubled.setdefault(trouble, []).append(name)
    problems = [f"{', '.join(names)}: {trouble}" for trouble, names in troubled.items()]
    found |= {"ok": not problems, "problems": problems}
    Output(as_json).show(found, human(found))
    if problems and strict:
        raise typer.Exit(1)


def examined(look: Callable[[], Section]) -> Section:
    """One section; what stops it is its problem, not the end of the examination."""
    try:
        return look()
    except ArgosyError as fault:
        return None, [fault.message.say(language())]
    except Exception as fault:
        return None, [f"{type(fault).__name__}: {fault}"]


def versions() -> Section:
    """Argosy, Python, the system and the packages that decide how documents look."""
    from importlib.metadata import version

    packages = {name: version(name) for name in PACKAGES}
    return {"argosy": __version__, "python": platform.python_version(), "system": platform.platform(), **packages}, []


def database() -> Section:
    """Engine, server version and what the store still lacks."""
    from argosy.records.boot import pending_migrations

    pending = pending_migrations()
    from django.db import connection

    version = ".".join(map(str, connection.get_database_version()))
    troubles = [say(f"尚缺 {len(pending)} 項更新，請執行 argosy init", f"lacks {len(pending)} updates; run argosy init")] if pending else []
    return {"engine": connection.vendor, "version": version, "pending": pending}, troubles


def storage(setting: str) -> Callable[[], Section]:
    """A look at a place files are kept: its address, and whether a folder can be written to."""

    def look() -> Section:
        import os
        from urllib.parse import unquote, urlsplit

        from argosy.records.boot import boot

        boot()
        from django.conf import settings

        parts = urlsplit(getattr(settings, setting))
        address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()  # a password stays unprinted
        folder = unquote(parts.path)
        missing = parts.scheme == "file" and os.path.exists(folder) and not os.access(folder, os.W_OK)  # noqa: PTH110
        return {"url": address}, [say(f"無法寫入 {folder}", f"cannot write to {folder}")] if missing else []

    return look


def fonts() -> Section:
    """The vendored font files and whether each is the one that was vendored."""
    import hashlib
    import json
    from importlib.resources import files

    folder = files("argosy.renderers") / "fonts"
    listed = {name: digest for entry in json.loads((folder / "VENDOR.json").read_text("utf-8")) for name, digest in entry["files"].items()}
    right = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in listed.items()}
    return [{"file": name, "ok": ok} for name, ok in right.items()], [name for name, ok in right.items() if not ok]


def datasets() -> Section:
    """The newest edition of every data set, and those older than their own cycle allows."""
    from argosy.records.reference.queries import datasets as editions
    from argosy.records.reference.queries import stale, today

    old = {row.name for row in stale(today())}
    newest = {row.name: row for row in reversed(editions())}
    rows = [
        {"name": name, "edition": row.edition, "as_of": row.as_of, "max_age_days": row.max_age_days, "stale": name in old}
        for name, row in sorted(newest.items())
    ]
    return rows, [say(f"{name} 已逾更新週期", f"{name} is past its cycle") for name in sorted(old)]


def packs() -> Section:
    """Every rule pack with its version, and those past the day they were to be reviewed."""
    from argosy.rules.library import pack
    from argosy.rules.library import packs as known

    found = [pack(key) for key in known().keys()]  # noqa: SIM118 - a registry is not a dict
    today = date.today()  # noqa: DTZ011 - the day where the user sits
    rows = [{"id": p.id, "version": p.version, "review_by": p.review_by, "past": p.review_by < today} for p in found]
    return rows, [
        say(f"規則包 {p.id} 已逾覆核期限 {p.review_by}", f"pack {p.id} was to be reviewed by {p.review_by}")
        for p in found
        if p.review_by < today
    ]


SECTIONS: dict[str, Callable[[], Section]] = {
    "versions": versions,
    "database": database,
    "warehouse": storage("ARGOSY_WAREHOUSE_URL"),
    "archive": storage("ARGOSY_ARCHIVE_URL"),
    "fonts": fonts,
    "datasets": datasets,
    "packs": packs,
}


def human(found: dict[str, Any]) -> list[str]:
    """The findings as indented lines, problems last."""
    body = [line for name in SECTIONS for line in (name, *_indented(found[name]))]
    end = [f"! {problem}" for problem in found["problems"]] or [say("沒有問題", "No problems")]
    return [*body, *end]


def _indented(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"  {key}: {'-' if item in (None, [], '') else item}" for key, item in value.items()]
    if isinstance(value, list):
        return [f"  {', '.join(f'{key} {item}' for key, item in row.items())}" for row in value] or ["  -"]
    return ["  -"]
