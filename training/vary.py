"""Makes other sentences of a pair: with other names, and as real pages write them. The target changes with the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from random import Random

from training.pairs import TextPair, read_lines

NAME = re.compile(r"(?<=\w[ '’-]) [A-ZÀ-Þ] [a-zà-ÿ]{3,} \b", re.VERBOSE)
"""A capitalised word inside a sentence: "Milley" in "Mark Milley"; not "Mark" at the beginning, not "OTAN"."""

QUOTED = re.compile(r"«\s*([^«»“”\"]+?)\s*» | “([^«»“”\"]+)” | \"([^«»“”\"]+)\"", re.VERBOSE)
"""What stands between a pair of marks, and the marks: « oui », “oui”, "oui"."""

MARKS = (
    "«\u202f{}\u202f»",
    "«\u00a0{}\u00a0»",
    "« {} »",
    "«{}»",
    "“{}”",
    '"{}"',
    "„{}“",
    "<< {} >>",
    "‘{}’",
    "“ {} ”",
    "« {}»",
)
"""How pages write a quote, the wrong ways included."""

BEFORE_MARK = re.compile(r"[ \u00a0\u202f]+(?=[?!:;])")
"""The French space before a mark, which many pages lose: "Quoi ?"."""


def find_names(pair: TextPair) -> list[str]:
    """The names that stand on both sides in the same form, in order.

    >>> find_names(TextPair("Le général Milley est à Berne.", "General Milley is in Bern.", ""))
    ['Milley']
    """
    target = set(NAME.findall(pair.target))
    return [name for name in dict.fromkeys(NAME.findall(pair.source)) if name in target]


def rename(pair: TextPair, names: Sequence[str], random: Random) -> TextPair | None:
    """The pair with every name on both sides replaced, half by one of `names`, half by an invented one; None without names.

    It teaches the network to copy a name letter by letter rather than to write one it knows.
    """
    found = find_names(pair)
    source, target = pair.source, pair.target
    for name in found:
        new = random.choice(names) if names and random.random() < 0.5 else invent_name(random)
        source, target = (re.sub(rf"\b{name}\b", new, side) for side in (source, target))
    return TextPair(source, target, pair.origin) if found else None


def invent_name(random: Random) -> str:
    """A name that nobody bears, from syllables of many languages."""
    beginnings, endings = _syllables("beginnings"), _syllables("endings")
    return ("".join(random.choices(beginnings, k=random.choice((1, 2, 2)))) + random.choice(endings)).capitalize()


@cache
def _syllables(name: str) -> list[str]:
    return [line for line in read_lines(Path(__file__).parent / "words" / f"{name}.txt") if not line.startswith("#")]


def _without_accents(pair: TextPair, random: Random) -> TextPair | None:
    plain = "".join(c for c in unicodedata.normalize("NFD", pair.source) if not unicodedata.combining(c))
    return pair._replace(source=plain) if plain != pair.source else None


def _without_stop(pair: TextPair, random: Random) -> TextPair | None:
    if not (pair.source.endswith(".") and pair.target.endswith(".")) or pair.source.endswith(".."):
        return None
    return pair._replace(source=pair.source[:-1], target=pair.target[:-1])


def _in_capitals(pair: TextPair, random: Random) -> TextPair | None:
    """A headline in capitals; half of the pages also drop the accents of capitals."""
    if not 3 < len(pair.source.split()) < 16:
        return None
    upper = pair._replace(source=pair.source.upper(), target=pair.target.upper())
    return random.random() < 0.5 and _without_accents(upper, random) or upper


def _with_capital_words(pair: TextPair, random: Random) -> TextPair | None:
    """A headline as English pages write it, translated by a machine: "Le Pentagone N’a Pas Parlé"; the target has none of it."""
    if not 3 < len(pair.source.split()) < 16:
        return None
    return pair._replace(source=" ".join(word[:1].upper() + word[1:] for word in pair.source.split(" ")))


def _with_other_marks(pair: TextPair, random: Random) -> TextPair | None:
    """The quotes of the source between other marks; the target keeps its own, which the vocabulary makes straight."""
    if not QUOTED.search(pair.source):
        return None
    form = random.choice(MARKS)
    return pair._replace(source=QUOTED.sub(lambda match: form.format(next(filter(None, match.groups()))), pair.source))


def _without_spaces(pair: TextPair, random: Random) -> TextPair | None:
    source = BEFORE_MARK.sub("", pair.source)
    return pair._replace(source=source) if source != pair.source else None


def _with_doubled_stop(pair: TextPair, random: Random) -> TextPair | None:
    """What a page translated by a machine leaves at the end: "a rapporté CNN. .". The target is clean."""
    return pair._replace(source=pair.source + " .") if pair.source.endswith(".") else None


Variation = Callable[[TextPair, Random], "TextPair | None"]

NOISE: tuple[tuple[float, Variation], ...] = (
    (0.010, _without_accents),
    (0.020, _without_stop),
    (0.006, _in_capitals),
    (0.004, _with_capital_words),
    (0.300, _with_other_marks),
    (0.050, _without_spaces),
    (0.003, _with_doubled_stop),
)
"""What may happen to a pair, each with its share of the pairs it can happen to. Only few pairs have quotes."""


def roughen(pair: TextPair, random: Random) -> TextPair:
    """The pair with the faults of real pages, mostly none."""
    for share, variation in NOISE:
        if random.random() < share:
            pair = variation(pair, random) or pair
    return pair


def has_quotes(pair: TextPair) -> bool:
    """Whether both sides have the same number of quotes, at least one."""
    counts = [len(QUOTED.findall(side)) for side in (pair.source, pair.target)]
    return counts[0] == counts[1] > 0


def collect_names(pairs: Iterable[TextPair]) -> list[str]:
    """All names that stand on both sides of some pair, sorted."""
    return sorted({name for pair in pairs for name in find_names(pair)})
