"""From a phrase to a name: la ministre, elle, M. Petit → Claire Petit, by role, gender, number and what was said last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bilingual.lexicon import load_words
from bilingual.model import Span
from bilingual.quotes.clauses import find_main
from bilingual.quotes.names import Phrase, is_function
from bilingual.quotes.nouns import OF
from bilingual.quotes.people import People
from bilingual.quotes.units import Unit
from bilingual.quotes.words import Token, grammar, load_roles, names_first

REACH = 7
"""Units before a pronoun among which its owner is looked for."""

ARTICLE = re.compile(r"^(?:le|la|les|un|une|des?|du|ce|cet|cette|ces|aux?)\s+|^l['’]\s*", re.IGNORECASE)


class Speaker(NamedTuple):
    """Somebody who speaks: the name, gender and number as far as they are told, and how sure the name is (0–1)."""

    name: str
    gender: str
    plural: bool
    kind: str
    sure: float


class _Turn(NamedTuple):
    speaker: Speaker
    mention: Span
    cue: Span | None


class Resolver:
    """Gives phrases their names; remembers who spoke in which unit."""

    def __init__(self, text: str, people: People, units_of: Callable[[int], Sequence[Unit]]) -> None:
        self.text = text
        self.people = people
        self.units_of = units_of
        self.turns: dict[tuple[int, int], list[_Turn]] = {}
        self._mains: dict[tuple[int, int], Speaker | None] = {}

    def remember(self, paragraph: int, number: int, speaker: Speaker, mention: Span, cue: Span | None) -> None:
        """Note who spoke in a unit."""
        self.turns.setdefault((paragraph, number), []).append(_Turn(speaker, mention, cue))

    def resolve_all(self, unit: Unit, phrases: Sequence[Phrase], paragraph: int, number: int) -> Speaker | None:
        """One speaker for all phrases: their names joined where there are several."""
        found = [self.resolve(unit, phrase, paragraph, number) for phrase in phrases]
        known = [speaker for speaker in found if speaker is not None]
        if len(known) < 2:
            return known[0] if known else None
        name = " et ".join(speaker.name for speaker in known)
        return Speaker(name, "m", True, "person", min(speaker.sure for speaker in known))

    def resolve(self, unit: Unit, phrase: Phrase, paragraph: int, number: int) -> Speaker | None:
        """The speaker a phrase of a unit means, or None."""
        if phrase.kind == "pronoun":
            if phrase.gender == "o":
                turns = self.turns.get((paragraph, number))
                return turns[-1].speaker if turns else None
            if phrase.gender == "1":
                return None
            return self._find_owner(unit, phrase, paragraph, number)
        named = self.name(unit, phrase)
        if phrase.name is None and (named is None or named.kind != "person") and _repeats(unit.tokens, phrase):
            owner = self._find_owner(unit, phrase, paragraph, number)
            if owner is not None:
                return owner._replace(sure=owner.sure * 0.85)
        return named

    def name(self, unit: Unit, phrase: Phrase) -> Speaker | None:
        """The name of a phrase that is no pronoun."""
        tokens = unit.tokens
        start = tokens[phrase.start].start
        if phrase.kind == "pronoun":
            return None
        if phrase.name is not None:
            text = _join(tokens, *phrase.name)
            person = self.people.find(text, start)
            if person is not None:
                full = " " in text and names_first(text.split()[0].lower()) != ""
                return Speaker(person.name, person.gender or phrase.gender, False, "person", 0.99 if full else 0.97)
            if phrase.kind == "person":
                if " " in text:
                    self.people.add(text, phrase.gender, tokens[phrase.name[0]].start)
                return Speaker(text, phrase.gender, phrase.plural, "person", 0.97)
            return Speaker(text, phrase.gender, phrase.plural, "name", 0.93)
        if phrase.kind == "role" and phrase.article in ("le", "la", "l'", "ce", "cet", "cette", "son", "sa"):
            content = _complements(tokens, phrase)
            gender = {"le": "m", "la": "f", "cette": "f"}.get(phrase.article, phrase.gender)
            person = self.people.find_by_role(phrase.head, gender, content, start)
            if person is not None:
                return Speaker(person.name, person.gender or gender, False, "person", 0.88)
        text = ARTICLE.sub("", self.text[start : tokens[phrase.end - 1].end]).strip()
        definite = phrase.article in ("le", "la", "l'")  # perhaps somebody named elsewhere
        sure = {"role": 0.88 if definite else 0.95, "body": 0.94}.get(phrase.kind, 0.75)
        return Speaker(text, phrase.gender, phrase.plural, phrase.kind, sure)

    def _find_owner(self, unit: Unit, phrase: Phrase, paragraph: int, number: int) -> Speaker | None:
        """Who a pronoun stands for, by nearness: the subject of its own unit, speakers and subjects before, others named."""
        before = find_main([c for c in unit.chunks if c.phrase.end <= phrase.start])
        if before is not None and before.kind in ("person", "role", "body") and not _is_told_of(unit, before):
            speaker = self.name(unit, before)
            if speaker is not None and _fits(speaker, phrase):
                return speaker._replace(sure=speaker.sure * 0.9)
        for chunk in reversed([c for c in unit.chunks if c.phrase.end <= phrase.start and c.phrase.kind == "person"]):
            speaker = self.name(unit, chunk.phrase)
            if (
                speaker is not None
                and speaker.gender == phrase.gender
                and _fits(speaker, phrase)
                and chunk.phrase != before
            ):
                return speaker._replace(sure=speaker.sure * 0.8)
        weights: dict[str, list[float]] = {}
        found: dict[str, Speaker] = {}
        for weight, speaker in self._look_back(paragraph, number):
            if _fits(speaker, phrase):
                if phrase.gender in ("m", "f") and speaker.gender != phrase.gender:
                    weight *= 0.8
                weights.setdefault(speaker.name, []).append(weight)
                found.setdefault(speaker.name, speaker)
        if not weights:
            return None
        scores = {name: 0.8 * max(all_of) + 0.2 * sum(all_of) for name, all_of in weights.items()}
        best = max(scores, key=lambda name: scores[name])
        share = scores[best] / sum(scores.values())
        return found[best]._replace(sure=found[best].sure * (0.6 + 0.38 * share))

    def _look_back(self, paragraph: int, number: int) -> Iterator[tuple[float, Speaker]]:
        """Who was spoken of in the units before, nearest first, with a weight that falls with the distance."""
        for distance in range(REACH):
            near = 0.75**distance
            for turn in reversed(self.turns.get((paragraph, number), ())):
                yield near * (1.0 if turn.speaker.kind in ("person", "role") else 0.7), turn.speaker
            if distance:
                main = self._main_of(paragraph, number)
                if main is not None:
                    yield near * (1.0 if main.kind in ("person", "role") else 0.6), main
                yield from ((near * 0.45, speaker) for speaker in self._others(paragraph, number))
            number -= 1
            while number < 0:
                paragraph -= 1
                if paragraph < 0:
                    return
                number = len(self.units_of(paragraph)) - 1

    def _main_of(self, paragraph: int, number: int) -> Speaker | None:
        """The subject of a unit, if it is a person, a role or a body."""
        key = (paragraph, number)
        if key not in self._mains:
            unit = self.units_of(paragraph)[number]
            phrase = find_main(unit.chunks)
            if phrase is not None and phrase.name is None and _repeats(unit.tokens, phrase):
                named = self.name(unit, phrase)
                if named is None or named.kind != "person":
                    self._mains[key] = None  # while it is looked for
                    named = self._find_owner(unit, phrase, paragraph, number)
                self._mains[key] = named
                return named
            usable = phrase is not None and phrase.kind in ("person", "role", "body", "name")
            self._mains[key] = self.name(unit, phrase) if usable and phrase is not None else None
        return self._mains[key]

    def _others(self, paragraph: int, number: int) -> Iterator[Speaker]:
        """The persons, and the people in the plural, that a unit names besides."""
        unit = self.units_of(paragraph)[number]
        for phrase, _ in unit.chunks:
            if phrase.kind == "person" or phrase.kind == "role" and phrase.plural:
                speaker = self.name(unit, phrase)
                if speaker is not None:
                    yield speaker

    def find_floating(self, paragraph: int, number: int) -> tuple[Speaker, Span | None, Span | None, float] | None:
        """Who says a quote that stands alone: the speaker of the unit before, or its subject."""
        for step in range(1, 4):
            number -= 1
            while number < 0:
                paragraph -= 1
                if paragraph < 0:
                    return None
                number = len(self.units_of(paragraph)) - 1
            turns = self.turns.get((paragraph, number))
            if turns:
                turn = turns[-1]
                return turn.speaker, turn.mention, turn.cue, turn.speaker.sure * (1.0 if step == 1 else 0.85)
            unit = self.units_of(paragraph)[number]
            if all(t.kind in ("quote", "mark") for t in unit.tokens):
                continue
            main = self._main_of(paragraph, number)
            if main is not None and main.kind in ("person", "role"):
                return main, None, None, main.sure * (0.75 if step == 1 else 0.5)
        return None


def _is_told_of(unit: Unit, subject: Phrase) -> bool:
    """Whether a subject is what the quote or the incise after it is about: Petit « doit partir », a-t-il dit."""
    if subject.end >= len(unit.tokens):
        return False
    following = unit.tokens[subject.end]
    if following.kind == "quote":
        return True
    return any(verb.pronoun is not None and subject.end < verb.start <= subject.end + 2 for verb in unit.verbs)


def _repeats(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase only repeats somebody named before: ce dernier, la sexagénaire, la chercheuse; not le préfet."""
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
        and not _complements(tokens, phrase)
    )


def _complements(tokens: Sequence[Token], phrase: Phrase) -> list[str]:
    """The words that say whose or where: gardes and côtes of "le porte-parole des gardes des côtes"."""
    words, inside = [], False
    for token in tokens[phrase.start + 1 : phrase.end]:
        inside = inside or token.low in OF or token.low in ("à", "au", "aux", "en")
        if inside and token.kind in ("word", "name") and not is_function(token.low) and token.low not in ("la", "l'"):
            words.append(token.low)
    return words


def _fits(speaker: Speaker, phrase: Phrase) -> bool:
    """Whether gender and number of a pronoun (or of "la sexagénaire") allow a speaker."""
    if speaker.plural != phrase.plural or phrase.kind != "pronoun" and speaker.kind != "person":
        return False
    return not (phrase.gender in ("m", "f") and speaker.gender in ("m", "f") and phrase.gender != speaker.gender)


def _join(tokens: Sequence[Token], start: int, end: int) -> str:
    """The text of a name, as written, with plain spaces."""
    words: list[str] = []
    for token in tokens[start:end]:
        if words and words[-1].endswith(("'", "’")):
            words[-1] += token.text
        else:
            words.append(token.text.strip())
    return " ".join(words)
