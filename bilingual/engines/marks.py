"""Quotation marks across an engine: paired on the French side, carried to the English side, balanced.

A sentence may hold one mark of a pair only, when its quote runs over several sentences. An engine learnt from balanced
sentences is misled by that: it is given the other mark too, and that one is taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bilingual.engines.draft import Draft, Edit
from bilingual.model import Span

OPENING = "«“„‹"
MARKS = OPENING + '»”›"'

SWAPPED = {("“", "“"), ("»", "«"), ("”", "“"), ("”", "”")}
"""Shapes of a pair that is set the wrong way: “mot“, »mot«."""

CLOSES = re.compile(r"\s*(?:[,;:!?)\]]|\.(?!\.)|$)")
"""What follows a mark that closes, whatever its shape: " , a dit", the end; not " le mot", nor "…mais"."""

PRINTED = (("“", "”"), ("‘", "’"))
"""English marks: those of a quote, and those of a quote inside a quote."""

ANY_MARK = re.compile(rf"[{MARKS}]")
"""A double mark of any shape: "«", "”"; not "'"."""

SPACED_MARK = re.compile(r' *" *')
"""A mark of the engine's and the space around it: ' "word', 'word" '."""

SINGLE_PAIR = re.compile(r"‘([^‘’]*(?:’\w[^‘’]*)*)’(?!\w)")
"""A quote in single marks: "‘I don’t,’ he"; the ’ of "don’t" is none."""

STOP_OUTSIDE = re.compile(r"[”’](?=[.,](?!\.|\d))")
"""A closing mark with a stop after it: "word”." has one, "word”..." and "word”?" have none."""


class Marked(NamedTuple):
    """A pair of marks: their places in the source, None for one that stands in another sentence; how deep it is."""

    opening: int | None
    closing: int | None
    depth: int = 0


class Role(NamedTuple):
    """What a mark of the engine's is printed as; "" for one that only the engine was given."""

    place: float
    printed: str
    opens: bool


def pair_marks(text: str) -> list[Marked]:
    """The pairs of double marks of `text` in the order of their opening; every mark is in exactly one.

    >>> [(m.opening, m.closing) for m in pair_marks("vite », dit-il. « Non")]
    [(None, 5), (16, None)]
    """
    waiting: list[tuple[int, str]] = []
    found: list[Marked] = []
    for place, mark in enumerate(text):
        if mark not in MARKS:
            continue
        if _opens(text, place, [shape for _, shape in waiting]):
            waiting.append((place, mark))
        else:
            found.append(Marked(waiting.pop()[0] if waiting else None, place))
    found += [Marked(place, None) for place, _ in waiting]
    found.sort(key=lambda pair: (_start(pair), -_end(pair)))
    return [pair._replace(depth=sum(_inside(pair, other) for other in found) % 2) for pair in found]


def _opens(text: str, place: int, waiting: list[str]) -> bool:
    if not text[:place].strip():
        return True
    if CLOSES.match(text, place + 1):
        return False
    if text[place] == '"':
        return '"' not in waiting and (bool(waiting) or text[place - 1].isspace() or text[place - 1] in "([’'")
    if waiting and (waiting[-1], text[place]) in SWAPPED:
        return False
    return text[place] in OPENING


def _start(pair: Marked) -> float:
    return float("-inf") if pair.opening is None else pair.opening


def _end(pair: Marked) -> float:
    return float("inf") if pair.closing is None else pair.closing


def _inside(pair: Marked, other: Marked) -> bool:
    return pair is not other and _start(other) <= _start(pair) and _end(pair) <= _end(other)


def print_marks(draft: Draft, pairs: Sequence[Marked], edge: Marked | None) -> Draft:
    """The draft with the marks of `pairs` (places in its source) as English prints them, in place of the engine's own.

    Where the engine kept every mark, its marks take the roles of those of the source in order; else the marks are
    placed around the words that read the quoted ones, and a pair that finds no such words is left out whole. `edge` is
    the pair around all of the source, which the engine was not given.
    """
    draft = draft.sub(ANY_MARK, '"')
    if pairs and '"' not in draft.text:
        singles = SINGLE_PAIR.finditer(draft.text)
        draft = draft.edit(
            edit for m in singles for edit in ((m.start(), m.start() + 1, '"'), (m.end() - 1, m.end(), '"'))
        )
    roles = sorted(role for pair in pairs for role in _roles(pair))
    if draft.text.count('"') == len(roles):
        draft = _print_in_order(draft, roles)
    else:
        draft = _place(draft.sub(SPACED_MARK, _space_of), pairs)
    edits: list[Edit] = []
    if edge is not None and edge.opening is not None:
        edits.append((0, 0, PRINTED[edge.depth][0]))
    if edge is not None and edge.closing is not None:
        edits.append((len(draft.text), len(draft.text), PRINTED[edge.depth][1]))
    draft = draft.edit(edits)
    outside = [match.start() for match in STOP_OUTSIDE.finditer(draft.text) if _closes_pair(draft.text, match.start())]
    return draft.edit([edit for at in outside for edit in ((at, at + 1, ""), (at + 2, at + 2, draft.text[at]))])


def _roles(pair: Marked) -> list[Role]:
    opening, closing = PRINTED[pair.depth]
    return [
        Role(_start(pair), opening if pair.opening is not None else "", True),
        Role(_end(pair), closing if pair.closing is not None else "", False),
    ]


def _print_in_order(draft: Draft, roles: Sequence[Role]) -> Draft:
    edits = []
    for match, role in zip(SPACED_MARK.finditer(draft.text), roles):
        before = match.start() > 0 and draft.text[match.start() - 1] not in "([“‘—"
        after = match.end() < len(draft.text) and draft.text[match.end()].isalnum()
        if role.opens:
            edits.append((*match.span(), (" " if before else "") + role.printed))
        else:
            edits.append((*match.span(), role.printed + (" " if after or match.group().endswith(" ") else "")))
    return draft.edit(edits)


def _space_of(match: re.Match[str]) -> str:
    """What is left where a mark is taken out."""
    return " " if " " in match.group() and 0 < match.start() and match.end() < len(match.string) else ""


def _place(draft: Draft, pairs: Sequence[Marked]) -> Draft:
    """The draft with each pair around the target words that read what it quotes; no two pairs cross."""
    edits: list[Edit] = []
    free = 0
    for pair in pairs:
        if pair.depth:
            continue
        window = _best_window(draft, Span(int(max(_start(pair), 0)), int(min(_end(pair), len(draft.source)))))
        if window is None or window.start < free:
            continue
        opening, closing = PRINTED[0]
        if pair.opening is not None:
            edits.append((window.start, window.start, opening))
        if pair.closing is not None:
            edits.append((window.end, window.end, closing))
        free = window.end
    return draft.edit(edits)


def _best_window(draft: Draft, quoted: Span) -> Span | None:
    """The target words that read most of `quoted` and least of the rest (maximum sub-array), whole words only."""
    columns = [quoted.overlaps(span) for span in draft.sources]
    gains = [sum(weight if within else -weight for weight, within in zip(row, columns)) for row in draft.rows]
    best, best_sum, start, running = None, 0.0, 0, 0.0
    for number, gain in enumerate(gains):
        if running <= 0.0:
            start, running = number, 0.0
        running += gain
        if running > best_sum:
            best, best_sum = (start, number), running
    if best is None:
        return None
    first, last = draft.targets[best[0]].start, draft.targets[best[1]].end
    first += len(draft.text[first:last]) - len(draft.text[first:last].lstrip())
    while first > 0 and not draft.text[first - 1].isspace():
        first -= 1
    while last < len(draft.text) and draft.text[last].isalnum():
        last += 1
    while last > first and draft.text[last - 1] in " .,;:":
        last -= 1
    return Span(first, last) if last > first else None


def _closes_pair(text: str, place: int) -> bool:
    """Whether the ’ or ” at `place` closes a quote rather than being an apostrophe."""
    return text[place] == "”" or text.count("‘", 0, place) > 0
