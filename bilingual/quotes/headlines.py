"""Quotes of a headline, whose speaker is named below it."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import TYPE_CHECKING

from bilingual.model import Span
from bilingual.quotes.marks import FOLLOWING, Stretch
from bilingual.text import fold

if TYPE_CHECKING:
    from bilingual.quotes.attribution import Said

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


def find_source(text: str, stretches: Sequence[Stretch], said: MutableMapping[int, Said], number: int) -> None:
    """Give a quote of a headline that nobody is known to say the speaker of the quote below that has its words."""
    if said[number].speaker is not None:
        return
    below = [n for n in range(number + 1, min(number + FOLLOWING, len(stretches))) if said[n].speaker]
    words = stretches[number].inner.of(text)
    found = find_same_words(words, [stretches[n].inner.of(text) for n in below])
    if found is not None:
        source = said[below[found]]
        kind = "direct" if words[0].isupper() and source.kind == "direct" else "mixed"
        sure = (source.confidence or 0.0) * 0.85
        said[number] = source._replace(kind=kind, cue=None, confidence=sure, pattern="headline")
