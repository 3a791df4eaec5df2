"""Where to look: sentences that surely belong together, and the cells between them.

Anchors are pairs of sentences that share rare words which nobody else shares, chained so that they rise on both
sides. Long stretches that only one of the texts has do not disturb them, as no diagonal is assumed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log

from bilingual.alignment.scores import Corridor, Evidence, Words

SMALL = 40_000
"""Texts with no more cells than this are compared as a whole."""

MARGIN = 10
"""How many sentences around an anchor the path may still stray."""

WIDEST = 400
"""The most target sentences one source sentence is compared with, where anchors are missing."""

RARE = 0.004
"""A word is rare when no more than this share of the sentences have it (and never rarer than `FEW` sentences)."""

FEW = 6

ALIKE = 0.2
"""The least Dice coefficient of an anchor's rare words."""

CLEAR = 1.3
"""How much better an anchor must be than the next best on either side."""


def find_corridor(evidence: Evidence) -> Corridor:
    """The cells worth comparing: everything for small texts, else what lies between the anchors, with a margin."""
    rows, columns = len(evidence.source.keys), len(evidence.target.keys)
    if rows * columns <= SMALL:
        return Corridor([0] * rows, [columns] * rows)
    anchors = _chain(_candidates(evidence.forward, evidence.target))
    marks = [(-1, -1), *anchors, (rows, columns)]
    sources = [i for i, _ in marks]
    low: list[int] = []
    high: list[int] = []
    for i in range(rows):
        before = marks[max(0, bisect_left(sources, i - MARGIN) - 1)]
        after = marks[min(len(marks) - 1, bisect_left(sources, i + MARGIN))]
        left, right = max(0, before[1] - MARGIN), min(columns, after[1] + MARGIN + 1)
        if right - left > WIDEST:
            middle = before[1] + (after[1] - before[1]) * (i - before[0]) / max(1, after[0] - before[0])
            left = max(left, int(middle) - WIDEST // 2)
            right = min(right, int(middle) + WIDEST // 2)
        low.append(max(left, low[-1] if low else 0))
        high.append(max(right, high[-1] if high else 0, low[-1] + 1))
    high[-1] = columns
    return Corridor(low, high)


def _candidates(expected: Sequence[Mapping[str, float]], target: Words) -> list[tuple[int, int, float]]:
    """Pairs of sentences that are each other's best by rare words, and clearly so."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j, keys in enumerate(target.keys):
        for key in set(keys):
            holders[key].append(j)
    most = max(FEW, int(RARE * len(target.keys)))
    weights = {key: log(len(target.keys) / len(h)) for key, h in holders.items() if len(h) <= most}
    totals = [sum(weights.get(key, 0.0) for key in set(keys)) for keys in target.keys]
    best_source: dict[int, list[tuple[float, int]]] = defaultdict(list)
    best_target: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, table in enumerate(expected):
        shared: dict[int, float] = defaultdict(float)
        own = 0.0
        for key, share in table.items():
            if key in weights:
                weight = min(1.0, share) * weights[key]
                own += weight
                for j in holders[key]:
                    shared[j] += weight
        for j, weight in shared.items():
            alike = 2.0 * weight / (own + totals[j])
            best_source[j].append((alike, i))
            best_target[i].append((alike, j))
    found = []
    for i, options in sorted(best_target.items()):
        alike, j = _clear_best(options)
        if alike >= ALIKE and _clear_best(best_source[j]) == (alike, i):
            found.append((i, j, alike))
    return found


def _clear_best(options: Sequence[tuple[float, int]]) -> tuple[float, int]:
    """The best option; a likeness of 0 where the second is nearly as good."""
    first, *rest = sorted(options, reverse=True)[:2]
    return first if not rest or first[0] >= CLEAR * rest[0][0] else (0.0, -1)


def _chain(candidates: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The candidates of greatest total likeness that rise on both sides (a Fenwick tree of best chains by target)."""
    if not candidates:
        return []
    size = max(j for _, j, _ in candidates) + 2
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before = []
    ends = []
    for number, (_, j, alike) in enumerate(candidates):
        best, at = (0.0, -1), j
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before.append(best[1])
        ends.append((best[0] + alike, number))
        at = j + 1
        while at <= size:
            tree[at] = max(tree[at], ends[-1])
            at += at & -at
    chain, number = [], max(ends)[1]
    while number >= 0:
        chain.append(candidates[number][:2])
        number = before[number]
    return chain[::-1]
