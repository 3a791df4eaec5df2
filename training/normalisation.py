"""The normalisation inside the vocabulary: whatever marks a page uses, the network sees one kind.

SentencePiece applies these rules itself, longest first, before it cuts a text, and maps offsets back; so every program
that loads the package normalises in the same way, the Argos library included.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import product

LONGEST = 12
"""Characters a compatible form may have: ﷺ is eighteen, and no word of this text."""

SPACES = "\u00a0\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000\t\n\r"
HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad" + "".join(
    map(chr, [*range(1, 9), 11, 12, *range(14, 32), 127])
)
DASHES = "–—−‐‑‒―"
APOSTROPHES = "’‘‚ʼ´`′"
DOUBLE_MARKS = "“”„‟″"
INSIDE_SPACES = ("", " ", "\u00a0", "\u202f", "\u2009", "\u00a0 ", " \u00a0")
"""The spaces a page may put inside French marks; they go with the marks."""


def find_rules() -> dict[str, str]:
    """What becomes what: « with its space a straight mark, ’ a straight apostrophe, a no-break space a space, ﬁ two letters."""
    rules = dict(_compatible_forms())
    rules.update(_composed_letters())
    for space in INSIDE_SPACES:
        rules.update({mark + space: '"' for mark in "«‹"})
        rules.update({space + mark: '"' for mark in "»›"})
    for characters, plain in ((DOUBLE_MARKS, '"'), (APOSTROPHES, "'"), (DASHES, "-"), (SPACES, " "), (HIDDEN, "")):
        rules.update(dict.fromkeys(characters, plain))
    rules.update({"…": "...", "''": '"'})
    return rules


def _compatible_forms() -> Iterator[tuple[str, str]]:
    """Every character and its compatible form (NFKC): ﬁ fi, ½ 1⁄2, ２ 2."""
    for code in [*range(0x20, 0xD800), *range(0xE000, 0x2FA20)]:
        form = unicodedata.normalize("NFKC", chr(code))
        if form != chr(code) and 0 < len(form) <= LONGEST and unicodedata.category(chr(code)) != "Cn":
            yield chr(code), form


def _composed_letters() -> Iterator[tuple[str, str]]:
    """A letter with an accent that is a character of its own, and the one character for both."""
    for letter, accent in product("aeiouycnAEIOUYCN", "\u0300\u0301\u0302\u0303\u0308\u0327"):
        composed = unicodedata.normalize("NFC", letter + accent)
        if len(composed) == 1:
            yield letter + accent, composed


def render_rules() -> str:
    """The rules as SentencePiece reads them: code points in hexadecimal, a tab, code points."""

    def codes(text: str) -> str:
        return " ".join(f"{ord(character):X}" for character in text)

    return "".join(f"{codes(before)}\t{codes(after)}\n" for before, after in sorted(find_rules().items()))
