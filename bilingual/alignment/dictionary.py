"""How often a French word becomes an English word: a small statistical dictionary, and what it says of rare forms.

The counts of `data/fr_en_lexicon.txt` were taken from word-aligned sentence pairs. A form that was seldom seen borrows
from the words that begin like it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial
from typing import NamedTuple

from bilingual.alignment.terms import PREFIX, stem
from bilingual.lexicon import load_lines

BORROW = 5.0
"""A form seen this often trusts its own counts and those of its stem equally."""

DOUBT = 2.0
"""Added to the count of a stem, so that what was seen once is not taken for certain."""


class _Entry(NamedTuple):
    """A form: what it becomes, how far that is trusted, and what a count of its stem is worth instead."""

    stem: str
    others: Mapping[str, float]
    own: float
    borrowed: float


class Dictionary:
    """Probabilities that a French form becomes an English one (`forward`) and the other way round (`backward`).

    `seen` and `english_seen` say how often a form occurred where this was counted.
    """

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.forward_of: dict[str, dict[str, float]] = {}
        self.backward_of: dict[str, dict[str, float]] = defaultdict(dict)
        self.seen: dict[str, float] = {}
        self.english_seen: dict[str, float] = defaultdict(float)
        for line in lines:
            self._add(*line.split(" "))
        self._stems: dict[tuple[str, str], float] = defaultdict(float)
        for source, targets in self.forward_of.items():
            for target, share in targets.items():
                self._stems[stem(source), stem(target)] += share * self.seen[source]
        sides = (self.forward_of, self.seen), (self.backward_of, self.english_seen)
        self._french, self._english = (
            cache(partial(_look_up, others=others, seen=seen, stem_seen=_by_stem(seen))) for others, seen in sides
        )

    def _add(self, source: str, seen: str, *entries: str) -> None:
        self.seen[source] = float(seen)
        targets = self.forward_of.setdefault(source, {})
        for entry in entries:
            target, forward, backward = entry.rsplit(":", 2)
            targets[target] = int(forward) / 1000
            self.backward_of[target][source] = int(backward) / 1000
            if backward != "0":
                count = float(seen) * int(forward) / int(backward)
                self.english_seen[target] = max(self.english_seen[target], count)

    def both(self, source: str, target: str) -> tuple[float, float]:
        """How often the French form becomes the English one, and how often that comes from it."""
        french, english = self._french(source), self._english(target)
        together = 0.0
        if len(source) >= PREFIX or len(target) >= PREFIX:
            together = self._stems.get((french.stem, english.stem), 0.0)
        return (
            french.own * french.others.get(target, 0.0) + french.borrowed * together,
            english.own * english.others.get(source, 0.0) + english.borrowed * together,
        )


@cache
def load_dictionary() -> Dictionary:
    """The French–English dictionary of the library, loaded once (about a tenth of a second)."""
    return Dictionary(load_lines("fr_en_lexicon.txt"))


def _by_stem(seen: Mapping[str, float]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for form, count in seen.items():
        sums[stem(form)] += count
    return dict(sums)


def _look_up(
    form: str,
    others: Mapping[str, Mapping[str, float]],
    seen: Mapping[str, float],
    stem_seen: Mapping[str, float],
) -> _Entry:
    own = seen.get(form, 0.0) / (seen.get(form, 0.0) + BORROW)
    borrowed = (1.0 - own) / (stem_seen.get(stem(form), 0.0) + DOUBT)
    return _Entry(stem(form), others.get(form, {}), own, borrowed)
