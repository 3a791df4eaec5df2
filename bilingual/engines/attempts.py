"""Translates sentences with a second look: what shows a fault is tried again in other ways, and the best is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bilingual.engines.checks import find_faults
from bilingual.engines.compose import compose
from bilingual.engines.draft import Draft
from bilingual.engines.english import find_strange_words
from bilingual.engines.parts import LONGEST, Part, cut
from bilingual.engines.runtime import REACH, Readings, Runtime
from bilingual.model import Translation

GRAVITY = {
    "repetition": 8,
    "untranslated": 6,
    "dropped": 5,
    "length": 4,
    "numbers": 4,
    "names": 3,
    "quotes": 3,
    "words": 1,
    "score": 2,
}
"""How much a fault weighs when attempts are compared."""

GRAVE = 3
"""Weight from which a fault is worth another attempt."""

UNREAD = 20
"""How much it weighs that the engine made nothing of a part: worse than any one fault."""

SHORTEST = 60
"""Characters below which a sentence is not cut for a second attempt."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A translation of a sentence, how bad it looks (0: nothing was found), and whether another attempt is worth it."""

    translation: Translation
    badness: float
    is_grave: bool


def translate_all(runtime: Runtime, sentences: Sequence[str]) -> list[Translation]:
    """One translation for each sentence, none of which is blank; those that show a grave fault are
    tried again in halves, and what is still wrong once more with a search that cannot loop.

    Short ones come back first, so sentences sorted by length are composed while longer ones are being read.
    """
    parts = [_parts(runtime, sentence, LONGEST) for sentence in sentences]
    readings = _read(runtime, parts)
    best = [_best(_compare(*given)) for given in zip(sentences, parts, readings)]
    for careful in (False, True):
        again = [i for i, attempt in enumerate(best) if attempt.is_grave]
        for i in again if not careful else []:
            parts[i] = _parts(runtime, sentences[i], max(SHORTEST, len(sentences[i]) // 2 + 20))
        readings = _read(runtime, [parts[i] for i in again], careful=careful)
        for i, some in zip(again, readings):
            best[i] = _best([best[i], *_compare(sentences[i], parts[i], some)])
    return [attempt.translation for attempt in best]


def _best(attempts: Sequence[Attempt]) -> Attempt:
    return min(attempts, key=lambda attempt: attempt.badness)


def _read(
    runtime: Runtime, parts: Sequence[Sequence[Part]], *, careful: bool = False
) -> Iterator[list[Readings | None]]:
    """The readings of the parts of each sentence; they may still be under way.

    What was given out is let go, so that the attention of all hypotheses of all sentences is never held at once.
    """
    texts = list(dict.fromkeys(part.given for some in parts for part in some if part.given))
    readings = dict(zip(texts, runtime.read(texts, careful=careful))) if texts else {}
    waiting = [[readings.get(part.given) for part in some] for some in reversed(parts)]
    readings.clear()
    while waiting:
        yield waiting.pop()


def _compare(sentence: str, parts: Sequence[Part], choices: Sequence[Readings | None]) -> list[Attempt]:
    """The attempts with the best reading of each part, the second best of each, … until one shows next to no fault."""
    found: list[Attempt] = []
    for rank in range(max((len(some) for some in choices if some), default=1)):
        chosen = [None if some is None else some.get(rank) for some in choices]
        unread = sum(bool(part.given) and not (reading and reading.text) for part, reading in zip(parts, chosen))
        found.append(_judged(sentence, compose(sentence, parts, chosen), unread))
        if found[-1].badness < 2:
            break
    return found


def _judged(sentence: str, draft: Draft, unread: int) -> Attempt:
    translation = draft.finish()
    faults = find_faults(sentence, draft.text, score=draft.score, attention=translation.attention)
    strange = len(find_strange_words(draft.text)) if "words" in faults else 0
    badness = sum(GRAVITY[fault] for fault in faults) + strange + UNREAD * unread - draft.score
    return Attempt(translation, badness, unread > 0 or any(GRAVITY[fault] >= GRAVE for fault in faults))


def _parts(runtime: Runtime, sentence: str, longest: int) -> list[Part]:
    """The parts of a sentence, none longer than `longest` characters nor than the model's reach."""
    parts = cut(sentence, longest)
    odd = [part.given for part in parts if len(part.given.encode()) > REACH]  # never more pieces than bytes
    if longest > 8 and any(runtime.length(given) > REACH for given in odd):
        return _parts(runtime, sentence, longest // 2)
    return parts
