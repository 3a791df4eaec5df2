"""Who said each quote: cues give a phrase, the article gives the phrase a name, and quotes without a cue go on from before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from bilingual.model import Span
from bilingual.quotes.clauses import find_main
from bilingual.quotes.confidence import PATTERNS
from bilingual.quotes.cues import find_cue
from bilingual.quotes.floating import SUBJECTS, find_floating, last_turn, only_relays
from bilingual.quotes.headlines import find_source, is_headline
from bilingual.quotes.kinds import choose_kind, is_statement
from bilingual.quotes.marks import FOLLOWING, Stretch, join_run
from bilingual.quotes.names import Phrase
from bilingual.quotes.people import People
from bilingual.quotes.references import Speaker
from bilingual.quotes.resolution import Resolver
from bilingual.quotes.speakers import find_coordinated
from bilingual.quotes.units import Cue, Unit, place_of
from bilingual.quotes.words import cut_units


class Said(NamedTuple):
    """What is known of one stretch: its kind, who said it, where that stands, and how sure it is."""

    kind: str
    speaker: Speaker | None = None
    mention: Span | None = None
    cue: Span | None = None
    confidence: float | None = None
    pattern: str = ""


LINKING = frozenset(["et", "mais", "puis", "or", "car", "alors", ",", "–", "—", "-", "«»"])
"""Words before a quote that leave it a sentence of its own."""


class Attributor:
    """Works through an article once, paragraph by paragraph, and remembers who spoke last."""

    def __init__(self, text: str, paragraphs: Sequence[Span], stretches: Sequence[Stretch]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.stretches = stretches
        self.people = People(text)
        self.said: dict[int, Said] = {}
        self.runs: dict[int, Said] = {}
        self.joined: dict[int, int] = {}  # run → the run it goes on
        self.units: dict[int, list[Unit]] = {}
        self.inside = self._sort_out()
        self.resolver = Resolver(text, self.people, self.units_of)

    def _sort_out(self) -> dict[int, list[int]]:
        """The numbers of the outermost stretches of each paragraph."""
        inside: dict[int, list[int]] = {}
        at = 0
        for number, stretch in enumerate(self.stretches):
            while self.paragraphs[at].end < stretch.outer.end:
                at += 1
            if stretch.depth == 0:
                inside.setdefault(at, []).append(number)
        return inside

    def units_of(self, paragraph: int) -> list[Unit]:
        """The units of a paragraph, cut when first asked for."""
        if paragraph not in self.units:
            holes = [(n, self.stretches[n].outer) for n in self.inside.get(paragraph, ())]
            cut = cut_units(self.text, self.paragraphs[paragraph], holes)
            self.units[paragraph] = [Unit(self.text, span, inside, self.people) for span, inside in cut]
        return self.units[paragraph]

    def attribute(self) -> dict[int, Said]:
        """What is known of each stretch, by its number."""
        for paragraph in sorted(self.inside):
            for number, unit in enumerate(self.units_of(paragraph)):
                if unit.holes:
                    self._attribute_unit(unit, paragraph, number)
        for number, stretch in enumerate(self.stretches):
            if stretch.depth > 0:
                self.said[number] = self._attribute_nested(number)
        for paragraph, numbers in self.inside.items():
            if is_headline(self.text, self.paragraphs[paragraph]):
                for number in numbers:
                    find_source(self.text, self.stretches, self.said, number)
        return self.said

    def _attribute_unit(self, unit: Unit, paragraph: int, number: int) -> None:
        tokens = unit.tokens
        bare = all(t.kind in ("quote", "mark") or t.low in ("et", "mais", "puis") for t in tokens)
        for q in unit.quotes:
            stretch = self.stretches[tokens[q].quote]
            said = self._going_on(tokens[q].quote)
            if said is not None and self.runs[stretch.run].pattern in ("floating", "naked", ""):
                said = self._name_late(unit, q, paragraph, number) or said
            if said is None and self._is_interrupted(unit, q):
                earlier = next(i for i in reversed(unit.quotes) if i < q)
                self.joined[stretch.run] = self.stretches[tokens[earlier].quote].run
                said = self.said[tokens[earlier].quote]._replace(pattern="goes on")
            if said is None:
                said = self._read_quote(unit, q, bare, paragraph, number)
                self.runs[stretch.run] = said
            self.said[tokens[q].quote] = said

    def _read_quote(self, unit: Unit, q: int, bare: bool, paragraph: int, number: int) -> Said:
        stretch = self.stretches[unit.tokens[q].quote]
        words = stretch.inner.of(self.text)
        self.resolver.words = join_run(self.text, self.stretches, unit.tokens[q].quote)
        statement = is_statement(words) or q == 0 and len(words.split()) > 3
        if bare and (statement or len(words.split()) > 1):
            return self._float(paragraph, number, stretch)
        cue = find_cue(unit, q, statement)
        kind = choose_kind(words, unit.tokens, q, cue, False)
        if cue is None and kind == "mixed":
            alone = statement and words[:1].isupper() and all(t.low in LINKING for t in unit.tokens[:q])
            return self._float(paragraph, number, stretch) if alone else self._from_context(unit, q, paragraph, number)
        return self._from_cue(unit, paragraph, number, cue, kind)

    def _from_context(self, unit: Unit, q: int, paragraph: int, number: int) -> Said:
        """Quoted words without a cue: of whom the sentence speaks, else of who spoke last."""
        words = self.stretches[unit.tokens[q].quote].inner.of(self.text)
        kind = "direct" if words[:1].isupper() and is_statement(words) else "mixed"
        subject = find_main([c for c in unit.chunks if c.phrase.end <= q])
        place = subject is not None and subject.kind == "name" and unit.tokens[subject.end].low == ":"
        if subject is not None and subject.kind in SUBJECTS and not place:
            speaker = self.resolver.resolve(unit, subject, paragraph, number)
            mention = place_of(unit, (subject.start, subject.end))
            if speaker is not None and speaker.kind in SUBJECTS:
                return Said(kind, speaker, mention, None, PATTERNS["naked"] * speaker.sure, "naked")
        turn = last_turn(self.resolver, paragraph, number)
        if turn is None:
            return Said(kind, pattern="naked")
        return Said(kind, turn.speaker, turn.mention, None, PATTERNS["context"] * turn.speaker.sure, "naked")

    def _name_late(self, unit: Unit, q: int, paragraph: int, number: int) -> Said | None:
        """The cue that stands only behind the last stretch of an utterance, given to the stretches before it too."""
        said = self._read_quote(unit, q, False, paragraph, number)
        if said.speaker is None or said.pattern not in ("after", "incise", "according"):
            return None
        current = unit.tokens[q].quote
        for earlier in range(max(0, current - FOLLOWING), current):
            if self.stretches[earlier].run == self.stretches[current].run:
                self.said[earlier] = said._replace(pattern="goes on")
        self.runs[self.stretches[current].run] = said
        return said

    def utterance(self, number: int) -> int:
        """The number of the utterance a stretch belongs to."""
        run = self.stretches[number].run
        while run in self.joined:
            run = self.joined[run]
        return run

    def _is_interrupted(self, unit: Unit, q: int) -> bool:
        """Whether a quote goes on after an incise between two pairs of marks: « Oui », a dit le maire, « mais demain »."""
        tokens = unit.tokens
        before = [i for i in unit.quotes if i < q]
        if not before or tokens[q - 1].low != ",":
            return False
        said = self.said[tokens[before[-1]].quote]
        if said.pattern != "after" or said.mention is None or said.cue is None:
            return False
        reach = max(said.mention.end, said.cue.end)
        words = self.stretches[tokens[q].quote].inner.of(self.text)
        return (
            reach <= tokens[q - 1].start
            and self.text[reach : tokens[q - 1].start].strip() == ""
            and not words[:1].isupper()
        )

    def _going_on(self, number: int) -> Said | None:
        """The stretch before, where this one goes on the same utterance in a new paragraph."""
        said = self.runs.get(self.stretches[number].run)
        return said._replace(pattern="goes on") if said is not None else None

    def _float(self, paragraph: int, number: int, stretch: Stretch) -> Said:
        """A sentence that is only a quote: whoever spoke or was spoken of before it."""
        found = find_floating(self.resolver, paragraph, number)
        if found is None:
            return Said("direct", pattern="floating")
        speaker, mention, cue, sure = found
        return Said("direct", speaker, mention, cue, PATTERNS["floating"] * sure, "floating")

    def _from_cue(self, unit: Unit, paragraph: int, number: int, cue: Cue | None, kind: str) -> Said:
        if cue is None or kind == "term":
            return Said("term")
        place = place_of(unit, cue.place)
        if cue.subject is None and cue.verb is not None and cue.verb.kind in "ig":
            before = find_floating(self.resolver, paragraph, number)  # Et de conclure : « … »
            if before is not None:
                return Said(kind, before[0], before[1], place, PATTERNS[cue.pattern] * before[3] * 0.9, cue.pattern)
        if cue.subject is None:
            return Said(kind, cue=place, pattern=cue.pattern)
        subjects = find_coordinated(unit, cue)
        speaker = self.resolver.resolve_all(unit, subjects, paragraph, number)
        mention = Span(unit.tokens[subjects[0].start].start, unit.tokens[subjects[-1].end - 1].end)
        if speaker is None:
            return Said(kind, None, mention, place, None, cue.pattern)
        if only_relays(speaker, self.resolver.words):
            turn = find_floating(self.resolver, paragraph, number)
            if turn is not None and turn[0].kind in ("person", "role"):
                return Said(kind, turn[0], turn[1], place, PATTERNS["floating"] * turn[3] * 0.8, cue.pattern)
        self.resolver.remember(paragraph, number, speaker, mention, place)
        return Said(kind, speaker, mention, place, PATTERNS[cue.pattern] * speaker.sure, cue.pattern)

    def _attribute_nested(self, number: int) -> Said:
        """A quote inside a quote: read with the words around it, as if the outer one were the writer's."""
        stretch = self.stretches[number]
        around = self._find_around(number)
        if around is None:
            return Said("term")
        cut = cut_units(self.text, self.stretches[around].inner, [(number, stretch.outer)])
        span, inside = next(unit for unit in cut if unit[1])
        unit = Unit(self.text, span, inside, self.people)
        words, q = stretch.inner.of(self.text), unit.quotes[0]
        cue = find_cue(unit, q, is_statement(words))
        kind = choose_kind(words, unit.tokens, q, cue, False)
        if cue is None or kind == "term" or cue.pattern in ("naked", "for"):
            return Said("term")
        place = place_of(unit, cue.place)
        if cue.subject is None:
            return Said(kind, cue=place)
        mention = place_of(unit, (cue.subject.start, cue.subject.end))
        speaker = self.resolver.name(unit, cue.subject)
        if cue.subject.gender == "1" and not cue.subject.plural and around in self.said:
            speaker = self.said[around].speaker  # j'ai dit: whoever says the outer quote
        if cue.subject.kind == "pronoun" and cue.subject.gender in ("m", "f"):
            speaker = self._find_told(unit, cue.subject, stretch, around)
        if speaker is None:
            return Said(kind, None, mention, place)
        return Said(kind, speaker, mention, place, PATTERNS["nested"] * speaker.sure, "nested")

    def _find_told(self, unit: Unit, phrase: Phrase, stretch: Stretch, around: int) -> Speaker | None:
        """Whom il or elle means inside a quote: somebody spoken of there or before, not whoever says it."""
        outer = self.said[around].speaker if around in self.said else None
        self.resolver.words = f"{outer.name if outer else ''} {stretch.inner.of(self.text)}"
        paragraph = bisect_right(self.paragraphs, stretch.outer.start, key=lambda p: p.start) - 1
        units = self.units_of(paragraph)
        number = max(0, bisect_right(units, stretch.outer.start, key=lambda u: u.span.start) - 1)
        return self.resolver.resolve(unit, phrase, paragraph, number)

    def _find_around(self, number: int) -> int | None:
        """The number of the quote directly around a nested one."""
        stretch = self.stretches[number]
        for other in range(number - 1, max(-1, number - 13), -1):
            if self.stretches[other].depth < stretch.depth and self.stretches[other].outer.holds(stretch.outer):
                return other
        return None
