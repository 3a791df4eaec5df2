"""The skeleton of a unit: its noun phrases, which of them hang on a preposition, and its verbs of saying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bilingual.quotes.phrases import (
    OF,
    PRONOUNS,
    Names,
    Phrase,
    is_adverb,
    is_function,
    parse_noun,
    parse_phrase,
    take_run,
)
from bilingual.quotes.verbs import Form, load_forms
from bilingual.quotes.words import Token, grammar, load_roles, names_first

NOUN_TOO = frozenset(
    [
        "note",
        "juge",
        "demande",
        "critique",
        "annonce",
        "appelle",
        "dit",
        "écrit",
        "cri",
        "pointe",
        "charge",
        "mesure",
        "avance",
    ]
)
"""Verb forms that after an article are nouns: la note, le juge."""

WITH_FAIRE = frozenset(
    ["savoir", "valoir", "remarquer", "observer", "noter", "part", "mine", "comprendre", "dire", "état"]
)
"""What makes faire a verb of saying: il a fait savoir."""

SPEAKING = frozenset(["person", "role", "body", "pronoun", "name"])
"""Kinds of phrases that may speak."""

SUBORDINATING = frozenset(
    ["alors", "si", "s'il", "quand", "lorsque", "lorsqu'", "tandis", "comme", "après", "puisque", "bien", "parce"]
)
"""Words that open a subordinate clause at the head of a sentence: its subject is not the sentence's."""


class Chunk(NamedTuple):
    """A noun phrase and what governs it: "" (free), a preposition, or "," (it only renames the phrase before)."""

    phrase: Phrase
    governor: str


class Verb(NamedTuple):
    """A verb of saying: tokens `start`–`end`, its form, what it is (f, p, g, i), its inverted pronoun's token, is it passive."""

    start: int
    end: int
    form: Form
    kind: str
    pronoun: int | None = None
    passive: bool = False


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
        if phrase is None:
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


def find_verbs(tokens: Sequence[Token]) -> list[Verb]:
    """The verbs of saying of a unit, left to right."""
    verbs: list[Verb] = []
    i, n = 0, len(tokens)
    while i < n:
        verb = _read_verb(tokens, i) if tokens[i].kind == "word" or i == 0 else None
        if verb is None:
            i += 1
        else:
            verbs.append(verb)
            i = verb.end
    return verbs


def _read_verb(tokens: Sequence[Token], i: int) -> Verb | None:
    low = tokens[i].low
    if low in grammar("having") or low in grammar("being") or low in ("avoir", "être"):
        return _read_compound(tokens, i)
    form = load_forms().get(low)
    if form is None:
        return None
    before = tokens[i - 1].low if i else ""
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if "f" in form.kinds and following[:1] == "-" and following in PRONOUNS:
        return _with_faire(tokens, Verb(i, i + 2, form, "f", i + 1))
    if _is_noun_here(tokens, i):
        return None
    if "g" in form.kinds and low.endswith("ant"):
        return Verb(i - (before == "en"), i + 1, form, "g")
    if "f" in form.kinds and not _governed(tokens, i):
        return _with_faire(tokens, Verb(i, i + 1, form, "f"))
    if "i" in form.kinds:
        return _with_faire(tokens, Verb(i, i + 1, form, "i"))
    if "p" in form.kinds and "p" in form.classes:
        return Verb(i, i + 1, form, "p", passive=True)
    return None


def _is_noun_here(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb form is a noun: la note, un tacle, de juge; not il la note, qui les accuse."""
    before = tokens[i - 1].low if i else ""
    if before in OF or before in grammar("adjective"):
        return tokens[i].low in NOUN_TOO
    if before not in grammar("determiner"):
        return False
    if i < 2 or before not in grammar("clitic"):
        return True
    earlier = tokens[i - 2]
    if (
        earlier.low in PRONOUNS
        or earlier.low in ("ne", "n'", "qui", "me", "te", "nous", "vous")
        or earlier.kind == "name"
    ):
        return False
    return not (before in ("leur", "l'") and earlier.kind == "word" and not is_function(earlier.low))


def _governed(tokens: Sequence[Token], i: int) -> bool:
    """Whether a finite form is rather a noun: after a preposition or an article that is no pronoun."""
    before = tokens[i - 1].low if i else ""
    return (
        before in grammar("preposition")
        and before != "en"
        or before in ("un", "une", "ce", "cette", "son", "sa", "du", "au")
    )


def _read_compound(tokens: Sequence[Token], i: int) -> Verb | None:
    """a-t-il également déclaré, s'est félicité, a été qualifié."""
    j, n = i + 1, len(tokens)
    pronoun = None
    if j < n and tokens[j].low[:1] == "-" and tokens[j].low in PRONOUNS:
        pronoun, j = j, j + 1
    passive = (tokens[i].low in grammar("being") or tokens[i].low == "être") and not (
        i and tokens[i - 1].low in ("s'", "se", "m'")
    )
    limit, commas = min(n, j + 6), 0
    while j < limit:
        token = tokens[j]
        form = load_forms().get(token.low)
        if form is not None and "p" in form.kinds:
            break
        if token.low == "été":
            passive = True
        commas += token.low == ","
        if token.kind in ("quote", "number") or token.low in ".:;()" or commas > 2 or token.low in grammar("having"):
            return None
        if not commas and token.kind == "name":
            return None
        if token.low in ("lui", "elle", "eux", "elles") or token.low == "-même":
            j += 1
            continue
        if not commas and not (_may_stand_between(token) or _in_adverbial(tokens, j)):
            return None
        j += 1
    else:
        return None
    if pronoun is None and j + 1 < n and tokens[j + 1].low[:1] == "-" and tokens[j + 1].low in PRONOUNS:
        return None
    form = load_forms()[tokens[j].low]
    if passive and "p" not in form.classes and pronoun is None:
        return None
    kind = "i" if tokens[i].low in ("avoir", "être") else "p"
    start = i - (i > 0 and tokens[i - 1].low in ("s'", "se"))
    return _with_faire(tokens, Verb(start, j + 1, form, kind, pronoun, passive and pronoun is None))


def _may_stand_between(token: Token) -> bool:
    low = token.low
    return (
        low in grammar("adverb")
        or low in grammar("clitic")
        or is_adverb(low)
        or low == "été"
        or low == ","
        or low in grammar("time")
    )


def _in_adverbial(tokens: Sequence[Token], j: int) -> bool:
    """Whether a token is part of "pour sa part", "de son côté", "à son tour", "par ailleurs", "en outre"."""
    around = {t.low for t in tokens[max(0, j - 2) : j + 3]}
    return bool(
        around
        & {
            "part",
            "côté",
            "tour",
            "outre",
            "ailleurs",
            "effet",
            "fois",
            "reste",
            "nouveau",
            "contre",
            "revanche",
            "même",
            "tant",
        }
    )


def _with_faire(tokens: Sequence[Token], verb: Verb) -> Verb | None:
    """faire counts with savoir, valoir …, which joins it; alone it says nothing."""
    if verb.form.lemma not in ("faire", "laisser", "mettre", "tenir"):
        return verb
    if verb.form.lemma == "tenir":
        return None
    following = tokens[verb.end].low if verb.end < len(tokens) else ""
    turned = verb.pronoun is not None or tokens[verb.start].low in ("fit", "firent")
    if verb.form.lemma == "faire" and following not in WITH_FAIRE and (following == ":" or turned):
        return verb._replace(form=Form("faire", "s", verb.form.kinds, verb.form.plural))
    if verb.form.lemma == "mettre":
        return verb._replace(end=verb.end + 2) if following == "en" else None
    if following in WITH_FAIRE:
        return verb._replace(end=verb.end + 1, form=Form("faire", "s", verb.form.kinds, verb.form.plural))
    return None


def is_plural(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether several people speak: ont déclaré, écrivent."""
    return (
        verb.form.plural
        and verb.kind == "f"
        or any(t.low in ("ont", "avaient", "auraient", "sont", "étaient") for t in tokens[verb.start : verb.start + 2])
    )


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
    i, n, commas = start, len(tokens), 0
    while i < n and i < start + 22:
        low = tokens[i].low
        if low == ",":
            commas += 1
            i += 1
            if commas > 2:
                return None
            i = _skip_aside(tokens, i, names)
        elif (
            low in grammar("adverb")
            or low in grammar("time")
            or is_adverb(low)
            and tokens[i].kind == "word"
            or tokens[i].kind == "number"
            and not (i + 1 < n and tokens[i + 1].kind == "name")
        ):
            i += 1
        elif _aside(tokens, i):
            i += _aside(tokens, i)
        elif low in ("du", "au", "aux"):
            phrase = parse_noun(tokens, i, names)
            i = _end_of_place(tokens, phrase) if phrase else i + 1
        elif (
            low in ("ce", "cette", "le", "la")
            and i + 1 < n
            and tokens[i + 1].low in grammar("time")
            and not (i + 2 < n and tokens[i + 1].low in ("dernier", "dernière"))
        ):
            i += 2
        elif low in grammar("preposition") and low != "des":
            i += 1
            while i < n and tokens[i].low in OF | {"à"} and tokens[i].low not in ("des", "du"):
                i += 1
            if i < n and tokens[i].low in ("du", "des"):
                phrase = parse_noun(tokens, i, names)
            else:
                phrase = parse_phrase(tokens, i, names) if i < n else None
            i = _end_of_place(tokens, phrase) if phrase else i + 1
        elif low in WITH_FAIRE or low in ("que", "qu'"):
            if low in ("que", "qu'"):
                return None
            i += 1
        else:
            phrase = parse_phrase(tokens, i, names)
            return (
                None
                if phrase is not None
                and phrase.kind == "pronoun"
                and phrase.head in ("il", "elle", "ils", "elles", "je", "on", "j'", "nous")
                else phrase
            )
    return None


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
