"""Small words that lead to a speaker, before or behind the quote: selon le maire, aux yeux du maire."""

from __future__ import annotations

from bilingual.quotes.nouns import OF, parse_noun
from bilingual.quotes.phrases import parse_phrase
from bilingual.quotes.units import Cue, Unit

ACCORDING = {"selon": 1, "d'après": 1, "dixit": 1, "suivant": 1, "pour": 1}


PHRASES = (
    ("aux", "yeux"),
    ("de", "l'", "avis"),
    ("à", "en", "croire"),
    ("du", "point", "de", "vue"),
    ("dans", "la", "bouche"),
    ("sous", "la", "plume"),
)
"""Small words that lead to a speaker: selon le maire; aux yeux du maire."""


def find_according(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Selon le maire, « … » | « … », selon lui | aux yeux du maire."""
    tokens = unit.tokens
    found = []
    for i, token in enumerate(tokens):
        low = token.low
        if low in ACCORDING:
            if low == "pour" and not (i in (0, q + 2) or i and tokens[i - 1].low in (",", ":", ";")):
                continue
            subject = parse_phrase(tokens, i + 1, unit.names) if i + 1 < len(tokens) else None
            if i + 1 < len(tokens) and tokens[i + 1].low in ("qui", "lequel", "laquelle") and i < q:
                subject = next((c.phrase for c in reversed(unit.chunks) if c.phrase.end <= i), None)
            if subject is None or low == "pour" and subject.kind not in ("person", "role", "body", "pronoun"):
                continue
            found.append((abs(i - q), Cue("according" if low != "pour" else "for", (i, i + 1), subject, low)))
        for words in PHRASES:
            if low == words[0] and tuple(t.low for t in tokens[i : i + len(words)]) == words:
                at = i + len(words)
                if at >= len(tokens):
                    continue
                subject = (
                    parse_noun(tokens, at, unit.names)
                    if tokens[at].low in ("du", "des")
                    else parse_phrase(tokens, at + (tokens[at].low in OF), unit.names)
                    if at + 1 < len(tokens)
                    else None
                )
                if subject is not None:
                    found.append((abs(i - q), Cue("according", (i, at), subject, low)))
    return min(found, key=lambda f: f[0])[1] if found else None
