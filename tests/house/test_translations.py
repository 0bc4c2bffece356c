"""Every message has both languages, and the compiled catalogue says what the source says."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.house.tree import SOURCE, files, python, short

CATALOGUES = sorted(SOURCE.glob("locale/*/LC_MESSAGES/django.po"))
FIELD = re.compile(r"%\(\w+\)s|%[sd]|\{\w*\}")
MARKED = re.compile(r"""\b(?:gettext|gettext_lazy|ngettext|pgettext|_)\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
TEMPLATE = re.compile(r"""\{%\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""")


def catalogue(file):
    return read_po(io.BytesIO(file.read_bytes()))


@pytest.fixture(params=CATALOGUES, ids=short)
def po(request):
    return request.param


def test_every_message_is_translated(po):
    assert [m.id for m in catalogue(po) if m.id and (not m.string or m.fuzzy)] == []


def test_translations_keep_the_fields_of_the_message(po):
    pairs = [(m.id, m.string) for m in catalogue(po) if m.id and isinstance(m.id, str)]
    assert [message for message, said in pairs if sorted(FIELD.findall(message)) != sorted(FIELD.findall(said))] == []


def said(messages) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Message to translation; a plural has several forms on both sides."""

    def forms(words) -> tuple[str, ...]:
        return (words,) if isinstance(words, str) else tuple(words)

    return {forms(m.id): forms(m.string) for m in messages if m.id}


def test_compiled_catalogue_is_fresh(po):
    compiled = read_mo(io.BytesIO(po.with_suffix(".mo").read_bytes()))
    assert said(compiled) == said(catalogue(po)), "run: make messages"


def messages() -> set[str]:
    """Messages marked in Python and in templates; block translations are left to makemessages."""
    sources = [(file, MARKED) for file in python() if "gettext" in file.read_text(encoding="utf-8")]
    sources += [(file, TEMPLATE) for file in files() if file.suffix == ".html" and SOURCE in file.parents]
    found = (match for file, pattern in sources for match in pattern.findall(file.read_text(encoding="utf-8")))
    return {(double or single).replace('\\"', '"') for double, single in found}


def test_every_marked_message_is_in_the_catalogue():
    known = {m.id if isinstance(m.id, str) else m.id[0] for file in CATALOGUES for m in catalogue(file) if m.id}
    assert sorted(messages() - known) == []


def test_traditional_chinese_uses_full_width_punctuation(po):
    half = re.compile(r"[\u4e00-\u9fff][,;:!?](?=[\u4e00-\u9fff\s]|$)")
    assert [m.string for m in catalogue(po) if "zh" in str(po) and isinstance(m.string, str) and half.search(m.string)] == []
