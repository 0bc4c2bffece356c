"""Pages for what went wrong: what happened, why, and what to do next."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from argosy.kernel.errors import ArgosyError


def said(request: HttpRequest, error: ArgosyError, status: int) -> HttpResponse:
    """An ``ArgosyError`` as a page, or as a short note when a fragment was asked for."""
    template = "argosy/fragments/problem.html" if request.headers.get("HX-Request") else "argosy/error.html"
    return render(request, template, {"error": error, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address."""
    return render(request, "404.html", {"status": 404}, status=404)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this person."""
    return render(request, "403.html", {"status": 403}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when the upload was too large."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", {"status": status}, status=status)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Needs neither session nor database."""
    return render(request, "500.html", {"status": 500}, status=500)
