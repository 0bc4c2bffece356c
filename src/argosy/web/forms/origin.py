"""A product, how it was made and how it travels, typed by hand for a test of origin. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from argosy.engines.origin.general import PROOF_WORDS
from argosy.engines.origin.reading import COSTS, PRICES
from argosy.importers import bill_file
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.origin.library import agreements, process_names
from argosy.web.forms.duty import pairs
from argosy.web.forms.produce import DayInput
from argosy.web.words import say

SAID = (("", gettext_lazy("not said")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))
TRADE = ("exporter", "importer", "date", "agreement")
PRODUCT = ("code", "description", "currency", "exw", "fob", "wholly_obtained")
MORE = ("net_cost", "transaction_value", "customs_value", "total_cost", *COSTS, "net_kg", "component_kg", "part", "fx", "hs_edition")
ROUTE = ("direct", "via", "customs_control", "operations", "operations_none")
PROOF = ("proof_kind", "proof_date", "proof_number", "value", "value_currency", "claimed_on")
NUMBERS = (*PRICES, *COSTS, "net_kg", "component_kg", "value")


def on_the_way() -> set[str]:
    """Operations some agreement allows on the way."""
    return {name for a in agreements() for name in a.transport.allowed}


def minimal() -> set[str]:
    """Operations that never suffice by themselves under some agreement."""
    return {name for a in agreements() for name in a.insufficient}


def _named(names: set[str]) -> list[tuple[str, str]]:
    return [(name, say(words)) for name, words in process_names().items() if name in names]


def _working() -> list[tuple[str, str]]:
    return _named(set(process_names()) - minimal() - on_the_way())


def _minimal() -> list[tuple[str, str]]:
    return _named(minimal())


def _allowed() -> list[tuple[str, str]]:
    return _named(on_the_way() | minimal())


def _agreements() -> list[tuple[str, str]]:
    return [("", say(Text("所有可用之協定", "every one that could apply"))), *((a.id, say(a.name)) for a in agreements())]


def _proofs() -> list[tuple[str, str]]:
    return [("", say(Text("尚未備妥", "none held yet"))), *((kind, say(words)) for kind, words in PROOF_WORDS.items())]


def _plain(label: Any, longest: int = 40, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=more.pop("required", False), **more)


def _ticks(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


class OriginForm(forms.Form):
    """Everything of the question but the materials."""

    exporter = _plain(gettext_lazy("Made in"), required=True, help_text=gettext_lazy("Two-letter code or name"))
    importer = _plain(gettext_lazy("Imported into"), required=True)
    date = forms.DateField(label=gettext_lazy("Entry date"), widget=DayInput())
    agreement = forms.ChoiceField(label=gettext_lazy("Agreement"), choices=_agreements, required=False)
    code = _plain(gettext_lazy("Tariff code"), 20, required=True, help_text=gettext_lazy("Six digits or more"))
    description = _plain(gettext_lazy("Goods"), 300)
    currency = _plain(gettext_lazy("Currency"), 3, required=True, help_text=gettext_lazy("of the prices of one unit"))
    exw = _plain(gettext_lazy("Ex-works price"))
    fob = _plain(gettext_lazy("FOB price"))
    wholly_obtained = forms.ChoiceField(label=gettext_lazy("Wholly obtained"), choices=SAID, required=False)
    net_cost = _plain(gettext_lazy("Net cost"))
    transaction_value = _plain(gettext_lazy("Transaction value"))
    customs_value = _plain(gettext_lazy("Customs value"))
    total_cost = _plain(gettext_lazy("Total cost"))
    labour = _plain(gettext_lazy("Labour"))
    overhead = _plain(gettext_lazy("Overhead"))
    profit = _plain(gettext_lazy("Profit"))
    other = _plain(gettext_lazy("Other costs"))
    net_kg = _plain(gettext_lazy("Net kg"))
    component_kg = _plain(gettext_lazy("Main component, kg"), help_text=gettext_lazy("What decides the classification of textiles"))
    part = _plain(gettext_lazy("Which goods of the code"), 60, help_text=gettext_lazy("Only where the answer asks for it"))
    fx = _plain(gettext_lazy("Exchange rates"), 400, help_text=gettext_lazy("Price currency for one unit, e.g. USD = 0.92; JPY = 0.0061"))
    hs_edition = forms.IntegerField(
        label=gettext_lazy("HS edition of the codes"), required=False, min_value=1988, max_value=2100, help_text=gettext_lazy("e.g. 2022")
    )
    processes = _ticks(gettext_lazy("Working and processing"), _working)
    minimal = _ticks(gettext_lazy("Minimal operations"), _minimal)
    processes_all = forms.BooleanField(label=gettext_lazy("Nothing else was done"), required=False)
    direct = forms.ChoiceField(
        label=gettext_lazy("Shipped"), required=False,
        choices=(("", gettext_lazy("not said")), ("yes", gettext_lazy("directly")), ("no", gettext_lazy("through other territories"))),
    )  # fmt: skip
    via = _plain(gettext_lazy("Through"), 120, help_text=gettext_lazy("Codes, e.g. SG, HK"))
    customs_control = forms.ChoiceField(label=gettext_lazy("Under customs control there"), choices=SAID, required=False)
    operations = _ticks(gettext_lazy("Done there"), _allowed)
    operations_none = forms.BooleanField(label=gettext_lazy("Nothing was done there"), required=False)
    proof_kind = forms.ChoiceField(label=gettext_lazy("Proof held"), choices=_proofs, required=False)
    proof_date = forms.DateField(label=gettext_lazy("Date of the proof"), widget=DayInput(), required=False)
    proof_number = _plain(gettext_lazy("Number of the proof"), 60)
    value = _plain(gettext_lazy("Consignment value"))
    value_currency = _plain(gettext_lazy("Its currency"), 3)
    claimed_on = forms.DateField(label=gettext_lazy("Claimed on"), widget=DayInput(), required=False, help_text=gettext_lazy("Only for a claim after importation"))  # fmt: skip

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].initial = today

    def group(self, names: tuple[str, ...]) -> Iterator[forms.BoundField]:
        """Some of the fields, to be shown together."""
        return (self[name] for name in names)

    def trade(self) -> Iterator[forms.BoundField]:
        """Between whom, when, and under which agreement."""
        return self.group(TRADE)

    def product(self) -> Iterator[forms.BoundField]:
        """What every test needs of the product."""
        return self.group(PRODUCT)

    def more(self) -> Iterator[forms.BoundField]:
        """What only some rules need."""
        return self.group(MORE)

    def route(self) -> Iterator[forms.BoundField]:
        """The way to the importing party."""
        return self.group(ROUTE)

    def proof(self) -> Iterator[forms.BoundField]:
        """The proof held and the consignment it is for."""
        return self.group(PROOF)

    @property
    def more_said(self) -> bool:
        """Whether a field shown only on demand holds something."""
        return any(self[name].value() or self[name].errors for name in MORE)

    def clean(self) -> dict[str, Any]:
        """Places as codes, numbers as plain digits, rates as pairs."""
        cleaned = super().clean() or {}
        for name in ("exporter", "importer"):
            self._read(cleaned, name, bill_file.place)
        for name in NUMBERS:
            self._read(cleaned, name, bill_file.number)
        cleaned["fx"] = {code.upper(): rate for code, rate in pairs(self, "fx", cleaned.get("fx", "")).items()}
        return cleaned

    def _read(self, cleaned: dict[str, Any], name: str, reader: Any) -> None:
        try:
            cleaned[name] = reader(cleaned[name]) if cleaned.get(name) else ""
        except BadInput as error:
            self.add_error(name, say(error.message))

    def plain(self, materials: list[dict[str, Any]]) -> dict[str, Any]:
        """The question of the public contract."""
        data = self.cleaned_data
        days = {name: data[name].isoformat() for name in ("date", "claimed_on") if data[name]}
        question: dict[str, Any] = {name: data[name] for name in ("exporter", "importer", "agreement", "hs_edition", "fx") if data[name]}
        return {
            **question, **days, "product": self._product(), "materials": materials, "processes": self._processes(), "transport": self._transport(),
            "proof": _filled({"kind": data["proof_kind"], "date": data["proof_date"] and data["proof_date"].isoformat(), "number": data["proof_number"]})
            if data["proof_kind"] else {},
            "consignment": _filled({"value": data["value"], "currency": data["value_currency"].upper()}),
        }  # fmt: skip

    def _product(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("code", "description", "part", "net_kg", "component_kg", *PRICES)
        product: dict[str, Any] = _filled({name: data[name] for name in names})
        product |= {"currency": data["currency"].upper(), "costs": _filled({name: data[name] for name in COSTS})}
        return product | _decided("wholly_obtained", data["wholly_obtained"])

    def _processes(self) -> dict[str, bool]:
        data = self.cleaned_data
        done = {*data["processes"], *data["minimal"]}
        return {name: name in done for name in process_names()} if data["processes_all"] else dict.fromkeys(done, True)

    def _transport(self) -> dict[str, Any]:
        data = self.cleaned_data
        way: dict[str, Any] = {"via": [part.strip().upper() for part in data["via"].replace("、", ",").split(",") if part.strip()]}
        if data["operations"] or data["operations_none"]:
            way["operations"] = data["operations"]
        return way | _decided("direct", data["direct"]) | _decided("customs_control", data["customs_control"])


class MaterialForm(forms.Form):
    """One material."""

    id = _plain(gettext_lazy("Material no."), 60)
    code = _plain(gettext_lazy("Tariff code"), 20)
    description = _plain(gettext_lazy("Material"), 300)
    value = _plain(gettext_lazy("Value in one unit"))
    currency = _plain(gettext_lazy("Currency"), 3)
    origin = _plain(gettext_lazy("Origin"))
    standing = forms.ChoiceField(
        label=gettext_lazy("Originating"), required=False,
        choices=(*SAID, ("wholly", gettext_lazy("wholly obtained"))),
    )  # fmt: skip
    proof = _plain(gettext_lazy("Supplier's proof"), 120)
    net_kg = _plain(gettext_lazy("Net kg"))

    def clean(self) -> dict[str, Any]:
        """Cells read as those of a file are."""
        cleaned = super().clean() or {}
        for name in ("code", "value", "net_kg", "currency", "origin"):
            try:
                cleaned[name] = bill_file.READERS[name](cleaned[name]) if cleaned.get(name) else ""
            except BadInput as error:
                self.add_error(name, say(error.message))
        return cleaned


MaterialRows = forms.formset_factory(MaterialForm, extra=0, max_num=bill_file.MOST_MATERIALS, absolute_max=bill_file.MOST_MATERIALS)


class BillForm(forms.Form):
    """A bill of materials from a file, or cells pasted from a sheet."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,.ods,.parquet"})
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the cells"), required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def rows(self) -> tuple[dict[str, str], ...]:
        """The materials read, none when nothing was given; ``BadInput`` with every bad row."""
        file, pasted = self.cleaned_data["file"], self.cleaned_data["pasted"]
        found = bill_file.read_bill(file.name, file.read()) if file else ()
        return (*found, *(bill_file.read_bill(_PASTED, pasted.encode()) if pasted.strip() else ()))


_PASTED = "paste.tsv"


def materials(rows: Any) -> list[dict[str, Any]]:
    """The materials that say something, as the public contract has them."""
    filled = [row for row in (form.cleaned_data for form in rows) if any(row.get(name) for name in ("code", "value", "description"))]
    return [_material(row) for row in filled]


def _material(row: dict[str, Any]) -> dict[str, Any]:
    standing = row.get("standing", "")
    made = _filled({name: value for name, value in row.items() if name != "standing"})
    return (
        made
        | (_decided("originating", "yes" if standing == "wholly" else standing))
        | _decided("wholly_obtained", "yes" if standing == "wholly" else "")
    )


def _decided(name: str, said: str) -> dict[str, bool]:
    return {name: said == "yes"} if said else {}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
