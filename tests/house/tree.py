"""The files of this repository as the house rules see them: what git would commit, parsed once."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "argosy"


@dataclass(frozen=True)
class Function:
    """One function or method and the lines it spans, decorators left out."""

    file: Path
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def lines(self) -> int:
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def place(self) -> str:
        return f"{short(self.file)}:{self.node.lineno} {self.node.name}"


@cache
def files() -> tuple[Path, ...]:
    """Tracked and new files, ignored ones left out."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return tuple(path for path in (ROOT / line for line in listing.splitlines()) if path.is_file())


@cache
def python(folder: str = "src") -> tuple[Path, ...]:
    """Hand-written Python under ``folder``; migrations are generated and vendored files are not ours."""
    inside = (p for p in files() if p.suffix == ".py" and short(p).startswith(f"{folder}/"))
    return tuple(p for p in inside if not {"migrations", "vendor"} & set(p.parts))


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


@cache
def functions(folder: str = "src") -> tuple[Function, ...]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return tuple(Function(file, node) for file in python(folder) for node in ast.walk(parsed(file)) if isinstance(node, kinds))


def short(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def length(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


@cache
def exceptions(rule: str) -> dict[str, str]:
    """The exceptions listed for ``rule``: path or name, and the reason."""
    listed = tomllib.loads((ROOT / "tests/house/exceptions.toml").read_text(encoding="utf-8"))
    return dict(listed.get(rule, {}))
