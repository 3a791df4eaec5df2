"""Quotes of a headline, whose speaker is named below it."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.model import Span
from bilingual.text import fold

SHORT = 200
"""A headline has fewer characters."""


def is_headline(text: str, paragraph: Span) -> bool:
    """Whether a paragraph is short and has no stop at its end."""
    if paragraph.end - paragraph.start >= SHORT:
        return False
    return paragraph.of(text).rstrip('»”" \u00a0\u202f')[-1:] not in ".?!…:"


def find_same_words(words: str, below: Sequence[str]) -> int | None:
    """The number of the first of the quotes below that holds the words, if they are enough of them to be no chance.

    >>> find_same_words("à genoux", ["Oui", "Le port est à genoux"])
    1
    """
    folded = fold(words)
    for number, other in enumerate(map(fold, below)):
        telling = len(folded) > 7 and (len(folded.split()) > 2 or len(folded) > 0.3 * len(other))
        if telling and folded in other:
            return number
    return None
