"""Cues before a quote: il a déclaré : « … »; il dénonce « … »; accusé de « … » par le maire; dans un communiqué."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.lexicon import load_words
from bilingual.quotes.according import ACCORDING
from bilingual.quotes.clauses import find_main
from bilingual.quotes.names import Phrase
from bilingual.quotes.nouns import OF, parse_noun
from bilingual.quotes.phrases import parse_phrase
from bilingual.quotes.saying import Verb
from bilingual.quotes.speakers import find_inverted, find_subject
from bilingual.quotes.subjects import step_left
from bilingual.quotes.units import Cue, Unit
from bilingual.quotes.words import Token

BARE = frozenset(["mot", "terme", "expression", "formule", "phrase", "devise", "slogan", "mention"])
"""Nouns that before a quote only say what it is: le mot « … » is nobody's."""


def find_colon(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Le maire a déclaré : « … » | Pour le maire : « … » | Claire Petit : « … »"""
    tokens = unit.tokens
    if not q or tokens[q - 1].low != ":":
        return None
    earlier = [i for i in unit.quotes if i < q]
    floor = earlier[-1] if earlier else -1
    noun = find_noun(unit, q, statement)
    for verb in reversed(unit.verbs):
        if verb.end > q - 1 or verb.passive or "s" not in verb.form.classes and q - verb.end > 6:
            continue
        if verb.start <= floor or noun is not None and noun.place[0] > verb.start and q - verb.end > 6:
            break
        subject = _turned_round(unit, verb) if verb.kind == "g" else None
        subject = subject or (None if verb.pronoun is not None else find_subject(unit, verb))
        if verb.start and tokens[verb.start - 1].low == "," and verb.kind == "f":  # Faux, répond Claire Petit : « … »
            behind = find_inverted(unit, verb)
            subject = behind if behind is not None and behind.kind in ("person", "role", "body") else subject
        return Cue("colon", (verb.start, verb.end), subject or find_inverted(unit, verb), verb.form.lemma, verb)
    if noun is not None:
        return noun
    inside = [c for c in unit.chunks if floor < c.phrase.start and c.phrase.end <= q - 1]
    for chunk in inside:
        if chunk.governor in ("selon", "pour", "d'après") and chunk.phrase.kind in (
            "person",
            "role",
            "body",
            "pronoun",
        ):
            return Cue("colon-according", (chunk.phrase.start - 1, chunk.phrase.start), chunk.phrase, chunk.governor)
    subject = find_main(inside)
    if subject is None or subject.kind == "name" and subject.end == q - 1:  # a place: Lille : « … »
        return None
    return Cue("colon-name" if subject.end == q - 1 else "colon-none", (subject.start, subject.start), subject)


def find_agent(unit: Unit, q: int, statement: bool) -> Cue | None:
    """accusé de « … » par le maire; qualifié par le maire de « … »."""
    tokens = unit.tokens
    for verb in reversed(unit.verbs):
        if verb.end > q or not verb.passive:
            continue
        between = tokens[verb.end : q]
        if any(t.kind == "quote" and False or t.low in ".;:" for t in between) or len(between) > 12:
            return None
        if any(v.start > verb.start and v.end <= q for v in unit.verbs):
            return None
        for i in [*range(verb.end, q), *range(q + 1, min(q + 4, len(tokens)))]:
            if tokens[i].low == "par" and i + 1 < len(tokens):
                return Cue(
                    "agent", (verb.start, verb.end), parse_phrase(tokens, i + 1, unit.names), verb.form.lemma, verb
                )
        return Cue("agent", (verb.start, verb.end), None, verb.form.lemma, verb)
    return None


def find_object(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Il dénonce « … » | il a dit que « … » | affirmant « … » | il parle d'une « … »: the verb stands close before."""
    tokens = unit.tokens
    verbs = [v for v in unit.verbs if v.end <= q and not v.passive]
    if not verbs:
        return None
    verb = verbs[-1]
    if len(verbs) > 1 and verb.kind == "f" and "o" not in verb.form.classes and _reports(tokens, verbs[-2], verb.start):
        verb = verbs[-2]  # il a déclaré qu'une enquête montrerait « … »: the words are those of who declares
    between = tokens[verb.end : q]
    said = any(t.low in ("que", "qu'", "si") for t in between)
    if len(between) > (40 if said else 25 if "p" in verb.form.classes else 12) or any(t.low in ";.:" for t in between):
        return None
    classes = verb.form.classes
    if "s" not in classes and ("o" not in classes or _according_opens(unit)):
        return None
    close = len(between) <= 4 or said or "o" in classes or any(t.kind == "quote" for t in between)
    if verb.pronoun is not None or not close:
        return None
    subject = (_turned_round(unit, verb) if verb.kind == "g" else None) or find_subject(unit, verb)
    if subject is None and verb.kind in "fp" and verb.start > 0 and tokens[verb.start - 1].low in (",", "«»"):
        return None
    if subject is None and verb.kind == "g":
        return None
    if subject is not None and subject.kind == "noun" and "s" not in classes:
        return None
    if any(t.low == "," for t in between) and not said and len(between) > 6:
        return None
    return Cue("that" if said else "object", (verb.start, verb.end), subject, verb.form.lemma, verb)


def _turned_round(unit: Unit, verb: Verb) -> Phrase | None:
    """Who speaks before a participle: « … », a dit LE MAIRE, dénonçant « … »."""
    for other in reversed([v for v in unit.verbs if v.end <= verb.start and v.kind in "fp"]):
        k = step_left(unit.tokens, other)
        if (
            other.pronoun is not None
            or k >= 0
            and (unit.tokens[k].kind == "quote" or unit.tokens[k].low == "," and unit.tokens[k - 1].kind == "quote")
        ):
            return find_inverted(unit, other)
    for chunk in unit.chunks:  # selon la police, ajoutant que
        if chunk.governor in ("selon", "d'après") and chunk.phrase.end == verb.start - 1:
            return chunk.phrase
    return None


def _according_opens(unit: Unit) -> bool:
    """Whether the sentence begins with selon …, pour …: all of it is that speaker's."""
    first = unit.tokens[0].low
    if first not in ACCORDING or len(unit.tokens) < 3:
        return False
    subject = parse_phrase(unit.tokens, 1, unit.names)
    return subject is not None and subject.kind in ("person", "role", "body", "pronoun")


def _reports(tokens: Sequence[Token], verb: Verb, end: int) -> bool:
    """Whether a verb of saying opens a clause with que that is still open at token `end`."""
    between = [t.low for t in tokens[verb.end : end]]
    opened = any(low in ("que", "qu'") for low in between[:4])
    return opened and "s" in verb.form.classes and not any(low in ".;:" for low in between)


def find_noun(unit: Unit, q: int, statement: bool) -> Cue | None:
    """la déclaration du maire : « … » | les mots « … » du maire | dans un communiqué : « … »"""
    tokens = unit.tokens
    colon = q > 0 and tokens[q - 1].low == ":"
    nouns = load_words("cue_nouns.txt")
    for i in range(q - 1, max(-1, q - 10), -1):
        if tokens[i].kind == "quote" or tokens[i].low in ".;":
            return None
        if tokens[i].text not in nouns and tokens[i].low not in nouns or i == 0:
            continue
        if not (colon or statement or i == q - 1):
            return None
        subject = None
        if i + 1 < len(tokens) and tokens[i + 1].low in OF:
            subject = (
                parse_noun(tokens, i + 1, unit.names)
                if tokens[i + 1].low in ("du", "des")
                else parse_phrase(tokens, i + 2, unit.names)
            )
        if subject is None and q + 2 < len(tokens) and tokens[q + 1].low in OF and i == q - 1:
            subject = (
                parse_noun(tokens, q + 1, unit.names)
                if tokens[q + 1].low in ("du", "des")
                else parse_phrase(tokens, q + 2, unit.names)
            )
        if subject is None and tokens[i].low in BARE and not colon:
            return None
        if subject is None:
            subject = find_main([c for c in unit.chunks if c.phrase.end <= i - 1])
        return Cue("noun", (i, i + 1), subject, tokens[i].low)
    return None


def find_subordinate(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Il a assuré qu'il irait « … »: a verb of saying with que, farther before."""
    tokens = unit.tokens
    for verb in reversed(unit.verbs):
        if verb.end > q or verb.passive:
            continue
        between = tokens[verb.end : q]
        if len(between) > 40 or any(t.low in ".;" for t in between):
            return None
        announced = bool(between) and between[0].low == ":" and all(t.low != ":" for t in between[1:])
        said = "s" in verb.form.classes or announced and "i" in verb.form.classes
        if said and (announced or any(t.low in ("que", "qu'") for t in between[:6])) and verb.pronoun is None:
            return Cue("that", (verb.start, verb.end), find_subject(unit, verb), verb.form.lemma, verb)
    return None


def find_naked(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Le maire : il juge le projet « … »; a statement in a sentence without any cue is its subject's, if anybody's."""
    if not statement:
        return None
    subject = find_main([c for c in unit.chunks if c.phrase.end <= q])
    if subject is None or subject.kind not in ("person", "role", "pronoun"):
        return None
    return Cue("naked", (subject.start, subject.start), subject)
