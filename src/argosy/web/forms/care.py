"""Logging a contact, entering and changing prospects and events."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from argosy.records.care.contacting.queries import Channel, Purpose
from argosy.records.care.events.queries import Event
from argosy.records.care.leads.queries import LeadSource
from argosy.records.catalog import queries as catalog
from argosy.records.columns import countries
from argosy.web.forms.produce import DayInput
from argosy.web.templatetags.argosy import spoken

CLASSES = [("A", "A"), ("B", "B"), ("C", "C")]


class MomentInput(forms.DateTimeInput):
    """A day and time, as browsers know it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class LogForm(forms.Form):
    """One contact. Channel, result and the next day are all that must be given; the rest is filled in already."""

    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, widget=forms.RadioSelect, initial=Channel.PHONE)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices, initial=Purpose.UPKEEP)
    contact = forms.ChoiceField(label=_("With whom"), required=False)
    result = forms.CharField(label=_("Result"), max_length=300, required=False)
    next_on = forms.DateField(label=_("Next contact"), required=False, widget=DayInput())
    content = forms.CharField(label=_("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    support = forms.CharField(label=_("Support needed"), max_length=300, required=False)
    due = forms.DateField(label=_("Due"), required=False, widget=DayInput())
    at = forms.DateTimeField(label=_("When"), widget=MomentInput(), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=1440)

    def __init__(self, people: list[Any], today: date, every: int | None, *args: Any, **kwargs: Any) -> None:
        now = timezone.localtime()
        initial = {
            "at": datetime.combine(today, time(now.hour, now.minute)),
            "next_on": today + timedelta(days=every or 30),
            "contact": people[0].pk if people else "",
        }
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["contact"].choices = [("", "–"), *((str(one.pk), f"{one.name} {one.title}".strip()) for one in people)]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        told = dict(self.cleaned_data)
        told["contact"] = int(told["contact"]) if told["contact"] else None
        return told


class LeadForm(forms.Form):
    """A prospect."""

    company = forms.CharField(label=_("Company"), max_length=120)
    country = forms.ChoiceField(label=_("Country"), initial="TW")
    source = forms.ChoiceField(label=_("Source"), choices=LeadSource.choices)
    grade = forms.ChoiceField(label=_("Class"), choices=CLASSES, initial="C")
    contact = forms.CharField(label=_("Contact"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    product = forms.ChoiceField(label=_("Product"), required=False)
    need = forms.CharField(label=_("Goods wanted"), max_length=200, required=False)
    amount = forms.DecimalField(label=_("Expected amount"), required=False, min_value=0, max_digits=16, decimal_places=2)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, initial="TWD")
    expected_close = forms.DateField(
        label=_("Expected close"), required=False, widget=DayInput(), help_text=_("Only prospects with this day are in the funnel.")
    )
    rival = forms.CharField(label=_("Rival"), max_length=80, required=False)
    next_on = forms.DateField(label=_("Next follow-up"), widget=DayInput())
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    consent = forms.BooleanField(label=_("Consents to marketing"), required=False)

    def __init__(self, actor: Any, today: date, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"next_on": today + timedelta(days=7), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["country"].choices = [(code, code) for code in sorted(countries())]  # type: ignore[attr-defined]
        wares = [(row.sku, f"{row.sku} {spoken(row, 'name')}") for row in catalog.products(actor=actor)[:500]]
        self.fields["product"].choices = [("", "–"), *wares]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        told = dict(self.cleaned_data)
        told["currency"] = told["currency"].upper() if told["amount"] is not None else ""
        told["consent_on"] = (self.initial.get("consent_on") or self.today) if told["consent"] else None
        return told


class EventForm(forms.Form):
    """An event."""

    name_zh = forms.CharField(label=_("Event"), max_length=120)
    name_en = forms.CharField(label=_("Event (English)"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Event.Kind.choices)
    starts = forms.DateField(label=_("Starts"), widget=DayInput())
    ends = forms.DateField(label=_("Ends"), widget=DayInput())
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    cost = forms.DecimalField(label=_("Cost"), required=False, min_value=0, max_digits=16, decimal_places=2)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, initial="TWD")
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    @property
    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        told = dict(self.cleaned_data)
        told["currency"] = told["currency"].upper() if told["cost"] is not None else ""
        return told
