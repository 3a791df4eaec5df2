"""Word links between a sentence and its translation: attention where there is some, likeness and position where not."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.model import Attention, Link, Span
from bilingual.text import fold
from bilingual.tokens import find_tokens

LEAST = 0.12
"""A link weaker than this is not made: a word without a counterpart stays without one."""


def link_words(source: str, target: str, attention: Attention | None = None) -> list[Link]:
    """Which word of `source` became which word of `target`, as character spans, in source order.

    Words, never pieces; marks link to marks only. Where nothing fits, a word has no link.
    """
    source_words, target_words = find_tokens(source), find_tokens(target)
    if not source_words or not target_words:
        return []
    scores = _likeness(source, target, source_words, target_words)
    if attention is not None:
        _add_attention(scores, attention, source_words, target_words)
    links = {}
    for i, j, score in sorted(_cells(scores), key=lambda cell: -cell[2]):
        free = all(i != a for a, _ in links) or all(j != b for _, b in links)
        if score >= LEAST and free:
            links[i, j] = score
    return [Link(source_words[i], target_words[j], min(1.0, s)) for (i, j), s in sorted(links.items())]


def _likeness(source: str, target: str, rows: Sequence[Span], columns: Sequence[Span]) -> list[list[float]]:
    """Identical and cognate words, and a little for standing at the same place."""
    left, right = [fold(s.of(source)) for s in rows], [fold(s.of(target)) for s in columns]
    table = []
    for i, a in enumerate(left):
        row = []
        for j, b in enumerate(right):
            if a[0].isalnum() != b[0].isalnum():
                row.append(0.0)
                continue
            near = 1.0 - abs((i + 0.5) / len(left) - (j + 0.5) / len(right))
            same = 1.0 if a == b else 0.7 if len(a) > 4 and a[:4] == b[:4] else 0.0
            row.append(0.1 * near**2 + 0.5 * same)
        table.append(row)
    return table


def _add_attention(
    table: list[list[float]], attention: Attention, rows: Sequence[Span], columns: Sequence[Span]
) -> None:
    """Add the share each target word drew from each source word, pieces summed up to words."""
    to_row, to_column = _owners(attention.source, rows), _owners(attention.target, columns)
    pieces = [max(1, to_column.count(j)) for j in range(len(columns))]
    for j, weights in zip(to_column, attention.weights, strict=True):
        for i, weight in zip(to_row, weights, strict=True):
            if i is not None and j is not None and table[i][j] > 0.0:
                table[i][j] += 0.9 * weight / pieces[j]


def _owners(pieces: Sequence[Span], words: Sequence[Span]) -> list[int | None]:
    """The number of the word each piece lies in."""
    return [next((n for n, word in enumerate(words) if word.overlaps(piece)), None) for piece in pieces]


def _cells(table: list[list[float]]) -> list[tuple[int, int, float]]:
    return [(i, j, score) for i, row in enumerate(table) for j, score in enumerate(row)]
