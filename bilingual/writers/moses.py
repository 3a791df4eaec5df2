"""Parallel files for training and evaluation: tokens between spaces, a pair a line, word links in Pharaoh form.

Only pairs that have both sides have a line, so that the files stay parallel.
"""

from __future__ import annotations

from collections.abc import Iterable

from bilingual.model import BilingualDocument, Pair, Span
from bilingual.tokens import find_tokens
from bilingual.writers.archive import pack


def render(document: BilingualDocument) -> bytes:
    """The three files as one ZIP archive, named after the languages: ``article.fr``, ``article.en``, ``article.align``."""
    return pack(
        {
            f"article.{document.source.lang}": render_source(document),
            f"article.{document.target.lang}": render_target(document),
            "article.align": render_links(document),
        }
    )


def render_source(document: BilingualDocument) -> bytes:
    """The source, one tokenised pair a line, UTF-8."""
    return _lines(_words(document.source.text, pair.source) for pair in _whole(document))


def render_target(document: BilingualDocument) -> bytes:
    """The target, one tokenised pair a line, UTF-8."""
    return _lines(_words(document.target.text, pair.target) for pair in _whole(document))


def render_links(document: BilingualDocument) -> bytes:
    """The links of the same lines: ``0-0 1-2`` joins the first tokens, and the second source to the third target."""
    lines = []
    for pair in _whole(document):
        source = _tokens(document.source.text, pair.source)
        target = _tokens(document.target.text, pair.target)
        links = {
            (i, j)
            for link in pair.links
            for i, left in enumerate(source)
            if left.overlaps(link.source)
            for j, right in enumerate(target)
            if right.overlaps(link.target)
        }
        lines.append([f"{i}-{j}" for i, j in sorted(links)])
    return _lines(lines)


def _whole(document: BilingualDocument) -> list[Pair]:
    return [
        pair
        for pair in document.pairs
        if pair.source.of(document.source.text).strip() and pair.target.of(document.target.text).strip()
    ]


def _tokens(text: str, stretch: Span) -> list[Span]:
    """The tokens of a stretch; one with a space in it, such as 1 000, is several here, since spaces part tokens."""
    tokens = []
    for token in find_tokens(stretch.of(text)):
        start = stretch.start + token.start
        for part in token.of(stretch.of(text)).split():
            start = text.index(part, start)
            tokens.append(Span(start, start + len(part)))
            start += len(part)
    return tokens


def _words(text: str, stretch: Span) -> list[str]:
    return [token.of(text) for token in _tokens(text, stretch)]


def _lines(lines: Iterable[list[str]]) -> bytes:
    return "".join(" ".join(line) + "\n" for line in lines).encode("utf-8")
