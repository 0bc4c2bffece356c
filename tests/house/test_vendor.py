"""Vendored files are the ones that were read: each folder's VENDOR.json names its origin, licence and hashes."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.house.tree import ROOT, files, short

MANIFESTS = [file for file in files() if file.name == "VENDOR.json"]
FIELDS = {"name", "version", "licence"}


def hashes(manifest: dict) -> dict[str, str]:
    """File name to SHA-256, whichever of the two shapes the manifest uses."""
    listed = manifest["files"]
    return listed if isinstance(listed, dict) else {entry["path"]: entry["sha256"] for entry in listed}


@pytest.mark.parametrize("file", MANIFESTS, ids=short)
def test_vendored_files_match_their_hashes(file):
    manifest = json.loads(file.read_text(encoding="utf-8"))
    found = {name: hashlib.sha256((file.parent / name).read_bytes()).hexdigest() for name in hashes(manifest)}
    assert found == hashes(manifest)


@pytest.mark.parametrize("file", MANIFESTS, ids=short)
def test_a_manifest_names_origin_and_licence(file):
    manifest = json.loads(file.read_text(encoding="utf-8"))
    assert set(manifest) >= FIELDS
    assert all(manifest[field] for field in FIELDS)


def test_every_vendored_file_is_in_a_manifest():
    covered = {file.parent / name for file in MANIFESTS for name in hashes(json.loads(file.read_text(encoding="utf-8")))}
    vendored = {f for f in files() if "vendor" in f.parts and f.name not in {"VENDOR.json", "__init__.py"}}
    assert sorted(short(f) for f in vendored - covered) == []


def test_fonts_come_with_their_licence():
    folders = {f.parent for f in files() if f.suffix in {".ttf", ".otf", ".woff2"}}
    bare = [
        short(f) for f in folders if not any((p / n).exists() for p in (f, *f.parents[:3]) for n in ("LICENSE", "LICENSE.txt", "OFL.txt"))
    ]
    assert bare == [], ROOT
