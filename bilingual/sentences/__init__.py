"""Cutting French press text into sentences: `segment`.

Two questions, one module each: is this stop the end of a sentence (`stops`), and, in a text that came as one endless
line, where was a line end lost (`lines`)? Both are answered in one pass from left to right, in time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.model import Sentence, Span
from bilingual.sentences.lines import find_lost
from bilingual.sentences.stops import find_ends

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""A line, whatever ends it: "a\\r\\nb" has two."""

ENDLESS = 3000
"""A paragraph of more characters than this was not written as one: line ends in it may have been lost."""


def segment(text: str, paragraphs: Sequence[Span] | None = None) -> list[Sentence]:
    """The sentences of `text`, in order, as trimmed spans; together they hold all of it but white space.

    Args:
        text: French text; it need not be normalised.
        paragraphs: the stretches to cut, in order and without overlap. Inside them a line end is a space, outside
            them nothing is cut. None: every line with something on it is a paragraph.

    A sentence ends with its stop and the closing marks after it; the end of a paragraph ends it too. A colon, a
    semicolon or an incise after a quote («Oui !», dit-il) does not. Quotes of several sentences are cut inside. In a
    paragraph of more than 3000 characters, headlines and items of lists that ran into the text are cut off as well.

    >>> [s.span.of("Il dit : « Non. » M. X part.") for s in segment("Il dit : « Non. » M. X part.")]
    ['Il dit : « Non. »', 'M. X part.']
    """
    if paragraphs is None:
        lines = (Span(*match.span()) for match in LINE.finditer(text))
        paragraphs = [line for line in lines if not line.of(text).isspace()]
    sentences = []
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.start
        ends = [*find_ends(text, *paragraph), paragraph.end]
        if paragraph.end - paragraph.start > ENDLESS:
            ends = sorted([*ends, *find_lost(text, start, ends)])
        for end in ends:
            span = _trim(text, start, end)
            if span:
                sentences.append(Sentence(span, number))
            start = end
    return sentences


def _trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without the white space around it; None where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
