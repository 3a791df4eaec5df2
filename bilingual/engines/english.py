"""Whether a word is English: a list of base words, and the endings and beginnings that make others of them."""

from __future__ import annotations

import re
from functools import lru_cache

from bilingual.lexicon import load_words

WORD = re.compile(r"(?<![\w’'@#./-])[a-zà-öø-ÿœ]{4,}(?![\w’'@/-]|\.\w)")
"""A word without a capital, long enough to be told from French: "house"; not "House", "l’eau", "re-sign", "cat"."""

ENDINGS = {
    "s": ("",), "es": ("",), "ies": ("y",), "ed": ("", "e"), "ied": ("y",), "ing": ("", "e"), "ly": ("",), "er": ("", "e"),
    "ers": ("", "e"), "est": ("", "e"), "ness": ("",), "less": ("",), "ful": ("",), "ally": ("al", "ic"), "ily": ("y",),
    "able": ("", "e"), "ible": ("", "e"), "ship": ("",), "like": ("",), "wide": ("",), "ism": ("",), "ist": ("",),
    "ists": ("",), "ity": ("", "e"), "ation": ("", "e"), "ations": ("", "e"), "ment": ("",), "ments": ("",),
}  # fmt: skip
"""What may follow a base word, and what the base word may have had in its place: "tried" is "try" + "ied"."""

BEGINNINGS = re.compile(
    r"(?:un|re|non|anti|pre|over|under|inter|mis|dis|super|sub|multi|semi|counter|micro|mega|post|out|co|bio|cyber|euro|"
    r"tele|hyper|mini|self|ultra|neuro|electro|photo|eco|auto|mid|north|south|east|west)(?=[a-z]{4})"
)
"""What may stand before a word: "anti", "multi"."""


@lru_cache(maxsize=50_000)
def is_english(word: str) -> bool:
    """Whether a word in small letters is English, as far as the list goes; words of three letters always are.

    >>> is_english("unfriendly"), is_english("redevance")
    (True, False)
    """
    if len(word) < 4 or _is_built(word):
        return True
    beginning = BEGINNINGS.match(word)
    return beginning is not None and _is_built(word[beginning.end() :])


def find_strange_words(text: str) -> list[str]:
    """The words of an English text that are not English: left French, or invented."""
    return [word for word in WORD.findall(text) if not is_english(word)]


def _is_built(word: str) -> bool:
    words = load_words("english_words.txt")
    return word in words or any(base in words for base in _bases(word))


def _bases(word: str) -> list[str]:
    bases = []
    for ending, befores in ENDINGS.items():
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word[: -len(ending)]
            bases += [stem + before for before in befores]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                bases.append(stem[:-1])  # stopped: stop
    return bases
