"""Looking something up in a tariff, and importing one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from argosy.importers.bill_file import place
from argosy.importers.tariffs.library import readers
from argosy.kernel.errors import BadInput
from argosy.records.tariffs.schedules import editions
from argosy.rules.tariff_library import home_of, tariff_source
from argosy.web.forms.order import jurisdictions
from argosy.web.forms.produce import DayInput
from argosy.web.words import say

MOST_BYTES = 50 * 1024 * 1024
GENERIC = "TW"


def places() -> list[tuple[str, str]]:
    """Where there is a rule pack or an imported tariff; those with a tariff say so."""
    held = {facts.jurisdiction for facts in editions()}
    named = dict(jurisdictions())
    names = {code: named.get(code, code) for code in sorted({*named, *held})}
    none = _("(no tariff imported)")
    return [(code, name if tariff_source(code).tables in held else f"{name}　{none}") for code, name in names.items()]


class FindForm(forms.Form):
    """Words or a code, whose tariff, on which day, of which origin."""

    q = forms.CharField(label=gettext_lazy("Goods or code"), max_length=200)
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Tariff of"), choices=places)
    date = forms.DateField(label=gettext_lazy("Day"), widget=DayInput(), required=False)
    origin = forms.CharField(label=gettext_lazy("Origin"), max_length=40, required=False)

    def clean_origin(self) -> str:
        """The country as a code."""
        try:
            return place(self.cleaned_data["origin"]) if self.cleaned_data["origin"] else ""
        except BadInput as error:
            raise forms.ValidationError(say(error.message)) from error


def _kinds() -> list[tuple[str, str]]:
    found = []
    for kind in readers().keys():  # noqa: SIM118 - a Registry
        series = tariff_source(home_of(kind) or GENERIC).of_kind(kind)
        found.append((kind, f"{kind}　{say(series[0].title)}" if series else kind))
    return found


class NamedForm(forms.Form):
    """What an uploaded tariff is, and under which name it is kept."""

    kind = forms.ChoiceField(label=gettext_lazy("Form of the file"), choices=_kinds)
    jurisdiction = forms.CharField(label=gettext_lazy("Tariff of"), max_length=2, required=False, help_text=gettext_lazy("Two letters; empty where only one territory publishes this form"))  # fmt: skip
    edition = forms.CharField(
        label=gettext_lazy("Edition"), max_length=80, required=False, help_text=gettext_lazy("Empty: named by its day and hash")
    )
    valid_from = forms.DateField(label=gettext_lazy("Holds from"), required=False, widget=DayInput(), help_text=gettext_lazy("Empty: as the file or its name says"))  # fmt: skip

    @property
    def named(self) -> tuple[str, str, str, date | None]:
        """Kind, jurisdiction, edition and first day as entered."""
        data = self.cleaned_data
        return data["kind"], data["jurisdiction"], data["edition"].strip(), data["valid_from"]

    @property
    def chosen(self) -> bool:
        """Whether the person chose the name or the day."""
        return bool(self.cleaned_data["edition"].strip() or self.cleaned_data["valid_from"])


class TariffFileForm(NamedForm):
    """A tariff file and what it is."""

    file = forms.FileField(label=gettext_lazy("File"))
    field_order = ("file", "kind", "jurisdiction", "edition", "valid_from")

    def clean_file(self) -> Any:
        """At most 50 MB."""
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise forms.ValidationError(_("A tariff file may be at most 50 MB here; use the command line for larger ones."))
        return self.cleaned_data["file"]
