"""The rule packs there are. A folder per jurisdiction under ``packs``; an outside package adds one by the entry point ``argosy.packs``.

A pack file is ``packs/<jurisdiction>/charges.toml`` (import) or ``charges_export.toml``; ``cases.toml`` beside it holds worked examples.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.registry import Registry
from argosy.kernel.text import Text
from argosy.rules.merging import merged
from argosy.rules.pack import Pack
from argosy.rules.reading import parsed, read_pack, refused
from argosy.rules.valuation import valuation

FLOWS = {"import": "charges.toml", "export": "charges_export.toml"}


@cache
def packs() -> Registry[Traversable]:
    """Pack id (``tw-import``) to its TOML file; an entry point gives a file, or a ``Path`` to one."""
    registry: Registry[Traversable] = Registry(Text("規則包", "rule pack"), "argosy.packs")
    for folder in sorted(files("argosy.rules").joinpath("packs").iterdir(), key=lambda f: f.name):
        for flow, name in FLOWS.items():
            if folder.is_dir() and folder.joinpath(name).is_file():
                registry.add(f"{folder.name}-{flow}", folder.joinpath(name))
    return registry


def pack_for(jurisdiction: str, flow: str = "import") -> Pack:
    """The pack of a jurisdiction (ISO 3166-1 alpha-2, EU or XI) and flow; ``NotFound`` names those there are."""
    return pack(f"{jurisdiction.strip().lower()}-{flow}")


@cache
def pack(key: str) -> Pack:
    """The pack called ``key``, read and checked once; ``BadInput`` when its file has faults."""
    source = packs().get(key)
    where = f"{key} {source.name}"
    made = read_pack(_tables(key), where, valuation(), _list_file(key))
    if made.id != key:
        raise refused(where, [Problem(Text(f"id 應為 {key}", f"the id must be {key}"), where, None, "id")])
    return made


def _tables(key: str, below: tuple[str, ...] = ()) -> dict[str, Any]:
    """The tables of a pack with those of every pack it extends."""
    source = packs().get(key)
    where = f"{key} {source.name}"
    own = parsed(source.read_text("utf-8"), where)
    parent = own.get("pack", {}).get("extends")
    if parent is None:
        return own
    if parent in (*below, key):
        raise refused(where, [Problem(Text("extends 自我循環", "extends goes round in a circle"), where, None, "extends")])
    return merged(_tables(parent, (*below, key)), own)


def _list_file(key: str) -> Callable[[str], str]:
    """The files of codes beside a pack, or beside one it extends."""

    def read(name: str) -> str:
        own: str | None = key
        while own is not None:
            source = packs().get(own)
            found = _folder(own, source).joinpath(name)
            if found.is_file():
                return found.read_text("utf-8")
            own = parsed(source.read_text("utf-8"), own).get("pack", {}).get("extends")
        raise BadInput(Text("找不到清單檔 {n}", "there is no list file {n}").format(n=name))

    return read


def _folder(key: str, source: Traversable) -> Traversable:
    return source.parent if isinstance(source, Path) else files("argosy.rules").joinpath("packs", key.rpartition("-")[0])


def case_file(key: str) -> str:
    """The text of ``cases.toml`` beside a pack; ``BadInput`` when there is none."""
    source = packs().get(key)
    folder = files("argosy.rules").joinpath("packs", key.rpartition("-")[0])
    cases = folder.joinpath("cases.toml")
    if not cases.is_file():
        raise BadInput(Text("規則包 {k} 沒有算例檔 cases.toml", "Rule pack {k} has no cases.toml").format(k=f"{key} {source.name}"))
    return cases.read_text("utf-8")
