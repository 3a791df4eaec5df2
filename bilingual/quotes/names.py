"""Names in a phrase: M. Petit, Claire Petit, Charles de Gaulle, Moscou; and what a phrase is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

from bilingual.lexicon import load_table
from bilingual.quotes.words import Token, grammar, load_roles, load_titles, names_first

PRONOUNS = {
    "il": "ms", "elle": "fs", "ils": "mp", "elles": "fp", "-il": "ms", "-elle": "fs", "-ils": "mp", "-elles": "fp",
    "-t-il": "ms", "-t-elle": "fs", "-t-ils": "mp", "-t-elles": "fp", "celui-ci": "ms", "celle-ci": "fs", "ceux-ci": "mp",
    "celles-ci": "fp", "lui": "ms", "je": "1s", "j'": "1s", "-je": "1s", "nous": "1p", "-nous": "1p", "on": "os",
    "-on": "os", "-t-on": "os",
}  # fmt: skip
"""Pronouns that may be a speaker, with gender (1: whoever speaks; o: on) and number."""


class Names(Protocol):
    """What an article knows of its names."""

    def is_person(self, name: str) -> bool:
        """Whether a name is that of a person of the article."""
        ...

    def is_name(self, word: str) -> bool:
        """Whether a capitalised word stands inside a sentence somewhere: it is a name, not the head of a sentence."""
        ...


class NoNames:
    """Nothing is known of any name."""

    def is_person(self, name: str) -> bool:
        """Nobody is known."""
        return False

    def is_name(self, word: str) -> bool:
        """Nothing is known."""
        return False


class Phrase(NamedTuple):
    """Tokens `start`–`end` of a unit that name somebody or something.

    `kind`: person, body, role, noun, name (of a person or of something else) or pronoun; `head` its noun in lower case;
    `name` the tokens of the person's name in it; `gender` m, f, b or ""; `article` its first word where it has one.
    """

    start: int
    end: int
    kind: str
    head: str
    gender: str
    plural: bool
    name: tuple[int, int] | None = None
    article: str = ""


@cache
def load_bodies() -> dict[str, str]:
    """Nouns for bodies that speak (ministère, association) and their gender."""
    bodies = load_table("organisations.txt")
    return {noun + "s": gender for noun, gender in bodies.items()} | bodies


def take_run(tokens: Sequence[Token], i: int) -> int:
    """The end of the run of name tokens that begins at `i`: Charles de Gaulle, Marine Le Pen, J.-K. Rowling."""
    j, known = i, False
    while j < len(tokens):
        token = tokens[j]
        following = tokens[j + 1].kind if j + 1 < len(tokens) else ""
        if j > i and token.text in load_titles() and (token.text in ("Mme", "Me", "Mlle") or token.text.endswith(".")):
            break  # sur Twitter M. Petit
        if (
            token.kind == "name"
            or (j > i or following == "name")
            and token.text in ("Le", "La", "De", "Du", "Des", "Les", "Van")
        ):
            known = known or bool(names_first(token.low))
            j += 1
        elif j > i and following == "name" and _links_names(token.low, known or _after_title(tokens, i), j - i):
            j += 1
        else:
            break
    while j > i + 1 and tokens[j - 1].kind != "name":
        j -= 1
    return max(j, i + 1)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _after_title(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name stands right behind a role or its comma: le président, Evrard de Saint-Mahé."""
    before = tokens[i - 1] if i and not _is_acronym(tokens[i].text) else None  # le président LR du Sénat
    return before is not None and (
        before.low in load_roles() or before.low == "," and i > 1 and tokens[i - 2].low in load_roles()
    )


def _links_names(low: str, known: bool, length: int) -> bool:
    """Whether a small word goes on a name: the de of Charles de Gaulle, the van of Dirk van Dijk."""
    if low in ("van", "von", "ben", "bin", "el", "al", "der", "den"):
        return True
    return known and (length == 1 and low in grammar("particle") or low in ("d'", "o'", "n'"))


def parse_name(tokens: Sequence[Token], i: int, names: Names) -> Phrase:
    """A name, perhaps after a title: M. Petit, Claire Petit, Moscou."""
    titles = load_titles()
    gender, at = "", i
    while at < len(tokens) - 1 and tokens[at].text in titles:
        told = titles[tokens[at].text]
        gender = told if told != "b" else gender
        at += 1
    end = take_run(tokens, at)
    plural = tokens[i].text in ("MM.", "Mmes", "Messieurs")
    text = " ".join(t.text for t in tokens[at:end])
    person = at > i or bool(names_first(tokens[at].low)) and end - at > 1 or names.is_person(text)
    told = names_first(tokens[at].low)
    if not gender and told in ("m", "f"):
        gender = told
    return Phrase(i, end, "person" if person else "name", text.lower(), gender, plural, (at, end))


def is_adverb(low: str) -> bool:
    """Whether a word is an adverb in -ment."""
    return len(low) > 7 and low.endswith("ment") and low not in grammar("nounlike")


def is_function(low: str) -> bool:
    """Whether a word is one of the small words that end a noun phrase."""
    return low[0] == "-" or low in _function_words()


@cache
def _function_words() -> frozenset[str]:
    kinds = ("conjunction", "preposition", "adverb", "time", "having", "being", "clitic", "subject")
    return frozenset(word for kind in kinds for word in grammar(kind))


def is_small(low: str) -> bool:
    """Whether a word cannot be a noun or an adjective here."""
    return is_function(low) or is_adverb(low)


def text_of(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(t.text for t in tokens[start:end])


def is_numbered_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number begins a name: 20 Minutes; not the year before a person's."""
    if tokens[i].kind != "number" or i + 1 >= len(tokens) or tokens[i + 1].kind != "name":
        return False
    return len(tokens[i].text) < 4 and not names_first(tokens[i + 1].low)
