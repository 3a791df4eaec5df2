"""Noun phrases, as far as a speaker needs them: le ministre de l’Intérieur, Jean Petit; M. Petit; des analystes de …; elle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

from bilingual.lexicon import load_table, load_words
from bilingual.quotes.verbs import load_forms
from bilingual.quotes.words import Token, grammar, load_roles, load_titles, names_first

PRONOUNS = {
    "il": "ms", "elle": "fs", "ils": "mp", "elles": "fp", "-il": "ms", "-elle": "fs", "-ils": "mp", "-elles": "fp",
    "-t-il": "ms", "-t-elle": "fs", "-t-ils": "mp", "-t-elles": "fp", "celui-ci": "ms", "celle-ci": "fs", "ceux-ci": "mp",
    "celles-ci": "fp", "lui": "ms", "je": "1s", "j'": "1s", "-je": "1s", "nous": "1p", "-nous": "1p", "on": "os",
    "-on": "os", "-t-on": "os",
}  # fmt: skip
"""Pronouns that may be a speaker, with gender (1: whoever speaks; o: on) and number."""

OF = frozenset(("de", "d'", "du", "des"))
AT = frozenset(("à", "au", "aux", "en", "chez", "sur", "pour", "près", "contre"))
REACH = 24
"""A phrase has no more tokens than this."""


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


def parse_phrase(tokens: Sequence[Token], i: int, names: Names) -> Phrase | None:
    """The noun phrase that begins at token `i`, or None."""
    first = tokens[i]
    if first.low in PRONOUNS:
        return read_pronoun(tokens, i)
    if first.kind == "number" and i + 1 < len(tokens) and tokens[i + 1].kind == "name":
        paper = _parse_name(tokens, i + 1, names)  # 20 Minutes
        return paper._replace(start=i, name=(i, paper.end))
    if first.text in load_titles() or first.kind == "name":
        named = _parse_name(tokens, i, names)
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
    low = tokens[after].low
    clitic = low in grammar("clitic") and low not in grammar("determiner")
    verb = low in grammar("having") or low in grammar("being") or clitic or low in load_forms()
    return not verb and low not in (",", "et", "(", ":")


def _with_apposition(tokens: Sequence[Token], phrase: Phrase, names: Names) -> Phrase:
    """Join the name that follows a title: le porte-parole, le colonel Paul Petit | le maire, Jean Petit."""
    at, n = phrase.end, len(tokens)
    if phrase.kind != "role" or phrase.plural or at + 1 >= n or tokens[at].low != ",":
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
    named = _parse_name(tokens, at, names)
    after = tokens[named.end] if named.end < n else None
    if after is not None and (
        after.low in grammar("having") or after.low in grammar("being") or after.low in grammar("clitic")
    ):
        return phrase
    if after is not None and after.kind == "word" and _is_verb(tokens, named.end):
        return phrase
    if named.kind != "person" and named.end - named.start < 2:
        return phrase
    return phrase._replace(kind="person", end=named.end, name=named.name, gender=phrase.gender or named.gender)


def take_run(tokens: Sequence[Token], i: int) -> int:
    """The end of the run of name tokens that begins at `i`: Charles de Gaulle, Marine Le Pen, J.-K. Rowling."""
    j, known = i, False
    while j < len(tokens):
        token = tokens[j]
        following = tokens[j + 1].kind if j + 1 < len(tokens) else ""
        if (
            token.kind == "name"
            or (j > i or following == "name")
            and token.text in ("Le", "La", "De", "Du", "Des", "Les", "Van")
        ):
            known = known or bool(names_first(token.low))
            j += 1
        elif j > i and following == "name" and _links_names(token.low, known, j - i):
            j += 1
        else:
            break
    while j > i + 1 and tokens[j - 1].kind != "name":
        j -= 1
    return max(j, i + 1)


def _links_names(low: str, known: bool, length: int) -> bool:
    """Whether a small word goes on a name: the de of Charles de Gaulle, the van of Dirk van Dijk."""
    if low in ("van", "von", "ben", "bin", "el", "al", "der", "den"):
        return True
    return known and (length == 1 and low in grammar("particle") or low in ("d'", "o'", "n'"))


def _parse_name(tokens: Sequence[Token], i: int, names: Names) -> Phrase:
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


def parse_noun(tokens: Sequence[Token], i: int, names: Names) -> Phrase | None:
    """A noun with its article and what belongs to it."""
    n = min(len(tokens), i + REACH)
    article = tokens[i].low
    j = i + 1
    while j < n and (
        tokens[j].low in grammar("determiner") or tokens[j].kind == "number" or tokens[j].low in grammar("adjective")
    ):
        j += 1
    if j < n and tokens[j].text in load_titles() and tokens[j].kind == "name":
        return _with_article(_parse_name(tokens, j, names), i, article)
    if j < n and tokens[j].kind == "name":
        named = _parse_name(tokens, j, names)
        start = named.name[0] if named.name else j
        if tokens[i].text[:1].isupper() and i > 0 and tokens[i - 1].low not in ".!?…«»":
            start = i  # Le Parisien: the article belongs to the name
        gender = named.gender or {"le": "m", "la": "f"}.get(article, "")
        return named._replace(start=i, name=(start, named.end), gender=gender, article=article)
    if j < n and article in ("ce", "cette", "ces") and tokens[j].low in grammar("alias"):
        return _finish_noun(tokens, i, j, n, names)
    if j >= n or tokens[j].kind != "word" or _is_small(tokens[j].low):
        if (
            j - 1 > i
            and tokens[j - 1].low in grammar("adjective") | grammar("determiner")
            and tokens[j - 1].kind == "word"
        ):
            j -= 1  # le jeune a dit; les deux ont dit
        elif article in ("celui", "celle", "ceux", "celles", "certains", "certaines", "plusieurs"):
            j -= 1
        else:
            return None
    return _finish_noun(tokens, i, j, n, names)


def _with_article(phrase: Phrase, i: int, article: str) -> Phrase:
    return phrase._replace(start=i, article=article)


def _finish_noun(tokens: Sequence[Token], i: int, head_at: int, n: int, names: Names) -> Phrase:
    """Take in the adjectives, complements and name that follow the head."""
    article, head = tokens[i].low, tokens[head_at].low
    base, gender = load_roles().get(head, ("", ""))
    kind = "role" if base else "body" if head in load_bodies() else "noun"
    if gender in ("", "b"):
        gender = load_bodies().get(head) or {
            "le": "m",
            "un": "m",
            "ce": "m",
            "du": "m",
            "la": "f",
            "une": "f",
            "cette": "f",
        }.get(article, "")
    plural = article in (
        "les",
        "des",
        "ces",
        "ses",
        "leurs",
        "plusieurs",
        "deux",
        "trois",
        "certains",
        "quelques",
        "ceux",
        "celles",
        "nos",
        "mes",
    )
    name = None
    j, inside = head_at + 1, False
    while j < n:
        token = tokens[j]
        if (
            token.text in load_titles()
            and j + 1 < n
            and (tokens[j + 1].kind == "name" or tokens[j + 1].text in ("Le", "La"))
        ):
            if kind != "role":
                break
            name = _parse_name(tokens, j, names).name
            j = name[1] if name else j
            break
        if token.kind == "name":
            end = take_run(tokens, j)
            before = tokens[j - 1].low
            directly = before in OF or before in AT or before in grammar("determiner") or before in load_roles()
            split = _find_person(tokens, j, end, inside, directly, kind, names)
            if split is not None:
                name, j = (split, end), end
                break
            j = end
        elif token.low in OF or token.low in AT and _takes_place(tokens, j, kind):
            follow = j + 1
            while follow < n and tokens[follow].low in (
                "la",
                "l'",
                "le",
                "les",
                "son",
                "sa",
                "ses",
                "leur",
                "cette",
                "ce",
                "de",
                "du",
                "des",
            ):
                follow += 1
            if follow + 1 < n and tokens[follow].kind == "number" and tokens[follow].text[-1].isalpha():
                follow += 1  # la maire du 7e arrondissement
            if follow >= n or tokens[follow].kind not in ("word", "name") or is_function(tokens[follow].low):
                break
            j, inside = (follow, True) if tokens[follow].kind == "name" else (follow + 1, True)
        elif token.low == "et" and inside and j + 1 < n and tokens[j + 1].low in OF | {"aux"}:
            j += 1
        elif token.low == "(":
            close = next((k for k in range(j, min(n, j + 7)) if tokens[k].low == ")"), None)
            if close is None:
                break
            j = close + 1
        elif token.kind == "word" and not _is_small(token.low) and not _is_verb(tokens, j):
            j += 1
        else:
            break
    while j > head_at + 1 and tokens[j - 1].low in OF | AT | {"et"}:
        j -= 1
    return Phrase(i, j, "person" if name else kind, head, gender, plural and name is None, name, article)


def _find_person(
    tokens: Sequence[Token], start: int, end: int, inside: bool, directly: bool, kind: str, names: Names
) -> int | None:
    """Where in a run of names the person's name begins: at Anne in "(le maire de) Paris Anne Hidalgo"; None: nowhere.

    `inside`: the run stands in a complement; `directly`: right after its preposition.
    """
    for k in range(start, end - 1):
        if names_first(tokens[k].low) and (k > start or not (inside and directly)):
            return k
    first = tokens[start]
    if end - start > 2 and first.text.isupper() and len(first.text) > 1 and not tokens[start + 1].text.isupper():
        return start + 1
    if inside and directly:
        for k in range(start + 1, 0 if names_first(first.low) else end):
            if names.is_person(_text(tokens, k, end)):
                return k
        return None
    if names.is_person(_text(tokens, start, end)):
        return start
    body = tokens[start - 1].low in load_bodies()
    plain = kind == "role" and not inside and not body and not (end - start == 1 and first.text.isupper())
    return start if plain else None


def _text(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(t.text for t in tokens[start:end])


def _takes_place(tokens: Sequence[Token], j: int, kind: str) -> bool:
    """Whether "à …" belongs to a title (secrétaire d’État aux Transports) and is not to whom one speaks (à la presse)."""
    if kind != "role":
        return False
    for token in tokens[j + 1 : j + 3]:
        if token.low in load_words("media.txt") or token.kind == "number":
            return False
    return not any(
        t.low in grammar("time") or t.low in ("son", "sa", "ses", "un", "une", "des") for t in tokens[j + 1 : j + 3]
    )


def _is_small(low: str) -> bool:
    """Whether a word cannot be a noun or an adjective here."""
    return is_function(low) or is_adverb(low)


def is_adverb(low: str) -> bool:
    """Whether a word is an adverb in -ment."""
    return len(low) > 7 and low.endswith("ment") and low not in grammar("nounlike")


def is_function(low: str) -> bool:
    """Whether a word is one of the small words that end a noun phrase."""
    kinds = ("conjunction", "preposition", "adverb", "time", "having", "being", "clitic", "subject")
    return low[0] == "-" or any(low in grammar(kind) for kind in kinds)


def _is_verb(tokens: Sequence[Token], j: int) -> bool:
    """Whether a word after a noun is its verb or a participle that leads on (interrogé par …)."""
    low = tokens[j].low
    form = load_forms().get(low)
    if form is not None and ("f" in form.kinds or "g" in form.kinds):
        return True
    if (
        low.endswith(("aient", "èrent"))
        or low.endswith("ait")
        and low not in ("parfait", "imparfait", "distrait", "abstrait", "satisfait")
    ):
        return True
    if low.endswith("ent") and tokens[j - 1].low.endswith(("s", "x")):
        return True  # les policiers utilisent
    following = tokens[j + 1].low if j + 1 < len(tokens) else ""
    led = low.endswith(("é", "ée", "és", "ées", "u", "ue", "i", "ie")) and following in (
        "par",
        "dans",
        "sur",
        "à",
        "en",
        "comme",
        "lors",
        "à",
        "au",
        "«»",
    )
    return led or low.endswith("ant") and following in ("que", "qu'", "à", "un", "une", "le", "la", "les", "«»", "des")
