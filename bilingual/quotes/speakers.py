"""The phrase that speaks for a verb of saying, whichever side of it it stands on, and those joined to it."""

from __future__ import annotations

from bilingual.quotes.names import Phrase
from bilingual.quotes.nouns import parse_noun
from bilingual.quotes.phrases import parse_phrase, read_pronoun
from bilingual.quotes.saying import Verb, is_plural
from bilingual.quotes.subjects import find_left, find_right, step_left
from bilingual.quotes.units import Cue, Unit
from bilingual.quotes.words import grammar


def find_coordinated(unit: Unit, cue: Cue) -> list[Phrase]:
    """The subject of a cue, or all of them where several speak: ont dit Claire Petit et Luc Grand."""
    assert cue.subject is not None
    subjects = [cue.subject]
    if cue.verb is None or not is_plural(unit.tokens, cue.verb) or cue.subject.kind not in ("person", "name", "role"):
        return subjects
    before = [c.phrase for c in unit.chunks if c.phrase.end == cue.subject.start - 1]
    if before and unit.tokens[cue.subject.start - 1].low == "et" and before[-1].kind == cue.subject.kind:
        return [before[-1], *subjects]
    at = cue.subject.end
    if at + 1 < len(unit.tokens) and unit.tokens[at].low == "et":
        other = parse_phrase(unit.tokens, at + 1, unit.names)
        if other is not None and other.kind == cue.subject.kind:
            subjects.append(other)
    return subjects


def find_inverted(unit: Unit, verb: Verb) -> Phrase | None:
    """The subject after an inverted verb: its pronoun, or the phrase that follows."""
    if verb.pronoun is not None:
        pronoun = read_pronoun(unit.tokens, verb.pronoun)
        return (find_whose(unit, verb.end) or pronoun) if pronoun.gender == "o" else pronoun
    return find_right(unit.tokens, verb.end, unit.names)


def find_subject(unit: Unit, verb: Verb) -> Phrase | None:
    """The subject before a verb; for on, the place it stands for: à la mairie, on parle de « … »."""
    k = step_left(unit.tokens, verb)
    if k >= 0 and unit.tokens[k].low in ("que", "qu'", "dont", "où", "comme"):  # ce qu'écrivait, dès 1974, Claire Petit
        subject = find_right(unit.tokens, verb.end, unit.names)
        if subject is not None and subject.kind != "noun":
            return subject
    subject = find_left(unit.tokens, unit.chunks, verb)
    if subject is None or subject.gender != "o":
        return subject
    places = [
        c.phrase
        for c in unit.chunks
        if c.governor in ("à", "au", "aux", "chez", "dans", "auprès") and c.phrase.end <= subject.start
    ]
    return places[-1] if places and places[-1].kind in ("body", "name", "role", "person") else subject


def find_whose(unit: Unit, i: int) -> Phrase | None:
    """Who stands behind on: indique-t-on à la préfecture, de source policière, dans l'entourage du ministre."""
    tokens = unit.tokens
    while i < len(tokens) and (tokens[i].low in grammar("adverb") or tokens[i].low in ("lire", "entendre")):
        i += 1
    if [t.low for t in tokens[i : i + 2]] == ["du", "côté"]:
        i += 2
    if i >= len(tokens):
        return None
    if tokens[i].low in ("au", "du", "aux"):
        return parse_noun(tokens, i, unit.names)
    if tokens[i].low == "de" and i + 1 < len(tokens) and tokens[i + 1].low in ("source", "sources"):
        return parse_noun(tokens, i, unit.names)
    if tokens[i].low in ("à", "dans", "chez", "auprès", "parmi", "de") and i + 1 < len(tokens):
        return parse_phrase(tokens, i + 1, unit.names)
    return None
