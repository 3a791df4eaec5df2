"""Word documents (.docx): the paragraphs and what their styles say of them; tables, notes and pictures are passed over."""

from __future__ import annotations

from typing import Any

from bilingual.model import Article
from bilingual.readers.archive import Archive
from bilingual.readers.article import make_article
from bilingual.readers.blocks import Facts, check_length, lay_out

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

STYLES = {"title": "title", "titre": "title", "caption": "caption", "lgende": "caption"}
"""Names of styles without accents and digits, as Word writes them in French and English; headings begin alike."""


def parse(data: bytes, name: str, *, lang: str | None = None) -> list[Article]:
    """The article in the bytes of a Word document.

    Raises:
        ReadError: it is no Word document, or a damaged one.
    """
    tree = Archive(data, name).parse("word/document.xml")
    text, blocks = lay_out((_to_text(p), _get_kind(p)) for p in tree.iterfind(f"{WORD}body/{WORD}p"))
    check_length(blocks, name)
    return [make_article(text, blocks, Facts(), lang)]


def _to_text(paragraph: Any) -> str:
    """The text of its runs; a tab or a line break is a space, and what was deleted is not there."""
    return "".join(
        element.text or "" if element.tag == f"{WORD}t" else " "
        for element in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br")
    )


def _get_kind(paragraph: Any) -> str | None:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    name = (
        "".join(c for c in style.get(f"{WORD}val", "").lower() if c.isascii() and c.isalpha())
        if style is not None
        else ""
    )
    return "subhead" if name.startswith("heading") or (name == "titre" and _has_level(style)) else STYLES.get(name)


def _has_level(style: Any) -> bool:
    """Whether a style is numbered: « Titre1 » is a heading, « Titre » the title."""
    return str(style.get(f"{WORD}val", ""))[-1:].isdigit()
