"""SWIFT MT940 customer statements: tags 20, 25, 28C, 60F/M, 61, 86, 62F/M. Structured and free information of tag 86 are both read.

Source: SWIFT Standards MT, category 9, MT 940 Customer Statement Message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from argosy.importers.bank_marks import marked
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.receivables.banking.intake import NewBankLine, NewStatement

TAG = re.compile(r"^:(\d{2}[A-Z]?):(.*)$")
MOVE = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?(?P<sign>R?[CD])[A-Z]?(?P<amount>\d{1,15},\d{0,2})[A-Z][A-Z0-9]{3}(?P<ref>.*?)(//(?P<bank>.*))?$"
)
BALANCE = re.compile(r"(?P<sign>[CD])(?P<day>\d{6})(?P<currency>[A-Z]{3})(?P<amount>\d{1,15},\d{0,2})$")
PART = re.compile(r"\?(\d{2})")
BAD = Text("「{f}」第 {n} 列 :{t}: 無法讀取：{x}", "{f}, line {n}: tag {t} cannot be read: {x}")


@dataclass(slots=True)
class _Draft:
    """A statement while its tags are read."""

    account: str = ""
    ident: str = ""
    currency: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    first: date | None = None
    last: date | None = None
    moves: list[tuple[NewBankLine, str]] = field(default_factory=list)


def read(name: str, data: bytes) -> list[NewStatement]:
    """Every statement of the file; each begins with tag 20."""
    made: list[_Draft] = []
    for number, tag, text in _tags(data):
        if tag == "20":
            made.append(_Draft(ident=text.strip()))
        elif made:
            _take(name, number, tag, text, made[-1])
    return [_finished(draft) for draft in made]


def _tags(data: bytes) -> Iterator[tuple[int, str, str]]:
    """Line number, tag and text of each field, its further lines joined with line breaks. Block headers and the dash at the end are no text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    current: tuple[int, str, list[str]] | None = None
    for number, line in enumerate(text.replace("{4:", "").splitlines(), 1):
        match = TAG.match(line.strip())
        if match:
            if current is not None:
                yield current[0], current[1], "\n".join(current[2])
            current = (number, match[1], [match[2]])
        elif current is not None and line.strip() not in ("-", "-}", ""):
            current[2].append(line.strip())
    if current is not None:
        yield current[0], current[1], "\n".join(current[2])


def _take(name: str, number: int, tag: str, text: str, draft: _Draft) -> None:
    if tag == "25":
        draft.account = re.split(r"[/ ]", text.strip())[-1]
    elif tag == "28C":
        draft.ident = f"{draft.ident} {text.strip()}".strip()
    elif tag in ("60F", "60M", "62F", "62M"):
        amount, day, draft.currency = _balance(name, number, tag, text)
        if tag.startswith("60"):
            draft.opening, draft.first = (amount, day) if draft.opening is None else (draft.opening, draft.first)
        else:
            draft.closing, draft.last = amount, day
    elif tag == "61":
        draft.moves.append(_move(name, number, text, draft))
    elif tag == "86" and draft.moves:
        line, bank = draft.moves[-1]
        draft.moves[-1] = (_informed(line, text), bank)


def _balance(name: str, number: int, tag: str, text: str) -> tuple[Decimal, date, str]:
    match = BALANCE.match(text.strip())
    if not match:
        raise _bad(name, number, tag, text)
    return _amount(match["amount"], match["sign"]), _day(name, number, tag, match["day"]), match["currency"]


def _amount(text: str, sign: str) -> Decimal:
    """An amount with its decimal comma; C and RD (a debit reversed) are money in."""
    value = Decimal(text.replace(",", ".").rstrip("."))
    return value if sign in ("C", "RD") else -value


def _day(name: str, number: int, tag: str, text: str) -> date:
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError as wrong:
        raise _bad(name, number, tag, text) from wrong


def _move(name: str, number: int, text: str, draft: _Draft) -> tuple[NewBankLine, str]:
    first, _, more = text.partition("\n")
    match = MOVE.match(first.strip())
    if not match:
        raise _bad(name, number, "61", first)
    value = _day(name, number, "61", match["value"])
    booked = value
    if match["entry"]:
        booked = _day(name, number, "61", f"{value:%y}{match['entry']}")
        if abs((booked - value).days) > 180:  # booked over the turn of a year
            booked = booked.replace(year=booked.year + (1 if booked < value else -1))
    reference = " ".join(filter(None, (match["ref"].strip().replace("NONREF", ""), more.replace("\n", " ").strip())))
    line = NewBankLine(number, booked, _amount(match["amount"], match["sign"]), draft.currency, "", value, reference)
    return line, (match["bank"] or "").strip()


def _informed(line: NewBankLine, text: str) -> NewBankLine:
    """A movement with its tag 86: subfields ?20-?29 and ?60-?63 are the reference, ?31 the account, ?32 and ?33 the name; else free text."""
    flat = text.replace("\n", "")
    parts = PART.split(flat)
    if len(parts) < 3:
        return replace(line, reference=f"{line.reference} {text.replace(chr(10), ' ')}".strip())
    told: dict[str, str] = {}
    for key, value in zip(parts[1::2], parts[2::2], strict=True):
        told[key] = told.get(key, "") + value
    reference = "".join(value for key, value in sorted(told.items()) if "20" <= key <= "29" or "60" <= key <= "63")
    party = "".join(told.get(key, "") for key in ("32", "33"))
    return replace(line, reference=f"{line.reference} {reference}".strip(), party=party.strip(), party_account=told.get("31", "").strip())


def _finished(draft: _Draft) -> NewStatement:
    seen: dict[str, int] = {}
    lines = tuple(
        replace(line, currency=line.currency or draft.currency, mark=marked(bank, draft.account, line, seen)) for line, bank in draft.moves
    )
    return NewStatement("mt940", draft.ident, draft.account, draft.currency, lines, draft.opening, draft.closing, draft.first, draft.last)


def _bad(name: str, number: int, tag: str, text: str) -> BadInput:
    words = BAD.format(f=name, n=number, t=tag, x=text[:60])
    return BadInput(words, [Problem(words, name, number, tag)])
