"""From what an engine read to the sentence that is printed: the parts mended, joined and set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bilingual.engines.draft import Draft, join
from bilingual.engines.marks import print_marks
from bilingual.engines.names import mend_names
from bilingual.engines.numbers import mend_numbers
from bilingual.engines.parts import Part
from bilingual.engines.typography import begin_alike, end_alike, say_once, shout, typeset
from bilingual.model import Span


class Reading(NamedTuple):
    """One hypothesis of an engine for one text: spans of the pieces on both sides, who read whom, how sure it was."""

    text: str
    sources: Sequence[Span]
    targets: Sequence[Span]
    rows: Sequence[Sequence[float]]
    score: float


FIRST_WORD = re.compile(r"[^\w“‘(]*(\w[\w’]*)")
"""The first word of a sentence: "“Yes"; with the marks before it."""


def compose(sentence: str, parts: Sequence[Part], readings: Sequence[Reading | None]) -> Draft:
    """The draft of a sentence from one reading for each of its parts (None for a part that was not to be read)."""
    drafts = [
        _copied(part) if reading is None or not reading.text else _mended(part, reading)
        for part, reading in zip(parts, readings)
    ]
    drafts = [drafts[0], *map(_continued, drafts[1:])] if drafts else []
    return join(sentence, drafts, [part.start for part in parts])


def _copied(part: Part) -> Draft:
    """What has no words: an address, code, a sum; numbers in English dress."""
    whole = Span(0, len(part.source))
    draft = Draft(part.source, part.source, (whole,), (whole,), [[1.0]], 0.0)
    return draft if re.search(r"[^\W\d_]{2}", part.source) else mend_numbers(draft)


def _mended(part: Part, reading: Reading) -> Draft:
    draft = Draft(
        part.source,
        reading.text,
        tuple(part.spans_in_source(reading.sources)),
        tuple(reading.targets),
        reading.rows,
        reading.score,
    )
    draft = begin_alike(end_alike(mend_numbers(typeset(say_once(draft)))))
    draft = mend_names(print_marks(draft, part.pairs, part.edge))
    for stand_in, original in part.stand_ins:
        draft = _restored(draft, stand_in, original)
    return shout(draft) if part.shouted else draft


def _restored(draft: Draft, stand_in: str, original: str) -> Draft:
    """The draft with what a stand-in stood for; at its end where the engine lost it."""
    place = draft.text.find(stand_in)
    if place >= 0:
        return draft.edit([(place, place + len(stand_in), original)])
    end = len(draft.text.rstrip(".!?…”’"))
    return draft.edit([(end, end, f" {original}" if end else original)])


def _continued(draft: Draft) -> Draft:
    """A part that goes on within the sentence, without the capital an engine gives to a first word."""
    word = FIRST_WORD.match(draft.text)
    source = re.search(r"\w", draft.source)
    if word is None or source is None or not source.group().islower():
        return draft
    first = word.group(1)
    if first == "I" or first.startswith("I’") or not first[1:].islower() or first in draft.source:
        return draft
    return draft.edit([(word.start(1), word.start(1) + 1, first[0].lower())])
