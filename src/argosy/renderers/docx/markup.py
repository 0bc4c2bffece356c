"""WordprocessingML as text: runs, paragraphs, fields, tables. The body of a document is written here and parsed once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
EMU_PER_MM = 36000
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def plain(text: str) -> str:
    """Text safe between tags; characters XML forbids are dropped."""
    return escape(_FORBIDDEN.sub("", text))


def attribute(text: str) -> str:
    """Text as a quoted attribute."""
    return quoteattr(_FORBIDDEN.sub("", text))


def run(text: str, style: str = "") -> str:
    """A run in a character style; tabs and line ends become marks."""
    if not text:
        return ""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    lines = ("<w:tab/>".join(_text(part) for part in line.split("\t")) for line in text.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{plain(text)}</w:t>' if text else ""


def paragraph(content: str, style: str = "", *, keep: bool = False, extra: str = "") -> str:
    """A paragraph in a style. ``keep`` holds it with the next; ``extra`` are further properties."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:keepNext/>" if keep else "") + extra
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def field(code: str, shown: str, style: str = "") -> str:
    """A field with the result a reader sees before it is updated."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    mark = '<w:r>{p}<w:fldChar w:fldCharType="{t}"/></w:r>'
    return (
        mark.format(p=properties, t="begin")
        + f'<w:r>{properties}<w:instrText xml:space="preserve"> {plain(code)} </w:instrText></w:r>'
        + mark.format(p=properties, t="separate")
        + f"<w:r>{properties}<w:t>{plain(shown)}</w:t></w:r>"
        + mark.format(p=properties, t="end")
    )


def locked(figure: str, content: str) -> str:
    """Runs in a content control that cannot be edited or removed, carrying the id of the figure."""
    name = attribute(figure[-64:])
    return f'<w:sdt><w:sdtPr><w:alias w:val={name}/><w:tag w:val={name}/><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def cell(width: float, content: str, *, span: int = 1, extra: str = "") -> str:
    """A table cell ``width`` millimetres wide; ``extra`` are further cell properties in schema order."""
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{merged}{extra}</w:tcPr>{content}</w:tc>'


def row(cells: Sequence[str], *, head: bool = False, height: float = 0) -> str:
    """A table row that never splits; ``head`` rows repeat on every page."""
    tall = f'<w:trHeight w:val="{twips(height)}" w:hRule="exact"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(style: str, widths: Sequence[float], rows: Sequence[str]) -> str:
    """A table of fixed widths in millimetres, on the grid and on every cell."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    properties = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/>'
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def borders(**sides: tuple[int, str] | None) -> str:
    """Cell borders: eighths of a point and colour by side (top, left, bottom, right); ``None`` removes one."""
    parts = []
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            line = sides[side]
            parts.append(
                f'<w:{side} w:val="single" w:sz="{line[0]}" w:space="0" w:color="{line[1]}"/>' if line else f'<w:{side} w:val="nil"/>'
            )
    return f"<w:tcBorders>{''.join(parts)}</w:tcBorders>"


def shade(color: str) -> str:
    """A cell's background."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


def picture(relation: str, number: int, width: float, height: float, alt: str) -> str:
    """An inline picture, millimetres wide and high, with its words."""
    size = f'cx="{round(width * EMU_PER_MM)}" cy="{round(height * EMU_PER_MM)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr={attribute(alt)}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
