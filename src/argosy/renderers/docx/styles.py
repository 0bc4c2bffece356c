"""The style sheet: every look of the document has a name, so that a reader can restyle it in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from argosy.renderers.docx.markup import NAMESPACES, twips
from argosy.renderers.widths import SIZES

FONT = "Microsoft JhengHei"
INK, SOFT, LINE, WASH, ACCENT, ALARM, GOOD, AMBER = "15212B", "55636F", "AEB9C2", "F1F4F6", "0B4F6C", "A3271F", "1D6B45", "9A5B00"
NUMBERING = 7
_LEADING = 1.22  # height of a line of this font in ems
PROSE_MM, PROSE_SHORT = 146.0, 26.0
_BAR = 3.2  # millimetres from an accent bar to its text


@dataclass(frozen=True, slots=True)
class _Look:
    """A paragraph style. ``line`` multiplies the font's own line and is set exactly; 0 leaves it free, as pictures need."""

    name: str
    size: float
    based: str = "Normal"
    bold: bool = False
    color: str = INK
    before: float = 0
    after: float = 0
    line: float = 1.3
    keep: bool = False
    align: str = ""
    number: str = ""
    border: str = ""
    tabs: str = ""
    indent: str = ""
    outline: str = ""
    following: str = ""


def cell_style(kind: str, size: float, align: str) -> str:
    """The id of a cell or head style at one of the table sizes."""
    side = {"left": "", "right": "Right", "center": "Center"}[align]
    return f"Argosy{kind}{round(size * 10)}{side}"


def _bar(color: str, width: int = 18) -> str:
    return f'<w:pBdr><w:left w:val="single" w:sz="{width}" w:space="8" w:color="{color}"/></w:pBdr>'


def _tabs(*stops: tuple[str, float]) -> str:
    return "<w:tabs>" + "".join(f'<w:tab w:val="{kind}" w:pos="{twips(mm)}"/>' for kind, mm in stops) + "</w:tabs>"


def _hanging(mm: float, left: float = 0) -> str:
    return f'<w:ind w:left="{twips(left + mm)}" w:hanging="{twips(mm)}"/>'


def _number(level: int, number: int = NUMBERING) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _short() -> str:
    """Lines of prose end 146 mm from the left margin of a portrait page: 45 characters."""
    return f'<w:ind w:right="{twips(PROSE_SHORT)}"/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


_RULE = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="5" w:color="{INK}"/></w:pBdr>'
_FIRM_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="14" w:space="5" w:color="{ACCENT}"/></w:pBdr>'
_ALARM_RULE = f'<w:pBdr><w:top w:val="single" w:sz="24" w:space="2" w:color="{ALARM}"/></w:pBdr>'
_INDENTED = f'<w:ind w:left="{twips(_BAR)}"/>'
_LOOKS = (
    _Look("Title", 19, bold=True, after=2, line=1.1, keep=True), _Look("Subtitle", 10.5, color=SOFT, after=4, keep=True),
    _Look("heading 1", 12.5, bold=True, before=16, after=6, keep=True, number=_number(0), border=_RULE, indent=_hanging(9), outline=_outline(0), following="Normal"),
    _Look("heading 2", 10.5, bold=True, before=11, after=4, keep=True, number=_number(1), indent=_hanging(9), outline=_outline(1), following="Normal"),
    _Look("heading 3", 9.5, bold=True, before=9, after=3, keep=True, number=_number(2), indent=_hanging(11), outline=_outline(2), following="Normal"),
    *(_Look(f"Argosy Heading {n}", 0, based=f"Heading{n}", number=_number(0, 0), indent='<w:ind w:left="0" w:firstLine="0"/>', following="Normal") for n in (1, 2, 3)),
    _Look("caption", 9, bold=True, before=9, after=3, keep=True), _Look("header", 7.4, color=SOFT, line=1.15), _Look("footer", 7.2, color=SOFT, line=1.15),
    _Look("Argosy Prose", 9.5, after=5, indent=_short()), _Look("Argosy Lead", 10.2, after=6, line=1.4, indent=_short()), _Look("Argosy Note", 7.5, color=SOFT, before=3, after=6, line=1.2), _Look("Argosy Guidance", 8.5, color=SOFT, after=4, border=_bar(LINE, 8), indent=_INDENTED),
    _Look("Argosy Picture", 9, line=0, after=2), _Look("Argosy Gap", 6, line=1.0), _Look("Argosy Break", 1, line=1.0),
    _Look("Argosy Firm", 10.5, bold=True, line=1.15), _Look("Argosy Firm Side", 7.2, color=SOFT, line=1.15, align="right"), _Look("Argosy Firm Rule", 3, line=1.0, after=9, border=_FIRM_RULE),
    _Look("Argosy Banner", 8, bold=True, color=ALARM, line=1.2, after=3, border=_ALARM_RULE), _Look("Argosy Control", 8.2, line=1.15, after=1, tabs=_tabs(("left", 21)), indent=_hanging(21)),
    _Look("Argosy Question", 7.5, color=SOFT, before=6, line=1.2, keep=True, border=_bar(ACCENT), indent=_INDENTED), _Look("Argosy Answer", 11, bold=True, line=1.25, keep=True, border=_bar(ACCENT), indent=_INDENTED),
    _Look("Argosy Reason", 9, line=1.25, border=_bar(ACCENT), tabs=_tabs(("left", _BAR + 18)), indent=_hanging(18, _BAR)),
    _Look("Argosy Alarm", 9.2, bold=True, color=ALARM, before=8, line=1.2, keep=True, border=_bar(ALARM), indent=_INDENTED),
    _Look("Argosy Finding", 8.6, line=1.2, border=_bar(ALARM), tabs=_tabs(("left", _BAR + 14)), indent=_hanging(14, _BAR)),
    _Look("Argosy Key Label", 7.5, color=SOFT, line=1.15, keep=True), _Look("Argosy Key", 16, bold=True, line=1.05, keep=True), _Look("Argosy Key Small", 12, bold=True, line=1.05, keep=True),
    _Look("Argosy Key Note", 7.2, color=SOFT, line=1.2), _Look("Argosy Label", 7.6, color=SOFT, line=1.15), _Look("Argosy Value", 8.6, line=1.2),
    _Look("Argosy Group", 8, bold=True, color=ACCENT, line=1.15, keep=True), _Look("Argosy Clause", 9.2, bold=True, before=5, line=1.25, after=1, keep=True), _Look("Argosy Quadrant", 8.6, line=1.25, tabs=_tabs(("left", 6)), indent=_hanging(6)),
    _Look("Argosy Quadrant Head", 9, bold=True, line=1.2, after=2, keep=True), _Look("Argosy Seal", 6.8, color=SOFT, line=1.15, align="center"),
)  # fmt: skip
_CHARACTERS = (
    ("Argosy Strong", "<w:b/>"), ("Argosy Number", f'<w:color w:val="{ACCENT}"/>'), ("Argosy Soft", f'<w:b w:val="0"/><w:color w:val="{SOFT}"/>'),
    ("Argosy English", f'<w:b w:val="0"/><w:color w:val="{SOFT}"/><w:sz w:val="16"/>'), ("Argosy Small", f'<w:b w:val="0"/><w:color w:val="{SOFT}"/><w:sz w:val="14"/>'),
    ("Argosy Mark", f'<w:color w:val="{SOFT}"/><w:vertAlign w:val="superscript"/>'), ("Argosy Missing", f'<w:b w:val="0"/><w:color w:val="{SOFT}"/>'),
    ("Argosy Good", f'<w:color w:val="{GOOD}"/>'), ("Argosy Near", f'<w:color w:val="{AMBER}"/>'), ("Argosy Bad", f'<w:color w:val="{ALARM}"/>'),
    ("Argosy White", '<w:b/><w:color w:val="FFFFFF"/>'),
)  # fmt: skip
_MARGINS = '<w:tblCellMar><w:top w:w="34" w:type="dxa"/><w:left w:w="{left}" w:type="dxa"/><w:bottom w:w="34" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>'
CELL_MM = 1.2
_NARROW = _MARGINS.format(left=twips(CELL_MM), right=twips(CELL_MM))
_RULES = f'<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/><w:insideH w:val="single" w:sz="2" w:space="0" w:color="{LINE}"/></w:tblBorders>'
_HAIRS = f'<w:tblBorders><w:bottom w:val="single" w:sz="2" w:space="0" w:color="{LINE}"/><w:insideH w:val="single" w:sz="2" w:space="0" w:color="{LINE}"/></w:tblBorders>'
_BOX = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CROSS = f'<w:tblBorders><w:insideH w:val="single" w:sz="6" w:space="0" w:color="{INK}"/><w:insideV w:val="single" w:sz="6" w:space="0" w:color="{INK}"/></w:tblBorders>'
_TABLES = (
    ("Argosy Table", _RULES + _NARROW), ("Argosy Fields", _HAIRS + _NARROW), ("Argosy Plain", _MARGINS.format(left=0, right=0)),
    ("Argosy Boxes", f"<w:tblBorders>{_BOX}</w:tblBorders>" + _NARROW), ("Argosy Cross", _CROSS + _MARGINS.format(left=twips(2.5), right=twips(2.5))),
)  # fmt: skip


def style_id(name: str) -> str:
    """The id of a style: its name without spaces, capitalised as office programs do."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


@cache
def style_sheet() -> str:
    """The whole ``styles.xml``."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{INK}"/><w:sz w:val="19"/><w:szCs w:val="19"/>'
        '<w:lang w:val="en-GB" w:eastAsia="zh-TW" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/>'
        f"{_spacing(_Look('Normal', 9.5, after=5))}</w:pPr><w:rPr>{fonts}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    parts = [
        *(_paragraph(look) for look in (*_LOOKS, *_cells())),
        *(_character(*pair) for pair in _CHARACTERS),
        *(_table(*pair) for pair in _TABLES),
    ]
    return f"<w:styles {NAMESPACES}>{defaults}{normal}{''.join(parts)}</w:styles>"


def _cells() -> Iterator[_Look]:
    for size in SIZES:
        for align in ("left", "right", "center"):
            yield _Look(cell_style("Cell", size, align), size, line=1.12, align=align)
            yield _Look(cell_style("Head", size, align), size, bold=True, line=1.08, align=align, keep=True)


def _paragraph(look: _Look) -> str:
    following = f'<w:next w:val="{look.following}"/>' if look.following else ""
    weight = "<w:b/>" if look.bold else ""
    text = (
        f'{weight}<w:color w:val="{look.color}"/><w:sz w:val="{int(look.size * 2)}"/><w:szCs w:val="{int(look.size * 2)}"/>'
        if look.size
        else ""
    )
    keep = "<w:keepNext/><w:keepLines/>" if look.keep else ""
    spacing = _spacing(look) if look.size else ""
    side = f'<w:jc w:val="{look.align}"/>' if look.align else ""
    properties = f"{keep}{look.number}{look.border}{look.tabs}{spacing}{look.indent}{side}{look.outline}"
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(look.name)}"><w:name w:val="{look.name}"/><w:basedOn w:val="{look.based}"/>{following}'
        f"<w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )


def _spacing(look: _Look) -> str:
    line = f'w:line="{round(look.size * look.line * _LEADING * 20)}" w:lineRule="exact"' if look.line else 'w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" {line}/>'


def _character(name: str, properties: str) -> str:
    return f'<w:style w:type="character" w:styleId="{style_id(name)}"><w:name w:val="{name}"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>'


def _table(name: str, properties: str) -> str:
    return f'<w:style w:type="table" w:styleId="{style_id(name)}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr>{properties}</w:tblPr></w:style>'


@cache
def numbering() -> str:
    """``numbering.xml``: one multilevel list bound to the heading styles."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{n + 1}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr>{_tabs(("num", hang))}{_hanging(hang)}</w:pPr><w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:lvl>'
        for n, (text, hang) in enumerate((("%1", 9.0), ("%1.%2", 9.0), ("%1.%2.%3", 11.0)))
    )
    return (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="{NUMBERING}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:num w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num></w:numbering>'
    )
