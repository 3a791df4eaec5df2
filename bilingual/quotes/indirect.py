"""Reported speech without marks: Le maire a affirmé que la rue resterait ouverte."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.model import Span
from bilingual.quotes.attribution import Attributor, Said
from bilingual.quotes.confidence import PATTERNS
from bilingual.quotes.marks import trim
from bilingual.quotes.subjects import find_left
from bilingual.quotes.units import Unit


def find_indirect(attributor: Attributor) -> list[tuple[Span, Said]]:
    """The clauses with que after a verb of saying, in sentences without any quote, with who says them."""
    found = []
    for paragraph in range(len(attributor.paragraphs)):
        for number, unit in enumerate(attributor.units_of(paragraph)):
            if not unit.holes:
                found += list(_read_unit(attributor, unit, paragraph, number))
    return found


def _read_unit(attributor: Attributor, unit: Unit, paragraph: int, number: int) -> Iterator[tuple[Span, Said]]:
    tokens = unit.tokens
    for verb in unit.verbs:
        opened = verb.end < len(tokens) and tokens[verb.end].low in ("que", "qu'")
        if not opened or "s" not in verb.form.classes or verb.passive or verb.end + 1 >= len(tokens):
            continue
        subject = find_left(tokens, unit.chunks, verb)
        speaker = attributor.resolver.resolve(unit, subject, paragraph, number) if subject is not None else None
        span = trim(attributor.text, tokens[verb.end + 1].start, _find_end(unit, verb.end + 1))
        cue = Span(tokens[verb.start].start, tokens[verb.end - 1].end)
        if subject is None or speaker is None:
            yield span, Said("indirect", cue=cue)
        else:
            mention = Span(tokens[subject.start].start, tokens[subject.end - 1].end)
            yield span, Said("indirect", speaker, mention, cue, PATTERNS["that"] * speaker.sure, "that")
        return


def _find_end(unit: Unit, i: int) -> int:
    """Where the clause ends: at the stop of its sentence, or at a semicolon."""
    tokens = unit.tokens[i:]
    stop = next((t.start for t in tokens if t.low in ".;!?…"), None)
    return tokens[-1].end if stop is None else stop
