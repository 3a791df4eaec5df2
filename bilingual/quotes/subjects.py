"""Who does the saying: the subject before a verb, through qui, et and participles, or behind it, past addressees."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.quotes.clauses import SPEAKING, Chunk, find_main
from bilingual.quotes.names import Names, Phrase, is_adverb, is_numbered_name, take_run
from bilingual.quotes.nouns import parse_noun
from bilingual.quotes.phrases import parse_phrase
from bilingual.quotes.saying import WITH_FAIRE, Verb
from bilingual.quotes.verbs import load_forms
from bilingual.quotes.words import Token, grammar, names_first

FAR_RIGHT = 22
"""Tokens behind a verb in which its subject is looked for."""

SUBORDINATING = frozenset(
    ["alors", "si", "s'il", "quand", "lorsque", "lorsqu'", "tandis", "comme", "après", "puisque", "bien", "parce"]
)
"""Words that open a subordinate clause at the head of a sentence: its subject is not the sentence's."""


def step_left(tokens: Sequence[Token], verb: Verb) -> int:
    """The last token before a verb, its clitics, negation and adverbs (of an infinitive also what leads to it) left aside."""
    k = verb.start - 1
    while k >= 0 and _goes_with_verb(tokens, k):
        k -= 1
    if verb.kind == "i":
        while k >= 0 and _leads_to_infinitive(tokens[k]):
            k -= 1
    return k


def _goes_with_verb(tokens: Sequence[Token], k: int) -> bool:
    low = tokens[k].low
    if low in ("nous", "vous"):  # le préfet nous a dit; but nous avons dit
        return k > 0 and tokens[k - 1].kind in ("word", "name") and not _is_linking(tokens[k - 1].low)
    return low in grammar("clitic") or low in grammar("adverb") or is_adverb(low)


def _is_linking(low: str) -> bool:
    return low in grammar("conjunction") or low in grammar("adverb")


def _leads_to_infinitive(token: Token) -> bool:
    """a tenu à, vient de, va, souhaite: what may stand between a subject and its infinitive."""
    low = token.low
    if token.kind != "word" or low.endswith("ant"):
        return False
    if (
        low in ("à", "de", "d'", "pour", "par")
        or low in load_forms()
        or low in grammar("having")
        or low in grammar("clitic")
    ):
        return True
    return low not in grammar("conjunction") and low.endswith(
        ("é", "u", "er", "ir", "it", "ut", "oit", "ient", "va", "doit", "peut")
    )


def find_left(tokens: Sequence[Token], chunks: Sequence[Chunk], verb: Verb) -> Phrase | None:
    """The subject of a verb that follows it: the phrase right before; through qui the one before it; else the main one."""
    k = step_left(tokens, verb)
    if k < 0:
        return None
    low = tokens[k].low
    if low in ("qui", "lequel", "laquelle"):
        before = next((c.phrase for c in reversed(chunks) if c.phrase.end <= k), None)
        return before if before is None else _find_owner_inside(tokens, before)
    earlier = [c for c in chunks if c.phrase.end <= k + 1]
    main = find_main(earlier)
    if (
        verb.kind == "g"
        or low in ("et", "mais", "puis", "ou", "avant", "après")
        or low.endswith("ant")
        and verb.kind == "i"
    ):
        return main
    if low == "," and main is not None and main.kind in SPEAKING and tokens[0].low not in SUBORDINATING:
        return main
    for phrase, governor in reversed(earlier):
        if governor:
            continue
        if any(_is_finite(t) for t in tokens[phrase.end : k + 1]):
            return main
        heard = phrase.kind == "noun" and main is not None and main.kind in SPEAKING and main.end < phrase.start
        if heard and main is not None and any(t.low == "qui" for t in tokens[main.end : phrase.start]):
            return main  # la revue qui publie ces mesures salue
        return phrase
    return main


def _find_owner_inside(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """The person at the end of a phrase about a thing: Claire Petit in "le soutien de Claire Petit, qui …"."""
    if phrase.kind in ("noun", "body"):
        for k in range(phrase.start + 1, phrase.end):
            if tokens[k].kind == "name" and names_first(tokens[k].low):
                end = take_run(tokens, k)
                return Phrase(k, end, "person", tokens[k].low, names_first(tokens[k].low), False, (k, end))
    return phrase


def _is_finite(token: Token) -> bool:
    if token.low in grammar("having") or token.low in grammar("being"):
        return True
    form = load_forms().get(token.low)
    return form is not None and "f" in form.kinds


def find_right(tokens: Sequence[Token], start: int, names: Names) -> Phrase | None:
    """The subject that follows an inverted verb, adverbs, dates and addressees left aside: a déclaré à la presse LE MAIRE."""
    i, commas = start, 0
    while i < min(len(tokens), start + FAR_RIGHT):
        low = tokens[i].low
        if low == "," and commas < 2:
            commas += 1
            i = _skip_aside(tokens, i + 1, names)
            continue
        if low == "," or low in ("que", "qu'"):
            return None
        step = _skip_adverb(tokens, i) or _skip_place(tokens, i, names)
        if not step:
            phrase = parse_phrase(tokens, i, names)
            return None if phrase is not None and phrase.head in grammar("subject") else phrase
        i = step
    return None


def _skip_adverb(tokens: Sequence[Token], i: int) -> int:
    """The token after an adverb, a date, a set phrase about the turn, or the savoir of faire savoir; 0 if there is none."""
    token = tokens[i]
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if token.kind == "number":
        return 0 if is_numbered_name(tokens, i) else i + 1
    if token.low in grammar("adverb") or token.low in grammar("time") or token.low in WITH_FAIRE:
        return i + 1
    if token.kind == "word" and is_adverb(token.low):
        return i + 1
    form = load_forms().get(token.low)
    if form is not None and form.kinds == "p" and i and tokens[i - 1].low in ("puis", "et"):
        return i + 1  # a déclaré, puis martelé
    dated = following is not None and following.low in grammar("time") and following.low not in ("dernier", "dernière")
    if token.low in ("ce", "cette", "le", "la") and dated:
        return i + 2
    aside = _aside(tokens, i)
    return i + aside if aside else 0


def _skip_place(tokens: Sequence[Token], i: int, names: Names) -> int:
    """The token after an addressee or a place: à la presse, sur Europe 1, dans un communiqué; 0 if there is none."""
    low = tokens[i].low
    if low not in ("du", "au", "aux") and (low not in grammar("preposition") or low == "des"):
        return 0
    if low not in ("du", "au", "aux"):
        i += 1
        while i < len(tokens) and tokens[i].low in ("de", "d'", "à"):
            i += 1
    if i >= len(tokens):
        return i
    whole = tokens[i].low in ("du", "des", "au", "aux")
    phrase = parse_noun(tokens, i, names) if whole else parse_phrase(tokens, i, names)
    return _end_of_place(tokens, phrase) if phrase else i + 1


def _skip_aside(tokens: Sequence[Token], i: int, names: Names) -> int:
    """Over words between two commas that name nobody: conclut, un peu amère, la présidente."""
    close = next((k for k in range(i, min(i + 7, len(tokens))) if tokens[k].low == ","), None)
    if close is None:
        return i
    phrase = parse_phrase(tokens, i, names)
    return i if phrase is not None and phrase.kind in SPEAKING else close + 1


def _aside(tokens: Sequence[Token], i: int) -> int:
    """How many tokens a set phrase about the turn takes: de son côté, pour sa part, à son tour, par ailleurs."""
    words = tuple(t.low for t in tokens[i : i + 3])
    if (
        words[:1] in (("de",), ("pour",), ("à",))
        and words[1:2] in (("son",), ("leur",), ("sa",))
        and words[2:] in (("côté",), ("part",), ("tour",))
    ):
        return 3
    return (
        2
        if words[:2]
        in (
            ("par", "ailleurs"),
            ("en", "outre"),
            ("en", "retour"),
            ("à", "nouveau"),
            ("en", "effet"),
            ("en", "revanche"),
        )
        else 0
    )


def _end_of_place(tokens: Sequence[Token], phrase: Phrase) -> int:
    """Where an addressee or place ends; a person's name at its end is already the subject (au Parisien Jean Petit)."""
    for k in range(phrase.start + 2, phrase.end - 1):
        acronym = tokens[k - 1].text.isupper() and len(tokens[k - 1].text) > 1 and not tokens[k].text.isupper()
        fresh = (
            acronym or names_first(tokens[k].low) or tokens[k - 1].kind == "word" and phrase.article in ("un", "une")
        )
        named = tokens[k + 1].kind == "name" or tokens[k + 1].text in ("Le", "La", "De", "Du")
        if tokens[k].kind == "name" and named and fresh:
            return k
    return max(phrase.end, phrase.start + 1)
