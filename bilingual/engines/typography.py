"""English as it is printed: “ ” ‘ ’, no space before ? ! : ; — while the spans of the pieces stay exact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.model import Span

Edit = tuple[int, int, str]
"""Replace the characters from start to end by these."""

APOSTROPHE = re.compile(r"(?<=\w)\ ?'(?=\w) | (?<=s)'(?=\ )", re.VERBOSE)
"""An apostrophe inside a word or after a plural: "don't", "the ministers' letter"; not "'a quote'"."""

SPACE_BEFORE = re.compile(r"(?<=\S)[ \u00a0\u202f]+(?=[?!:;,.%](?:\s|$|\"|”))")
"""A French space before a mark: "what ?" has one, "what?" and "at .5" have none."""


def rewrite(text: str, spans: Sequence[Span], edits: Sequence[Edit]) -> tuple[str, list[Span]]:
    """`text` with the edits made (in order, without overlap), and where `spans` now stand.

    A span that begins or ends inside an edited stretch is widened to all of what replaces it, so that no character is
    lost; one that was wholly deleted becomes empty.
    """
    if not edits:
        return text, list(spans)
    starts, ends, parts, done = list(range(len(text) + 1)), list(range(len(text) + 1)), [], 0
    length = 0
    for start, end, new in edits:
        for place in range(done, start + 1):
            starts[place] = ends[place] = length + place - done
        parts += [text[done:start], new]
        length += start - done
        for place in range(start + 1, end):
            starts[place], ends[place] = length, length + len(new)
        length += len(new)
        starts[end] = ends[end] = length
        done = end
    for place in range(done, len(text) + 1):
        starts[place] = ends[place] = length + place - done
    parts.append(text[done:])
    return "".join(parts), [Span(starts[a], max(starts[a], ends[b])) for a, b in spans]


def typeset(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """`text`, an English sentence with straight marks and perhaps French spaces, as it is printed.

    >>> typeset('"What ?" she didn\\'t say.', [])[0]
    '“What?” she didn’t say.'
    """
    text, spans = rewrite(text, spans, [(*m.span(), "") for m in SPACE_BEFORE.finditer(text)])
    text, spans = rewrite(text, spans, [(*m.span(), "’") for m in APOSTROPHE.finditer(text)])
    return rewrite(text, spans, _curl(text))


def _curl(text: str) -> list[Edit]:
    """Straight double marks, made opening and closing in turn."""
    edits, opening = [], True
    for place, mark in enumerate(text):
        if mark == '"':
            edits.append((place, place + 1, "“" if opening else "”"))
            opening = not opening
    return edits
