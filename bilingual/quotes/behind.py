"""Cues behind a quote: « … », a déclaré le maire; « … », dit-elle; « … » au sujet du port, a ajouté Petit."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.quotes.ahead import find_object
from bilingual.quotes.clauses import find_main
from bilingual.quotes.names import PRONOUNS, Phrase, is_adverb
from bilingual.quotes.phrases import parse_phrase, read_pronoun
from bilingual.quotes.speakers import find_inverted, find_whose
from bilingual.quotes.subjects import find_right
from bilingual.quotes.units import Cue, Unit
from bilingual.quotes.words import Token, grammar, small_words

DASHES = frozenset("–—-")


WANTING = frozenset(["veut", "voulait", "veulent", "tient", "tenait", "tiennent", "à", "préfère", "croit", "semble"])
"""What may stand before the infinitive of a verb of saying: veut croire, tient à préciser."""


NAMES_IT = frozenset(["appeler", "nommer", "surnommer", "qualifier", "définir", "désigner", "traiter"])
"""Verbs that behind comme only tell what something is called: une « clé », comme l'appellent les juristes."""

WEAK = frozenset(["trouver", "voir", "présenter", "craindre", "espérer", "souhaiter"])
"""Verbs that take things as well as words as their object."""


def _skip(tokens: Sequence[Token], i: int, step: int = 1) -> int:
    """Over commas and dashes, and a stop that stands outside its quote."""
    while 0 <= i < len(tokens) and (tokens[i].low in (",", "?", "!", "…") or tokens[i].low in DASHES):
        i += step
    return i


def find_after(unit: Unit, q: int, statement: bool) -> Cue | None:
    """« … », a déclaré le maire. | « … », dit-elle. | « … » a-t-il ajouté."""
    tokens = unit.tokens
    start = _skip(tokens, q + 1)
    comma = start > q + 1
    candidates = [v for v in unit.verbs if v.start >= start]
    best = None
    for verb in candidates[:3]:
        between = tokens[start : verb.start]
        if len(between) > 8 or any(t.kind in ("quote", "name") or t.low in ".;:" and not best for t in between):
            break
        near = all(_fills(t) for t in between)
        if not near and not (best and tokens[verb.start - 1].low == "."):
            break
        wanted = any(t.low in WANTING for t in between)  # veut croire Claire Petit
        if verb.kind == "g" or verb.kind == "i" and not wanted or verb.passive:
            break
        following = tokens[verb.end].low if verb.end < len(tokens) else "."
        if verb.pronoun is None and following in (":", "que", "qu'"):
            break
        subject = find_inverted(unit, verb)
        if verb.pronoun is None and subject is None:
            if not comma or not statement:
                break
            subject = _before_quote(unit, q)
        if subject is None and verb.pronoun is None and not statement:
            break
        if verb.pronoun is None and not (comma or statement) and tokens[max(q - 1, 0)].low in grammar("determiner"):
            break
        as_said = any(t.low == "comme" for t in between)
        if as_said and (verb.form.lemma in NAMES_IT or _is_said_before(unit, q, statement)):
            break
        cue = Cue("after", (verb.start, verb.end), subject, verb.form.lemma, verb)
        if subject is not None and subject.kind != "pronoun":
            return cue
        best = best or cue
    return best or _any_verb(unit, q, start) or _straight_after(unit, q, start, statement)


def _is_said_before(unit: Unit, q: int, statement: bool) -> bool:
    """Whether a verb of saying stands before: il a dit « … », comme le note le maire; not il trouve « … », comme le note."""
    cue = find_object(unit, q, statement)
    return cue is not None and cue.verb is not None and "s" in cue.verb.form.classes and cue.form not in WEAK


def _straight_after(unit: Unit, q: int, start: int, statement: bool) -> Cue | None:
    """« … », Petit a déclaré: the subject before its verb, as machines translate."""
    token = unit.tokens[q]
    words = unit.text[token.start : token.end].strip("«»“”\"' \u00a0\u202f")
    comma = start > q + 1 or words.endswith(",")
    whole = statement or q == 0 and words[:1].isupper() and " " in words
    if not comma or not whole or start >= len(unit.tokens):
        return None
    subject = parse_phrase(unit.tokens, start, unit.names)
    if subject is None or subject.kind not in ("person", "role", "body", "name"):
        return None
    for verb in unit.verbs:
        if verb.start >= subject.end:
            said = verb.kind in "fp" and not verb.passive and verb.pronoun is None and "s" in verb.form.classes
            near = all(_fills(t) for t in unit.tokens[subject.end : verb.start])
            return Cue("after", (verb.start, verb.end), subject, verb.form.lemma, verb) if said and near else None
    return None


def _fills(token: Token) -> bool:
    """Whether a word may stand between a quote and the verb that follows: a également déclaré, comme l'a dit."""
    return (
        token.low in WANTING
        or token.low in grammar("clitic")
        or token.low in grammar("adverb")
        or is_adverb(token.low)
        or token.low == "comme"
    )


def _before_quote(unit: Unit, q: int) -> Phrase | None:
    """The free phrase before a quote whose verb comes after it: Le maire, « … », a déclaré."""
    return find_main([c for c in unit.chunks if c.phrase.end <= q])


def _any_verb(unit: Unit, q: int, start: int) -> Cue | None:
    """« … », tempère-t-il; « … », a tonné le maire: any verb says, where it is turned round right after the quote."""
    tokens = unit.tokens
    i = start
    while i < len(tokens) and tokens[i].low in grammar("clitic"):
        i += 1
    if start == q + 1 or i + 1 >= len(tokens) or tokens[i].kind != "word":
        return None
    pronoun = next((k for k in (i + 1,) if tokens[k].low[:1] == "-" and tokens[k].low in PRONOUNS), None)
    if pronoun is not None:
        end = pronoun + 1
        if tokens[i].low in grammar("having") or tokens[i].low in grammar("being"):
            while end < len(tokens) and (tokens[end].low in grammar("adverb") or is_adverb(tokens[end].low)):
                end += 1
            end += end < len(tokens) and tokens[end].low.endswith(("é", "i", "u", "it", "is", "ert"))
        turned = read_pronoun(tokens, pronoun)
        subject = (find_whose(unit, end) or turned) if turned.gender == "o" else turned
        return Cue("after", (i, end), subject, tokens[i].low)
    if tokens[i].low.endswith(("e", "t", "d", "ent", "a")) and tokens[i].low not in small_words():
        follower = parse_phrase(tokens, i + 1, unit.names)
        if follower is not None and follower.kind == "person" and _closes(tokens, follower.end):
            return Cue("after", (i, i + 1), follower, tokens[i].low)
    if (
        tokens[i].low in grammar("having")
        and tokens[i + 1].kind == "word"
        and tokens[i + 1].low.endswith(("é", "i", "u", "it", "is"))
    ):
        follower = find_right(tokens, i + 2, unit.names)
        if (
            follower is not None
            and follower.kind in ("person", "role", "body", "name")
            and _closes(tokens, follower.end)
        ):
            return Cue("after", (i, i + 2), follower, tokens[i + 1].low)
    return None


def _closes(tokens: Sequence[Token], i: int) -> bool:
    return (
        i >= len(tokens)
        or tokens[i].kind == "mark"
        or tokens[i].low in grammar("preposition")
        or tokens[i].low in grammar("time")
    )


def find_incise(unit: Unit, q: int, statement: bool) -> Cue | None:
    """« … » concernant le port, a également déclaré Petit. | Il faut, a-t-il dit, « … »: an inverted verb between commas."""
    tokens = unit.tokens
    fallback = None
    for verb in unit.verbs:
        before = verb.start - 1
        while before >= 0 and (
            tokens[before].low in grammar("clitic")
            or tokens[before].low in grammar("adverb")
            or is_adverb(tokens[before].low)
        ):
            before -= 1
        if (
            before < 0
            or tokens[before].low not in (",", "«»", ".", ")")
            and tokens[before].low not in DASHES
            or verb.passive
            or verb.kind in "gi"
        ):
            continue
        following = tokens[verb.end].low if verb.end < len(tokens) else "."
        if verb.pronoun is None and following in (":", "que", "qu'", "«»", "d'"):
            continue
        subject = find_inverted(unit, verb)
        if subject is None:
            continue
        cue = Cue("incise", (verb.start, verb.end), subject, verb.form.lemma, verb)
        if verb.start > q:
            return cue
        fallback = fallback or cue
    return fallback
