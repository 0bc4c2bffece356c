"""An index as bytes and back, so that it is built once and read in a moment."""

from __future__ import annotations

import json
import sys
from array import array
from typing import Any

from argosy.engines.hs.bayes import Bayes
from argosy.engines.hs.goods import Known
from argosy.engines.hs.index import LEVELS, Index
from argosy.engines.hs.postings import Postings, Vocabulary

FORM = 2  # changes with every change of wording, weights or layout: an index of another form is built anew


def pack(index: Index) -> bytes:
    """One line of JSON naming the parts, then the texts, then the arrays as they lie in memory."""
    texts = json.dumps(
        {
            "known": [[one.text, one.code, one.kind, one.note] for one in index.known],
            "terms": "\n".join(index.vocabulary.terms),
            "unknown": index.vocabulary.unknown,
            "classes": {n: " ".join(level.classes) for n, level in index.levels.items()},
        },
        ensure_ascii=False,
    ).encode()
    arrays = _arrays(index)
    head = {"form": FORM, "order": sys.byteorder, "texts": len(texts), "arrays": [[a.typecode, len(a) * a.itemsize] for a in arrays]}
    return b"".join((json.dumps(head).encode(), b"\n", texts, *(a.tobytes() for a in arrays)))


def unpack(data: bytes) -> Index | None:
    """The index, or ``None`` when the bytes are of another form, another machine, or cut short."""
    line, _, rest = data.partition(b"\n")
    try:
        head = json.loads(line)
        if (head["form"], head["order"]) != (FORM, sys.byteorder) or len(rest) != head["texts"] + sum(n for _, n in head["arrays"]):
            return None
        return _index(json.loads(rest[: head["texts"]]), _read(memoryview(rest)[head["texts"] :], head["arrays"]))
    except (ValueError, KeyError, TypeError):
        return None


def _arrays(index: Index) -> list[array[Any]]:
    levels = [part for n in LEVELS for part in (*_parts(index.levels[n].terms), index.levels[n].prior, index.levels[n].length)]
    return [index.vocabulary.rarity, *_parts(index.words), *_parts(index.letters), *levels]


def _parts(postings: Postings) -> list[array[Any]]:
    return [postings.starts, postings.rows, postings.weights]


def _read(data: memoryview, layout: list[list[Any]]) -> list[array[Any]]:
    found, at = [], 0
    for code, size in layout:
        one: array[Any] = array(code)
        one.frombytes(data[at : at + size])
        found.append(one)
        at += size
    return found


def _index(texts: dict[str, Any], parts: list[array[Any]]) -> Index:
    rarity, *rest = parts
    vocabulary = Vocabulary(texts["terms"].split("\n"), rarity, texts["unknown"])
    levels = {
        n: Bayes(texts["classes"][str(n)].split(), Postings(*rest[at : at + 3]), rest[at + 3], rest[at + 4])
        for n, at in zip(LEVELS, range(6, len(rest), 5), strict=True)
    }
    return Index([Known(*one) for one in texts["known"]], vocabulary, Postings(*rest[:3]), Postings(*rest[3:6]), levels)
