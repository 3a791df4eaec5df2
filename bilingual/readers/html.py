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
from bilingual.readers.markup import Mark, find_marks, get_language, parse_tree

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
"""The encoding a page states: `<meta charset="iso-8859-1">`."""

LETTERS = re.compile(r"\w+")

SURE = 20
"""A paragraph of so many letters is known again wherever it stands; a shorter one only as a whole."""

SHORTEST = 8
"""A heading of fewer letters may begin the name of the page by chance."""


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
    title = _find_title(marks, facts.title, root.findtext(".//title") or "")
    facts = replace(facts, title=title, lang=get_language(root))
    pieces = [(mark.text, mark.kind) for mark in _choose(marks, body) if _key(mark.text) != _key(title or "")]
    text, blocks = lay_out([(title, "title"), *pieces] if title else pieces)
    check_length(blocks, name)
    return [make_article(text, blocks, facts, lang)]


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
    return body, Facts(document.title, _clean_author(document.author), document.date, url=document.url)


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


def _find_title(marks: Sequence[Mark], stated: str | None, page: str) -> str | None:
    """The heading that the page is named after ("Le titre - Le site" in its `<title>`), else what it states, else its
    only heading of the first level."""
    headings = [m.text for m in marks if m.tag in {"h1", "h2"}]
    named = next((h for h in headings if len(_key(h)) >= SHORTEST and _key(page).startswith(_key(h))), None)
    first_level = [m.text for m in marks if m.tag == "h1" and not m.chrome]
    same = next((h for h in first_level if _key(h) == _key(stated or "")), None)
    return named or same or stated or (first_level[0] if len(first_level) == 1 else None)


def _clean_author(author: str | None) -> str | None:
    return author.replace("; ", ", ") if author else None


def _key(text: str) -> str:
    return "".join(LETTERS.findall(text.lower()))
