"""Which of fourteen cost lines the seller pays under each of the eleven rules of Incoterms 2020.

Source: Incoterms 2020 (ICC publication 723E), articles A2/B2 delivery, A4/B4 carriage, A5/B5 insurance, A7/B7 clearance, A8/B8 packing and A9/B9
costs of each rule, as tabulated by the usual published charts. Two readings the rules leave to the named place are settled here: FCA is taken as
delivery at the terminal, cleared and handed over there (so its costs reach as far as FOB's but for loading on board); under D rules the seller
insures its own risk, without a duty to the buyer to do so.
"""

from __future__ import annotations

from dataclasses import dataclass

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

EDITION = "2020"
TERMS = ("EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP")
SEA_ONLY = frozenset({"FAS", "FOB", "CFR", "CIF"})
"""Rules for sea and inland waterway; the other seven are for any mode."""
INSURED = frozenset({"CIF", "CIP"})
"""Rules under which the seller owes the buyer insurance of 110 % of the price: clauses (C) under CIF, (A) under CIP."""


@dataclass(frozen=True, slots=True)
class CostKind:
    """A cost line. ``seller`` is the set of rules under which the seller pays it; under the others the buyer does."""

    code: str
    name: Text
    seller: frozenset[str]


def _but(*terms: str) -> frozenset[str]:
    return frozenset(TERMS) - set(terms)


_ON_BOARD = _but("EXW", "FCA", "FAS")
_CARRIED = _but("EXW", "FCA", "FAS", "FOB")
_ARRIVED = frozenset({"DAP", "DPU", "DDP"})
COST_KINDS: tuple[CostKind, ...] = (
    CostKind("packing", Text("出口包裝", "Export packing"), frozenset(TERMS)),
    CostKind("loading", Text("起運地裝車", "Loading at origin"), _but("EXW")),
    CostKind("origin_inland", Text("出口國內陸運輸", "Inland transport at origin"), _but("EXW")),
    CostKind("export_clearance", Text("出口報關", "Export clearance"), _but("EXW")),
    CostKind("origin_terminal", Text("裝運港場站費", "Terminal charges at origin"), _but("EXW", "FAS")),
    CostKind("on_board", Text("裝船費", "Loading on board"), _ON_BOARD),
    CostKind("main_carriage", Text("主運費", "Main carriage"), _CARRIED),
    CostKind("insurance", Text("貨物保險", "Cargo insurance"), INSURED | _ARRIVED),
    CostKind("destination_terminal", Text("目的港場站費", "Terminal charges at destination"), _ARRIVED),
    CostKind("destination_inland", Text("進口國內陸運輸", "Inland transport at destination"), _ARRIVED),
    CostKind("unloading", Text("目的地卸貨", "Unloading at the place of destination"), frozenset({"DPU"})),
    CostKind("import_clearance", Text("進口報關", "Import clearance"), frozenset({"DDP"})),
    CostKind("import_duty", Text("進口稅費", "Import duty"), frozenset({"DDP"})),
    CostKind("import_tax", Text("進口營業稅／加值稅", "Import VAT"), frozenset({"DDP"})),
)
BY_CODE = {kind.code: kind for kind in COST_KINDS}
_UNKNOWN_TERM = Text("沒有貿易條件「{term}」；Incoterms 2020 為 {all}", "There is no rule '{term}'; Incoterms 2020 has {all}")
_UNKNOWN_COST = Text("沒有費用項目「{kind}」；可用 {all}", "There is no cost line '{kind}'; there are {all}")


def known_term(term: str) -> str:
    """The rule, or ``BadInput`` naming the eleven."""
    if term not in TERMS:
        raise BadInput(_UNKNOWN_TERM.format(term=term, all=", ".join(TERMS)))
    return term


def kind_of(code: str) -> CostKind:
    """A cost line by its code, or ``BadInput`` naming them all."""
    if code not in BY_CODE:
        raise BadInput(_UNKNOWN_COST.format(kind=code, all=", ".join(BY_CODE)))
    return BY_CODE[code]


def payer(kind: str, term: str) -> str:
    """``seller`` or ``buyer``: who pays a cost line under a rule."""
    return "seller" if known_term(term) in kind_of(kind).seller else "buyer"


def table() -> dict[str, dict[str, str]]:
    """Every cost line under every rule: ``{cost: {term: payer}}``."""
    return {kind.code: {term: payer(kind.code, term) for term in TERMS} for kind in COST_KINDS}
