"""The import contracts hold, and each of them fails when it is broken on purpose."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

CONTRACTS = {c["id"]: c for c in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]}

# contract -> planted module -> what it imports. Every plant breaks its own contract and no other.
PLANTS = {
    "layers": {
        "kernel.planted_upward": "argosy.report",
        "web.planted_sideways": "argosy.api",
        "planted_attic": "argosy.kernel",
    },
    "pure": {"kernel.planted_django": "django", "standards.planted_ninja": "ninja"},
    "renderers": {"renderers.planted_lookup": "argosy.standards"},
    "handed": {"engines.planted_reader": "argosy.warehouse"},
    "unstyled": {"importers.planted_style": "argosy.renderers", "records.planted_style": "argosy.renderers"},
    "thin": {"cli.planted_row": "argosy.records.attic.models", "api.planted_row": "argosy.records.attic.models"},
    "jobs": {"deliverables.wholesale_sales.planted_peer": "argosy.deliverables.trade_manager"},
    "acyclic": {
        "engines.planted_hen": "argosy.engines.planted_egg",
        "engines.planted_egg": "argosy.engines.planted_hen",
        "records.planted_ship": "argosy.records.planted_port",
        "records.planted_port": "argosy.records.planted_ship",
    },
}


def lint(source: Path) -> str:
    """What ``lint-imports`` says of the tree under ``source``."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"]
    env = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "400"}
    return subprocess.run(command, cwd=source, env=env, capture_output=True, text=True).stdout


def plant(source: Path, module: str, imported: str) -> None:
    file = source.joinpath("argosy", *module.split(".")).with_suffix(".py")
    file.parent.mkdir(parents=True, exist_ok=True)
    for folder in file.parents:
        if folder == source:
            break
        (folder / "__init__.py").touch()
    file.write_text(f"import {imported}\n")


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> str:
    source = tmp_path_factory.mktemp("broken") / "src"
    shutil.copytree(ROOT / "src", source, ignore=lambda folder, names: [n for n in names if "." in n and not n.endswith(".py")])
    plant(source, "records.attic.models", "argosy.kernel")
    for module, imported in (item for plants in PLANTS.values() for item in plants.items()):
        plant(source, module, imported)
    return lint(source)


@pytest.fixture(scope="module")
def kept() -> str:
    return lint(ROOT / "src")


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_is_kept(kept, contract):
    assert f"{CONTRACTS[contract]['name']} KEPT" in kept, kept


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_fails_on_each_planted_violation(broken, contract):
    name = CONTRACTS[contract]["name"]
    section = broken.split(f"\n{name}\n---")[1].split("\n---")[0]
    assert f"{name} BROKEN" in broken
    assert [m for m in PLANTS[contract] if m.rpartition(".")[2] not in section] == []


def test_plants_break_no_contract_but_their_own(broken):
    planted = sum(line.count(" -> ") for line in broken.splitlines() if "planted" in line)
    assert planted == sum(len(plants) for plants in PLANTS.values()) - 3, broken  # the attic has no arrow, a cycle has one
