"""An order whose worksheet has every figure: what it would otherwise ask for is stated in the file."""

from __future__ import annotations

import io
from pathlib import Path

from tests.conftest import PASSWORD

ROWS = """item,description,code,origin,quantity,unit,unit_price,net_kg,gross_kg,duty_rate,commodity_tax_rate,rationale
T-1,Telephone sets,85171300009,JP,10,PCE,100.00,5,6,5%,0%,GRI 1 and 6; note 5 to section XVI
T-2,Notebook computers,84713000002,JP,4,PCE,900.00,8,10,0%,0%,GRI 1 and 6
"""
TERMS = ["--date", "2026-06-30", "--incoterm", "FOB", "--place", "JPYOK", "--currency", "USD", "--freight", "250", "--insurance", "20"]
KEY = "CS/O1.2.1"


class Desk:
    """People at one terminal: each command is typed by somebody who has signed in."""

    def __init__(self, argosy, monkeypatch, folder: Path) -> None:
        self.argosy, self.monkeypatch, self.folder = argosy, monkeypatch, folder

    def sign_in(self, login: str) -> None:
        """Sign in at the shell; later commands act as ``login``."""
        self.monkeypatch.delenv("ARGOSY_TOKEN", raising=False)
        self.monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        self.monkeypatch.setenv("ARGOSY_TOKEN", self.argosy("token", login).out.strip())

    def as_(self, login: str, *args: object):
        """One command as ``login``."""
        self.sign_in(login)
        return self.argosy(*args, "--json")

    def order(self) -> str:
        """Import the order as the coordinator; its reference."""
        file = self.folder / "order.csv"
        file.write_text(ROWS, encoding="utf-8")
        return self.as_("cs1", "order", "import", file, *TERMS).json["order"]
