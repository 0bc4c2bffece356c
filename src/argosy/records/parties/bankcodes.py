"""Check digits and form of IBAN and BIC.

IBAN: ISO 13616-1, check digits by ISO 7064 MOD 97-10 (the number rearranged must leave 1); lengths from the SWIFT IBAN Registry, release 97.
BIC: ISO 9362, four letters, a country, two letters or digits, and three more for a branch or none.
"""

from __future__ import annotations

import re

from argosy.kernel.text import Text

LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24,
    "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24,
    "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
_BIC = re.compile(r"\A[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?\Z")
_IBAN = re.compile(r"\A[A-Z]{2}\d{2}[A-Z0-9]{11,30}\Z")


def iban_fault(iban: str) -> Text | None:
    """What is wrong with an IBAN without blanks, in capitals; ``None`` when nothing is."""
    if not _IBAN.match(iban):
        return Text(
            "IBAN 應為兩位國碼、兩位檢查碼及帳號，不含符號", "an IBAN is a country, two check digits and the account, without marks"
        )
    length = LENGTHS.get(iban[:2])
    if length is None:
        return Text("IBAN 國碼 {c} 不使用 IBAN，請改填帳號", "{c} uses no IBAN: give the account number instead").format(c=iban[:2])
    if len(iban) != length:
        return Text("{c} 之 IBAN 應為 {n} 碼，此為 {m} 碼", "an IBAN of {c} has {n} characters, this one {m}").format(
            c=iban[:2], n=length, m=len(iban)
        )
    if _mod97(iban) != 1:
        return Text("IBAN 檢查碼不符，請向對方重新確認帳號", "the IBAN's check digits do not match: ask for the account again")
    return None


def bic_fault(bic: str) -> Text | None:
    """What is wrong with a BIC; ``None`` when nothing is."""
    if not _BIC.match(bic):
        return Text("SWIFT/BIC 應為 8 或 11 碼，例如 DEMOTWT0XXX", "a BIC is 8 or 11 characters, like DEMOTWT0XXX")
    return None


def _mod97(iban: str) -> int:
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97
