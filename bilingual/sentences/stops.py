"""Which stops end a sentence: the rules, for one paragraph at a time.

Every run of stops is looked at once, from left to right. What belongs to it comes first: further stops (". ."), closing
marks ("! »"). Then the text after it decides, and for a single stop also the word before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.lexicon import load_table, load_words

STOPS = re.compile(r"[.!?…]+")
"""A run of stops: "." "?!" "..."."""

TAIL = re.compile(
    r"""
      [.!?…]+                                         # a stop after a closing mark: ».
    | [\ \u00a0\u202f]{1,3} (?:\.|[!?]{1,3}) (?![.!?…\w])  # a stop on its own: ". ."   not the "..." of ". ...et"
    | [\ \u00a0\u202f\u2009]? [»”)\]]                 # closing marks, after at most one space
    | ["'’“«] (?=$|[\s,;:.!?…»”)\]"'’–—-])            # a mark that closes because nothing is stuck to it: «fin.«
    """,
    re.VERBOSE,
)
"""What belongs to the sentence after its stop, one piece at a time."""

OPENING = re.compile(
    r"[(\[](?:\.{2,3}|…)[)\]]\s* | (?:\.{3}|…)\s? | [«“„\"'‘’‹([{»”]+\s? | [–—−•·●■▪*-]+\s*", re.VERBOSE
)
"""What may stand before the first letter of a sentence: [...] … « " ( – •"""

WORD = re.compile(r"[^\W_]")
"""A letter or a digit."""

LETTERS = re.compile(r"[^\W\d_]+")
"""A word: "Les" of "Les élus", "L" of "L'élu"."""

BREAKS = frozenset(' \t\n\r\u00a0\u202f\u2009«»“”"()[]{}/,;:!?…–—')
"""What ends the word before a stop, seen from the stop."""

LONGEST_WORD = 24
"""No abbreviation is longer; what is looked at before a stop stays short."""

LONGEST_QUOTE = 600
"""How far back a straight mark is sought that a later one may close, in characters."""

MOST_MARKS = 6
"""How many pieces of `OPENING` are looked through for the first letter of a sentence."""

ROMAN = re.compile(r"[IVXLC]{1,5}\Z")
"""A Roman number: "IV"."""

ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[IVX]{1,4})\Z")
"""What numbers an item of a list at the beginning of a sentence: "1", "4.2", "a", "IV"."""

ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}\Z")
"""An acronym with stops, less its last: "U.S.A", "J.-P", "p.m"."""

ERA = re.compile(r"\b(?:av\.|apr?\.|avant|après)\s\Z")
"""What stands before J.-C., and not before the first names of a Jean-Claude."""

CLOSING = frozenset('»”")]')
QUOTES = ("«", "“", "„", '"')
BULLETS = frozenset("-–—−•·●■▪*")


def find_ends(text: str, start: int, end: int) -> Iterator[int]:
    """The positions in `text` between `start` and `end` where a sentence ends, its closing marks included."""
    word = at = start  # no letter of the sentence stands before `word`
    while match := STOPS.search(text, at, end):
        at = match.end()
        if match.start() > start and text[match.start() - 1] in "([" and text[at : at + 1] in (")", "]"):
            continue  # words left out: (...)
        at = _skip_tail(text, start, at, end)
        found = WORD.search(text, word, match.start())
        word = found.start() if found else match.start()
        if found and _is_end(text, word, match, at, end):
            yield at
            word = at


def _skip_tail(text: str, start: int, at: int, end: int) -> int:
    """The position after further stops and closing marks; the paragraph begins at `start`."""
    while tail := TAIL.match(text, at, end):
        if text[at].isspace() and text[tail.end() - 1] in "»”" and not _is_quoted(text, start, at):
            break  # fin. »Nous: it opens what follows
        at = tail.end()
    if text[at : at + 2] == ' "' and text[at + 2 : at + 3].isspace() and _is_quoted_straight(text, start, at):
        at += 2
    return at


def _is_quoted(text: str, start: int, at: int) -> bool:
    """Whether a guillemet is open at `at`; yes where the paragraph is too long to tell."""
    far = at - LONGEST_QUOTE
    opened = text.count("«", max(start, far), at) + text.count("“", max(start, far), at)
    closed = text.count("»", max(start, far), at) + text.count("”", max(start, far), at)
    return far > start or opened > closed


def _is_quoted_straight(text: str, start: int, at: int) -> bool:
    """Whether a straight mark is open at `at`: the one before it opens; yes where there is none near."""
    far = at - LONGEST_QUOTE
    before = text.rfind('"', max(start, far), at)
    if before < 0:
        return far > start
    return before == start or text[before - 1].isspace() or text[before - 1] in "(«“'’\""


def _is_end(text: str, word: int, match: re.Match[str], at: int, end: int) -> bool:
    """Whether the run of stops `match`, with its tail up to `at`, ends the sentence whose first letter is at `word`."""
    following = at
    while following < end and text[following].isspace():
        following += 1
    first, mark = following, ""
    for _ in range(MOST_MARKS):
        opening = OPENING.match(text, first, end)
        if opening is None:
            break
        mark = mark or opening.group()[0]
        first = opening.end()
    if first >= end:
        return False  # the end of the paragraph ends it anyway
    before = _word_before(text, word, match.start())
    alone = match.group() == "." and text[match.end() : at] in ("", ")")
    if following == at:
        plain = alone and text[match.start() - 1] not in CLOSING
        return _is_stuck(text, before if plain else None, first, end)
    if text[first].islower():
        return _begins_small(text, first, end, mark if alone else None, before)
    if not text[first].isalnum() and text[first] in ",;:.%=<>/|+&":
        return False
    return not (alone and _holds_on(text, word, match.start(), before, first, end))


def _word_before(text: str, word: int, stop: int) -> str:
    """The word that ends at `stop`, without an elided article: "art" of "l'art."."""
    at, least = stop, max(word, stop - LONGEST_WORD)
    while at > least and text[at - 1] not in BREAKS:
        at -= 1
    before = text[at:stop].replace("’", "'")
    return before[before.rfind("'") + 1 :]


def _begins_small(text: str, first: int, end: int, mark: str | None, before: str) -> bool:
    """Whether a sentence begins with the small letter at `first`; `mark` stands before it, None after no full stop."""
    if text[first + 1 : first + 2].isupper() and text[first + 2 : first + 3].islower():
        return True  # iPhone
    if mark is None:
        return False
    if mark and (mark in BULLETS or mark in ".…[("):
        return True  # an item of a list, or the rest of a sentence whose beginning is left out
    found = LETTERS.match(text, first, end)
    begins = mark in QUOTES or (found is not None and found.group() in load_words("starters_small.txt"))
    return begins and len(before) > 2 and before.isalnum() and before not in load_table("abbreviations.txt")


def _holds_on(text: str, word: int, stop: int, before: str, first: int, end: int) -> bool:
    """Whether the word before a single stop is one that does not end the sentence, seeing what follows."""
    if not before:
        return False
    following = LETTERS.match(text, first, end)
    starts = following is not None and following.group() in load_words("starters.txt")
    kind = load_table("abbreviations.txt").get(before)
    if kind == "title":
        return True
    if kind == "number" and (text[first].isdigit() or (following and ROMAN.match(following.group()))):
        return True
    if kind == "inside":
        return not (starts or ERA.search(text, max(word, stop - len(before) - 7), stop - len(before)))
    if word + len(before) == stop and ITEM.match(before):
        return True
    if (len(before) == 1 and before.isupper()) or ACRONYM.match(before):
        return not starts or _is_name(text, following, end)
    return False


def _is_name(text: str, article: re.Match[str] | None, end: int) -> bool:
    """Whether "Le", "La" … begins a name: another capital follows it ("Le Goff")."""
    if article is None or article.group() not in ("Le", "La", "De", "Du", "Des", "Les"):
        return False
    at = article.end() + 1
    return at < end and text[at].isupper()


def _is_stuck(text: str, before: str | None, first: int, end: int) -> bool:
    """Whether two sentences are stuck together without a space: "mer Noire.Les avions", not "Booking.Com".

    `before` is the word before a full stop; None after another stop or a closing mark.
    """
    word = LETTERS.match(text, first, end)
    if word is None or not text[first].isupper():
        return False
    known = word.group() in load_words("starters.txt")
    plain = len(word.group()) > 3 and word.group()[1:].islower()
    if before is None:
        return known or plain
    if len(before) < 2 or not before.isalnum() or before in load_table("abbreviations.txt"):
        return False
    return known or (plain and before.islower())
