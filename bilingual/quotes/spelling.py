"""When two spellings are one name: no accents, hyphens or case; Andreï and Andrey; Belousov and Beloussov."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1 << 14)
def fold_name(name: str) -> str:
    """A name as it is compared: no accents, hyphens or case."""
    if name.isascii():
        return name.lower().replace("-", " ")
    plain = unicodedata.normalize("NFD", name.lower().replace("’", "'"))
    return "".join(" " if c in "-‑" else c for c in plain if not unicodedata.combining(c))


def split_name(name: str) -> tuple[str, str]:
    """First name and surname, folded: "Marine Le Pen" → marine, le pen."""
    words = name.split()
    return fold_name(words[0]), fold_name(" ".join(words[1:]) or words[0])


def may_be_same(a: str, b: str) -> bool:
    """Whether two first names may be one: Andreï and Andrey, Jean and J."""
    return a == b or a[:1] == b[:1] and (len(a.strip(".")) == 1 or len(b.strip(".")) == 1 or are_alike(a, b))


def are_alike(a: str, b: str) -> bool:
    """Whether two words differ in one or two letters at most, and not in the first ones."""
    if abs(len(a) - len(b)) > 2 or min(len(a), len(b)) < 5 or a[:2] != b[:2]:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    j = 0
    while j < min(len(a), len(b)) - i and a[-1 - j] == b[-1 - j]:
        j += 1
    return max(len(a), len(b)) - i - j <= 1 + (min(len(a), len(b)) > 6)
