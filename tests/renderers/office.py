"""LibreOffice as the independent program that opens, recalculates and prints what the renderers write."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


@cache
def _profile() -> str:
    folder = Path(mkdtemp(prefix="argosy-office-"))
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE)
    return folder.as_uri()


def converted(data: bytes, name: str, target: str, folder: Path) -> Path:
    """``data`` saved as ``name`` and converted by LibreOffice; the new file, or an assertion with what the program said."""
    source, out = folder / name, folder / "converted"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={_profile()}", "--headless", "--convert-to", target, "--outdir", str(out), str(source)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    result = out / f"{source.stem}.{target.partition(':')[0]}"
    assert result.exists(), said.stdout + said.stderr
    return result


def pdf_text(path: Path) -> str:
    """The text of a PDF file."""
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
