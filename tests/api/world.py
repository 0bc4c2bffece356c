"""Documents for the API to move: the worksheet built from a small report made by hand, in files that say what they are."""

from __future__ import annotations

from dataclasses import replace

from argosy.deliverables.deliverable import Deliverable, Param
from argosy.kernel.text import Text
from argosy.report.model import Report
from tests.report.samples import sample

__all__ = ["AUTHORED", "KEY", "replace", "sample", "worksheet"]
KEY = "KPS1420-002/O1.2.1"
AUTHORED = {"zh": "進口稅共 [[lines.total.duty]] 元，請於放行前繳納。", "en": "Duty is [[lines.total.duty]] in all; pay before release."}


def worksheet() -> Deliverable:
    """The output under test: asks for an order, builds the same report whatever the order is."""
    order = Param("order", Text("訂單", "Order"), "order", required=True)
    return Deliverable(KEY, (order,), gather=lambda request: request, build=lambda facts: built(facts))


def built(facts) -> Report:
    report = sample(key=KEY, lang=facts.lang)
    return report.model_copy(update={"as_of": facts.as_of, "subtitle": Text(facts.params["order"], facts.params["order"])})
