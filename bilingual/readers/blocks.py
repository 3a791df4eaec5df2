"""Blocks: the paragraphs of a page before it is known which of them are the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bilingual.errors import ReadError
from bilingual.model import Span
from bilingual.text import normalise

LONGEST = 16 * 2**20
"""No paragraph has more characters than this; a file that does is data, or has lost its line ends."""

SPACE = re.compile(r"[ \t\n\r\f\v]+")
"""White space that markup does not mean; no-break spaces are meant."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a page; `kind` is what the markup says it is ("title", "subhead", "caption"), None: unknown."""

    span: Span
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file states about its article outside the text."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    lang: str | None = None
    url: str | None = None


def lay_out(pieces: Iterable[tuple[str, str | None]]) -> tuple[str, list[Block]]:
    """One text of many pieces with their kinds, an empty line between them, and the blocks in it.

    >>> lay_out([("Un  titre", "title"), ("Et\\nun texte.", None)])[0]
    'Un titre\\n\\nEt un texte.'
    """
    texts, blocks, at = [], [], 0
    for piece, kind in pieces:
        piece = normalise(SPACE.sub(" ", piece)).strip()
        if piece:
            texts.append(piece)
            blocks.append(Block(Span(at, at + len(piece)), kind))
            at += len(piece) + 2
    return "\n\n".join(texts), blocks


def check_length(blocks: Iterable[Block], name: str) -> None:
    """Refuse a paragraph that is none.

    Raises:
        ReadError: a block is longer than `LONGEST`.
    """
    longest = max((block.span.end - block.span.start for block in blocks), default=0)
    if longest > LONGEST:
        raise ReadError(
            f"{name} has a line of {longest} characters, which is no paragraph of an article: "
            "break the text into paragraphs, one a line."
        )
