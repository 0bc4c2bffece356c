"""Entering a party, changing it, and the people and addresses there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.parties import actions, queries
from argosy.web.forms.party import AddressForm, ContactForm, NewPartyForm, PartyForm
from argosy.web.views.care.acting import answer

TEMPLATE = "argosy/register/party_form.html"
REGISTER, CHANGE = Text("登錄往來對象", "register a party"), Text("修改往來對象", "change a party")
ADD, CORRECT = Text("新增聯絡人", "add a contact"), Text("修改聯絡人", "change a contact")
ADDRESS = Text("登錄地址", "enter an address")


def _initial(row: Any, form: type[forms.Form]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a party."""
    require(request.user, "parties.party.register", REGISTER)  # type: ignore[arg-type]

    def do(told: dict[str, Any]) -> str:
        return reverse("web:party", args=[actions.register_party(actor=request.user, **told).code])

    return answer(request, TEMPLATE, NewPartyForm(_posted(request)), do, _("The party is entered."), {"heading": _("New party")})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is known of a party."""
    require(request.user, "parties.party.change", CHANGE)  # type: ignore[arg-type]
    row = queries.party(code, actor=request.user)  # type: ignore[arg-type]

    def do(told: dict[str, Any]) -> str:
        actions.change_party(actor=request.user, code=code, **told)
        return reverse("web:party", args=[code])

    form = PartyForm(_posted(request), initial=_initial(row, PartyForm))
    return answer(request, TEMPLATE, form, do, _("The party is changed."), {"party": row, "heading": _("Basic data")})


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, code: str, contact: int = 0) -> HttpResponse:
    """Add a person at a party, or correct what is held of one."""
    require(request.user, "parties.contact.change" if contact else "parties.contact.add", CORRECT if contact else ADD)  # type: ignore[arg-type]
    row = queries.party(code, actor=request.user)  # type: ignore[arg-type]
    known = queries.contact(code, contact, actor=request.user) if contact else None  # type: ignore[arg-type]

    def do(told: dict[str, Any]) -> str:
        if known is None:
            actions.add_contact(actor=request.user, code=code, **told)
        else:
            actions.change_contact(actor=request.user, contact=known.pk, **told)
        return reverse("web:party", args=[code])

    form = ContactForm(_posted(request), initial=_initial(known, ContactForm) if known else {"language": row.language})
    heading = known.name if known else _("New contact")
    return answer(request, TEMPLATE, form, do, _("The contact is kept."), {"party": row, "heading": heading})


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, code: str) -> HttpResponse:
    """Enter an address of a party, or another for the same use."""
    require(request.user, "parties.address.set", ADDRESS)  # type: ignore[arg-type]
    row = queries.party(code, actor=request.user)  # type: ignore[arg-type]

    def do(told: dict[str, Any]) -> str:
        actions.set_address(actor=request.user, code=code, **told)
        return reverse("web:party", args=[code])

    form = AddressForm(_posted(request), initial={"country": row.country})
    return answer(request, TEMPLATE, form, do, _("The address is kept."), {"party": row, "heading": _("Address")})
