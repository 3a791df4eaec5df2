"""EPUB: each chapter an article, in the order of the spine. Nothing is unpacked onto the disk.

Names in the archive are only looked up, never written; entities are not resolved; a bomb is stopped at a size no book has.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from bilingual.errors import ReadError
from bilingual.model import Article, Paragraph
from bilingual.readers.article import make_article
from bilingual.readers.blocks import Facts, check_length, lay_out
from bilingual.readers.dates import find_date
from bilingual.readers.decoding import decode
from bilingual.readers.markup import find_marks, parse_tree

LARGEST_CHAPTER, LARGEST_BOOK = 32 * 2**20, 256 * 2**20
"""Bytes that the text of one chapter and of a whole book may unpack to."""

DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What the zip module raises for archives that are none, cut short, or made to deceive."""

CONTAINER = "META-INF/container.xml"
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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            path = _find_package(archive, name)
            package = _parse_xml(_unpack(archive, path, name), name)
            facts = _read_facts(package)
            return facts, list(_read_chapters(archive, path, package, name, facts, lang))
    except DAMAGE as error:
        raise ReadError(f"{name} is no EPUB, or a damaged one ({error}): download or export it again.") from error


def _read_chapters(
    archive: zipfile.ZipFile, package_path: str, package: Any, name: str, facts: Facts, lang: str | None
) -> Iterator[Article]:
    protected = _find_protected(archive, name)
    items = {
        str(item.get("id")): item
        for item in package.iterfind(".//opf:manifest/opf:item", NAMESPACES)
        if item.get("media-type") in CHAPTER_TYPES and "nav" not in str(item.get("properties")).split()
    }
    unpacked = 0
    for reference in package.iterfind(".//opf:spine/opf:itemref", NAMESPACES):
        item = items.get(str(reference.get("idref")))
        if item is None or reference.get("linear") == "no":
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(package_path), unquote(str(item.get("href")))))
        if path in protected:
            raise ReadError(f"{name} is protected against copying and cannot be read: use a copy without protection.")
        data = _unpack(archive, path, name)
        unpacked += len(data)
        if unpacked > LARGEST_BOOK:
            raise ReadError(f"{name} unpacks to more than {LARGEST_BOOK // 2**20} MB, which no book does.")
        article = _read_chapter(data, f"{name}: {path}", facts, lang)
        if article.paragraphs:
            yield article


def _find_package(archive: zipfile.ZipFile, name: str) -> str:
    container = _parse_xml(_unpack(archive, CONTAINER, name), name)
    root = container.find(".//container:rootfile", NAMESPACES)
    if root is None or not root.get("full-path"):
        raise ReadError(f"{name} does not say where its book is: it is no EPUB; export it again.")
    return str(root.get("full-path"))


def _find_protected(archive: zipfile.ZipFile, name: str) -> set[str]:
    """The paths of encrypted files; a book may have its fonts scrambled and be readable all the same."""
    try:
        data = _unpack(archive, "META-INF/encryption.xml", name)
    except KeyError:
        return set()
    return {unquote(str(e.get("URI"))) for e in _parse_xml(data, name).iterfind(".//enc:CipherReference", NAMESPACES)}


def _read_facts(package: Any) -> Facts:
    def first(tag: str) -> str | None:
        text = package.findtext(f".//dc:{tag}", None, NAMESPACES)
        return text.strip() or None if text else None

    language, date = first("language"), first("date")
    return Facts(
        first("title"), first("creator"), find_date(date) or date if date else None, language and language[:2].lower()
    )


def _read_chapter(data: bytes, name: str, book: Facts, lang: str | None) -> Article:
    marks = find_marks(parse_tree(decode(data, name), name))
    heading = next((n for n, m in enumerate(marks[:3]) if m.tag in {"h1", "h2", "h3"}), None)
    text, blocks = lay_out((m.text, "title" if n == heading else m.kind) for n, m in enumerate(marks))
    check_length(blocks, name)
    title = marks[heading].text if heading is not None else None
    return make_article(text, blocks, replace(book, title=title), lang)


def _unpack(archive: zipfile.ZipFile, path: str, name: str) -> bytes:
    """The bytes of one file of the archive; what its header says of the size is not believed."""
    with archive.open(path) as file:
        data = file.read(LARGEST_CHAPTER + 1)
    if len(data) > LARGEST_CHAPTER:
        raise ReadError(f"{name}: {path} unpacks to more than {LARGEST_CHAPTER // 2**20} MB, which no chapter does.")
    return data


def _parse_xml(data: bytes, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise ReadError(f"{name} is a damaged EPUB ({error}): download or export it again.") from error
    if root is None:
        raise ReadError(f"{name} is a damaged EPUB (its list of chapters is empty): download or export it again.")
    return root
