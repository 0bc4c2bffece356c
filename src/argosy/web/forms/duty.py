"""A consignment typed by hand, and the changes to put beside it. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from argosy.importers.cells import money
from argosy.importers.order_file import TERMS
from argosy.kernel.errors import BadInput
from argosy.web.forms.order import jurisdictions
from argosy.web.forms.produce import DayInput
from argosy.web.words import say

COSTS = ("freight", "insurance", "destination_inland")
ROWS, MOST_ROWS = 3, 40


class ConsignmentForm(forms.Form):
    """What holds for the whole entry, and what to try beside it."""

    jurisdiction = forms.ChoiceField(label=gettext_lazy("Country of import"), choices=jurisdictions, initial="TW")
    date = forms.DateField(label=gettext_lazy("Entry date"), widget=DayInput())
    incoterm = forms.ChoiceField(label=gettext_lazy("Incoterm"), choices=[(term, term) for term in TERMS], initial="FOB")
    place = forms.CharField(label=gettext_lazy("Named place"), max_length=60, required=False)
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, help_text=gettext_lazy("ISO code, e.g. JPY"))
    fx = forms.CharField(
        label=gettext_lazy("Exchange rate"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Local currency for one unit; empty takes the customs rate of the day"),
    )
    freight = forms.CharField(label=gettext_lazy("Freight"), max_length=40, required=False)
    insurance = forms.CharField(label=gettext_lazy("Insurance"), max_length=40, required=False)
    destination_inland = forms.CharField(label=gettext_lazy("Inland carriage after import"), max_length=40, required=False)
    facts = forms.CharField(
        label=gettext_lazy("Facts of the entry"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("One a line, name = value, e.g. juice_share = 12%")
    )  # fmt: skip
    what_if = forms.CharField(
        label=gettext_lazy("What if"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("One a line: 2.origin=VN, incoterm=CIF, date=2026-07-01, fx.JPY=0.22, 1.duty=8%, 1.preference=rcep; several at once with +")
    )  # fmt: skip

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].initial = today

    def clean(self) -> dict[str, Any]:
        """Costs as amounts with a currency, facts as pairs."""
        cleaned = super().clean() or {}
        for kind in COSTS:
            try:
                cleaned[kind] = money(cleaned[kind], cleaned.get("currency", "").upper()) if cleaned.get(kind) else None
            except BadInput as error:
                self.add_error(kind, say(error.message))
        cleaned["facts"] = pairs(self, "facts", cleaned.get("facts", ""))
        return cleaned

    @property
    def wishes(self) -> list[str]:
        """The changes asked for, one a line."""
        return [line.strip() for line in self.cleaned_data["what_if"].splitlines() if line.strip()]

    def plain(self, lines: list[dict[str, Any]]) -> dict[str, Any]:
        """The consignment of the public contract."""
        data = self.cleaned_data
        own = data["currency"].upper()
        costs = [{"kind": kind, "amount": f"{data[kind][0]:f}", "currency": data[kind][1]} for kind in COSTS if data[kind]]
        head = {name: data[name] for name in ("jurisdiction", "incoterm", "place", "facts")}
        return {
            **head,
            "date": data["date"],
            "currency": own,
            "fx": {own: data["fx"]} if data["fx"] else {},
            "other": costs,
            "lines": lines,
        }


class GoodsForm(forms.Form):
    """One line of goods."""

    code = forms.CharField(label=gettext_lazy("Tariff code"), max_length=20, required=False)
    origin = forms.CharField(label=gettext_lazy("Origin"), max_length=2, required=False)
    description = forms.CharField(label=gettext_lazy("Goods"), max_length=300, required=False)
    value = forms.CharField(label=gettext_lazy("Price"), max_length=30, required=False)
    quantity = forms.CharField(label=gettext_lazy("Quantity"), max_length=30, required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=10, required=False)
    net_kg = forms.CharField(label=gettext_lazy("Net kg"), max_length=30, required=False)
    gross_kg = forms.CharField(label=gettext_lazy("Gross kg"), max_length=30, required=False)
    rates = forms.CharField(
        label=gettext_lazy("Rates"), max_length=400, required=False, widget=forms.TextInput(attrs={"placeholder": "duty=5%"})
    )
    facts = forms.CharField(label=gettext_lazy("Facts"), max_length=400, required=False)
    preference = forms.CharField(label=gettext_lazy("Programme"), max_length=60, required=False)

    def clean_rates(self) -> dict[str, str]:
        """``duty=5%; vat=7%`` as pairs; a lone rate is that of the duty."""
        words = self.cleaned_data["rates"].strip()
        return pairs(self, "rates", words if "=" in words or not words else f"duty={words}")

    def clean_facts(self) -> dict[str, str]:
        """``name=value; name=value`` as pairs."""
        return pairs(self, "facts", self.cleaned_data["facts"])


GoodsRows = forms.formset_factory(GoodsForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def pairs(form: forms.Form, field: str, words: str) -> dict[str, str]:
    """``name = value`` parts, one a line or parted by ``;``; a part that is none becomes an error of the field."""
    found: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in words.replace("\n", ";").split(";"))):
        name, equals, value = part.partition("=")
        if not (equals and name.strip()):
            form.add_error(field, _("Write each fact as name = value: %(line)s") % {"line": part})
        found[name.strip()] = value.strip()
    return found


def goods(rows: Any) -> list[dict[str, Any]]:
    """The lines that say something, numbered from 1."""
    filled = [row for row in (form.cleaned_data for form in rows) if any(row.get(name) for name in ("code", "value", "description"))]
    return [{"id": str(number), **_line(row)} for number, row in enumerate(filled, 1)]


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value}
