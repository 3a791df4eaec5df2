"""What a person is, as it stands beside the name: "le porte-parole du Pentagone, John Kirby", "Claire Petit, ministre"."""

from __future__ import annotations

import re
from functools import cache

from bilingual.lexicon import load_lines
from bilingual.quotes.words import grammar, load_roles

ROLE_BEFORE = re.compile(
    r"""
    (?: \b(?:le|la|un|une|son|sa|ce|cette)\s+ | \bl['’] )
    (?: (?:ancien|nouve\w+|jeune|premi\w+|futur)\w*\s+ | ex- )?
    ([\w-]+) ([^.;:!?«»“”"()]*) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The role before a name: "le porte-parole du Pentagone, " of "le porte-parole du Pentagone, John Kirby"."""


ROLE_AFTER = re.compile(
    r"""
    (?: \s\([^)]*\) )? ,\s*
    (le\s|la\s|l['’])? (?: un\s|une\s )? (?: ancien\w*\s | nouv\w+\s | ex- )?
    ([\w-]+) ((?:\s[\w'’-]+){0,7})
    """,
    re.VERBOSE,
)
"""The role after a name: ", ministre de la Santé" of "Claire Petit, ministre de la Santé"."""

TWO_NAMES = re.compile(r"[A-ZÀ-Þ][\w-]+\s[A-ZÀ-Þ]")
"""Somebody else's full name between a role and a name."""


OWNED = (["de"], ["du"], ["des"], ["et"], ["avec"], ["à"], ["par"], ["que"], ["contre"], ["pour"], ["chez"])
"""What stands between a role and the name of somebody else: la sœur de Claire Petit."""


ACTS = frozenset(
    [
        "qui",
        "se",
        "que",
        "reçoit",
        "rencontre",
        "accueille",
        "félicite",
        "soutient",
        "remplace",
        "accuse",
        "veut",
        "voit",
        "doit",
        "peut",
    ]
)
"""Words that show that a role does something to the name behind it: le président reçoit Claire Petit."""


HEAD = re.compile(r"(?:^|[.!?»\n]\s*)([A-ZÀ-Þ][\w-]+)((?:\s[\w'’-]+){0,7}),\s*$")
"""A role at the head of a sentence: "Maire depuis 2014, " of "Maire depuis 2014, Claire Petit"."""


TITLE_ROLES = {
    "Dr": "docteur",
    "Dr.": "docteur",
    "Me": "avocat",
    "Pr": "professeur",
    "Mgr": "évêque",
    "Maître": "avocat",
}
"""Titles before a name that are roles too: "le Dr Petit" is a docteur."""


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in load_lines("role_kin.txt"))


def are_kin(a: str, b: str) -> bool:
    """Whether two roles may be one person's in one article.

    >>> are_kin("édile", "maire"), are_kin("édile", "avocat")
    (True, False)
    """
    return any(a in group and b in group for group in _groups())


def find_roles(text: str, start: int, end: int) -> list[tuple[str, str, str]]:
    """The roles beside the name at `start`–`end`: masculine form, the role with the words around it, gender told by it."""
    roles, found = load_roles(), []
    before = ROLE_BEFORE.search(text[max(0, start - 90) : start])
    while before is not None:
        word, rest = before[1].lower(), before[2]
        acts = any(w in grammar("having") or w in grammar("being") or w in ACTS for w in rest.lower().split())
        owned = acts and not rest.rstrip().endswith(",") or rest.split()[-1:] in OWNED or rest.endswith(("d'", "d’"))
        if word in roles and rest.count(",") <= 1 and not TWO_NAMES.search(rest) and not owned:
            told = "f" if re.match(r"\W*(?:la|une|sa|cette)\b", before[0]) else roles[word][1]
            found.append((roles[word][0], word + rest, told))
        before = ROLE_BEFORE.search(before[2])
    word = text[max(0, start - 12) : start].split()[-1:]
    if word and word[0] in TITLE_ROLES:
        found.append((TITLE_ROLES[word[0]], "", ""))
    head = HEAD.search(text[max(0, start - 70) : start])
    if head is not None and head[1].lower() in roles:
        base, told = roles[head[1].lower()]
        found.append((base, head[1] + head[2], told))
    after = ROLE_AFTER.match(text, end, end + 110)
    if after is not None and after[2].lower() in roles:
        base, told = roles[after[2].lower()]
        closed = text[after.end() : after.end() + 1] in (",", ".", ";", ")")  # not: chez Petit, le maire a …
        if not after[1] or closed:
            found.append((base, after[2] + after[3], told))
    return found
