"""A product rule in words, in both languages, as it is printed beside its working."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from argosy.kernel.money import decimal_text
from argosy.kernel.text import NOTHING, Text
from argosy.rules.origin.codes import Codes, in_words
from argosy.rules.origin.language import Ceiling, Content, Either, Every, Process, Rule, Shift, Weight, Wholly

LEVELS: dict[str, Text] = {
    "CC": Text("非原產材料之章（前 2 碼）全部改變", "all non-originating materials change chapter"),
    "CTH": Text("非原產材料之節（前 4 碼）全部改變", "all non-originating materials change heading"),
    "CTSH": Text("非原產材料之目（前 6 碼）全部改變", "all non-originating materials change subheading"),
    "ANY": Text("得以任何稅則號列之非原產材料生產", "production from non-originating materials of any heading"),
}
BASE_WORDS: dict[str, Text] = {
    "exw": Text("出廠價格", "the ex-works price"),
    "fob": Text("FOB 價格", "the FOB value"),
    "net_cost": Text("淨成本", "net cost"),
    "transaction_value": Text("交易價格", "the transaction value"),
    "customs_value": Text("完稅價格", "the customs value"),
}


class Describer:
    """Puts rules into words. ``processes`` gives names of processes, ``methods`` those of value methods, ``base`` the agreement's own."""

    def __init__(self, processes: Mapping[str, Text], methods: Mapping[str, Text], base: str) -> None:
        self.processes, self.methods, self.base = processes, methods, base

    def say(self, rule: Rule) -> Text:
        """The rule as a phrase."""
        kinds: dict[type, Callable[[Any], Text]] = {
            Shift: self._shift, Wholly: self._wholly, Content: self._content, Ceiling: self._ceiling, Weight: self._weight,
            Process: self._process, Every: self._every, Either: self._either,
        }  # fmt: skip
        return kinds[type(rule)](rule)

    def _shift(self, rule: Shift) -> Text:
        said = LEVELS[rule.level]
        if rule.barred:
            said = _add(said, Text("，{c}之材料除外", ", except from {c}").format(c=_codes(rule.barred)))
        if rule.allowed:
            said = _add(said, Text("，{c}之材料得不改變", ", materials of {c} need not").format(c=_codes(rule.allowed)))
        if rule.own is not None:
            own = Text("，與產品同號列之材料以價格 {p} % 為限", ", materials classified as the product up to {p} % of its value")
            said = _add(said, own.format(p=decimal_text(rule.own)))
        return said

    def _wholly(self, rule: Wholly) -> Text:
        if not rule.codes:
            return Text("完全取得", "wholly obtained")
        return Text("所用{c}之材料須完全取得", "all materials of {c} are wholly obtained").format(c=_codes(rule.codes))

    def _content(self, rule: Content) -> Text:
        method = self.methods.get(rule.method, Text("", ""))
        by = Text("（{m}）", " ({m})").format(m=method) if method else NOTHING
        only = Text("，僅計{c}之材料", ", counting only materials of {c}").format(c=_codes(rule.codes)) if rule.codes else NOTHING
        said = Text("區域產值含量{by}不低於 {p} %{only}", "regional value content{by} of at least {p} %{only}")
        return said.format(by=by, p=decimal_text(rule.percent), only=only)

    def _ceiling(self, rule: Ceiling) -> Text:
        what = _of(rule.codes)
        said = Text("{w}非原產材料價值不超過{b}之 {p} %", "non-originating materials{w} are at most {p} % of {b}")
        return said.format(w=what, b=BASE_WORDS[rule.base or self.base], p=decimal_text(rule.percent))

    def _weight(self, rule: Weight) -> Text:
        of = (
            Text("{c}材料重量", "the weight of materials of {c}").format(c=_codes(rule.of))
            if rule.of
            else Text("產品重量", "the weight of the product")
        )
        said = Text("{w}非原產材料重量不超過{of}之 {p} %", "non-originating materials{w} weigh at most {p} % of {of}")
        return said.format(w=_of(rule.codes), of=of, p=decimal_text(rule.percent))

    def _process(self, rule: Process) -> Text:
        return self.processes.get(rule.name, Text(rule.name, rule.name))

    def _every(self, rule: Every) -> Text:
        return _joined([self._inner(p) for p in rule.parts], Text("，且", ", and "))

    def _either(self, rule: Either) -> Text:
        return _joined([self._inner(p) for p in rule.parts], Text("；或", "; or "))

    def _inner(self, part: Rule) -> Text:
        said = self.say(part)
        return Text(f"（{said.zh}）", f"({said.en})") if isinstance(part, Either) else said


def _of(codes: Codes) -> Text:
    return Text("{c}之", " of {c}").format(c=_codes(codes)) if codes else NOTHING


def _add(a: Text, b: Text) -> Text:
    return Text(a.zh + b.zh, a.en + b.en)


def _joined(parts: list[Text], by: Text) -> Text:
    return Text(by.zh.join(p.zh for p in parts), by.en.join(p.en for p in parts))


def _codes(codes: Codes) -> Text:
    said = in_words(codes)
    before = " " if said.zh[:1].isdigit() else ""
    return Text(f"{before}{said.zh}{' ' if said.zh[-1:].isdigit() else ''}", said.en)
