"""Files as answers: their bytes as they are, and a name that any client can store."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpResponse
from django.utils.http import content_disposition_header

MEDIA = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(name: str, form: str, data: bytes) -> HttpResponse:
    """The bytes as a download with their SHA-256 as ETag. HTML is never shown as a page of ours: it comes sandboxed, to be stored."""
    return HttpResponse(
        data,
        content_type=MEDIA.get(form, "application/octet-stream"),
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
            "ETag": f'"{sha256(data).hexdigest()}"',
        },
    )
