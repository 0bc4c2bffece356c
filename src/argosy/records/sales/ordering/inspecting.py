"""What inspection says of goods before they leave: measured values held against the product's specification."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.catalog.specs.models import ProductSpec
from argosy.records.sales.ordering.models import DeliveryEvent

Result = DeliveryEvent.Result
_OFF = Text(
    "第 {n} 項不符規格：{words}。不得出貨，除非特採並說明理由", "Item {n} is off its specification: {words}. It does not leave unless accepted by concession, with the reason"
)  # fmt: skip
_NO_NUMBER = Text("第 {n} 項「{name}」應為數值", "Item {n}: {name} is a number")


def outside(product: Any, n: int, values: Mapping[str, Any]) -> list[Text]:
    """Which measured values lie outside the product's limits; attributes without a specification are kept and not judged."""
    if not values:
        return []
    specs = {spec.attribute: spec for spec in ProductSpec.objects.filter(product=product)}
    found = []
    for name, value in values.items():
        spec = specs.get(name)
        if spec is None or spec.nominal is None:
            continue
        try:
            measured = Decimal(str(value))
        except InvalidOperation as wrong:
            raise BadInput(_NO_NUMBER.format(n=n, name=name)) from wrong
        if not spec.holds(measured):
            limits = f"[{_plain(spec.lower)}, {_plain(spec.upper)}] {spec.unit}".strip()
            found.append(
                Text(
                    f"{spec.attribute} {measured}，應在 {limits}", f"{spec.attribute_en or spec.attribute} {measured}, not within {limits}"
                )
            )
    return found


def judged(product: Any, n: int, values: Mapping[str, Any], result: str, remark: str) -> str:
    """The result of inspection of a line. Goods off their specification raise ``Refused`` unless waived with a remark."""
    off = outside(product, n, values)
    if off and not (result == Result.WAIVED and remark.strip()):
        raise Refused(_OFF.format(n=n, words=Text("；".join(t.zh for t in off), "; ".join(t.en for t in off))))
    if result:
        return result
    return Result.PASS if values else Result.NONE


def _plain(limit: Decimal | None) -> str:
    return "—" if limit is None else f"{limit.normalize():f}"
