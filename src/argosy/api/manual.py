"""The manual of the API and its machine-readable form are for people of the firm, like everything but the health check."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from argosy.api import errors
from argosy.api.door import admit
from argosy.kernel.errors import ArgosyError


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for whoever may read; a browser without a session is sent to sign in."""

    @wraps(view)
    def answer(request: HttpRequest, **given: Any) -> HttpResponse:
        try:
            caller = admit(request, "read")
        except ArgosyError as error:
            return errors.of_argosy(request, error)
        if caller:
            return view(request, **given)
        if "text/html" in request.headers.get("Accept", ""):
            return redirect_to_login(request.get_full_path())
        return errors.of_argosy(request, errors.Unsigned(errors.UNSIGNED))

    return answer
