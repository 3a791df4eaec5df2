"""Word (Office Open XML): both languages in a table of two columns, quotes in the colours of their speakers.

Written directly, so that no library is needed and the same document gives the same bytes.
"""

from __future__ import annotations

import re
from importlib.resources import files

from lxml import etree

from bilingual.model import BilingualDocument
from bilingual.writers.archive import pack
from bilingual.writers.layout import BREAKING, lay_out, list_doubts, name_article, typeset
from bilingual.writers.ledger import Ledger, find_ledger, show_quotes
from bilingual.writers.pieces import INKS, Piece, capitalise, make_pieces, name_classes
from bilingual.writers.xml import SPACE, add, serialise

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CORE = f"{PACKAGE}/metadata/core-properties"

COLUMN = 4930
"""The width of a column in twentieths of a point: two of them fill an A4 page between its margins."""

REGIONS = {"fr": "fr-FR", "en": "en-GB"}
"""Word checks spelling by region; a language that is not named here is written as it is."""

INK = re.compile(r"(?:^|\s)k(\d)(?:\s|$)")
"""The class of a speaker's colour: "q k3 p3" has number 3."""

STYLES = {"title": "Heading1", "subhead": "Heading2", "lede": "Lede", "caption": "Caption"}
"""The paragraph style of each kind of block; others have none."""

CONTENT_TYPES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{TYPE}.styles+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>
"""

PACKAGE_PARTS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>
"""

DOCUMENT_PARTS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>
</Relationships>
"""


def render(document: BilingualDocument) -> bytes:
    """The document as a Word file (.docx)."""
    shown = typeset(document)
    root = etree.Element(_w("document"), nsmap={"w": W})
    body = add(root, _w("body"))
    ledger = find_ledger(shown)
    _add_article(body, shown, ledger)
    _add_ledger(body, shown, ledger)
    _add_paragraph(body, [_plain(f"Made by {document.made_by or 'bilingual'}")], "en", "Note")
    section = add(body, _w("sectPr"))
    _add(section, "pgSz", w="11906", h="16838")
    _add(section, "pgMar", top="1134", right="1021", bottom="1134", left="1021", header="567", footer="567", gutter="0")
    return pack(
        {
            "[Content_Types].xml": CONTENT_TYPES.encode(),
            "_rels/.rels": PACKAGE_PARTS.encode(),
            "word/document.xml": serialise(root),
            "word/_rels/document.xml.rels": DOCUMENT_PARTS.encode(),
            "word/styles.xml": (files("bilingual") / "data" / "docx" / "styles.xml").read_bytes(),
            "docProps/core.xml": _properties(document),
        }
    )


def _add_article(body: etree._Element, document: BilingualDocument, ledger: Ledger) -> None:
    table = _add_table(body)
    for block in lay_out(document):
        style = STYLES.get(block.kind)
        left, right = _add_row(table)
        source = _join([make_pieces(row.source, ledger, "span") for row in block.rows])
        target = _join([make_pieces(row.target, ledger, "target") for row in block.rows])
        _add_paragraph(left, source, document.source.lang, style)
        _add_paragraph(right, target, document.target.lang, style)
        for doubt in list_doubts(block):
            _add_paragraph(right, [_plain(f"† {doubt}")], "en", "Note")
    _add_paragraph(body, [], "en")  # two tables that touch would be one


def _add_ledger(body: etree._Element, document: BilingualDocument, ledger: Ledger) -> None:
    if not ledger.utterances:
        return
    _add_paragraph(body, [_plain("Who says what")], "en", "Heading2")
    table = _add_table(body)
    for said in ledger.utterances:
        left, right = _add_row(table)
        source, target = show_quotes(document, said.quotes)
        ink = name_classes(said.speaker, ledger)[0]
        name = f"{said.number}. {capitalise(said.speaker) if said.speaker else 'Not named'}"
        _add_paragraph(left, [Piece(name, ink, None, ())], document.source.lang, "Speaker")
        _add_paragraph(left, [_plain(source)], document.source.lang)
        _add_paragraph(right, [], "en", "Speaker")  # so that the two quotes stand side by side
        _add_paragraph(right, [_plain(target)], document.target.lang)
    _add_paragraph(body, [], "en")


def _join(rows: list[list[Piece]]) -> list[Piece]:
    """The pieces of a paragraph, with a space between sentences."""
    joined: list[Piece] = []
    for pieces in filter(None, rows):
        joined += [_plain(" "), *pieces] if joined else pieces
    return joined


def _plain(text: str) -> Piece:
    return Piece(text, "", None, ())


def _add_table(body: etree._Element) -> etree._Element:
    table = add(body, _w("tbl"))
    properties = add(table, _w("tblPr"))
    _add(properties, "tblW", w="5000", type="pct")
    _add(properties, "tblLayout", type="fixed")
    grid = add(table, _w("tblGrid"))
    for _ in range(2):
        _add(grid, "gridCol", w=str(COLUMN))
    return table


def _add_row(table: etree._Element) -> list[etree._Element]:
    row = add(table, _w("tr"))
    _add(add(row, _w("trPr")), "cantSplit")
    cells = [add(row, _w("tc")) for _ in range(2)]
    for cell in cells:
        _add(add(cell, _w("tcPr")), "tcW", w=str(COLUMN), type="dxa")
    return cells


def _add_paragraph(parent: etree._Element, pieces: list[Piece], lang: str, style: str | None = None) -> None:
    paragraph = add(parent, _w("p"))
    if style:
        _add(add(paragraph, _w("pPr")), "pStyle", val=style)
    for piece in pieces:
        run = add(paragraph, _w("r"))
        properties = add(run, _w("rPr"))
        ink = INK.search(piece.classes)
        if ink:
            _add(properties, "color", val=INKS[int(ink[1]) - 1].upper())
        if "term" in piece.classes.split():
            _add(properties, "u", val="dotted")
        _add(properties, "lang", val=REGIONS.get(lang, lang))
        add(run, _w("t"), BREAKING.sub(" ", piece.text), {SPACE: "preserve"})


def _add(parent: etree._Element, name: str, **facts: str) -> etree._Element:
    """A child whose attributes, too, are in the name space of Word."""
    return add(parent, _w(name), facts={_w(key): value for key, value in facts.items()})


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _properties(document: BilingualDocument) -> bytes:
    terms = "http://purl.org/dc/elements/1.1/"
    root = etree.Element(f"{{{CORE}}}coreProperties", nsmap={"cp": CORE, "dc": terms})
    add(root, f"{{{terms}}}title", name_article(document))
    if document.source.author:
        add(root, f"{{{terms}}}creator", document.source.author)
    add(root, f"{{{terms}}}language", document.source.lang)
    return serialise(root)
