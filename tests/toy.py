"""A toy language pair for the tests of training: three parts a sentence, eighty sentences, some with quotes."""

from __future__ import annotations

from itertools import product

from training.pairs import TextPair

SUBJECTS = {"le ministre": "the minister", "la ville": "the city", "un témoin": "a witness", "le journal": "the paper"}
VERBS = {"salue": "welcomes", "critique": "criticises", "attend": "awaits", "décrit": "describes", "refuse": "refuses"}
OBJECTS = {"la réforme": "the reform", "un accord": "a deal", "le vote": "the vote", "la grève": "the strike"}


def make_pairs() -> list[TextPair]:
    """All combinations, in a fixed order."""
    return [make_pair(*parts, quoted=number % 3 == 0) for number, parts in enumerate(product(SUBJECTS, VERBS, OBJECTS))]


def make_pair(subject: str, verb: str, thing: str, quoted: bool) -> TextPair:
    """One sentence and its translation."""
    marks = ("« {} »", "“{}”") if quoted else ("{}", "{}")
    source = f"{subject} {verb} {marks[0].format(thing)}."
    target = f"{SUBJECTS[subject]} {VERBS[verb]} {marks[1].format(OBJECTS[thing])}."
    return TextPair(source[0].upper() + source[1:], target[0].upper() + target[1:], "toy")
