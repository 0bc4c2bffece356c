"""The page a customer answers a survey on: by its signed link alone, without signing in, in either language, on a phone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from argosy.kernel.errors import ArgosyError, NotFound
from argosy.kernel.text import NOTHING, Text
from argosy.records.reference import queries as reference
from argosy.records.service.surveys import queries as surveys
from argosy.records.service.surveys.answering import answer

TEMPLATE = "argosy/survey/answer.html"
LANGUAGES = {"zh": "zh-hant", "en": "en"}
LONGEST = 2000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questions of a link; its answer; and a word of thanks, also for the second time."""
    try:
        invitation = surveys.opened(token, reference.today())
    except ArgosyError as error:
        with translation.override(_language(request, "zh")):
            return _private(
                render(
                    request,
                    TEMPLATE,
                    {"gone": error, "firm": _firm(), "other": _other(request, "zh")},
                    status=404 if isinstance(error, NotFound) else 410,
                )
            )
    speak = _language(request, "zh" if invitation.language == "zh-Hant" else "en")
    with translation.override(speak):
        if hasattr(invitation, "response"):
            return _private(render(request, TEMPLATE, {"thanks": True, "firm": _firm(), "wave": invitation.wave, "other": _swap(speak)}))
        if request.method == "POST":
            return _private(_take(request, token, invitation, speak))
        return _private(_asked(request, invitation, speak))


def _take(request: HttpRequest, token: str, invitation: Any, speak: str) -> HttpResponse:
    given = {item.key: _read(request.POST.get(item.key, "")) for item in _items(invitation)}
    words = {"comment": request.POST.get("comment", "")[:LONGEST], "respondent": request.POST.get("respondent", "")[:80]}
    try:
        language = "zh-Hant" if speak == "zh-hant" else "en"
        answer(actor=surveys.LINK_HOLDER, token=token, answers={k: v for k, v in given.items() if v != ""}, language=language, **words)
    except ArgosyError as error:
        return _asked(request, invitation, speak, error, given | words)
    return redirect(request.get_full_path())


def _asked(
    request: HttpRequest, invitation: Any, speak: str, error: ArgosyError | None = None, given: dict[str, Any] | None = None
) -> HttpResponse:
    told = given or {}
    questions = [(item, list(range(item.least, item.most + 1)), told.get(item.key, "")) for item in _items(invitation)]
    page = {"firm": _firm(), "wave": invitation.wave, "form": invitation.wave.questionnaire, "customer": invitation.customer, "contact": invitation.contact, "questions": questions, "comment": told.get("comment", ""), "problem": error, "other": _swap(speak)}  # fmt: skip
    return render(request, TEMPLATE, page, status=422 if error else 200)


def _firm() -> Text:
    """Who asks; a store without a firm says nothing."""
    try:
        return reference.firm().name
    except NotFound:
        return NOTHING


def _items(invitation: Any) -> list[Any]:
    return [item for item in invitation.wave.questionnaire.items.all() if item.kind != surveys.QuestionItem.Kind.WORDS]


def _read(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else text[:20]


def _language(request: HttpRequest, usual: str) -> str:
    return LANGUAGES.get(request.GET.get("lang", usual), LANGUAGES[usual])


def _swap(speak: str) -> str:
    return "zh" if speak == "en" else "en"


def _other(request: HttpRequest, usual: str) -> str:
    return _swap(_language(request, usual))


def _private(response: HttpResponse) -> HttpResponse:
    """The link is a secret: no search engine, no address handed on to other sites (with none at all browsers hide the origin of the form)."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
