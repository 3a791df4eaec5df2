"""EPUB: each chapter an article, in the order of the spine."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from bilingual.errors import ReadError
from bilingual.model import Article, Paragraph
from bilingual.readers.archive import Archive
from bilingual.readers.article import make_article
from bilingual.readers.blocks import Facts, check_length, lay_out
from bilingual.readers.dates import find_date
from bilingual.readers.decoding import decode
from bilingual.readers.markup import find_marks, parse_tree

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
NAMESPACES = {
    "container": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "enc": "http://www.w3.org/2001/04/xmlenc#",
}
CHAPTER_TYPES = frozenset({"application/xhtml+xml", "text/html"})


def parse(data: bytes, name: str, *, lang: str | None = None) -> list[Article]:
    """The chapters of an EPUB that have text.

    Raises:
        ReadError: it is no EPUB, damaged, protected, or unpacks to more than any book.
    """
    return _read(data, name, lang)[1]


def parse_book(data: bytes, name: str, *, lang: str | None = None) -> Article:
    """One article of all chapters of an EPUB, their titles as subheads, with the title of the book.

    Raises:
        ReadError: as `parse`.
    """
    facts, chapters = _read(data, name, lang)
    if not chapters:
        raise ReadError(f"{name} holds no text: it may be a book of pictures.")
    texts, paragraphs, at = [], [], 0
    for chapter in chapters:
        for paragraph in chapter.paragraphs:
            own = paragraph.span.of(chapter.text) == facts.title
            kind = {"title": "title" if own else "subhead", "lede": "body"}.get(paragraph.kind, paragraph.kind)
            paragraphs.append(Paragraph(paragraph.span.shift(at), kind))
        texts.append(chapter.text)
        at += len(chapter.text) + 2
    return replace(
        chapters[0],
        text="\n\n".join(texts),
        paragraphs=tuple(paragraphs),
        title=facts.title or chapters[0].title,
        left_out=tuple(piece for chapter in chapters for piece in chapter.left_out),
    )


def _read(data: bytes, name: str, lang: str | None) -> tuple[Facts, list[Article]]:
    archive = Archive(data, name)
    root = archive.parse(CONTAINER).find(".//container:rootfile", NAMESPACES)
    if root is None or not root.get("full-path"):
        raise archive.damaged("it does not say where its book is")
    package = archive.parse(str(root.get("full-path")))
    facts, folder = _read_facts(package), posixpath.dirname(str(root.get("full-path")))
    protected = _find_protected(archive)
    chapters = []
    for href in _find_chapters(package):
        path = posixpath.normpath(posixpath.join(folder, href))
        if path in protected:
            raise ReadError(f"{name} is protected against copying: only a copy without protection can be read.")
        chapters.append(_read_chapter(archive, path, facts, lang))
    return facts, [chapter for chapter in chapters if chapter.paragraphs]


def _find_chapters(package: Any) -> Iterator[str]:
    """The paths of the chapters in the order of the spine, without the table of contents and what stands aside."""
    items = {
        str(item.get("id")): str(item.get("href"))
        for item in package.iterfind(".//opf:manifest/opf:item", NAMESPACES)
        if item.get("media-type") in CHAPTER_TYPES and "nav" not in str(item.get("properties")).split()
    }
    for reference in package.iterfind(".//opf:spine/opf:itemref", NAMESPACES):
        if reference.get("idref") in items and reference.get("linear") != "no":
            yield unquote(items[reference.get("idref")])


def _read_facts(package: Any) -> Facts:
    def first(tag: str) -> str | None:
        text = package.findtext(f".//dc:{tag}", None, NAMESPACES)
        return text.strip() or None if text else None

    language, date = first("language"), first("date")
    return Facts(
        first("title"), first("creator"), find_date(date) or date if date else None, language and language[:2].lower()
    )


def _read_chapter(archive: Archive, path: str, book: Facts, lang: str | None) -> Article:
    name = f"{archive.name}: {path}"
    marks = find_marks(parse_tree(decode(archive.unpack(path), name), name))
    heading = next((n for n, m in enumerate(marks[:3]) if m.tag in {"h1", "h2", "h3"}), None)
    text, blocks = lay_out((m.text, "title" if n == heading else m.kind) for n, m in enumerate(marks))
    check_length(blocks, name)
    title = marks[heading].text if heading is not None else None
    return make_article(text, blocks, replace(book, title=title), lang)


def _find_protected(archive: Archive) -> set[str]:
    """The paths of encrypted files; a book may have its fonts scrambled and be readable all the same."""
    if not archive.holds(ENCRYPTION):
        return set()
    found = archive.parse(ENCRYPTION).iterfind(".//enc:CipherReference", NAMESPACES)
    return {unquote(str(element.get("URI"))) for element in found}
