"""Fields that take what people type, what a program sends and what a shell passes alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import fields_for_model

from argosy.kernel.text import Text
from argosy.records.record import in_both


class Listed(forms.CharField):
    """A list of words: as a list, or as text with commas or blanks between them."""

    def to_python(self, value: Any) -> Any:
        """The list."""
        if isinstance(value, list):
            return [str(one) for one in value]
        return [word for word in re.split(r"[\s,，、]+", value or "") if word]


class Rows(forms.CharField):
    """A table: as a list of objects, or as lines with | between the columns ``names``, or a tab as a spreadsheet gives them."""

    widget = forms.Textarea

    def __init__(self, names: tuple[str, ...], **more: Any) -> None:
        super().__init__(**more)
        self.names = names

    def to_python(self, value: Any) -> Any:
        """The list of objects; a line with too many columns raises ``ValidationError``."""
        if isinstance(value, list):
            rows = [one for one in value if isinstance(one, dict)]
            if len(rows) != len(value) or any(set(one) - set(self.names) for one in rows):
                raise forms.ValidationError(" | ".join(self.names))
            return rows
        lines = [[cell.strip() for cell in re.split(r"[|\t]", line)] for line in (value or "").splitlines() if line.strip()]
        if any(len(cells) > len(self.names) for cells in lines):
            raise forms.ValidationError(" | ".join(self.names))
        return [dict(zip(self.names, cells, strict=False)) for cells in lines]

    def prepare_value(self, value: Any) -> Any:
        """The lines of a list of objects, for a form that changes one."""
        if not isinstance(value, list):
            return value
        return "\n".join(
            " | ".join(str(row.get(name) if row.get(name) is not None else "") for name in self.names).rstrip(" |") for row in value
        )


class Coded(forms.ModelChoiceField):
    """One of some records, told by its code; what it gives is the code."""

    def __init__(self, queryset: QuerySet[Any], code: str, **more: Any) -> None:
        super().__init__(queryset, to_field_name=code, **more)
        self.code = code

    def clean(self, value: Any) -> str:
        """The code, empty where none is chosen."""
        row = super().clean(value)
        return str(getattr(row, self.code)) if row is not None else ""


class DayInput(forms.DateInput):
    """A day, as browsers know it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


Make = Callable[..., forms.Field]


def text(zh: str, en: str, longest: int = 200, *, needed: bool = True) -> Callable[[], forms.Field]:
    """A line of text under a label in both languages."""
    return lambda: forms.CharField(label=_said(zh, en), max_length=longest, required=needed)


def prose(zh: str, en: str, *, needed: bool = True) -> Callable[[], forms.Field]:
    """Text of some lines."""
    return lambda: forms.CharField(label=_said(zh, en), max_length=8000, required=needed, widget=forms.Textarea(attrs={"rows": 3}))


def day(zh: str, en: str, *, needed: bool = True) -> Callable[[], forms.Field]:
    """A day."""
    return lambda: forms.DateField(label=_said(zh, en), required=needed, widget=DayInput())


def whole(zh: str, en: str, low: int, high: int, *, needed: bool = True) -> Callable[[], forms.Field]:
    """A whole number from ``low`` to ``high``."""
    return lambda: forms.IntegerField(label=_said(zh, en), min_value=low, max_value=high, required=needed)


def flag(zh: str, en: str) -> Callable[[], forms.Field]:
    """Yes or no."""
    return lambda: forms.BooleanField(label=_said(zh, en), required=False)


def words(zh: str, en: str, *, needed: bool = False) -> Callable[[], forms.Field]:
    """A list of words."""
    return lambda: Listed(label=_said(zh, en), required=needed, help_text=_said("以逗號分隔", "with commas between them"))


def table(zh: str, en: str, names: tuple[str, ...], *, needed: bool = False) -> Callable[[], forms.Field]:
    """Rows of columns."""
    return lambda: Rows(names, label=_said(zh, en), required=needed, help_text=" | ".join(names), widget=forms.Textarea(attrs={"rows": 3}))


def coded(zh: str, en: str, rows: Callable[[], QuerySet[Any]], code: str, *, needed: bool = False) -> Callable[[], forms.Field]:
    """One of some records by its code."""
    return lambda: Coded(rows(), code, label=_said(zh, en), required=needed)


def of_model(model: Any, names: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, forms.Field]:
    """Fields of a record under its own labels and choices, in the order of ``names``."""
    made = fields_for_model(model, fields=names)
    for name, field in made.items():
        if isinstance(field, forms.DateField):
            field.widget = DayInput()
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
        if isinstance(field, forms.BooleanField):
            field.required = False
        else:
            field.required = name in needed or (field.required and field.initial is None)
    return {name: made[name] for name in names}


def faults(form: forms.Form) -> list[tuple[str, Text]]:
    """What is wrong with each field of a form, in both languages."""
    said = in_both(
        lambda: "\n".join(f"{name}\t{message}" for name, messages in type(form)(form.data).errors.items() for message in messages)
    )
    pairs = zip(said.zh.splitlines(), said.en.splitlines(), strict=False)
    return [(zh.partition("\t")[0], Text(zh.partition("\t")[2], en.partition("\t")[2])) for zh, en in pairs]


def _said(zh: str, en: str) -> str:
    from django.utils.translation import get_language

    return Text(zh, en).say(get_language() or "en")


__all__ = ["Coded", "Listed", "Make", "Rows", "coded", "day", "faults", "flag", "of_model", "prose", "table", "text", "whole", "words"]
