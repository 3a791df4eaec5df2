"""The words of both languages as alignment sees them: a span, and a folded form to look up."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from bilingual.model import Span
from bilingual.text import fold
from bilingual.tokens import find_tokens

ENGLISH = re.compile(
    r"""
      \d+(?:[.,:/]\d+)*                     # 1,000.50  14:30  3/4
    | n't\b | '(?:s|ll|re|ve|d|m)\b         # the second half of "don't", "Alice's", "we'll"
    | o'clock\b
    | [^\W\d_]+?(?=n't\b)                   # the first half of "don't"
    | \w+(?:-\w+)*                          # "house", "well-known"
    | [^\w\s]                               # one mark
    """,
    re.VERBOSE,
)
"""One token of folded English: "don't" is two ("do", "n't"), "Alice's" two, "well-known" one."""

QUOTE_MARKS = frozenset("«»‹›\"“”„'")
"""After folding, the single curly marks are apostrophes."""

PREFIX = 5
"""Letters that stand for a word where its own form is rare: "chanter", "chantait" and "chantent" begin alike."""


class Term(NamedTuple):
    """A word, number or mark: where it stands, and its folded form without inner spaces ("1 000" is "1000")."""

    span: Span
    form: str


def source_terms(text: str) -> list[Term]:
    """The terms of a French text, in order.

    >>> [term.form for term in source_terms("L’État a dit « non ».")]
    ["l'", 'état', 'a', 'dit', '«', 'non', '»', '.']
    """
    return [Term(span, fold(span.of(text)).replace(" ", "")) for span in find_tokens(text)]


def target_terms(text: str) -> list[Term]:
    """The terms of an English text, in order.

    >>> [term.form for term in target_terms("Alice’s sister doesn’t read.")]
    ['alice', "'s", 'sister', 'does', "n't", 'read', '.']
    """
    return [Term(Span(*match.span()), match.group()) for match in ENGLISH.finditer(fold(text))]


@cache
def is_mark(form: str) -> bool:
    """Whether a term is a punctuation mark, not a word or number."""
    return len(form) == 1 and not form.isalnum()


@cache
def plain(form: str) -> str:
    """A word without its accents and ligatures: "œuvré" is "oeuvre"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))
    return bare.replace("œ", "oe").replace("æ", "ae")


@cache
def stem(form: str) -> str:
    """The first letters of a word, without accents, that its inflected forms share."""
    return plain(form)[:PREFIX]


def cognacy(source: str, target: str) -> float:
    """How alike two words are written: Dice's coefficient of their letter pairs, 0 to 1, 0 for short words.

    >>> cognacy("président", "president"), cognacy("chat", "dog")
    (1.0, 0.0)
    """
    if source == target:
        return 1.0
    if len(source) < 4 or len(target) < 4:
        return 0.0
    left, right = _letter_pairs(source), _letter_pairs(target)
    return 0.0 if left.isdisjoint(right) else 2.0 * len(left & right) / (len(left) + len(right))


@cache
def _letter_pairs(form: str) -> frozenset[str]:
    marked = "^" + plain(form)
    return frozenset(marked[at : at + 2] for at in range(len(marked) - 1))
