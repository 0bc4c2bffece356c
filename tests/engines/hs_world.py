"""A small desk: four chapters, a dozen known texts, a model written by hand."""

from __future__ import annotations

from argosy.engines.hs.asking import Question, Vague
from argosy.engines.hs.evidence import FEATURES
from argosy.engines.hs.goods import Known, Place, Tree
from argosy.engines.hs.index import Index
from argosy.engines.hs.model import Model
from argosy.engines.hs.suggesting import Desk
from argosy.kernel.text import Text

PLACES = (
    ("39", "Plastics and articles thereof", "塑膠"), ("3926", "Articles of plastics", "塑膠製品"), ("392690", "Plastics; other articles", ""),
    ("61", "Apparel; knitted or crocheted", "針織服裝"), ("6109", "T-shirts; knitted or crocheted", "T恤"), ("610910", "T-shirts; of cotton, knitted", ""),
    ("62", "Apparel; not knitted", "梭織服裝"), ("6205", "Shirts; men's", "男襯衫"), ("620520", "Shirts; men's, of cotton, not knitted", ""),
    ("73", "Iron or steel articles", "鋼鐵製品"), ("7318", "Screws, bolts, nuts", "螺絲"), ("731815", "Steel; screws and bolts", ""),
    ("731816", "Steel; nuts", ""),
)  # fmt: skip
TEXTS = (
    ("phone case", "392690", "glossary"), ("手機殼", "392690", "glossary"), ("plastic cover", "392690", "example"), ("cotton t-shirt", "610910", "glossary"),
    ("men's tee", "610910", "example"), ("cotton shirt", "620520", "example"), ("oxford shirt", "620520", "glossary"), ("steel screw", "731815", "glossary"),
    ("螺絲", "731815", "glossary"), ("hex nut", "731816", "example"), ("螺帽", "731816", "glossary"),
)  # fmt: skip
QUESTIONS = (
    Question("knitted", Text("針織還是梭織？", "Knitted or woven?"), (("61", "knitted"), ("62", "woven"))),
    Question("part_of", Text("哪一種機器的零件？", "Part of which machine?"), (("parts",),)),
)


def tree() -> Tree:
    return Tree((Place(*place) for place in PLACES), "HS2022")


def known() -> list[Known]:
    titles = [Known(en, code, "nomenclature" if len(code) == 6 else "heading") for code, en, _ in PLACES]
    return [Known(*text) for text in TEXTS] + titles


def model(least: float = 0.0) -> Model:
    weights = dict.fromkeys(FEATURES, 0.0) | {"example_word": 2.0, "glossary_word": 2.0, "bayes_6": 0.3}
    return Model.of({"weights": weights, "calibration": [[0.0, 0.0], [1.0, 0.9]], "least": least})


def desk(own: tuple[Known, ...] = (), least: float = 0.0) -> Desk:
    vague = Vague.of(["goods", "parts", "gift", "spare", "禮物", "零件"], ["acme"])
    return Desk(tree(), Index.of(known()), Index.of(own), model(least), model(least), vague, QUESTIONS)
