"""Noun phrases, as far as a speaker needs them: le ministre de l’Intérieur, Jean Petit; M. Petit; des analystes de …; elle."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.lexicon import load_words
from bilingual.quotes.names import PRONOUNS, Names, Phrase, is_numbered_name, parse_name
from bilingual.quotes.nouns import is_verb, parse_noun
from bilingual.quotes.verbs import load_forms
from bilingual.quotes.words import Token, grammar, load_roles, load_titles, names_first


def parse_phrase(tokens: Sequence[Token], i: int, names: Names) -> Phrase | None:
    """The noun phrase that begins at token `i`, or None."""
    first = tokens[i]
    if first.low in PRONOUNS:
        return read_pronoun(tokens, i)
    if is_numbered_name(tokens, i):
        paper = parse_name(tokens, i + 1, names)  # 20 Minutes
        return paper._replace(start=i, name=(i, paper.end))
    if first.text in load_titles() or first.kind == "name":
        named = parse_name(tokens, i, names)
        return None if named.kind == "name" and _only_opens(tokens, named, names) else named
    if first.low not in grammar("determiner") and first.low not in ("celui", "celle", "ceux", "celles"):
        return None
    phrase = parse_noun(tokens, i, names)
    return phrase if phrase is None or phrase.name else _with_apposition(tokens, phrase, names)


def read_pronoun(tokens: Sequence[Token], i: int) -> Phrase:
    """The pronoun at token `i`."""
    told = PRONOUNS[tokens[i].low]
    return Phrase(i, i + 1, "pronoun", tokens[i].low, told[0], told[1] == "p")


def _only_opens(tokens: Sequence[Token], named: Phrase, names: Names) -> bool:
    """Whether a single capitalised word at the head of a sentence is no name: Interrogé, Rien, Trente."""
    i, after = named.start, named.end
    if after - i > 1 or i and tokens[i - 1].kind != "quote" and tokens[i - 1].low not in ".!?…:":
        return False
    if tokens[i].text in load_words("starters.txt") or tokens[i].low in load_roles() or after >= len(tokens):
        return True
    form = load_forms().get(tokens[i].low)
    if form is not None and "p" in form.kinds:
        return True
    if names.is_name(tokens[i].text):
        return False
    if tokens[i].low.endswith(("é", "ée", "és", "ées")) and not names_first(tokens[i].low):
        return True  # Arrivée en octobre
    low = tokens[after].low
    clitic = low in grammar("clitic") and low not in grammar("determiner")
    verb = low in grammar("having") or low in grammar("being") or clitic or low in load_forms()
    return not verb and low not in (",", "et", "(", ":")


def _is_closed(tokens: Sequence[Token], phrase: Phrase, names: Names) -> bool:
    """Whether a full name stands between commas behind a noun: une autre des colocataires, Claire Petit, …"""
    at = phrase.end + 1
    if at >= len(tokens) or tokens[phrase.end].low != "," or tokens[at].kind != "name":
        return False
    named = parse_name(tokens, at, names)
    closed = named.end >= len(tokens) or tokens[named.end].low in (",", ".", "«»")
    return named.kind == "person" and named.end - at > 1 and closed


def _with_apposition(tokens: Sequence[Token], phrase: Phrase, names: Names) -> Phrase:
    """Join the name that follows a title: le porte-parole, le colonel Paul Petit | le maire, Jean Petit."""
    at, n = phrase.end, len(tokens)
    alias = phrase.head in grammar("alias") and phrase.article in ("ce", "cette")  # ce dernier, Paul Petit
    alias = (
        alias or phrase.kind == "noun" and phrase.article in ("un", "une", "l'") and _is_closed(tokens, phrase, names)
    )
    if phrase.kind != "role" and not alias or phrase.plural or at + 1 >= n or tokens[at].low != ",":
        return phrase
    at += 1
    while at < n and (
        tokens[at].low in ("le", "la", "l'") or tokens[at].low in load_roles() or tokens[at].low == "général"
    ):
        at += 1
    if (
        at + 1 < n
        and tokens[at].kind == "word"
        and tokens[at + 1].kind == "name"
        and tokens[at - 1].low in ("le", "la", "l'")
    ):
        at += 1  # le commodore Jean Petit: a rank nobody listed
    if at >= n or tokens[at].kind != "name" and tokens[at].text not in load_titles():
        return phrase
    named = parse_name(tokens, at, names)
    after = tokens[named.end] if named.end < n else None
    if after is not None and (
        after.low in grammar("having") or after.low in grammar("being") or after.low in grammar("clitic")
    ):
        return phrase
    if after is not None and after.kind == "word" and is_verb(tokens, named.end):
        return phrase
    aside = after is not None and after.low == "," and named.end < n - 1  # le technicien, Ousmane, répète
    if named.kind != "person" and named.end - named.start < 2 and not (aside and phrase.article in ("le", "la", "l'")):
        return phrase
    return phrase._replace(kind="person", end=named.end, name=named.name, gender=phrase.gender or named.gender)
