"""From the blocks of a page to the article: furniture aside, what is the title, the lede, a subhead, a caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from bilingual.model import Article, LeftOut, Paragraph
from bilingual.readers.blocks import Block, Facts
from bilingual.readers.dates import find_date
from bilingual.readers.furniture import NAME, flatten
from bilingual.readers.language import find_language
from bilingual.readers.sweep import sweep

LONGEST_SUBHEAD = 90
"""A subhead has no more characters than this, no stop, and a paragraph after it."""

UNLIKE_SUBHEAD = re.compile(r"[-–—•*]\s|.*[.,;:!?…»”\"]\s*\Z")
"""List items, turns of dialogue, and lines that end as sentences do."""

CAPTION = re.compile(r"\(?(?:photos?|légende|image|illustration|caption|picture)\ ?[:/|–-]\ ?\S", re.IGNORECASE)
"""How a caption begins that says it is one: "Photo : le port de Gênes"."""

AUTHOR = re.compile(
    rf"\b(?:par|by|de|auteur|author)(?:\ +(?:notre|nos)\ +[^,]{{3,40}},)?\ ?:?\ +(?P<name>{NAME}(?:\ +(?:et|and|&)\ +{NAME})?)",
    re.IGNORECASE,
)
"""Who wrote it, in a byline: "Par Lucie Brenac et Paul Ostrowski - 14 mai"."""

ALONE = re.compile(rf"(?P<name>{NAME})")
"""A name with nothing around it, which stood beside a date."""

NO_NAMES = frozenset({"La", "Le", "AFP", "Reuters", "AP", "Associated", "Admin", "Redaction", "Rédaction", "Staff"})
"""Words that follow « par » in a byline and begin no person's name."""


def make_article(text: str, blocks: Sequence[Block], facts: Facts, lang: str | None = None) -> Article:
    """Make an article of a text and its blocks; what the file states outside the text counts before what is found in it.

    Args:
        text: the whole text, normalised.
        blocks: its paragraphs in order, furniture among them.
        facts: what the file states; unknown ones are looked for in the furniture.
        lang: the language, where it should not be detected; what a file states of it is often its template's.
    """
    found = sweep(text, blocks)
    title = found.title.span.of(text) if found.title else None
    stated = [
        flatten(span.of(text))
        for span, reason in found.left_out
        if reason in {"date or byline", "date", "dateline", "byline"}
    ]
    paragraphs = _name_kinds(text, found.blocks, found.title)
    return Article(
        text,
        paragraphs,
        title=facts.title or title,
        author=facts.author or next(filter(None, map(_find_author, stated)), None),
        date=facts.date or next(filter(None, map(find_date, stated)), None),
        lang=lang or find_language("\n".join(p.span.of(text) for p in paragraphs[:40]), facts.lang),
        url=facts.url,
        left_out=tuple(LeftOut(span.of(text), reason) for span, reason in found.left_out),
    )


def _name_kinds(text: str, blocks: Sequence[Block], title: Block | None) -> tuple[Paragraph, ...]:
    """The paragraphs with their kinds; what follows the title, captions aside, is the lede."""
    paragraphs, lede_is_next = [], False
    for block, following in zip_longest(blocks, blocks[1:]):
        kind = block.kind or _guess_kind(block.span.of(text), following.span.of(text) if following else "")
        if block is title:
            kind, lede_is_next = "title", True
        elif kind == "title":
            kind = "subhead"
        elif lede_is_next and kind != "caption":
            kind, lede_is_next = "lede", False
        paragraphs.append(Paragraph(block.span, kind))
    return tuple(paragraphs)


def _guess_kind(line: str, following: str) -> str:
    if CAPTION.match(line):
        return "caption"
    may_be = len(line) <= LONGEST_SUBHEAD and not UNLIKE_SUBHEAD.match(line)
    return "subhead" if may_be and len(following) > LONGEST_SUBHEAD else "body"


def _find_author(byline: str) -> str | None:
    match = AUTHOR.search(byline) or ALONE.fullmatch(byline)
    if match and match["name"].split()[0] not in NO_NAMES and " " in match["name"]:
        return match["name"].strip()
    return None
