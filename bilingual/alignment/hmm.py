"""The hidden Markov model of word alignment (Vogel, Ney and Tillmann 1996): words that stand together move together."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

NULL = 0.2
"""How probable it is before looking that a word has no counterpart."""

NULL_EMISSION = 0.001
"""How well a word without counterpart is explained by there being none: below this a pair of words is not believed."""

JUMP_WIDTH, JUMP_POWER, JUMP_FLOOR = 2.0, 1.5, 0.01
"""How fast the probability of a jump falls with its distance from the expected step, and what is left of it."""


def find_posteriors(emissions: Matrix) -> Matrix:
    """How probable it is that word j was made by word i, for all i and j at once (forward and backward pass).

    Args:
        emissions: one row for each word to explain, one column for each word of the other side: how well the column
            explains the row.

    Returns:
        A matrix of the same shape; a row sums to 1 less the probability that its word has no counterpart.
    """
    rows, columns = emissions.shape
    slope = columns / rows
    jumps = _jumps(columns, round(slope, 1))
    explained = emissions * (1.0 - NULL)
    unexplained = NULL * NULL_EMISSION
    forward = np.empty((rows, columns))
    found = np.empty((rows, columns))
    reached = _jumps(columns + 1, 1.0)[0, 1:] / _jumps(columns + 1, 1.0)[0, 1:].sum()
    state = reached
    for j in range(rows):
        found[j] = (reached if j == 0 else state @ jumps) * explained[j]
        state = found[j] + unexplained * state
        total = state.sum()
        found[j] /= total
        state /= total
        forward[j] = state
    ahead = np.ones(columns)
    for j in range(rows - 1, -1, -1):
        found[j] *= ahead / (forward[j] @ ahead)
        ahead = jumps @ (explained[j] * ahead) + unexplained * ahead
        ahead /= ahead.max()
    return found


@lru_cache(maxsize=512)
def _jumps(size: int, slope: float) -> Matrix:
    """From each place (row) to each place (column): the nearer to the expected step, the more probable."""
    places = np.arange(size)
    beside = np.abs(places[None, :] - places[:, None] - slope)
    weights = 1.0 / (1.0 + beside / JUMP_WIDTH) ** JUMP_POWER + JUMP_FLOOR
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float64)
