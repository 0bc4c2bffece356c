"""The HTML: everything escaped, every figure askable, no style or script of its own, one id once."""

import re
from html.parser import HTMLParser

import pytest

from argosy.kernel.text import Text
from argosy.renderers import RENDERERS, html
from argosy.renderers.formatting import printed
from argosy.report.model import Section
from tests.renderers import gallery_visuals as drawn
from tests.renderers.gallery import INJECTIONS, gallery, long_table, quotation

pytestmark = pytest.mark.slow

LANGS = ("zh-Hant", "en", "both")
VOID = {"meta", "link", "img", "br", "path", "rect", "line", "circle", "use", "stop"}


class Reader(HTMLParser):
    """Collects tags, attributes and text, and insists that every tag is closed."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.attributes, self.words = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def pages():
    return {lang: Reader(html.fragment(gallery(), lang)) for lang in LANGS}


@pytest.mark.parametrize("lang", LANGS)
def test_every_tag_is_closed_in_order(pages, lang):
    assert pages[lang].open == []


@pytest.mark.parametrize("lang", LANGS)
def test_there_is_no_script_style_or_handler(pages, lang):
    page = pages[lang]
    assert {"script", "style", "iframe", "object"}.isdisjoint(page.tags)
    assert [name for name, _ in page.attributes if name == "style" or name.startswith("on")] == []


def test_nothing_is_fetched_but_the_style_sheet():
    page = RENDERERS.get("html").render(gallery(), "en").decode()
    targets = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert {target for target in targets if not target.startswith(("#", "data:"))} == {"argosy-document.css"}


@pytest.mark.parametrize("lang", LANGS)
def test_what_looks_like_markup_is_text(pages, lang):
    text = "".join(pages[lang].words)
    assert [given for given in INJECTIONS if given not in text] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_of_tables_fields_and_key_figures_can_be_asked_about(pages, lang):
    asked = {value for name, value in pages[lang].attributes if name == "data-figure"}
    kinds = ("table", "fields", "key_figures")
    wanted = {
        v.id
        for b in gallery().blocks()
        if b.kind in kinds
        for v in ([i.value for i in b.items] if b.kind == "key_figures" else _values(b))
        if v.is_figure
    }
    assert wanted - asked == set()


def _values(block):
    return block.items if block.kind == "fields" else [cell for row in block.rows for cell in row.cells.values()]


@pytest.mark.parametrize("lang", LANGS)
def test_ids_are_used_once(pages, lang):
    ids = [value for name, value in pages[lang].attributes if name == "id"]
    assert sorted(ids) == sorted(set(ids))


def test_pictures_are_read_as_one_image_with_words(pages):
    labels = [value for name, value in pages["en"].attributes if name == "aria-label"]
    assert pages["en"].tags.count("svg") == 18
    assert any(label.startswith("World map: imports of nine countries") for label in labels)


def test_heads_have_scope_and_tables_scroll_inside_their_section():
    page = html.fragment(long_table(60), "en")
    assert 'class="ad-scroll ad-long"' in page
    assert page.count('scope="col"') == 4


def test_a_chart_leads_to_its_figures():
    page = html.fragment(gallery(), "en")
    assert '<a href="#b-lines">Figures in Table 1</a>' in page
    assert page.count("<details") == 15


def test_unissued_documents_and_samples_are_marked():
    assert 'class="ad ad-demo ad-unissued ad-wide"' in html.fragment(gallery(), "en")
    assert 'class="ad"' in html.fragment(quotation(demo=False), "en")


def test_the_heading_level_can_follow_the_page_around_it():
    page = html.fragment(quotation(), "en", level=2)
    assert "<h1" not in page
    assert page.count("<h3") == 3


def test_external_documents_carry_no_code_of_the_standard():
    page = html.fragment(quotation(), "both")
    assert "O2.4.1" not in page
    assert "臺北市示範路 1 號" in page


def test_the_style_sheet_knows_every_class_of_the_tables():
    sheet = html.stylesheet()
    assert all(f".{name}" in sheet for name in ("ad-scroll", "ad-long", "ad-total", "ad-group", "ad-sub", "ad-span", "ad-missing"))
    assert "@media print" in sheet


def test_printed_values_are_the_shared_ones():
    report = quotation()
    total = next(v for v in report.values() if v.id == "offer.total")
    assert printed(total, "en").text in html.fragment(report, "en")


def test_words_of_a_chart_are_text_in_its_picture():
    chart = drawn._grouped()
    rows = tuple(row | {"mode": "<script>x</script>&"} for row in chart.rows)
    section = Section(id="s", title=Text("圖", "Chart"), blocks=(chart.model_copy(update={"rows": rows, "alt": Text('"><b>', '"><b>')}),))
    page = Reader(html.fragment(quotation(sections=(section,)), "en"))
    assert {"script", "b"}.isdisjoint(page.tags)
    assert "<script>x</script>&" in page.words
