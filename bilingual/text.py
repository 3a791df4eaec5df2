"""Text is normalised once, when it is read; everything after that only slices it.

`fold` is for matching: it keeps the length, so that what is found in the folded text is found in the text.
"""

import re
import unicodedata

LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
"""Every way to end a line: "a\\r\\nb" and "a\\x0cb" have one, "a\\nb" is already right."""

CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\ufeff\ufffe\uffff\ud800-\udfff\u200b\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Characters that mean nothing in an article and may deceive its reader: controls, byte order marks, lone surrogates,
marks that turn the direction of writing ("\\u202e"), soft hyphens and spaces without width ("gouver\\u00adne\\u200bment").
A tab is not one of them."""

FOLDS = str.maketrans("’‘ʼ`´\u00a0\u202f\u2007\u2009\u200a‐‑", "'''''     --")
"""One character for each character: typographic apostrophes, no-break and thin spaces, hyphens."""


def normalise(text: str) -> str:
    """The text every span of the library points into: NFC, ``\\n`` line ends, no stray control characters.

    No-break spaces, quotation marks and everything else a reader sees stay as they are.

    >>> normalise("Cafe\\u0301\\r\\nbar\\x00")
    'Café\\nbar'
    """
    return unicodedata.normalize("NFC", CONTROL.sub("", LINE_END.sub("\n", text)))


def fold(text: str) -> str:
    """A copy for matching, of the same length: straight apostrophes, plain spaces and hyphens, lower case.

    >>> fold("L’État\\u00a0!")
    "l'état !"
    """
    translated = text.translate(FOLDS)
    lowered = translated.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in translated)  # "İ" lowers to two characters
