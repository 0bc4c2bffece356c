"""One byte form for any value, so that equal content has an equal hash everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any


def canonical_bytes(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; Decimals and dates as text. A float raises ``TypeError``."""
    return _written(plain(value))


def digest(value: object) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return sha256(canonical_bytes(value)).hexdigest()


def digest_plain(value: Any) -> str:
    """The same for a value that is plain already (dicts, lists, strings, integers, booleans, ``None``), without walking it twice."""
    return sha256(_written(value)).hexdigest()


def _written(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def plain(value: object) -> Any:
    """The value as JSON-ready dicts, lists, strings, integers, booleans and ``None``."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return _plain_container(value)


def _plain_container(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")
