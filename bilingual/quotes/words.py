"""The writer's words around the quotes: tokens with their grammar class, cut into units that read like sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from bilingual.lexicon import load_lines, load_table
from bilingual.model import Span

TOKEN = re.compile(
    r"""
      [a-zà-öø-ÿœ]{3,}(?![\w'’‑-])                                              # maire: the commonest, tried first
    | \d+(?:[.,:]\d+)*\w*                                                        # 12  3,5  14h30  1er
    | (?:MM?|Mr|Mmes?|Mlle|Dr|Pr|Mgr|Me|St|Ste)\.(?=\s)                          # M.  Dr.
    | (?:[A-ZÀ-Þ]\.[ \u00a0-]?)+(?=[A-ZÀ-Þ])                                     # J.-K. of J.-K. Huysmans
    | \bt-(?:ils?|elles?|on)\b                                                   # a t-il, for a-t-il
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

BOUNDARY = re.compile(
    r"""
      [.!?…]+ [)\]]? \s+ (?=[^\Wa-zà-ÿ_]|[«“"„(–—•‹])      # dit. Le maire    dit. « Oui
    | (?<=[»”"]) \. (?=[A-ZÀ-Þ])                              # ”.Le maire
    | (?<=[a-zà-ÿ]{2}) \. (?=[A-ZÀ-Þ][a-zà-ÿ])              # mer.Les avions
    | \n \s* (?=[^a-zà-ÿ\s])
    """,
    re.VERBOSE,
)
"""Where a sentence may end outside quotes."""

ARABIC = ("al-", "el-", "as-", "ash-", "an-", "ar-", "at-", "ad-", "ed-", "es-")
"""Articles that begin a surname in small letters: Nadia al-Hakim."""

CROWD = 16
"""A unit has no more quotes than about this: what is longer is no sentence."""

FRESH = re.compile(r"\s*(?=[^\Wa-zà-ÿ_]|[«“\"„–—•‹])")
"""What stands before a capital, a number or an opening mark."""

LAST_STOP = re.compile(r"[.!?…]\s*$")
LAST_WORD = re.compile(r"\w+$")


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
        word
        for kind in load_table("grammar.txt")
        if kind not in ("alias", "nounlike", "adjective", "masculine", "feminine", "plural", "inner")
        for word in grammar(kind)
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
    make = tuple.__new__  # half the time of Token(…), and this is where most of the time goes
    for match in TOKEN.finditer(text, start, end):
        word = match[0]
        low, kind = _classify(word)
        start, end = match.span()
        tokens.append(make(Token, (word, low, start, end, kind, -1)))


@lru_cache(maxsize=1 << 15)
def _classify(word: str) -> tuple[str, str]:
    """A token's word in lower case with straight apostrophes, and its kind."""
    first = word[0]
    if first.isupper():
        low = word.lower().replace("’", "'")
        small = low in small_words() and word not in load_titles() and (len(word) < 3 or not word.isupper())
        return low, "word" if small else "name"
    if word.startswith("t-") and "-" + word in ("-t-il", "-t-elle", "-t-ils", "-t-elles", "-t-on"):
        return "-" + word, "word"
    if word.startswith(ARABIC) and word[word.index("-") + 1 :][:1].isupper():
        return word.lower().replace("’", "'"), "name"
    if first.isalpha() or first == "-" and len(word) > 1:
        return word.replace("’", "'").replace("‑", "-"), "word"
    return word, "number" if first.isdigit() else "mark"


def cut_units(text: str, span: Span, quotes: Sequence[tuple[int, Span]]) -> list[tuple[Span, list[tuple[int, Span]]]]:
    """Cut a stretch where a sentence ends: after a stop, or after a quote that holds one, before a capital or a quote.

    Each unit comes with the quotes that stand in it.
    """
    cuts = []
    at = span.start
    for _, quote in [*quotes, (-1, Span(span.end, span.end))]:
        cuts += [m.end() for m in BOUNDARY.finditer(text, at, quote.start) if _is_boundary(text, m)]
        last = LAST_STOP.search(text, at, quote.start)
        if last and FRESH.match(text, quote.start, span.end) and _is_boundary(text, last):
            cuts.append(quote.start)
        at = quote.end
        following = FRESH.match(text, at, span.end)
        inside = text[max(quote.start, at - 6) : at].rstrip("»”\"’' \u00a0\u202f")
        if following and (inside[-1:] in STOPS or "\n" in following[0]):
            cuts.append(at)
    cuts += [quote.end for _, quote in quotes[CROWD::CROWD]]
    edges = [span.start, *sorted(set(cuts)), span.end]
    units = [Span(a, b) for a, b in pairwise(edges) if text[a:b].strip()]
    inside_of: list[tuple[Span, list[tuple[int, Span]]]] = [(unit, []) for unit in units]
    i = 0
    for number, quote in quotes:
        while i < len(units) - 1 and units[i].end <= quote.start:
            i += 1
        inside_of[i][1].append((number, quote))
    return inside_of


def _is_boundary(text: str, match: re.Match[str]) -> bool:
    """Whether a stop ends a sentence: not after an abbreviation or an initial."""
    if match[0][0] != ".":
        return True
    before = LAST_WORD.search(text, max(0, match.start() - 16), match.start())
    if before is None:
        return True
    word = before[0]
    return not (len(word) == 1 and word.isupper() or word in abbreviations() or word + "." in load_titles())


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
