"""Plain text: lines are paragraphs, the first short line without a stop is the title."""

from __future__ import annotations

import re

from bilingual.model import Article, Paragraph, Span
from bilingual.text import normalise


def parse_text(data: bytes, name: str, *, lang: str | None = None) -> Article:
    """Make an article of the bytes of a text file."""
    text = normalise(data.decode("utf-8"))
    spans = [Span(*m.span()) for m in re.finditer(r"\S[^\n]*(?<=\S)", text)]
    title = (
        spans[0].of(text) if spans and len(spans[0].of(text)) < 160 and not spans[0].of(text).endswith(".") else None
    )
    paragraphs = tuple(
        Paragraph(span, "title" if number == 0 and title else "body") for number, span in enumerate(spans)
    )
    return Article(text, paragraphs, title=title, lang=lang or "fr")
