"""Interviews in questions and answers: who is asked, and the quotes that are his or hers without a word about it."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import NamedTuple

from bilingual.model import Span
from bilingual.quotes.attribution import Said
from bilingual.quotes.marks import Stretch
from bilingual.quotes.people import People, Person
from bilingual.quotes.references import Speaker

ASKED = re.compile(r"\bvous\b|\bvotre\b|\bvos\b", re.IGNORECASE)
"""A question is put to somebody: "Pourquoi partez-vous ?"."""

CREDIT = re.compile(r"propos recueillis|entretien|interview|recueilli par|grand oral", re.IGNORECASE)
"""Words that call an article an interview."""

BYLINE = re.compile(r"(?:\bpar|\bpropos de|\bphoto|©)\s+(?:[\w.'’-]+\s)?$", re.IGNORECASE)
"""What stands before the name of who asks: "Propos recueillis par "."""

FIRST = re.compile(r"(?:je|j['’]|-je)$", re.IGNORECASE)
"""A subject that is whoever answers."""

ANSWER = re.compile(r"(?:^|[\s.?!])(?:R|Rép\.?|Réponse)[ \u00a0]?:\s*$")
"""What stands before an answer in marks: "R: "."""

LONGEST = 400
"""A question has no more characters."""

SURE = 0.75
"""How often a quote of an interview that nobody is said to say is that of who is asked."""


class Interview(NamedTuple):
    """Who is asked, where the first question begins, and the paragraphs that ask."""

    asked: Speaker
    start: int
    questions: frozenset[int]


def find_interview(text: str, paragraphs: Sequence[Span], people: People) -> Interview | None:
    """Tell an interview by two questions to a "vous" that are paragraphs (by one, where the article calls itself one)."""
    questions = [n for n, p in enumerate(paragraphs) if _is_question(p.of(text))]
    if len(questions) < 2 and not (questions and CREDIT.search(text[: paragraphs[questions[0]].start])):
        return None
    start = paragraphs[questions[0]].start
    told = [p for p in people.everybody if _counts(text, p, start)]
    if not told:
        return None
    person = max(told, key=lambda p: (text.count(p.last, 0, start), -p.places[0][0]))
    return Interview(Speaker(person.name, person.gender, False, "person", 0.9), start, frozenset(questions))


def _is_question(paragraph: str) -> bool:
    """Whether a paragraph asks somebody something in the paper's own voice."""
    words = paragraph.strip()
    return len(words) < LONGEST and words.endswith("?") and ASKED.search(words) is not None and words[0] not in '«“"'


def _counts(text: str, person: Person, start: int) -> bool:
    """Whether a person is named before the first question, and not as who asks."""
    at = person.places[0][0]
    return at < start and BYLINE.search(text[max(0, at - 40) : at]) is None


def settle_interview(
    text: str, paragraphs: Sequence[Span], stretches: Sequence[Stretch], people: People, said: MutableMapping[int, Said]
) -> None:
    """Give whoever is asked the quotes of an interview that are introduced by je, put to vous, or stand above it alone."""
    interview = find_interview(text, paragraphs, people) if len(paragraphs) > 3 else None
    if interview is None:
        _settle_answers(text, stretches, people, said)
        return
    at = 0
    for number, stretch in enumerate(stretches):
        while at + 1 < len(paragraphs) and paragraphs[at].end < stretch.outer.end:
            at += 1
        known = said[number]
        named = known.kind == "term"
        if named and at in interview.questions and len(stretch.inner.of(text).split()) > 2:
            known = known._replace(kind="mixed")
        elif named:
            continue
        answers = known.mention is not None and FIRST.search(known.mention.of(text)) is not None
        put = at in interview.questions and known.cue is None
        above = known.speaker is None and known.cue is None and stretch.outer.start < interview.start
        if answers and known.speaker is None or put or above:
            sure = round(SURE * interview.asked.sure, 3)
            said[number] = known._replace(speaker=interview.asked, confidence=sure, pattern="interview")


def _settle_answers(text: str, stretches: Sequence[Stretch], people: People, said: MutableMapping[int, Said]) -> None:
    """Give quotes behind "R:" to the person named most often before the first of them."""
    marked = [n for n, s in enumerate(stretches) if ANSWER.search(text[max(0, s.outer.start - 12) : s.outer.start])]
    told = [p for p in people.everybody if marked and _counts(text, p, stretches[marked[0]].outer.start)]
    if len(marked) < 2 or not told:
        return
    person = max(told, key=lambda p: text.count(p.last, 0, stretches[marked[0]].outer.start))
    asked = Speaker(person.name, person.gender, False, "person", 0.9)
    runs = {stretches[n].run for n in marked}
    for number, stretch in enumerate(stretches):
        if stretch.run in runs and said[number].speaker is None:
            said[number] = said[number]._replace(kind="direct", speaker=asked, confidence=round(SURE * asked.sure, 3))
