"""Administration: people, their roles, passwords; and the audit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from argosy.kernel.errors import ArgosyError
from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.audit import queries as audit_
from argosy.records.people import actions
from argosy.records.people import queries as people_
from argosy.web.listing import listing
from argosy.web.words import say

_ADMINISTER = Text("管理人員", "administer people")
_AUDIT = Text("查看稽核紀錄", "see the audit")


class PersonForm(forms.Form):
    """A person's data; the login and first password only when added."""

    login = forms.CharField(label=gettext_lazy("Login"), max_length=32)
    name_zh = forms.CharField(label=gettext_lazy("Chinese name"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=60)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[("zh-Hant", "繁體中文"), ("en", "English")])
    password = forms.CharField(
        label=gettext_lazy("First password"), min_length=12, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), help_text=gettext_lazy("12 characters or more; the person changes it after signing in")
    )  # fmt: skip
    roles = forms.MultipleChoiceField(label=gettext_lazy("Roles"), required=False, widget=forms.CheckboxSelectMultiple)
    is_active = forms.BooleanField(label=gettext_lazy("May sign in"), required=False)

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(code, f"{code} {say(role.title)}") for code, role in people_.roles().items()]  # type: ignore[attr-defined]
        for name in ("is_active",) if new else ("login", "password", "roles"):
            del self.fields[name]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone, with roles."""
    require(request.user, "people.person.change", _ADMINISTER)
    rows = people_.people(actor=request.user)
    return render(request, "argosy/firm/people.html", {"list": listing(request, rows), "roles": people_.roles()})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a person with roles and a first password."""
    require(request.user, "people.person.register", _ADMINISTER)
    form = PersonForm(request.POST if request.method == "POST" else None, new=True)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        roles = tuple(given.pop("roles"))
        if _written(form, lambda: actions.register_person(actor=request.user, roles=roles, **given)):
            messages.success(request, _("%(login)s is added.") % {"login": given["login"]})
            return redirect("web:person", given["login"].lower())
    return render(request, "argosy/firm/person_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, login: str) -> HttpResponse:
    """One person: data, roles, password."""
    require(request.user, "people.person.change", _ADMINISTER)
    row = people_.person(login)
    initial = {name: getattr(row, name) for name in ("name_zh", "name_en", "email", "language", "is_active")}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial, new=False)
    if request.method == "POST" and form.is_valid() and _written(form, lambda: _change(request, login, form)):
        messages.success(request, _("The data of %(login)s is changed.") % {"login": login})
        return redirect("web:person", login)
    held = sorted(row.role_codes)
    free = {code: role for code, role in people_.roles().items() if code not in row.role_codes}
    roles = [(code, people_.roles()[code]) for code in held]
    return render(request, "argosy/firm/person.html", {"row": row, "form": form, "held": roles, "free": free})


@require_POST
def role(request: HttpRequest, login: str) -> HttpResponse:
    """Give a role or take it back."""
    code = request.POST.get("role", "")
    if "withdraw" in request.POST:
        actions.withdraw_role(actor=request.user, login=login, role=code)
    else:
        actions.grant_role(actor=request.user, login=login, role=code)
    messages.success(request, _("The roles of %(login)s are changed.") % {"login": login})
    return redirect("web:person", login)


@require_POST
def password(request: HttpRequest, login: str) -> HttpResponse:
    """Set a new first password."""
    actions.set_password(actor=request.user, login=login, password=request.POST.get("password", ""))
    messages.success(request, _("%(login)s has a new password.") % {"login": login})
    return redirect("web:person", login)


def _change(request: HttpRequest, login: str, form: PersonForm) -> None:
    actions.change_person(actor=request.user, login=login, **form.cleaned_data)


def _written(form: PersonForm, write: Any) -> bool:
    try:
        write()
    except ArgosyError as error:
        form.add_error(None, say(error.message))
        return False
    return True


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Who did or tried what, newest first."""
    require(request.user, "audit.entry.read", _AUDIT)
    asked = {name: request.GET.get(name, "")[:100] for name in ("action", "login", "record", "outcome")}
    rows = audit_.entries(actor=request.user, **asked)
    return render(request, "argosy/firm/audit.html", {"list": listing(request, rows, 100), "asked": asked})
