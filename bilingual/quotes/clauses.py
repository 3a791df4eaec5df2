"""The skeleton of a unit: its noun phrases, which of them hang on a preposition, and its verbs of saying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bilingual.quotes.names import PRONOUNS, Names, Phrase
from bilingual.quotes.nouns import OF, parse_noun
from bilingual.quotes.phrases import parse_phrase
from bilingual.quotes.verbs import load_forms
from bilingual.quotes.words import Token, grammar, load_roles


class Chunk(NamedTuple):
    """A noun phrase and what governs it: "" (free), a preposition, or "," (it only renames the phrase before)."""

    phrase: Phrase
    governor: str


SPEAKING = frozenset(["person", "role", "body", "pronoun", "name"])
"""Kinds of phrases that may speak."""


def find_chunks(tokens: Sequence[Token], names: Names) -> list[Chunk]:
    """The noun phrases of a unit, left to right."""
    chunks: list[Chunk] = []
    i, n = 0, len(tokens)
    while i < n:
        low = tokens[i].low
        phrase, governor = None, ""
        if (
            low in ("du", "au", "aux")
            or low == "des"
            and i
            and tokens[i - 1].kind in ("word", "name")
            and not chunks_end(chunks, i)
        ):
            phrase, governor = parse_noun(tokens, i, names), low
        elif low in grammar("preposition"):
            governor = low
            while i + 1 < n and tokens[i + 1].low in OF and tokens[i + 1].low != "des":
                i += 1
            if tokens[i].low == "du":
                phrase = parse_noun(tokens, i, names)
            elif i + 1 < n:
                phrase = parse_phrase(tokens, i + 1, names)
        elif not _is_clitic(tokens, i, chunks):
            phrase = parse_phrase(tokens, i, names)
        if phrase is None or phrase.kind == "pronoun" and _is_emphatic(tokens, i):
            i += 1
            continue
        _add_chunk(tokens, chunks, Chunk(phrase, governor))
        i = max(phrase.end, i + 1)
    return chunks


def chunks_end(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the last chunk ends right before token `i`."""
    return bool(chunks) and chunks[-1].phrase.end == i


def _is_clitic(tokens: Sequence[Token], i: int, chunks: Sequence[Chunk]) -> bool:
    """Whether le, la, les, l' stands before its verb (il la qualifie), not before its noun."""
    low = tokens[i].low
    if low not in ("le", "la", "les", "l'", "leur") or i + 1 >= len(tokens):
        return False
    following = tokens[i + 1].low
    if following in grammar("having"):
        return True
    form = load_forms().get(following)
    after_subject = i > 0 and (
        tokens[i - 1].low in PRONOUNS or tokens[i - 1].low in ("qui", "ne", "n'", "pour", "de") or chunks_end(chunks, i)
    )
    return form is not None and "f" in form.kinds and after_subject and following not in load_roles()


def _is_emphatic(tokens: Sequence[Token], i: int) -> bool:
    """Whether a pronoun only stresses: le maire, lui, refuse."""
    return 0 < i < len(tokens) - 1 and tokens[i - 1].low == "," and tokens[i + 1].low == ","


def _add_chunk(tokens: Sequence[Token], chunks: list[Chunk], new: Chunk) -> None:
    """Add a chunk, or note that it only renames the one before: Jean Petit, le ministre."""
    phrase = new.phrase
    if chunks and not new.governor:
        last = chunks[-1].phrase
        between = tokens[last.end : phrase.start]
        renames = bool(between) and between[0].low == "," and all(t.low in load_roles() for t in between[1:])
        follower = tokens[phrase.end].low if phrase.end < len(tokens) else "."
        if renames and last.name is not None and phrase.kind in ("role", "noun", "body") and follower in ",.;:)«»":
            chunks.append(Chunk(phrase, ","))
            return
    chunks.append(new)


def find_main(chunks: Sequence[Chunk]) -> Phrase | None:
    """The likely subject of a unit: its first free phrase that is no date or place in time."""
    for phrase, governor in chunks:
        if (
            not governor
            and phrase.head not in grammar("time")
            and phrase.head not in ("semaine", "jour", "an", "fois", "temps", "moment")
        ):
            return phrase
    return None
