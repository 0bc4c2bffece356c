"""Suggestions for one description, each with its reasons, or why there is none and what to ask."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.engines.hs.asking import Question, Vague, best_question
from argosy.engines.hs.evidence import Evidence, Neighbour, gather
from argosy.engines.hs.goods import Known, Tree
from argosy.engines.hs.index import Index, word_terms
from argosy.engines.hs.model import Model
from argosy.engines.hs.wording import Wording, pairs, wording
from argosy.kernel.text import Text

REASONS = 3
ALIKE = 0.12
TAUGHT = 200  # labelled texts from which on they are weighed as the model was fitted
NOTHING = Text("沒有可比對的字", "There is nothing to compare")
GENERAL = Text("「{text}」未指明貨品", "“{text}” does not say what the goods are")
MAKER = Text("「{text}」只有品牌或廠牌名稱", "“{text}” is only the name of a maker")
STRANGE = Text("「{text}」的字詞大多不認得", "Most of “{text}” is in no known word")
UNSURE = Text("「{text}」與太多稅則相近，無一可靠", "“{text}” is near too many codes; none is reliable")
NAME = Text(
    "這是什麼貨品？請說明名稱、材質與用途（例：塑膠手機保護殼）",
    "What are the goods? Give name, material and use (such as: plastic protective case for a phone)",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a code: ``kind`` is that of the known text (or ``heading``), ``matched`` the words in common, ``likeness`` 0 to 1."""

    kind: str
    text: str
    matched: tuple[str, ...]
    likeness: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code of six digits; ``score`` is the probability that it is right; the title runs from chapter to subheading."""

    code: str
    score: float
    title: Text
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Suggestions best first; none when the text is too vague, then ``reason`` says why. ``question`` is what would help most."""

    suggestions: tuple[Suggestion, ...]
    reason: Text | None = None
    question: Text | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """All that suggestions are made from. ``own`` holds the firm's decisions; ``plain`` is the model for an index without labelled examples."""

    tree: Tree
    index: Index
    own: Index
    model: Model
    plain: Model
    vague: Vague
    questions: tuple[Question, ...]

    @property
    def fitting(self) -> Model:
        """The model for this index."""
        taught = sum(one.kind == "example" for one in self.index.known)
        return self.model if taught >= TAUGHT else self.plain


def suggest(text: str, desk: Desk, top: int = 5) -> Answer:
    """At most ``top`` codes for a description in English or Chinese."""
    said = wording(text)
    words = " ".join(text.split())[:60]
    refused = _refused(said, desk)
    if refused is not None:
        part = next((q.text for q in desk.questions if q.id == "part_of" and set(said.words) & {"part", "spare", "component"}), NAME)
        return Answer((), refused.format(text=words), part)
    decided = own_decisions(desk.own, said)
    evidence = gather(desk.index, said, [code for code in decided if code in desk.tree])
    model = desk.fitting
    ranked = model.ranked(evidence, {code: one.words for code, one in decided.items()})
    likely = dict(ranked[:10])
    asked = best_question(desk.questions, desk.tree, said, likely)
    question = asked.text if asked else NAME
    if sum(model.probability(share) for _, share in ranked[:5]) < model.least:
        strange = desk.index.vocabulary.known(word_terms(Wording(said.words, said.han))) < 0.2
        return Answer((), (STRANGE if strange else UNSURE).format(text=words), question)
    made = tuple(
        Suggestion(code, round(model.probability(share), 4), desk.tree.title(code), _reasons(desk, said, evidence, code, decided.get(code)))
        for code, share in ranked[:top]
        if code in desk.tree
    )
    return Answer(made, None, question if made and made[0].score < 0.5 else None)


def _refused(said: Wording, desk: Desk) -> Text | None:
    if said.empty:
        return NOTHING
    reason = GENERAL if desk.vague.empty(said) else MAKER if desk.vague.makers(said) else None
    return None if reason is None or _named(said, desk) else reason


def _named(said: Wording, desk: Desk) -> bool:
    """The vocabulary or a decision has these very words, vague as each is alone: a gift box is goods."""
    texts = [one.text for one in (*desk.own.known, *desk.index.known) if one.kind in ("decision", "glossary")]
    return any(wording(text).key == said.key for text in texts)


def own_decisions(own: Index, said: Wording) -> dict[str, Neighbour]:
    """The firm's decision nearest to a text for each code. Words no decision has make all of them less alike."""
    terms = word_terms(said)
    known = own.vocabulary.known(terms)
    found: dict[str, Neighbour] = {}
    for row, likeness in own.words.scores(own.vocabulary.vector(terms)).items():
        code = own.known[row].code
        if code not in found or likeness * known > found[code].words:
            found[code] = Neighbour(row, min(1.0, likeness * known), 0.0)
    return found


def _reasons(desk: Desk, said: Wording, evidence: Evidence, code: str, decided: Neighbour | None) -> tuple[Reason, ...]:
    near = sorted(evidence.nearest.get(code, ()), key=lambda one: -one.near)
    found = [_reason(desk.index.known[one.row], one.near, said) for one in near[:REASONS] if one.near >= ALIKE or one is near[0]]
    own = [_reason(desk.own.known[decided.row], decided.words, said)] if decided and decided.words >= ALIKE else []
    return (*own, *found, _heading(desk, said, code))


def _reason(known: Known, likeness: float, said: Wording) -> Reason:
    return Reason(known.kind, known.text, matched(said, wording(known.text)), round(likeness, 3), known.note)


def _heading(desk: Desk, said: Wording, code: str) -> Reason:
    place = desk.tree.places[code[:4]]
    return Reason("heading", f"{code[:4]} {place.en}", matched(said, wording(f"{place.en} {place.zh}")), 0.0)


def matched(one: Wording, other: Wording) -> tuple[str, ...]:
    """Words and pairs of Chinese characters that two texts share, in the order of the first."""
    theirs = {*other.words, *pairs(other.han)}
    return tuple(dict.fromkeys(term for term in (*one.words, *(p for p in pairs(one.han) if len(p) > 1)) if term in theirs))
