"""Lines of a tariff found by words in Chinese or English: rare words weigh more, the line's own words more than those above it.

"Not decaffeinated" says little alone: the words it directly stands under ("Coffee, roasted:") count nearly as its own, and few words say more than many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars

# The line's own words count three times those far above it, those just above it nearly as much; a line with the whole phrase twice as much.
OWN, NEAR, ABOVE, PHRASE = 3.0, 2.5, 1.0, 2.0
LONG = 60
"""Characters of a text that counts in full by half: its length beyond them weighs its words down."""
STOP = {"of", "and", "or", "the", "for", "in", "with", "not", "other", "a", "an", "to", "than"}


def words(text: str) -> list[str]:
    """What to look for: English words without their plural, Chinese runs and, when longer than two, their pairs of characters."""
    plain = unicodedata.normalize("NFKC", text).lower()
    found = [_stem(w) for w in re.findall(r"[a-z0-9]+(?:[.'-][a-z0-9]+)*", plain) if w not in STOP]
    for run in re.findall(r"[\u3400-\u9fff]+", plain):
        found += [run] if len(run) <= 2 else [run[i : i + 2] for i in range(len(run) - 1)]
    return list(dict.fromkeys(found))


def ranked(lines: polars.DataFrame, text: str, most: int = 20) -> polars.DataFrame:
    """The best lines for ``text`` with their ``score``, best first; none when no word is found. ``lines`` is a frame of nomenclature lines."""
    import polars as pl

    frame = lines.with_columns(
        _own=_folded(pl.concat_str("zh", pl.lit(" "), "en")), _above=_folded(pl.concat_str("path_zh", pl.lit(" "), "path_en")),
        _near=_folded(pl.concat_str(_last("path_zh"), pl.lit(" "), _last("path_en"))),
    )  # fmt: skip
    terse = {name: LONG / (LONG + pl.col(name).str.len_chars()) for name in ("_own", "_near")}
    sought = list(_weighed(frame, text))
    score, met = pl.lit(0.0), pl.lit(0.0)
    for weight, pattern in sought:
        own, near, above = (pl.col(name).str.contains(pattern) for name in ("_own", "_near", "_above"))
        worth = pl.when(own).then(OWN * (1 + terse["_own"])).when(near).then(NEAR * (1 + terse["_near"])).when(above).then(ABOVE)
        score = score + weight * worth.otherwise(0.0)
        met = met + (own | above).cast(pl.Float64)
    phrase = unicodedata.normalize("NFKC", text).strip().lower()
    whole = pl.when(pl.col("_own").str.contains(phrase, literal=True)).then(PHRASE).otherwise(1.0) if phrase else pl.lit(1.0)
    made = frame.with_columns(score=score * whole * met / max(len(words(text)), 1)).filter(pl.col("score") > 0)
    made = made.with_columns(_length=pl.col("_own").str.len_chars())
    order = made.sort(["score", "declarable", "_length", "code"], descending=[True, True, False, False]).head(most)
    return order.drop("_own", "_near", "_above", "_length")


def _weighed(frame: polars.DataFrame, text: str) -> Iterator[tuple[float, str]]:
    """The words that occur, as patterns, with more weight the fewer lines they occur in."""
    import polars as pl

    total = max(frame.height, 1)
    for word in words(text):
        pattern = rf"(?:^|[^a-z0-9]){re.escape(word)}" if word[0].isascii() else re.escape(word)
        count = frame.select((pl.col("_own").str.contains(pattern) | pl.col("_above").str.contains(pattern)).sum()).item()
        if count:
            yield log(1 + total / count), pattern


def _last(path: str) -> polars.Expr:
    """The words a line stands directly under."""
    import polars as pl

    return pl.col(path).str.split("›").list.last().fill_null("")


def _folded(expr: polars.Expr) -> polars.Expr:
    """Lower case, full-width letters and digits as ASCII."""
    wide = [chr(n) for n in range(0xFF10, 0xFF5B)]
    return expr.str.to_lowercase().str.replace_many(wide, [chr(ord(c) - 0xFEE0).lower() for c in wide])


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
