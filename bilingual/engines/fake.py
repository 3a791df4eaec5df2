"""A small engine without a model, for tests, examples and trying out: word for word, deterministic, at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.model import Attention, Span, Translation
from bilingual.tokens import find_tokens

WORDS = {
    "le": "the",
    "la": "the",
    "les": "the",
    "l’": "the",
    "un": "a",
    "une": "a",
    "et": "and",
    "est": "is",
    "a": "has",
}
"""The few words it knows; any other word keeps its form."""

MARKS = {"«": "“", "»": "”", "“": "“", "”": "”"}

CLOSING = re.compile(r"[^\w\s“(\[]+")
"""A token that stands close to what is before it: "," and "”"; not "“"."""


class FakeEngine:
    """Translates word for word: known words by a short list, the others as they are; marks become English ones.

    >>> FakeEngine().translate(["Le chat est « noir »."])[0].text
    'The chat is “noir”.'
    """

    signature = "fake fr-en 1"
    source_lang = "fr"
    target_lang = "en"

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """One translation for each sentence, each word with full attention to its own source word."""
        return [_translate(sentence) for sentence in sentences]

    def attend(self, sources: Sequence[str], targets: Sequence[str]) -> list[Attention]:
        """Every target word reads the source word at the same share of the way."""
        return [
            _attend(tuple(find_tokens(source)), tuple(find_tokens(target))) for source, target in zip(sources, targets)
        ]


def _translate(sentence: str) -> Translation:
    source = find_tokens(sentence)
    text, target = "", []
    for span in source:
        word = span.of(sentence)
        new = MARKS.get(word) or _like(word, WORDS.get(word.lower().replace("'", "’"), word))
        space = "" if not text or CLOSING.fullmatch(new) or text.endswith(("“", "(", "[")) else " "
        target.append(Span(len(text) + len(space), len(text) + len(space) + len(new)))
        text += space + new
    weights = [[float(i == j) for j in range(len(source))] for i in range(len(source))]
    return Translation(text, 0.0 if text else None, Attention(tuple(source), tuple(target), weights))


def _attend(source: tuple[Span, ...], target: tuple[Span, ...]) -> Attention:
    places = [i * len(source) // len(target) for i in range(len(target))]
    return Attention(source, target, [[float(j == place) for j in range(len(source))] for place in places])


def _like(word: str, new: str) -> str:
    """`new` with the capital of `word`."""
    return new[:1].upper() + new[1:] if word[:1].isupper() else new
