"""What tells a movement of a bank account from every other."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argosy.records.receivables.banking.intake import NewBankLine


def marked(bank: str, account: str, line: NewBankLine, seen: dict[str, int]) -> str:
    """What tells a movement from every other: the bank's own reference, else a hash of all it says, counted where two are alike."""
    if bank and bank.upper() not in ("NONREF", "NOTPROVIDED", "NONE"):
        stem = f"{line.booked}:{bank}"[:60]
    else:
        told = "|".join((account, str(line.booked), str(line.amount), line.reference, line.party, line.party_account))
        stem = sha256(told.encode()).hexdigest()[:40]
    seen[stem] = seen.get(stem, 0) + 1
    return stem if seen[stem] == 1 else f"{stem}#{seen[stem]}"
