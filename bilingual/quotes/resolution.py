"""From a phrase to a name: la ministre, elle, M. Petit → Claire Petit, by role, gender, number and what was said last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bilingual.model import Span
from bilingual.quotes.clauses import find_main
from bilingual.quotes.names import Phrase
from bilingual.quotes.people import People
from bilingual.quotes.references import (
    LATTER,
    Speaker,
    find_complements,
    find_hero,
    is_named_in,
    is_told_of,
    join_name,
    may_mean,
    only_repeats,
    strip_article,
    weigh,
)
from bilingual.quotes.units import Unit
from bilingual.quotes.words import load_roles, names_first

REACH = 7
"""Units before a pronoun among which its owner is looked for."""


class Turn(NamedTuple):
    speaker: Speaker
    mention: Span
    cue: Span | None


class Resolver:
    """Gives phrases their names; remembers who spoke in which unit."""

    def __init__(self, text: str, people: People, units_of: Callable[[int], Sequence[Unit]]) -> None:
        self.text = text
        self.people = people
        self.units_of = units_of
        self.turns: dict[tuple[int, int], list[Turn]] = {}
        self._mains: dict[tuple[int, int], Speaker | None] = {}
        self.words = ""  # of the quote whose speaker is looked for

    def remember(self, paragraph: int, number: int, speaker: Speaker, mention: Span, cue: Span | None) -> None:
        """Note who spoke in a unit."""
        self.turns.setdefault((paragraph, number), []).append(Turn(speaker, mention, cue))

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
        if (named is None or named.kind != "person") and only_repeats(unit.tokens, phrase):
            owner = self._find_kin(unit, phrase) or self._find_owner(unit, phrase, paragraph, number)
            if owner is not None:
                return owner._replace(sure=owner.sure * 0.85)
        if named is not None and named.kind == "role" and phrase.article in ("le", "la", "l'") and not phrase.plural:
            return (
                self._find_protagonist(unit, phrase, paragraph, number)
                or find_hero(self.people, unit, phrase, self.words)
                or named
            )
        return named

    def _find_kin(self, unit: Unit, phrase: Phrase) -> Speaker | None:
        """The person whose role goes with a role that stands for somebody, where there is only one."""
        base = load_roles().get(phrase.head, ("", ""))[0] if phrase.kind == "role" else ""
        gender = {"le": "m", "la": "f"}.get(phrase.article, phrase.gender)
        person = self.people.find_kin(base, gender, unit.tokens[phrase.start].start) if base else None
        return Speaker(person.name, person.gender, False, "person", 0.95) if person is not None else None

    def _find_protagonist(self, unit: Unit, phrase: Phrase, paragraph: int, number: int) -> Speaker | None:
        """Whom "le maire de Lille" means where no maire is named: the person just spoken of, if that is the only one, or is
        known to hold such a role, and holds no other."""
        base = load_roles().get(phrase.head, (phrase.head, ""))[0]
        found: dict[str, tuple[float, Speaker]] = {}
        for weight, speaker in self._look_back(paragraph, number):
            if speaker.kind == "person" and may_mean(speaker, phrase):
                best = found.get(speaker.name)
                found[speaker.name] = (max(weight, best[0] if best else 0.0), speaker)
        for weight, speaker in sorted(found.values(), key=lambda f: -f[0]):
            roles = self.people.roles_of(speaker.name)
            if base in roles and weight > 0.4:
                return speaker._replace(sure=0.8)
            if len(found) == 1 and weight > 0.5 and not roles:
                return speaker._replace(sure=0.72)
        kin = self._find_kin(unit, phrase)
        return kin._replace(sure=0.65) if kin is not None and kin.name in found else None

    def name(self, unit: Unit, phrase: Phrase) -> Speaker | None:
        """The name of a phrase that is no pronoun."""
        tokens = unit.tokens
        start = tokens[phrase.start].start
        if phrase.kind == "pronoun":
            return None
        if phrase.name is not None:
            text = join_name(tokens, *phrase.name)
            if not any(c.isalpha() for c in text):
                return None
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
            content = find_complements(tokens, phrase)
            gender = {"le": "m", "la": "f", "cette": "f"}.get(phrase.article, phrase.gender)
            person = self.people.find_by_role(phrase.head, gender, content, start)
            if person is not None:
                return Speaker(person.name, person.gender or gender, False, "person", 0.88)
        text = strip_article(self.text[start : tokens[phrase.end - 1].end])
        if not text:
            return None
        definite = phrase.article in ("le", "la", "l'")  # perhaps somebody named elsewhere
        sure = {"role": 0.88 if definite else 0.95, "body": 0.94}.get(phrase.kind, 0.75)
        return Speaker(text, phrase.gender, phrase.plural, phrase.kind, sure)

    def _find_owner(self, unit: Unit, phrase: Phrase, paragraph: int, number: int) -> Speaker | None:
        """Who a pronoun stands for, by nearness: the subject of its own unit, speakers and subjects before, others named."""
        if phrase.head in LATTER:
            latter = self._find_latter(unit, phrase, paragraph, number)
            if latter is not None:
                return latter
        before = find_main([c for c in unit.chunks if c.phrase.end <= phrase.start])
        if before is not None and before.kind in ("person", "role") and not is_told_of(unit, before):
            speaker = self.name(unit, before)
            if speaker is not None and may_mean(speaker, phrase):
                return speaker._replace(sure=speaker.sure * 0.9)
        for chunk in reversed([c for c in unit.chunks if c.phrase.end <= phrase.start and c.phrase.kind == "person"]):
            speaker = self.name(unit, chunk.phrase)
            if (
                speaker is not None
                and speaker.gender == phrase.gender
                and may_mean(speaker, phrase)
                and chunk.phrase != before
            ):
                return speaker._replace(sure=speaker.sure * 0.8)
        self.people.learn_roles()
        weights: dict[str, list[float]] = {}
        found: dict[str, Speaker] = {}
        for weight, speaker in self._look_back(paragraph, number):
            if may_mean(speaker, phrase):
                weight *= weigh(self.people, phrase, speaker, self.words)
                if not weight:
                    continue
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

    def _find_latter(self, unit: Unit, phrase: Phrase, paragraph: int, number: int) -> Speaker | None:
        """The person named last before ce dernier, celle-ci, in its own unit or the two before."""
        at, place = phrase.start, (paragraph, number)
        for _ in range(3):
            for chunk in reversed(
                [c for c in unit.chunks if c.phrase.end <= at and c.phrase.kind in ("person", "role")]
            ):
                speaker = self.name(unit, chunk.phrase)
                if speaker is not None and may_mean(speaker, phrase) and not is_named_in(speaker, self.words):
                    return speaker._replace(sure=speaker.sure * 0.85)
            earlier = self.unit_before(*place)
            if earlier is None:
                return None
            place, unit = earlier, self.units_of(earlier[0])[earlier[1]]
            at = len(unit.tokens)
        return None

    def unit_before(self, paragraph: int, number: int) -> tuple[int, int] | None:
        """The paragraph and number of the unit before; None at the beginning."""
        number -= 1
        while number < 0:
            paragraph -= 1
            if paragraph < 0:
                return None
            number = len(self.units_of(paragraph)) - 1
        return paragraph, number

    def _look_back(self, paragraph: int, number: int) -> Iterator[tuple[float, Speaker]]:
        """Who was spoken of in the units before, nearest first, with a weight that falls with the distance."""
        for distance in range(REACH):
            near = 0.75**distance
            for turn in reversed(self.turns.get((paragraph, number), ())):
                yield near * (1.0 if turn.speaker.kind in ("person", "role") else 0.7), turn.speaker
            if distance:
                main = self.main_of(paragraph, number)
                if main is not None:
                    yield near * (1.0 if main.kind in ("person", "role") else 0.5), main
                yield from ((near * 0.45, speaker) for speaker in self._others(paragraph, number))
            earlier = self.unit_before(paragraph, number)
            if earlier is None:
                return
            paragraph, number = earlier

    def main_of(self, paragraph: int, number: int) -> Speaker | None:
        """The subject of a unit, if it is a person, a role or a body."""
        key = (paragraph, number)
        if key not in self._mains:
            unit = self.units_of(paragraph)[number]
            phrase = find_main(unit.chunks)
            if phrase is not None and phrase.name is None and only_repeats(unit.tokens, phrase):
                named = self.name(unit, phrase)
                if named is None or named.kind != "person":
                    self._mains[key] = None  # while it is looked for
                    named = self._find_kin(unit, phrase) or self._find_owner(unit, phrase, paragraph, number)
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
