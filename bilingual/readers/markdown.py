"""Markdown: markdown-it-py gives the structure; front matter gives title, author, date, language and address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bilingual.model import Article
from bilingual.readers.article import make_article
from bilingual.readers.blocks import Facts, check_length, lay_out
from bilingual.readers.dates import find_date
from bilingual.readers.decoding import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>(?:[^\n]*\n){0,100}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
"""What stands between two lines of dashes at the very beginning."""

FIELD = re.compile(r"^(?P<key>[A-Za-z]+):[ \t]*(?P<value>[^\n]*?)[ \t]*$", re.MULTILINE)
"""One field of it: "title: « Le sel »", "date: 2024-03-05"."""


def parse(data: bytes, name: str, *, lang: str | None = None) -> list[Article]:
    """The article in the bytes of a Markdown file.

    Raises:
        ReadError: the bytes are no text.
    """
    from markdown_it import MarkdownIt

    source = decode(data, name)
    front = FRONT_MATTER.match(source)
    fields = {m["key"].lower(): _unquote(m["value"]) for m in FIELD.finditer(front["fields"])} if front else {}
    pieces = list(_find_pieces(MarkdownIt("commonmark").parse(source[front.end() :] if front else source)))
    title = fields.get("title") or None
    if title and not any(text == title for text, _ in pieces[:2]):
        pieces.insert(0, (title, "title"))
    text, blocks = lay_out(pieces)
    check_length(blocks, name)
    date = fields.get("date")
    facts = Facts(
        title,
        fields.get("author") or None,
        (find_date(date) or date or None) if date else None,
        (fields.get("lang") or fields.get("language") or "")[:2].lower() or None,
        fields.get("url") or None,
    )
    return [make_article(text, blocks, facts, lang)]


def _find_pieces(tokens: Sequence[Token]) -> Iterator[tuple[str, str | None]]:
    """The paragraphs with what the markup says of them: the first heading of the first level is the title."""
    kind, titled = None, False
    for token in tokens:
        if token.type == "heading_open":
            kind = "subhead" if titled or token.tag != "h1" else "title"
            titled = titled or kind == "title"
        elif token.type == "heading_close":
            kind = None
        elif token.type == "inline":
            yield _to_text(token.children or []), kind


def _to_text(tokens: Sequence[Token]) -> str:
    """What a reader sees of a paragraph: its words without the marks of Markdown, without pictures and HTML."""
    return "".join(
        token.content
        if token.type in {"text", "code_inline"}
        else " "
        if token.type in {"softbreak", "hardbreak"}
        else ""
        for token in tokens
    )


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
