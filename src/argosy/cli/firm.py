"""``argosy firm``: the firm whose records the store keeps, entered once and changed later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import Json
from argosy.cli.output import Output
from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.records.reference.queries import FirmFacts

NEEDED = {"name_zh": "--name-zh", "name_en": "--name-en", "address_zh": "--address-zh", "address_en": "--address-en"}
NameZh = Annotated[str, typer.Option("--name-zh", help=say("中文名稱", "Chinese name"))]
NameEn = Annotated[str, typer.Option("--name-en", help=say("英文名稱", "English name"))]
AddressZh = Annotated[str, typer.Option("--address-zh", help=say("中文地址", "Chinese address"))]
AddressEn = Annotated[str, typer.Option("--address-en", help=say("英文地址", "English address"))]
TaxId = Annotated[str, typer.Option("--tax-id", help=say("統一編號", "Tax id"))]
Phone = Annotated[str, typer.Option("--phone", help=say("電話", "Phone"))]
Email = Annotated[str, typer.Option("--email", help=say("電子郵件", "Email"))]
Money = Annotated[str, typer.Option("--currency", metavar="XXX", help=say("記帳幣別", "The currency the books are kept in"))]


def firm(
    name_zh: NameZh = "", name_en: NameEn = "", address_zh: AddressZh = "", address_en: AddressEn = "", tax_id: TaxId = "",
    phone: Phone = "", email: Email = "", currency: Money = "", as_json: Json = False,
) -> None:  # fmt: skip
    """Enter the firm or change what is given; with no option, show it."""
    given = {
        "name_zh": name_zh, "name_en": name_en, "address_zh": address_zh, "address_en": address_en, "tax_id": tax_id, "phone": phone,
        "email": email, "base_currency": currency.upper(),
    }  # fmt: skip
    fields = {name: value for name, value in given.items() if value}
    if fields:
        _change(fields)
    with reader():
        from argosy.records.reference.queries import firm as stored

        found = stored()
        Output(as_json).show(_json(found), _lines(found))


def _change(fields: dict[str, Any]) -> None:
    with acting_person() as actor:
        from argosy.records.reference.actions import change_firm
        from argosy.records.reference.queries import firm as stored

        try:
            stored()
        except NotFound as new:
            if missing := [option for name, option in NEEDED.items() if name not in fields]:
                message = Text("登錄公司尚缺 {o}", "To enter the firm, {o} is missing too")
                raise BadInput(message.format(o=" ".join(missing))) from new
        change_firm(actor=actor, **fields)


def _json(found: FirmFacts) -> dict[str, Any]:
    return {
        "name": found.name, "address": found.address, "tax_id": found.tax_id, "phone": found.phone, "email": found.email,
        "base_currency": found.base_currency, "demo": found.demo, "as_of": found.as_of,
    }  # fmt: skip


def _lines(found: FirmFacts) -> list[str]:
    lang = language()
    told = (found.name.say(lang), found.address.say(lang), found.tax_id, found.phone, found.email, found.base_currency)
    return [line for line in told if line]
