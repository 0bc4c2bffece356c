"""A decision on the tariff code of goods described in words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from argosy.rules.nomenclature import EDITION
from argosy.web.forms.produce import DayInput


class DecisionForm(forms.Form):
    """What was decided, why, and on which ruling; the description comes with it."""

    text = forms.CharField(label=gettext_lazy("Description of the goods"), max_length=500)
    code = forms.CharField(label=gettext_lazy("Tariff code"), max_length=20)
    edition = forms.CharField(label=gettext_lazy("Edition"), max_length=40, initial=EDITION)
    rationale = forms.CharField(label=gettext_lazy("Rationale"), widget=forms.Textarea(attrs={"rows": 3}))
    ruling = forms.CharField(label=gettext_lazy("Ruling"), max_length=120, required=False)
    valid_to = forms.DateField(label=gettext_lazy("Valid to"), widget=DayInput(), required=False)
