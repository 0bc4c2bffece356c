"""Bank statements from a file: ISO 20022 camt.053, SWIFT MT940 or CSV, told apart by what is in them."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.records.receivables.banking.intake import NewStatement

MAX_BYTES = 25_000_000
GAP = Text(
    "對帳單 {s} 之期初 {o} 加減明細 {t} 不等於期末 {c}，檔案可能不完整，請向銀行重新下載",
    "Statement {s}: opening {o} and movements of {t} do not come to the closing {c}; the file may be cut short: download it again",
)


def read_bank_file(name: str, data: bytes) -> tuple[list[NewStatement], str]:
    """The statements of a file and its SHA-256. ``BadInput`` says what is wrong and where; a statement must add up to its closing balance."""
    from argosy.importers import bank_camt, bank_csv, bank_mt940

    if len(data) > MAX_BYTES:
        raise BadInput(Text("「{f}」大於 25 MB，請分月下載", "{f} is over 25 MB: download it month by month").format(f=name))
    head = data[:4000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<"):
        found = bank_camt.read(name, data)
    elif b":20:" in head and b":25:" in head:
        found = bank_mt940.read(name, data)
    else:
        found = bank_csv.read(name, data)
    if not any(one.lines for one in found):
        raise BadInput(Text("「{f}」沒有交易明細", "{f} has no movements").format(f=name))
    for one in found:
        _adds_up(one)
    return found, sha256(data).hexdigest()


def _adds_up(one: NewStatement) -> None:
    if one.opening is None or one.closing is None:
        return
    moved = sum((line.amount for line in one.lines), Decimal(0))
    if one.opening + moved != one.closing:
        raise BadInput(GAP.format(s=one.ident or one.account, o=one.opening, t=moved, c=one.closing))
