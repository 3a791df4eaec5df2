"""The writer's words around the quotes: tokens with their grammar class, cut into units that read like sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bilingual.lexicon import load_lines, load_table
from bilingual.model import Span

TOKEN = re.compile(
    r"""
      \d+(?:[.,:]\d+)*\w*                                                        # 12  3,5  14h30  1er
    | (?:MM?|Mr|Mmes?|Mlle|Dr|Pr|Mgr|Me|St|Ste)\.(?=\s)                          # M.  Dr.
    | (?:[A-ZÀ-Þ]\.[ \u00a0-]?)+(?=[A-ZÀ-Þ])                                     # J.-K. of J.-K. Huysmans
    | -(?:t-)?(?:je|tu|ils?|elles?|on|ce|nous|vous)\b                            # -t-il of a-t-il
    | [Aa]ujourd['’]hui | [Dd]['’](?:abord|ailleurs|emblée|après)\b
    | (?:[cdjlmnstCDJLMNST]|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Jj]usqu|[Qq]uoiqu|[Qq]uelqu)['’](?=\w)   # l’  qu’
    | \w+(?:['’‑-](?!(?:t-)?(?:je|tu|ils?|elles?|on|ce|nous|vous)\b)\w+)*        # porte-parole  O’Brien
    | [^\w\s]                                                                    # one mark
    """,
    re.VERBOSE,
)
"""One token: "a-t-il" is two ("a", "-t-il"), "l’élu" two, "M." one."""

STOPS = frozenset(".!?…")


class Token(NamedTuple):
    """A word, name, number, mark or whole quote; `low` is lower case with a straight apostrophe; `quote` its number."""

    text: str
    low: str
    start: int
    end: int
    kind: str
    quote: int = -1


@cache
def grammar(kind: str) -> frozenset[str]:
    """The small words of a class of `data/grammar.txt`."""
    return frozenset(load_table("grammar.txt")[kind].split())


@cache
def small_words() -> frozenset[str]:
    """All words of `data/grammar.txt`: none of them is a name, however it is written."""
    return frozenset(
        word for kind in load_table("grammar.txt") if kind not in ("alias", "nounlike") for word in grammar(kind)
    )


@cache
def load_titles() -> dict[str, str]:
    """Titles before a name (M., Mme, Me …) and the gender they tell."""
    return load_table("titles.txt")


@cache
def load_roles() -> dict[str, tuple[str, str]]:
    """Nouns for people: form → (masculine form, gender)."""
    roles: dict[str, tuple[str, str]] = {}
    for line in load_lines("roles.txt"):
        base, *feminine = line.split("\t")
        roles[base] = (base, "m" if feminine else "b")
        for form in feminine:
            roles[form] = (base, "f")
    for form, (base, gender) in list(roles.items()):
        roles.setdefault(form + "s", (base, gender))
        roles.setdefault("ex-" + form, (base, gender))
        roles.setdefault("vice-" + form, ("vice-" + base, gender))
    return roles


def tokenise(text: str, span: Span, quotes: Sequence[tuple[int, Span]] = ()) -> list[Token]:
    """The tokens of `span`; each of `quotes` (number, span with its marks; in order) is one token."""
    tokens: list[Token] = []
    at = span.start
    for number, quote in quotes:
        _add_words(text, at, quote.start, tokens)
        tokens.append(Token("", "«»", quote.start, quote.end, "quote", number))
        at = quote.end
    _add_words(text, at, span.end, tokens)
    return tokens


def _add_words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    small, titles = small_words(), load_titles()
    for match in TOKEN.finditer(text, start, end):
        word = match[0]
        first = word[0]
        if first.isupper():
            low = word.lower().replace("’", "'")
            kind = "word" if low in small and word not in titles and (len(word) < 3 or not word.isupper()) else "name"
        elif first.isalpha() or first == "-" and len(word) > 1:
            low = word.replace("’", "'").replace("‑", "-")
            kind = "word"
        else:
            low = word
            kind = "number" if first.isdigit() else "mark"
        tokens.append(Token(word, low, match.start(), match.end(), kind))


def cut_units(text: str, tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut tokens where a sentence ends: after a stop, or after a quote that holds one, before a capital or a quote."""
    units: list[list[Token]] = []
    unit: list[Token] = []
    for i, token in enumerate(tokens):
        unit.append(token)
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is not None and _ends_unit(text, tokens, i, following):
            units.append(unit)
            unit = []
    if unit:
        units.append(unit)
    return units


def _ends_unit(text: str, tokens: Sequence[Token], i: int, following: Token) -> bool:
    token = tokens[i]
    fresh = following.kind in ("quote", "number") or following.text[:1].isupper() or following.low in "–—•"
    if token.low in STOPS:
        if not fresh or following.start == token.end and following.kind == "number":
            return False
        if i and token.low == "." and tokens[i - 1].text in abbreviations() and tokens[i - 1].end == token.start:
            return False
        return not (i and token.low == "." and len(tokens[i - 1].text) == 1 and tokens[i - 1].text.isupper())
    if token.kind == "quote" and fresh:
        inside = text[token.start : token.end].rstrip("»”\"’' \u00a0\u202f")
        return inside[-1:] in STOPS or "\n" in text[token.end : following.start]
    return "\n" in text[token.end : following.start] and fresh


@cache
def abbreviations() -> frozenset[str]:
    """Abbreviations that end no sentence (p., art., av.)."""
    return frozenset(short for short, kind in load_table("abbreviations.txt").items() if kind != "end")


def names_first(low: str) -> str:
    """The gender a first name tells (m, f, b), "" where the word is no first name. A double name goes by its first half."""
    table = _first_names()
    return table.get(low) or table.get(low.split("-", 1)[0], "") if "-" in low else table.get(low, "")


@cache
def _first_names() -> dict[str, str]:
    table = {}
    for gender in ("m", "f"):
        for name in load_lines(f"first_names_{gender}.txt"):
            table[name.lower()] = gender
    return table | {name.lower(): "b" for name in load_lines("first_names_both.txt")}
