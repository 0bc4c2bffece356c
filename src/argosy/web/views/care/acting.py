"""What every form of customer care does: once, and with the reason beside it when it cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from argosy.kernel.errors import ArgosyError
from argosy.records.permission import Denied
from argosy.web import once
from argosy.web.words import say


def answer(
    request: HttpRequest, template: str, form: Any, do: Callable[[dict[str, Any]], str], done: Any, context: dict[str, Any]
) -> HttpResponse:
    """A page with a form: shown, or carried out by ``do``, which returns where to go next. A form sent twice is carried out once."""
    if request.method == "POST":
        if not once.first(request):
            return redirect(once.outcome(request) or "web:morning")
        if form.is_valid():
            try:
                target = do(form.given)
            except ArgosyError as error:
                form.add_error(None, say(error.message))
            else:
                messages.success(request, done)
                once.keep(request, target)
                return redirect(target)
        once.release(request)
    made = {**context, "form": form, "once": request.POST.get("once") or once.mark()}
    return render(request, template, made, status=400 if form.is_bound else 200)


def carried_out(request: HttpRequest, target: str, do: Callable[[], Any], done: Any) -> HttpResponse:
    """An act behind a button: done once, or refused with the reason above the page it came from."""
    if not once.first(request):
        return redirect(once.outcome(request) or target)
    try:
        do()
    except Denied:
        once.release(request)
        raise
    except ArgosyError as error:
        once.release(request)
        messages.error(request, say(error.message))
        return redirect(target)
    messages.success(request, done)
    once.keep(request, target)
    return redirect(target)
