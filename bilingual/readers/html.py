"""Saved web pages: trafilatura says which part of the page is the article and who wrote it; the text is taken as it stands.

What trafilatura chooses is mapped back onto the paragraphs of the page, so that no-break spaces, quotation marks and
captions stay, and a short paragraph between two of the article (an answer: « – Non. ») is not lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bilingual.model import Article
from bilingual.readers.article import make_article
from bilingual.readers.blocks import Facts, check_length, lay_out
from bilingual.readers.decoding import decode
from bilingual.readers.markup import Mark, find_marks, parse_tree

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
"""The encoding a page states: `<meta charset="iso-8859-1">`."""

LETTERS = re.compile(r"\w+")

SURE = 20
"""A paragraph of so many letters is known again wherever it stands; a shorter one only as a whole."""


def parse(data: bytes, name: str, *, lang: str | None = None) -> list[Article]:
    """The article in the bytes of a saved page.

    Raises:
        ReadError: the bytes are no HTML.
    """
    charset = CHARSET.search(data[:4096])
    text = decode(data, name, stated=charset.group(1).decode("ascii") if charset else None)
    root = parse_tree(text, name)
    marks = find_marks(root)
    body, facts = _extract(text)
    facts = replace(facts, lang=lang or facts.lang)
    pieces = _place_title(marks, _choose(marks, body), facts.title)
    text, blocks = lay_out(pieces)
    check_length(blocks, name)
    return [make_article(text, blocks, facts)]


def _extract(text: str) -> tuple[list[str], Facts]:
    """The paragraphs of the article as trafilatura has them (letters only), and what the page states of it."""
    from trafilatura import bare_extraction

    document: Any = bare_extraction(
        text,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None:
        return [], Facts()
    body = [_key("".join(e.itertext())) for e in document.body.iter("p", "head", "item", "quote")]
    return body, Facts(document.title, _clean_author(document.author), document.date, document.language, document.url)


def _choose(marks: Sequence[Mark], body: Sequence[str]) -> list[Mark]:
    """The paragraphs of the page that are the article, in order.

    With those trafilatura knows come the other parts of the same element, the captions between them, and the paragraphs and
    subheads that stand in the element which holds most of the article.
    """
    known, whole = set(body), "".join(body)
    found = [n for n, m in enumerate(marks) if (k := _key(m.text)) in known or (len(k) >= SURE and k in whole)]
    if not found:
        return [m for m in marks if not m.chrome]
    elements = {marks[n].element for n in found}
    letters: Counter[int] = Counter()
    for n in found:
        letters[marks[n].parent] += len(marks[n].text)
    main = letters.most_common(1)[0][0]
    return [
        mark
        for n, mark in enumerate(marks)
        if mark.element in elements
        or (mark.kind == "caption" and found[0] < n < found[-1])
        or (mark.parent == main and mark.tag in {"p", "h2", "h3", "h4"})
    ]


def _place_title(marks: Sequence[Mark], chosen: Sequence[Mark], title: str | None) -> list[tuple[str, str | None]]:
    """The pieces of the article, its title first, once."""
    headings = [m for m in marks if m.tag == "h1" and not m.chrome] or [m for m in marks if m.tag == "h1"]
    wanted = _key(title or "")
    heading = next((m for m in headings if _key(m.text) == wanted), headings[0] if len(headings) == 1 else None)
    text = heading.text if heading else title
    pieces = [(m.text, m.kind) for m in chosen if _key(m.text) != _key(text or "")]
    return [(text, "title"), *pieces] if text else list(pieces)


def _clean_author(author: str | None) -> str | None:
    return author.replace("; ", ", ") if author else None


def _key(text: str) -> str:
    return "".join(LETTERS.findall(text.lower()))
