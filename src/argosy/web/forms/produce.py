"""The form that makes a draft, built from what the output asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from argosy.deliverables.deliverable import Param
from argosy.records.tariffs import queries as tariffs
from argosy.web.words import lang, say

DAY = "%Y-%m-%d"


class Segments(forms.RadioSelect):
    """A few choices side by side."""

    template_name = "argosy/widgets/segments.html"


class DayInput(forms.DateInput):
    """A day, as browsers know it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format=DAY)


class ProduceForm(forms.Form):
    """Parameters of one output, the day the data is taken at, and the language of the document."""

    def __init__(self, params: tuple[Param, ...], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for param in params:
            self.fields[param.name] = _field(param)
        self.fields["as_of"] = forms.DateField(label=_("Data as of"), initial=today, widget=DayInput())
        choices = [("zh-Hant", "中文"), ("en", "English"), ("both", _("both"))]
        self.fields["lang"] = forms.ChoiceField(label=_("Language"), choices=choices, initial=lang(), widget=Segments)

    @property
    def request_params(self) -> dict[str, str]:
        """The output's own parameters as text, empty ones left out."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in ("as_of", "lang")}
        texts = {name: _text(value) for name, value in own.items()}
        return {name: text for name, text in texts.items() if text}


def _field(param: Param) -> forms.Field:
    common: dict[str, Any] = {"label": say(param.label), "required": param.required, "initial": param.default or None}
    if param.type == "order":
        return forms.ChoiceField(choices=_orders, **common)
    if param.type == "date":
        return forms.DateField(widget=DayInput(), **common)
    if param.type == "flag":
        return forms.BooleanField(label=say(param.label), required=False, initial=param.default in ("1", "true", "yes"))
    if param.choices:
        choices = [(code, say(words)) for code, words in param.choices]
        return forms.ChoiceField(choices=choices, widget=Segments if _fit(choices) else forms.Select, **common)
    return forms.CharField(max_length=200, **common)


def _fit(choices: list[tuple[str, str]]) -> bool:
    """Whether the words stand side by side in the side column; a Chinese character is two wide."""
    return sum(2 + sum(1 if letter.isascii() else 2 for letter in words) for _code, words in choices) <= 34


def _orders() -> list[tuple[str, str]]:
    """The newest orders; ``order=`` in the address may name an older one."""
    return [("", _("Choose an order file"))] + [(row.ref, order_label(row)) for row in tariffs.orders()[:200]]


def order_label(row: Any) -> str:
    """An order by reference and title, else by its file."""
    from argosy.web.templatetags.argosy import spoken

    return f"{row.ref} {spoken(row, 'title') or row.file_name}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value or "")
