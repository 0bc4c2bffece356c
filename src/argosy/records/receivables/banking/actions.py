"""Writes about bank statements: each file once, each movement once, and a receipt only when somebody accepts a match."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from simple_history.utils import bulk_create_with_history

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.parties.banking import BankAccount
from argosy.records.people.models import Person
from argosy.records.receivables.banking.intake import Kept, NewStatement
from argosy.records.receivables.banking.models import BankLine, BankStatement, LineState
from argosy.records.receivables.money.actions import record_receipt
from argosy.records.receivables.money.models import Receipt
from argosy.records.record import found, validate

NO_ACCOUNT = Text(
    "本公司沒有帳號為「{a}」、幣別 {c} 之帳戶，請先登錄帳戶或選擇入帳帳戶",
    "The firm has no account '{a}' in {c}: enter it first, or say which account the file is of",
)
HANDLED = Text("此筆已處理（{s}），請重新整理", "This line is dealt with already ({s}): look again")


@action("receivables.bank.import", Text("匯入銀行對帳單", "import a bank statement"))
def import_statements(
    *, actor: Person, statements: Sequence[NewStatement], file_name: str, sha256: str, account: int | None = None
) -> Kept:
    """Store a file's statements, all or none. The same file again changes nothing; a movement another file brought is not stored twice."""
    if BankStatement.objects.filter(sha256=sha256).exists():
        return Kept(0, 0, sum(len(one.lines) for one in statements))
    new = known = 0
    for at, one in enumerate(statements):
        target = account_of(one, account)
        head = BankStatement(
            account=target, ident=one.ident[:80], form=one.form, file_name=file_name[:200], sha256=sha256 if at == 0 else _numbered(sha256, at), currency=one.currency,
            opening=one.opening, closing=one.closing, first=one.first, last=one.last, imported_by=actor, imported_at=now(),
        )  # fmt: skip
        head.save()
        there = set(BankLine.objects.filter(account=target, mark__in=[line.mark for line in one.lines]).values_list("mark", flat=True))
        rows = [
            BankLine(
                statement=head, account=target, line_no=n, booked=line.booked, value=line.value, amount=line.amount, currency=line.currency, reference=line.reference[:500],
                party=line.party[:140], party_account=line.party_account[:40], mark=line.mark,
            )
            for n, line in enumerate(one.lines, 1)
            if line.mark not in there
        ]  # fmt: skip
        for row in rows:
            validate(row, looked_up=("statement", "account"))
        bulk_create_with_history(rows, BankLine, batch_size=500, default_user=actor)
        new, known = new + len(rows), known + len(one.lines) - len(rows)
    return Kept(len(statements), new, known)


def _numbered(sha256: str, at: int) -> str:
    """A mark for the further statements of one file."""
    from hashlib import sha256 as digest

    return digest(f"{sha256}:{at}".encode()).hexdigest()


def account_of(one: NewStatement, account: int | None = None) -> BankAccount:
    """The firm's account a statement is of: the one chosen, else by its number and currency. ``BadInput`` when there is none."""
    rows = BankAccount.objects.filter(party__isnull=True, is_active=True)
    if account is not None:
        row: BankAccount = found(rows, account, pk=account)
        if row.currency != one.currency:
            raise BadInput(
                Text("帳戶幣別為 {a}，檔案為 {b}", "The account is in {a}, the file in {b}").format(a=row.currency, b=one.currency)
            )
        return row
    number = "".join(char for char in one.account.upper() if char.isalnum())
    for candidate in rows.filter(currency=one.currency):
        held = candidate.iban or "".join(char for char in candidate.account_no if char.isalnum())
        if held and held == number:
            return candidate
    raise BadInput(NO_ACCOUNT.format(a=one.account, c=one.currency))


@action("receivables.bank.accept", Text("接受對帳配對", "accept a match"))
def accept(
    *,
    actor: Person,
    line: int,
    customer: str,
    allocations: Sequence[tuple[str, Decimal]],
    rest: str = "",
    fee: Decimal = Decimal(0),
    fx: Decimal | None = None,
) -> Receipt:
    """Book a line as a receipt that pays these invoices. A line is booked once: whoever comes second is told so."""
    row: BankLine = found(BankLine.objects.select_for_update(of=("self",)).select_related("account"), line, pk=line)
    if row.state != LineState.NEW:
        raise Refused(HANDLED.format(s=row.state))
    made = record_receipt(
        actor=actor, customer=customer, date=row.booked, amount=row.amount, currency=row.currency, allocations=allocations, reference=row.reference[:140], rest=rest, fee=fee, fx=fx,
        account=row.account, bank_line=row,
    )  # fmt: skip
    row.state = LineState.MATCHED
    row.save()
    return made


@action("receivables.bank.ignore", Text("標示非應收款", "set a line aside"))
def ignore(*, actor: Person, line: int, note: str) -> BankLine:
    """A movement that is no receipt of ours, with what it is."""
    row: BankLine = found(BankLine.objects.select_for_update(), line, pk=line)
    if row.state != LineState.NEW:
        raise Refused(HANDLED.format(s=row.state))
    if not note.strip():
        raise BadInput(Text("請說明此筆為何", "Say what this line is"))
    row.state, row.note = LineState.IGNORED, note
    row.save()
    return row
