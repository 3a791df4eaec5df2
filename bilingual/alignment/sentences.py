"""Which sentences of a source text became which sentences of a target text.

A dynamic programme over beads. What a bead is worth joins how well its words explain each other (see `scores`), how
well its lengths agree (Gale and Church 1993), how common its kind is, and whether it respects the paragraphs. A
stretch without counterpart costs a little for each sentence and once for being there, so a missing page is no drama.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bilingual.alignment.corridor import find_corridor
from bilingual.alignment.path import BeadPath
from bilingual.alignment.scores import Corridor, Evidence, Floats
from bilingual.model import Bead

WORDS = 0.4
"""The weight of a unit of gain: words of a sentence are not independent of each other."""

LENGTHS, LENGTHS_MOST = 0.6, 25.0
"""The weight of the disagreement of lengths, and the most it may be."""

VARIANCE = 6.8
"""Gale and Church: the variance of the target's length for each character of the source."""

RATIO = 0.75, 1.2
"""The characters of the target for each of the source, at least and at most, however much only one of them has."""

KINDS = {(1, 1): 0.0, (2, 1): 1.8, (2, 2): 4.5, (3, 1): 3.2, (3, 2): 5.0, (4, 1): 4.2}
"""What a bead costs by the number of its sentences, the larger side first."""

LARGE, LARGE_SENTENCE = 6.0, 1.0
"""What every other bead costs, and each of its sentences beyond the fifth."""

BREAK = 1.0
"""What a bead costs for each paragraph that ends inside it."""

UNSURE, SURE = -1.0, 1.2
"""Confidence is the logistic function of a bead's worth for each 10 words, less `UNSURE`, times `SURE`."""

PARALLEL = 0.35
"""The share of two translations' text that stands in beads one may be sure of, at least."""


class Paragraphs(NamedTuple):
    """The number of the paragraph each sentence stands in, for both texts."""

    source: Sequence[int]
    target: Sequence[int]


def align_sentences(
    source: Sequence[str],
    target: Sequence[str],
    *,
    translations: Sequence[str] | None = None,
    paragraphs: Paragraphs | None = None,
) -> list[Bead]:
    """The beads of two texts, in order; every sentence of both sides is in exactly one.

    Args:
        source: the sentences of the French text.
        target: the sentences of its English translation.
        translations: machine translations of the source sentences, one for each, to compare with the target.
        paragraphs: where the paragraphs of the two texts are, if that is known.

    Returns:
        Beads of at most five sentences on a side, and stretches of any length that have no counterpart.
    """
    if not source or not target:
        whole = Bead((0, len(source)), (0, len(target)), 1.0)
        return [whole] if source or target else []
    evidence = Evidence(source, target, translations)
    corridor = find_corridor(evidence)
    worth = _Worth(source, target, evidence, corridor, paragraphs)
    return [_judge(bead, worth, evidence) for bead in BeadPath(worth.of, corridor).find()]


def seem_parallel(source: Sequence[str], target: Sequence[str], beads: Sequence[Bead]) -> bool:
    """Whether the two texts seem to be translations of each other: most of what they say has a sure counterpart."""
    sure = sum(
        bead.confidence * (_length(source, bead.source) + _length(target, bead.target))
        for bead in beads
        if bead.source[0] < bead.source[1] and bead.target[0] < bead.target[1]
    )
    return sure >= PARALLEL * sum(map(len, [*source, *target]))


class _Worth:
    """What beads are worth: the sums every kind of bead is scored by."""

    def __init__(
        self,
        source: Sequence[str],
        target: Sequence[str],
        evidence: Evidence,
        corridor: Corridor,
        paragraphs: Paragraphs | None,
    ) -> None:
        self.low, self.high = corridor
        self.forward, self.backward = evidence.gains(corridor)
        widths = [high - low for low, high in zip(self.low, self.high, strict=True)]
        self.begins = np.concatenate([[0], np.cumsum(widths)])
        self.source_reach, self.target_reach = _reach(source), _reach(target)
        self.ratio = float(np.clip(self.target_reach[-1] / max(1, self.source_reach[-1]), *RATIO))
        self.source_breaks = _breaks(paragraphs.source if paragraphs else [0] * len(source))
        self.target_breaks = _breaks(paragraphs.target if paragraphs else [0] * len(target))

    def of(self, i: int, m: int, n: int, first: int, last: int) -> Floats:
        """The worth of the beads of the m source sentences before i and the n target sentences before j, for every j
        from `first` to `last`; minus infinity where a cell lies outside the corridor.
        """
        gains = np.zeros(last - first + 1)
        for back in range(n):
            gains += self._cells(self.forward[m], i - 1, first - 1 - back, last - 1 - back)
        for back in range(m):
            gains += self._cells(self.backward[n], i - 1 - back, first - 1, last - 1)
        expected = (self.source_reach[i] - self.source_reach[i - m]) * self.ratio
        ends = np.arange(first, last + 1)
        starts = np.maximum(0, ends - n)
        found = self.target_reach[ends] - self.target_reach[starts]
        apart = (found - expected) ** 2 / (VARIANCE * np.maximum(1.0, found + expected))
        breaks = self.source_breaks[i - 1] - self.source_breaks[i - m]
        inside = breaks + self.target_breaks[np.maximum(0, ends - 1)] - self.target_breaks[starts]
        worth = WORDS * gains - LENGTHS * np.minimum(apart, LENGTHS_MOST) - _kind_cost(m, n) - BREAK * inside
        return np.asarray(worth, dtype=np.float64)

    def _cells(self, gains: Floats, i: int, first: int, last: int) -> Floats:
        """The gains of source sentence i with the target sentences from `first` to `last`."""
        low, high = self.low[i], self.high[i]
        row = np.full(last - first + 1, -np.inf)
        a, b = max(first, low), min(last + 1, high)
        if a < b:
            row[a - first : b - first] = gains[self.begins[i] + a - low : self.begins[i] + b - low]
        return row


def _kind_cost(m: int, n: int) -> float:
    large, small = max(m, n), min(m, n)
    return KINDS.get((large, small), LARGE + LARGE_SENTENCE * max(0, m + n - 5))


def _judge(bead: Bead, worth: _Worth, evidence: Evidence) -> Bead:
    """The bead with its confidence."""
    (a, i), (b, j) = bead.source, bead.target
    if a == i or b == j:
        return bead._replace(confidence=0.5)
    words = sum(evidence.source.sizes[a:i]) + sum(evidence.target.sizes[b:j])
    value = float(worth.of(i, i - a, j - b, j, j)[0]) / max(1.0, words / 10)
    return bead._replace(confidence=1.0 / (1.0 + math.exp(-SURE * (value - UNSURE))))


def _reach(sentences: Sequence[str]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum([len(sentence.strip()) for sentence in sentences])])


def _breaks(paragraphs: Sequence[int]) -> NDArray[np.int64]:
    """How many paragraphs have ended before each sentence."""
    numbers = np.array([paragraphs[0], *paragraphs])
    return np.cumsum(numbers[1:] != numbers[:-1])


def _length(sentences: Sequence[str], numbers: tuple[int, int]) -> int:
    return sum(len(sentence) for sentence in sentences[slice(*numbers)])
