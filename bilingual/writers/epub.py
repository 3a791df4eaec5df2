"""EPUB 3: an article a chapter, paragraph under paragraph; or the source alone, each sentence opening its translation.

A book keeps its identifier when it is made anew from the same articles, so that a reader keeps the place.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
import uuid
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bilingual.model import BilingualDocument
from bilingual.writers.archive import pack
from bilingual.writers.layout import Block, find_doubts, lay_out, list_doubts, name_article, typeset
from bilingual.writers.ledger import Ledger, find_ledger, show_quotes
from bilingual.writers.metadata import ISO_DATE
from bilingual.writers.pieces import capitalise, make_pieces, name_classes
from bilingual.writers.xml import clean

NAMES = uuid.UUID("0f2a9d52-6f0e-5d0c-9b6f-5c1f6a7f3c11")
"""The name space of the identifiers of books."""

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A whole day: "2026-03-14" is one, "2026-03" is not."""

NO_DAY = "1980-01-01"
"""When a book was changed that does not say when it was written: the time of making would change its bytes."""


def render(document: BilingualDocument) -> bytes:
    """One article as a book: each paragraph and under it its translation."""
    return render_book([document])


def render_reveal(document: BilingualDocument) -> bytes:
    """One article as a book in the source language; a tap on a sentence shows its translation as a note."""
    return render_book([document], reveal=True)


def render_book(documents: Sequence[BilingualDocument], *, reveal: bool = False) -> bytes:
    """Several articles as one book, a chapter each, in the order given.

    Args:
        documents: at least one.
        reveal: each sentence opens its translation as a note, instead of paragraph under paragraph.
    """
    chapters = [_chapter(document, number, reveal) for number, document in enumerate(documents, start=1)]
    context = _book(documents, chapters)
    content = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER.encode()}
    for name in ("package.opf", "nav.xhtml", "cover.xhtml", "cover.svg"):
        content[f"EPUB/{name}"] = _fill(name, context)
    content["EPUB/style.css"] = (files("bilingual") / "data" / "epub" / "style.css").read_bytes()
    for chapter in chapters:
        content[f"EPUB/{chapter['name']}.xhtml"] = _fill("chapter.xhtml", {"chapter": chapter})
    return pack(content, stored=("mimetype",))


def _book(documents: Sequence[BilingualDocument], chapters: list[dict[str, Any]]) -> dict[str, Any]:
    first = documents[0]
    digest = hashlib.sha256("\x00".join(d.source.url or d.source.text for d in documents).encode()).hexdigest()
    day = DAY.match(first.source.date or "")
    makers = dict.fromkeys(document.made_by or "bilingual" for document in documents)
    return {
        "id": uuid.uuid5(NAMES, digest),
        "title": chapters[0]["title"],
        "source_lang": first.source.lang,
        "target_lang": first.target.lang,
        "authors": list(dict.fromkeys(d.source.author for d in documents if d.source.author)),
        "addresses": list(dict.fromkeys(d.source.url for d in documents if d.source.url)),
        "date": first.source.date if ISO_DATE.fullmatch(first.source.date or "") else None,
        "modified": f"{day.group() if day else NO_DAY}T00:00:00Z",
        "made_by": "; ".join(makers),
        "chapters": chapters,
        **_cover(first, chapters),
    }


def _cover(document: BilingualDocument, chapters: list[dict[str, Any]]) -> dict[str, Any]:
    """The title set in lines: the longer it is, the smaller."""
    title = chapters[0]["title"]
    size = 52 if len(title) <= 60 else 42 if len(title) <= 120 else 30
    width = 960 // size
    facts = [document.source.date or "", document.source.author or ""]
    more = [f"and {len(chapters) - 1} more"] if len(chapters) > 1 else []
    return {
        "size": size,
        "leading": size * 1.25,
        "source_lines": textwrap.wrap(title, width)[:9],
        "target_lines": textwrap.wrap(document.target.title or "", int(width / 0.62))[:6],
        "foot": " · ".join(filter(None, facts + more)),
    }


def _chapter(document: BilingualDocument, number: int, reveal: bool) -> dict[str, Any]:
    document = typeset(document)
    ledger, blocks = find_ledger(document), lay_out(document)
    known = [document.source.author, document.source.date, document.made_by]
    return {
        "name": f"article{number}",
        "title": name_article(document),
        "source_lang": document.source.lang,
        "target_lang": document.target.lang,
        "reveal": reveal,
        "has_title": any(block.kind == "title" and any(row.source for row in block.rows) for block in blocks),
        "blocks": [_block(block, ledger) for block in blocks],
        "ledger": [_entry(document, ledger, number) for number in range(len(ledger.utterances))],
        "facts": [fact for fact in known if fact],
    }


def _block(block: Block, ledger: Ledger) -> dict[str, Any]:
    rows = [
        {
            "number": row.number,
            "source": make_pieces(row.source, ledger, "span"),
            "target": make_pieces(row.target, ledger, "target"),
            "doubts": ", ".join(find_doubts(row.pair)),
        }
        for row in block.rows
    ]
    return {
        "kind": block.kind,
        "rows": rows,
        "doubts": list_doubts(block),
        "has_source": any(row["source"] for row in rows),
        "has_target": any(row["target"] for row in rows),
    }


def _entry(document: BilingualDocument, ledger: Ledger, index: int) -> dict[str, Any]:
    said = ledger.utterances[index]
    source, target = show_quotes(document, said.quotes)
    return {
        "number": said.number,
        "speaker": said.speaker and capitalise(said.speaker),
        "classes": name_classes(said.speaker, ledger)[0],
        "source": source,
        "target": target,
        "row": said.row,
    }


def _fill(name: str, context: dict[str, Any]) -> bytes:
    return _environment().get_template(name).render(context).encode("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bilingual", "data/epub"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
