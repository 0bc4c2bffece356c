"""Beginning a study, and putting a question to somebody."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from argosy.records.people import queries as people
from argosy.records.tariffs import queries as tariffs
from argosy.records.tariffs.study.intake import Goods, NewStudy
from argosy.records.tariffs.study.queries import procedures
from argosy.web.forms.order import jurisdictions
from argosy.web.forms.produce import DayInput, order_label
from argosy.web.words import say

ROWS = 4
ANSWER_DAYS = 5


def _orders() -> list[tuple[str, str]]:
    return [("", _("Choose an order file"))] + [(row.ref, order_label(row)) for row in tariffs.orders()[:200]]


def _procedures() -> list[tuple[str, str]]:
    return [(code, say(words)) for code, words in procedures()]


class OrderStudyForm(forms.Form):
    """A study of an order, or of some of its lines."""

    order = forms.ChoiceField(label=gettext_lazy("Order file"), choices=_orders)
    lines = forms.CharField(
        label=gettext_lazy("Line numbers"), required=False, max_length=200, help_text=gettext_lazy("Numbers, such as 1, 3; empty for all")
    )
    procedure = forms.ChoiceField(label=gettext_lazy("Procedure"), choices=_procedures, required=False)

    def clean_lines(self) -> tuple[int, ...]:
        """Line numbers as written: 1, 3."""
        words = [w for w in re.split(r"[\s,、]+", self.cleaned_data["lines"].strip()) if w]
        if not all(w.isdecimal() for w in words):
            raise forms.ValidationError(_("Line numbers with commas between them, such as 1, 3."))
        return tuple(int(w) for w in words)

    @property
    def new(self) -> NewStudy:
        """What to study."""
        cleaned = self.cleaned_data
        return NewStudy(order=cleaned["order"], lines=cleaned["lines"], procedure=cleaned["procedure"] or "release")


class GoodsStudyForm(forms.Form):
    """What holds for all goods typed in."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Country of import"), choices=jurisdictions, initial="TW")
    date = forms.DateField(label=gettext_lazy("Entry date"), widget=DayInput())
    procedure = forms.ChoiceField(label=gettext_lazy("Procedure"), choices=_procedures, required=False)


class GoodsForm(forms.Form):
    """One line of goods."""

    description = forms.CharField(label=gettext_lazy("Name of the goods"), max_length=300)
    codes = forms.CharField(
        label=gettext_lazy("Candidate codes"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("One or more, with commas between them"),
    )
    origin = forms.CharField(label=gettext_lazy("Origin"), max_length=2, required=False, help_text=gettext_lazy("ISO code of the country"))
    quantity = forms.DecimalField(label=gettext_lazy("Quantity"), min_value=0, max_digits=18, decimal_places=4, required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=6, required=False)
    net_kg = forms.DecimalField(label=gettext_lazy("Net weight (kg)"), min_value=0, max_digits=16, decimal_places=4, required=False)
    value = forms.DecimalField(
        label=gettext_lazy("Value at the border"), min_value=0, max_digits=20, decimal_places=4, required=False, help_text=gettext_lazy("As the country of import values goods")
    )  # fmt: skip
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, required=False)

    @property
    def goods(self) -> Goods:
        """The line as entered; codes without dots and blanks."""
        cleaned: dict[str, Any] = dict(self.cleaned_data)
        codes = (re.sub(r"[.\s-]", "", code) for code in re.split(r"[,、;]", cleaned.pop("codes")))
        return Goods(**{**cleaned, "codes": tuple(code for code in codes if code)})


GoodsRows = forms.formset_factory(GoodsForm, extra=ROWS, max_num=40, min_num=1, validate_min=True)


class AskForm(forms.Form):
    """A question about a record to one person, one role, or somebody outside."""

    question = forms.CharField(label=gettext_lazy("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    whom = forms.ChoiceField(label=gettext_lazy("Person or role"), required=False)
    outside = forms.CharField(
        label=gettext_lazy("Or somebody outside"), max_length=120, required=False, help_text=gettext_lazy("A broker, an office, an adviser")
    )
    due = forms.DateField(label=gettext_lazy("Answer by"), widget=DayInput())
    confirms = forms.MultipleChoiceField(label=gettext_lazy("To be confirmed"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, person: Any, needs: Any, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = [
            (f"person:{p.login}", f"{p.login.upper()} {p.name_zh} {p.name_en}")
            for p in people.people(actor=person)
            if p != person and p.is_active
        ]
        groups = [(f"role:{code}", say(role.title)) for code, role in people.roles().items()]
        self.fields["whom"].choices = [("", "—"), (_("Role"), groups), (_("Person"), colleagues)]  # type: ignore[attr-defined]
        self.fields["due"].initial = today + timedelta(days=ANSWER_DAYS)
        if needs:
            self.fields["confirms"].choices = [(need.key, f"{say(need.why)}") for need in needs]  # type: ignore[attr-defined]
        else:
            del self.fields["confirms"]

    @property
    def asked(self) -> dict[str, Any]:
        """What the action takes."""
        kind, _sep, name = self.cleaned_data["whom"].partition(":")
        return {
            "question": self.cleaned_data["question"], "due": self.cleaned_data["due"], "outside": self.cleaned_data["outside"],
            "confirms": self.cleaned_data.get("confirms", []), **({kind: name} if kind else {}),
        }  # fmt: skip
