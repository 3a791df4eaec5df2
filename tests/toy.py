"""A toy language pair for the tests of training: three parts a sentence, eighty sentences, some with quotes."""

from __future__ import annotations

import re
from itertools import product

from training.pairs import TextPair

SUBJECTS = {"le roi": "the king", "la mer": "the sea", "un chat": "a cat", "une île": "an isle"}
VERBS = {"voit": "sees", "suit": "follows", "aime": "loves", "craint": "fears", "fuit": "flees"}
OBJECTS = {"le feu": "the fire", "la nuit": "the night", "un ami": "a friend", "une fée": "a fairy"}


def make_pairs() -> list[TextPair]:
    """All combinations, in a fixed order."""
    return [make_pair(*parts, quoted=number % 3 == 0) for number, parts in enumerate(product(SUBJECTS, VERBS, OBJECTS))]


def make_pair(subject: str, verb: str, thing: str, quoted: bool) -> TextPair:
    """One sentence and its translation."""
    marks = ("« {} »", "“{}”") if quoted else ("{}", "{}")
    source = f"{subject} {verb} {marks[0].format(thing)}."
    target = f"{SUBJECTS[subject]} {VERBS[verb]} {marks[1].format(OBJECTS[thing])}."
    return TextPair(source[0].upper() + source[1:], target[0].upper() + target[1:], "toy")


def list_plurals() -> list[str]:
    """The words with an s: SentencePiece makes a piece only of what stands in two different words."""
    return sorted({f"{word}s" for pair in make_pairs() for side in pair[:2] for word in re.findall(r"\w+", side)})
