"""Lists to choose from, where the table of acts asks for a login, a code or the number of a row. The field keeps its own rules; only how it is entered changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms

from argosy.kernel.text import Text
from argosy.records.catalog import queries as catalog
from argosy.records.parties import queries as parties
from argosy.records.people import queries as people
from argosy.web.templatetags.argosy import person_name, say, spoken

Choices = list[tuple[str, str]]
Lister = Callable[[], Choices]
MOST = 500


def dress(form: forms.Form, listers: Mapping[str, Lister]) -> forms.Form:
    """The form with a list in the place of each of its fields that ``listers`` names; a value that is in no list stays one of the choices."""
    for name, lister in listers.items():
        field = form.fields.get(name)
        if field is None or isinstance(field.widget, forms.HiddenInput | forms.Select):
            continue
        choices, begun = lister(), str(form.initial.get(name) or form.data.get(name) or "")
        if begun and begun not in {code for code, _ in choices}:
            choices = [(begun, begun), *choices]
        field.widget = forms.Select(choices=[("", "–"), *dict(reversed(choices)).items()])
        field.widget.is_required = field.required
    return form


def staff(actor: Any) -> Lister:
    """Everybody who works here, by login."""
    return lambda: [(one.login, person_name(one)) for one in people.people(actor=actor).filter(is_active=True).order_by("login")]


def customers(actor: Any) -> Lister:
    """Customers by code."""
    return lambda: _named(parties.parties(actor=actor, kind="customer").filter(is_active=True)[:MOST])


def goods(actor: Any) -> Lister:
    """Products by SKU."""
    return lambda: [(one.sku, f"{one.sku} {spoken(one, 'name')}") for one in catalog.products(actor=actor)[:MOST]]


def _named(rows: Iterable[Any]) -> Choices:
    return [(row.code, f"{row.code} {spoken(row, 'name')}") for row in rows]


def told(*parts: Any) -> str:
    """What a choice is called: the parts that are not empty, texts in the language of the page."""
    return "　".join(say(part) if isinstance(part, Text) else str(part) for part in parts if part not in (None, ""))


__all__ = ["Lister", "customers", "dress", "goods", "staff", "told"]
