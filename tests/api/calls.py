"""Calling the API as a program does, and reading its errors."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.test import Client

ROOT = "/api/v1"
ALL = ("read", "write", "documents", "admin")


@dataclass
class Api:
    """Calls as a program makes them. ``send`` takes a JSON body or form ``data``; answers come back as Django responses."""

    client: Client
    headers: dict

    def get(self, path, **query):
        return self.client.get(ROOT + path, query, headers=self.headers)

    def send(self, method, path, body=None, key=None, **extra):
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        return self.client.generic(
            method, ROOT + path, json.dumps({} if body is None else body), "application/json", headers=headers, **extra
        )

    def post(self, path, body=None, key=None):
        return self.send("POST", path, body, key)

    def put(self, path, body=None, key=None):
        return self.send("PUT", path, body, key)

    def upload(self, path, data, key=None):
        return self.client.post(ROOT + path, data, headers={**self.headers, **({"Idempotency-Key": key} if key else {})})


def error(answer):
    """The error of an answer, its shape checked."""
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "problems"}
    assert all(body["error"]["message"][lang] for lang in ("zh", "en"))
    return body["error"]
