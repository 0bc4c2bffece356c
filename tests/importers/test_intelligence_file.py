from __future__ import annotations

from datetime import date

import pytest

from argosy.importers.intelligence_file import MAX_ITEMS, read_items, read_text
from argosy.kernel.errors import BadInput

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>d</title><item><title>Rims &amp; hubs</title><link>https://a.example/1</link>
<description>&lt;p&gt;Up &lt;b&gt;9&lt;/b&gt; %&lt;/p&gt;</description><pubDate>Tue, 02 Jun 2026 09:00:00 +0800</pubDate></item><item><description>no title</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>茶葉</title><link href="https://a.example/2"/><published>2026-06-03T00:00:00Z</published><summary>s</summary></entry></feed>"""
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "T", "url": "https://a.example/3", "content_html": "<i>x</i>", "date_published": "2026-06-04T01:00:00Z"}]}'


def test_a_table_is_read_under_chinese_headings_with_its_bad_cells_told():
    table = "標題,市場,商品HS,發生日,來源\n甲,越南,8714.92,115/6/2,GSO\n乙,火星,,2026-06-02,\n,VN,,,\n"
    file = read_items("items.csv", table.encode())
    assert file.rows == ((2, {"title_zh": "甲", "market": "VN", "hs": "871492", "observed": date(2026, 6, 2), "source": "GSO"}),)
    assert [(problem.row, problem.field) for problem in file.rejected] == [(3, "market"), (4, "title_zh")]


def test_what_holds_for_all_does_not_replace_what_a_row_says():
    file = read_items("x.csv", b"title,market\nA,VN\nB,\n", {"market": "JP", "source": "S-1", "kind": ""})
    assert [(row["market"], row["source"], "kind" in row) for _, row in file.rows] == [("VN", "S-1", False), ("JP", "S-1", False)]


@pytest.mark.parametrize(
    ("name", "data", "form", "row"),
    [
        ("f.xml", RSS, "rss", {"title_zh": "Rims & hubs", "summary": "Up 9 %", "url": "https://a.example/1", "observed": date(2026, 6, 2)}),
        ("f.atom", ATOM, "atom", {"title_zh": "茶葉", "summary": "s", "url": "https://a.example/2", "observed": date(2026, 6, 3)}),
        ("f", JSON, "json", {"title_zh": "T", "summary": "x", "url": "https://a.example/3", "observed": date(2026, 6, 4)}),
    ],
)
def test_feeds_are_read_by_what_they_are(name, data, form, row):
    file = read_items(name, data.encode())
    assert (file.form, file.rows[0][1]) == (form, row)


def test_an_entry_without_a_title_is_told():
    assert [problem.row for problem in read_items("f.rss", RSS.encode()).rejected] == [2]


def test_pasted_text_is_one_item_for_each_part():
    file = read_text("越南擴產\r\n第二行\r\nhttps://a.example/9\r\n\r\n\r\n泰國展會")
    assert [row for _, row in file.rows] == [
        {"title_zh": "越南擴產", "summary": "第二行", "url": "https://a.example/9"},
        {"title_zh": "泰國展會"},
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("f.xml", '<!DOCTYPE x [<!ENTITY a "b">]><rss/>'), ("f.xml", "<rss>"), ("f.xml", "<rss><channel/></rss>"), ("f.json", '{"a": 1}'), ("f.json", "{"), ("f.pdf", "x"), ("f.csv", "a,b\n1,2\n"),
        ("f.csv", "title,market\n" + "x,VN\n" * (MAX_ITEMS + 1)),
    ],
)  # fmt: skip
def test_what_is_no_list_of_items_is_refused(name, data):
    with pytest.raises(BadInput):
        read_items(name, data.encode())


def test_nothing_pasted_is_refused():
    with pytest.raises(BadInput):
        read_text("  \n ")
