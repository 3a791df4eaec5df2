"""Leaves out pairs that would teach the wrong thing, and says how many for which reason."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from training.pairs import TextPair, read_lines, read_pairs, tidy, write_pairs

LONGEST = 100
"""Words a side may have; longer ones are lists or several sentences."""

RATIO = 2.3
"""How many times as many words one side may have as the other."""

SHORT = 6
"""Up to so many words, neither the language nor the ratio of the lengths can be told."""

RUN = 10
"""A run of so many words shared with a text kept apart is no chance: the text is in there."""

WORD = re.compile(r"\w+")
"""A word for counting and comparing: "L'État" has two."""

STRAY_DIGITS = 3
"""So many digits may stand on one side only: "20 h 30" and "8:30 pm" are the same, "1997" and "2004" are not."""


@cache
def _known(language: str) -> frozenset[str]:
    lines = read_lines(Path(__file__).parent / "words" / f"{language}.txt")
    return frozenset(line for line in lines if line and not line.startswith("#"))


class Cleaner:
    """Finds what is wrong with a pair. It remembers the pairs it found sound, so that each comes once.

    Args:
        apart: texts kept for measuring; no side that is one of them, or holds a run of `RUN` of its words, may be trained on.
    """

    def __init__(self, apart: Iterable[str] = ()) -> None:
        self._seen: set[int] = set()
        self._apart: set[int] = set()
        self._runs: set[int] = set()
        for text in apart:
            words = WORD.findall(text.lower())
            if len(words) > 3:  # "Oui." and a title of two words are no test material of anyone
                self._apart.add(hash("".join(words)))
            self._runs.update(_runs(words))

    def find_fault(self, pair: TextPair) -> str | None:
        """The reason to leave the pair out, in a word or two, or None.

        >>> cleaner = Cleaner()
        >>> cleaner.find_fault(TextPair("Bonjour.", "Hello.", "x")), cleaner.find_fault(TextPair("bonjour", "hello", "y"))
        (None, 'seen before')
        """
        source, target = (WORD.findall(side.lower()) for side in pair[:2])
        fault = _find_fault(source, target)
        if fault:
            return fault
        if any(
            hash("".join(side)) in self._apart or not self._runs.isdisjoint(_runs(side)) for side in (source, target)
        ):
            return "kept apart"
        key = hash(("".join(source), "".join(target)))
        if key in self._seen:
            return "seen before"
        self._seen.add(key)
        return None


def _runs(words: list[str]) -> Iterator[int]:
    return (hash(tuple(words[i : i + RUN])) for i in range(len(words) - RUN + 1))


def _find_fault(source: list[str], target: list[str]) -> str | None:
    if not source or not target:
        return "empty"
    if max(len(source), len(target)) > LONGEST:
        return "too long"
    if max(len(source), len(target)) > SHORT:
        if max(len(source), len(target)) > RATIO * min(len(source), len(target)):
            return "lengths differ"
        if _is_in("english", "french", source) or _is_in("french", "english", target):
            return "wrong language"
    digits = [Counter("".join(filter(str.isdigit, "".join(side)))) for side in (source, target)]
    if ((digits[0] - digits[1]) + (digits[1] - digits[0])).total() > STRAY_DIGITS:
        return "numbers differ"
    return None


def _is_in(language: str, other: str, words: list[str]) -> bool:
    """Whether the words are of that language rather than of the other."""
    return sum(word in _known(language) for word in words) > sum(word in _known(other) for word in words)


def clean(path: Path, cleaner: Cleaner, faults: Counter[str]) -> Iterator[TextPair]:
    """The sound pairs of a file, tidied; the reasons for the others are counted in `faults`."""
    for raw in read_pairs(path):
        pair = TextPair(tidy(raw.source), tidy(raw.target), raw.origin)
        fault = cleaner.find_fault(pair)
        if fault:
            faults[fault] += 1
        else:
            yield pair


def main(argv: list[str]) -> None:
    """``clean FILE… -o FOLDER [--apart FILE…]``: the files in the order of trust, for of two same pairs the first is kept."""
    parser = argparse.ArgumentParser(prog="python -m training clean", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="NAME.tsv or NAME.tsv.xz, the most trusted first")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder for the cleaned NAME.tsv")
    parser.add_argument("--apart", nargs="*", type=Path, default=[], help="texts kept for measuring, one a line")
    options = parser.parse_args(argv)
    apart = (column for path in options.apart for line in read_lines(path) for column in line.split("\t"))
    cleaner = Cleaner(apart)
    for path in dict.fromkeys(options.files):  # `press_* *` names a file twice
        faults: Counter[str] = Counter()
        name = path.name.split(".tsv")[0]
        kept = write_pairs(options.out / f"{name}.tsv", clean(path, cleaner, faults))
        left = ", ".join(f"{count} {fault}" for fault, count in sorted(faults.items()))
        print(f"{name}: {kept} pairs kept; left out: {left or 'none'}", flush=True)
