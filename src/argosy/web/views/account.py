"""One's own account: sign-in, second factor, and API tokens."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from argosy.kernel.errors import ArgosyError
from argosy.records.people import queries as people
from argosy.records.people import tokens
from argosy.web.words import say

SCOPES = [
    ("read", gettext_lazy("read")),
    ("write", gettext_lazy("write records")),
    ("documents", gettext_lazy("move documents")),
    ("admin", gettext_lazy("administer")),
]


class TokenForm(forms.Form):
    """What a new token is for."""

    name = forms.CharField(label=gettext_lazy("Purpose"), max_length=60)
    scopes = forms.MultipleChoiceField(label=gettext_lazy("May"), choices=SCOPES, widget=forms.CheckboxSelectMultiple, initial=["read"])
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=366, initial=90)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Name, roles, sign-in, tokens."""
    return _page(request, TokenForm())


@require_POST
def issue_token(request: HttpRequest) -> HttpResponse:
    """A new token; its secret is shown once, on the answer to this form."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    given = form.cleaned_data
    try:
        token = tokens.issue_token(actor=request.user, name=given["name"], scopes=tuple(given["scopes"]), days=given["days"])
    except ArgosyError as error:
        form.add_error(None, say(error.message))
        return _page(request, form, status=400)
    return _page(request, TokenForm(), secret=token.secret)


@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    """Stop one of one's tokens."""
    tokens.revoke_token(actor=request.user, prefix=request.POST.get("prefix", ""))
    messages.success(request, _("The token is revoked."))
    return redirect("web:account")


def _page(request: HttpRequest, form: TokenForm, secret: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "secret": secret,
        "tokens": people.own_tokens(actor=request.user),
        "roles": [people.roles()[code] for code in sorted(request.user.role_codes)],
    }
    answer = render(request, "argosy/account/account.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
