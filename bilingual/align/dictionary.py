"""How often a French word becomes an English word: a small statistical dictionary, and what it says of rare forms.

The counts of `data/fr_en_lexicon.txt` were taken from word-aligned sentence pairs. A form that was seldom seen borrows
from the words that begin like it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from bilingual.align.terms import PREFIX, stem
from bilingual.lexicon import load_lines

BORROW = 5.0
"""A form seen this often trusts its own counts and those of its stem equally."""

DOUBT = 2.0
"""Added to the count of a stem, so that what was seen once is not taken for certain."""


class Dictionary:
    """Probabilities that a French form becomes an English one (`forward`) and the other way round (`backward`)."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.forward_of: dict[str, dict[str, float]] = {}
        self.backward_of: dict[str, dict[str, float]] = defaultdict(dict)
        self._seen: dict[str, float] = {}
        self._seen_english: dict[str, float] = defaultdict(float)
        for line in lines:
            self._add(*line.split(" "))
        self._stems: dict[tuple[str, str], float] = defaultdict(float)
        for source, targets in self.forward_of.items():
            for target, share in targets.items():
                self._stems[stem(source), stem(target)] += share * self._seen[source]
        self._stem_seen = _by_stem(self._seen)
        self._stem_seen_english = _by_stem(self._seen_english)

    def _add(self, source: str, seen: str, *entries: str) -> None:
        self._seen[source] = float(seen)
        targets = self.forward_of.setdefault(source, {})
        for entry in entries:
            target, forward, backward = entry.rsplit(":", 2)
            targets[target] = int(forward) / 1000
            self.backward_of[target][source] = int(backward) / 1000
            if backward != "0":
                count = float(seen) * int(forward) / int(backward)
                self._seen_english[target] = max(self._seen_english[target], count)

    def both(self, source: str, target: str) -> tuple[float, float]:
        """How often the French form becomes the English one, and how often that comes from it."""
        forward = self.forward_of.get(source, {}).get(target, 0.0)
        backward = self.backward_of[target][source] if forward else 0.0
        together = 0.0
        if len(source) >= PREFIX or len(target) >= PREFIX:
            together = self._stems.get((stem(source), stem(target)), 0.0)
        return (
            _smooth(forward, self._seen.get(source, 0.0), together, self._stem_seen.get(stem(source), 0.0)),
            _smooth(
                backward, self._seen_english.get(target, 0.0), together, self._stem_seen_english.get(stem(target), 0.0)
            ),
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


def _smooth(share: float, seen: float, together: float, stem_seen: float) -> float:
    own = seen / (seen + BORROW)
    return own * share + (1.0 - own) * together / (stem_seen + DOUBT)
