"""Bilingual text: every word the product says exists in Traditional Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh-Hant", "en", "both"]
LANGS: tuple[Lang, ...] = ("zh-Hant", "en", "both")


@dataclass(frozen=True, slots=True)
class Text:
    """One phrase in both languages. ``zh`` is Traditional Chinese as written in Taiwan; ``en`` is sentence case."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """The phrase in ``lang``; ``both`` gives Chinese, a space and English. A missing side falls back to the other."""
        zh, en = self.zh or self.en, self.en or self.zh
        if lang == "both":
            return zh if zh == en else f"{zh} {en}"
        return en if lang.startswith("en") else zh

    def format(self, **values: object) -> Text:
        """Fill ``{name}`` places. A ``Text`` value is put in its own language on each side."""
        return Text(_fill(self.zh, "zh-Hant", values), _fill(self.en, "en", values))

    @property
    def inside(self) -> Text:
        """The phrase as it stands inside a sentence: English begins small, unless it begins with an abbreviation (``GST``)."""
        first, second = self.en[:1], self.en[1:2]
        return self if second.isupper() or second.isdigit() else Text(self.zh, first.lower() + self.en[1:])

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


def _fill(template: str, lang: str, values: dict[str, object]) -> str:
    return template.format(**{k: v.say(lang) if isinstance(v, Text) else v for k, v in values.items()})


def same(words: str) -> Text:
    """A phrase that reads alike in both languages: a code, a name, a number."""
    return Text(words, words)


def halved(told: str) -> Text:
    """A line kept in both languages, Chinese first, as its halves; one that is not in both reads alike in either."""
    for at, sign in enumerate(told):
        if sign == " " and _chinese(told[:at]) and not _chinese(told[at:]):
            return Text(told[:at], told[at + 1 :])
    return same(told)


def _chinese(told: str) -> bool:
    return any(ord(sign) > 0x2E80 for sign in told)


NOTHING = Text("", "")
