"""Printed text made plain: mark-up dropped, note marks in one spelling, commas restored, stray spaces closed."""

from __future__ import annotations

import re
from html import unescape

_CJK = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_DOTS = "\u00b7\u2027\u30fb"
_NUMBERS = r"\d+(?:\s*[、,，]\s*\d+)*"
_RAISED = re.compile(r"<sup[^>]*>(.*?)</sup>|\$?\^\s*\{(.*?)\}\$?", re.IGNORECASE)
_BRACKETED = re.compile(rf"\^?\\?[\[［【〔(（]\s*註\s*({_NUMBERS})\s*\\?[\]］】〕)）]")
_BARE = re.compile(rf"\s*註\s*({_NUMBERS})\s*")
_BREAKS = re.compile(r"</?(?:p|br|div|li|ul|ol)\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>")
_MARK = re.compile(r"【註[^】]*】")
_COMMA = re.compile(rf"(?<=[^\s：；。，、！？:;,.])[{_DOTS}]\s+")
_GAP = re.compile(rf"(?<=[{_CJK}]) +(?=[{_CJK}]|\([{_CJK}])")


def paragraphs(printed: str) -> list[str]:
    """The paragraphs of a cell or line: ``<p>``, ``<br>`` and line ends part them; other mark-up goes; notes become 【註n】."""
    text = _RAISED.sub(_lower, printed)
    text = _TAGS.sub("", _BREAKS.sub("\n", text)).replace("**", "")
    text = _BRACKETED.sub(lambda m: _note(m[1]), unescape(text))
    return [line for line in (re.sub(r"\s+", " ", part).strip() for part in text.split("\n")) if line]


def plain(printed: str) -> str:
    """A whole cell or line as one tidy text, note marks kept as 【註n】."""
    whole = ""
    for part in paragraphs(printed):
        whole = join(whole, part)
    return tidy(whole)


def join(left: str, right: str) -> str:
    """Two halves of one text. A space is put only between two Latin words, never beside a Chinese character."""
    if not left or not right:
        return left or right
    if left[-1] in _DOTS or (left[-1].isascii() and right[0].isascii() and right[0].isalnum()):
        return f"{left} {right}"
    return left + right


def tidy(text: str) -> str:
    """Close spaces between Chinese characters and inside brackets; a middle dot with a space after it is a comma."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(rf"^[{_DOTS}]\s+", "", _COMMA.sub("，", text))
    return _GAP.sub("", text.replace("( ", "(").replace(" )", ")"))


def unmarked(text: str) -> str:
    """The text without its 【註n】 marks: a name or a title."""
    return tidy(_MARK.sub("", text))


def _lower(raised: re.Match[str]) -> str:
    inner = raised[1] if raised[1] is not None else raised[2]
    bare = _BARE.fullmatch(inner)
    return _note(bare[1]) if bare else inner


def _note(numbers: str) -> str:
    return "【註" + "、".join(str(int(n)) for n in re.findall(r"\d+", numbers)) + "】"
