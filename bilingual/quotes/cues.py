"""Which words say that a quote is said, and by whom: for each quote of a unit the likeliest cue and its subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bilingual.lexicon import load_words
from bilingual.model import Span
from bilingual.quotes.clauses import (
    Chunk,
    Verb,
    find_chunks,
    find_left,
    find_main,
    find_right,
    find_verbs,
    is_plural,
    step_left,
)
from bilingual.quotes.phrases import OF, PRONOUNS, Names, Phrase, is_adverb, parse_noun, parse_phrase, read_pronoun
from bilingual.quotes.words import Token, grammar, small_words, tokenise

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

BARE = frozenset(["mot", "terme", "expression", "formule", "phrase", "devise", "slogan", "mention"])
"""Nouns that before a quote only say what it is: le mot « … » is nobody's."""

DASHES = frozenset("–—-")


class Cue(NamedTuple):
    """What introduces a quote: `pattern` names the shape it was found by, `place` its tokens, `subject` who speaks."""

    pattern: str
    place: tuple[int, int]
    subject: Phrase | None
    form: str = ""
    verb: Verb | None = None


class Unit:
    """A sentence-like stretch of tokens with its noun phrases and verbs of saying, worked out when asked for."""

    def __init__(self, text: str, span: Span, quotes: Sequence[tuple[int, Span]], names: Names) -> None:
        self.text = text
        self.span = span
        self.holes = quotes
        self.names = names
        self._tokens: list[Token] | None = None
        self._chunks: list[Chunk] | None = None
        self._verbs: list[Verb] | None = None

    @property
    def tokens(self) -> list[Token]:
        """The words and marks of the unit; each quote is one token."""
        if self._tokens is None:
            self._tokens = tokenise(self.text, self.span, self.holes)
        return self._tokens

    @property
    def chunks(self) -> list[Chunk]:
        """The noun phrases, left to right."""
        if self._chunks is None:
            self._chunks = find_chunks(self.tokens, self.names)
        return self._chunks

    @property
    def verbs(self) -> list[Verb]:
        """The verbs of saying, left to right."""
        if self._verbs is None:
            self._verbs = find_verbs(self.tokens)
        return self._verbs

    @property
    def quotes(self) -> list[int]:
        """The token numbers of the quotes."""
        return [i for i, t in enumerate(self.tokens) if t.kind == "quote"]


def find_cue(unit: Unit, q: int, statement: bool) -> Cue | None:
    """The cue of the quote at token `q`; `statement`: the quote looks like a whole statement.

    The patterns are tried from the surest to the least sure one.
    """
    for pattern in (_after, _colon, _agent, _object, _leading, _incise, _according, _noun, _subordinate, _naked):
        cue = pattern(unit, q, statement)
        if cue is not None:
            return cue
    return None


def find_coordinated(unit: Unit, cue: Cue) -> list[Phrase]:
    """The subject of a cue, or all of them where several speak: ont dit Claire Petit et Luc Grand."""
    assert cue.subject is not None
    subjects = [cue.subject]
    if cue.verb is None or not is_plural(unit.tokens, cue.verb) or cue.subject.kind not in ("person", "name", "role"):
        return subjects
    before = [c.phrase for c in unit.chunks if c.phrase.end == cue.subject.start - 1]
    if before and unit.tokens[cue.subject.start - 1].low == "et" and before[-1].kind == cue.subject.kind:
        return [before[-1], *subjects]
    at = cue.subject.end
    if at + 1 < len(unit.tokens) and unit.tokens[at].low == "et":
        other = parse_phrase(unit.tokens, at + 1, unit.names)
        if other is not None and other.kind == cue.subject.kind:
            subjects.append(other)
    return subjects


def _skip(tokens: Sequence[Token], i: int, step: int = 1) -> int:
    """Over commas and dashes."""
    while 0 <= i < len(tokens) and (tokens[i].low == "," or tokens[i].low in DASHES):
        i += step
    return i


def _inverted_subject(unit: Unit, verb: Verb) -> Phrase | None:
    """The subject after an inverted verb: its pronoun, or the phrase that follows."""
    if verb.pronoun is not None:
        pronoun = read_pronoun(unit.tokens, verb.pronoun)
        return (_whose(unit, verb.end) or pronoun) if pronoun.gender == "o" else pronoun
    return find_right(unit.tokens, verb.end, unit.names)


def _left_subject(unit: Unit, verb: Verb) -> Phrase | None:
    """The subject before a verb; for on, the place it stands for: à la mairie, on parle de « … »."""
    k = step_left(unit.tokens, verb)
    if k >= 0 and unit.tokens[k].low in ("que", "qu'", "dont", "où", "comme"):  # ce qu'écrivait, dès 1974, Claire Petit
        subject = find_right(unit.tokens, verb.end, unit.names)
        if subject is not None and subject.kind != "noun":
            return subject
    subject = find_left(unit.tokens, unit.chunks, verb)
    if subject is None or subject.gender != "o":
        return subject
    places = [
        c.phrase
        for c in unit.chunks
        if c.governor in ("à", "au", "aux", "chez", "dans", "auprès") and c.phrase.end <= subject.start
    ]
    return places[-1] if places and places[-1].kind in ("body", "name", "role", "person") else subject


def _whose(unit: Unit, i: int) -> Phrase | None:
    """Who stands behind on: indique-t-on à la préfecture, de source policière, dans l'entourage du ministre."""
    tokens = unit.tokens
    while i < len(tokens) and (tokens[i].low in grammar("adverb") or tokens[i].low in ("lire", "entendre")):
        i += 1
    if [t.low for t in tokens[i : i + 2]] == ["du", "côté"]:
        i += 2
    if i >= len(tokens):
        return None
    if tokens[i].low in ("au", "du", "aux"):
        return parse_noun(tokens, i, unit.names)
    if tokens[i].low == "de" and i + 1 < len(tokens) and tokens[i + 1].low in ("source", "sources"):
        return parse_noun(tokens, i, unit.names)
    if tokens[i].low in ("à", "dans", "chez", "auprès", "parmi", "de") and i + 1 < len(tokens):
        return parse_phrase(tokens, i + 1, unit.names)
    return None


def _after(unit: Unit, q: int, statement: bool) -> Cue | None:
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
        if verb.kind == "g" or verb.kind == "i" or verb.passive:
            break
        following = tokens[verb.end].low if verb.end < len(tokens) else "."
        if verb.pronoun is None and following in (":", "que", "qu'"):
            break
        subject = _inverted_subject(unit, verb)
        if verb.pronoun is None and subject is None:
            if not comma or not statement:
                break
            subject = _before_quote(unit, q)
        if subject is None and verb.pronoun is None and not statement:
            break
        if (
            verb.pronoun is None
            and not comma
            and not statement
            and tokens[q - 1 if q else 0].low in grammar("determiner")
        ):
            break
        if any(t.low == "comme" for t in between) and _object(unit, q, statement) is not None:
            break
        cue = Cue("after", (verb.start, verb.end), subject, verb.form.lemma, verb)
        if subject is not None and subject.kind != "pronoun":
            return cue
        best = best or cue
    return best or _any_verb(unit, q, start) or _straight_after(unit, q, start, statement)


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
        token.low in grammar("clitic") or token.low in grammar("adverb") or is_adverb(token.low) or token.low == "comme"
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
        subject = (_whose(unit, end) or turned) if turned.gender == "o" else turned
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


def _colon(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Le maire a déclaré : « … » | Pour le maire : « … » | Claire Petit : « … »"""
    tokens = unit.tokens
    if not q or tokens[q - 1].low != ":":
        return None
    earlier = [i for i in unit.quotes if i < q]
    floor = earlier[-1] if earlier else -1
    noun = _noun(unit, q, statement)
    for verb in reversed(unit.verbs):
        if verb.end > q - 1 or verb.passive or "s" not in verb.form.classes and q - verb.end > 6:
            continue
        if verb.start <= floor or noun is not None and noun.place[0] > verb.start and q - verb.end > 6:
            break
        subject = None if verb.pronoun is not None else _left_subject(unit, verb)
        return Cue("colon", (verb.start, verb.end), subject or _inverted_subject(unit, verb), verb.form.lemma, verb)
    if noun is not None:
        return noun
    inside = [c for c in unit.chunks if floor < c.phrase.start and c.phrase.end <= q - 1]
    for chunk in inside:
        if chunk.governor in ("selon", "pour", "d'après") and chunk.phrase.kind in (
            "person",
            "role",
            "body",
            "pronoun",
        ):
            return Cue("colon-according", (chunk.phrase.start - 1, chunk.phrase.start), chunk.phrase, chunk.governor)
    subject = find_main(inside)
    if subject is None:
        return None
    return Cue("colon-name" if subject.end == q - 1 else "colon-none", (subject.start, subject.start), subject)


def _agent(unit: Unit, q: int, statement: bool) -> Cue | None:
    """accusé de « … » par le maire; qualifié par le maire de « … »."""
    tokens = unit.tokens
    for verb in reversed(unit.verbs):
        if verb.end > q or not verb.passive:
            continue
        between = tokens[verb.end : q]
        if any(t.kind == "quote" and False or t.low in ".;:" for t in between) or len(between) > 12:
            return None
        if any(v.start > verb.start and v.end <= q for v in unit.verbs):
            return None
        for i in [*range(verb.end, q), *range(q + 1, min(q + 4, len(tokens)))]:
            if tokens[i].low == "par" and i + 1 < len(tokens):
                return Cue(
                    "agent", (verb.start, verb.end), parse_phrase(tokens, i + 1, unit.names), verb.form.lemma, verb
                )
        return Cue("agent", (verb.start, verb.end), None, verb.form.lemma, verb)
    return None


def _object(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Il dénonce « … » | il a dit que « … » | affirmant « … » | il parle d'une « … »: the verb stands close before."""
    tokens = unit.tokens
    verbs = [v for v in unit.verbs if v.end <= q and not v.passive]
    if not verbs:
        return None
    verb = verbs[-1]
    if len(verbs) > 1 and verb.kind == "f" and "o" not in verb.form.classes and _reports(tokens, verbs[-2], verb.start):
        verb = verbs[-2]  # il a déclaré qu'une enquête montrerait « … »: the words are those of who declares
    between = tokens[verb.end : q]
    said = any(t.low in ("que", "qu'", "si") for t in between)
    if len(between) > (40 if said else 25 if "p" in verb.form.classes else 12) or any(t.low in ";.:" for t in between):
        return None
    classes = verb.form.classes
    if "s" not in classes and ("o" not in classes or _according_opens(unit)):
        return None
    close = len(between) <= 4 or said or "o" in classes or any(t.kind == "quote" for t in between)
    if verb.pronoun is not None or not close:
        return None
    subject = (_turned_round(unit, verb) if verb.kind == "g" else None) or _left_subject(unit, verb)
    if subject is None and verb.kind in "fp" and verb.start > 0 and tokens[verb.start - 1].low in (",", "«»"):
        return None
    if subject is None and verb.kind == "g":
        return None
    if subject is not None and subject.kind == "noun" and "s" not in classes:
        return None
    if any(t.low == "," for t in between) and not said and len(between) > 6:
        return None
    return Cue("that" if said else "object", (verb.start, verb.end), subject, verb.form.lemma, verb)


def _turned_round(unit: Unit, verb: Verb) -> Phrase | None:
    """Who speaks before a participle: « … », a dit LE MAIRE, dénonçant « … »."""
    for other in reversed([v for v in unit.verbs if v.end <= verb.start and v.kind in "fp"]):
        k = step_left(unit.tokens, other)
        if (
            other.pronoun is not None
            or k >= 0
            and (unit.tokens[k].kind == "quote" or unit.tokens[k].low == "," and unit.tokens[k - 1].kind == "quote")
        ):
            return _inverted_subject(unit, other)
    return None


def _according_opens(unit: Unit) -> bool:
    """Whether the sentence begins with selon …, pour …: all of it is that speaker's."""
    first = unit.tokens[0].low
    if first not in ACCORDING or len(unit.tokens) < 3:
        return False
    subject = parse_phrase(unit.tokens, 1, unit.names)
    return subject is not None and subject.kind in ("person", "role", "body", "pronoun")


def _reports(tokens: Sequence[Token], verb: Verb, end: int) -> bool:
    """Whether a verb of saying opens a clause with que that is still open at token `end`."""
    between = [t.low for t in tokens[verb.end : end]]
    opened = any(low in ("que", "qu'") for low in between[:4])
    return opened and "s" in verb.form.classes and not any(low in ".;:" for low in between)


def _leading(unit: Unit, q: int, statement: bool) -> Cue | None:
    """« A », a dit X, ajoutant : nothing nearer; and « A » et « B », a dit X: the cue of a later quote serves the earlier."""
    tokens = unit.tokens
    later = [i for i in unit.quotes if i > q]
    if later and all(
        t.low in (",", "et", "ou", "mais", "puis") or t.low in grammar("determiner") for t in tokens[q + 1 : later[0]]
    ):
        return find_cue(unit, later[0], statement)
    return None


def _incise(unit: Unit, q: int, statement: bool) -> Cue | None:
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
        subject = _inverted_subject(unit, verb)
        if subject is None:
            continue
        cue = Cue("incise", (verb.start, verb.end), subject, verb.form.lemma, verb)
        if verb.start > q:
            return cue
        fallback = fallback or cue
    return fallback


def _according(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Selon le maire, « … » | « … », selon lui | aux yeux du maire."""
    tokens = unit.tokens
    found = []
    for i, token in enumerate(tokens):
        low = token.low
        if low in ACCORDING:
            if low == "pour" and not (i in (0, q + 2) or i and tokens[i - 1].low == ","):
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


def _noun(unit: Unit, q: int, statement: bool) -> Cue | None:
    """la déclaration du maire : « … » | les mots « … » du maire | dans un communiqué : « … »"""
    tokens = unit.tokens
    colon = q > 0 and tokens[q - 1].low == ":"
    nouns = load_words("cue_nouns.txt")
    for i in range(q - 1, max(-1, q - 10), -1):
        if tokens[i].kind == "quote" or tokens[i].low in ".;":
            return None
        if tokens[i].text not in nouns and tokens[i].low not in nouns or i == 0:
            continue
        if not (colon or statement or i == q - 1):
            return None
        subject = None
        if i + 1 < len(tokens) and tokens[i + 1].low in OF:
            subject = (
                parse_noun(tokens, i + 1, unit.names)
                if tokens[i + 1].low in ("du", "des")
                else parse_phrase(tokens, i + 2, unit.names)
            )
        if subject is None and q + 2 < len(tokens) and tokens[q + 1].low in OF and i == q - 1:
            subject = (
                parse_noun(tokens, q + 1, unit.names)
                if tokens[q + 1].low in ("du", "des")
                else parse_phrase(tokens, q + 2, unit.names)
            )
        if subject is None and tokens[i].low in BARE and not colon:
            return None
        if subject is None:
            subject = find_main([c for c in unit.chunks if c.phrase.end <= i - 1])
        return Cue("noun", (i, i + 1), subject, tokens[i].low)
    return None


def _subordinate(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Il a assuré qu'il irait « … »: a verb of saying with que, farther before."""
    tokens = unit.tokens
    for verb in reversed(unit.verbs):
        if verb.end > q or verb.passive or "s" not in verb.form.classes:
            continue
        between = tokens[verb.end : q]
        if len(between) > 40 or any(t.low in ".;" for t in between):
            return None
        if any(t.low in ("que", "qu'") for t in between[:6]) and verb.pronoun is None:
            return Cue("that", (verb.start, verb.end), _left_subject(unit, verb), verb.form.lemma, verb)
    return None


def _naked(unit: Unit, q: int, statement: bool) -> Cue | None:
    """Le maire : il juge le projet « … »; a statement in a sentence without any cue is its subject's, if anybody's."""
    if not statement:
        return None
    subject = find_main([c for c in unit.chunks if c.phrase.end <= q])
    if subject is None or subject.kind not in ("person", "role", "pronoun"):
        return None
    return Cue("naked", (subject.start, subject.start), subject)
