"""From the blocks of a page to the article: furniture aside, what is the title, the lede, a subhead, a caption."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.model import Article, Paragraph
from bilingual.readers.blocks import Block, Facts
from bilingual.readers.language import find_language


def make_article(text: str, blocks: Sequence[Block], facts: Facts) -> Article:
    """Make an article."""
    spans = [b.span for b in blocks]
    first = spans[0].of(text) if spans else ""
    title = first if first and len(first) < 160 and not first.endswith(".") else None
    paragraphs = tuple(
        Paragraph(span, "title" if number == 0 and title else "body") for number, span in enumerate(spans)
    )
    return Article(text, paragraphs, title=title, lang=facts.lang or find_language(text))
