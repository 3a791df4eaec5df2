"""Dates and times as pages write them: « avril 19, 2024 », « vendredi 9 février 2024 à 7h58 », 2022-11, 14/05/2023."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "février fevrier févr fevr fév fev feb february",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "août aout august aug",
            "septembre sept september sep",
            "octobre oct october",
            "novembre nov november",
            "décembre dec déc decembre december",
        ),
        start=1,
    )
    for name in names.split()
}
"""Month names of the two languages, with their abbreviations (written without the stop)."""

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day"
    r"|mon|tue|wed|thu|fri|sat|sun)\b[.,]?\ +)?"
)

DATE = rf"""(?:{_WEEKDAY}(?:
      {_MONTH}\ +\d{{1,2}}(?:er|st|nd|rd|th)?,?\ +(?:19|20)\d\d          # avril 19, 2024    April 19, 2024
    | (?:le\ +)?\d{{1,2}}(?:er|st|nd|rd|th)?\ +{_MONTH},?\ +(?:19|20)\d\d # 19 avril 2024, le 1er mai 2023
    | (?:19|20)\d\d-\d\d(?:-\d\d)?\b                                  # 2024-04-19         2022-11
    | (?:le\ +)?\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d                  # 14/05/2023
))"""
"""The source of a verbose pattern for a date with its year; for text whose spaces are plain, any case."""

TIME = r"""(?:
      \d{1,2}\ ?(?:h|:)\ ?\d\d(?::\d\d)?(?:\ ?[ap]\.?m\b\.?)?          # 18:42  7h58  02:35:00  5:30 pm
    | \d{1,2}\ ?h\b | \d{1,2}\ ?[ap]\.?m\b\.?                          # 14 h  5 p.m.
)(?:[+-]\d\d:\d\d|Z\b|\ ?(?:gmt|utc|cest|cet|est|edt|ist|et|he|hne|hae|heure\ (?:de\ paris|locale|de\ l'est))\b)?"""
"""The source of a verbose pattern for a time of day: 18:42, 7h58, 14 h, 5:30 pm EST."""

_FOUND = re.compile(DATE, re.VERBOSE | re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")


def find_date(text: str) -> str | None:
    """The first date with a year that stands in `text` (plain spaces), as ISO 8601: a day or a month; None if none.

    >>> find_date("Publié le 1er mai 2023 à 7h58"), find_date("avril 19, 2024"), find_date("date 2022-11")
    ('2023-05-01', '2024-04-19', '2022-11')
    """
    for match in _FOUND.finditer(text):
        iso = _to_iso(match.group())
        if iso:
            return iso
    return None


def _to_iso(date: str) -> str | None:
    numbers = [int(n) for n in _NUMBERS.findall(date)]
    month = next((MONTHS[w] for w in _WORDS.findall(date.lower()) if w in MONTHS), None)
    if month:
        day, year = numbers[0], numbers[-1]
    elif "-" in date:
        year, month, day = numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 0
        if not day:
            return f"{year}-{month:02}" if 1 <= month <= 12 else None
    else:
        day, month, year = numbers
        if month > 12:  # the American order
            day, month = month, day
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
