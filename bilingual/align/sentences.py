"""Which sentences of a source text became which sentences of a target text: a dynamic programme over beads."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bilingual.model import Bead

STEPS = {(1, 1): 0.0, (1, 0): 4.5, (0, 1): 4.5, (2, 1): 2.4, (1, 2): 2.4, (2, 2): 4.5, (3, 1): 4.5, (1, 3): 4.5}
"""The kinds of bead with their cost (minus the logarithm of how often they occur beside 1-1)."""

VARIANCE = 6.8
"""Gale and Church (1993): the variance of the target's length for each character of the source."""


def align_sentences(
    source: Sequence[str], target: Sequence[str], *, translations: Sequence[str] | None = None
) -> list[Bead]:
    """The beads of two texts, in order; every sentence of both sides is in exactly one.

    `translations` are machine translations of the source sentences, if there are any.
    """
    left, right = _sums(source), _sums(target)
    ratio = max(0.2, min(5.0, right[-1] / left[-1])) if left[-1] and right[-1] else 1.0
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(source) + 1):
        for j in range(len(target) + 1):
            for (m, n), cost in STEPS.items():
                if i >= m and j >= n and (i - m, j - n) in best:
                    apart = _apart((left[i] - left[i - m]) * ratio, right[j] - right[j - n])
                    total = best[i - m, j - n][0] + cost + apart
                    if (i, j) not in best or total < best[i, j][0]:
                        best[i, j] = total, (m, n)
    beads, i, j = [], len(source), len(target)
    while i or j:
        m, n = best[i, j][1]
        beads.append(Bead((i - m, i), (j - n, j), 0.5 if m and n else 0.3))
        i, j = i - m, j - n
    return beads[::-1]


def _sums(sentences: Sequence[str]) -> list[int]:
    sums = [0]
    for sentence in sentences:
        sums.append(sums[-1] + len(sentence.strip()))
    return sums


def _apart(expected: float, found: float) -> float:
    """How surprising the two lengths are together: minus the logarithm of the two tails of the normal law."""
    delta = abs(expected - found) / math.sqrt(VARIANCE * max(1.0, (expected + found) / 2))
    return min(25.0, -math.log(max(1e-12, math.erfc(delta / math.sqrt(2.0)))))


def seem_parallel(source: Sequence[str], target: Sequence[str], beads: Sequence[Bead]) -> bool:
    """Whether the two texts seem to be translations of each other: most of what is said has a counterpart."""
    paired = sum(
        _length(source, bead.source) + _length(target, bead.target)
        for bead in beads
        if bead.source[0] < bead.source[1] and bead.target[0] < bead.target[1]
    )
    return paired >= 0.4 * sum(map(len, [*source, *target]))


def _length(sentences: Sequence[str], numbers: tuple[int, int]) -> int:
    return sum(len(sentence) for sentence in sentences[slice(*numbers)])
