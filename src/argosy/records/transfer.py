"""The whole store as JSON Lines and files, and back into an empty one: backups, and moves from SQLite to PostgreSQL or the other way.

Whoever runs this holds the store's own address and password, so no person's permission is asked. The export holds everything,
password hashes too: keep it as safe as the store.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.reports import archive
from argosy.records.reports.models import IssuedFile

FORMAT = 1
# Made anew by every store: sessions end, and types and permissions belong to the code.
LEFT_OUT = frozenset({"contenttypes", "sessions", "auth", "django_tasks_database"})


class Exact(DjangoJSONEncoder):
    """Times to the microsecond: Django's own encoder cuts them to milliseconds, and the chain hashes them."""

    def default(self, o: Any) -> Any:
        """Anything but a time as Django writes it."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


@dataclass(frozen=True, slots=True)
class Transferred:
    """How many rows and archived files were carried, and files that were missing or changed."""

    rows: int
    files: int
    problems: tuple[str, ...] = ()


def export_store(folder: Path) -> Transferred:
    """Everything into ``folder``, which must be new or empty: ``manifest.json``, ``rows/*.jsonl`` and ``archive/``."""
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(Text("資料夾 {f} 不是空的", "The folder {f} is not empty").format(f=folder))
    (folder / "rows").mkdir(parents=True)
    with transaction.atomic():  # one moment of the store, whoever else writes
        counts = {model._meta.label: _write_rows(model, folder) for model in _models()}
        files, problems = _write_files(folder)
    manifest = {"format": FORMAT, "migrations": _migrations(), "rows": counts, "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    return Transferred(sum(counts.values()), files, problems)


def import_store(folder: Path) -> Transferred:
    """An export back into an empty store of the same version, all or nothing."""
    manifest = _manifest(folder)
    if any(model._default_manager.exists() for model in _models()):
        raise Refused(Text("資料庫不是空的，不得覆蓋", "The store is not empty and is not overwritten"))
    problems = _read_files(folder)
    with transaction.atomic(), connection.constraint_checks_disabled():
        counts = {model._meta.label: _read_rows(model, folder) for model in _models()}
        if counts != manifest["rows"]:
            raise BadInput(Text("{f} 的筆數與清單不符，未匯入", "{f} lacks rows its manifest lists; nothing was imported").format(f=folder))
        connection.check_constraints()
    _reset_sequences()
    return Transferred(sum(counts.values()), manifest["files"], problems)


def backup(file: Path) -> Transferred:
    """The export in one zip file, which appears only when it is whole."""
    partial = file.with_name(f"{file.name}.part")
    with tempfile.TemporaryDirectory() as name:
        done = export_store(Path(name))
        with ZipFile(partial, "w", ZIP_DEFLATED) as packed:
            for member in sorted(m for m in Path(name).rglob("*") if m.is_file()):
                packed.write(member, member.relative_to(name))
    partial.replace(file)
    return done


def restore(file: Path) -> Transferred:
    """A backup back into an empty store."""
    with tempfile.TemporaryDirectory() as name:
        try:
            with ZipFile(file) as packed:
                packed.extractall(name)
        except BadZipFile as wrong:
            raise BadInput(Text("{f} 不是備份檔：{e}", "{f} is no backup: {e}").format(f=file, e=wrong)) from wrong
        return import_store(Path(name))


def _models() -> list[type[models.Model]]:
    """Every table of the store, in an order that names no row before it is there."""
    groups = [(config, None) for config in apps.get_app_configs() if config.label not in LEFT_OUT]
    return [model for model in serializers.sort_dependencies(groups, allow_cycles=True) if not model._meta.proxy]


def _migrations() -> list[str]:
    rows = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in rows)


def _rows_file(model: type[models.Model], folder: Path) -> Path:
    return folder / "rows" / f"{model._meta.label}.jsonl"


def _write_rows(model: type[models.Model], folder: Path) -> int:
    count = 0

    def rows() -> Iterator[models.Model]:
        nonlocal count
        for row in model._base_manager.order_by("pk").iterator():
            count += 1
            yield row

    with _rows_file(model, folder).open("w", encoding="utf-8") as stream:
        serializers.serialize("jsonl", rows(), stream=stream, ensure_ascii=False, cls=Exact)
    return count


def _read_rows(model: type[models.Model], folder: Path) -> int:
    count = 0
    try:
        with _rows_file(model, folder).open(encoding="utf-8") as stream:
            for row in serializers.deserialize("jsonl", stream):
                row.save()
                count += 1
    except DeserializationError as wrong:
        name = _rows_file(model, folder).name
        raise BadInput(
            Text("{f} 第 {n} 列無法讀取，未匯入", "{f}, line {n}, cannot be read; nothing was imported").format(f=name, n=count + 1)
        ) from wrong
    return count


def _write_files(folder: Path) -> tuple[int, tuple[str, ...]]:
    """Archived files as they are; a damaged one is copied and told, since a backup that refuses helps nobody."""
    problems = []
    names = sorted(set(IssuedFile.objects.values_list("sha256", flat=True)))
    for name in names:
        if fault := archive.fault(name):
            problems.append(fault.en)
        if archive.path_of(name).exists():
            copy = folder / "archive" / name
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(archive.path_of(name).read_bytes())
    return len(names), tuple(problems)


def _read_files(folder: Path) -> tuple[str, ...]:
    files = sorted((folder / "archive").glob("*"))
    return tuple(f"archive/{file.name} was changed" for file in files if archive.keep(file.read_bytes()) != file.name)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        made_by = manifest["migrations"]
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError, KeyError) as wrong:
        raise BadInput(Text("{f} 不是 Argosy 的匯出資料", "{f} is no export of Argosy").format(f=folder)) from wrong
    if manifest.get("format") != FORMAT or made_by != _migrations():
        raise Refused(
            Text(
                "匯出資料出自不同版本，請以相同版本匯入後再升級", "The export is of another version: import it with that one, then upgrade"
            )
        )
    return manifest


def _reset_sequences() -> None:
    """Keys were given, not drawn: let the next ones follow them."""
    statements = connection.ops.sequence_reset_sql(no_style(), _models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
