"""Uploading an order file, and what may be changed of a stored order."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from argosy.importers.order_file import TERMS
from argosy.records.tariffs.intake import NewCost
from argosy.rules.checking import uses
from argosy.rules.library import pack_for, packs
from argosy.rules.pack import RATE, Pack
from argosy.web.forms.produce import DayInput, Segments
from argosy.web.words import say

MAX_BYTES = 5 * 1024 * 1024
ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".ods", ".parquet")
COSTS = ("freight", "insurance")
GIVEN = (
    "date",
    "incoterm",
    "place",
    "currency",
    "fx",
    "freight",
    "insurance",
    "jurisdiction",
    "title_zh",
    "title_en",
    "invoice_no",
    "vessel",
    "allocation",
)


def _terms() -> list[tuple[str, str]]:
    return [("", _("as in the file")), *((term, term) for term in TERMS)]


def jurisdictions() -> list[tuple[str, str]]:
    """Where goods can be imported into: the rule packs there are."""
    codes = sorted(key.removesuffix("-import").upper() for key in packs().keys() if key.endswith("-import"))  # noqa: SIM118 - a Registry
    return [(code, f"{code}　{say(pack_for(code).label)}") for code in codes]


def _allocations() -> list[tuple[str, str]]:
    return [("auto", _("automatic")), ("weight", _("weight")), ("value", _("value")), ("quantity", _("quantity")), ("volume", _("volume"))]


class ConsignmentForm(forms.Form):
    """What is entered alike for a new order and a stored one."""

    title_zh = forms.CharField(label=gettext_lazy("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=200, required=False)
    fx = forms.CharField(
        label=gettext_lazy("Exchange rate"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Local currency for one unit; empty takes the customs rate of the day"),
    )
    freight = forms.CharField(
        label=gettext_lazy("Freight"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Amount, with a currency when it is another one"),
    )
    insurance = forms.CharField(label=gettext_lazy("Insurance"), max_length=40, required=False)
    invoice_no = forms.CharField(label=gettext_lazy("Invoice"), max_length=60, required=False)
    vessel = forms.CharField(label=gettext_lazy("Vessel or flight"), max_length=80, required=False)


class GivenForm(ConsignmentForm):
    """Fields of the whole consignment that the file does not state itself."""

    field_order = GIVEN
    date = forms.DateField(label=gettext_lazy("Entry date"), required=False, widget=DayInput())
    incoterm = forms.ChoiceField(label=gettext_lazy("Incoterm"), required=False, choices=_terms)
    place = forms.CharField(
        label=gettext_lazy("Named place"), max_length=60, required=False, help_text=gettext_lazy("UN/LOCODE, e.g. JPUKB")
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, required=False, help_text=gettext_lazy("ISO code, e.g. JPY"))
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Country of import"), required=False, choices=jurisdictions, initial="TW")
    allocation = forms.ChoiceField(
        label=gettext_lazy("Share costs by"), required=False, choices=_allocations, widget=Segments, initial="auto"
    )

    @property
    def given(self) -> dict[str, str]:
        """What was entered, as text."""
        values = {name: self.cleaned_data.get(name) for name in GIVEN}
        return {name: value.isoformat() if name == "date" else str(value) for name, value in values.items() if value}


class UploadForm(GivenForm):
    """An order file and what it does not state."""

    file = forms.FileField(label=gettext_lazy("Order file"), widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}))
    field_order = ("file", *GIVEN)

    def clean_file(self) -> Any:
        """The kinds of table the reader knows, at most 5 MB."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(_("Use CSV, XLSX, ODS or Parquet."))
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("An order file may be at most 5 MB."))
        return file


class HeaderForm(ConsignmentForm):
    """Consignment fields of a stored order. Lines keep their source rows."""

    field_order = (
        "title_zh",
        "title_en",
        "jurisdiction",
        "date",
        "incoterm",
        "place",
        "fx",
        "freight",
        "insurance",
        "invoice_no",
        "vessel",
        "seller",
        "client",
        "allocation",
    )
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Country of import"), choices=jurisdictions, required=False)
    date = forms.DateField(label=gettext_lazy("Entry date"), widget=DayInput())
    incoterm = forms.ChoiceField(label=gettext_lazy("Incoterm"), choices=[(term, term) for term in TERMS])
    place = forms.CharField(label=gettext_lazy("Named place"), max_length=60)
    seller = forms.CharField(
        label=gettext_lazy("Seller"), max_length=20, required=False, help_text=gettext_lazy("Code of the party, e.g. S-11")
    )
    client = forms.CharField(
        label=gettext_lazy("Client"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Code of the party the advice letter goes to; empty for an own import"),
    )
    allocation = forms.ChoiceField(label=gettext_lazy("Share costs by"), choices=_allocations, widget=Segments)

    def clean_fx(self) -> str:
        """A positive number, or nothing."""
        text: str = self.cleaned_data["fx"].strip()
        try:
            if text and Decimal(text) <= 0:
                raise InvalidOperation
        except InvalidOperation as error:
            raise forms.ValidationError(_("A rate is a number above zero, e.g. 0.2068.")) from error
        return text


class LineForm(forms.Form):
    """What a person decides about one line."""

    description = forms.CharField(label=gettext_lazy("Name of the goods"), max_length=300)
    code = forms.CharField(label=gettext_lazy("Tariff code"), max_length=20, required=False)
    origin = forms.CharField(label=gettext_lazy("Origin"), max_length=2, required=False, help_text=gettext_lazy("ISO code of the country"))
    preference = forms.CharField(
        label=gettext_lazy("Programme claimed"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Name of the preference or regime, e.g. rcep"),
    )
    rationale = forms.CharField(
        label=gettext_lazy("Why this code"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    facts = forms.CharField(
        label=gettext_lazy("Facts"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("One a line, name = value, e.g. juice_share = 12%")
    )  # fmt: skip

    def __init__(self, pack: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rated = {row.id: row for row in pack.charges if uses(row.expr, RATE)}
        for name, row in rated.items():
            label = _("%(charge)s rate") % {"charge": say(row.label)}
            hint = _("5%, 12.5/kg, MAX(10%, 30/pcs), free") if name == next(iter(rated)) else ""
            self.fields[f"rate_{name}"] = forms.CharField(label=label, max_length=60, required=False, help_text=hint)
        self.order_fields(["description", "code", "origin", "preference", *(f"rate_{name}" for name in rated), "rationale", "facts"])

    @property
    def rates(self) -> dict[str, str]:
        """The rates entered, by charge; an empty one takes a rate away."""
        return {name.removeprefix("rate_"): value for name, value in self.cleaned_data.items() if name.startswith("rate_")}

    def clean_facts(self) -> dict[str, str]:
        """``name = value`` lines as pairs."""
        pairs: dict[str, str] = {}
        for line in self.cleaned_data["facts"].splitlines():
            name, found, value = line.partition("=")
            if line.strip() and not (found and name.strip()):
                raise forms.ValidationError(_("Write each fact as name = value: %(line)s") % {"line": line})
            if line.strip():
                pairs[name.strip()] = value.strip()
        return pairs


def costs_of(cleaned: Mapping[str, str], currency: str, kept: list[Any]) -> list[NewCost]:
    """Freight and insurance as entered, with the other costs of the order kept as they are."""
    from argosy.importers.cells import money

    others = [NewCost(c.kind, c.amount, c.currency, c.dutiable, c.document) for c in kept if c.kind not in COSTS]
    entered = [NewCost(kind, *money(cleaned[kind], currency)) for kind in COSTS if cleaned[kind]]
    return [*entered, *others]
