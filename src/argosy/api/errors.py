"""What goes wrong, in one shape for every operation: ``{"error": {"code", "message": {"zh", "en"}, "problems": […]}}``."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError

from argosy.api.caller import identify
from argosy.api.wording import fault
from argosy.kernel.errors import ArgosyError, BadInput, NotFound, Problem, Refused
from argosy.kernel.text import Text
from argosy.records.audit.journal import Outcome, write
from argosy.records.permission import Denied

log = logging.getLogger("argosy.api")

UNSIGNED = Text(
    "請以權杖（Authorization: Bearer …）或登入工作階段呼叫", "Call with a token (Authorization: Bearer …) or a signed-in session"
)
UNREADABLE = Text("無法讀取請求內容，請送出有效的 JSON 或表單", "The request body cannot be read: send valid JSON or a form")
TOO_LARGE = Text("請求內容過大，請縮小或分次送出", "The request is too large: make it smaller or send it in parts")
TOO_MANY = Text("呼叫過於頻繁，請於 {s} 秒後再試", "Too many calls: try again in {s} seconds")
NO_ADDRESS = Text("沒有這個 API 位址，請見 /api/v1/docs", "The API has no such address: see /api/v1/docs")
NO_METHOD = Text("此位址不接受 {m}", "This address does not take {m}")
BROKEN = Text(
    "系統錯誤，已記錄。請稍後再試，並告知系統管理人員", "An error on our side; it is logged. Try again later and tell an administrator"
)
INVALID = Text("請求欄位有誤", "The request has wrong fields")


class Words(Schema):
    """A phrase in both languages."""

    zh: str
    en: str


class ProblemOut(Schema):
    """One fault in what was sent. ``row`` counts from 1, as a person counts rows in the file; ``field`` is the column or key."""

    where: str
    row: int | None
    field: str
    message: Words


class ErrorOut(Schema):
    """What went wrong. ``code`` is for programs, ``message`` for people."""

    code: str
    message: Words
    problems: list[ProblemOut]


class Failure(Schema):
    """The body of every answer from 400 up."""

    error: ErrorOut


class Unsigned(ArgosyError):
    """Nobody known asks: no token, a bad one, or no session."""


class TooOften(ArgosyError):
    """More calls than allowed. ``wait`` is in seconds."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(TOO_MANY.format(s=wait))


# The first class an error is an instance of gives its answer.
STATUS: tuple[tuple[type[ArgosyError], int, str], ...] = (
    (Unsigned, 401, "unauthenticated"),
    (TooOften, 429, "rate_limited"),
    (NotFound, 404, "not_found"),
    (BadInput, 422, "bad_input"),
    (Denied, 403, "forbidden"),
    (Refused, 409, "refused"),
    (ArgosyError, 500, "failed"),
)


def failure(status: int, code: str, message: Text, problems: Iterable[Problem] = ()) -> HttpResponse:
    """An answer in the one shape."""
    listed = [{"where": p.where, "row": p.row, "field": p.field, "message": words(p.message)} for p in problems]
    body = {"error": {"code": code, "message": words(message), "problems": listed}}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def words(text: Text) -> dict[str, str]:
    """A phrase as JSON; a side that is empty takes the other's words."""
    return {"zh": text.say("zh-Hant"), "en": text.say("en")}


def of_argosy(request: HttpRequest, error: ArgosyError) -> HttpResponse:
    """An error of Argosy's own. A denial that no action has written down is audited here: reading, scopes, CSRF."""
    if isinstance(error, Denied) and not hasattr(error, "entry"):
        caller = identify(request)
        write("api.call", Outcome.DENIED, actor=caller and caller.person, detail=f"{request.method} {request.path}: {error.message.zh}")
    status, code = next((status, code) for kind, status, code in STATUS if isinstance(error, kind))
    if status == 500:
        log.error("%s %s: %s", request.method, request.path, error.message.en)
    answer = failure(status, code, error.message, error.problems)
    if isinstance(error, TooOften):
        answer["Retry-After"] = str(error.wait)
    if isinstance(error, Unsigned):
        answer["WWW-Authenticate"] = 'Bearer realm="argosy"'
    return answer


def of_fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Path, query, header, form or body fields that are not as documented; all of them at once."""
    problems = [Problem(fault(e), where=str(e["loc"][0]), field=".".join(map(str, _inner(e["loc"])))) for e in error.errors]
    return failure(422, "bad_input", INVALID, problems)


def _inner(place: tuple[Any, ...]) -> tuple[Any, ...]:
    """The field's own path, without the name of the argument that holds the body."""
    return place[2:] if len(place) > 2 and place[0] in {"body", "query", "form"} else place[1:]


def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework refuses itself."""
    if isinstance(error.__cause__, SuspiciousOperation):
        return of_suspicious(request, error.__cause__)
    if error.status_code == 401:
        return of_argosy(request, Unsigned(UNSIGNED))
    if isinstance(error, Throttled):
        return of_argosy(request, TooOften(error.wait or 1))
    return failure(422, "bad_input", UNREADABLE)


def of_suspicious(request: HttpRequest, error: Exception) -> HttpResponse:
    """Bodies over a limit, and bodies that are not what they claim to be."""
    large = isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return failure(413, "too_large", TOO_LARGE) if large else failure(422, "bad_input", UNREADABLE)


def no_address(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """An address the API does not have."""
    return failure(404, "not_found", NO_ADDRESS)


def no_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address that exists, asked with another method; ``allowed`` is the ``Allow`` header."""
    answer = failure(405, "method_not_allowed", NO_METHOD.format(m=request.method))
    answer["Allow"] = allowed
    return answer


def forbidden(request: HttpRequest, error: Exception) -> HttpResponse:
    """Refused by Django itself."""
    return failure(403, "forbidden", Text("沒有權限", "Not permitted"))


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: logged with its traceback, told without it."""
    log.error("%s %s", request.method, request.path, exc_info=error)
    return failure(500, "internal", BROKEN)


def install(api: NinjaAPI) -> None:
    """Give every error of the API the one shape."""
    for kind, handler in (
        (Exception, broken),
        (ArgosyError, of_argosy),
        (ValidationError, of_fields),
        (HttpError, of_http),
        (Http404, no_address),
        (PermissionDenied, forbidden),
        (SuspiciousOperation, of_suspicious),
        (MultiPartParserError, of_suspicious),
    ):
        api.add_exception_handler(kind, handler)  # type: ignore[arg-type]
