"""Word links between a sentence and its translation, from everything that is known about them.

How well one word explains another: a small dictionary, likeness of writing, numbers, marks, and the engine's
attention where there is some. A hidden Markov model reads each side off the other, and only where the two readings
agree there is a link (Liang, Taskar and Klein 2006).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

import numpy as np

from bilingual.alignment.dictionary import load_dictionary
from bilingual.alignment.hmm import Matrix, find_posteriors
from bilingual.alignment.terms import QUOTE_MARKS, Term, cognacy, is_mark, source_terms, target_terms
from bilingual.model import Attention, Link, Span

AGREED = 0.4
"""The least geometric mean of the two readings' probabilities that makes a link."""

FLOOR = 0.003
"""How well any word explains any other, before anything speaks for it."""

NEVER = 1e-9
"""How well a mark explains a word."""

COGNATE, COGNATE_FROM = 0.5, 0.35
"""The weight of likeness of writing, and the likeness that is mere chance."""

OTHER_MARK, OTHER_NUMBER, NUMBER_WORD = 0.1, 0.01, 0.0025
"""How well a mark explains another mark, a number another number, a number a word ("6", "six")."""

ATTENTION_POWER, ATTENTION_FLOOR = 0.6, 0.02
"""How much the attention counts beside the words themselves, and what it leaves to those it does not look at."""

MOST_CELLS = 4_000_000
"""Pairs of words that are compared at most (32 MB a matrix): longer texts than this are not sentences."""


def link_words(source: str, target: str, attention: Attention | None = None) -> list[Link]:
    """Which word of `source` became which word of `target`, in source order.

    Words are linked, never pieces of words; a word may have several links, or none where it has no counterpart. Marks
    link to marks only, quotation marks to quotation marks only.

    Args:
        source: a French sentence.
        target: its English translation.
        attention: how an engine reads `target` off `source`; without it the words alone decide.

    Returns:
        Links whose spans are characters of the two strings and whose probability is at least `AGREED`.
    """
    left, right = source_terms(source), target_terms(target)
    if not left or not right or len(left) * len(right) > MOST_CELLS:
        return []
    forward, backward = _explain(left, right)
    if attention is not None:
        looked = _look(attention, [term.span for term in left], [term.span for term in right])
        forward *= _share(looked, axis=1)
        backward *= _share(looked, axis=0)
    agreed = np.sqrt(find_posteriors(forward) * find_posteriors(backward.T).T)
    cells = sorted((int(i), int(j)) for j, i in np.argwhere(agreed >= AGREED))
    return [Link(left[i].span, right[j].span, min(1.0, round(float(agreed[j, i]), 4))) for i, j in cells]


def _explain(left: Sequence[Term], right: Sequence[Term]) -> tuple[Matrix, Matrix]:
    """How well each source word (column) explains each target word (row), and the other way round."""
    pairs = [_evidence(f.form, e.form) for e, f in product(right, left)]
    both = np.array(pairs, dtype=np.float64).reshape(len(right), len(left), 2)
    return both[:, :, 0].copy(), both[:, :, 1].copy()


@lru_cache(maxsize=200_000)
def _evidence(source: str, target: str) -> tuple[float, float]:
    """What the two forms alone say, in both directions; almost nothing where a mark meets a word."""
    marks = is_mark(source) + is_mark(target)
    if marks:
        same_kind = marks == 2 and (source in QUOTE_MARKS) == (target in QUOTE_MARKS)
        alike = source == target or source in QUOTE_MARKS
        fit = NEVER if not same_kind else COGNATE + FLOOR if alike else OTHER_MARK + FLOOR
        return fit, fit
    digits = source[0].isdigit() + target[0].isdigit()
    if digits:
        fit = COGNATE if source == target else OTHER_NUMBER if digits == 2 else NUMBER_WORD
    else:
        likeness = cognacy(source, target) - COGNATE_FROM
        fit = COGNATE * likeness**1.5 if likeness > 0.0 else 0.0
    forward, backward = load_dictionary().both(source, target)
    return forward + fit + FLOOR, backward + fit + FLOOR


def _look(attention: Attention, left: Sequence[Span], right: Sequence[Span]) -> Matrix:
    """The attention of words: over the pieces of a target word the mean, over those of a source word the sum."""
    weights = np.asarray(attention.weights, dtype=np.float64).reshape(len(attention.target), len(attention.source))
    rows, columns = _owners(attention.target, right), _owners(attention.source, left)
    columns /= np.maximum(1.0, columns.sum(axis=1, keepdims=True))
    rows /= np.maximum(1.0, rows.sum(axis=0, keepdims=True))
    return np.asarray(rows.T @ weights @ columns, dtype=np.float64)


def _owners(pieces: Sequence[Span], words: Sequence[Span]) -> Matrix:
    """A 1 where a piece (row) shares characters with a word (column)."""
    starts = np.array([[piece.start] for piece in pieces]).reshape(-1, 1)
    ends = np.array([[piece.end] for piece in pieces]).reshape(-1, 1)
    shared = (starts < np.array([word.end for word in words])) & (np.array([word.start for word in words]) < ends)
    return np.asarray(shared & (starts < ends), dtype=np.float64)


def _share(looked: Matrix, axis: int) -> Matrix:
    sums = np.maximum(1e-6, looked.sum(axis=axis, keepdims=True))
    return np.asarray((looked / sums + ATTENTION_FLOOR) ** ATTENTION_POWER, dtype=np.float64)
