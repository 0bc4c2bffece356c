"""The desk HS suggestions are made at: what the package ships, what this store has learned, and the firm's own decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from argosy.engines.hs.asking import Question, Vague
from argosy.engines.hs.goods import Known, Place, Tree
from argosy.engines.hs.index import Index
from argosy.engines.hs.model import Model
from argosy.engines.hs.storing import FORM, pack, unpack
from argosy.engines.hs.suggesting import Answer, Desk, Reason, suggest
from argosy.engines.hs.wording import included
from argosy.kernel.text import Text
from argosy.records.permission import Actor
from argosy.rules import nomenclature

KEPT = 4  # index files kept: those of other editions go when a newer one is written
KINDS = {
    "decision": Text("本公司曾歸列", "The firm's own decision"),
    "example": Text("已歸列之例", "Labelled example"),
    "glossary": Text("商品詞彙", "Vocabulary of goods"),
    "tariff": Text("稅則貨名", "Title in a tariff"),
    "nomenclature": Text("HS 品名", "HS title"),
    "heading": Text("所屬節", "Heading"),
}


@cache
def tree() -> Tree:
    """The chapters, headings and subheadings of the edition the package ships."""
    return Tree((Place(code, en, zh or _word(code)) for code, (en, zh) in nomenclature.titles().items()), nomenclature.EDITION)


def _word(code: str) -> str:
    return "、".join(_words().get(code, ())[:3])


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {code: zh for code, zh, _ in nomenclature.words()}


def shipped() -> list[Known]:
    """The vocabulary of goods, and the titles of all levels without what they exclude."""
    goods = [Known(text, code, "glossary") for code, zh, en in nomenclature.words() for text in (*zh, *en)]
    named = nomenclature.titles().items()
    titled = [Known(included(en), code, "nomenclature" if len(code) == 6 else "heading") for code, (en, _) in named]
    return [*goods, *titled, *(Known(zh, code, "heading") for code, (_, zh) in named if zh)]


def desk(
    folder: Path, learned: Sequence[Callable[[], list[Known]]], editions: str, own: Sequence[Known], building: Callable[[], None]
) -> Desk:
    """The desk. ``learned`` gives the store's texts, read only when the index for ``editions`` is not on disk yet."""
    key = sha256(f"{FORM} {nomenclature.fingerprint()} {editions}".encode()).hexdigest()[:24]
    index = _kept(folder / f"{key}.index", lambda: [one for part in learned for one in part()] + shipped(), building)
    models = nomenclature.models()
    return Desk(tree(), index, Index.of(own), Model.of(models["taught"]), Model.of(models["plain"]), vague(), questions())


def store_desk(actor: Actor | None, building: Callable[[], None] = lambda: None) -> Desk:
    """The desk of this store on its day, for whoever may see classifications. ``building`` is called before an index is built."""
    from argosy.records.catalog import learning, queries
    from argosy.records.home import home
    from argosy.records.reference.queries import today

    own = queries.decided_goods(today(), actor=actor)
    editions = " ".join(learning.editions(actor=actor))
    return desk(home() / "hs", [lambda: learning.learned(actor=actor)], editions, own, building)


def shipped_desk(folder: Path, building: Callable[[], None] = lambda: None) -> Desk:
    """The desk of what the package ships alone; its index is kept in ``folder``."""
    return desk(folder / "hs", [], "", [], building)


@cache
def vague() -> Vague:
    """Words that name no goods, and makers."""
    lists = nomenclature.vague()
    return Vague.of(lists["words"], lists["brands"])


@cache
def questions() -> tuple[Question, ...]:
    """The questions there are."""
    return tuple(
        Question(row["id"], Text(row["zh"], row["en"]), tuple(tuple(words) for words in row["answers"])) for row in nomenclature.questions()
    )


_loaded: dict[str, Index] = {}


def _kept(file: Path, known: Callable[[], list[Known]], building: Callable[[], None]) -> Index:
    if file.name in _loaded:
        return _loaded[file.name]
    index = unpack(file.read_bytes()) if file.is_file() else None
    if index is None:
        building()
        index = Index.of(known())
        _write(file, pack(index))
    _loaded.clear()
    _loaded[file.name] = index
    return index


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_bytes(data)
    partial.replace(file)
    older = sorted(file.parent.glob("*.index"), key=lambda one: one.stat().st_mtime, reverse=True)[KEPT:]
    for one in older:
        one.unlink(missing_ok=True)


def as_json(answer: Answer) -> list[dict[str, Any]]:
    """Suggestions as the public contract writes them."""
    return [
        {
            "code": one.code,
            "score": one.score,
            "title_en": one.title.en,
            "title_zh": one.title.zh,
            "because": [reason_json(reason) for reason in one.because],
        }
        for one in answer.suggestions
    ]


def reason_json(reason: Reason) -> dict[str, Any]:
    """One reason: its kind in both languages, the text it rests on, the words in common, likeness, and who or where."""
    kind = KINDS[reason.kind]
    return {
        "kind": reason.kind,
        "label_zh": kind.zh,
        "label_en": kind.en,
        "text": reason.text,
        "matched": list(reason.matched),
        "likeness": reason.likeness,
        "note": reason.note,
    }


__all__ = ["as_json", "desk", "questions", "shipped", "shipped_desk", "store_desk", "suggest", "tree", "vague"]
