"""A commodity payload of the UK trade tariff service as one nested object, whether it came nested or as JSON:API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

Found = Mapping[str, Any]
DEEP = 6


def nested(document: Any) -> Found | None:
    """The commodity with its measures inside; ``None`` when the document is no commodity payload."""
    if not isinstance(document, dict):
        return None
    if "goods_nomenclature_item_id" in document and "import_measures" in document:
        return document
    data = document.get("data")
    if not isinstance(data, dict) or "included" not in document:
        return None
    included = {(str(item.get("type")), str(item.get("id"))): item for item in document["included"] if isinstance(item, dict)}
    made = _joined(data, included, DEEP)
    return made if "goods_nomenclature_item_id" in made and "import_measures" in made else None


def _joined(item: Found, included: Mapping[tuple[str, str], Found], deep: int) -> dict[str, Any]:
    """A JSON:API resource with its attributes and relations side by side."""
    made = {"id": item.get("id"), **(item.get("attributes") or {}), "meta": item.get("meta")}
    for name, relation in (item.get("relationships") or {}).items() if deep else ():
        target = relation.get("data") if isinstance(relation, dict) else None
        if isinstance(target, list):
            made[name] = [_target(one, included, deep) for one in target]
        elif isinstance(target, dict):
            made[name] = _target(target, included, deep)
        else:
            made.setdefault(name, None)
    return made


def _target(pointer: Found, included: Mapping[tuple[str, str], Found], deep: int) -> dict[str, Any]:
    found = included.get((str(pointer.get("type")), str(pointer.get("id"))))
    return _joined(found, included, deep - 1) if found else {"id": pointer.get("id")}


def items(value: Any) -> list[Found]:
    """The objects in a list; anything else holds none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def words(value: Any) -> str:
    """Text as it stands; nothing for anything else."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def day(value: Any) -> date | None:
    """The day of an ISO time; nothing for anything else."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def name_of(value: Any, *names: str) -> str:
    """The first of these fields an object has, as text."""
    if not isinstance(value, dict):
        return ""
    return next((str(value[name]) for name in names if value.get(name) not in (None, "")), "")
