"""Whether a phrase only repeats somebody named before, and whom it may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bilingual.lexicon import load_words
from bilingual.quotes.names import Phrase, is_function
from bilingual.quotes.nouns import OF
from bilingual.quotes.people import People
from bilingual.quotes.roles import are_kin
from bilingual.quotes.units import Unit
from bilingual.quotes.words import Token, grammar, load_roles

ARTICLE = re.compile(r"^(?:le|la|les|un|une|des?|du|ce|cet|cette|ces|aux?)\s+|^l['’]\s*", re.IGNORECASE)


DEMONYM = re.compile(
    r"(?:ien|ienne|ais|aise|ois|oise|ain|aine|and|ande|nol|nole|elge|uisse|usse|urc|urque|roate|erbe)$"
)
"""Endings of words for people by where they come from: l'Italien, la Belge."""


class Speaker(NamedTuple):
    """Somebody who speaks: the name, gender and number as far as they are told, and how sure the name is (0–1)."""

    name: str
    gender: str
    plural: bool
    kind: str
    sure: float


LATTER = frozenset(["dernier", "dernière", "derniers", "dernières", "celui-ci", "celle-ci", "ceux-ci", "celles-ci"])
"""Heads of phrases that mean whoever was named last."""


def is_named_in(speaker: Speaker, words: str) -> bool:
    """Whether somebody is named in words: hardly anybody says of himself « Petit doit partir »."""
    last = speaker.name.split()[-1]
    return speaker.kind == "person" and last in words and re.search(rf"\b{re.escape(last)}\b", words) is not None


STANDING_IN = frozenset(["dernier", "dernière", "intéressé", "intéressée", "celui", "celle"])
"""Heads that may also mean somebody without a name."""

TOP = 400
"""Characters among which an article names the person it is about."""

FIRST_PERSON = re.compile(r"\b(?:je|mon|ma|mes|moi)\b|\bj['’]", re.IGNORECASE)
"""Words of somebody who speaks of himself."""

NAMED = 0.1
"""What is left of the weight of somebody whom the quote itself names."""


def weigh(people: People, phrase: Phrase, speaker: Speaker, words: str) -> float:
    """How well somebody goes with a phrase: little, if the quote names him; by the roles the text gives him, if the phrase
    is a role that stands for somebody: l'édile and a maire do."""
    named = NAMED if words and is_named_in(speaker, words) else 1.0
    if speaker.kind in ("name", "body") and FIRST_PERSON.search(words):
        named *= 0.3  # « J'ai eu peur », raconte-t-elle: no paper, no town
    base = load_roles().get(phrase.head, ("", ""))[0]
    stands = phrase.kind == "role" and base and phrase.head not in grammar("alias")
    stands = stands and base not in load_words("situations.txt")
    roles = people.roles_of(speaker.name) if stands else frozenset()
    if not roles:
        return named
    return 2.0 * named if base in roles or any(are_kin(base, role) for role in roles) else 0.0


def is_told_of(unit: Unit, subject: Phrase) -> bool:
    """Whether a subject is what the quote or the incise after it is about: Petit « doit partir », a-t-il dit."""
    if subject.end >= len(unit.tokens):
        return False
    following = unit.tokens[subject.end]
    if following.kind == "quote":
        return True
    return any(verb.pronoun is not None and subject.end < verb.start <= subject.end + 2 for verb in unit.verbs)


def only_repeats(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase only repeats somebody named before: ce dernier, la sexagénaire, la chercheuse; not le préfet."""
    if phrase.kind == "name" and phrase.article in ("le", "la", "l'") and phrase.end - phrase.start == 2:
        return DEMONYM.search(tokens[phrase.end - 1].text) is not None
    if phrase.kind not in ("role", "noun") or phrase.article not in (
        "celui",
        "celle",
        "le",
        "la",
        "l'",
        "ce",
        "cet",
        "cette",
        "ces",
        "les",
    ):
        return False
    if phrase.head in ("celui", "celle"):
        return phrase.end - phrase.start == 1
    if phrase.head in grammar("alias"):
        return phrase.end - phrase.start <= 3
    base = load_roles().get(phrase.head, ("", ""))[0]
    return (
        phrase.kind == "role"
        and not phrase.plural
        and base not in load_words("offices.txt")
        and not find_complements(tokens, phrase)
    )


def find_hero(people: People, unit: Unit, phrase: Phrase, words: str) -> Speaker | None:
    """Whom "la chercheuse" means where nobody is called one: the person the article names far more often than others."""
    aside = not only_repeats(unit.tokens, phrase)
    counts: list[tuple[int, Speaker]] = []
    for person in people.everybody:
        speaker = Speaker(person.name, person.gender, False, "person", 0.7)
        if person.gender in ("m", "f") and may_mean(speaker, phrase) and weigh(people, phrase, speaker, words) >= 1.0:
            counts.append((people.text.count(person.last), speaker))
    counts.sort(key=lambda c: -c[0])
    least = 3 if aside else 2
    if not counts or counts[0][0] < least or len(counts) > 1 and counts[0][0] < least * counts[1][0]:
        return None
    if aside and people.text.find(counts[0][1].name.split()[-1]) > TOP:
        return None
    return counts[0][1]._replace(sure=0.6 if aside else 0.7)


def find_complements(tokens: Sequence[Token], phrase: Phrase) -> list[str]:
    """The words that say whose or where: gardes and côtes of "le porte-parole des gardes des côtes"."""
    words, inside = [], False
    for token in tokens[phrase.start + 1 : phrase.end]:
        inside = inside or token.low in OF or token.low in ("à", "au", "aux", "en")
        if inside and token.kind in ("word", "name") and not is_function(token.low) and token.low not in ("la", "l'"):
            words.append(token.low)
    return words


def may_mean(speaker: Speaker, phrase: Phrase) -> bool:
    """Whether gender and number of a pronoun (or of "la sexagénaire") allow a speaker."""
    alias = phrase.head in STANDING_IN and speaker.kind == "role"
    if speaker.plural != phrase.plural or phrase.kind != "pronoun" and speaker.kind != "person" and not alias:
        return False
    return not (phrase.gender in ("m", "f") and speaker.gender in ("m", "f") and phrase.gender != speaker.gender)


def join_name(tokens: Sequence[Token], start: int, end: int) -> str:
    """The text of a name, as written, with plain spaces."""
    words: list[str] = []
    for token in tokens[start:end]:
        if words and words[-1].endswith(("'", "’")):
            words[-1] += token.text
        else:
            words.append(token.text.strip())
    return " ".join(words)


def strip_article(text: str) -> str:
    """A noun phrase without its article: "la préfecture du Nord" → "préfecture du Nord"."""
    return ARTICLE.sub("", text).strip()
