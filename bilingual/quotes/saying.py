"""The verbs of saying of a unit: dit-il, a également déclaré, dénonçant, accusé de."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bilingual.quotes.names import PRONOUNS, is_adverb, is_function
from bilingual.quotes.nouns import OF
from bilingual.quotes.verbs import Form, load_forms
from bilingual.quotes.words import Token, grammar

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


class Verb(NamedTuple):
    """A verb of saying: tokens `start`–`end`, its form, what it is (f, p, g, i), its inverted pronoun's token, is it passive."""

    start: int
    end: int
    form: Form
    kind: str
    pronoun: int | None = None
    passive: bool = False


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
        or earlier.low in ("ne", "n'", "qui", "comme", "me", "te", "nous", "vous")
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
    by = any(t.low == "par" for t in tokens[j + 1 : j + 3])
    if passive and pronoun is None and "p" not in form.classes and not ("o" in form.classes and by):
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
