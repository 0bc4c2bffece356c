"""What the pages show in tests: a worksheet made by hand, an order file, and a reader of answers."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from argosy.deliverables.deliverable import Deliverable, Param
from argosy.kernel.text import Text
from argosy.report.model import Report
from tests.report.samples import sample

KEY = "KPS1420-002/O1.2.1"
TEXT = Text("進口稅共 [[lines.total.duty]] 元，請於放行前繳納。", "Duty is [[lines.total.duty]] in all; pay before release.")
GIVEN = {
    "date": "2026-06-22",
    "incoterm": "FOB",
    "place": "JPUKB",
    "currency": "JPY",
    "fx": "0.2068",
    "freight": "118000",
    "title_zh": "果汁",
    "title_en": "Juice",
}
HEAD = "貨號,品名,稅則號別,原產地,數量,單位,單價,淨重,毛重,進口稅率"
GOODS = ("JD-1,柚子果汁,2202991900,JP,4800,PCE,96,2400,2640,20%", "JD-2,蘇打水,2202100010,JP,2400,PCE,48,1200,1320,20%")


def worksheet() -> Deliverable:
    """The output under test: asks for an order and a way to share costs, builds the same report whatever they are."""
    params = (
        Param("order", Text("訂單檔", "Order file"), "text", required=True),
        Param(
            "allocation",
            Text("分攤", "Sharing"),
            "choice",
            default="auto",
            choices=(("auto", Text("自動", "auto")), ("value", Text("金額", "value"))),
        ),
    )
    return Deliverable(KEY, params, gather=lambda request: request, build=built)


def built(facts) -> Report:
    report = sample(key=KEY, lang=facts.lang)
    return report.model_copy(update={"as_of": facts.as_of, "subtitle": Text(facts.params["order"], facts.params["order"])})


def order_csv(*goods: str) -> bytes:
    return "\n".join((HEAD, *(goods or GOODS))).encode()


def upload(data: bytes, name="drinks.csv", field="file") -> dict:
    return {field: SimpleUploadedFile(name, data)}


def body(answer) -> str:
    return answer.content.decode()


def form_value(answer, name: str) -> str:
    """The value of a hidden field on the page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', body(answer))
    return found[1] if found else ""


def problem(answer) -> str:
    """The words of the alert on the page."""
    found = re.search(r'role="alert">(.*?)</div></div>', body(answer), re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""
