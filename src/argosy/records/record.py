"""What every business record shares: history of each change, and no save that breaks its own rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import translation
from simple_history.models import HistoricalRecords

from argosy.kernel.errors import BadInput, NotFound, Problem
from argosy.kernel.text import Text, same
from argosy.records.origin import acting_person

_NUL = Text("文字含有不可儲存的 NUL 字元，請清除", "The text holds a NUL character, which cannot be kept: remove it")


class Record(models.Model):
    """A business record. Every saved state is kept, with who did it; a state that breaks a rule raises ``BadInput``."""

    history = HistoricalRecords(inherit=True, get_user=acting_person)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Validate, then save. The rules of one row live in the fields, in ``clean`` and in the constraints."""
        validate(self)
        super().save(*args, **kwargs)

    @property
    def reference(self) -> str:
        """The name of this row in audit entries, evidence and work items: ``app.Model:key``."""
        return f"{self._meta.label}:{self.pk}"


def validate(instance: models.Model, *, looked_up: Collection[str] = ()) -> None:
    """All rules of one row at once; ``BadInput`` carries one ``Problem`` per broken rule.

    ``looked_up`` names fields an import has looked up for all rows at once; with any, uniqueness is the import's to see to as well.
    """
    problems = _problems(instance, looked_up)
    if problems:
        words = Text("；".join(p.message.zh for p in problems), "; ".join(p.message.en for p in problems))
        raise BadInput(Text("{what}：{words}", "{what}: {words}").format(what=_kind(instance), words=words), problems)


def validate_all(rows: Iterable[models.Model]) -> None:
    """Every row's rules before a bulk write; ``BadInput`` names each bad row, counted from 1."""
    problems = [replace(problem, row=number) for number, row in enumerate(rows, 1) for problem in _problems(row)]
    if problems:
        raise BadInput(Text("{n} 處資料有誤，全部未寫入", "{n} faults in the rows; nothing was written").format(n=len(problems)), problems)


def _problems(instance: models.Model, looked_up: Collection[str] = ()) -> list[Problem]:
    """What is wrong with a row. Django words some rules when they are broken, so a bad row is asked once in each language."""
    chinese = _faults(instance, "zh-hant", looked_up)
    english = _faults(instance, "en", looked_up) if chinese else []
    where = instance._meta.label
    nulls = [
        Problem(_NUL, where=where, field=field.name)
        for field in instance._meta.concrete_fields
        if _has_null(field.value_from_object(instance))
    ]
    return nulls + [Problem(Text(zh, en), where=where, field=field) for (field, zh), (_, en) in zip(chinese, english, strict=True)]


def _has_null(value: object) -> bool:
    """Whether text, or text inside JSON, holds the character that PostgreSQL cannot keep."""
    return "\0" in value if isinstance(value, str) else isinstance(value, dict | list) and "\\x00" in repr(value)


def _faults(instance: models.Model, lang: str, looked_up: Collection[str]) -> list[tuple[str, str]]:
    with translation.override(lang):
        try:
            instance.full_clean(exclude=looked_up or None, validate_unique=not looked_up, validate_constraints=not looked_up)
        except ValidationError as broken:
            return [
                (_field(field), _labelled(instance, _field(field), words)) for field, said in broken.message_dict.items() for words in said
            ]
    return []


def _field(name: str) -> str:
    return "" if name == NON_FIELD_ERRORS else name


def _labelled(instance: models.Model, field: str, words: str) -> str:
    """The words of a rule after the name of its field, punctuated as the active language does."""
    if not field:
        return words
    colon = ": " if translation.get_language() == "en" else "："
    return f"{getattr(instance._meta.get_field(field), 'verbose_name', field)}{colon}{words}"


def _kind(instance: models.Model) -> Text:
    return in_both(lambda: str(instance._meta.verbose_name))


def in_both(speak: Any) -> Text:
    """What ``speak()`` says with each language active."""
    said = {}
    for lang in ("zh-hant", "en"):
        with translation.override(lang):
            said[lang] = speak()
    return same(said["en"]) if said["zh-hant"] == said["en"] else Text(said["zh-hant"], said["en"])


class Book(models.QuerySet[Any]):
    """Queries over rows nobody may change or remove once written."""

    def update(self, **kwargs: Any) -> int:
        """Refused: written rows stay as they are."""
        raise TypeError(f"{self.model._meta.label} rows are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: written rows stay."""
        raise TypeError(f"{self.model._meta.label} rows are never removed")


class WrittenOnce(models.Model):
    """A row that is written once: saving it again or deleting it raises ``TypeError``."""

    objects = Book.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise TypeError(f"{self._meta.label} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError(f"{self._meta.label} rows are never removed")


def changed(row: Any, fields: dict[str, Any]) -> Any:
    """The row with these fields set and saved; a name it does not have, or its key, raises ``BadInput``."""
    allowed = {field.name for field in row._meta.concrete_fields if not field.primary_key}
    if unknown := sorted(set(fields) - allowed):
        names = ", ".join(unknown)
        raise BadInput(Text("沒有欄位 {names}", "There is no field {names}").format(names=names))
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def found(rows: models.QuerySet[Any], key: object, **by: Any) -> Any:
    """The one row ``by`` names, or ``NotFound`` naming the kind of record and the key asked for."""
    row = rows.filter(**by).first()
    if row is None:
        kind = in_both(lambda: str(rows.model._meta.verbose_name))
        raise NotFound(
            Text("查無{kind}「{key}」。請確認代號，或先建立資料", "No {kind} '{key}'. Check the code, or enter it first").format(
                kind=kind, key=key
            )
        )
    return row
