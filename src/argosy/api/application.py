"""The API itself: its title, its operations, its errors and its documentation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Swagger
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from argosy.api import (
    administration,
    archive,
    consultations,
    customers,
    documents,
    duty,
    errors,
    hs,
    life,
    market_figures,
    markets,
    offers,
    order_changes,
    orders,
    origin,
    outputs,
    owing,
    parties,
    people,
    people_changes,
    products,
    reference,
    sales,
    selling,
    service,
    standards,
    studies,
    system,
    tariff,
    tokens,
    trade,
    work,
)
from argosy.api.door import Closed
from argosy.api.manual import signed_in

DESCRIPTION = """\
The records and documents of the firm for programs: the same objects, names and rules as the web pages and the command line.

**Who calls.** Send `Authorization: Bearer argosy_…`. A token stands for its owner and is limited to its scopes: `read`, `write` (records),
`documents` (the life of documents) and `admin`. Pages of a signed-in web session may call too; writing then needs `X-CSRFToken`.

**Values.** Money, rates and quantities are text (`"1234.50"`), dates ISO 8601, countries ISO 3166-1, currencies ISO 4217, units UN/ECE
Rec 20, languages `zh-Hant` or `en`.

**Errors** have one shape: `{"error": {"code", "message": {"zh", "en"}, "problems": [{"where", "row", "field", "message"}]}}`. 401 nobody
known asks, 403 not for this person or token, 404 no such thing, 409 its state forbids it, 413 too large, 422 bad input with every fault
listed, 429 too often (see `Retry-After`).

**Writing once.** Send `Idempotency-Key` with a write. The same key and content within 24 hours get the stored answer again, marked
`Idempotency-Replayed: true`; the same key with other content is refused (422). A refused call frees its key.

**Lists** come in pages: `limit` (at most 200) and `offset` in, `count`, `next` and `items` out.
"""


class ExactParser(Parser):
    """Reads JSON bodies; a number with a decimal point becomes a Decimal, never a float."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body of a request. NaN and Infinity are no JSON."""
        return json.loads(request.body, parse_float=Decimal, parse_constant=_no_number)


class Encoder(NinjaJSONEncoder):
    """Decimals as plain digits, without an exponent."""

    def default(self, o: Any) -> Any:
        """What the standard encoder does not know."""
        return f"{o:f}" if isinstance(o, Decimal) else super().default(o)


class Renderer(JSONRenderer):
    """JSON in UTF-8, Chinese readable."""

    encoder_class = Encoder
    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number in JSON")


def _operation_id(operation: Any) -> str:
    return str(operation.view_func.__name__)


api = NinjaAPI(
    title="Argosy API",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    auth=Closed(),
    parser=ExactParser(),
    renderer=Renderer(),
    docs=Swagger(settings={"persistAuthorization": False, "validatorUrl": None}),
    docs_decorator=signed_in,
)
errors.install(api)
_PARTS = (
    system, standards, outputs, documents, life, archive, orders, order_changes, studies, consultations, sales, offers, selling, customers, owing, service, trade,
    duty, tariff, origin, hs, market_figures, parties, products, markets, work, people, people_changes, tokens, reference, administration,
)  # fmt: skip
for _router in dict.fromkeys(part.router for part in _PARTS):  # reading and changing one kind of record share a router
    api.add_router("", _router)
