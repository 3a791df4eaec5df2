"""What can be seen to be wrong with a translation, without knowing a better one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.engines.english import find_strange_words
from bilingual.engines.marks import pair_marks
from bilingual.engines.names import lost_names
from bilingual.engines.numbers import counts_in_words, missing_numbers
from bilingual.lexicon import load_words
from bilingual.model import Attention, Span

FAULTS = {
    "repetition": "words come again and again",
    "untranslated": "French words are left",
    "dropped": "several words in a row have no counterpart",
    "length": "much longer or shorter than the source",
    "numbers": "a number is missing or changed",
    "names": "a name is missing",
    "quotes": "a quotation mark is missing",
    "words": "a word is not English",
    "score": "the engine itself was unsure",
}
"""The names of all faults, gravest first, each with what it says to a reader."""

LENGTHS = (0.4, 2.0)
"""The least and greatest length of English for one character of French (measured on news: 0.6 to 1.4)."""

UNSURE = -1.0
"""Mean log-probability of a piece below which an engine was guessing."""

UNREAD = 0.2
"""Attention below which a word was not read."""

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
"""A word of letters: "l’eau", "porte-parole"; not "12"."""

STUTTER = re.compile(r"(\w{1,8}?)\1{4,}")
"""Letters again and again inside a word: "nanananana"; not "banana"."""


def find_faults(
    source: str, target: str, *, score: float | None = None, attention: Attention | None = None
) -> tuple[str, ...]:
    """The names of the faults of `target` as a translation of `source`, gravest first; see `FAULTS`.

    Args:
        score: the mean log-probability the engine gave; None leaves that check out.
        attention: what read what; None leaves the check for dropped clauses out.

    >>> find_faults("Il y a 12 blessés à Lyon.", "There are 13 injured in Lyon.")
    ('numbers',)
    """
    if not source.strip():
        return ()
    missing, extra = missing_numbers(source, target)
    found = {
        "repetition": is_repetitive(target) and not is_repetitive(source),
        "untranslated": _is_untranslated(source, target),
        "dropped": attention is not None and _is_dropped(source, attention),
        "length": _is_odd_length(source, target),
        "numbers": bool(missing) or (bool(extra) and not counts_in_words(source)),
        "names": bool(lost_names(source, target)),
        "quotes": _marks(source) != _marks(target),
        "words": bool(find_strange_words(target)),
        "score": score is not None and score < UNSURE,
    }
    return tuple(name for name in FAULTS if found[name])


def is_repetitive(text: str) -> bool:
    """Whether a text is caught in a loop: a word three times, or a group of words twice in a row.

    >>> is_repetitive("on the one hand on the one hand it rains"), is_repetitive("very, very good")
    (True, False)
    """
    words = [word.lower() for word in WORD.findall(text)]
    for length in range(1, min(12, len(words) // 2) + 1):
        again = 0
        for place in range(len(words) - length):
            again = again + 1 if words[place] == words[place + length] else 0
            if again >= length * (2 if length < 3 else 1):
                return True
    return STUTTER.search(text) is not None


def _is_untranslated(source: str, target: str) -> bool:
    small = load_words("french_only.txt")
    words = WORD.findall(target)
    given = {word.lower() for word in WORD.findall(source)}
    left = [word for word in words if word in small and word in given]
    accented = [word for word in words if word in given and re.search(r"[éèêëàâçîïôûùœ]", word)]
    return len(left) > 1 or len(left) + len(accented) > max(1, len(words) // 4)


def _is_odd_length(source: str, target: str) -> bool:
    low, high = LENGTHS
    return not low * len(source) - 12 <= len(target) <= high * len(source) + 12


def _is_dropped(source: str, attention: Attention) -> bool:
    """Whether more than three words in a row, or three of 22 characters, were not read by any target piece."""
    read = [sum(column) for column in zip(*attention.weights)]
    pieces = iter([*zip(attention.source, read), (Span(len(source), len(source)), 1.0)])
    span, share = next(pieces)
    run, start = 0, 0
    for match in WORD.finditer(source):
        covered = 0.0
        while span.start < match.end():
            covered += share if span.end > match.start() else 0.0
            span, share = next(pieces)
        if match.end() - match.start() < 4:
            continue
        if covered >= UNREAD:
            run = 0
            continue
        start = match.start() if run == 0 else start
        run += 1
        if run > 3 or (run > 2 and match.end() - start >= 22):
            return True
    return False


def _marks(text: str) -> tuple[int, int]:
    """How many marks open and how many close."""
    pairs: Sequence[tuple[int | None, int | None, int]] = pair_marks(text.replace("‘", "“") if "“" in text else text)
    return sum(p[0] is not None for p in pairs if not p[2]), sum(p[1] is not None for p in pairs if not p[2])
