"""Numbers, dates and sums: the same values on both sides, in English dress (1 000,50 € → €1,000.50)."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from bilingual.engines.draft import Draft, Edit
from bilingual.model import Span

FRENCH = re.compile(
    r"""
      (?<![\d.,])\d{1,3}(?:[\u00a0\u202f\u2009\ ]\d{3})+(?!\d)(?:,\d+)?   # 1 000  12 345,50
    | \d{1,2}\s?[hH]\s?[0-5]\d(?!\d)                                    # 14 h 30  9h05
    | \d+(?:[.,:/]\d+)*                                              # 2024  3,5  12/03  1.5
    """,
    re.VERBOSE,
)
"""A number as French writes it: "1 000,50", "14 h 30"; "XX" is none."""

ENGLISH = re.compile(
    r"""
      (?<![\d.,])\d{1,3}(?:[,\u00a0\u202f\u2009\ ]\d{3})+(?!\d)(?:[.,]\d+)?   # 1,000.50  1 000
    | \d+(?:[.,:/]\d+)*                                                     # 2024  3.5  14:30
    """,
    re.VERBOSE,
)
"""A number as an engine writes English: "1,000.50", but also what it left French."""

TIME = re.compile(r"(\d{1,2})\s?[hH]\s?([0-5]\d)")
"""A time of day: "14 h 30"; "14 hommes" is none."""

HOURS = re.compile(r"\b(\d{1,2})\s?(?:h\b|heures?\b)")
"""Full hours: "20 h", "20 heures"."""

HALF_DAY = re.compile(r"\b(1[0-2]|\d)(?:[:.]([0-5]\d))?\s?([ap])\.?m\b\.?(?=\W|$)")
"""An English time of half a day: "2:30 p.m.", "8 pm"; "5 may" is none."""

SUM = re.compile(r"(?<![\d€$£])(\d[\d,.]*\d|\d)((?:\s(?:million|billion|trillion)s?)?)\s?([€£])(?!\d)")
"""A sum with its sign behind: "1,000.50 €", "2 million €"."""

GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d+)?")
"""Digits in groups of three: "1,000", "12 345.6"; "2024" has none."""

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
"""English words an engine may write for digits; their place is their value."""

COUNTING = re.compile(
    r"\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|"
    r"quarante|cinquante|soixante|cent|mille|premi\w+|second\w*|\w+ième|quinzaine|dizaine|vingtaine|centaine|[IVXLC]+e?r?)s?\b"
)
"""French words for numbers, and Roman ones, which an engine may write in digits: "vingt", "deuxième", "XXe"."""


class Number(NamedTuple):
    """A number: where it stands, and its value in one form ("1000.5", "14:30")."""

    span: Span
    value: str


def french_numbers(text: str) -> list[Number]:
    """The numbers of a French text.

    >>> [number.value for number in french_numbers("1 000,50 € à 14 h 30")]
    ['1000.50', '14:30']
    """
    return [Number(Span(*match.span()), _french_value(match.group())) for match in FRENCH.finditer(text)]


def english_numbers(text: str) -> list[Number]:
    """The numbers of an English text, those left in French dress too."""
    return [Number(Span(*match.span()), _english_value(match.group())) for match in ENGLISH.finditer(text)]


def _french_value(number: str) -> str:
    time = TIME.fullmatch(number)
    if time:
        return f"{int(time.group(1))}:{time.group(2)}"
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", number):
        return number.replace(".", "")  # 5.700: French has a comma before decimals
    return re.sub(r"[\s\u00a0\u202f\u2009]", "", number).replace(",", ".")


def _english_value(number: str) -> str:
    grouped = GROUPED.fullmatch(number)
    if grouped:
        head, tail = re.fullmatch(r"(\d{1,3}(?:[,\s]\d{3})+)(?:[.,](\d+))?", number).groups()  # type: ignore[union-attr]
        return re.sub(r"\D", "", head) + (f".{tail}" if tail else "")
    return number.replace(",", ".")


def english_dress(number: str) -> str:
    """A French number as English writes it.

    >>> english_dress("1 000,50"), english_dress("3,5"), english_dress("14 h 30"), english_dress("2024")
    ('1,000.50', '3.5', '14:30', '2024')
    """
    value = _french_value(number)
    whole, point, rest = value.partition(".")
    if re.match(r"\d{1,3}[\s.]\d{3}", number) and whole.isdigit() and len(whole) > 3:
        whole = f"{int(whole):,}"
    return whole + point + rest


def missing_numbers(source: str, target: str) -> tuple[list[Number], list[Number]]:
    """The numbers of `source` that `target` lacks, and those of `target` that `source` lacks.

    A small number in words is no fault, on either side.
    """
    wanted, found = french_numbers(source), english_numbers(target)
    hours = {f"{hour}:00": hour for hour in HOURS.findall(source)}
    found = [n._replace(value=hours.get(n.value, n.value)) for n in found]  # 20:00 is 20 heures
    have, need = Counter(n.value for n in found), Counter(n.value for n in wanted)
    words = set(re.findall(r"[a-z]+", target.lower()))
    missing = [n for n in wanted if have[n.value] < need[n.value] and not _in_words(n.value, words)]
    extra = [n for n in found if need[n.value] < have[n.value]]
    return missing, extra


def _in_words(value: str, words: set[str]) -> bool:
    return (
        value.isdigit() and int(value) < len(WORDS) and WORDS[int(value)] in words or value == "1" and "first" in words
    )


def mend_numbers(draft: Draft) -> Draft:
    """The draft with its numbers in English dress, and those the engine changed put right where its attention tells."""
    draft = draft.edit(_dress(draft))
    missing, extra = missing_numbers(draft.source, draft.text)
    edits: list[Edit] = []
    for number in missing:
        shares = [(draft.share(number.span, other.span), other) for other in extra]
        best = max(shares, default=None, key=lambda pair: pair[0])
        if best is not None and (best[0] > 0.3 or len(missing) == len(extra) == 1):
            extra.remove(best[1])
            edits.append((*best[1].span, english_dress(number.span.of(draft.source))))
    draft = draft.edit(sorted(edits))
    return draft.sub(SUM, lambda match: f"{match.group(3)}{match.group(1)}{match.group(2)}")


def _dress(draft: Draft) -> list[Edit]:
    """The edits that give English dress to what was left French, and the whole day to times of half a day."""
    values = {number.value: number.span.of(draft.source) for number in french_numbers(draft.source)}
    hours = {f"{int(h)}:00" for h in HOURS.findall(draft.source)}
    edits: list[Edit] = []
    for match in HALF_DAY.finditer(draft.text):
        time = f"{int(match.group(1)) % 12 + 12 * (match.group(3) == 'p')}:{match.group(2) or '00'}"
        if time in values or time in hours:
            edits.append((*match.span(), time))
    taken = [Span(start, end) for start, end, _ in edits]
    for number in english_numbers(draft.text):
        text = number.span.of(draft.text)
        if any(number.span.overlaps(span) for span in taken):
            continue
        if number.value in values:
            new = english_dress(values[number.value])
        else:
            new = re.sub(r"[\s\u00a0\u202f\u2009]", ",", text)
        if new != text and (number.value in values or " " not in text):
            edits.append((*number.span, new))
    return sorted(edits)


def counts_in_words(text: str) -> bool:
    """Whether a French text holds numbers in words, which an engine may write in digits."""
    return COUNTING.search(text) is not None
