"""Speech behind a dash at the head of a line: — Oui, dit-il. In a list, or an interview, such lines are no quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from bilingual.model import Span
from bilingual.quotes.incises import split_incises
from bilingual.quotes.marks import Stretch, trim

DASH = re.compile(r"\s*(?:[—–―]|--?(?=\s))\s*(?=[A-ZÀ-Þ«“\"…¡(\d])")
"""A dash that opens a line of speech: "— Oui", not "– le solde", not "-3"."""

ENOUGH, SHARE = 2, 0.1
"""In how many lines with a dash, and in what share of them, the writer must cut in (— Oui, dit-il) for all to be speech."""


def find_dialogue(text: str, paragraphs: Sequence[Span], taken: Sequence[Stretch]) -> list[Stretch]:
    """The lines of dialogue, cut where the writer cuts in; `taken` are the stretches between marks, which they go around.

    Lines with a dash are speech where the text is a tale: where the writer cuts into enough of them. Elsewhere only the
    lines are in which he does.
    """
    run = max((s.run + 1 for s in taken), default=0)
    marked = {s.outer.start for s in taken}
    lines: list[Stretch] = []
    for paragraph in paragraphs:
        dash = DASH.match(text, paragraph.start, paragraph.end)
        if dash is None or dash.end() in marked:
            continue
        span = trim(text, dash.end(), paragraph.end)
        if span.start < span.end:
            lines.append(Stretch(span, Span(paragraph.start, paragraph.end), 0, run + len(lines), True, False))
    inner = [s.outer for s in taken]
    cut = [_cut(text, line, inner) for line in lines]
    told = sum(parts[0] != line for parts, line in zip(cut, lines, strict=True))
    tale = told >= ENOUGH and told >= SHARE * len(lines)
    return [part for parts, line in zip(cut, lines, strict=True) if tale or parts[0] != line for part in parts]


def _cut(text: str, line: Stretch, marked: Sequence[Span]) -> list[Stretch]:
    """The line, cut where the writer cuts in, unless that is inside marks that stand in it."""
    parts = split_incises(text, [line])
    first = bisect_left(marked, line.outer.start, key=lambda s: s.start)
    inside = [s for s in marked[first : first + 20] if line.outer.holds(s)]
    return [line] if any(s.start < part.inner.end < s.end for s in inside for part in parts[:-1]) else parts
