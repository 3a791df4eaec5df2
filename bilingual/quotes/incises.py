"""Where the writer cuts in without closing the marks: « Oui, dit-il, demain » is two stretches of one utterance."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.model import Span
from bilingual.quotes.marks import Stretch, trim
from bilingual.quotes.names import NoNames
from bilingual.quotes.nouns import OF
from bilingual.quotes.saying import Verb, find_verbs
from bilingual.quotes.subjects import find_right
from bilingual.quotes.words import Token, grammar, load_roles, tokenise

OPENING = re.compile(
    r"""
    [,!?…–—]\s+                                                          # the comma before the writer's words
    (?: (?:[slmn]['’]|se\s|lui\s|leur\s|me\s|nous\s|m['’]|y\s) ){0,2}
    (?: \w+(?:-t)?-(?:ils?|elles?|on)\b                                  # dit-il, a-t-elle (ajouté)
      | (?:a|ont|avait|avaient)\s+(?:\w+\s+){0,3}?\w+(?:é|i|u|it|is)\b   # a (également) déclaré
      | [^\W\d_]+(?:e|t|d|ent|it|a)\s+(?:\w+ment\s+)?(?:[A-ZÀ-Þ]|(?:le|la|les|un|une|son|sa|ce|cette|des)\s|l['’])  # explique Claire
    )
    """,
    re.VERBOSE,
)
"""What may be the beginning of an incise: ", a-t-il dit", "! s’écrie Claire"; whether it is one the verb decides."""

LONG = 60
"""Tokens an incise has at most."""


def split_incises(text: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, each cut where the writer cuts in."""
    split: list[Stretch] = []
    for stretch in stretches:
        split += _split(text, stretch)
    return sorted(split, key=lambda s: (s.outer.start, s.depth))


def _split(text: str, stretch: Stretch) -> list[Stretch]:
    parts: list[Stretch] = []
    rest: Stretch | None = stretch
    while rest is not None:
        first, rest = _cut_first(text, rest)
        parts.append(first)
    return parts


def _cut_first(text: str, stretch: Stretch) -> tuple[Stretch, Stretch | None]:
    """The stretch up to the first incise, and what follows the incise."""
    inner = stretch.inner
    found = OPENING.search(text, inner.start, inner.end) if inner.end - inner.start > 12 else None
    while found is not None:
        quoted = text[found.start() - 1] in '»”"’›'  # the comma after a nested quote: its own cue follows
        cut = None if quoted else _read_incise(text, found, inner.end)
        keep = found.start() + (text[found.start()] in "!?…")
        first = trim(text, inner.start, keep)
        if cut is not None and first.start < first.end:
            head = Stretch(first, Span(stretch.outer.start, keep), stretch.depth, stretch.run, stretch.opened, False)
            tail = trim(text, cut, inner.end)
            if not any(c.isalnum() for c in tail.of(text)):
                return head, None
            outer = Span(tail.start, stretch.outer.end)
            return head, Stretch(tail, outer, stretch.depth, stretch.run, False, stretch.closed)
        found = OPENING.search(text, found.start() + 1, inner.end)
    return stretch, None


def _read_incise(text: str, found: re.Match[str], limit: int) -> int | None:
    """Where the quote goes on after an incise that begins at `found`; None where there is none."""
    start = found.start() + 1
    tokens = tokenise(text, Span(start, min(limit, start + 400)))[:LONG]
    verb = next(iter(find_verbs(tokens)), None)
    if (
        verb is None
        or verb.kind in "gi"
        or verb.passive
        or "s" not in verb.form.classes
        and "i" not in verb.form.classes
    ):
        return None
    if any(t.low not in grammar("clitic") and t.low not in grammar("adverb") for t in tokens[: verb.start]):
        return None
    end = _end_of_subject(tokens, verb)
    if end is None:
        return None
    return _find_resumption(tokens, end, limit)


def _end_of_subject(tokens: Sequence[Token], verb: Verb) -> int | None:
    """The token after the verb and its subject."""
    if verb.pronoun is not None:
        return verb.end
    subject = find_right(tokens, verb.end, NoNames())
    if subject is None or subject.kind not in ("person", "role", "body", "name"):
        return None
    following = tokens[subject.end] if subject.end < len(tokens) else None
    if (
        subject.kind == "name"
        and following is not None
        and following.kind == "word"
        and following.low not in grammar("preposition")
    ):
        return None
    return subject.end


def _find_resumption(tokens: Sequence[Token], i: int, limit: int) -> int | None:
    """Where the writer ends: at a stop, or at a comma that does not lead to more about the speaker."""
    depth = 0
    while i < len(tokens):
        low = tokens[i].low
        depth += (low == "(") - (low == ")")
        if depth <= 0 and low in ".;:!?…":
            return tokens[i].end
        if depth <= 0 and low == "," and not _is_about_speaker(tokens, i + 1):
            return tokens[i].end
        i += 1
    return limit if len(tokens) < LONG else None


def _is_about_speaker(tokens: Sequence[Token], i: int) -> bool:
    """Whether what follows a comma is an apposition: ", maire de …", ", qui dirige …", ", hilare.", ", 34 ans,"."""
    if i >= len(tokens):
        return False
    low = tokens[i].low
    if low in ("qui", "dont", "âgé", "âgée", "interrogé", "interrogée", "elle-même", "lui-même") or low in OF:
        return True
    if low in ("le", "la", "l'", "un", "une", "l'un", "ancien", "ancienne", "ex"):
        i += 1
        low = tokens[i].low if i < len(tokens) else ""
        if low in grammar("adjective"):
            i += 1
            low = tokens[i].low if i < len(tokens) else ""
    if low in load_roles() or low.endswith("ant") or low in ("d'un", "avec", "sans", "tout"):
        return True
    if low == "en" and i + 1 < len(tokens) and tokens[i + 1].low.endswith("ant"):
        return True
    if tokens[i - 1].low == "," and tokens[i].kind == "number" and i + 1 < len(tokens) and tokens[i + 1].low == "ans":
        return True
    if low in ("moi", "toi", "nous", "vous", "oui", "non"):
        return False
    closes = i + 1 < len(tokens) and tokens[i + 1].low in ",."
    return closes and tokens[i].kind == "word" and tokens[i - 1].low == "," and tokens[i].low not in grammar("adverb")
