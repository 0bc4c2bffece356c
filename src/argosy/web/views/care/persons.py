"""What a person at a party may ask of the data held about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.records.parties.privacy import actions
from argosy.web.frame import frame
from argosy.web.views.care.acting import carried_out

ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "consent": (lambda **given: actions.record_consent(consent=True, **given), _("The consent is noted.")),
    "stop": (actions.stop_marketing, _("No more marketing to this person.")),
    "remove": (actions.remove_person, _("The personal data is removed.")),
}


@require_POST
def person_act(request: HttpRequest, code: str, contact: int, act: str) -> HttpResponse:
    """Note consent or take it back, remove the data, or (``copy``) give everything held about the person as a file."""
    given: dict[str, Any] = {"actor": request.user, "contact": contact, "on": frame(request).today}
    if act == "copy":
        name = content_disposition_header(True, f"contact-{contact}.json") or "attachment"
        told = actions.give_copy(**given)
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers={"Content-Disposition": name})
    if act not in ACTS:
        raise NotFound(Text("沒有這個動作：{a}", "There is no such act: {a}").format(a=act))
    do, done = ACTS[act]
    return carried_out(request, reverse("web:party", args=[code]), lambda: do(**given), done)
