"""How well blocks of sentences of one text explain the sentences of the other, by their words.

A source sentence is what it leads one to expect: a table of English stems with how often each should occur, from the
dictionary, from likeness (a name, a number, a cognate stands for itself) and from a machine translation where there is
one. How much likelier the words of a target sentence are under a block of source sentences than under the whole text
is that sentence's gain (Moore 2002, with a mixture of block and text). It is added up over the sentences of a bead, so
every bead is scored by a few sums.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bilingual.alignment.dictionary import load_dictionary
from bilingual.alignment.terms import Term, is_mark, plain, source_terms, target_terms

Floats = NDArray[np.float64]

LONGEST = 5
"""The most sentences on one side of a bead."""

EXPLAINED = 0.5
"""The share of a sentence's words that its counterpart is to explain; the rest is any word of the text."""

TRANSLATED = 0.2
"""The weight of the machine translation beside the dictionary."""

UNKNOWN, KNOWN = 0.6, 0.12
"""How often a word that is not (or is) in the dictionary is expected to stand for itself."""

PRIOR = 2000.0
"""How many words of general text are added to a text where it is counted how frequent its words are."""

KEY = 6
"""The letters of a word that are compared, so that inflected forms meet."""


class Corridor(NamedTuple):
    """The target sentences `low[i]` to `high[i]` (half-open) that source sentence i is compared with; both rise."""

    low: list[int]
    high: list[int]

    def turned(self, size: int) -> Corridor:
        """The same cells seen from the `size` target sentences."""
        return Corridor(
            [bisect_right(self.high, j) for j in range(size)], [bisect_right(self.low, j) for j in range(size)]
        )


class Words(NamedTuple):
    """One text as words: the keys of each sentence, how many they are, and how frequent each key is in the text."""

    keys: list[list[str]]
    sizes: list[int]
    frequency: dict[str, float]
    rare: float


def count_words(
    sentences: Sequence[str], find: Callable[[str], list[Term]], general: Mapping[str, float]
) -> tuple[list[list[str]], Words]:
    """The forms of each sentence (marks left out), and the text as `Words`; `general` is how frequent keys are
    elsewhere, which counts as much as `PRIOR` words of the text.
    """
    forms = [[term.form for term in find(sentence) if not is_mark(term.form)] for sentence in sentences]
    keys = [[key_of(form) for form in sentence] for sentence in forms]
    counts = Counter(key for sentence in keys for key in sentence)
    total = sum(counts.values()) + len(counts) + PRIOR + 1
    frequency = {key: (count + PRIOR * general.get(key, 0.0) + 1) / total for key, count in counts.items()}
    return forms, Words(keys, [max(1, len(sentence)) for sentence in keys], frequency, 1 / total)


@cache
def _general_frequencies() -> tuple[dict[str, float], dict[str, float]]:
    """How frequent French and English keys are in general."""
    tables = []
    for seen in (load_dictionary().seen, load_dictionary().english_seen):
        counts: dict[str, float] = defaultdict(float)
        for form, count in seen.items():
            counts[key_of(form)] += count
        total = sum(counts.values())
        tables.append({key: count / total for key, count in counts.items()})
    return tables[0], tables[1]


@cache
def key_of(form: str) -> str:
    """What a word is compared by."""
    return plain(form)[:KEY]


def expect(forms: Sequence[str], table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """How often each key of the other language should occur beside these words."""
    expected: dict[str, float] = defaultdict(float)
    for form in forms:
        known = table.get(form)
        for other, share in (known or {}).items():
            expected[key_of(other)] += share
        if not known or form[0].isdigit():
            expected[key_of(form)] += UNKNOWN
        elif len(form) > 3:
            expected[key_of(form)] += KNOWN
    return expected


class Evidence:
    """The two texts as words and expectations, and the gains of all cells of a corridor."""

    def __init__(self, source: Sequence[str], target: Sequence[str], translations: Sequence[str] | None) -> None:
        dictionary = load_dictionary()
        french, english = _general_frequencies()
        source_forms, self.source = count_words(source, source_terms, french)
        target_forms, self.target = count_words(target, target_terms, english)
        self.forward = [expect(forms, dictionary.forward_of) for forms in source_forms]
        self.backward = [expect(forms, dictionary.backward_of) for forms in target_forms]
        self.translation = None if translations is None else count_words(translations, target_terms, english)[1]

    def gains(self, corridor: Corridor) -> tuple[Floats, Floats]:
        """Of each cell (i, j), for m = 0 … LONGEST, the gain of target sentence j under the m source sentences that
        end with i; and, the second array, that of source sentence i under the m target sentences that end with j.

        Both arrays have one row for each m; the cells of a corridor stand in one line, source sentence by sentence.
        """
        turned = corridor.turned(len(self.target.keys))
        forward = _gains(self.forward, self.source.sizes, self.target, turned)
        backward = _gains(self.backward, self.target.sizes, self.source, corridor)
        if self.translation is not None:
            said = [dict(Counter(keys)) for keys in self.translation.keys]
            read = [dict(Counter(keys)) for keys in self.target.keys]
            more = _gains(said, self.translation.sizes, self.target, turned)
            back = _gains(read, self.target.sizes, self.translation, corridor)
            forward = [(1 - TRANSLATED) * a + TRANSLATED * b for a, b in zip(forward, more, strict=True)]
            backward = [(1 - TRANSLATED) * a + TRANSLATED * b for a, b in zip(backward, back, strict=True)]
        return _by_source(forward, corridor, turned), np.concatenate(backward, axis=1)


def _gains(
    expected: Sequence[Mapping[str, float]], sizes: Sequence[int], other: Words, window: Corridor
) -> list[Floats]:
    """For each sentence of `other` its gain under the blocks that end inside its window: a row for each block size."""
    places: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for i, table in enumerate(expected):
        for key, share in table.items():
            places[key][0].append(i)
            places[key][1].append(share)
    reach = np.concatenate([[0], np.cumsum(sizes)])
    return [
        _gain(keys, places, reach, other, window.low[number], window.high[number])
        for number, keys in enumerate(other.keys)
    ]


def _gain(
    keys: Sequence[str],
    places: Mapping[str, tuple[list[int], list[float]]],
    reach: NDArray[np.int64],
    other: Words,
    low: int,
    high: int,
) -> Floats:
    found = np.zeros((LONGEST + 1, high - low))
    if not keys:
        return found
    first = max(0, low - LONGEST)
    ratios = np.zeros((len(keys), high - first + 1))
    for row, key in enumerate(keys):
        if key in places:
            where, shares = places[key]
            a, b = bisect_left(where, first), bisect_left(where, high)
            ratios[row, np.array(where[a:b], dtype=int) - first + 1] = shares[a:b]
            ratios[row] /= other.frequency.get(key, other.rare)
    sums = np.cumsum(ratios, axis=1)
    ends = np.arange(low, high) + 1
    for size in range(1, LONGEST + 1):
        starts = np.maximum(ends - size, first)
        mean = (sums[:, ends - first] - sums[:, starts - first]) / (reach[ends] - reach[starts])
        found[size] = np.log1p(EXPLAINED * (mean - 1.0)).sum(axis=0)
    return found


def _by_source(gains: Sequence[Floats], corridor: Corridor, turned: Corridor) -> Floats:
    """Gains listed target sentence by sentence, put into the order of the corridor's cells."""
    widths = [high - low for low, high in zip(corridor.low, corridor.high, strict=True)]
    begins = np.concatenate([[0], np.cumsum(widths)])[:-1] - np.array(corridor.low)
    cells = np.zeros((LONGEST + 1, sum(widths)))
    for j, gain in enumerate(gains):
        cells[:, begins[turned.low[j] : turned.high[j]] + j] = gain
    return cells
