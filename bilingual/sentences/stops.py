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
      [.!?…]+                                   # a stop after a closing mark: ». 
    | [\ \u00a0\u202f]{1,3} [.!?]{1,3} (?![.!?…\w])  # a stop on its own after a space: ". ."   not the "..." of ". ...et"
    | [\ \u00a0\u202f]? [»”)\]]                 # closing marks, after at most one space
    | ["'’“«] (?=$|[\s,;:.!?…»”)\]"'’–—-])       # a mark that closes because nothing follows it: «fin.«
    """,
    re.VERBOSE,
)
"""What belongs to the sentence after its stop, one piece at a time."""

OPENING = re.compile(r"[«“„\"'‘’‹([{»”]+[\s]?|[–—−•·●■▪*-]+\s*")
"""What may stand before the first letter of a sentence: « " ( – •"""

WORD = re.compile(r"[^\W_]")
"""A letter or a digit."""

CAPITALISED = re.compile(r"[^\W\d_]+")
"""A word: "Les" of "Les élus"."""

BREAKS = frozenset(' \t\n\r\u00a0\u202f\u2009«»“”"()[]{}/,;:!?…–—')
"""What ends the word before a stop, seen from the stop."""

LONGEST_WORD = 24
"""No abbreviation is longer; what is looked at before a stop stays short."""

ROMAN = re.compile(r"[IVXLC]{1,5}\Z")
"""A Roman number: "IV"."""

ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[IVX]{1,4})\Z")
"""What numbers an item of a list at the beginning of a sentence: "1", "4.2", "a", "IV"."""

ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}\Z")
"""An acronym with stops, less its last: "U.S.A", "J.-P", "p.m"."""


def find_ends(text: str, start: int, end: int) -> Iterator[int]:
    """The positions in `text` between `start` and `end` where a sentence ends, its closing marks included."""
    begin = word = at = start  # the sentence begins at `begin`; no letter stands between `begin` and `word`
    while match := STOPS.search(text, at, end):
        at = _skip_tail(text, match.end(), end)
        found = WORD.search(text, word, match.start())
        word = found.start() if found else match.start()
        if found and _is_end(text, begin, match, at, end):
            yield at
            begin = word = at


def _skip_tail(text: str, at: int, end: int) -> int:
    """The position after further stops and closing marks."""
    while tail := TAIL.match(text, at, end):
        if _opens(text, at, tail.end(), end):
            break
        at = tail.end()
    return at


def _opens(text: str, at: int, mark_end: int, end: int) -> bool:
    """Whether a mark like the one of " »Nous" opens what follows: a space before it, none after it."""
    return text[at].isspace() and text[mark_end - 1] in "»”" and mark_end < end and text[mark_end].isalnum()


def _is_end(text: str, begin: int, match: re.Match[str], at: int, end: int) -> bool:
    """Whether the run of stops `match`, with its tail up to `at`, ends the sentence that begins at `begin`."""
    following = at
    while following < end and text[following].isspace():
        following += 1
    if following == end:
        return False  # the end of the paragraph ends it anyway
    stop = match.start()
    if stop > begin and text[stop - 1] in "([" and text[match.end()] in ")]":
        return False  # words left out: (...)
    first = following
    marks = ""
    while opening := OPENING.match(text, first, end):
        marks += opening.group()[0]
        first = opening.end()
    if first >= end:
        return False
    alone = match.group() == "." and at == match.end()
    before = _word_before(text, begin, stop)
    if following == at:
        return _is_stuck(text, before, first, end)
    return _may_begin(text, first, end, marks, alone) and not (
        alone and _holds_on(text, begin, stop, before, first, end)
    )


def _may_begin(text: str, first: int, end: int, marks: str, alone: bool) -> bool:
    """Whether a sentence may begin with the character at `first`."""
    char = text[first]
    if char.islower():
        brand = text[first + 1 : first + 2].isupper() and text[first + 2 : first + 3].islower()  # iPhone
        return brand or (alone and marks != "" and marks[0] in "-–—•·●■▪*")
    return char.isalnum() or char not in ",;:.%=<>/|+&"


def _word_before(text: str, begin: int, stop: int) -> str:
    """The word that ends at `stop`, without an elided article: "art" of "l'art."."""
    at, least = stop, max(begin, stop - LONGEST_WORD)
    while at > least and text[at - 1] not in BREAKS:
        at -= 1
    word = text[at:stop].replace("’", "'")
    return word[word.rfind("'") + 1 :]


def _holds_on(text: str, begin: int, stop: int, before: str, first: int, end: int) -> bool:
    """Whether the word before a single stop is one that does not end the sentence, seeing what follows."""
    if not before:
        return False
    following = CAPITALISED.match(text, first, end)
    word = following.group() if following else ""
    starts = word in load_words("starters.txt")
    kind = load_table("abbreviations.txt").get(before)
    if kind == "title":
        return True
    if kind == "number":
        return text[first].isdigit() or ROMAN.match(word) is not None
    if kind is not None:
        return not starts
    if ITEM.match(before) and not text[begin : stop - len(before)].strip(' \u00a0\u202f\n–—-•«"('):
        return True
    if len(before) == 1 and before.isalpha() and before.isupper() or ACRONYM.match(before):
        return not starts or _is_name(text, following, end)
    return False


def _is_name(text: str, article: re.Match[str] | None, end: int) -> bool:
    """Whether "Le", "La" … begins a name: another capital follows it ("Le Goff")."""
    if article is None or article.group() not in ("Le", "La", "De", "Du", "Des", "Les"):
        return False
    at = article.end() + 1
    return at < end and text[at].isupper()


def _is_stuck(text: str, before: str, first: int, end: int) -> bool:
    """Whether two sentences are stuck together without a space: "mer Noire.Les avions", not "Booking.Com"."""
    word = CAPITALISED.match(text, first, end)
    if word is None or not text[first].isupper() or before in load_table("abbreviations.txt"):
        return False
    if len(before) < 2 or not (before[-1].isalnum() and "." not in before and "@" not in before):
        return False
    if word.group() in load_words("starters.txt"):
        return True
    name = word.group()
    return before.islower() and before.isalpha() and len(name) > 3 and name[1:].islower()
