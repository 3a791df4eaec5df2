"""The dynamic programme of sentence alignment: the beads of greatest total worth, and gaps of any length between them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from bilingual.alignment.scores import LONGEST, Corridor, Floats
from bilingual.model import Bead

Worth = Callable[[int, int, int, int, int], Floats]
"""What the beads of m source sentences before i and n target sentences before j are worth, for each j from `first` to
`last`: called with i, m, n, first, last."""

GAP, GAP_SENTENCE = 3.0, 3.0
"""What a stretch without counterpart costs, and each of its sentences."""


class BeadPath:
    """The best way through a corridor, source sentence by source sentence; all target ends of a row at once."""

    def __init__(self, worth: Worth, corridor: Corridor) -> None:
        self.worth = worth
        self.rows, self.columns = len(corridor.low), corridor.high[-1]
        self.first = [0, *corridor.low]
        self.last = [*corridor.high, self.columns]
        self.best: list[Floats] = []
        self.steps: list[NDArray[np.int32]] = []
        self.gap = np.full(self.columns + 1, -np.inf)
        self.gap_length = np.zeros(self.columns + 1, dtype=np.int32)

    def find(self) -> list[Bead]:
        """Beads without confidence yet, in order."""
        for i in range(self.rows + 1):
            self._add_row(i)
        beads, i, j = [], self.rows, self.columns
        while i or j:
            m, n = (int(step) for step in self.steps[i][j - self.first[i]])
            beads.append(Bead((i - m, i), (j - n, j)))
            i, j = i - m, j - n
        return beads[::-1]

    def _add_row(self, i: int) -> None:
        """The best way to each target end after i source sentences, and its last step (m, n)."""
        first, last = self.first[i], self.last[i]
        best = np.full(last - first + 1, -np.inf)
        steps = np.zeros((last - first + 1, 2), dtype=np.int32)
        if i == 0:
            best[0] = 0.0
        for m, n in _STEPS:
            if m <= i:
                came = self._before(i - m, first - n, last - n)
                _take(best, steps, came + self.worth(i, m, n, first, last), (m, n))
        if i > 0:
            self._skip_source(i, best, steps)
        self._skip_target(best, steps)
        self.best.append(best)
        self.steps.append(steps)

    def _before(self, i: int, first: int, last: int) -> Floats:
        """Row i from target end `first` to `last`, minus infinity outside it."""
        row = np.full(last - first + 1, -np.inf)
        a, b = max(first, self.first[i]), min(last, self.last[i])
        if a <= b:
            row[a - first : b - first + 1] = self.best[i][a - self.first[i] : b - self.first[i] + 1]
        return row

    def _skip_source(self, i: int, best: Floats, steps: NDArray[np.int32]) -> None:
        """Leave source sentences without counterpart: go on with a gap, or open one."""
        opened = self._before(i - 1, 0, self.columns) - GAP
        longer = self.gap >= opened
        self.gap = np.where(longer, self.gap, opened) - GAP_SENTENCE
        self.gap_length = np.where(longer, self.gap_length + 1, 1).astype(np.int32)
        window = slice(self.first[i], self.last[i] + 1)
        better = self.gap[window] > best
        best[better] = self.gap[window][better]
        steps[better, 0] = self.gap_length[window][better]
        steps[better, 1] = 0

    @staticmethod
    def _skip_target(best: Floats, steps: NDArray[np.int32]) -> None:
        """Leave target sentences without counterpart: from the best place before, a gap of any length."""
        places = np.arange(len(best))
        level = best + GAP_SENTENCE * places
        highest = np.maximum.accumulate(level)
        origin = np.maximum.accumulate(np.where(level >= highest, places, 0))
        reached = highest - GAP_SENTENCE * places - GAP
        better = reached > best
        best[better] = reached[better]
        steps[better, 0] = 0
        steps[better, 1] = (places - origin)[better]


_STEPS = [(m, n) for m in range(1, LONGEST + 1) for n in range(1, LONGEST + 1) if m + n <= LONGEST + 2]


def _take(best: Floats, steps: NDArray[np.int32], found: Floats, step: tuple[int, int]) -> None:
    better = found > best
    best[better] = found[better]
    steps[better] = step
