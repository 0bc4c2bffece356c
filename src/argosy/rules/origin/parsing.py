"""From the notation of a product rule to its value. What cannot be read raises ``BadInput`` showing the text and the place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from typing import cast

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.origin.codes import Codes, Run, run
from argosy.rules.origin.language import BASES, DIGITS, Ceiling, Content, Either, Every, Level, Process, Rule, Shift, Weight, Wholly

_TOKEN = re.compile(r"\s*(?P<token>>=|<=|[(),:%/-]|\d[\d.]*|[A-Za-z_][A-Za-z_]*)")
_SIGNS = {"≥": ">=", "≤": "<=", "–": "-", "—": "-", "＜=": "<="}
_NOUNS = {"chapter", "chapters", "heading", "headings", "subheading", "subheadings"}
DEEPEST = 20


def parse_rule(text: str) -> Rule:
    """The rule in ``text``."""
    return _Reader(text).whole()


def parse_codes(text: str) -> Codes:
    """A list of codes by itself: ``03.01, chapter 50 to 55``."""
    reader = _Reader(text)
    found = reader.codes()
    reader.end()
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.depth, self.place = text, 0, 0
        self.tokens = self._tokens()

    def whole(self) -> Rule:
        rule = self._either()
        self.end()
        return rule

    def end(self) -> None:
        if self._peek():
            raise self._refuse(f"「{self._peek()}」不在其位", f"“{self._peek()}” does not belong here")

    def _tokens(self) -> list[str]:
        words = unicodedata.normalize("NFKC", self.text).rstrip()
        for sign, plain in _SIGNS.items():
            words = words.replace(sign, plain)
        found, at = [], 0
        while at < len(words):
            match = _TOKEN.match(words, at)
            if match is None:
                raise self._refuse(f"「{words[at:].strip()[:12]}」不認得", f"“{words[at:].strip()[:12]}” is not known")
            found.append(match["token"])
            at = match.end()
        return found

    def _refuse(self, zh: str, en: str) -> BadInput:
        return BadInput(
            Text("原產地規則「{t}」不能使用：{zh}", "Rule of origin “{t}” cannot be used: {en}").format(t=self.text[:200], zh=zh, en=en)
        )

    def _peek(self, ahead: int = 0) -> str:
        at = self.place + ahead
        return self.tokens[at] if at < len(self.tokens) else ""

    def _take(self, *expected: str) -> str:
        token = self._peek()
        if not token or (expected and token.lower() not in expected):
            want = "、".join(expected) or "條件"
            raise self._refuse(
                f"此處應為 {want}", f"{' or '.join(expected) or 'a condition'} is expected{f' before {token!r}' if token else ''}"
            )
        self.place += 1
        return token

    def _skip(self, word: str) -> bool:
        if self._peek().lower() == word:
            self.place += 1
            return True
        return False

    def _either(self) -> Rule:
        parts = [self._every()]
        while self._skip("or"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Rule:
        parts = [self._factor()]
        while self._skip("and"):
            parts.append(self._factor())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _factor(self) -> Rule:
        if not self._skip("("):
            return self._atom()
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._refuse("括號層次過多", "too many parentheses within each other")
        inner = self._either()
        self._take(")")
        self.depth -= 1
        return inner

    def _atom(self) -> Rule:
        word = self._take()
        if word.upper() in DIGITS:
            return self._shift(cast("Level", word.upper()))
        short = re.fullmatch(r"(?i)RVC", word)
        readers: dict[str, Callable[[], Rule]] = {
            "wo": self._wholly, "maxnom": self._ceiling, "vnm": self._ceiling, "weight": self._weight, "process": self._process,
        }  # fmt: skip
        if short:
            return self._content()
        if word.lower() not in readers:
            raise self._refuse(f"「{word}」不是條件", f"“{word}” is no condition")
        return readers[word.lower()]()

    def _shift(self, level: Level) -> Rule:
        barred = self._after_from(self._skip("except"))
        allowed = self._after_from(self._skip("allowing"))
        own = None
        if self._skip("own"):
            own = self._percent("<=")
        return Shift(level, barred, allowed, own)

    def _after_from(self, there: bool) -> Codes:
        if not there:
            return ()
        self._skip("from")
        return self.codes()

    def _wholly(self) -> Rule:
        return Wholly(self._inside() if self._peek() == "(" else ())

    def _inside(self) -> Codes:
        self._take("(")
        found = self.codes()
        self._take(")")
        return found

    def _content(self) -> Rule:
        method: str = ""
        codes: Codes = ()
        if self._skip("("):
            method = self._take().lower()
            codes = self.codes() if self._skip(":") else ()
            self._take(")")
        return Content(self._percent(">=", needed=False), method, codes)

    def _ceiling(self) -> Rule:
        codes = self._inside() if self._peek() == "(" else ()
        percent = self._percent("<=", needed=False)
        return Ceiling(percent, codes, self._base())

    def _base(self) -> str:
        if self._skip("of"):
            return self._take(*BASES).lower()
        if self._peek() == "(" and self._peek(1).lower() in BASES and self._peek(2) == ")":
            self.place += 3
            return self._peek(-2).lower()
        return ""

    def _weight(self) -> Rule:
        codes = self._inside()
        percent = self._percent("<=")
        return Weight(codes, percent, self.codes() if self._skip("of") else ())

    def _process(self) -> Rule:
        self._take("(")
        name = self._take()
        if not re.fullmatch(r"[a-z][a-z_]*", name):
            raise self._refuse(f"製程名稱「{name}」須為小寫英文", f"the process “{name}” must be a name in small letters")
        self._take(")")
        return Process(name)

    def _percent(self, sign: str, needed: bool = True) -> Fraction:
        if needed or self._peek() in (">=", "<="):
            self._take(sign)
        token = self._take()
        if not re.fullmatch(r"\d+(\.\d+)?", token):
            raise self._refuse(f"「{token}」不是百分比", f"“{token}” is no percentage")
        self._skip("%")
        value = Fraction(token)
        if not 0 <= value <= 100:
            raise self._refuse(f"{token} % 不在 0 至 100 之間", f"{token} % is not between 0 and 100")
        return value

    def codes(self) -> Codes:
        """A list of codes; ``and`` and ``or`` go on with it only when a code follows."""
        found = [self._run()]
        while self._continues():
            self.place += 1
            found.append(self._run())
        return tuple(found)

    def _continues(self) -> bool:
        after = self._peek(1)
        return self._peek().lower() in (",", "/", "and", "or") and (after[:1].isdigit() or after.lower() in _NOUNS)

    def _run(self) -> Run:
        if self._peek().lower() in _NOUNS:
            self.place += 1
        low, high = self._code(), ""
        if self._peek().lower() in ("-", "to", "through"):
            self.place += 1
            high = self._code()
        try:
            return run(low, high)
        except BadInput as wrong:
            raise self._refuse(wrong.message.zh, wrong.message.en) from wrong

    def _code(self) -> str:
        token = self._take()
        return token if token[0].isdigit() else self._code() if token.lower() in _NOUNS else ""
