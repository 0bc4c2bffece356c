"""Vendored files are the ones that were read: each folder's VENDOR.json names its origin, licence and hashes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.house.tree import files, short

MANIFESTS = [file for file in files() if file.name == "VENDOR.json"]


def entries(manifest: Path) -> list[dict]:
    """What a manifest lists: one vendored thing or several. An entry without files is a note on a file of our own beside them."""
    listed = json.loads(manifest.read_text(encoding="utf-8"))
    return [entry for entry in (listed if isinstance(listed, list) else [listed]) if "files" in entry]


def hashes(manifest: Path) -> dict[str, str]:
    """File name to SHA-256."""
    return {name: digest for entry in entries(manifest) for name, digest in entry["files"].items()}


@pytest.mark.parametrize("manifest", MANIFESTS, ids=short)
def test_vendored_files_match_their_hashes(manifest):
    found = {name: hashlib.sha256((manifest.parent / name).read_bytes()).hexdigest() for name in hashes(manifest)}
    assert found == hashes(manifest)


@pytest.mark.parametrize("manifest", MANIFESTS, ids=short)
def test_a_manifest_names_version_and_licence(manifest):
    assert [e for e in entries(manifest) if not (e.get("name") and e.get("version") and e.get("licence"))] == []


@pytest.mark.parametrize("manifest", MANIFESTS, ids=short)
def test_the_licence_text_is_beside_the_files(manifest):
    beside = [f.name for f in manifest.parent.rglob("*") if f.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "OFL"))]
    assert beside


def test_every_file_of_a_vendor_folder_is_in_a_manifest():
    listed = {manifest.parent / name for manifest in MANIFESTS for name in hashes(manifest)}
    vendored = {f for f in files() if "vendor" in f.parts and f.name != "VENDOR.json" and not f.name.upper().startswith(("LICENSE", "OFL"))}
    assert sorted(short(f) for f in vendored - listed) == []


def test_every_font_is_in_a_manifest():
    listed = {manifest.parent / name for manifest in MANIFESTS for name in hashes(manifest)}
    assert [short(f) for f in files() if f.suffix in {".ttf", ".otf", ".woff2"} and f not in listed] == []
