"""Who says a quote without a cue: whoever spoke last, or of whom the sentence before it, or behind it, speaks."""

from __future__ import annotations

from bilingual.lexicon import load_words
from bilingual.model import Span
from bilingual.quotes.references import FIRST_PERSON, Speaker, strip_article
from bilingual.quotes.resolution import Resolver, Turn
from bilingual.text import fold

SUBJECTS = frozenset(["person", "role", "pronoun", "body", "name"])
"""Kinds of subjects whose words the quoted words of a sentence without a cue may be."""


def only_relays(speaker: Speaker, words: str) -> bool:
    """Whether a paper only passes on what somebody says of himself: « J'avais peur », rapporte la Gazette."""
    return strip_article(fold(speaker.name)) in load_words("media.txt") and FIRST_PERSON.search(words) is not None


def last_turn(resolver: Resolver, paragraph: int, number: int) -> Turn | None:
    """Who spoke last, in the same unit or the few before it."""
    for _ in range(4):
        turns = resolver.turns.get((paragraph, number))
        if turns:
            return turns[-1]
        earlier = resolver.unit_before(paragraph, number)
        if earlier is None:
            return None
        paragraph, number = earlier
    return None


def find_floating(
    resolver: Resolver, paragraph: int, number: int
) -> tuple[Speaker, Span | None, Span | None, float] | None:
    """Who says a quote that stands alone: the speaker of the unit before, or its subject."""
    following = resolver.units_of(paragraph)[number + 1 : number + 2]
    if number == 0 and following and not following[0].holes:  # « Enfin ! » Claire Petit n'y croyait plus.
        main = resolver.main_of(paragraph, 1)
        if main is not None and main.kind == "person":
            return main, None, None, main.sure * 0.7
    for step in range(1, 6):
        earlier = resolver.unit_before(paragraph, number)
        if earlier is None:
            return None
        paragraph, number = earlier
        turns = resolver.turns.get((paragraph, number))
        if turns:
            turn = turns[-1]
            return turn.speaker, turn.mention, turn.cue, turn.speaker.sure * (1.0 if step == 1 else 0.85)
        unit = resolver.units_of(paragraph)[number]
        if all(t.kind in ("quote", "mark") for t in unit.tokens):
            continue
        main = resolver.main_of(paragraph, number)
        if main is not None and main.kind in ("person", "role", "body"):
            known = 0.75 if main.kind != "body" else 0.6
            return main, None, None, main.sure * known * (1.0 if step == 1 else 0.7)
    return None
