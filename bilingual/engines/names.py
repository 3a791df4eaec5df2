"""Names: kept as the source writes them, unless English has its own form (Moscou → Moscow)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bilingual.engines.draft import Draft, Edit
from bilingual.lexicon import load_lines, load_table, load_words
from bilingual.model import Span

NAME = re.compile(r"\b[A-ZÀ-ÖØ-ÞŒ][^\W\d_]*(?:['’-][^\W\d_]+)*")
"""A word with a capital: "Sullivan", "Saint-Malo", "OTAN"."""

PERSON = re.compile(
    r"""
    (?P<first>[A-ZÀ-ÖØ-ÞŒ][^\W\d_]+(?:-[A-ZÀ-ÖØ-ÞŒ][^\W\d_]+)?)     # Jean-Luc
    (?:\ [A-Z]\.)?                                                     # F.
    \ (?P<last>(?:(?:de|du|d['’]|von|van|al-|ben|el)\ ?)?               # de
       [A-ZÀ-ÖØ-ÞŒ][^\W\d_]+(?:-[A-ZÀ-ÖØ-ÞŒ][^\W\d_]+)*)
    """,
    re.VERBOSE,
)
"""A first name and a family name: "Jean-Luc Martin", "John F. Kennedy"; the first one is looked up."""

BARE = re.compile(
    r"""
    (?<![\w’'-])(?<!\b[Ll][ea]\ )(?<!\b[Ll]es\ )(?<!\b[Dd]es\ )(?<!\b[Aa]u\ )(?<!\b[Aa]ux\ )(?<!\b[EÉeé]n\ )(?<![AÀà]\ )
    [A-Z][a-z]{3,}(?![\w’'-])
    """,
    re.VERBOSE,
)
"""A name as persons have it, without an article or "à" before it, nor accents, which French gives to foreign places: "Mercier"; not "les Ouzbeks",
"à Marioupol", "Ouïghour", "OTAN"."""

AFTER_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+ \Z")
"""What ends in a name: "le général Mark ", before "Milley"."""

CLEAR = 0.6
"""Attention of each piece of an English name from which it surely stands for the French one."""


def find_persons(source: str) -> list[Span]:
    """The spans of first names (of those known) and the family names after them.

    >>> [span.of("le maire de Lyon, Paul Martin") for span in find_persons("le maire de Lyon, Paul Martin")]
    ['Paul', 'Martin']
    """
    found = []
    for match in PERSON.finditer(source):
        if match.group("first") in _first_names() and match.group() not in load_table("gazetteer.txt"):
            found += [Span(*match.span("first")), Span(*match.span("last"))]
    return found


def lost_names(source: str, target: str) -> list[Span]:
    """The names of persons in `source` that `target` does not hold, in their own form or in the English one."""
    have = _plain(target)
    return [span for span in find_persons(source) if not any(form in have for form in _forms(span.of(source)))]


def mend_names(draft: Draft) -> Draft:
    """The draft with lost family names put back where its attention tells, and names in their English form."""
    edits: list[Edit] = []
    others = [m for m in NAME.finditer(draft.text) if m.group() not in draft.source]
    persons = lost_names(draft.source, draft.text)
    for span in [*persons, *_misread(draft)] if others else []:
        name = span.of(draft.source)
        shares = [(draft.share(span, Span(*m.span())) / max(1, _pieces(draft, m)), m) for m in others]
        share, match = max(shares, key=lambda pair: pair[0])
        if (
            share > 0.4
            if span in persons
            else share > CLEAR and not _is_english_form(draft.source, span, match.group())
        ):
            edits.append((*match.span(), load_table("gazetteer.txt").get(name, name)))
    draft = draft.edit(_apart(edits))
    table = load_table("gazetteer.txt")
    left = [m for m in _gazetteer().finditer(draft.text) if m.group() in draft.source]
    return draft.edit([(*m.span(), table[m.group()]) for m in left])


def _misread(draft: Draft) -> list[Span]:
    """The names in the source that are no French words, that English has no form of, and that the draft lacks."""
    have, table = set(re.findall(r"[^\W_]+", _plain(draft.text))), load_table("gazetteer.txt")
    found = [m for m in BARE.finditer(draft.source) if _plain(m.group()) not in have and m.group() not in table]
    return [Span(*m.span()) for m in found if m.group().lower() not in _french_words()]


def _is_english_form(source: str, name: Span, english: str) -> bool:
    """Whether `english` may be the English spelling of a place ("contre Bologne": "Bologna"): it begins like it. After
    another name ("Mark Milley") it is a mistake."""
    return _plain(english)[:3] == _plain(name.of(source))[:3] and not AFTER_NAME.search(source, 0, name.start)


def _pieces(draft: Draft, match: re.Match[str]) -> int:
    return sum(span.overlaps(Span(*match.span())) for span in draft.targets)


def _apart(edits: list[Edit]) -> list[Edit]:
    """The edits in order, without those that would touch what another one changes."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


def _forms(name: str) -> set[str]:
    english = load_table("gazetteer.txt").get(name)
    return {_plain(name)} | ({_plain(english)} if english else set())


def _plain(text: str) -> str:
    """Small letters without accents: what two spellings of a name share."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


@cache
def _first_names() -> frozenset[str]:
    return load_words("first_names_m.txt") | load_words("first_names_f.txt") | load_words("first_names_both.txt")


@cache
def _french_words() -> frozenset[str]:
    """The forms, names among them, that are known to become something in English."""
    return frozenset(line.partition(" ")[0] for line in load_lines("fr_en_lexicon.txt"))


@cache
def _gazetteer() -> re.Pattern[str]:
    """Any French name of the gazetteer, the longest first."""
    names = sorted(load_table("gazetteer.txt"), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])")
