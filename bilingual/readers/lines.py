"""The lines of a plain text, and the text of files whose lines were broken at a fixed width (mails, PDF extracts)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bilingual.lexicon import load_words
from bilingual.model import Span
from bilingual.text import fold

LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
"""One line without the space around it."""

WIDEST = 120
"""No longer line stands in a text that was broken at a width; longer ones are paragraphs."""

NARROWEST = 30
"""Below this width (a poem, a list of results) lines are meant as they stand."""

FULL = 0.7
"""Of the lines that another line follows, this share must be full before the text counts as broken at a width."""

SLACK = 0.85
"""A line is full if its neighbour's first word would have made it longer than this share of the width: extracts from
proportional type are ragged."""

STOPS = tuple('.!?…»”"')
"""How a line ends that may be the last of its paragraph."""

LIST_ITEM = re.compile(r"[-–—•*·▪●]\s|\(?\d{1,2}[.)]\s")
"""The start of a list item or of a turn of dialogue: "– Pourquoi ?", "2) Paris"."""

FIRST_HALF = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)-\Z")
"""The first half of a word cut at the end of a line: "gouverne-"."""

SECOND_HALF = re.compile(r"[^\W\d_]+")
"""Its second half: "ment,"."""

OWN_HYPHEN = re.compile(
    r"(?:ci|là|mêmes?|t|je|tu|ils?|elles?|on|nous|vous|ce|moi|toi|lui|leur|eux|y|en|parleurs?|être)\Z", re.IGNORECASE
)
"""Second halves that stand after a hyphen of their own: "celui-" + "ci", "dit-" + "il"."""


def find_lines(text: str) -> list[Span]:
    """The lines of `text` that are not empty, trimmed.

    >>> find_lines("Un\\n\\n  deux ")
    [Span(start=0, end=2), Span(start=6, end=10)]
    """
    return [Span(*match.span()) for match in LINE.finditer(text)]


def unwrap(text: str) -> str:
    """Give a text whose lines were broken at a width its paragraphs back; any other text comes back as it is.

    A line end inside a paragraph becomes a space, so that offsets stay; a word cut by a hyphen is joined
    ("gouverne-" + "ment"), unless the hyphen is its own ("celui-" + "ci").
    """
    lines = find_lines(text)
    width = _find_width(text, lines)
    if not width:
        return text
    pieces, at = [], 0
    for line, following in pairwise(lines):
        if _goes_on(text, line, following, width):
            end, gap = _join(line.of(text), text[line.end : following.start], following.of(text))
            pieces += [text[at : line.start + end], gap]
            at = following.start
    return "".join([*pieces, text[at:]])


def _find_width(text: str, lines: Sequence[Span]) -> int:
    """The width at which the lines of `text` were broken; 0 where they were not."""
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[int(0.97 * (len(lengths) - 1))] if lengths else 0
    if not NARROWEST <= width <= WIDEST:
        return 0
    neighbours = [(a, b) for a, b in pairwise(lines) if _touch(text, a, b)]
    full = [(a, b) for a, b in neighbours if _is_full(text, a, b, SLACK * width)]
    inside = sum(text[b.start].islower() for _, b in full)
    broken = len(full) >= 3 and len(full) >= FULL * len(neighbours) and inside >= len(full) / 2
    return width if broken else 0


def _touch(text: str, line: Span, following: Span) -> bool:
    return text.count("\n", line.end, following.start) == 1


def _is_full(text: str, line: Span, following: Span, width: float) -> bool:
    """Whether the first word of the next line had no room on this one."""
    word = following.of(text).split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > width


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the paragraph goes on in the next line."""
    if not _touch(text, line, following):
        return False
    if LIST_ITEM.match(following.of(text)) and line.of(text).endswith((*STOPS, ":", ";", ",")):
        return False
    if following.start - line.end > 2 and text[line.start - 1 : line.start] != " ":  # the next line is indented
        return False
    may_end = line.of(text).endswith(STOPS)
    if _is_full(text, line, following, width):
        return True
    if _is_full(text, line, following, SLACK * width):
        return not may_end or text[following.start].islower()
    return not may_end and text[following.start].islower()


def _join(line: str, gap: str, following: str) -> tuple[int, str]:
    """How much of the line stays, and what stands between it and the next."""
    first, second = FIRST_HALF.search(line), SECOND_HALF.match(following)
    if first and second and second.group().islower():
        own = fold(first.group(1)) in load_words("hyphens.txt") or OWN_HYPHEN.match(second.group())
        return (len(line), "") if own else (len(line) - 1, "")
    return len(line), gap.replace("\n", " ")
