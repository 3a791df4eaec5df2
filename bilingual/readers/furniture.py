"""Page furniture, line by line: the rules of `data/furniture.txt`, made ready to match.

What depends on where a line stands among the others is in `sweep.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from bilingual.lexicon import load_lines
from bilingual.readers.dates import DATE, TIME
from bilingual.text import FOLDS

NAME = r"(?-i:[A-ZÀ-Ý][\w.'-]*(?:\ +(?:(?:d[eu]s?|la|le|van|von|der|el|al|ben|bin)\ +){0,2}[A-ZÀ-Ý][\w.'-]*){0,4})"
"""The source of a pattern for a person's name: Hélène de La Tour, J. K. Martin."""

HEADLINE = r"\S.{0,220}(?<![.,;:])"
"""The source of a pattern for a headline: anything that does not end like a sentence or go on."""

ANYTHING = r"\S.{0,300}"
"""The source of a pattern for the rest of a line, as long as a headline with its teaser may be."""

BETWEEN = r"(?:\ *[|·•,–—/›»>&:-]\ *|\ +|(?-i:(?<=[a-zé])(?=[A-ZÀ-Ý])))"
"""What stands between the pieces of a bar; sometimes nothing: "FacebookTwitter"."""

SPACE = re.compile(r"\[(?:\\.|[^\]\\])*\]|\\ | \??")
"""A space of a rule, which stands for several, or a set of characters or an escaped space, which stay as they are."""

LONGEST_LINE = 300
"""No furniture is longer than this many characters, so no rule looks at longer lines."""

LONGEST_BAR = 250
"""No bar of buttons, rubrics or dates is longer."""

SUFFIX_START = re.compile(
    r"[.!?…»”\")\]]\ *(?=\S)|\ +(?=©|[(\[]|[|/–-]\ ?(?:photo|illustration|dessin|crédit)|(?:photos?\ )?(?:crédits?|credits?)\b)",
    re.IGNORECASE,
)
"""Before what is glued to the end of a line stands the end of a sentence ("…son homologue.mai 2, 2024"); a picture
credit may follow a caption that has no stop ("Le port de Gênes © AFP")."""


ORNAMENT = re.compile(r"(?:>+|[→►▶»]+|[\[(])\ *(?=\w)")
"""What a page puts before a link: "→ Lire aussi : …", ">> Read more", "[À lire aussi] …"."""


class Rule(NamedTuple):
    """One reason, and the pattern of all its rules of one scope."""

    reason: str
    pattern: re.Pattern[str]


def flatten(text: str) -> str:
    """A copy for matching, of the same length: plain spaces and apostrophes; case is kept.

    >>> flatten("L’État\\u00a0!")
    "L'État !"
    """
    return text.translate(FOLDS).replace("\t", " ")


@cache
def load_rules(scope: str) -> tuple[Rule, ...]:
    """The rules of one scope, those of one reason joined into one pattern."""
    sources: dict[str, list[str]] = defaultdict(list)
    for line in load_lines("furniture.txt"):
        its_scope, reason, source = (part.strip() for part in line.split("\t"))
        if its_scope == scope:
            sources[reason].append(_expand(source))
    return tuple(Rule(reason, _compile("|".join(f"(?:{s})" for s in found))) for reason, found in sources.items())


@cache
def load_bar(scope: str) -> re.Pattern[str]:
    """The pattern of a line made of nothing but pieces of one scope; the group `more` is there if they are several."""
    piece = "(?:" + "|".join(f"(?:{_expand(source)})" for source in _sources(scope)) + ")"
    return _compile(rf"(?:(?:\A[|\[(–—-]?\ *|{BETWEEN}(?P<more>)){piece})+\ *[|\])–—:.-]?")


def _expand(source: str) -> str:
    """Put in what the braces stand for; one space stands for several."""
    parts = {"{date}": DATE, "{time}": TIME, "{name}": NAME, "{title}": HEADLINE, "{any}": ANYTHING}
    pieces = re.split(r"(\{[a-z]+\})", source)
    expanded = []
    for piece in pieces:
        if piece == "{agency}":
            expanded.append(_join_agencies())
        elif piece in parts:
            expanded.append(f"(?x:{parts[piece]})")
        else:
            expanded.append(SPACE.sub(_widen, piece))
    return "".join(expanded)


@cache
def _join_agencies() -> str:
    return "(?:" + "|".join(_expand(source) for source in _sources("agency")) + ")"


def _widen(match: re.Match[str]) -> str:
    return {" ": " +", " ?": " *"}.get(match.group(), match.group())


@cache
def _sources(scope: str) -> tuple[str, ...]:
    rows = (line.split("\t") for line in load_lines("furniture.txt"))
    return tuple(row[2].strip() for row in rows if row[0].strip() == scope)


@cache
def _compile(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def find_reason(line: str, scope: str) -> str | None:
    """Why the whole line (flattened) is furniture by the rules of a scope; None if it is not."""
    if len(line) > LONGEST_LINE:
        return None
    reason = next((rule.reason for rule in load_rules(scope) if rule.pattern.fullmatch(line)), None)
    if reason or scope not in {"line", "opener"} or not (ornament := ORNAMENT.match(line)):
        return reason
    return find_reason(line[ornament.end() :].rstrip(" )]"), scope)


def find_words(line: str) -> str | None:
    """Why a line (flattened) that holds certain words is furniture; None if it holds none of them."""
    if len(line) > LONGEST_LINE:
        return None
    return next((rule.reason for rule in load_rules("with") if rule.pattern.search(line)), None)


def count_pieces(line: str, scope: str) -> int:
    """0 where the line (flattened) is no bar of pieces of this scope, 1 for a single piece, 2 for several."""
    if len(line) > LONGEST_BAR:
        return 0
    match = load_bar(scope).fullmatch(line)
    return 0 if not match else 1 if match["more"] is None else 2


def find_prefix(line: str) -> tuple[int, str] | None:
    """Where furniture at the beginning of the line (flattened) ends, and why it is furniture."""
    for rule in load_rules("prefix"):
        match = rule.pattern.match(line, 0, LONGEST_LINE)
        if match:
            return match.end(), rule.reason
    return None


def find_suffix(line: str) -> tuple[int, str] | None:
    """Where furniture at the end of the line (flattened) begins, and why it is furniture."""
    for start in SUFFIX_START.finditer(line, max(0, len(line) - LONGEST_LINE)):
        for rule in load_rules("suffix"):
            if rule.pattern.fullmatch(line, start.end()):
                return start.end(), rule.reason
    return None
