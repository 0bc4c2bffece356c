"""Entering and changing parties, the people there and their addresses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from argosy.records.columns import countries
from argosy.records.parties.queries import Kind, Use

GRADES = [("", "–"), ("A", "A"), ("B", "B"), ("C", "C")]
LANGUAGES = [("en", _("English")), ("zh-Hant", _("Traditional Chinese"))]


def _countries() -> list[tuple[str, str]]:
    return [(code, code) for code in sorted(countries())]


class _Given(forms.Form):
    """A form whose fields are what its action takes."""

    @property
    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        return dict(self.cleaned_data)


class PartyForm(_Given):
    """What is known of a party. A name in one language serves for both."""

    name_en = forms.CharField(label=_("Name (English)"), max_length=120, required=False)
    name_zh = forms.CharField(label=_("Name (Chinese)"), max_length=120, required=False)
    country = forms.ChoiceField(label=_("Country"), initial="TW", choices=_countries)
    tax_id = forms.CharField(label=_("Tax id"), max_length=20, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    grade = forms.ChoiceField(label=_("Class"), choices=GRADES, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """One of the two names must be there."""
        told = super().clean() or {}
        if not told.get("name_en") and not told.get("name_zh"):
            self.add_error("name_en", _("Give a name."))
        return told

    @property
    def given(self) -> dict[str, Any]:
        """The fields, each name standing in for the other where that is empty."""
        told = dict(self.cleaned_data)
        return told | {"name_zh": told["name_zh"] or told["name_en"], "name_en": told["name_en"] or told["name_zh"]}


class NewPartyForm(PartyForm):
    """A party that is not entered yet; without a code it gets the next one of its country."""

    kind = forms.ChoiceField(label=_("Capacity"), choices=Kind.choices, initial=Kind.CUSTOMER)
    code = forms.CharField(label=_("Code"), max_length=20, required=False, help_text=_("Left empty, the next free code is given."))

    @property
    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        told = super().given
        return {name: value for name, value in told.items() if name != "kind"} | {"kinds": (told["kind"],)}


class ContactForm(_Given):
    """A person at a party."""

    name = forms.CharField(label=_("Name"), max_length=80)
    title = forms.CharField(label=_("Job title"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class AddressForm(_Given):
    """An address by what it is for; the one there was for this use is replaced."""

    use = forms.ChoiceField(label=_("Use"), choices=Use.choices)
    lines_en = forms.CharField(label=_("Address (English)"), max_length=200)
    lines_zh = forms.CharField(label=_("Address (Chinese)"), max_length=200, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=_countries)
