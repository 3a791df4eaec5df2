"""Who said what: the quotes of an article, their kind, their cue and their speaker."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.model import Quote, Span
from bilingual.quotes.marks import split_lines
from bilingual.quotes.pairing import find_stretches

__all__ = ["find_quotes"]


def find_quotes(text: str, paragraphs: Sequence[Span] | None = None, *, indirect: bool = False) -> list[Quote]:
    """The quotes of an article, in the order in which they begin (a nested quote after the one around it).

    Args:
        text: the article's text (normalised); all spans returned point into it.
        paragraphs: where its paragraphs stand; without them every line is one.
        indirect: also find reported speech without marks.
    """
    places = list(split_lines(text)) if paragraphs is None else list(paragraphs)
    stretches = find_stretches(text, places)
    groups: dict[int, str] = {}
    quotes = []
    for number, stretch in enumerate(stretches, 1):
        group = groups.setdefault(stretch.run, f"g{len(groups) + 1}")
        first = stretch.inner.of(text)[:1]
        quotes.append(Quote(f"q{number}", "direct" if first.isupper() else "mixed", stretch.inner, group))
    return quotes
